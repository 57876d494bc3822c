"""Every world swept at once: what the goal is worth to someone who knows the world, and what fixed policies attain in each.

Columns are worlds, and after them beliefs held fast ("as if the chance were this average"). For each column the best
policy of someone who holds it is found, and what that policy attains in every world. So at any state s of the tree and any
unnormalised belief b over worlds

    max over columns j of  Σ_w b_w · attained[j][w][s]   ≤   value   ≤   Σ_w b_w · upper[w][s].

The loops are run as plain Python over lists when the tree is small, and compiled over arrays when that pays.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.backward_induction.layout import Choice, Layout, lay_out
from acumen.decision.backward_induction.sweeping import arguments_of, ends_of
from acumen.decision.hypotheses.problem import Belief, SharedProblem
from acumen.decision.hypotheses.worlds_kernel import sweep_worlds
from acumen.decision.limits import Limits
from acumen.decision.problem import DecisionProblem, Kind, Node
from acumen.decision.tree_structure import (
    FALSE,
    OPEN,
    TIE,
    TRUE,
    Branch,
    Copies,
    Objective,
    Part,
    View,
    branch_of,
    dependencies_first,
    is_leavable,
    normal_form,
    view,
)
from acumen.distributions import Attempt

MAX_ENTRIES = 60_000_000  # of all columns together, hours not counted: half a gigabyte, and half as much for those
PLAIN_SECONDS = 2e-6  # of one column of one action in plain Python, roughly
LEAVABLE_SECONDS = 5e-5
PATIENCE_SECONDS = 0.5

_UNLIKE = Attempt.plain(0.5, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worlds:
    """The tree's states with what each is worth. Sequences are lists, or arrays of the same shape."""

    layout: Layout
    objective: Objective
    n_worlds: int
    upper: Any  # (n_worlds, n_states + 1)
    own: Any  # (n_columns, n_states + 1) what each column's policy attains in its own world
    attained: Any  # (n_columns, n_worlds, n_states + 1)
    chances: Any  # (n_columns, n_worlds, n_states + 1)
    spent: Any  # (n_columns, n_worlds, n_states + 1) expected hours
    best: Any  # (n_columns, n_states) the action each policy takes, -1 to stop
    steps: Sequence[int]  # of each action
    cached: dict[int, list[Choice]]

    def choices(self, state: int) -> list[Choice]:
        """The steps that could matter to the tree and may be started; kept."""
        found = self.cached.get(state)
        if found is None:
            found = self.cached[state] = self.layout.choices(state)
        return found

    def moves(self, state: int, statuses: tuple[int, ...]) -> dict[int, tuple[int, int]]:
        """Steps that matter to the tree and may be started, each with the states that its ends lead to."""
        del statuses
        return {choice.step: (choice.won, choice.lost) for choice in self.choices(state)}

    def truth(self, state: int, statuses: tuple[int, ...]) -> int:
        """Whether the goal is open, true or false."""
        del statuses
        if state < self.layout.n_states - 1:
            return OPEN
        return TRUE if (state == self.layout.n_states) == (self.layout.kind == Kind.ANY) else FALSE

    def bounds(self, state: int, statuses: tuple[int, ...], belief: Belief) -> tuple[float, float, float, float, int]:
        """(attained, upper, chance of the goal, hours, column of the policy that attains), all unnormalised."""
        del statuses
        worlds = range(self.n_worlds)
        top = 0.0
        for w in worlds:
            top += belief[w] * self.upper[w][state]
        best, at = -1e300, 0
        for column, rows in enumerate(self.attained):
            value = 0.0
            for w in worlds:
                value += belief[w] * rows[w][state]
            if value > best:
                best, at = value, column
        chances, spent = self.chances[at], self.spent[at]
        chance = sum(belief[w] * chances[w][state] for w in worlds)
        hours = sum(belief[w] * spent[w][state] for w in worlds)
        return float(best), max(float(best), float(top)), float(chance), float(hours), at


def survey(
    shared: SharedProblem, statuses: tuple[int, ...], objective: Objective, worth: float, limits: Limits
) -> Worlds:
    """Sweep all worlds from where the statuses stand. Raises TooManyStatesError where the limits are passed."""
    seen = view(_marked(shared, watched_steps(shared)), "net", statuses[: shared.n_nodes])
    return survey_part(shared, seen, normal_form(seen), objective, worth, limits)


def survey_group(
    shared: SharedProblem, statuses: tuple[int, ...], group: int, stake: float, limits: Limits, *, in_order: bool
) -> Worlds:
    """Sweep what is open of a group, as if the goal were this group and worth the stake.

    `in_order`: steps that are telling are taken in the ratio order of their average chances, so that there are fewer
    states; what is attained is attained all the same, but `upper` then bounds nothing.
    """
    marked = _marked(_averaged(shared) if in_order else shared, ())
    seen = view(marked, "net", statuses[: shared.n_nodes])
    return survey_part(shared, seen, branch_of(seen, group), "net", stake, limits)


def survey_part(
    shared: SharedProblem, seen: View, branch: Branch, objective: Objective, worth: float, limits: Limits
) -> Worlds:
    """Sweep all worlds for a Branch of what is seen."""
    layout = _with_ways(shared, lay_out(seen, _spread(branch), limits=limits))
    columns = [*_worlds_of(shared), shared.belief]
    n_worlds, n_columns = len(shared.belief), len(columns)
    n_entries = layout.n_states * (n_worlds + n_columns * (2 + 2 * n_worlds))
    if n_entries > MAX_ENTRIES or layout.n_evaluations * n_columns > limits.max_expansions:
        raise TooManyStatesError
    real = replace(seen, problem=_real(shared), objective=objective)
    return _swept(shared, real, layout, columns, worth)


def watched_steps(shared: SharedProblem) -> tuple[int, ...]:
    """Steps that something telling needs, directly or through what it needs: they may be taken for that alone."""
    needed = [need for action in shared.chances for need in shared.needs(action)]
    found = dependencies_first(shared.problem, needed)
    return tuple(sorted(node for node in found if shared.problem.nodes[node].kind == Kind.STEP))


def _worlds_of(shared: SharedProblem) -> list[Belief]:
    n_worlds = len(shared.belief)
    return [tuple(float(w == world) for w in range(n_worlds)) for world in range(n_worlds)]


def _marked(shared: SharedProblem, watched: tuple[int, ...]) -> DecisionProblem:
    """The tree with a digit of its own for whatever is telling, or may be taken for the sake of what is."""
    nodes = list(shared.problem.nodes)
    telling = {action for action in shared.chances if action < shared.n_nodes} | {way.node for way in shared.ways}
    for number in {*watched, *telling}:
        nodes[number] = replace(nodes[number], attempt=replace(_UNLIKE, chance=-1.0 - number, may_be_left=True))
    return DecisionProblem(nodes=tuple(nodes))


def _averaged(shared: SharedProblem) -> SharedProblem:
    """The steps of the tree at their average chances, as if they told nothing."""
    nodes, telling = list(shared.problem.nodes), dict(shared.chances)
    for number in shared.chances:
        attempt = nodes[number].attempt if number < shared.n_nodes else None
        if attempt is not None:
            chance = shared.chance_now(number)
            nodes[number] = replace(nodes[number], attempt=replace(attempt, chance=chance, may_be_left=False))
            del telling[number]
    return replace(shared, problem=DecisionProblem(nodes=tuple(nodes)), chances=telling)


def _real(shared: SharedProblem) -> DecisionProblem:
    """The tree with steps that are telling run to their end, and every other action behind it."""
    nodes = [
        replace(node, attempt=replace(node.attempt, may_be_left=False))
        if node.attempt is not None and number in shared.chances
        else node
        for number, node in enumerate(shared.problem.nodes)
    ]
    others = range(shared.n_nodes, shared.first_way + len(shared.ways))
    nodes += [Node(id="", kind=Kind.STEP, parent=-1, attempt=shared.attempt(action)) for action in others]
    return DecisionProblem(nodes=tuple(nodes))


def _with_ways(shared: SharedProblem, layout: Layout) -> Layout:
    """Where a step stands for a group, an action for each way through it in its place."""
    if not shared.ways:
        return layout
    ways: dict[int, list[int]] = {}
    for number, way in enumerate(shared.ways):
        ways.setdefault(way.node, []).append(shared.first_way + number)
    units = [
        replace(
            unit,
            actions=tuple(
                tuple(replace(action, step=way) for action in row for way in ways.get(action.step, (action.step,)))
                for row in unit.actions
            ),
        )
        for unit in layout.units
    ]
    return replace(layout, units=tuple(units))


def _spread(branch: Branch) -> Branch:
    """Copies as members of their own, so that an action of the layout always means the step it names."""
    parts: list[Part] = []
    for part in branch.parts:
        if isinstance(part, Copies):
            parts.extend(_spread(copy) if isinstance(copy, Branch) else copy for copy in part.of)
        else:
            parts.append(_spread(part) if isinstance(part, Branch) else part)
    return replace(branch, parts=tuple(parts))


def _swept(shared: SharedProblem, seen: View, layout: Layout, columns: list[Belief], worth: float) -> Worlds:
    tried = set().union(*(unit.steps for unit in layout.units))
    leavable = sorted(
        step for step in tried if is_leavable(shared.attempt(step), seen.objective) and step not in shared.chances
    )
    arguments = arguments_of(seen, layout, {step: number for number, step in enumerate(leavable)})
    steps = [int(step) for step in arguments[6]]
    probs, hours = _rows(shared, seen, steps, columns)
    curves = [arguments[-1][step] for step in steps]
    gains = [shared.attempt(step) for step in leavable]
    shape = (len(shared.belief), len(columns), layout.n_states)
    ends = ends_of(seen, layout, worth)
    counters = ([unit.n_states - 1 for unit in layout.units], [0] * len(layout.parents))
    integers = (*arguments[:6], *arguments[7:9], curves)  # radices … first_action, wins, losses, curves
    how = (seen.objective == "net", TIE)
    n_leavable = sum(curve >= 0 for curve in curves)
    seconds = layout.n_evaluations * len(columns) * (PLAIN_SECONDS * (2 + len(shared.belief)))
    seconds += layout.n_evaluations * n_leavable / max(1, len(curves)) * len(columns) * LEAVABLE_SECONDS
    if seconds <= PATIENCE_SECONDS:  # whether the compiler is loaded makes no difference, so that answers don't either
        tables = _plain_tables(shape, ends)
        run: Any = sweep_worlds
        run(*tables, *counters, *integers, probs, hours, gains, *how)
    else:
        from acumen.decision.hypotheses import worlds_compiled  # noqa: PLC0415 -- costs half a second, so only where it pays

        tables = worlds_compiled.run(shape, ends, counters, integers, probs, hours, gains, how)
    own, upper, attained, chances, spent, best = tables
    return Worlds(
        layout=layout,
        objective=seen.objective,
        n_worlds=len(shared.belief),
        upper=upper,
        own=own,
        attained=attained,
        chances=chances,
        spent=spent,
        best=best,
        steps=steps,
        cached={},
    )


def _rows(
    shared: SharedProblem, seen: View, steps: Sequence[int], columns: list[Belief]
) -> tuple[list[list[float]], list[list[float]]]:
    """Chance and mean hours of each action in each column."""
    probs, hours = [], []
    for step in steps:
        attempt = seen.problem.nodes[step].attempt
        if attempt is None:
            raise TypeError(f"node {step} is not a step")
        won, lost = attempt.success.mean_hours, attempt.failure.mean_hours
        row = shared.chances.get(step)
        if row is None:
            in_columns = [attempt.chance] * len(columns)
        else:
            in_columns = [sum(b * p for b, p in zip(column, row, strict=True)) for column in columns]
        probs.append(in_columns)
        if step >= shared.first_way:
            spent = shared.ways[step - shared.first_way].hours
            hours.append([sum(b * h for b, h in zip(column, spent, strict=True)) for column in columns])
            continue
        hours.append([prob * won + (1.0 - prob) * lost for prob in in_columns])
    return probs, hours


def _plain_tables(
    shape: tuple[int, int, int], ends: tuple[tuple[float, float], tuple[float, float]]
) -> tuple[Any, ...]:
    n_worlds, n_columns, n_states = shape
    values, goals = [end[0] for end in ends], [end[1] for end in ends]
    blank = [0.0] * (n_states - 1)
    return (
        [blank + values for _ in range(n_columns)],
        [blank + values for _ in range(n_worlds)],
        [[blank + values for _ in range(n_worlds)] for _ in range(n_columns)],
        [[blank + goals for _ in range(n_worlds)] for _ in range(n_columns)],
        [[[*blank, 0.0, 0.0] for _ in range(n_worlds)] for _ in range(n_columns)],
        [[-1] * n_states for _ in range(n_columns)],
    )
