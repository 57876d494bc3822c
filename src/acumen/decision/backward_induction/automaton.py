"""A part of the problem as an explicit automaton: local states 0 … n−1, the last of them "ended without settling its group".

Every action leads to a higher local state, or settles the group (SETTLES).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import combinations_with_replacement
from math import comb
from typing import Any, TypeAlias, overload

from acumen.decision.problem import Kind

SETTLES = -1

Statuses: TypeAlias = tuple[int, ...]  # of all nodes: 0 untried, 1 succeeded, 2 failed or left


class TooManyStatesError(Exception):
    """More states than the limit; never leaves the room: bounds take over."""


@dataclass(frozen=True, slots=True)
class Action:
    """Attempting `step` leads to local state `win` or `loss`; in a multiset, `step` stands for its like in every copy."""

    step: int
    win: int
    loss: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rows(Sequence[tuple[Action, ...]]):
    """The actions of a great many local states as arrays: those of x stand between `first[x]` and `first[x + 1]`."""

    first: Any  # (n_states + 1,)
    steps: Any  # (n_actions,)
    wins: Any
    losses: Any
    different: set[int] = field(default_factory=set)  # steps, each once; found when asked for

    def __len__(self) -> int:
        """Number of local states."""
        return len(self.first) - 1

    @overload
    def __getitem__(self, local: int) -> tuple[Action, ...]: ...

    @overload
    def __getitem__(self, local: slice) -> Sequence[tuple[Action, ...]]: ...

    def __getitem__(self, local: int | slice) -> tuple[Action, ...] | Sequence[tuple[Action, ...]]:
        """The actions of one local state, or of several; made when asked for."""
        if isinstance(local, slice):
            return [self[at] for at in range(*local.indices(len(self)))]
        if not -len(self) <= local < len(self):
            raise IndexError(local)
        at = local % len(self)
        here = slice(int(self.first[at]), int(self.first[at + 1]))
        columns = (column[here].tolist() for column in (self.steps, self.wins, self.losses))
        return tuple(Action(*figures) for figures in zip(*columns, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Automaton:
    """`actions[x]` are open in local state x.

    `locate(statuses)` is the local state that what has been attempted amounts to, or SETTLES.
    `real_step(statuses, k)` is the step that action k of that local state means.
    """

    actions: Sequence[tuple[Action, ...]]
    locate: Callable[[Statuses], int]
    real_step: Callable[[Statuses, int], int]
    has_copies: bool = False  # whether what its actions attempt depends on what has been attempted

    @property
    def n_states(self) -> int:
        """Number of local states."""
        return len(self.actions)

    @property
    def n_actions(self) -> int:
        """Number of actions of all local states together."""
        return len(self.actions.steps) if isinstance(self.actions, Rows) else sum(map(len, self.actions))

    @property
    def steps(self) -> set[int]:
        """Every step that an action attempts."""
        if isinstance(self.actions, Rows):
            rows = self.actions
            rows.different.update(() if rows.different else rows.steps.tolist())
            return rows.different
        return {action.step for row in self.actions for action in row}


def walked(rows: Sequence[tuple[Action, ...]]) -> Automaton:
    """An automaton whose steps are real ones: located by walking along what has been attempted."""

    def locate(statuses: Statuses) -> int:
        local = 0
        while True:
            taken = next((action for action in rows[local] if statuses[action.step]), None)
            if taken is None:
                return local
            local = taken.win if statuses[taken.step] == 1 else taken.loss
            if local == SETTLES:
                return SETTLES

    return Automaton(
        actions=rows, locate=locate, real_step=lambda statuses, position: rows[locate(statuses)][position].step
    )


def counter(kind: Kind, steps: tuple[int, ...]) -> Automaton:
    """Steps of one group taken in the given order; a single step is a counter to 1."""
    rows = tuple(
        (Action(step, SETTLES, k + 1) if kind == Kind.ANY else Action(step, k + 1, SETTLES),)
        for k, step in enumerate(steps)
    )
    return walked((*rows, ()))


def multiset(copies: tuple[Automaton, ...], *, max_states: int) -> Automaton:
    """Identical automata side by side in one group: only how many are in which state matters.

    C(m + k − 1, k) states for k copies of m states, in the lexicographic order of the sorted states.
    """
    first, n_local = copies[0], copies[0].n_states
    if comb(n_local + len(copies) - 1, len(copies)) > max_states:
        raise TooManyStatesError
    states = list(combinations_with_replacement(range(n_local), len(copies)))
    index = {state: number for number, state in enumerate(states)}

    def moved(state: tuple[int, ...], local: int, target: int) -> int:
        if target == SETTLES:
            return SETTLES
        others = list(state)
        others[others.index(local)] = target
        return index[tuple(sorted(others))]

    rows = [
        tuple(
            Action(action.step, moved(state, local, action.win), moved(state, local, action.loss))
            for local in dict.fromkeys(state)
            for action in first.actions[local]
        )
        for state in states
    ]

    def locate(statuses: Statuses) -> int:
        located = sorted(copy.locate(statuses) for copy in copies)
        return SETTLES if located[0] == SETTLES else index[tuple(located)]

    def real_step(statuses: Statuses, position: int) -> int:
        located = [copy.locate(statuses) for copy in copies]
        for local in dict.fromkeys(sorted(located)):
            n_actions = len(first.actions[local])
            if position < n_actions:
                return copies[located.index(local)].real_step(statuses, position)
            position -= n_actions
        raise LookupError(position)

    return Automaton(actions=tuple(rows), locate=locate, real_step=real_step, has_copies=True)
