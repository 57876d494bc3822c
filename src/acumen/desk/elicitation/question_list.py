"""The list of questions, searched, and one of them in full."""

from typing import Literal, TypeAlias

from acumen.desk.book import Book
from acumen.desk.calibration.data import find_left_out
from acumen.desk.state.questions import Reading
from acumen.history import Question, Questions
from acumen.inputs.matching import fold, is_of_domain
from acumen.results.forecasts import PooledForecast, QuestionsListed

FEWEST_PEOPLE = 2  # make a pool
State: TypeAlias = Literal["open", "resolved", "all"]


def list_questions(
    book: Book,
    *,
    search: str | None = None,
    state: State = "open",
    domain: str | None = None,
    person: str | None = None,
) -> QuestionsListed:
    """Questions in a state whose claim has all the words of `search`, or whose id begins so; as `person` sees them.

    >>> [one.claim for one in acumen.questions(book, search='nightly').questions]
    ['The nightly job ends before eight']
    """
    reading = Reading(book)
    viewer = reading.find_viewer(person)
    everything = reading.all()
    left_out = find_left_out(book, reading.history.marks, reading.people)
    found = sorted((one for one in everything.each() if _is_wanted(one, search, state, domain)), key=_by_date)
    return QuestionsListed(
        now=book.now,
        questions=tuple(reading.show(one, viewer=viewer) for one in found),
        n_all=len(everything.by_id),
        problems=everything.problems,
        pooled=_pool(everything, found[0], viewer, out=left_out) if len(found) == 1 else None,
    )


def _pool(questions: Questions, question: Question, viewer: str, *, out: frozenset[str]) -> PooledForecast | None:
    """The pooled forecast of an open question that the viewer and others have forecast; `out` teaches nothing."""
    if question.form != "yes-no" or not question.is_open or not question.latest(viewer):
        return None
    people = {one.person for one in question.forecasts}
    said = [(one[-1].chance, person) for person in sorted(people) if (one := question.latest(person))]
    known = [(chance, person) for chance, person in said if chance is not None]
    if len(known) < FEWEST_PEOPLE:
        return None
    from acumen.desk.calibration.pooling import learn_people, pool_question  # noqa: PLC0415 -- loads numpy
    from acumen.history import count_questions, drop_forecasts  # noqa: PLC0415 -- only needed here

    record = learn_people(count_questions(drop_forecasts(questions, out), form="yes-no"))
    chances, persons = zip(*known, strict=True)
    pooled = pool_question(record, chances, persons, question.domain)
    return PooledForecast(
        prob=pooled.prob,
        said=pooled.said,
        n_people=pooled.k,
        n_settled=record.correction.n,
        weight=record.correction.weight,
    )


def _by_date(question: Question) -> tuple[bool, float, float, str]:
    """Those with a date first, the nearest before the others; then as they were asked."""
    due, asked = question.due_at, question.asked_at
    return (
        due is None,
        0.0 if due is None else due.timestamp(),
        asked.timestamp(),
        question.id,
    )


def _is_wanted(question: Question, search: str | None, state: State, domain: str | None) -> bool:
    if state != "all" and question.is_open != (state == "open"):
        return False
    if not is_of_domain(question.domain, domain):
        return False
    claim = fold(question.claim or "")
    return search is None or question.id.startswith(search) or all(word in claim for word in fold(search).split())
