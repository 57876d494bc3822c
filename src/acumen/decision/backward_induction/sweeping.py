"""From a layout to values: lay the kernel's arguments out, and run it as plain Python or compiled."""

import math
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakKeyDictionary

from acumen.decision.backward_induction import kernels
from acumen.decision.backward_induction.automaton import Action, Rows
from acumen.decision.backward_induction.layout import Choice, Layout
from acumen.decision.backward_induction.sweep_columns import SweepColumns
from acumen.decision.backward_induction.tables import OneSided, Point, rough_table
from acumen.decision.problem import Kind
from acumen.decision.tree_structure import TIE, View, attempt_of, is_leavable
from acumen.distributions import Attempt, Gain

PLAIN_SECONDS = 2e-6  # what one evaluation costs in plain Python, roughly: chooses how to run, never what comes out
LEAVABLE_SECONDS = 5e-5
PATIENCE_SECONDS = 0.4  # beyond this, compiling pays
LOADED_SECONDS = 0.02  # the same, once the compiler is loaded anyway


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A choice with what it is worth: value, chance of the goal, expected hours, and the patience it is worth.

    `slack_hours`: by how much other values may differ and still be a tie, what rounding may make of equal ones.
    """

    choice: Choice
    value: float
    upper: float
    chance: float
    hours: float
    patience_hours: float
    slack_hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """Values of every state: `lower` is attained by the policy, `upper` is proven (the same where nothing is tabulated)."""

    seen: View
    layout: Layout
    worth: float
    lower: Sequence[float]  # (n_states + 1,), or an array of that shape
    upper: Sequence[float]
    chances: Sequence[float]
    spent: Sequence[float]  # expected hours

    def options(self, state: int) -> list[Option]:
        """Every choice open in a state, in the order of the file."""
        found = [self._option(choice) for choice in self.layout.choices(state)]
        return sorted(found, key=lambda option: option.choice.step)

    def _option(self, choice: Choice) -> Option:
        attempt = attempt_of(self.seen.problem, choice.step)
        won, lost = float(self.lower[choice.won]), float(self.lower[choice.lost])
        won_upper, lost_upper = float(self.upper[choice.won]), float(self.upper[choice.lost])
        if is_leavable(attempt, self.seen.objective):
            gain = attempt.gain(won - lost)
            value, prob, patience_hours = lost + gain.value, gain.slope, gain.patience_hours
            cost = gain.spent_hours
            upper = lost_upper + attempt.gain(won_upper - lost_upper).value
        else:
            prob, patience_hours, cost = attempt.chance, math.inf, attempt.mean_hours
            value = prob * won + (1.0 - prob) * lost - cost
            upper = prob * won_upper + (1.0 - prob) * lost_upper - cost
        chance = prob * float(self.chances[choice.won]) + (1.0 - prob) * float(self.chances[choice.lost])
        terms = prob * abs(won) + (1.0 - prob) * abs(lost) + attempt.mean_hours
        return Option(
            choice=choice,
            value=value,
            upper=upper,
            chance=chance,
            hours=cost + prob * float(self.spent[choice.won]) + (1.0 - prob) * float(self.spent[choice.lost]),
            patience_hours=patience_hours,
            slack_hours=TIE * terms,
        )

    def best(self, state: int) -> Option | None:
        """What the policy does in a state; None: stop, or nothing is left to do. Ties go to stopping, then to the file."""
        may_stop = self.seen.objective == "net"
        best: Option | None = None
        for option in self.options(state):
            if option.patience_hours <= 0.0:
                continue  # starting only to leave at once is no start
            if (best is None and not may_stop) or option.value > (best.value if best else 0.0) + option.slack_hours:
                best = option
        return best


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked(Attempt):
    """An attempt whose gain is looked up in a table, as compiled sweeps do: what the sweep has found is found again."""

    points: tuple[Point, ...]
    whole: Attempt

    def looked_up(self, stake: float) -> tuple[float, float, float, float]:
        """The stake of the better tangent, and by it value, slope and hours at `stake`."""
        low = bisect_right(self.points, stake, key=lambda point: point[0]) - 1
        at, value, slope, _, hours = max(
            self.points[low : low + 2], key=lambda point: point[1] + point[2] * (stake - point[0])
        )
        return at, value + slope * (stake - at), slope, hours

    def gain(self, stake: float, *, elapsed_hours: float = 0.0) -> Gain:
        """From the table; the patience stands in it for whether to start at all."""
        if stake <= 0.0:
            return Gain(value=0.0, slope=0.0, patience_hours=elapsed_hours, spent_hours=0.0)
        _, value, slope, hours = self.looked_up(stake)
        return Gain(value=value, slope=slope, patience_hours=math.inf if slope > 0.0 else 0.0, spent_hours=hours)


_COLUMNS: WeakKeyDictionary[Layout, SweepColumns] = WeakKeyDictionary()


def sweep(seen: View, layout: Layout, worth: float) -> Swept:
    """Values of every state for this worth (which counts for nothing when the objective is hours).

    `layout` is one of `seen`; what is derived from the two is kept for as long as the layout is.
    """
    columns = _COLUMNS.get(layout) or _COLUMNS.setdefault(layout, _columns(seen, layout))
    ends = ends_of(seen, layout, worth)
    how = (seen.objective == "net", TIE)
    # a table of gains changes the last digits of an answer, which must not depend on what else the process has loaded
    is_quick = not columns.gains and "acumen.decision.backward_induction.compiled" in sys.modules
    lower: Sequence[float]
    if columns.plain_seconds <= (LOADED_SECONDS if is_quick else PATIENCE_SECONDS):
        lower, chances = ([0.0] * (layout.n_states - 1) + [end[column] for end in ends] for column in (0, 1))
        spent: Sequence[float] = [0.0] * (layout.n_states + 1)
        run: Any = kernels.sweep  # arguments in columns: what each is stands in `arguments_of`
        run(lower, chances, spent, *map(list, columns.counters), *columns.arguments, columns.gains, *how, 0)
        upper = lower
    else:
        from acumen.decision.backward_induction import compiled  # noqa: PLC0415 -- costs half a second, so only where it pays

        columns.arrays.extend(() if columns.arrays else compiled.as_arrays(columns.arguments))
        lower, upper, chances, spent = compiled.run(layout.n_states + 1, ends, columns, how)
    return Swept(seen=seen, layout=layout, worth=worth, lower=lower, upper=upper, chances=chances, spent=spent)


def sweep_above(seen: View, layout: Layout, stake: float) -> tuple[float, float, float]:
    """(value, chance, hours) of the first state from above, for one of many stakes: gains as chords of rougher tables."""
    return _one_sided(seen, layout, stake, 1)


def sweep_below(seen: View, layout: Layout, stake: float) -> tuple[float, float, float]:
    """The same from below: gains as tangents, so that what is found is attained."""
    return _one_sided(seen, layout, stake, 0)


def _one_sided(seen: View, layout: Layout, stake: float, side: int) -> tuple[float, float, float]:
    values, chances, spent = _swept_side(seen, layout, stake, side)
    return float(values[0]), float(chances[0]), float(spent[0])


def _swept_side(seen: View, layout: Layout, stake: float, side: int) -> tuple[Any, Any, Any]:
    """Values of every state from one side, with chances and hours."""
    columns = _COLUMNS.get(layout) or _COLUMNS.setdefault(layout, _columns(seen, layout))
    ends = ends_of(seen, layout, stake)
    how = (seen.objective == "net", TIE, side)
    if columns.plain_seconds <= LOADED_SECONDS:
        gains = [OneSided(rough_table(attempt, max(end[0] for end in ends)), bool(side)) for attempt in columns.gains]
        values, chances = ([0.0] * (layout.n_states - 1) + [end[column] for end in ends] for column in (0, 1))
        spent = [0.0] * (layout.n_states + 1)
        run: Any = kernels.sweep
        run(values, chances, spent, *map(list, columns.counters), *columns.arguments, gains, *how)
        return values, chances, spent
    from acumen.decision.backward_induction import compiled  # noqa: PLC0415 -- costs half a second, so only where it pays

    columns.arrays.extend(() if columns.arrays else compiled.as_arrays(columns.arguments))
    return compiled.run_roughly(layout.n_states + 1, ends, columns, how)


def swept_below(seen: View, layout: Layout, stake: float) -> Swept:
    """The same for every state, so that the policy behind it can be followed."""
    lower, chances, spent = _swept_side(seen, layout, stake, 0)
    swept = Swept(seen=seen, layout=layout, worth=stake, lower=lower, upper=lower, chances=chances, spent=spent)
    return _looking_up(swept, rough_table)


def as_looked_up(swept: Swept) -> Swept:
    """The same with gains as the sweep has taken them, of its tables where it was compiled."""
    if isinstance(swept.lower, list):
        return swept
    from acumen.decision.backward_induction import compiled  # noqa: PLC0415 -- loaded already

    return _looking_up(swept, compiled.table)


def _looking_up(swept: Swept, table: Callable[[Attempt, float], list[Point]]) -> Swept:
    top_stake = max(end[0] for end in ends_of(swept.seen, swept.layout, swept.worth))
    nodes = list(swept.seen.problem.nodes)
    for step in _leavable_steps(swept.seen, swept.layout):
        whole = attempt_of(swept.seen.problem, step)
        looked = Looked(
            chance=whole.chance,
            success=whole.success,
            failure=whole.failure,
            may_be_left=True,
            points=tuple(table(whole, top_stake)),
            whole=whole,
        )
        nodes[step] = replace(nodes[step], attempt=looked)
    seen = replace(swept.seen, problem=replace(swept.seen.problem, nodes=tuple(nodes)))
    return replace(swept, seen=seen)


def rebet(seen: View, layout: Layout, steps: Iterable[int], base: tuple[View, Layout]) -> None:
    """Derive what a sweep is told of `layout` from that of `base`, the same states, where only the bets of `steps` differ."""
    base_columns = _COLUMNS.get(base[1]) or _COLUMNS.setdefault(base[1], _columns(*base))
    *structure, probs, hours, curves = base_columns.arguments
    gains = list(base_columns.gains)
    probs, hours, curves = list(probs), list(hours), list(curves)
    for step in steps:
        attempt, known = attempt_of(seen.problem, step), curves[step]
        is_curved = is_leavable(attempt, seen.objective)
        if is_curved and known < 0:
            known = len(gains)
            gains.append(attempt)
        elif is_curved:
            gains[known] = attempt
        probs[step], hours[step], curves[step] = attempt.chance, attempt.mean_hours, known if is_curved else -1
    _COLUMNS[layout] = SweepColumns(
        counters=base_columns.counters,
        arguments=(*structure, probs, hours, curves),
        gains=gains,
        plain_seconds=base_columns.plain_seconds,
        arrays=[],
    )


def _columns(seen: View, layout: Layout) -> SweepColumns:
    leavable = _leavable_steps(seen, layout)
    return SweepColumns(
        counters=([unit.n_states - 1 for unit in layout.units], [0] * len(layout.parents)),
        arguments=arguments_of(seen, layout, {step: number for number, step in enumerate(leavable)}),
        gains=[attempt_of(seen.problem, step) for step in leavable],
        plain_seconds=_plain_seconds(layout, set(leavable)),
        arrays=[],
    )


def _leavable_steps(seen: View, layout: Layout) -> list[int]:
    steps = set().union(*(unit.steps for unit in layout.units))
    return sorted(step for step in steps if is_leavable(attempt_of(seen.problem, step), seen.objective))


def n_looked_up(seen: View, layout: Layout) -> int:
    """How often one sweep asks what a step that may be left adds."""
    leavable = set(_leavable_steps(seen, layout))
    total = 0
    for unit in layout.units:
        if leavable.isdisjoint(unit.steps):
            continue
        n_actions = unit.n_actions
        if not isinstance(unit.actions, Rows):
            n_actions = sum(action.step in leavable for row in unit.actions for action in row)
        total += layout.n_states * n_actions // unit.n_states
    return total


def _plain_seconds(layout: Layout, leavable: set[int]) -> float:
    """Roughly what the sweep would take in plain Python."""
    seconds = 0.0
    for unit in layout.units:
        n_times = layout.n_states / unit.n_states
        if isinstance(unit.actions, Rows):
            seconds += n_times * unit.n_actions * (LEAVABLE_SECONDS if leavable else PLAIN_SECONDS)
            continue
        for row in unit.actions:
            for action in row:
                seconds += n_times * (LEAVABLE_SECONDS if action.step in leavable else PLAIN_SECONDS)
    return seconds


def ends_of(seen: View, layout: Layout, worth: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """Value and chance of (exhausted, settled)."""
    true, false = (worth if seen.objective == "net" else 0.0, 1.0), (0.0, 0.0)
    return (false, true) if layout.kind == Kind.ANY else (true, false)


def arguments_of(seen: View, layout: Layout, curve_of: dict[int, int]) -> tuple[Any, ...]:
    """The kernel's arguments from `radices` to `curves`: an action is a row of three of them, a step one of the last three."""
    attempts = [node.attempt for node in seen.problem.nodes]
    return (
        [unit.n_states for unit in layout.units],
        layout.strides,
        layout.nodes,
        layout.parents,
        *_actions_of(layout),
        [attempt.chance if attempt else 0.0 for attempt in attempts],
        [attempt.mean_hours if attempt else 0.0 for attempt in attempts],
        [curve_of.get(step, -1) for step in range(len(attempts))],
    )


def _actions_of(layout: Layout) -> tuple[Any, ...]:
    """`first_state`, `first_action`, `steps`, `wins`, `losses` of all units; arrays where a unit has arrays."""
    if any(isinstance(unit.actions, Rows) for unit in layout.units):
        from acumen.decision.backward_induction.explored import joined  # noqa: PLC0415 -- arrays are loaded already

        return joined([unit.actions for unit in layout.units])
    actions: list[Action] = []
    first_state: list[int] = []
    first_action: list[int] = []
    for unit in layout.units:
        first_state.append(len(first_action))
        for row in unit.actions:
            first_action.append(len(actions))
            actions.extend(row)
    first_action.append(len(actions))
    columns = ([action.step for action in actions], [action.win for action in actions], [a.loss for a in actions])
    return first_state, first_action, *columns
