"""What one person has said and how it came out, as the columns that judgment learns from."""

import math
from collections.abc import Sequence
from datetime import datetime

import msgspec

from acumen.desk.book import Book
from acumen.desk.state.sources import REDACTED
from acumen.history import (
    ForecastColumns,
    History,
    People,
    StepColumns,
    ToldHours,
    drop_forecasts,
    forecast_columns,
    read_hours_told,
    read_left_out,
    read_people,
    read_questions,
    read_sources,
    step_columns,
)
from acumen.history.corrections import MarkFacts

SECONDS_PER_DAY = 86_400.0
ONESELF = ""  # the name of the one person of a record, where a correction is learnt by person


class StepRow(msgspec.Struct, frozen=True, kw_only=True):
    """A step with a plain chance that ended: what was said of it at its start, and what was seen.

    `hours` from the start on, None where nobody told; an open-ended step has `low_hours` < `high_hours`.
    """

    key: str  # plan and step: sayings about one step share it
    chance: float
    low_hours: float
    high_hours: float
    fails_low_hours: float | None
    fails_high_hours: float | None
    patience_hours: float | None
    ended: str  # succeeded, failed, left
    hours: float | None
    domain: str | None
    said_days: float
    known_days: float
    is_proven: bool
    writer: str = ""

    @property
    def is_open_ended(self) -> bool:
        """Whether it could be left at any time."""
        return self.low_hours < self.high_hours

    @property
    def tells_hours(self) -> bool:
        """Whether its end says something about hours: an interval was said, and hours were told."""
        return self.is_open_ended and self.hours is not None and self.hours > 0.0

    @property
    def tells_chance(self) -> bool:
        """Whether its end says something about its chance; one left at an unknown hour does not."""
        return self.ended in ("succeeded", "failed") or self.tells_hours


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of one person that came out. Questions: yes or no only, each with its last sayings and earlier ones."""

    person: str  # key
    questions: ForecastColumns
    steps: tuple[StepRow, ...]
    told: tuple[ToldHours, ...] = ()  # hours said and taken of work done elsewhere
    sources: dict[str, str] = {}  # name by writer, of what was taken in from elsewhere
    left_out: tuple[str, ...] = ()  # names of sources of which nothing is here

    @property
    def is_empty(self) -> bool:
        """Whether nothing has come out."""
        return not (self.n or self.told)

    @property
    def n(self) -> int:
        """How many sayings of a chance came out."""
        return self.questions.n_rows + len(self.steps)


def settle(book: Book, *, person: str | None = None) -> Settled:
    """What `person` (a key; oneself unless given) has said that is settled by now, without what is left out."""
    history = book.recall("plans", "questions", "marks")
    people = read_people(history.marks, writer=book.ledger.writer)
    key = people.me if person is None else person
    out = find_left_out(book, history.marks, people)
    names = name_sources(book, history.marks)
    return Settled(
        person=key,
        questions=_questions(book, history, key, out),
        steps=tuple(row for row in _steps(history, key, people) if row.writer not in out),
        told=tuple(
            one
            for one in read_hours_told(history.plans, history.marks)
            if people.key(one.person, one.writer) == key and one.writer not in out
        ),
        sources=names,
        left_out=name_left_out(names, out),
    )


def name_sources(book: Book, marks: MarkFacts) -> dict[str, str]:
    """Names of what was taken in, by its writer."""
    return {one: name or REDACTED for one, name in read_sources(marks).items() if one != book.ledger.writer}


def name_left_out(names: dict[str, str], out: frozenset[str]) -> tuple[str, ...]:
    """Names of what counts for nothing."""
    return tuple(sorted({name for one, name in names.items() if one in out}))


def find_left_out(book: Book, marks: MarkFacts, people: People) -> frozenset[str]:
    """Writers whose sayings count for nothing: left out for good, or in what is asked now."""
    return book.without | frozenset(read_left_out(marks, people))


def _questions(book: Book, history: History, key: str, out: frozenset[str]) -> ForecastColumns:
    questions = drop_forecasts(read_questions(history, writer=book.ledger.writer), out)
    columns = forecast_columns(questions, form="yes-no")
    return _take(columns, [row for row in range(columns.n_rows) if columns.person[row] == key])


def _take(columns: ForecastColumns, rows: Sequence[int]) -> ForecastColumns:
    """Those rows of every column."""
    return ForecastColumns(
        **{name: tuple(getattr(columns, name)[row] for row in rows) for name in columns.__struct_fields__}
    )


def _steps(history: History, key: str, people: People) -> tuple[StepRow, ...]:
    columns = step_columns(history.plans, history.marks)
    rows = [
        _row(columns, at)
        for at in range(len(columns))
        if people.key(columns.person[at], columns.writer[at]) == key
        and columns.chance[at] is not None
        and not columns.is_anew[at]
        and columns.ended[at] in ("succeeded", "failed", "left")
    ]
    return tuple(row for row in rows if row.tells_chance)


def _row(columns: StepColumns, at: int) -> StepRow:
    said = columns.chance[at]
    return StepRow(
        key=f"{columns.plan[at]} {columns.step[at]}",
        chance=math.nan if said is None else said,
        low_hours=columns.low_hours[at],
        high_hours=columns.high_hours[at],
        fails_low_hours=columns.fails_low_hours[at],
        fails_high_hours=columns.fails_high_hours[at],
        patience_hours=columns.patience_hours[at],
        ended=str(columns.ended[at]),
        hours=columns.hours[at],
        domain=columns.domain[at],
        said_days=days(columns.said_at[at]),
        known_days=days(columns.known_at[at]),
        is_proven=columns.is_proven[at],
        writer=columns.writer[at],
    )


def days(moment: datetime | None) -> float:
    """Days since 1970 (UTC)."""
    return math.nan if moment is None else moment.timestamp() / SECONDS_PER_DAY
