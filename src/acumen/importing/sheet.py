"""What cells of services' tables mean, whose form is known: moments, outcomes, lists; ValueError where they mean nothing."""

import ast
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time
from typing import Literal, TypeAlias, TypeVar

from acumen.borders.figures import read_figure
from acumen.borders.signs import fold
from acumen.errors import Problem, Where
from acumen.readings import chances, moments, outcomes
from acumen.tables.table import Table

T = TypeVar("T")
Known: TypeAlias = Literal["yes", "no", "void"]
SIDES: dict[outcomes.Outcome, Known] = {
    "yes": "yes",
    "no": "no",
    "void": "void",
    "right": "yes",
    "wrong": "no",
}  # of services where what is judged is the claim
MOMENT = "a date or a moment"


def read_moment(text: str) -> datetime:
    """A moment; a date alone is its first second. UTC where no zone is told."""
    found = moments.readings(text)
    if len(found) != 1:
        raise ValueError(text)
    at = found[0] if isinstance(found[0], datetime) else datetime.combine(found[0], time())
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def read_known(text: str) -> Known:
    """Yes, no or void, in many words."""
    found = outcomes.read_as(text)
    if found is None:
        raise ValueError(text)
    return SIDES[found]


def read_number(text: str) -> float:
    """A finite number of a size that can be computed with."""
    return read_figure(text)


def read_chance(text: str, *, is_percent: bool = False) -> float:
    """A chance from 0 to 1, or from 0 to 100 where the column is in percent; a `%` says so itself."""
    found = chances.read_as(text, ".", 100 if is_percent else 1)
    if found is None or fold(text) == "":
        raise ValueError(text)
    return found


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
        self.problems: list[Problem] = list(table.row_problems())
        self.bad_rows: set[int] = set()

    def read(self, name: str | None, read: Callable[[str], T], *, expected: str) -> Sequence[T | None]:
        """A column as `read` reads it, None for what is missing; None everywhere where no column is named."""
        if name is None:
            return [None] * self.table.n_rows
        values, problems = self.table.parse(name, read, expected=expected)
        rows = {line: row for row, line in enumerate(self.table.lines)}
        self.bad_rows.update(self.table.wrong)
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
