"""The list of questions, searched, and one of them in full."""

from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

from acumen.desk.keeping.book import Book
from acumen.desk.questions.likeness import fold
from acumen.desk.questions.reading import Reading
from acumen.desk.questions.shown import ShownQuestion
from acumen.desk.taste.settled import find_left_out
from acumen.desk.wording.notebook import fence
from acumen.errors import Problem
from acumen.history import Question, Questions

FEWEST_PEOPLE = 2  # make a pool
State: TypeAlias = Literal["open", "resolved", "all"]


class PooledForecast(msgspec.Struct, frozen=True, kw_only=True):
    """One forecast of everybody who said something, by what such sayings have meant; `said` is the plain mean of log-odds."""

    prob: float
    said: float
    n_people: int
    n_settled: int  # forecasts of settled questions that it was learnt from
    weight: float  # of what was learnt, from 0 (not earned) to 1


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """Questions that were looked for, the next to be known first, and what in the record of questions does not fit together."""

    now: datetime
    questions: tuple[ShownQuestion, ...]
    n_all: int  # questions there are, whatever was looked for
    problems: tuple[Problem, ...] = ()
    pooled: PooledForecast | None = (
        None  # of the only question found, where it is open and one has said something oneself
    )

    def to_json(self) -> str:
        """As JSON, indented, with the names of the fields."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2).decode()

    def __str__(self) -> str:
        """The text that `acumen questions` prints."""
        from acumen.desk.wording.kept.questions import write_listed  # noqa: PLC0415 -- not needed for JSON

        return "\n".join(write_listed(self))

    def _repr_markdown_(self) -> str:
        """The same for a notebook."""
        return fence(str(self))

    def say_problems(self) -> str:
        """The text that `acumen questions --problems` prints."""
        from acumen.desk.wording.kept.questions import write_problems  # noqa: PLC0415 -- as above

        return "\n".join(write_problems(self))


def list_questions(
    book: Book,
    *,
    search: str | None = None,
    state: State = "open",
    domain: str | None = None,
    person: str | None = None,
) -> Listed:
    """Questions in a state whose claim has all the words of `search`, or whose id begins so; as `person` sees them."""
    reading = Reading(book)
    viewer = reading.find_viewer(person)
    everything = reading.all()
    left_out = find_left_out(book, reading.history.marks, reading.people)
    found = sorted((one for one in everything.each() if _is_wanted(one, search, state, domain)), key=_by_date)
    return Listed(
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
    from acumen.desk.taste.pooled import learn_people, pool_question  # noqa: PLC0415 -- loads numpy
    from acumen.history import drop_forecasts, question_columns  # noqa: PLC0415 -- only needed here

    record = learn_people(question_columns(drop_forecasts(questions, out), form="yes-no"))
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
    if domain is not None and fold(question.domain or "") != fold(domain):
        return False
    claim = fold(question.claim or "")
    return search is None or question.id.startswith(search) or all(word in claim for word in fold(search).split())
