"""The state space of a Branch: its units as digits of one mixed-radix number, its groups as runs of neighbouring digits.

Nothing is stored per state; the number of states is checked before anything is allocated.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import NamedTuple

from acumen.decision.backward_induction.automaton import (
    SETTLES,
    Action,
    Automaton,
    Statuses,
    TooManyStatesError,
    counter,
    multiset,
)
from acumen.decision.backward_induction.explore import explore
from acumen.decision.backward_induction.kernels import landing
from acumen.decision.limits import Limits
from acumen.decision.problem import Kind
from acumen.decision.tree_structure import Branch, Chain, Copies, Entangled, Part, Single, View

MAX_LISTED_VISITS = 1_000_000
LEAST = 2  # states of anything
MAX_LISTED_STATES = 20_000  # of an automaton that is listed state by state, to be merged with its copies


class Choice(NamedTuple):
    """One action open in a state: its step, and the states that success and failure lead to."""

    unit: int
    position: int  # among the actions of the unit's local state
    step: int
    won: int
    lost: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Layout:
    """Units from the fastest digit to the slowest; group 0 is the root. States n_states − 1 and n_states: see kernels."""

    kind: Kind
    units: tuple[Automaton, ...]
    nodes: tuple[int, ...]  # (n_units,) the group of each unit
    parents: tuple[int, ...]  # (n_groups,) -1 for the root
    strides: tuple[int, ...]  # (n_units,)
    spans: tuple[tuple[int, int], ...]  # (n_groups,) the units of the group and of the groups in it: first, end

    @property
    def n_states(self) -> int:
        """Number of states, the exhausted one included and the settled one not."""
        return self.strides[-1] * self.units[-1].n_states

    @property
    def n_evaluations(self) -> int:
        """How many actions one sweep evaluates."""
        n_states = self.n_states
        return sum(n_states * unit.n_actions // unit.n_states for unit in self.units)

    @property
    def has_copies(self) -> bool:
        """Whether the step of a choice depends on what has been attempted on the way, see `real_step`."""
        return any(unit.has_copies for unit in self.units)

    def digit(self, state: int, unit: int) -> int:
        """The local state of a unit."""
        return state // self.strides[unit] % self.units[unit].n_states

    def rest(self, state: int) -> list[int]:
        """What each group's digits lack to their maxima, in strides."""
        lacks = [
            (unit.n_states - 1 - self.digit(state, number)) * self.strides[number]
            for number, unit in enumerate(self.units)
        ]
        return [sum(lacks[start:end]) for start, end in self.spans]

    def choices(self, state: int) -> list[Choice]:
        """The actions open in a state that can be reached; none when the root is exhausted or settled."""
        if state >= self.n_states - 1:
            return []
        rest = self.rest(state)
        return [
            Choice(unit, position, action.step, *self._landings(action, state, unit, rest))
            for unit, automaton in enumerate(self.units)
            for position, action in enumerate(automaton.actions[self.digit(state, unit)])
        ]

    def _landings(self, action: Action, state: int, unit: int, rest: Sequence[int]) -> tuple[int, int]:
        place = (
            self.digit(state, unit),
            self.strides[unit],
            self.nodes[unit],
            state,
            self.n_states,
            rest,
            self.parents,
        )
        return landing(action.win, *place), landing(action.loss, *place)

    def locate(self, statuses: Statuses) -> int:
        """The state that what has been attempted amounts to; n_states − 1 and n_states as in the kernels."""
        digits = [unit.locate(statuses) for unit in self.units]
        is_settled = [False] * len(self.parents)
        for group in range(len(self.parents) - 1, -1, -1):
            start, end = self.spans[group]
            own = [number for number in range(start, end) if self.nodes[number] == group]
            if is_settled[group] or any(digits[number] == SETTLES for number in own):
                if group == 0:
                    return self.n_states
                digits[start:end] = [unit.n_states - 1 for unit in self.units[start:end]]
            elif group > 0 and all(digits[n] == self.units[n].n_states - 1 for n in range(start, end)):
                is_settled[self.parents[group]] = True
        return sum(digit * stride for digit, stride in zip(digits, self.strides, strict=True))

    def real_step(self, statuses: Statuses, choice: Choice) -> int:
        """The step that a choice means when `statuses` has led to its state."""
        return self.units[choice.unit].real_step(statuses, choice.position)


def lay_out(seen: View, branch: Branch, *, limits: Limits) -> Layout:
    """Digits for a Branch. Raises TooManyStatesError where the limits on states are passed."""
    units: list[Automaton] = []
    nodes: list[int] = []
    parents: list[int] = []
    spans: list[tuple[int, int]] = []
    n_least = _least_states(branch)  # of all there is, as far as it is known yet
    if n_least > limits.max_states:
        raise TooManyStatesError

    def place(inner: Branch, parent: int) -> None:
        nonlocal n_least
        group, start = len(parents), len(units)
        parents.append(parent)
        spans.append((start, start))
        for part in _spread(seen, inner):
            if isinstance(part, Branch):
                place(part, group)
            else:
                unit = part if isinstance(part, Automaton) else _unit(seen, inner.kind, part, limits, n_least)
                units.append(unit)
                nodes.append(group)
                if isinstance(part, Entangled):
                    n_least = n_least // LEAST * unit.n_states
        spans[group] = (start, len(units))
        if prod(unit.n_states for unit in units) > limits.max_states:
            raise TooManyStatesError

    place(branch, -1)
    strides = [1]
    for unit in units[:-1]:
        strides.append(strides[-1] * unit.n_states)
    return Layout(
        kind=branch.kind,
        units=tuple(units),
        nodes=tuple(nodes),
        parents=tuple(parents),
        strides=tuple(strides),
        spans=tuple(spans),
    )


def _least_states(branch: Branch) -> int:
    """No more states than a Branch has: copies count as one, and of what is to be explored only two are sure."""
    total = 1
    for part in branch.parts:
        if isinstance(part, Chain):
            total *= len(part.steps) + 1
        else:
            total *= _least_states(part) if isinstance(part, Branch) else LEAST
    return total


def _spread(seen: View, branch: Branch) -> list[Part | Automaton]:
    """The parts of a Branch, copies as one automaton where they are small enough to be listed, else apart."""
    spread: list[Part | Automaton] = []
    for part in branch.parts:
        if not isinstance(part, Copies):
            spread.append(part)
            continue
        try:
            copies = tuple(_listed(seen, branch.kind, copy) for copy in part.of)
            spread.append(multiset(copies, max_states=MAX_LISTED_STATES))
        except TooManyStatesError:
            spread.extend(part.of)
    return spread


def _unit(seen: View, kind: Kind, part: Part, limits: Limits, n_least: int) -> Automaton:
    """The states of one part; what is explored may have as many as the least states of all others leave room for."""
    if isinstance(part, Chain):
        return counter(kind, part.steps)
    if isinstance(part, Single):
        return counter(kind, (part.step,))
    if isinstance(part, Branch | Copies):
        raise TypeError(part)
    n_states = min(limits.max_explored, limits.max_states // max(1, n_least // LEAST))
    return explore(seen, part, max_states=n_states, max_visits=limits.max_visits)


def _listed(seen: View, kind: Kind, part: Single | Branch) -> Automaton:
    """A member of a group of `kind` as one automaton, state by state."""
    if isinstance(part, Single):
        return counter(kind, (part.step,))
    layout = lay_out(seen, part, limits=Limits(max_states=MAX_LISTED_STATES, max_visits=MAX_LISTED_VISITS))
    last = layout.n_states - 1

    def local(state: int) -> int:
        """What the group's exhaustion and settlement mean to its parent: of the other kind, so settled and ended."""
        return SETTLES if state == last else min(state, last)

    rows = [
        tuple(Action(choice.step, local(choice.won), local(choice.lost)) for choice in layout.choices(state))
        for state in range(layout.n_states)
    ]

    def real_step(statuses: Statuses, position: int) -> int:
        return layout.real_step(statuses, layout.choices(layout.locate(statuses))[position])

    return Automaton(actions=tuple(rows), locate=lambda statuses: local(layout.locate(statuses)), real_step=real_step)
