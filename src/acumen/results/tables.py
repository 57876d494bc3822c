"""What an import takes a table for, before anything is written."""

from collections.abc import Callable
from typing import Literal, TypeAlias

import msgspec

from acumen.results.result import Result


class ColumnTaken(msgspec.Struct, frozen=True, kw_only=True):
    """A column, what it holds, and in which way it is read."""

    name: str
    what: str
    way: str
    n_missing: int
    n_refused: int


class ColumnProblem(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong in a column (None: with whole rows): in how many rows, one of them, and what to do."""

    name: str | None
    n: int  # 0: the whole column can't be read one way
    example: str
    remedy: str


class ColumnQuestion(Result, frozen=True, kw_only=True):
    """In which way a column is to be read, of several that fit. `misread`: what was wrong with the last answer."""

    source: str
    name: str
    what: str
    choices: tuple[str, ...]  # answered by their number, from 1
    misread: str = ""


Ask: TypeAlias = Callable[[ColumnQuestion], str | None]  # puts a question; None: it is left open


class TableLooked(Result, frozen=True, kw_only=True):
    """A table as it is understood; nothing of it has been written. `command` takes it in, "" where it can't be yet."""

    source: str
    n_rows: int
    n_ready: int  # forecasts, or pieces of work, that would be taken in
    n_refused: int
    form: Literal["forecasts", "hours"]
    columns: tuple[ColumnTaken, ...]
    unused: tuple[str, ...]
    samples: tuple[tuple[tuple[str, str], ...], ...]  # rows as (what, value)
    problems: tuple[ColumnProblem, ...]
    command: str
    has_open: bool  # a column may be read in several ways
    encoding: str
    separator: str
    notes: tuple[str, ...]

    @property
    def is_taken(self) -> bool:
        """A look is no import that went wrong."""
        return True
