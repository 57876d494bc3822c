"""Where the hypotheses of an adopted plan stand, and how they came there, piece by piece."""

from __future__ import annotations

import math

from acumen.desk.state.current_plan import progress_of
from acumen.desk.state.likelihoods import tells
from acumen.desk.state.updating import Tell, Weighed, weigh
from acumen.history import Piece, PlanState
from acumen.judgment.evidence import entropy_bits, log_odds_bits
from acumen.records import Hypothesis
from acumen.results.beliefs import BeliefEvent, Stand, Turn, TurnKind

LEAST_MOVE = 1e-9  # of a chance: what moves a belief less is no turn of it


def weigh_all(state: PlanState) -> Weighed:
    """All hypotheses by all that was seen."""
    return weigh(state.plan, state.heard.pieces, state.heard.chances, tuple(tells(state.plan, progress_of(state))))


def stands(state: PlanState) -> tuple[Stand, ...]:
    """Every hypothesis of the plan with its trail. UsageError where what was seen can't come about."""
    told = {tell.id: tell for tell in tells(state.plan, progress_of(state))}
    beliefs = [weigh(state.plan, (), {})]
    events = _events(state, told)
    beliefs += [_after(state, events, n_events, told) for n_events in range(1, len(events) + 1)]
    return tuple(_stand(hypothesis, events, beliefs) for hypothesis in state.plan.hypotheses)


def _after(state: PlanState, events: list[BeliefEvent], n_events: int, told: dict[str, Tell]) -> Weighed:
    """All hypotheses by the first so many events. An artifact that nothing was said of yet has the chance first said."""
    ids, later = {event.id for event in events[:n_events]}, {event.id for event in events[n_events:]}
    known = {said.artifact: said.chance for said in reversed(state.heard.artifacts)}
    known |= {said.artifact: said.chance for said in state.heard.artifacts if said.id not in later}
    pieces = [piece for piece in state.heard.pieces if _event_id(piece) in ids]
    return weigh(state.plan, pieces, known, [tell for id_, tell in told.items() if id_ in ids])


def _event_id(piece: Piece) -> str:
    """The record of evidence; the probe of an answer."""
    return piece.id if piece.answer is None else piece.source or piece.id


def _what(piece: Piece) -> str:
    if piece.answer is not None:
        return f"{piece.source} {piece.answer}"
    return (piece.why or "evidence") + (f" (from {piece.source})" if piece.source else "")


def _events(state: PlanState, told: dict[str, Tell]) -> list[BeliefEvent]:
    """Evidence, checks, and steps that told something, in the order in which they happened."""
    found = [
        BeliefEvent(
            at=piece.seen_at,
            position=piece.position,
            kind="evidence" if piece.answer is None else "probe",
            id=_event_id(piece),
            what=_what(piece),
            about=(piece.hypothesis,),
        )
        for piece in state.heard.pieces
    ]
    for said in state.heard.artifacts:
        if said.is_checked:
            how = {0.0: "ruled out", 1.0: "found"}.get(said.chance, f"{100 * said.chance:.3g} %")
            what = f"{said.artifact} {how}" + (f": {said.why}" if said.why else "")
            found.append(
                BeliefEvent(at=said.said_at, position=said.position, kind="artifact", id=said.id, what=what, about=())
            )
    probes = {probe.id for probe in state.plan.probes}
    for past in state.steps:
        if past.id in told:
            last = past.sayings[-1] if past.sayings else None
            at, position = past.ended_at, past.ended_position
            if at is None or position is None:
                if last is None:
                    continue
                at, position = last.said_at, last.position
            kind: TurnKind = "probe" if past.id in probes else "step"
            what = f"{past.id} {past.ended or 'under way'}"
            about = told[past.id].hypotheses
            found.append(BeliefEvent(at=at, position=position, kind=kind, id=past.id, what=what, about=about))
    return sorted(found, key=lambda event: (event.at, event.position))


def _stand(hypothesis: Hypothesis, events: list[BeliefEvent], beliefs: list[Weighed]) -> Stand:
    now = beliefs[-1].belief(hypothesis.id)
    place = 0 if hypothesis.is_binary else now.index(max(now))
    trail = []
    for event, before, after in zip(events, beliefs, beliefs[1:], strict=False):
        was, is_ = before.belief(hypothesis.id), after.belief(hypothesis.id)
        if hypothesis.id in event.about or max(abs(a - b) for a, b in zip(was, is_, strict=True)) > LEAST_MOVE:
            trail.append(
                Turn(
                    happened_at=event.at,
                    kind=event.kind,
                    id=event.id,
                    what=event.what,
                    before=was,
                    after=is_,
                    bits=moved_bits(was, is_, place),
                )
            )
    return Stand(
        hypothesis=hypothesis.id,
        claim=hypothesis.claim,
        states=tuple(state for state, _ in hypothesis.states),
        is_binary=hypothesis.is_binary,
        prior=tuple(prob for _, prob in hypothesis.states),
        current=now,
        entropy_bits=entropy_bits(now),
        trail=tuple(trail),
    )


def moved_bits(before: tuple[float, ...], after: tuple[float, ...], place: int) -> float | None:
    """How far the log-odds of a state moved; 0 between two equal certainties, None to or from one."""
    if before == after:
        return 0.0
    moved = log_odds_bits(after, place) - log_odds_bits(before, place)
    return moved if math.isfinite(moved) else None
