"""Import: which form a file has, and what is in it."""

import os
from datetime import datetime
from typing import Literal, TypeAlias, get_args

from acumen.borders.doing import doing
from acumen.desk.book import Book
from acumen.desk.importing import fatebook, metaculus, predictionbook
from acumen.desk.importing.named_columns import Named, gather
from acumen.desk.importing.rows import Gathered
from acumen.desk.importing.sheet import read_moment
from acumen.desk.importing.writing import take_in
from acumen.desk.inputs.dates import Day
from acumen.desk.table import Table, read_table
from acumen.errors import UsageError
from acumen.results.ledgers import TableImported

Source: TypeAlias = Literal["fatebook", "predictionbook", "metaculus"]
SOURCES: tuple[Source, ...] = get_args(Source)
HEADS: dict[Source, frozenset[str]] = {
    "fatebook": fatebook.HEAD,
    "predictionbook": predictionbook.HEAD,
    "metaculus": metaculus.HEAD,
}


@doing("taking in the table")
def import_table(
    book: Book,
    path: str | os.PathLike[str],
    named: Named | None = None,
    *,
    origin: Source | None = None,
    source: str | None = None,
    person: str | None = None,
    me: str | None = None,
    on: Day = None,
) -> TableImported:
    """Take in the forecasts of a file: with `named` columns, or as one of the services exports them.

    `origin`: which service, found by the file's head unless given. `source`: the name by which a table is known again, that of
    the file unless given. `person`: whose all rows are, where no column says so (oneself unless given). `me`: the name under
    which one stands in the table oneself. `on`: when all was said, where no column says so.
    """
    if person is not None and (named is None or named.person is not None):
        raise UsageError("expected a name for all rows only where no column tells who", hint="leave --as out")
    name = os.path.basename(os.fspath(path))  # noqa: PTH119 -- a name only
    if named is not None and origin is None:
        gathered = gather(read_table(path), named, source=source or name, on=_read_day(on))
    else:
        gathered = _gather_export(os.fspath(path), origin)
    return take_in(book, gathered, file=source or name, person=person, me=me)


def _read_day(on: Day) -> datetime | None:
    """A moment as a cell would tell it: the same wherever the table is read."""
    if on is None or isinstance(on, datetime):
        return on
    try:
        return read_moment(str(on))
    except ValueError:
        raise UsageError(f"expected a day, found {on!r}", hint="write it as 2026-12-01") from None


def _gather_export(path: str, origin: Source | None) -> Gathered:
    """What a service exported."""
    if path.endswith(".json") and origin in {None, "predictionbook"}:
        return predictionbook.gather_json(_read_bytes(path), source=os.path.basename(path))  # noqa: PTH119
    if origin == "metaculus" or (origin is None and (path.endswith(".zip") or os.path.isdir(path))):  # noqa: PTH112
        return metaculus.gather(*metaculus.read_tables(path))
    table = read_table(path)
    found = _recognise(table) if origin is None else origin
    missing = sorted(HEADS[found] - set(table.names))
    if missing:
        raise UsageError(
            f"expected columns as {found} writes them in {table.source}, found none called {missing[0]!r}",
            hint="name the columns yourself: --prob COLUMN --outcome COLUMN …",
        )
    if found == "metaculus":
        return metaculus.gather(*metaculus.read_tables(path))
    return fatebook.gather(table) if found == "fatebook" else predictionbook.gather_table(table)


def _recognise(table: Table) -> Source:
    """The service whose columns these are."""
    for source, head in HEADS.items():
        if head <= set(table.names):
            return source
    if metaculus.TITLE in table.names:
        return "metaculus"
    raise UsageError(
        f"expected an export of {', '.join(SOURCES)}, or columns by name, found {', '.join(table.names[:8])}",
        hint="say which is which: --prob COLUMN --outcome COLUMN --person COLUMN --at COLUMN …",
    )


def _read_bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 -- as in read_table
            return file.read()
    except OSError as error:
        raise UsageError(f"can't read {path!r}: {error.strerror or error}", hint="name a file that is there") from None
