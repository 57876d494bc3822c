"""Solve: the best action now, what it is worth with what proof, and the price of every other action."""

import math
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.backward_induction.layout import Layout, lay_out
from acumen.decision.backward_induction.sequencing import in_best_order, steps_in_sequence
from acumen.decision.backward_induction.sweeping import Option, Swept, n_looked_up, sweep
from acumen.decision.checking import checked
from acumen.decision.limits import Limits
from acumen.decision.problem import DecisionProblem, Kind
from acumen.decision.solution import EXACT, SAME, STOP, Follow, Ranked, Solution
from acumen.decision.tree_structure import (
    OPEN,
    TIE,
    TRUE,
    Branch,
    Chain,
    Objective,
    View,
    attempt_of,
    is_leavable,
    normal_form,
    view,
)
from acumen.errors import UsageError

if TYPE_CHECKING:
    from acumen.decision.bounds.bounds import Bracket
    from acumen.decision.bounds.inside import Place

MAX_LATE = 60_000_000  # actions evaluated in one sweep, where a bracket is there already
VIEW_COST = 50  # what looking at a node anew costs, in evaluations


def solve(
    problem: DecisionProblem,
    *,
    objective: Objective = "net",
    worth: float | None = None,
    statuses: tuple[int, ...] | None = None,
    limits: Limits | None = None,
) -> Solution:
    """The optimal policy's first action from where `statuses` stand (all untried unless given), with its certificate.

    `statuses` has one entry for each node: 0 untried, 1 succeeded, 2 failed or left; entries of groups count for nothing.
    Raises UsageError when the objective is `net` and no `worth` is given.
    """
    if objective == "net" and (worth is None or not 0.0 <= worth < math.inf):
        raise UsageError(f"expected a worth of 0 hours or more for the objective net, found {worth}")
    seen = view(problem, objective, statuses or (OPEN,) * len(problem.nodes))
    if seen.truths[0] != OPEN:
        return _settled(seen, worth)
    effort = limits or Limits()
    found = approach(seen, worth or 0.0, effort)
    if isinstance(found, Layout):
        return checked(_report(sweep(seen, found, worth or 0.0), worth, effort))
    solution = checked(_bracketed(seen, worth, found))
    return replace(solution, is_near=found.is_near and solution.status != "exact")


def approach(seen: View, worth: float, limits: Limits) -> "Layout | Bracket":
    """The states, where few or worth exploring or sweeping for a closer answer; else the bracket that stands for one."""
    layout: Layout | None = None
    with suppress(TooManyStatesError):
        layout = layout_within(seen, limits.quick)
    if layout is not None and not limits.is_much(n_looked_up(seen, layout)):
        return layout
    from acumen.decision.bounds.bounds import bracket  # noqa: PLC0415 -- seldom needed

    found = bracket(seen, worth, limits.quick)
    if found.bound - found.attained <= _roundings(seen, worth, found):
        return found
    if layout is None and limits.quick == limits:
        return found
    if _is_close(found, limits):
        return replace(found, is_near=True)
    try:
        late = replace(limits, max_expansions=min(limits.max_expansions, MAX_LATE))
        return layout if layout is not None else layout_within(seen, late)
    except TooManyStatesError:
        return found


def _is_close(found: "Bracket", limits: Limits) -> bool:
    """Whether the bounds are as close as is asked for."""
    return found.bound - found.attained <= limits.gap * max(abs(found.bound), abs(found.attained))


def _roundings(seen: View, worth: float, found: "Bracket") -> float:
    """How far bounds may be apart that are one figure."""
    is_net = seen.objective == "net"  # there the value is a difference of these two
    scale = worth * found.chance + found.hours if is_net else abs(found.attained)
    return SAME * scale + TIE * worth * is_net


def layout_within(seen: View, limits: Limits) -> Layout:
    """The state space, if the limits admit it; else TooManyStatesError."""
    layout = _laid_out(seen, limits.max_states, limits.max_explored, limits.max_visits)
    if layout.n_evaluations > limits.max_expansions:
        raise TooManyStatesError
    return layout


@lru_cache(maxsize=4)
def _laid_out(seen: View, max_states: int, max_explored: int, max_visits: int) -> Layout:
    """The last few are kept: the break-even worth is asked for after the solution."""
    return laid_out_whole(seen, Limits(max_states=max_states, max_explored=max_explored, max_visits=max_visits))


def laid_out_whole(seen: View, limits: Limits) -> Layout:
    """The states of a whole problem; where only the order is to be found, of the steps in the best one."""
    branch = normal_form(seen)
    steps = steps_in_sequence(seen, branch)
    if steps is not None and len(steps) < limits.max_states:
        order = in_best_order(seen, steps, min(limits.max_states, limits.max_explored))
        branch = Branch(branch.kind, (Chain(order),), branch.node)
    return lay_out(seen, branch, limits=limits)


def _settled(seen: View, worth: float | None) -> Solution:
    """Nothing is left to do."""
    is_true = seen.truths[0] == TRUE
    value = (worth or 0.0) if is_true and seen.objective == "net" else 0.0
    return Solution(
        objective=seen.objective,
        worth=worth,
        value=value,
        lower=value,
        upper=value,
        status="exact",
        chance=1.0 if is_true else 0.0,
        hours=0.0,
        next=STOP,
        patience_hours=math.inf,
        ranked=(),
        if_it_works=None,
        if_not=None,
        n_states=1,
    )


def _report(swept: Swept, worth: float | None, limits: Limits) -> Solution:
    """Read the answer off the values."""
    seen, layout = swept.seen, swept.layout
    best = swept.best(0)
    value, chance, hours = (best.value, best.chance, best.hours) if best else (0.0, 0.0, 0.0)
    upper = max(value, float(swept.upper[0]))
    sign = 1.0 if seen.objective == "net" else -1.0
    bounds = sorted((sign * value, sign * upper))
    tolerance = EXACT * swept.worth if seen.objective == "net" else 0.0
    solution = Solution(
        objective=seen.objective,
        worth=worth,
        value=sign * value,
        lower=bounds[0],
        upper=bounds[1],
        status="exact" if upper - value <= tolerance else "bracketed",
        chance=chance,
        hours=hours,
        next=layout.real_step(seen.truths, best.choice) if best else STOP,
        patience_hours=best.patience_hours if best else math.inf,
        ranked=(),
        if_it_works=_follow(swept, best, won=True) if best else None,
        if_not=_follow(swept, best, won=False) if best else None,
        n_states=layout.n_states,
    )
    return replace(solution, ranked=_rank(swept, solution, limits))


def _bracketed(seen: View, worth: float | None, found: "Bracket") -> Solution:
    """The answer for a problem that is too big: regrets only of what the policy's own sweep lists."""
    from acumen.decision.bounds.inside import SweptInside, after, begun, enter, start_of  # noqa: PLC0415 -- seldom needed

    tolerance = _roundings(seen, worth or 0.0, found)
    sign = 1.0 if seen.objective == "net" else -1.0
    ranked = {step: Ranked(step=step, value=None, regret=None) for step in open_steps(seen)}
    for option in found.swept.options(0) if found.swept else ():
        step, patience_hours = start_of(SweptInside(swept=found.swept), option) if found.swept else (STOP, math.inf)
        if step in ranked and (
            ranked[step].regret is None or found.attained - option.value < (ranked[step].regret or 0)
        ):
            ranked[step] = Ranked(
                step=step,
                value=sign * option.value,
                regret=max(0.0, found.attained - option.value),
                chance=option.chance,
                patience_hours=patience_hours,
            )
    start = STOP if found.inside is None else enter(found.inside)
    first, patience_hours = begun(start)
    ends = (None, None) if isinstance(start, int) else (after(start, works=True), after(start, works=False))
    return Solution(
        objective=seen.objective,
        worth=worth,
        value=sign * found.attained,
        lower=min(sign * found.attained, sign * found.bound),
        upper=max(sign * found.attained, sign * found.bound),
        status="exact" if found.bound - found.attained <= tolerance else "bracketed",
        chance=found.chance,
        hours=found.hours,
        next=first,
        patience_hours=patience_hours,
        ranked=tuple(sorted(ranked.values(), key=lambda entry: (entry.regret is None, entry.regret or 0.0))),
        if_it_works=_then(ends[0]),
        if_not=_then(ends[1]),
        n_states=found.swept.layout.n_states if found.swept else 0,
        bound_by=found.bound_by if found.bound - found.attained > tolerance else (),
    )


def _then(place: "Place | int | None") -> Follow | None:
    """What the policy of a bracket does at a place."""
    from acumen.decision.bounds.inside import LEFT, WON, begun  # noqa: PLC0415 -- loaded already

    if place is None or place == LEFT:
        return None if place is None else Follow(step=STOP)
    if isinstance(place, int):
        return Follow(step=STOP, goal=place == WON)
    step, patience_hours = begun(place)
    return Follow(step=step, patience_hours=patience_hours)


def _follow(swept: Swept, best: Option, *, won: bool) -> Follow:
    """What comes after the best action."""
    layout = swept.layout
    state = best.choice.won if won else best.choice.lost
    if state >= layout.n_states - 1:
        is_settled = state == layout.n_states
        return Follow(step=STOP, goal=is_settled == (layout.kind == Kind.ANY))
    then = swept.best(state)
    if then is None:
        return Follow(step=STOP)
    statuses = list(swept.seen.truths)
    statuses[layout.real_step(swept.seen.truths, best.choice)] = 1 if won else 2
    step = layout.real_step(tuple(statuses), then.choice)
    return Follow(step=step, patience_hours=then.patience_hours)


def open_steps(seen: View) -> list[int]:
    """Steps that could be started now and matter, in the order of the file."""
    return [
        node
        for node, here in enumerate(seen.problem.nodes)
        if here.kind == Kind.STEP and seen.is_useful[node] and all(seen.truths[need] == TRUE for need in here.needs)
    ]


def _rank(swept: Swept, solution: Solution, limits: Limits) -> tuple[Ranked, ...]:
    """Every step that could be started now, best first; what the sweep does not list is solved for, as effort allows."""
    seen, sign = swept.seen, 1.0 if solution.objective == "net" else -1.0
    known = {swept.layout.real_step(seen.truths, option.choice): option for option in swept.options(0)}
    left = limits.max_ranking
    ranked = []
    for step in open_steps(seen):
        option = known.get(step)
        if option is not None:
            start = _Start(value=option.value, chance=option.chance, patience_hours=option.patience_hours)
        else:
            found, cost = _starting_with(swept, step, left, limits)
            left -= cost
            if found is None:
                ranked.append(Ranked(step=step, value=None, regret=None))
                continue
            start = found
        ranked.append(
            Ranked(
                step=step,
                value=sign * start.value,
                regret=max(0.0, sign * solution.value - start.value),
                chance=start.chance,
                patience_hours=start.patience_hours,
            )
        )
    return in_order(ranked, solution)


def in_order(ranked: Iterable[Ranked], solution: Solution) -> tuple[Ranked, ...]:
    """The cheapest first; what differs by roundings in the order of the file, with what is next before it."""
    slack = TIE * max(abs(solution.worth or 0.0) if solution.objective == "net" else 0.0, solution.hours)
    known = sorted(
        (entry for entry in ranked if entry.regret is not None), key=lambda entry: (entry.regret, entry.step)
    )
    runs: list[list[Ranked]] = []
    for entry in known:
        if runs and (entry.regret or 0.0) - (runs[-1][-1].regret or 0.0) <= slack:
            runs[-1].append(entry)
        else:
            runs.append([entry])
    ordered = [entry for run in runs for entry in sorted(run, key=lambda e: (e.step != solution.next, e.step))]
    return (*ordered, *(entry for entry in ranked if entry.regret is None))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Start:
    """Starting with a step, as sweeps count: value, chance of the goal, patience."""

    value: float
    chance: float
    patience_hours: float


def _starting_with(swept: Swept, step: int, effort: int, limits: Limits) -> tuple[_Start | None, int]:
    """What starting with a step that the sweep did not list is worth, and the effort it took; None beyond `effort`."""
    seen = swept.seen
    cost = 2 * VIEW_COST * len(seen.truths)
    if cost > effort:
        return None, 0
    ends: list[tuple[float, float]] = []
    for truth in (1, 2):
        statuses = list(seen.truths)
        statuses[step] = truth
        after = view(seen.problem, seen.objective, tuple(statuses))
        if after.truths[0] != OPEN:
            is_true = after.truths[0] == TRUE
            ends.append((swept.worth if is_true and seen.objective == "net" else 0.0, 1.0 if is_true else 0.0))
            continue
        try:
            layout = laid_out_whole(after, limits)
        except TooManyStatesError:
            return None, cost
        cost += layout.n_evaluations
        if cost > effort:
            return None, cost - layout.n_evaluations
        there = sweep(after, layout, swept.worth)
        ends.append((float(there.lower[0]), float(there.chances[0])))
    (won, won_chance), (lost, lost_chance) = ends
    attempt = attempt_of(seen.problem, step)
    if is_leavable(attempt, seen.objective):
        gain = attempt.gain(won - lost)
        value, prob, patience_hours = lost + gain.value, gain.slope, gain.patience_hours
    else:
        prob, patience_hours = attempt.chance, math.inf
        value = prob * won + (1.0 - prob) * lost - attempt.mean_hours
    chance = prob * won_chance + (1.0 - prob) * lost_chance
    return _Start(value=value, chance=chance, patience_hours=patience_hours), cost
