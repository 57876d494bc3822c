"""Whether rows of a table are here already, taken in with other columns named: other ids, and they would count twice.

A row that is new is one of those that are here, from the same source and not in this table any more, where its figures are the
same and nothing that both tell (title, kind of work, who, when) differs. Where most rows pair up so, or all rows have the
figures of all that are here whatever else they tell, the table was probably taken in before; who knows better says so.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from acumen.desk.book import Book
from acumen.desk.ledgers.table_rows import Drawn, Figures, Names, TakenRow, may_be_one, rows_here, rows_new
from acumen.errors import UsageError

MOST_NEW = 0.5  # of the rows, on the smaller side, that may be alike by chance
LEAST_ROWS, LEAST_FIGURES = 5, 3  # for all figures to be the same by no chance
N_SHORT_ID = 8


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
    names = Names(book, batch)
    rows = list(rows_new(names, batch, new))
    here = [row for row in rows_here(book, names) if row.writer == writer and row.id not in batch]
    ids = _alike(rows, here)
    if not ids:
        return
    told = [said for said in acts if ids & set(marks.members(said.id))]
    days = ", ".join(dict.fromkeys(said.written_at.date().isoformat() for said in told))
    undo = "; ".join(f"acumen undo {said.id[:N_SHORT_ID]}" for said in told)
    raise UsageError(
        f"expected rows that are new, found {len(ids):,} that are here already, taken in otherwise on {days}",
        hint=f"{undo} takes that back, then import again; are they others, say so: --doubles take",
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
    told = ("claim", "domain", "person", "said_at", "known_at")
    return all(may_be_one(getattr(row, name), getattr(other, name)) for name in told)
