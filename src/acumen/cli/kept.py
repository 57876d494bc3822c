"""What a command wrote down before it failed to say so: told on standard error, so that nobody writes it twice."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from acumen.desk.book import Book

N_SHOWN = 4
N_SHORT_ID = 8  # as in the log
OF_ITSELF = (
    "advice-given",
    "alarm-rung",
    "baseline-set",
    "act",
)  # acumen writes them: while one only asks, and to tie together what one said

_opened: list[Book] = []


def watch(book: Book) -> Book:
    """Remember a ledger that a command has opened."""
    _opened.append(book)
    return book


def forget() -> None:
    """Begin a command."""
    _opened.clear()


def is_any_kept() -> bool:
    """Whether the command has written down something that its user said."""
    return bool(_said())


def say_kept() -> None:
    """`kept all the same: forecast-made 8e3f0e3c`; nothing where nothing was written, or where nobody can be told."""
    said = _said()
    if not said:
        return
    shown = ", ".join(f"{kind} {id_[:N_SHORT_ID]}" for kind, id_ in said[:N_SHOWN])
    more = f" and {len(said) - N_SHOWN:,} more" if len(said) > N_SHOWN else ""
    with contextlib.suppress(OSError):
        click.echo(f"kept all the same: {shown}{more}", err=True)
        click.echo("hint: don't write it again; `acumen log` shows it, `acumen undo` takes it back", err=True)


def _said() -> list[tuple[str, str]]:
    """Kinds and ids, as they were written."""
    return [(kind, id_) for book in _opened for kind, id_ in book.kept if kind not in OF_ITSELF]
