"""Problems with shared hypotheses that are too big to be searched whole: a smaller one for a policy, worlds for a bound.

Below: the smallest groups are taken as steps (`collapsing.py`) until what is left can be searched; and where no more can be,
members of `any` groups are left out, those that promise least for their hours first. Whoever never attempts a step loses
nothing by it, so whatever is attained then is attained. Above: every world is solved on its own, exactly or between bounds
of its own, and nobody does better than with the world revealed.
"""

from collections.abc import Iterator
from dataclasses import replace

from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.backward_induction.curves import Curve
from acumen.decision.backward_induction.sweeping import sweep_above
from acumen.decision.bounds.revealed import revealed_bound
from acumen.decision.hypotheses.macro_actions import collapsed, without
from acumen.decision.hypotheses.problem import SharedProblem, truths_of
from acumen.decision.hypotheses.worlds import Worlds, survey
from acumen.decision.limits import Limits
from acumen.decision.problem import DecisionProblem, Kind
from acumen.decision.solution import Solution
from acumen.decision.solve import layout_within, solve
from acumen.decision.tree_structure import FALSE, OPEN, TRUE, Objective, view

MAX_STATES = 200_000  # of the smaller problem
WORLD_STATES, WORLD_EXPANSIONS = 2_000_000, 4_000_000  # of the sweep of one world, beyond which it is bounded


def narrowed(
    shared: SharedProblem, statuses: tuple[int, ...], worth: float, limits: Limits
) -> tuple[SharedProblem, tuple[int, ...], Worlds]:
    """The problem with groups taken as steps, statuses in which steps count as failed, and the worlds swept from there.

    For the objective net. Raises TooManyStatesError where no `any` group has a member left that could be spared.
    """
    small = replace(limits, max_states=min(limits.max_states, MAX_STATES))
    left = statuses
    while truths_of(shared.problem, left)[0] == OPEN:
        try:
            return shared, left, survey(shared, left, "net", worth, small)
        except TooManyStatesError:
            simpler = collapsed(shared, left, worth, limits)
            if simpler is None:
                spared = _least_promising(shared, left)
                if spared is None:
                    raise
                left = without(shared.problem, left, spared)
            else:
                shared, left = simpler
    raise TooManyStatesError


def _least_promising(shared: SharedProblem, statuses: tuple[int, ...]) -> int | None:
    """The member of an open `any` group that has least chance for its hours."""
    problem, truths = shared.problem, truths_of(shared.problem, statuses)
    chances, hours = _marginals(shared, truths)
    candidates = []
    for node, here in enumerate(problem.nodes):
        open_members = [member for member in here.members if truths[member] == OPEN]
        if here.kind == Kind.ANY and truths[node] == OPEN and len(open_members) > 1:
            candidates += [(chances[member] / max(hours[member], 1e-9), member) for member in open_members]
    if not candidates:
        return None
    return min(candidates)[1]


def _marginals(shared: SharedProblem, truths: list[int]) -> tuple[list[float], list[float]]:
    """Chance of each node, as if all were independent, and the hours of all that is open below it."""
    problem = shared.problem
    first_ways = {way.node: shared.first_way + number for number, way in reversed(list(enumerate(shared.ways)))}
    chances, hours = [0.0] * len(problem.nodes), [0.0] * len(problem.nodes)
    for node in reversed(range(len(problem.nodes))):
        here = problem.nodes[node]
        if truths[node] != OPEN:
            chances[node] = float(truths[node] != FALSE)
        elif here.kind == Kind.STEP:
            action = first_ways.get(node, node)
            chances[node] = shared.chance_now(action) if action in shared.chances else shared.attempt(action).chance
            hours[node] = shared.attempt(action).mean_hours
        else:
            miss = here.kind == Kind.ANY
            product = 1.0
            for member in here.members:
                product *= 1.0 - chances[member] if miss else chances[member]
                hours[node] += hours[member]
            chances[node] = 1.0 - product if miss else product
    return chances, hours


def revealed_upper(
    shared: SharedProblem, statuses: tuple[int, ...], worth: float, limits: Limits
) -> tuple[float, tuple[str, ...]]:
    """Σ belief · upper bound in each world, for the objective net, and what it came from."""
    effort = replace(
        limits.quick,
        max_states=min(limits.max_states, WORLD_STATES),
        max_expansions=min(limits.max_expansions, WORLD_EXPANSIONS),
    )
    total, how = 0.0, {"worlds"}
    known: dict[object, Curve] = {}  # what no hypothesis bears on has one curve in all worlds
    for prob, there in _worlds(shared):
        seen = view(there, "net", statuses[: shared.n_nodes])
        if seen.truths[0] != OPEN:
            total += prob * (worth if seen.truths[0] == TRUE else 0.0)
            continue
        try:
            total += prob * sweep_above(seen, layout_within(seen, effort), worth)[0]
        except TooManyStatesError:
            bound, by = revealed_bound(seen, worth, effort, known)
            total, how = total + prob * bound, how | by
    return total, tuple(sorted(how))


def in_each_world(
    shared: SharedProblem, statuses: tuple[int, ...], objective: Objective, worth: float, limits: Limits
) -> Iterator[tuple[float, Solution]]:
    """The probability of every world, and the solution for whoever knows it, in whom steps that tell run to their end."""
    effort, now = replace(limits, max_ranking=0), statuses[: shared.n_nodes]
    for prob, there in _worlds(shared):
        yield prob, solve(there, objective=objective, worth=worth, statuses=now, limits=effort)


def _worlds(shared: SharedProblem) -> Iterator[tuple[float, DecisionProblem]]:
    """The problem in each world, with the probability of the world."""
    for world, prob in enumerate(shared.belief):
        nodes = list(shared.problem.nodes)
        for action, row in shared.chances.items():
            attempt = nodes[action].attempt if action < shared.n_nodes else None
            if attempt is not None:
                nodes[action] = replace(nodes[action], attempt=replace(attempt, chance=row[world], may_be_left=False))
        yield prob, DecisionProblem(nodes=tuple(nodes))
