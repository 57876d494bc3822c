"""What cells of tables mean: moments, outcomes, lists; ValueError where they mean nothing."""

import ast
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time
from typing import Literal, TypeAlias, TypeVar

from acumen.desk.table import SECONDS_PER_DAY, Table, read_day, read_outcome
from acumen.errors import Problem, Where

T = TypeVar("T")
Known: TypeAlias = Literal["yes", "no", "void"]
VOID = frozenset({"void", "ambiguous", "annulled", "cancelled", "canceled", "withdrawn"})
END_OF_DAY = time(23, 59, 59)
DAY_ALONE = re.compile(r"[^:]*")  # no time of day is told
LOOSE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})[ T](\d{1,2}):(\d{1,2}):(\d{1,2})")  # 2023-08-05 9:3:5
MOMENT = "a date or a moment"


def read_moment(text: str) -> datetime:
    """A moment; a date alone is its first second. UTC where no zone is told."""
    if found := LOOSE.fullmatch(text):
        year, month, day, hour, minute, second = map(int, found.groups())
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    seconds = round(read_day(text) * SECONDS_PER_DAY, 3)
    try:
        return datetime.fromtimestamp(seconds, tz=UTC)
    except (OverflowError, OSError):
        raise ValueError(text) from None


def read_moment_known(text: str) -> datetime:
    """The same, but a date alone is its last second: nobody knew before."""
    moment = read_moment(text)
    return datetime.combine(moment.date(), END_OF_DAY, tzinfo=UTC) if DAY_ALONE.fullmatch(text) else moment


def read_known(text: str) -> Known:
    """Yes, no or void, in many words."""
    if text.lower() in VOID:
        return "void"
    return "yes" if read_outcome(text) else "no"


def read_list(text: str) -> list[object]:
    """A list as Python writes it."""
    try:
        found = ast.literal_eval(text)
    except (SyntaxError, MemoryError, RecursionError, TypeError):
        raise ValueError(text) from None
    if not isinstance(found, list):
        raise ValueError(text)  # noqa: TRY004 -- a cell that can't be read, like any other
    return found


class Sheet:
    """A table being read: problems gather beside what could be read, and the rows they stand in are left out."""

    def __init__(self, table: Table) -> None:
        """Begin with no problems."""
        self.table = table
        self.problems: list[Problem] = []
        self.bad_rows: set[int] = set()

    def read(self, name: str | None, read: Callable[[str], T], *, expected: str) -> Sequence[T | None]:
        """A column as `read` reads it, None for what is missing; None everywhere where no column is named."""
        if name is None:
            return [None] * self.table.n_rows
        values, problems = self.table.parse(name, read, expected=expected)
        rows = {line: row for row, line in enumerate(self.table.lines)}
        self.bad_rows.update(rows[problem.where.line] for problem in problems)
        self.problems += problems
        return values

    def find(self, *names: str) -> str | None:
        """The first of these columns that is there."""
        return next((name for name in names if name in self.table.columns), None)

    def refuse(self, row: int, message: str, *, name: str | None = None, hint: str = "") -> None:
        """Leave a row out, and say why."""
        column = self.table.names.index(name) + 1 if name in self.table.names else 1
        where = Where(source=self.table.source, line=self.table.lines[row], column=column)
        self.problems.append(Problem(code="row", where=where, message=message, hint=hint))
        self.bad_rows.add(row)


def read_words(text: str) -> str:
    """Words without needless spaces."""
    return " ".join(text.split())
