"""The one place where rows of a file become values: each column has the type that was written, or the file is damaged.

SQLite holds to its column types while it writes; a byte changed in the file itself can make a text of a blob, or nothing of it.
"""

import sqlite3
from collections.abc import Iterable
from typing import Any, TypeAlias

Row: TypeAlias = tuple[Any, ...]
Allowed: TypeAlias = frozenset[type]
Shape: TypeAlias = tuple[Allowed, ...]

NUMBER: Allowed = frozenset({int})
TEXT: Allowed = frozenset({str})
BLOB: Allowed = frozenset({bytes})
MAYBE_BLOB: Allowed = frozenset({bytes, type(None)})
MAYBE_TEXT: Allowed = frozenset({str, type(None)})
PARTS = (MAYBE_BLOB,) * 4  # salt and body of figures and words
RECORD: Shape = (NUMBER, BLOB, BLOB, *PARTS)  # position, hash, envelope and parts


class MisreadRow(sqlite3.DatabaseError):
    """A row that can't have been written so; `position` is that of the record, 0 where there is no telling."""

    def __init__(self, message: str, *, position: int = 0) -> None:
        """Keep the position beside the message."""
        super().__init__(message)
        self.position = position


class Garbled(bytes):
    """A text of a file that is none: of a type that no column has."""


def read_text(raw: bytes) -> str | Garbled:
    """A text as SQLite hands it over; what is no UTF-8 is left to `take`, which knows where it stands."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return Garbled(raw)


def take(rows: Iterable[Row], shape: Shape, what: str = "a record") -> list[Row]:
    """The rows as they are, if all columns are of their types; Misread where one is not.

    `what` they are; rows of records that begin with a number begin with their position.
    """
    taken = list(rows)
    columns = zip(*taken, strict=True)  # types are compared by columns: five times faster than row by row
    if all(allowed.issuperset(map(type, column)) for column, allowed in zip(columns, shape, strict=False)):
        return taken
    row = next(
        row for row in taken if not all(type(value) in allowed for value, allowed in zip(row, shape, strict=True))
    )
    position = row[0] if shape[0] is NUMBER and type(row[0]) is int else 0
    name = f"record {position}" if position else what
    raise MisreadRow(f"{name} is not as it was written: a column is of another type", position=position)
