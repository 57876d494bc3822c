"""The ledger as people ask about it: its file, what goes in and out of it, what it is compared with."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from typing import BinaryIO, Literal

from acumen.borders.files import Output
from acumen.desk.book import Book
from acumen.errors import ArgumentsError, UsageError
from acumen.results.ledgers import (
    Anchored,
    Demo,
    Exported,
    LedgerHere,
    LedgerImported,
    LedgerPath,
    Sources,
    TableImported,
    Verified,
)

STDIN = "<stdin>"
LINES = ".jsonl"  # how the name of an exported ledger ends


def demo(now: datetime) -> Demo:
    """A ledger to look around in, in a new folder."""
    import tempfile

    from acumen.desk.ledgers.demo import open_demo

    return open_demo(tempfile.mkdtemp(prefix="acumen-demo-"), now=now, is_windows=sys.platform == "win32")


def init(book: Book) -> LedgerHere:
    """An empty ledger where there is none."""
    before = book.ledger.head().position
    book.ledger.append([])
    return LedgerHere(name=book.name, n_records=before)


def where(path: str) -> LedgerPath:
    """Which file it is."""
    return LedgerPath(path=path)


def import_(
    book: Book,
    file: str | BinaryIO,
    *,
    origin: Literal["ledger", "fatebook", "predictionbook", "metaculus"] | None = None,
    prob: str | None = None,
    is_percent: bool = False,
    outcome: str | None = None,
    question: str | None = None,
    person: str | None = None,
    at: str | None = None,
    known: str | None = None,
    domain: str | None = None,
    on: str | None = None,
    source: str | None = None,
    person_of_all: str | None = None,
    me: str | None = None,
    is_mine: bool = False,
) -> LedgerImported | TableImported:
    """Another ledger, or a table of forecasts."""
    columns = {"outcome": outcome, "question": question, "person": person, "at": at, "known": known, "domain": domain}
    is_lines = not isinstance(file, str) or file.endswith(LINES)
    if origin == "ledger" or (origin is None and prob is None and is_lines):
        return _take_over(book, file, is_mine=is_mine)
    from acumen.desk.importing.named_columns import Named
    from acumen.desk.importing.tables import import_table

    named = None
    if prob is not None:
        named = Named(prob=prob, is_percent=is_percent, **columns)
    elif is_percent or any(columns.values()):
        raise ArgumentsError("expected --prob COLUMN beside the names of other columns")
    name = file if isinstance(file, str) else "-"
    return import_table(
        book,
        name,
        named,
        origin=origin,
        source=source,
        person=person_of_all,
        me=me,
        on=on,
    )


def _take_over(book: Book, file: str | BinaryIO, *, is_mine: bool) -> LedgerImported:
    """Another ledger, from a file or standard input."""
    from acumen.desk.ledgers.merge import take_over

    if not isinstance(file, str):
        return take_over(book, file, source=STDIN, is_mine=is_mine)
    try:
        stream = open(file, "rb")  # noqa: PTH123, SIM115 -- pathlib costs 5 ms; closed below
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(f"can't read {file!r}: {reason}", hint="name what `acumen export` wrote") from None
    with stream:
        return take_over(book, stream, source=file, is_mine=is_mine)


def export(book: Book, file: Output) -> Exported:
    """The whole ledger as lines of JSON."""
    from acumen.desk.ledgers.export import export as write_out

    n_lines = file.write(write_out(book), is_private=True)
    return Exported(file=file.name, n_records=n_lines - 1)


def verify(book: Book, *, head: str | None = None, files: tuple[str, ...] = ()) -> Verified:
    """Whether every record is what was written; compared with what was noted in `files` and around here too."""
    from acumen.desk.ledgers.anchor_places import find_around, find_file
    from acumen.desk.ledgers.verify import verify as prove

    places = [*map(find_file, files), *filter(None, [find_around(os.curdir)])]
    return prove(book, head=head, places=places)


def anchor(book: Book, file: str | None = None, *, is_git: bool = False) -> Anchored:
    """Note the head, in a file or in the repository one is in."""
    from acumen.desk.ledgers.anchor import anchor as note
    from acumen.desk.ledgers.anchor_places import find_file, find_repository

    if (file is None) != is_git:
        raise ArgumentsError("expected a FILE, or --git")
    return note(book, find_repository(os.curdir) if file is None else find_file(file))


def leave_out(book: Book, source: str | None = None) -> Sources:
    """Let a source count no more; without one, all are listed."""
    from acumen.desk.state import sources as desk

    return desk.sources(book) if source is None else desk.leave_out(book, source)
