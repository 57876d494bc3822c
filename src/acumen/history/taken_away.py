"""Bets whose outcome was known and that score nothing any more: redacted wholly, voided or undone after it was known.

None of this is forbidden: what must go goes, and slips are undone. But whoever reads a score should see what is not in it.
"""

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

import msgspec

from acumen.history.entry import Said, order
from acumen.history.people import People
from acumen.history.plan_state import plan_states, spell_alike
from acumen.history.plans import PlanFacts
from acumen.history.questions import QuestionFacts
from acumen.history.questions_folded import Question, read_questions
from acumen.history.replay import History
from acumen.history.steps import StepPast
from acumen.history.validity import resolution_mistake
from acumen.records import ForecastMade, QuestionResolved

How: TypeAlias = Literal["redacted", "voided", "undone"]
BETS = frozenset({"forecast-made", "question-resolved", "step-started", "step-ended"})
KNOWN = ("succeeded", "failed")


class TakenAway(msgspec.Struct, frozen=True, kw_only=True):
    """A bet that is gone from the score. `is_settled` False: so wholly redacted that nobody can tell whether it was known."""

    what: Literal["forecast", "step", "record"]
    id: str  # of the question, the step as its plan calls it, or the record
    how: How
    person: str  # key of whose bet it was; of a record redacted wholly, of who wrote it
    is_settled: bool = True
    writer: str = ""


def find_taken_away(history: History, *, writer: str) -> tuple[TakenAway, ...]:
    """All of them, seen from the ledger of `writer`; needs the sections of plans, questions and marks."""
    questions = read_questions(history, writer=writer)
    people, erased = questions.people, {one.id for one in history.marks.erased}
    found: list[TakenAway] = []
    for id_, facts in history.questions.by_id.items():
        how = _how_gone(facts, questions.by_id.get(id_), is_erased=id_ in erased)
        if how is not None:
            found += _forecasts(id_, facts, how, people, history.marks.corrected())
    found += _steps(history, people, erased)
    found += [
        TakenAway(
            what="record",
            id=one.id,
            how="redacted",
            person=people.key(None, one.writer),
            is_settled=False,
            writer=one.writer,
        )
        for one in history.marks.erased
        if one.kind in BETS
    ]
    return tuple(sorted(found, key=lambda one: (not one.is_settled, one.what, one.id, one.person)))


def _values(facts: QuestionFacts) -> list[Said[QuestionResolved]]:
    """Every outcome that was ever said, void or not fitting apart."""
    asked = None if facts.subject is None else facts.subject.record
    return [
        said
        for said in facts.outcomes
        if not said.record.is_void and (asked is None or resolution_mistake(said.record, asked) is None)
    ]


def _how_gone(facts: QuestionFacts, question: Question | None, *, is_erased: bool) -> How | None:
    """How a question that was known has left the score; None where it has not, or nothing was known."""
    values = _values(facts)
    if not values:
        return None
    if facts.subject is None:
        return "redacted" if is_erased else None
    if question is None:
        return None  # withdrawn before it was known
    if question.outcome is None:
        return "undone"
    if not question.outcome.is_void:
        return None
    (void,) = [said for said in facts.outcomes if said.id == question.outcome.id]
    is_after = any(one.written_at <= void.written_at or one.happened_at <= void.happened_at for one in values)
    return "voided" if is_after else None


def _forecasts(
    id_: str, facts: QuestionFacts, how: How, people: People, corrected: frozenset[str]
) -> Iterator[TakenAway]:
    """One for each person who had forecast it by the time it was known; what they undid in time was none."""
    known_at = min(said.happened_at for said in _values(facts))
    last: dict[str, Said[ForecastMade]] = {}
    for said in sorted(facts.sayings, key=order):
        if said.happened_at <= known_at and said.id not in corrected:
            last[people.key(said.record.person, said.writer)] = said
    for person, said in last.items():
        yield TakenAway(what="forecast", id=id_, how=how, person=person, writer=said.writer)


def _steps(history: History, people: People, erased: Iterable[str]) -> Iterator[TakenAway]:
    """Steps that had ended and whose start, end or whole plan was undone, or whose plan was redacted wholly."""
    corrected = history.marks.corrected()
    states = {state.id: {past.id: past for past in state.steps} for state in plan_states(history.plans, history.marks)}
    for id_, told in history.plans.by_id.items():
        is_erased = told.adopted is None and id_ in erased
        if told.adopted is None and not is_erased:
            continue
        facts = told if told.adopted is None else spell_alike(told, told.adopted, corrected)[0]
        for step in sorted({said.record.step for said in facts.starts}):
            if _is_scored(states.get(id_, {}).get(step)) or not _was_known(facts, step):
                continue
            if is_erased or id_ in corrected or _is_undone(facts, step, corrected):
                start = min((said for said in facts.starts if said.record.step == step), key=order)
                person = people.key(start.record.person, start.writer)
                how: How = "redacted" if is_erased else "undone"
                yield TakenAway(what="step", id=step, how=how, person=person, writer=start.writer)


def _is_scored(past: StepPast | None) -> bool:
    return past is not None and past.ended in KNOWN and bool(past.sayings)


def _was_known(facts: PlanFacts, step: str) -> bool:
    return any(said.record.step == step and said.record.ended in KNOWN for said in facts.ends)


def _is_undone(facts: PlanFacts, step: str, corrected: frozenset[str]) -> bool:
    ids = {said.id for said in facts.starts if said.record.step == step}
    ids |= {said.id for said in facts.ends if said.record.step == step}
    return not ids.isdisjoint(corrected)
