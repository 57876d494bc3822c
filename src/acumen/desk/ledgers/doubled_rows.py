"""Rows of a table that stand in the ledger already, from another source: they are said, and never count twice in silence.

A row is one that stands here where its figures are the same, whoever said it is, and nothing that both tell differs: the claim
or title, the outcome, the days. Where both tell the claim each pair counts. Rows without one are alike by chance sooner: they
count only where nearly all of them, on the smaller side, have their like, and the sides are of one size.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Literal, TypeAlias

import msgspec

from acumen.desk.book import Book
from acumen.desk.ledgers.table_rows import (
    Drawn,
    Figures,
    Names,
    TakenRow,
    may_be_day,
    may_be_one,
    rows_here,
    rows_new,
)
from acumen.errors import UsageError
from acumen.history.sources import read_sources
from acumen.records import ForecastMade, HoursTold, PersonNamed, QuestionAsked, QuestionResolved

Doubles: TypeAlias = Literal["skip", "take"]
LEAST_ALIKE, LEAST_SIZE = 0.9, 0.5  # of rows without a claim: of the smaller side, and of the larger
OWN = "what you wrote down yourself"


class Doubled(msgspec.Struct, frozen=True, kw_only=True):
    """Ids of what a table would bring that stands here already, of how many, and where from."""

    ids: frozenset[str]
    n_rows: int
    sources: tuple[str, ...]

    def say(self) -> str:
        """`3 of 40 rows stand in the ledger already, from fatebook`."""
        rows = f"{self.n_rows:,} row{'' if self.n_rows == 1 else 's'}"
        verb = "stands" if len(self.ids) == 1 else "stand"
        return f"{len(self.ids):,} of {rows} {verb} in the ledger already, from {', '.join(self.sources)}"

    def refuse(self) -> UsageError:
        """What to do about them."""
        hint = "--doubles skip leaves them out; --doubles take counts them again"
        if len(self.sources) == 1 and self.sources[0] != OWN:
            hint += f"; is it that table under a new name: --source '{self.sources[0]}'"
        return UsageError(f"expected rows that are new, found that {self.say()}", hint=hint)


def find_doubles(
    book: Book, batch: Mapping[str, Drawn], new: Collection[str], writer: str, *, me: str | None = None
) -> Doubled | None:
    """What of the new is here from another source than `writer`; None where nothing is. `me`: oneself in the table."""
    if not new or not book.seen_head().position:
        return None
    names = Names(book, batch, me)
    rows = list(rows_new(names, batch, new))
    here: defaultdict[str, list[TakenRow]] = defaultdict(list)
    for row in rows_here(book, names):
        if row.writer is not None and row.writer != writer:
            here[row.writer].append(row)
    called = read_sources(book.recall("marks").marks)
    found: dict[str, str] = {}  # ids by the writer of what they are like
    for other, there in sorted(here.items(), key=lambda one: (-len(one[1]), one[0])):
        left = [row for row in rows if row.id not in found]
        found |= dict.fromkeys(_alike(left, there), other)
    if not found:
        return None
    sources = [OWN if one == book.ledger.writer else called.get(one) or "elsewhere" for one in found.values()]
    return Doubled(ids=frozenset(found), n_rows=len(rows), sources=tuple(dict.fromkeys(sources)))


def _alike(rows: list[TakenRow], here: list[TakenRow]) -> set[str]:
    """Ids of the rows that are alike to others here."""
    left: defaultdict[Figures, list[TakenRow]] = defaultdict(list)
    for row in here:
        left[row.who, row.figures].append(row)
    found: set[str] = set()
    for is_named in (True, False):
        pairs: set[str] = set()
        for row in rows:
            there = left.get((row.who, row.figures), ()) if row.id not in found else ()
            at = next((at for at, one in enumerate(there) if _may_be_one(row, one, is_named=is_named)), None)
            if at is not None:
                left[row.who, row.figures].pop(at)
                pairs.add(row.id)
        sizes = (len(rows) - len(found), len(here) - len(found))
        if is_named or (len(pairs) >= LEAST_ALIKE * min(sizes) and len(pairs) >= LEAST_SIZE * max(sizes)):
            found |= pairs
    return found


def _may_be_one(row: TakenRow, other: TakenRow, *, is_named: bool) -> bool:
    return (
        is_named == (row.claim is not None and other.claim is not None)
        and may_be_one(row.claim, other.claim)
        and may_be_one(row.came, other.came)
        and may_be_one(row.domain, other.domain)
        and may_be_day(row.said_at, other.said_at)
        and may_be_day(row.known_at, other.known_at)
    )


def leave_out(new: Mapping[str, Drawn], doubled: Iterable[str]) -> dict[str, Drawn]:
    """What is left without these rows: nor questions, outcomes and people that only they had."""
    gone = set(doubled)
    left = {id_: kept for id_, kept in new.items() if id_ not in gone}
    said = [record for record, _, _ in left.values() if isinstance(record, ForecastMade | HoursTold)]
    questions = {record.question for record in said if isinstance(record, ForecastMade)}
    people = {record.person for record in said}
    lost = {record.question for id_ in gone if isinstance(record := new[id_][0], ForecastMade)} - questions
    spoke = {record.person for id_ in gone if isinstance(record := new[id_][0], ForecastMade | HoursTold)} - people
    return {
        id_: (record, at, parts)
        for id_, (record, at, parts) in left.items()
        if not (
            (isinstance(record, QuestionAsked) and id_ in lost)
            or (isinstance(record, QuestionResolved) and record.question in lost)
            or (isinstance(record, PersonNamed) and id_ in spoke)
        )
    }
