"""Doubt: the ways in which the evidence of a plan could mislead, and what looking into each would be worth."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.desk.book import Book
from acumen.desk.calibration.cache import learn
from acumen.desk.plans.arguments import read_worth
from acumen.desk.plans.conditioning import begin
from acumen.desk.plans.problem import pose
from acumen.desk.plans.solving import find
from acumen.desk.plans.value_of_information import LIMITS
from acumen.desk.state.current_plan import choose, is_reached, progress_of
from acumen.desk.state.likelihoods import tells
from acumen.desk.state.updating import Weighed, believed, notes_of, tied, weigh
from acumen.errors import UnsolvableError, UsageError
from acumen.history import PlanState
from acumen.results.beliefs import Doubted, Misleading, Moved
from acumen.results.plans import InformationWorth

if TYPE_CHECKING:
    from acumen.decision import Solution
    from acumen.desk.calibration.fit import Learned

LEAST_HOURS = 1e-9  # relative to the worth: less is a rounding


def doubt(book: Book, plan: str | None = None, *, worth: str | float | None = None) -> Doubted:
    """The ways in which the evidence could mislead; `worth`, in hours, replaces the plan's.

    >>> acumen.evidence_doubts(book, 'retrieval-paper').n_pieces
    2
    """
    chosen = choose(book, plan, has=lambda one: bool(one.heard.pieces))
    state = chosen.state
    if not state.heard.pieces:
        raise UsageError(
            f"nothing was seen that speaks about the hypotheses of {state.plan.plan}",
            hint="acumen evidence add HYPOTHESIS --if-true 80% --if-false 20% --artifact 'bug: 5%'",
        )
    stake = state.plan.worth if worth is None else read_worth(worth)
    values, notes = _values(state, stake, learn(book))
    named = dict.fromkeys(name for piece in state.heard.pieces for name, _ in piece.shows)
    ways = [_way(state, artifact, values) for artifact in named]
    return Doubted(
        id=state.id,
        plan=state.plan.plan,
        worth=stake,
        ways=tuple(sorted(ways, key=lambda way: (-(way.check_worth.upper if way.check_worth else 0.0), -way.bits))),
        n_pieces=len(state.heard.pieces),
        notes=(*notes, *notes_of(state.plan, state.heard)),
        others=chosen.others,
        named=chosen.named,
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
            from acumen.desk.calibration.corrected_plan import mean  # noqa: PLC0415 -- only where something is earned

            meant = mean(plan, progress, self._learned)
            plan, progress = meant.plan, meant.progress or progress
        return find(begin(pose(plan), progress), worth=self._worth, limits=LIMITS)

    def gain(self, ends: Sequence[tuple[float, Solution]]) -> InformationWorth:
        """Σ probability · value with it known, less the value now; between bounds, never below 0."""
        least = LEAST_HOURS * max(1.0, self._worth)
        lower = math.fsum(prob * end.lower for prob, end in ends) - self.now.upper
        upper = math.fsum(prob * end.upper for prob, end in ends) - self.now.lower
        lower, upper = (0.0 if hours <= least else hours for hours in (lower, upper))
        return InformationWorth(lower=lower, upper=lower if upper - lower <= least else upper)


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


def _way(state: PlanState, artifact: str, values: _Values | None) -> Misleading:
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
    return Misleading(
        artifact=artifact,
        said=said,
        chance=math.fsum(prob for prob, known in told if known > 0.0),
        evidence_ids=tuple(piece.id for piece in leaning),
        bits=max(0.0, bits),
        check_worth=hours,
        moved=tuple(_moved(state, name, now, then) for name in dict.fromkeys(piece.hypothesis for piece in leaning)),
    )


def _moved(state: PlanState, hypothesis: str, now: Weighed, then: dict[float, Weighed]) -> Moved:
    states = next(one.states for one in state.plan.hypotheses if one.id == hypothesis)
    return Moved(
        hypothesis=hypothesis,
        states=tuple(name for name, _ in states),
        current=now.belief(hypothesis),
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
