"""Policies behind brackets, to be followed: what is done at each place of a problem, and inside each bet of it.

A *place* is where a policy stands: the state of the problem and, within a bet that is being worked on, the state of what is
inside, and so on. A bet ends known true, known false or given up, and what is outside goes on from there.
"""

import math
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol, TypeAlias, runtime_checkable

from acumen.decision.backward_induction.automaton import Statuses
from acumen.decision.backward_induction.layout import Choice
from acumen.decision.backward_induction.sweeping import Looked, Option, Swept
from acumen.decision.problem import Kind
from acumen.decision.tree_structure import FALSE, OPEN, TRUE, View, attempt_of, view

WON, LOST, LEFT = -1, -2, -3  # in the place of a state: known true, known false, given up

MAX_APPRAISED = 5_000  # states of a policy of last resort

State: TypeAlias = tuple[int, tuple[int, ...]]  # a number that every action raises; more where that does not tell all
End: TypeAlias = int


@dataclass(frozen=True, slots=True)
class PolicyMove:
    """A step with its patience, or a bet to be worked on from `inside`; and where its two ends lead.

    `is_skipping`: something that the order has before it is left out.
    """

    step: int
    patience_hours: float
    inside: "PartPolicy | None"
    won: State | End
    lost: State | End
    is_skipping: bool = False


class PartPolicy(Protocol):
    """A policy of one part of a problem."""

    @property
    def is_sparing(self) -> bool:
        """Whether what it calls false may only have been left out."""

    @property
    def start(self) -> State | End:
        """Where it begins."""

    def act(self, state: State) -> PolicyMove | None:
        """What it does in a state; None: it gives up."""


@runtime_checkable
class PartBet(Protocol):
    """An attempt that stands for a part of the problem."""

    def inside(self, stake: float) -> PartPolicy:
        """How it is worked on when so much is at stake."""


@dataclass(slots=True, kw_only=True, eq=False)
class SweptInside:
    """The policy that a sweep has found."""

    swept: Swept  # looking up what its sweep has looked up
    seen: View | None = None  # the problem that was swept, bets included
    is_sparing: bool = False
    known: dict[State, PolicyMove | None] = field(default_factory=dict)
    statuses: dict[State, Statuses] = field(default_factory=dict)  # one way to come to a state

    @property
    def start(self) -> State | End:
        """The first state."""
        return self._place(0, self.swept.seen.truths)

    def act(self, state: State) -> PolicyMove | None:
        """The best choice."""
        if state not in self.known:
            self.known[state] = self._act(state)
        return self.known[state]

    def _act(self, state: State) -> PolicyMove | None:
        best = self.swept.best(state[0])
        least = best.value if best else 0.0
        for option in self.swept.options(state[0]):
            if option.patience_hours <= 0.0 and option.value > least + option.slack_hours:
                # where all is in a fixed order, to begin something and leave it at once is to go on to what follows it
                lost = self.taking(state, option).lost
                skipped = None if isinstance(lost, int) else self.act(lost)
                return None if skipped is None else replace(skipped, is_skipping=True)
        return None if best is None else self.taking(state, best)

    def taking(self, state: State, option: Option) -> PolicyMove:
        """What one of the options of a state does."""
        layout, choice = self.swept.layout, option.choice
        step, told = choice.step, self.statuses.get(state, ())
        if layout.has_copies:
            step = layout.real_step(told, choice)
        won, lost = (
            self._place(to, (*told[:step], end, *told[step + 1 :]))
            for to, end in ((choice.won, TRUE), (choice.lost, FALSE))
        )
        attempt, stake = attempt_of(self.swept.seen.problem, choice.step), self._stake(choice)
        patience_hours = option.patience_hours
        if isinstance(attempt, Looked):
            stake, attempt = attempt.looked_up(stake)[0] if stake > 0.0 else 0.0, attempt.whole
            patience_hours = attempt.gain(stake).patience_hours
        if isinstance(attempt, PartBet):
            return PolicyMove(-1, math.inf, attempt.inside(stake), won, lost)
        return PolicyMove(step, patience_hours, None, won, lost)

    def _stake(self, choice: Choice) -> float:
        return float(self.swept.lower[choice.won]) - float(self.swept.lower[choice.lost])

    def _place(self, state: int, statuses: Statuses) -> State | End:
        layout, seen = self.swept.layout, self.swept.seen
        if state >= layout.n_states - 1:
            return WON if (state == layout.n_states) == (layout.kind == Kind.ANY) else LOST
        if not layout.has_copies:
            return state, ()
        key = state, view(seen.problem, seen.objective, statuses).is_useful
        self.statuses.setdefault(key, statuses)
        return key


@dataclass(frozen=True, slots=True, eq=False)
class Ordered:
    """Steps and bets of a group of `kind` one after another; `is_sparing`: some members are left out."""

    kind: Kind
    attempts: tuple[tuple[int, float, PartPolicy | None], ...]  # as in PolicyMove
    is_sparing: bool = False

    @property
    def start(self) -> State | End:
        """The first of them."""
        return (0, ()) if self.attempts else LEFT

    def act(self, state: State) -> PolicyMove | None:
        """The one whose turn it is."""
        number = state[0]
        is_any, is_last = self.kind == Kind.ANY, number + 1 == len(self.attempts)
        after: State | End = (number + 1, ()) if not is_last else LOST if is_any else WON
        won, lost = (WON, after) if is_any else (after, LOST)
        return PolicyMove(*self.attempts[number], won, lost)


class At(NamedTuple):
    """A state of one policy; `is_given_up`: something was given up on the way, so that what is false may not be known so."""

    inside: PartPolicy
    state: State
    is_given_up: bool


Place: TypeAlias = tuple[At, ...]  # from the whole problem inwards; at the innermost a step is to be attempted


def enter(inside: PartPolicy) -> Place | End:
    """The first place of a policy, or how it ends at once."""
    return _settled((), inside, inside.start, is_given_up=inside.is_sparing)


def doing_at(place: Place) -> PolicyMove:
    """The step to be attempted at a place."""
    doing = place[-1].inside.act(place[-1].state)
    if doing is None:
        raise LookupError(place)
    return doing


def after(place: Place, *, works: bool) -> Place | End:
    """Where the step's success or failure leads."""
    doing, here = doing_at(place), place[-1]
    return _settled(place[:-1], here.inside, doing.won if works else doing.lost, is_given_up=here.is_given_up)


def _settled(outer: Place, inside: PartPolicy, state: State | End, *, is_given_up: bool) -> Place | End:
    """Into bets and out of them, until a step is to be attempted or all has ended."""
    while True:
        doing = None if isinstance(state, int) else inside.act(state)
        if doing is None or isinstance(state, int):
            end = LEFT if not isinstance(state, int) or (state == LOST and is_given_up) else state
            if not outer:
                return end
            here, outer = outer[-1], outer[:-1]
            around = here.inside.act(here.state)
            if around is None:
                raise LookupError(here)
            inside, state = here.inside, around.won if end == WON else around.lost
            is_given_up = here.is_given_up or end == LEFT
            continue
        here = At(inside, state, is_given_up or doing.is_skipping)
        if doing.inside is None:
            return (*outer, here)
        outer = (*outer, here)
        inside = doing.inside
        state, is_given_up = inside.start, inside.is_sparing


@dataclass(frozen=True, slots=True, eq=False)
class EveryStep:
    """Every step that can still matter, in the order of the file, until the goal is known."""

    seen: View
    is_sparing: bool = False

    @property
    def start(self) -> State | End:
        """As the problem stands."""
        return self._place(self.seen.truths)

    def act(self, state: State) -> PolicyMove | None:
        """The first step that may be started."""
        nodes, statuses = self.seen.problem.nodes, state[1]
        now = view(self.seen.problem, self.seen.objective, statuses)
        for step in self.seen.problem.steps:
            if now.is_useful[step] and all(now.truths[need] == TRUE for need in nodes[step].needs):
                won, lost = (self._place((*statuses[:step], end, *statuses[step + 1 :])) for end in (TRUE, FALSE))
                return PolicyMove(step, math.inf, None, won, lost)
        return None

    def _place(self, statuses: Statuses) -> State | End:
        now = view(self.seen.problem, self.seen.objective, statuses)
        if now.truths[0] != OPEN:
            return WON if now.truths[0] == TRUE else LOST
        told = tuple(
            truth if truth or useful else FALSE for truth, useful in zip(now.truths, now.is_useful, strict=True)
        )
        return len(told) - told.count(OPEN), told


def appraised(policy: EveryStep) -> tuple[float, float] | None:
    """Chance and expected hours; None where it can come to too many states."""
    found: dict[State, PolicyMove] = {}
    waiting = [policy.start]
    while waiting:
        state = waiting.pop()
        doing = None if isinstance(state, int) or state in found else policy.act(state)
        if doing is None or isinstance(state, int):
            continue
        if len(found) >= MAX_APPRAISED:
            return None
        found[state] = doing
        waiting += [doing.won, doing.lost]
    figures: dict[State | End, tuple[float, float]] = {WON: (1.0, 0.0), LOST: (0.0, 0.0), LEFT: (0.0, 0.0)}
    for state in sorted(found, reverse=True):
        attempt = attempt_of(policy.seen.problem, found[state].step)
        won, lost = figures[found[state].won], figures[found[state].lost]
        chance, hours = (attempt.chance * a + (1.0 - attempt.chance) * b for a, b in zip(won, lost, strict=True))
        figures[state] = chance, attempt.mean_hours + hours
    return figures[policy.start]


def first_of(inside: PartPolicy | None) -> tuple[int, float]:
    """The step that a policy begins with and its patience; -1 where it begins with none."""
    return (-1, math.inf) if inside is None else begun(enter(inside))


def begun(place: Place | End) -> tuple[int, float]:
    """The step to be attempted at a place and its patience."""
    if isinstance(place, int):
        return -1, math.inf
    doing = doing_at(place)
    return doing.step, doing.patience_hours


def start_of(policy: SweptInside, option: Option) -> tuple[int, float]:
    """The same of a policy that takes one of its first options."""
    start = policy.start
    if isinstance(start, int):
        return -1, math.inf
    doing = policy.taking(start, option)
    return (doing.step, doing.patience_hours) if doing.inside is None else first_of(doing.inside)
