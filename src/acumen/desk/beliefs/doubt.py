"""Doubt: the ways in which the evidence of a plan could mislead, and what looking into each would be worth."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from acumen.decision.sweep.automaton import TooManyStatesError
from acumen.desk.beliefs.telling import tells
from acumen.desk.beliefs.weighing import Weighed, believed, notes_of, tied, weigh
from acumen.desk.keeping.book import Book
from acumen.desk.loop.plans import choose, is_reached, progress_of
from acumen.desk.loop.told import Told
from acumen.desk.planning.finding import find
from acumen.desk.planning.midway import begin
from acumen.desk.planning.plan_problem import pose
from acumen.desk.planning.probes import LIMITS, Worth
from acumen.desk.taste.remembering import learn
from acumen.errors import UnsolvableError, UsageError
from acumen.history import PlanState

if TYPE_CHECKING:
    from acumen.decision import Solution
    from acumen.desk.taste.learned import Learned

LEAST_HOURS = 1e-9  # relative to the worth: less is a rounding


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """A hypothesis: the chance of each state now, and were the artifact found or ruled out; None where that can't be."""

    hypothesis: str
    states: tuple[str, ...]
    now: tuple[float, ...]
    if_found: tuple[float, ...] | None
    if_ruled_out: tuple[float, ...] | None


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """A way to be misled. `said`: its chance as it was said; `chance`: now, given all that was seen.

    `bits`: what being told whether it is present would tell about the hypotheses; `hours`: what that would be worth to
    the plan, between two proven bounds; None where no worth is said or the plan can't be solved.
    """

    artifact: str
    said: float
    chance: float
    leaning: tuple[str, ...]  # ids of the evidence that leans on it
    bits: float
    hours: Worth | None
    moved: tuple[Moved, ...]


class Doubted(Told, frozen=True, kw_only=True):
    """Every artifact that evidence leans on, the one most worth a look first."""

    id: str
    plan: str
    worth: float | None
    ways: tuple[Way, ...]
    n_pieces: int
    notes: tuple[str, ...]

    def __str__(self) -> str:
        """The text that `acumen doubt` prints."""
        from acumen.desk.wording.kept.beliefs import write_doubted  # noqa: PLC0415 -- not needed for JSON

        return "\n".join(write_doubted(self))


def doubt(book: Book, plan: str | None = None, *, worth: float | None = None) -> Doubted:
    """The ways in which the evidence could mislead; `worth`, in hours, replaces the plan's."""
    state = choose(book, plan).state
    if not state.heard.pieces:
        raise UsageError(
            f"nothing was seen that speaks about the hypotheses of {state.plan.plan}",
            hint="acumen evidence HYPOTHESIS --if-true 80% --if-false 20% --artifact 'bug: 5%'",
        )
    stake = state.plan.worth if worth is None else worth
    values, notes = _values(state, stake, learn(book))
    named = dict.fromkeys(name for piece in state.heard.pieces for name, _ in piece.shows)
    ways = [_way(state, artifact, values) for artifact in named]
    return Doubted(
        id=state.id,
        plan=state.plan.plan,
        worth=stake,
        ways=tuple(sorted(ways, key=lambda way: (-(way.hours.upper if way.hours else 0.0), -way.bits))),
        n_pieces=len(state.heard.pieces),
        notes=(*notes, *notes_of(state.plan, state.heard)),
    )


class _Values:
    """What the plan is worth as it stands, and with artifacts known."""

    def __init__(self, state: PlanState, worth: float, learned: Learned | None) -> None:
        self._state, self._worth, self._learned = state, worth, learned
        self.now = self.known({})

    def known(self, artifacts: dict[str, float]) -> Solution:
        """The solution with these chances of artifacts."""
        said, heard = self._state.plan, self._state.heard
        plan = believed(said, heard, artifacts=artifacts)
        progress = msgspec.structs.replace(progress_of(self._state), tied=tied(said, heard, artifacts=artifacts))
        if self._learned is not None and self._learned.is_earned:
            from acumen.desk.taste.meant import mean  # noqa: PLC0415 -- only where something is earned

            meant = mean(plan, progress, self._learned)
            plan, progress = meant.plan, meant.progress or progress
        return find(begin(pose(plan), progress), worth=self._worth, limits=LIMITS)

    def gain(self, ends: Sequence[tuple[float, Solution]]) -> Worth:
        """Σ probability · value with it known, less the value now; between bounds, never below 0."""
        least = LEAST_HOURS * max(1.0, self._worth)
        lower = math.fsum(prob * end.lower for prob, end in ends) - self.now.upper
        upper = math.fsum(prob * end.upper for prob, end in ends) - self.now.lower
        lower, upper = (0.0 if hours <= least else hours for hours in (lower, upper))
        return Worth(lower=lower, upper=lower if upper - lower <= least else upper)


def _values(state: PlanState, worth: float | None, learned: Learned | None) -> tuple[_Values | None, tuple[str, ...]]:
    """Values to compare, or why there are none."""
    if worth is None:
        return None, ("What a check is worth in hours is not known: the plan says no worth (or give --worth).",)
    if is_reached(state) is not None:
        return None, ("The goal is known, so no check can change what to do for it.",)
    try:
        return _Values(state, worth, learned), ()
    except (UnsolvableError, TooManyStatesError) as error:
        return None, (f"What a check is worth in hours is not known: {error}.",)


def _way(state: PlanState, artifact: str, values: _Values | None) -> Way:
    """Bayes' rule for the artifact, and the plan with it known."""
    said = state.heard.chances[artifact]
    now = _weigh(state, {})
    ends: list[
        tuple[float, float, Weighed]
    ] = []  # (chance given all that was seen, unnormalised; its value; beliefs then)
    for known, prob in ((1.0, said), (0.0, 1.0 - said)):
        weighed = None if prob <= 0.0 else _weigh_or_none(state, {artifact: known})
        if weighed is not None:
            ends.append((prob * weighed.total, known, weighed))
    whole = math.fsum(weight for weight, _, _ in ends)
    then = {known: weighed for _, known, weighed in ends}
    told = [(weight / whole, known) for weight, known, _ in ends]
    bits = now.entropy_bits - math.fsum(prob * then[known].entropy_bits for prob, known in told)
    hours = None
    if values is not None:
        hours = values.gain([(prob, values.known({artifact: known})) for prob, known in told])
    leaning = [piece for piece in state.heard.pieces if any(name == artifact for name, _ in piece.shows)]
    return Way(
        artifact=artifact,
        said=said,
        chance=math.fsum(prob for prob, known in told if known > 0.0),
        leaning=tuple(piece.id for piece in leaning),
        bits=max(0.0, bits),
        hours=hours,
        moved=tuple(_moved(state, name, now, then) for name in dict.fromkeys(piece.hypothesis for piece in leaning)),
    )


def _moved(state: PlanState, hypothesis: str, now: Weighed, then: dict[float, Weighed]) -> Moved:
    states = next(one.states for one in state.plan.hypotheses if one.id == hypothesis)
    return Moved(
        hypothesis=hypothesis,
        states=tuple(name for name, _ in states),
        now=now.belief(hypothesis),
        if_found=then[1.0].belief(hypothesis) if 1.0 in then else None,
        if_ruled_out=then[0.0].belief(hypothesis) if 0.0 in then else None,
    )


def _weigh(state: PlanState, artifacts: dict[str, float]) -> Weighed:
    told = tuple(tells(state.plan, progress_of(state)))
    return weigh(state.plan, state.heard.pieces, state.heard.chances | artifacts, told)


def _weigh_or_none(state: PlanState, artifacts: dict[str, float]) -> Weighed | None:
    """None where what was seen could not have come about then."""
    try:
        return _weigh(state, artifacts)
    except UsageError:
        return None
