"""The ledger as people ask about it: its file, what goes in and out of it, what it is compared with."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Literal

import msgspec

from acumen.borders.files import Output, say_unread
from acumen.desk.book import Book
from acumen.errors import ArgumentsError
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
from acumen.results.tables import Ask, TableLooked

STDIN = "<stdin>"
LINES = ".jsonl"  # how the name of an exported ledger ends


def demo(now: datetime) -> Demo:
    """A ledger to look around in, in a new folder.

    >>> from datetime import UTC, datetime
    >>> made = acumen.demo(datetime.now(UTC))
    >>> made.ledger.endswith('demo.sqlite'), made.n_records
    (True, 189)
    """
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
    file: str | Iterable[bytes],
    *,
    origin: Literal["ledger", "fatebook", "predictionbook", "metaculus", "manifold", "jira", "gitlab", "toggl"]
    | None = None,
    as_shown: bool = False,
    skip_bad: bool = False,
    doubles: Literal["skip", "take"] | None = None,
    question: str | None = None,
    prob: str | None = None,
    says: str | None = None,
    low: str | None = None,
    median: str | None = None,
    high: str | None = None,
    hours: str | None = None,
    taken: str | None = None,
    outcome: str | None = None,
    person: str | None = None,
    at: str | None = None,
    known: str | None = None,
    by: str | None = None,
    domain: str | None = None,
    decimal: str | None = None,
    dates: str | None = None,
    zone: str | None = None,
    separator: str | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    yes: str | None = None,
    no: str | None = None,
    void: str | None = None,
    missing: str | None = None,
    unit: str | None = None,
    scale: str | None = None,
    is_percent: bool = False,
    is_sided: bool = False,
    on: str | None = None,
    map_file: str | None = None,
    source: str | None = None,
    person_of_all: str | None = None,
    me: str | None = None,
    is_mine: bool = False,
    ask: Ask | None = None,
) -> LedgerImported | TableImported | TableLooked:
    """Another ledger; or a table: looked at, or taken in where it is said how.

    >>> acumen.import_(book, 'examples/my-forecasts.csv').n_rows
    40
    >>> acumen.import_(book, 'examples/my-forecasts.csv', as_shown=True).n_forecasts
    40
    """
    from acumen.desk.front.tables import keep_mapping, make_mapping, read_kept

    columns = {"question": question, "prob": prob, "says": says, "low": low, "median": median, "high": high}
    columns |= {"hours": hours, "taken": taken, "outcome": outcome, "person": person, "at": at, "known": known}
    written = {"decimal": decimal, "dates": dates, "zone": zone, "separator": separator, "encoding": encoding}
    words = {"yes": yes, "no": no, "void": void, "missing": missing, "scale": scale, "unit": unit, "sheet": sheet}
    mapping = make_mapping(
        **columns, **written, **words, by=by, domain=domain, is_percent=is_percent, is_sided=is_sided
    )
    is_lines = not isinstance(file, str) or file.endswith(LINES)
    if origin == "ledger" or (origin is None and not mapping.columns() and is_lines):
        return _take_over(book, file, source, is_mine=is_mine)
    from acumen.desk.ledgers.tables_in import import_table, look_at_table

    name = file if isinstance(file, str) else "-"
    kept = None if map_file is None else read_kept(map_file)
    if not (kept or mapping.columns() or as_shown or origin):
        looked = look_at_table(name, mapping, on=on, ask=ask, book=book, source=source)
        return looked if map_file is None else _with_map(looked, map_file)
    mapping = kept or mapping
    return import_table(
        book,
        name,
        mapping,
        origin=origin,
        source=source,
        person=person_of_all,
        me=me,
        on=on,
        skip_bad=skip_bad,
        is_as_shown=as_shown,
        keep_refused=True,
        ask=ask,
        doubles=doubles,
        keep=None if map_file is None or kept is not None else partial(keep_mapping, file=map_file),
    )


def _with_map(looked: TableLooked, file: str) -> TableLooked:
    """The same, where what takes it in keeps the mapping too."""
    if not looked.command:
        return looked
    return msgspec.structs.replace(looked, command=f"{looked.command} --map {shlex.quote(file)}")


def _take_over(book: Book, file: str | Iterable[bytes], source: str | None, *, is_mine: bool) -> LedgerImported:
    """Another ledger, from a file or standard input."""
    from acumen.desk.ledgers.merge import take_over

    if not isinstance(file, str):
        return take_over(book, file, source=source or STDIN, is_mine=is_mine)
    try:
        stream = open(file, "rb")  # noqa: PTH123, SIM115 -- pathlib costs 5 ms; closed below
    except OSError as error:
        raise say_unread(file, error, hint="name what `acumen export` wrote") from None
    with stream:
        return take_over(book, stream, source=source or file, is_mine=is_mine)


def export(
    book: Book, file: Output, *, table: Literal["questions", "forecasts", "steps", "hours", "due"] | None = None
) -> Exported:
    """The whole ledger as lines of JSON; or a table of it, or what is due as a calendar."""
    if table is not None:
        from acumen.desk.ledgers.tables_out import write_calendar, write_table

        n_pieces = file.write(write_calendar(book) if table == "due" else write_table(book, table), is_private=True)
        return Exported(file=file.name, n_records=n_pieces - 1, table=table)
    from acumen.desk.ledgers.export import export as write_out

    n_lines = file.write(write_out(book), is_private=True)
    return Exported(file=file.name, n_records=n_lines - 1)


def verify(book: Book, *, head: str | None = None, files: tuple[str, ...] = ()) -> Verified:
    """Whether every record is what was written; compared with what was noted in `files` and around here too.

    >>> acumen.ledger_verify(book).is_sound
    True
    """
    from acumen.desk.ledgers.anchor_places import find_around, find_file
    from acumen.desk.ledgers.verify import verify as prove

    places = [*map(find_file, files), *filter(None, [find_around(os.curdir)])]
    return prove(book, head=head, places=places)


def anchor(book: Book, file: str | None = None, *, is_git: bool = False) -> Anchored:
    """Note the head, in a file or in the repository one is in.

    >>> acumen.ledger_anchor(book, 'heads.txt').position
    190
    >>> acumen.ledger_verify(book, files=('heads.txt',)).is_sound
    True
    """
    from acumen.desk.ledgers.anchor import anchor as note
    from acumen.desk.ledgers.anchor_places import find_file, find_repository

    if (file is None) != is_git:
        raise ArgumentsError("expected a FILE, or --git")
    return note(book, find_repository(os.curdir) if file is None else find_file(file))


def leave_out(book: Book, source: str | None = None) -> Sources:
    """Let a source count no more; without one, all are listed.

    >>> acumen.ledger_leave_out(book).sources
    ()
    """
    from acumen.desk.state import sources as desk

    return desk.sources(book) if source is None else desk.leave_out(book, source)
