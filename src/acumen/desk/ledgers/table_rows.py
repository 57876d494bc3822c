"""Rows of tables as they are compared: those that a table would bring, and those that stand in the ledger."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any, TypeAlias

import msgspec

from acumen.borders.signs import fold
from acumen.desk.book import Book
from acumen.history.people import read_people
from acumen.records import (
    UNKNOWN_DAY,
    ForecastMade,
    HoursTold,
    Parts,
    PersonNamed,
    QuestionAsked,
    QuestionResolved,
    Record,
)

Drawn: TypeAlias = tuple[Record, datetime, Parts]  # a record, when it happened, and the record encoded
Figures: TypeAlias = tuple[Any, ...]
Came: TypeAlias = tuple[Any, ...] | None  # what came of a question, None where it is open
N_FIGURES = 9  # by which two figures are told apart


class TakenRow(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a forecast or a piece of work says; None, or an unknown day, where it does not."""

    id: str
    writer: str | None  # None: not written yet
    figures: Figures
    shape: Figures  # the figures, whatever the unit they are in
    claim: str | None  # or title, folded
    person: str | None  # the id of whoever said it; None: oneself
    who: str  # the key of whoever said it
    domain: str | None
    said_at: datetime | None
    known_at: datetime | None
    came: Came = None


class Names:
    """People, claims and outcomes by the ids of a book and of what a table would bring."""

    def __init__(self, book: Book, batch: Mapping[str, Drawn], me: str | None = None) -> None:
        """Look them up. `me`: what oneself is called in the table."""
        history = book.recall("questions", "marks")
        gone = history.marks.corrected()
        self._people = read_people(history.marks, writer=book.ledger.writer)
        named = {id_: record.name for id_, (record, _, _) in batch.items() if isinstance(record, PersonNamed)}
        self._named = {
            id_: self._people.me if me is not None and fold(name) == fold(me) else self._people.recognise(name)
            for id_, name in named.items()
            if name is not None
        }
        self.claims: dict[str, str | None] = {}
        self.came: dict[str, Came] = {}
        for id_, facts in history.questions.by_id.items():
            if facts.subject is not None:
                self.claims[id_] = facts.subject.record.claim
            counted = [said.record for said in facts.outcomes if said.id not in gone]
            if counted:
                self.came[id_] = _came(counted[-1])
        for id_, (record, _, _) in batch.items():
            if isinstance(record, QuestionAsked):
                self.claims[id_] = record.claim
            elif isinstance(record, QuestionResolved):
                self.came[record.question] = _came(record)

    def forecast(self, id_: str, writer: str | None, record: ForecastMade, at: datetime) -> TakenRow:
        """A forecast as it is compared."""
        figures = (_round(record.chance), _round(record.quantiles), _round(record.chances))
        claim = self.claims.get(record.question)
        return TakenRow(
            id=id_,
            writer=writer,
            figures=figures,
            shape=figures,
            claim=None if claim is None else fold(claim),
            person=record.person,
            who=self._who(record.person, writer),
            domain=None,
            said_at=None if at == UNKNOWN_DAY else at,
            known_at=None,
            came=self.came.get(record.question),
        )

    def hours(self, id_: str, writer: str | None, record: HoursTold, at: datetime) -> TakenRow:
        """A piece of work as it is compared."""
        low, high = record.low_hours or record.said_hours or 0.0, record.high_hours or record.said_hours or 0.0
        is_said_day = at in {record.said_at, UNKNOWN_DAY}  # the day it was said stands in for the other
        return TakenRow(
            id=id_,
            writer=writer,
            figures=_round((low, high, record.taken_hours)),
            shape=_round((low / record.taken_hours, high / record.taken_hours)),
            claim=None if record.title is None else fold(record.title),
            person=record.person,
            who=self._who(record.person, writer),
            domain=record.domain,
            said_at=record.said_at,
            known_at=None if is_said_day else at,
        )

    def _who(self, person: str | None, writer: str | None) -> str:
        if writer is None and person is None:
            return self._people.me
        return self._named.get(person or "") or self._people.key(person, writer or "")


def rows_new(names: Names, batch: Mapping[str, Drawn], new: Collection[str]) -> Iterator[TakenRow]:
    """What a table would bring of these ids."""
    for id_ in new:
        record, at, _ = batch[id_]
        if isinstance(record, HoursTold):
            yield names.hours(id_, None, record, at)
        elif isinstance(record, ForecastMade):
            yield names.forecast(id_, None, record, at)


def rows_here(book: Book, names: Names) -> Iterator[TakenRow]:
    """What stands in the ledger and counts."""
    history = book.recall("questions", "plans", "marks")
    gone = history.marks.corrected()
    for said in history.plans.told.values():
        if said.id not in gone:
            yield names.hours(said.id, said.writer, said.record, said.happened_at)
    for facts in history.questions.by_id.values():
        for made in facts.sayings:
            if made.id not in gone:
                yield names.forecast(made.id, made.writer, made.record, made.happened_at)


def may_be_one(one: object, other: object) -> bool:
    """Whether two things that rows tell may be the same: one is not told, or they are equal."""
    return one is None or other is None or one == other


def may_be_day(one: datetime | None, other: datetime | None) -> bool:
    """The same of moments, of which one may be a day alone."""
    if one is None or other is None or one == other:
        return True
    return (_is_day(one) or _is_day(other)) and one.date() == other.date()


def _is_day(at: datetime) -> bool:
    return at.timetz().replace(tzinfo=None) in {time(), time(23, 59, 59)} and at.utcoffset() == timedelta()


def _came(record: QuestionResolved) -> Came:
    return (record.yes, record.number, record.choice, record.is_void)


def _round(value: Any) -> Any:  # noqa: ANN401 -- figures, alone or in tuples
    if isinstance(value, float):
        return float(f"{value:.{N_FIGURES}g}")
    return tuple(map(_round, value)) if isinstance(value, tuple) else value
