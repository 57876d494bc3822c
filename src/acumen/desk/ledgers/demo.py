"""A ledger to look around in: a quarter of somebody's invented work, copied into a file of its own."""

from __future__ import annotations

import os
import shlex
from datetime import UTC, datetime, timedelta
from pathlib import Path

from acumen.desk.book import open_book
from acumen.desk.ledgers.merge import take_over
from acumen.errors import UsageError
from acumen.results.ledgers import Demo

QUARTER = Path(__file__).with_name("a-quarter.jsonl")  # written by examples/write_quarter.py
NAME = "demo.sqlite"
AN_HOUR = timedelta(hours=1)
LOOK = (  # what to type, and what it shows
    ("acumen status", "two plans, and what is under way"),
    ("acumen next --plan labelling-tool", "what to do next, and for how long"),
    ("acumen why --plan labelling-tool", "where that comes from"),
    ("acumen due", "forecasts that will soon be known"),
    ("acumen score", "how good such forecasts have been"),
    ("acumen meant 75% --domain experiment", "what such a chance has meant"),
    ("acumen evidence --plan retrieval-paper", "what the evidence says"),
    ("acumen ideas", "ideas, rated blind by two"),
    ("acumen appraise --accept 26% --reliability .54 --outcome rejected", "how little a rejection says"),
    ("acumen log -n 12", "all that was written, the latest last"),
)


def open_demo(folder: str | os.PathLike[str], *, now: datetime, is_windows: bool = False) -> Demo:
    """Make the ledger in a folder, which must not have one of that name yet; no other ledger is touched."""
    path = os.path.join(os.fspath(folder), NAME)  # noqa: PTH118 -- as in open_book
    if os.path.exists(path):  # noqa: PTH110 -- as above
        raise UsageError(f"{path!r} is there already", hint="name another folder")
    with open_book(path, now=now) as book, QUARTER.open("rb") as lines:
        take_over(book, lines, source=QUARTER.name)
        position = book.ledger.head().position
        (last,) = book.ledger.read(after=position - 1)
        then = last.sealed.open_envelope().written_at.astimezone(UTC) + AN_HOUR
    enter, leave = _commands(path, then, is_windows=is_windows)
    return Demo(
        ledger=path, folder=os.fspath(folder), now=then, n_records=position, enter=enter, look=LOOK, leave=leave
    )


def _commands(path: str, now: datetime, *, is_windows: bool) -> tuple[str, str]:
    """What makes a terminal speak to that ledger at that time, and what ends it."""
    moment = now.isoformat(timespec="minutes")
    if is_windows:
        return f'set "ACUMEN_LEDGER={path}" & set "ACUMEN_NOW={moment}"', 'set "ACUMEN_LEDGER=" & set "ACUMEN_NOW="'
    return f"export ACUMEN_LEDGER={shlex.quote(path)} ACUMEN_NOW={moment}", "unset ACUMEN_LEDGER ACUMEN_NOW"
