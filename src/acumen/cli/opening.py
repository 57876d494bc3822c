"""Which ledger, and what time it is: all that commands take from the environment and the clock."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from acumen.borders.signs import check_text
from acumen.cli.kept import watch
from acumen.errors import UsageError

if TYPE_CHECKING:
    from acumen.desk.book import Book

FILE_NAME = "ledger.sqlite"
LEDGER = "ACUMEN_LEDGER"
NOW = "ACUMEN_NOW"  # an ISO moment instead of the clock's, for examples and tests
UNSET = f"unset {NOW} for the time of this machine"
FIRST_YEAR, LAST_YEAR = 1970, 9000  # clocks can't show others, and what is said of times to come needs room
ASKED_BY = "_ACUMEN_COMPLETE"  # set by a shell that asks for completions
REHEARSAL = "ACUMEN_REHEARSAL"  # any word: ids and salts repeat themselves, for examples and tests only


def open_here(ledger: str | None, *, must_exist: bool = False, without: tuple[str, ...] = ()) -> Book:
    """The ledger a command is about, at this moment: --ledger, else ACUMEN_LEDGER, else the user's own.

    `without`: sources that the answer leaves out.
    """
    from acumen.desk.book import open_book

    path = find_path(ledger)
    _keep_output_apart(path)
    book = watch(open_book(path, now=read_clock(), must_exist=must_exist, draw=_find_draw(path)))
    if not without:
        return book
    from acumen.desk.state.sources import leaving_out

    return leaving_out(book, without)


def _keep_output_apart(path: str) -> None:
    """Refuse an output that was led into the ledger's own file (`>> ledger.sqlite`)."""
    for stream in (sys.stdout, sys.stderr):
        try:
            is_there = os.path.samestat(os.fstat(stream.fileno()), os.stat(path))  # noqa: PTH116
        except (OSError, ValueError):  # no file, or no stream of the system's
            continue
        if is_there:
            raise UsageError(f"the output goes into the ledger {path!r} itself", hint="lead it into another file")


def find_path(ledger: str | None) -> str:
    """The file of the ledger."""
    own = os.path.join(_data_folder(), FILE_NAME)  # noqa: PTH118 -- pathlib costs 5 ms
    return check_text(ledger or os.environ.get(LEDGER) or own, "the name of the ledger")


def read_clock() -> datetime:
    """Now, with the zone of this machine; ACUMEN_NOW may name another offset, which then holds on all days."""
    from acumen.cli.zone import LocalZone, local_moment

    told = os.environ.get(NOW)
    if not told:
        return datetime.now(LocalZone())
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        raise UsageError(
            f"expected a moment like 2026-11-24T09:00+01:00 in {NOW}, found {told!r}", hint=UNSET
        ) from None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise UsageError(f"expected a year from {FIRST_YEAR} to {LAST_YEAR} in {NOW}, found {told!r}", hint=UNSET)
    return local_moment(moment)


def _find_draw(path: str) -> Callable[[int], bytes]:
    """The system's random bytes; in a rehearsal, bytes that depend on the ledger's name and how often it was written."""
    word = os.environ.get(REHEARSAL)
    if not word:
        from acumen.records import draw_bytes

        return draw_bytes
    import hashlib
    from itertools import count

    try:
        with open(path, "rb") as stream:  # noqa: PTH123 -- pathlib costs 5 ms
            n_writes = stream.read(28)[24:].hex()  # SQLite's own count of commits
    except OSError:
        n_writes = ""
    numbers = count()

    def draw(n_bytes: int) -> bytes:
        seed = f"{word} {os.path.basename(path)} {n_writes} {next(numbers)}"  # noqa: PTH119
        return hashlib.shake_256(seed.encode()).digest(n_bytes)

    return draw


def _data_folder() -> str:
    """Where this system keeps what programs remember of a user."""
    home = os.path.expanduser("~")  # noqa: PTH111 -- pathlib costs 5 ms
    if sys.platform == "win32":
        folder = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")  # noqa: PTH118
    elif sys.platform == "darwin":
        folder = os.path.join(home, "Library", "Application Support")  # noqa: PTH118
    else:
        folder = os.environ.get("XDG_DATA_HOME") or os.path.join(home, ".local", "share")  # noqa: PTH118
    return os.path.join(folder, "acumen")  # noqa: PTH118
