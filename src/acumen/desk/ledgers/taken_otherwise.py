"""Whether rows of a table are here already, taken in with other columns named: other ids, and they would count twice.

A row that is new is one of those that are here, from the same source and not in this table any more, where its figures are the
same and nothing that both tell (title, kind of work, who, when) differs. Where most rows pair up so, or all rows have the
figures of all that are here whatever else they tell, the table was taken in before.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any, TypeAlias

import msgspec

from acumen.desk.book import Book
from acumen.errors import UsageError
from acumen.records import UNKNOWN_DAY, ForecastMade, HoursTold, Parts, QuestionAsked, Record

Figures: TypeAlias = tuple[Any, ...]
Drawn: TypeAlias = tuple[Record, datetime, Parts]  # a record, when it happened, and the record encoded
MOST_NEW = 0.5  # of the rows, on the smaller side, that may be alike by chance
LEAST_ROWS, LEAST_FIGURES = 5, 3  # for all figures to be the same by no chance
N_SHORT_ID = 8


class TakenRow(msgspec.Struct, frozen=True, kw_only=True):
    """What a forecast or a piece of work says; None, or an unknown day, where it does not."""

    id: str
    figures: Figures
    shape: Figures  # the figures, whatever the unit they are in
    told: tuple[object, ...]


def refuse_twice(book: Book, batch: Mapping[str, Drawn], new: Collection[str], writer: str) -> None:
    """UsageError where what is new of a table is here already; `writer`: that of the table's source."""
    marks = book.recall("marks").marks
    acts = [
        said
        for said in marks.imports.values()
        if said.record.writer == writer and said.record.form == "table" and said.id not in marks.corrected()
    ]
    if not acts or not new:
        return
    rows = list(_rows_new(book, batch, new))
    here = [row for row in _rows_here(book, writer) if row.id not in batch and row.id not in marks.corrected()]
    ids = _alike(rows, here)
    if not ids:
        return
    told = [said for said in acts if ids & set(marks.members(said.id))]
    days = ", ".join(dict.fromkeys(said.written_at.date().isoformat() for said in told))
    undo = "; ".join(f"acumen undo {said.id[:N_SHORT_ID]}" for said in told)
    raise UsageError(
        f"expected rows that are new, found {len(ids):,} that are here already, taken in otherwise on {days}",
        hint=f"{undo} takes that back, then import again; are they others, name them: --source NAME",
    )


def _alike(rows: list[TakenRow], here: list[TakenRow]) -> frozenset[str]:
    """Ids of those here that come again; none where so few are alike that chance may do it."""
    shapes = Counter(row.shape for row in rows)
    if len(rows) >= LEAST_ROWS and len(shapes) >= LEAST_FIGURES and shapes == Counter(row.shape for row in here):
        return frozenset(row.id for row in here)
    left: defaultdict[Figures, list[TakenRow]] = defaultdict(list)
    for row in here:
        left[row.figures].append(row)
    found: set[str] = set()
    for row in rows:
        there = left[row.figures]
        at = next((at for at, one in enumerate(there) if _may_be_one(row, one)), None)
        if at is not None:
            found.add(there.pop(at).id)
    return frozenset(found) if len(found) > MOST_NEW * min(len(rows), len(here)) else frozenset()


def _may_be_one(row: TakenRow, other: TakenRow) -> bool:
    return all(
        one is None or another is None or one == another for one, another in zip(row.told, other.told, strict=True)
    )


def _rows_new(book: Book, batch: Mapping[str, Drawn], new: Collection[str]) -> Iterator[TakenRow]:
    asked = {
        id_: facts.subject.record.claim
        for id_, facts in book.recall("questions").questions.by_id.items()
        if facts.subject is not None
    }
    asked |= {id_: record.claim for id_, (record, _, _) in batch.items() if isinstance(record, QuestionAsked)}
    for id_ in new:
        record, at, _ = batch[id_]
        if isinstance(record, HoursTold):
            yield _hours(id_, record, at)
        elif isinstance(record, ForecastMade):
            yield _forecast(id_, record, at, asked.get(record.question))


def _rows_here(book: Book, writer: str) -> Iterator[TakenRow]:
    history = book.recall("questions", "plans")
    for said in history.plans.told.values():
        if said.writer == writer:
            yield _hours(said.id, said.record, said.happened_at)
    for facts in history.questions.by_id.values():
        claim = None if facts.subject is None else facts.subject.record.claim
        for made in facts.sayings:
            if made.writer == writer:
                yield _forecast(made.id, made.record, made.happened_at, claim)


def _hours(id_: str, record: HoursTold, at: datetime) -> TakenRow:
    low, high = record.low_hours or record.said_hours or 0.0, record.high_hours or record.said_hours or 0.0
    known = None if at == record.said_at else _day(at)  # the day it was said stands in for the other
    return TakenRow(
        id=id_,
        figures=(low, high, record.taken_hours),
        shape=tuple(float(f"{end / record.taken_hours:.9g}") for end in (low, high)),
        told=(record.title, record.domain, record.person, record.said_at, known),
    )


def _forecast(id_: str, record: ForecastMade, at: datetime, claim: str | None) -> TakenRow:
    figures = (record.chance, record.quantiles, record.chances)
    return TakenRow(id=id_, figures=figures, shape=figures, told=(claim, None, record.person, _day(at), None))


def _day(at: datetime) -> datetime | None:
    return None if at == UNKNOWN_DAY else at
