"""What is proven of a problem with shared hypotheses that is too big to be searched, even narrowed.

net     below: to stop is worth 0. Above: every world solved on its own, or the worth.
hours   above: group after group, each until it is known, in the order of hours for an average chance of settling; what that
        comes to is known in every world. Where `needs` are in the way: all the hours there are. Below: whoever knows the
        world needs no more, Σ belief · lower bound in each.
"""

import math
from dataclasses import dataclass

from acumen.decision.hypotheses.abstraction import in_each_world, revealed_upper
from acumen.decision.hypotheses.problem import Belief, SharedProblem, may_start, truths_of
from acumen.decision.limits import Limits
from acumen.decision.problem import Kind
from acumen.decision.solution import STOP, Ranked, Solution
from acumen.decision.tree_structure import OPEN, Objective


def bounded(
    shared: SharedProblem, statuses: tuple[int, ...], objective: Objective, worth: float | None, limits: Limits
) -> Solution:
    """A policy whose value is known without a search, and a bound from the worlds."""
    truths = truths_of(shared.problem, statuses)
    starts = tuple(
        action for action in shared.actions if may_start(shared, action, statuses, truths) and _is_open(action, truths)
    )
    if objective == "net":
        stake = worth or 0.0
        upper, how = revealed_upper(shared, statuses, stake, limits)
        return _solution(objective, worth, (0.0, min(stake, upper)), starts, bound_by=how)
    worlds = list(in_each_world(shared, statuses, "hours", 0.0, limits))
    lower = math.fsum(prob * found.lower for prob, found in worlds)
    chance = min(1.0, math.fsum(prob * found.chance for prob, found in worlds))
    run = None if any(node.needs for node in shared.problem.nodes) else _run(shared, truths, 0)
    steps = [step for step in starts if step < shared.n_nodes]
    if run is None:
        upper, first = _all_hours(shared, statuses), steps[0]
    else:
        upper = math.fsum(prob * hours for prob, hours in zip(shared.belief, run.hours, strict=True))
        first = run.first
    return _solution(
        objective, worth, (min(lower, upper), upper), starts, bound_by=("worlds",), first=first, chance=chance
    )


def _is_open(action: int, truths: list[int]) -> bool:
    return action >= len(truths) or truths[action] == OPEN


def _solution(
    objective: Objective,
    worth: float | None,
    bounds: tuple[float, float],
    starts: tuple[int, ...],
    *,
    bound_by: tuple[str, ...],
    first: int = STOP,
    chance: float = 0.0,
) -> Solution:
    value = bounds[0] if objective == "net" else bounds[1]
    return Solution(
        objective=objective,
        worth=worth,
        value=value,
        lower=bounds[0],
        upper=bounds[1],
        status="exact" if bounds[0] >= bounds[1] else "bracketed",
        chance=chance,
        hours=0.0 if objective == "net" else value,
        next=first,
        patience_hours=math.inf,
        ranked=tuple(Ranked(step=action, value=None, regret=None) for action in starts),
        if_it_works=None,
        if_not=None,
        n_states=0,
        bound_by=() if bounds[0] >= bounds[1] else bound_by,
    )


def _all_hours(shared: SharedProblem, statuses: tuple[int, ...]) -> float:
    """What every step that is left would take, at the most."""
    attempts = [shared.attempt(step) for step in shared.problem.steps if statuses[step] == OPEN]
    return math.fsum(max(attempt.success.mean_hours, attempt.failure.mean_hours) for attempt in attempts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """A node worked on until it is known: chance that it is true and expected hours in every world, its first step."""

    chances: Belief
    hours: Belief
    first: int


def _run(shared: SharedProblem, truths: list[int], node: int) -> _Run:
    here, worlds = shared.problem.nodes[node], range(len(shared.belief))
    if here.kind == Kind.STEP:
        attempt = shared.attempt(node)
        chances = shared.chances.get(node) or (attempt.chance,) * len(worlds)
        won, lost = attempt.success.mean_hours, attempt.failure.mean_hours
        return _Run(chances=chances, hours=tuple(p * won + (1.0 - p) * lost for p in chances), first=node)
    is_any = here.kind == Kind.ANY
    members = [_run(shared, truths, member) for member in here.members if truths[member] == OPEN]

    def ratio(run: _Run) -> float:
        chance = sum(b * p for b, p in zip(shared.belief, run.chances, strict=True))
        hours = sum(b * h for b, h in zip(shared.belief, run.hours, strict=True))
        settles = chance if is_any else 1.0 - chance
        return hours / settles if settles > 0.0 else (math.inf if hours > 0.0 else 0.0)

    going_on, hours = [1.0 for _ in worlds], [0.0 for _ in worlds]
    ordered = sorted(members, key=ratio)
    for run in ordered:
        for world in worlds:
            hours[world] += going_on[world] * run.hours[world]
            going_on[world] *= 1.0 - run.chances[world] if is_any else run.chances[world]
    return _Run(
        chances=tuple(1.0 - left if is_any else left for left in going_on), hours=tuple(hours), first=ordered[0].first
    )
