"""Tables from outside: a CSV or TSV file as named columns, every cell that can't be read reported with its line."""

import codecs
import csv
import difflib
import io
import os
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

import msgspec

from acumen.borders.figures import SIZES, BeyondError, read_figure
from acumen.errors import Problem, UsageError, Where
from acumen.readings.misread import listed

T = TypeVar("T")
MISSING = frozenset({"", "na", "n/a", "nan", "null", "none"})
SECONDS_PER_DAY = 86_400.0
LEAST_UNIX_TIME = 1e7  # seconds, April 1970; as days it would be the year 29,000
DATE_FORMATS = ("%d-%b-%y", "%d-%b-%Y", "%d/%m/%Y %H:%M", "%d/%m/%Y")  # tried after ISO 8601
HINT = "give the path of a CSV file whose first line names its columns"


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Cells as texts by column; `lines[i]` is the line of the file on which row i begins."""

    source: str
    names: tuple[str, ...]
    columns: dict[str, tuple[str, ...]]  # each (n_rows,)
    lines: tuple[int, ...]

    @property
    def n_rows(self) -> int:
        """How many rows, the head not counted."""
        return len(self.lines)

    def texts(self, name: str) -> tuple[str, ...]:
        """A column as it stands, stripped; UsageError naming the columns there are when it is not there."""
        if name in self.columns:
            return self.columns[name]
        near = difflib.get_close_matches(name, self.names, n=1)
        nearest = f"did you mean {near[0]!r}? " if near else ""
        hint = f"{nearest}its columns: {listed(filter(None, self.names))}"
        raise UsageError(f"expected a column of {self.source}, found {name!r}", hint=hint)

    def parse(
        self, name: str, read: Callable[[str], T], *, expected: str
    ) -> tuple[tuple[T | None, ...], tuple[Problem, ...]]:
        """Each cell of a column as `read` reads it; None where it is missing or `read` raises ValueError (a problem)."""
        values: list[T | None] = []
        problems: list[Problem] = []
        at = self.names.index(name) + 1 if name in self.columns else 0
        for text, line in zip(self.texts(name), self.lines, strict=True):
            value: T | None = None
            if text.lower() not in MISSING:
                try:
                    value = read(text)
                except ValueError as error:
                    size = f" of {SIZES}" if isinstance(error, BeyondError) else ""
                    where = Where(source=self.source, line=line, column=at)
                    message = f"expected {expected}{size} in column {name!r}, found {text!r}"
                    problems.append(Problem(code="cell", where=where, message=message))
            values.append(value)
        return tuple(values), tuple(problems)


def read_table(path: str | os.PathLike[str]) -> Table:
    """A CSV or TSV file, in UTF-8 or what spreadsheets write instead; UsageError where it can't be read."""
    name = os.fspath(path)
    try:
        with open(path, "rb") as file:  # noqa: PTH123 -- as in read_plan
            read = file.read()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UsageError(f"can't read {name!r}: {reason}", hint=HINT) from None
    return parse_table(_decode(read), source=name)


def _decode(read: bytes) -> str:
    """UTF-8 and UTF-16 by its mark; else Latin-1, in which digits, dates and signs are the same and any name is a name."""
    if read.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return read.decode("utf-16", errors="replace")
    try:
        return read.decode("utf-8-sig")
    except UnicodeDecodeError:
        return read.decode("latin-1")


def parse_table(text: str, *, source: str) -> Table:
    """The same from a text; rows that are shorter or longer than the head are refused with their line.

    Cells are separated by tabs where the name ends in `.tsv`, else by commas; by semicolons or tabs where the first line has
    those and no comma. Columns without a name are dropped.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text, source), skipinitialspace=True)
    try:
        head = next(reader, None)
        if not head or not any(cell.strip() for cell in head):
            raise UsageError(f"expected a first line with names of columns in {source}, found none", hint=HINT)
        names = tuple(cell.strip() for cell in head)
        doubled = sorted(name for name, n in Counter(names).items() if name and n > 1)
        if doubled:
            raise UsageError(f"expected each column of {source} once, found {doubled[0]!r} twice", hint=HINT)
        rows, lines = _rows(reader, n_columns=len(names), source=source)
    except csv.Error as error:
        raise UsageError(f"can't read {source} as CSV: line {reader.line_num}: {error}", hint=HINT) from None
    cells = zip(*rows, strict=True) if rows else iter([()] * len(names))
    columns = {name: tuple(cell.strip() for cell in column) for name, column in zip(names, cells, strict=True) if name}
    return Table(source=source, names=names, columns=columns, lines=lines)


def _separator(text: str, source: str) -> str:
    """What stands between cells."""
    if source.lower().endswith(".tsv"):
        return "\t"
    head = text.lstrip("\r\n").partition("\n")[0]
    return next((sign for sign in ",;\t" if sign in head), ",")


def _rows(reader: object, *, n_columns: int, source: str) -> tuple[list[list[str]], tuple[int, ...]]:
    """Every row that is not blank, and the line it begins on."""
    rows: list[list[str]] = []
    lines: list[int] = []
    before = reader.line_num  # type: ignore[attr-defined]  # csv's reader has no public type
    for row in reader:  # type: ignore[attr-defined]
        if any(cell.strip() for cell in row):
            if len(row) != n_columns:
                found = f"expected {n_columns} cells as in its head, found {len(row)}"
                raise UsageError(f"{source}:{before + 1}: {found}", hint="quote cells that contain the separator")
            rows.append(row)
            lines.append(before + 1)
        before = reader.line_num  # type: ignore[attr-defined]
    return rows, tuple(lines)


def read_number(text: str) -> float:
    """A finite number of a size that can be computed with; ValueError otherwise."""
    return read_figure(text)


def read_chance(text: str, *, is_percent: bool = False) -> float:
    """A chance from 0 to 1, or from 0 to 100 where the column is in percent; a `%` says so itself. ValueError otherwise."""
    value = float(text.removesuffix("%")) / (100.0 if is_percent or text.endswith("%") else 1.0)
    if not 0.0 <= value <= 1.0:
        raise ValueError(text)
    return value


YES = frozenset({"1", "1.0", "yes", "true", "right", "correct", "succeeded", "y", "t"})
NO = frozenset({"0", "0.0", "no", "false", "wrong", "incorrect", "failed", "n", "f"})


def read_outcome(text: str) -> bool:
    """1/0, yes/no, true/false, right/wrong; ValueError otherwise."""
    word = text.lower()
    if word in YES or word in NO:
        return word in YES
    raise ValueError(text)


def read_day(text: str) -> float:
    """A date or a moment as days since 1970 (UTC where it says no zone): ISO 8601, `02-Nov-04` or `31/12/2004`.

    A plain number of less than eight digits counts days, a larger one seconds (Unix time); `20240531` is a date.
    """
    moment = None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        for form in DATE_FORMATS:
            try:
                moment = datetime.strptime(text, form)  # noqa: DTZ007 -- the zone is set below
                break
            except ValueError:
                continue
    if moment is None:
        number = read_number(text)
        return number if abs(number) < LEAST_UNIX_TIME else number / SECONDS_PER_DAY
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.timestamp() / SECONDS_PER_DAY


def keep_rows(*columns: Sequence[object]) -> list[int]:
    """The numbers of the rows in which no column is None."""
    return [
        number for number, cells in enumerate(zip(*columns, strict=True)) if all(cell is not None for cell in cells)
    ]
