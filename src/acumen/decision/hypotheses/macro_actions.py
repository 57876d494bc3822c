"""Groups taken as steps, so that a problem with shared hypotheses becomes small enough to be searched.

A group whose members are steps is worked through without interruption, in one of a few fixed ways: the best policies for a
few stakes, of somebody who holds a world for true and of somebody who averages over them. Of each way it is known in every
world how likely it is to make the group true and what it costs, so a way is a telling action like any other, and whatever
is attained with it is attained. Nothing is left out: only what could be learnt and done in between is.
"""

from dataclasses import replace

from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.hypotheses.problem import ArtifactWay, SharedProblem, truths_of
from acumen.decision.hypotheses.worlds import survey_group
from acumen.decision.limits import Limits
from acumen.decision.problem import DecisionProblem, Kind
from acumen.decision.tree_structure import FALSE, OPEN, dependencies_first, subtree
from acumen.distributions import Attempt

STAKES = (1.0, 0.5, 0.25, 0.1)  # of the worth, at which a group is solved for its ways
MAX_WAYS = 12  # of one group
MAX_GROUP_STATES = 5_000
N_DIGITS = 7  # ways that differ by less are one

_STAND_IN = Attempt.plain(0.5, 1.0)  # of a group; its ways have the chances and hours


def collapsed(
    shared: SharedProblem, statuses: tuple[int, ...], worth: float, limits: Limits
) -> tuple[SharedProblem, tuple[int, ...]] | None:
    """The problem with its smallest group of steps taken as one step, and the statuses; None where no group could be.

    Where a group pays in no world even for the whole worth, its steps count as failed instead.
    """
    small = replace(limits, max_states=min(limits.max_states, MAX_GROUP_STATES))
    for group in _groups(shared, statuses):
        try:
            ways = _ways_through(shared, statuses, group, worth, small)
        except TooManyStatesError:
            continue
        if ways:
            return _with_step(shared, group, ways), statuses
        return shared, without(shared.problem, statuses, group)
    return None


def without(problem: DecisionProblem, statuses: tuple[int, ...], node: int) -> tuple[int, ...]:
    """The statuses with what is open below a node counted as failed."""
    below = {inner for inner in subtree(problem, node) if problem.nodes[inner].kind == Kind.STEP}
    return tuple(FALSE if at in below and status == OPEN else status for at, status in enumerate(statuses))


def _groups(shared: SharedProblem, statuses: tuple[int, ...]) -> list[int]:
    """Open groups whose open members are steps and which no `needs` enter or leave, those of the fewest states first."""
    problem, truths = shared.problem, truths_of(shared.problem, statuses)
    tied = {node for number, here in enumerate(problem.nodes) if here.needs for node in (number, *here.needs)}
    tied.update(dependencies_first(problem, [need for probe in shared.probes for need in probe.needs]))
    single = {*shared.chances, *(way.node for way in shared.ways)}
    found = []
    for group in subtree(problem, 0)[1:]:
        if problem.nodes[group].kind == Kind.STEP:
            continue
        members = [member for member in problem.nodes[group].members if truths[member] == OPEN]
        is_of_steps = members and all(problem.nodes[member].kind == Kind.STEP for member in members)
        if truths[group] == OPEN and is_of_steps and not tied.intersection(subtree(problem, group)):
            n_single = sum(member in single for member in members)
            found.append((2**n_single * (len(members) - n_single + 1), group))
    return [group for _, group in sorted(found)]


def _ways_through(
    shared: SharedProblem, statuses: tuple[int, ...], group: int, worth: float, limits: Limits
) -> list[tuple[tuple[float, ...], ArtifactWay]]:
    """The chance in every world of each way, and the way; those for the average belief first, at most MAX_WAYS."""
    found: dict[tuple[float, ...], tuple[int, tuple[float, ...], ArtifactWay]] = {}
    worlds = range(len(shared.belief))
    for share in STAKES:
        stake = share * worth
        try:
            inside = survey_group(shared, statuses, group, stake, limits, in_order=False)
        except TooManyStatesError:
            inside = survey_group(shared, statuses, group, stake, limits, in_order=True)
        for column in reversed(range(len(inside.own))):  # the last holds the average belief
            chances = tuple(min(1.0, float(inside.chances[column][w][0])) for w in worlds)
            hours = tuple(float(inside.spent[column][w][0]) for w in worlds)
            mark = tuple(float(f"{figure:.{N_DIGITS}g}") for figure in (*chances, *hours))
            if any(chances):
                way = ArtifactWay(node=group, hours=hours, inside=inside, within=shared, column=column)
                found.setdefault(mark, (column < len(worlds), chances, way))
    ordered = sorted(found.values(), key=lambda entry: entry[0])
    return [(chances, way) for _, chances, way in ordered[:MAX_WAYS]]


def _with_step(shared: SharedProblem, group: int, ways: list[tuple[tuple[float, ...], ArtifactWay]]) -> SharedProblem:
    """The problem with a group as a step. What was below it is no part of it any more."""
    below = set(subtree(shared.problem, group))
    nodes = list(shared.problem.nodes)
    nodes[group] = replace(nodes[group], kind=Kind.STEP, members=(), attempt=_STAND_IN)
    kept = [
        (shared.chances[shared.first_way + number], way)
        for number, way in enumerate(shared.ways)
        if way.node not in below
    ]
    chances = {
        action: row for action, row in shared.chances.items() if action < shared.first_way and action not in below
    }
    rows = [*kept, *ways]
    chances.update({shared.first_way + number: row for number, (row, _) in enumerate(rows)})
    problem = DecisionProblem(nodes=tuple(nodes))
    return replace(shared, problem=problem, chances=chances, ways=tuple(way for _, way in rows))
