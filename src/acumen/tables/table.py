"""Tables from outside: a CSV file or an Excel sheet as named columns of texts, with the rows that can't be trusted."""

import os
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from acumen.borders.files import say_unread
from acumen.borders.near import did_you_mean
from acumen.borders.patterns import pattern
from acumen.borders.signs import fold
from acumen.errors import Problem, UsageError, Where
from acumen.readings.misread import listed
from acumen.tables.encoding import MOST_BYTES, MOST_SAID, decode, unfold
from acumen.tables.splitting import Row, split
from acumen.tables.workbook import is_workbook, read_workbook

T = TypeVar("T")
MISSING = frozenset({"", "na", "n/a", "nan", "null", "none", "#n/a", "-", "--", "–", "—"})
HINT = "give the path of a CSV file whose first line names its columns"
PAIRED = "\\\\"
QUOTE_HINT = "quote cells that contain the separator, and double the quotes inside"
_OTHER = pattern(r"\s*(?:<|\{\\rtf|\{(?!,)|\[\s*[\[{])")  # how a page, RTF and JSON begin
ENCODING_HINT = "write that line anew, or say what the file is in: --encoding"


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """How a file is written, where somebody says so."""

    separator: str | None = None
    encoding: str | None = None
    sheet: str | None = None


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Cells as texts by column; `lines[i]` is the line of the file on which row i begins."""

    source: str
    names: tuple[str, ...]
    columns: dict[str, tuple[str, ...]]  # each (n_rows,)
    lines: tuple[int, ...]
    repeated: tuple[str, ...] = ()  # names that several columns have
    wrong: dict[int, str] = {}  # rows that can't be trusted, and why
    notes: tuple[str, ...] = ()  # how it was read
    separator: str = ","
    encoding: str = "utf-8"

    @property
    def n_rows(self) -> int:
        """How many rows, the head not counted."""
        return len(self.lines)

    def find(self, name: str) -> str:
        """The column of that name, however it is spelt; UsageError naming the columns there are when it is not there."""
        if name in self.columns:
            return name
        alike = [one for one in self.columns if fold(one) == fold(name)]
        if len(alike) == 1:
            return alike[0]
        if name in self.repeated:
            same = [one for one in self.columns if one.startswith(f"{name} (")]
            message = f"expected each column of {self.source} once, found {name!r} {len(same)} times"
            raise UsageError(message, hint=f"name one: {listed(same)}")
        nearest = did_you_mean(name, self.columns, mark="'")
        hint = f"{nearest} its columns: {listed(self.columns)}".lstrip()
        raise UsageError(f"expected a column of {self.source}, found {name!r}", hint=hint)

    def texts(self, name: str) -> tuple[str, ...]:
        """A column as it stands, stripped; UsageError naming the columns there are when it is not there."""
        return self.columns[self.find(name)]

    def place(self, row: int, name: str | None = None) -> Where:
        """Where a cell stands in the file."""
        return Where(source=self.source, line=self.lines[row], column=self._number(name))

    def _number(self, name: str | None) -> int:
        return 1 if name is None else 1 + list(self.names).index(self.find(name))

    def row_problems(self) -> tuple[Problem, ...]:
        """A problem for each row that can't be trusted."""
        return tuple(
            Problem(
                code="row", where=self.place(row), message=why, hint=ENCODING_HINT if "UTF-8" in why else QUOTE_HINT
            )
            for row, why in self.wrong.items()
        )

    def parse(
        self, name: str, read: Callable[[str], T], *, expected: str
    ) -> tuple[tuple[T | None, ...], tuple[Problem, ...]]:
        """Each cell of a column as `read` reads it; None where it is missing or `read` raises ValueError (a problem)."""
        values: list[T | None] = []
        wrong: list[int] = []
        for row, text in enumerate(self.texts(name)):
            value: T | None = None
            if row not in self.wrong and text.lower() not in MISSING:
                try:
                    value = read(text)
                except ValueError:
                    wrong.append(row)
            values.append(value)
        return tuple(values), self.problems_of(name, wrong, expected)

    def problems_of(self, name: str, rows: Sequence[int], expected: str) -> tuple[Problem, ...]:
        """A problem for each of these rows, whose cell in that column can't be read."""
        name = self.find(name)
        cells = self.columns[name]
        message = f"expected {expected} in column {name!r}, found "
        return tuple(
            Problem(code="cell", where=self.place(row, name), message=f"{message}{cells[row]!r}") for row in rows
        )


def read_table(path: str | os.PathLike[str], form: Form | None = None) -> Table:
    """A CSV or TSV file (plain or gzip), or an Excel sheet; UsageError where it can't be read."""
    name = os.fspath(path)
    read = unfold(read_bytes(name), source=name)
    form = form or Form()
    if is_workbook(read, source=name):
        sheet, head, rows = read_workbook(read, source=name, sheet=form.sheet)
        return _make(name, head, rows, notes=(f"Read from the sheet {sheet!r}.",), separator="", encoding="xlsx")
    return parse_bytes(read, source=name, form=form)


def read_bytes(name: str) -> bytes:
    """A whole file, or what comes through a pipe; UsageError where it can't be read."""
    try:
        with open(name, "rb", opener=_open_at_once) as file:
            read = file.read(MOST_BYTES + 1)
    except IsADirectoryError:
        raise UsageError(f"expected a file, found the folder {name!r}", hint=HINT) from None
    except (OSError, ValueError) as error:
        raise say_unread(name, error, hint=HINT) from None
    if len(read) > MOST_BYTES:
        raise UsageError(f"can't read {name!r}: it is larger than {MOST_SAID}", hint="cut it into parts")
    return read


def _open_at_once(name: str, flags: int) -> int:
    """A pipe that nobody writes into is empty: without this, opening it waits for ever."""
    file = os.open(name, flags | getattr(os, "O_NONBLOCK", 0))
    if hasattr(os, "O_NONBLOCK"):
        os.set_blocking(file, True)
    return file


def parse_bytes(read: bytes, *, source: str, form: Form | None = None) -> Table:
    """The same from bytes."""
    form = form or Form()
    decoded = decode(read, source=source, encoding=form.encoding)
    found = parse_table(decoded.text, source=source, separator=form.separator)
    ends = (*found.lines[1:], 1 << 60)
    bad = {
        row: f"expected UTF-8, found byte {byte:02x} on line {line}"
        for line, byte in decoded.bad_lines.items()
        for row, (begin, end) in enumerate(zip(found.lines, ends, strict=True))
        if begin <= line < end
    }
    return msgspec.structs.replace(found, wrong={**found.wrong, **bad}, encoding=decoded.encoding)


def parse_table(text: str, *, source: str, separator: str | None = None) -> Table:
    """The same from a text. Columns without a name and without cells are dropped."""
    if other := _OTHER.match(text):
        what = "a page" if other[0].endswith("<") else "a text with its looks (RTF)" if "rtf" in other[0] else "JSON"
        raise UsageError(f"expected a table in {source}, found {what}", hint=HINT)
    found = split(text, source=source, separator=separator)
    notes = []
    if found.n_titles:
        notes.append(
            f"{found.n_titles} line{'s' if found.n_titles > 1 else ''} above the names of columns passed over."
        )
    if found.n_short:
        rows = "1 row has" if found.n_short == 1 else f"{found.n_short:,} rows have"
        notes.append(f"{rows} fewer cells than the head: the last are taken as empty.")
    if PAIRED in text and not any(row.is_escaped for row in found.rows) and "\\" not in text.replace(PAIRED, ""):
        notes.append("All backslashes come in pairs: kept as written.")
    return _make(source, found.head, found.rows, notes=tuple(notes), separator=found.separator, encoding="utf-8")


def _make(
    source: str, head: Sequence[str], rows: Sequence[Row], *, notes: tuple[str, ...], separator: str, encoding: str
) -> Table:
    """Columns of rows that are all as long as the head."""
    told = [" ".join(cell.split()) for cell in head]
    counts = Counter(name for name in told if name)
    repeated = tuple(name for name, n in counts.items() if n > 1)
    seen: Counter[str] = Counter()
    names: list[str] = []
    for number, name in enumerate(told, start=1):
        seen[name] += 1
        names.append(f"{name} ({seen[name]})" if name in repeated else name or f"column {number}")
    cells = zip(*(row.cells for row in rows), strict=True) if rows else iter([()] * len(names))
    columns = {
        name: tuple(map(str.strip, column))
        for name, column, given in zip(names, cells, told, strict=True)
        if given or any(map(str.strip, column))
    }
    wrong = {at: row.wrong for at, row in enumerate(rows) if row.wrong}
    return Table(
        source=source,
        names=tuple(names),
        columns=columns,
        lines=tuple(row.line for row in rows),
        repeated=repeated,
        wrong=wrong,
        notes=notes,
        separator=separator,
        encoding=encoding,
    )


def keep_rows(*columns: Sequence[object]) -> list[int]:
    """The numbers of the rows in which no column is None."""
    return [
        number for number, cells in enumerate(zip(*columns, strict=True)) if all(cell is not None for cell in cells)
    ]
