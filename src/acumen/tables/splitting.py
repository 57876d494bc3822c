"""From a text to rows of cells: what separates them, what quotes mean, which rows can't be trusted.

A row is *wrong* where a quote is opened and never closed, where it has more cells than the head, or where a byte of it is no
letter: it is kept with what was read of it, and refused by whoever reads columns. Fewer cells than the head are taken as empty.
Quotes inside a cell are doubled, or stand behind a backslash where a row can only be read so (pandas with `escapechar`); then
backslashes mean the same in the rows beside it.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence

import msgspec

from acumen.borders.patterns import pattern
from acumen.errors import UsageError

NO_SEPARATORS = '"\r\n\\'
SEPARATORS = (",", ";", "\t", "|")
N_LOOKED_AT = 200  # rows, to tell what separates cells
MOST_ROWS = 0.5  # that a separator parts into as many cells as the head
ESCAPED = '\\"'
N_TITLES = 8  # lines that may stand above the head
_SEP_LINE = pattern(r'\s*"?sep=(.)"?\s*', re.IGNORECASE)
_BACKSLASH = pattern(r"\\(.)", re.DOTALL)
_FIGURE = pattern(r"[-+]?[0-9.,]+ ?%?")
HINT = "give a CSV file whose first line names its columns"
MOST_IN_CELL = 1 << 24
N_SHOWN = 80  # letters of a line that is too long
MOST_COLUMNS = 16_384  # as in Excel
MOST_CELLS = 20_000_000


class Row(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Cells, and the line on which they begin."""

    line: int
    cells: list[str]
    wrong: str = ""  # why the row can't be trusted
    is_escaped: bool = False  # quotes in it stand behind a backslash


class Split(msgspec.Struct, frozen=True, kw_only=True):
    """The head, the rows below it, and how they were told apart."""

    head: list[str]
    rows: list[Row]
    separator: str
    n_titles: int = 0  # lines above the head that were passed over
    n_short: int = 0


def split(text: str, *, source: str, separator: str | None = None) -> Split:
    """Rows of a text; UsageError where it has no head."""
    csv.field_size_limit(MOST_IN_CELL)
    check_size(0, text.count("\n"), source=source)
    lines = list(io.StringIO(text, newline=""))
    first = 0
    if lines and (told := _SEP_LINE.fullmatch(lines[0].rstrip("\r\n"))):
        first, separator = 1, separator or told[1]
    if lines[first:] and lines[first].strip() and not lines[first].strip(" \t\r\n,;|"):
        raise UsageError(f"expected a first line with names of columns in {source}, found none", hint=HINT)
    if separator is not None and (len(separator) != 1 or separator in NO_SEPARATORS):
        raise UsageError(f"expected one sign that separates cells, found {separator!r}", hint="--separator ';', or tab")
    sign = separator or _find_separator(lines[first : first + N_LOOKED_AT], source)
    rows: list[Row] = []
    n_cells = 0
    for row in _read_rows(lines, first, sign):
        rows.append(row)
        n_cells += len(row.cells)
        if n_cells > MOST_CELLS:
            check_size(0, n_cells, source=source)
    if ESCAPED in text:
        rows = _unescape(rows, lines, sign)
    n_titles = _count_titles(rows)
    if not rows or n_titles == len(rows) or not any(cell.strip() for cell in rows[n_titles].cells):
        raise UsageError(f"expected a first line with names of columns in {source}, found none", hint=HINT)
    head, below = rows[n_titles], rows[n_titles + 1 :]
    check_size(len(head.cells), len(head.cells) * len(below), source=source)
    if head.wrong:
        raise UsageError(f"{source}:{head.line}: {head.wrong}", hint=HINT)
    return _align(head.cells, below, sign, n_titles)


def check_size(n_columns: int, n_cells: int, *, source: str) -> None:
    """UsageError for a table that no memory is meant for."""
    if n_columns > MOST_COLUMNS:
        found = f"expected at most {MOST_COLUMNS:,} columns in {source}, found {n_columns:,}"
        raise UsageError(found, hint="is it one row a forecast? leave out the columns that are not needed")
    if n_cells > MOST_CELLS:
        raise UsageError(
            f"expected at most {MOST_CELLS:,} cells in {source}, found more",
            hint="leave out columns that are not needed, or cut it into parts",
        )


def _align(head: list[str], below: Sequence[Row], sign: str, n_titles: int) -> Split:
    """Every row as long as the head."""
    n, n_short = len(head), 0
    rows: list[Row] = []
    for row in below:
        cells = row.cells
        if len(cells) == n:
            rows.append(row)
        elif len(cells) < n:
            n_short += 1
            rows.append(Row(line=row.line, cells=cells + [""] * (n - len(cells)), wrong=row.wrong))
        else:
            beyond = any(cell.strip() for cell in cells[n:])
            wrong = f"expected {n} cells as in its head, found {len(cells)}" if beyond else ""
            rows.append(Row(line=row.line, cells=cells[:n], wrong=row.wrong or wrong))
    return Split(head=head, rows=rows, separator=sign, n_titles=n_titles, n_short=n_short)


def _find_separator(lines: Sequence[str], source: str) -> str:
    """The sign by which most rows have as many cells as the head, and more than one; of equals that with most cells."""
    if source.lower().removesuffix(".gz").endswith((".tsv", ".tab")):
        return "\t"
    best, found = (False, 0.0, 0, 0), ","
    for sign in SEPARATORS:
        counts = [len(row.cells) for row in _read_rows(lines, 0, sign)]
        n_above = _count_leading_ones(counts)
        counts = counts[n_above:]
        if len(counts) > (n_above > 0) and counts[0] > 1:
            share = sum(count == counts[0] for count in counts) / len(counts)
            rank = (n_above == 0 and share >= MOST_ROWS, share, -n_above, counts[0])
            if rank > best:
                best, found = rank, sign
    return found


def _count_leading_ones(counts: Sequence[int]) -> int:
    return next((at for at, count in enumerate(counts[:N_TITLES]) if count > 1), 0)


def _count_titles(rows: Sequence[Row]) -> int:
    """Rows with their first cell alone above the first with several, if that holds names rather than figures."""
    for at, row in enumerate(rows[:N_TITLES]):
        told = [cell.strip() for cell in row.cells if cell.strip()]
        if len(told) > 1:
            return 0 if any(map(_FIGURE.fullmatch, told)) else at
        if not told or not row.cells[0].strip():
            return 0
    return 0


def _read_rows(lines: Sequence[str], first: int, sign: str) -> Iterator[Row]:
    """Every row that is not blank. Where quotes go wrong their line is a row of its own, and reading goes on below it."""
    at = first
    while at < len(lines):
        left = map(lines.__getitem__, range(at, len(lines)))
        reader = csv.reader(left, delimiter=sign, skipinitialspace=sign != "\t", strict=True)
        begin = at
        try:
            for cells in reader:
                end = at + reader.line_num
                if end - begin > 1 and _is_swallowed(lines[begin:end], len(cells), sign):
                    break
                if (cells and cells[0] and not cells[0].isspace()) or any(map(str.strip, cells)):
                    yield Row(line=begin + 1, cells=cells)
                begin = end
            else:
                return
        except csv.Error:
            pass
        yield _read_alone(lines[begin], begin + 1, sign)
        at = begin + 1


def _is_swallowed(lines: Sequence[str], n_cells: int, sign: str) -> bool:
    """Whether a quote that is closed lines below has rows of the table inside it: lines that are whole rows themselves."""
    inside = [line for line in lines[1:] if line.count('"') % 2 == 0]
    return n_cells > 1 and any(len(next(csv.reader([line], delimiter=sign), [])) >= n_cells for line in inside)


def _read_alone(line: str, number: int, sign: str) -> Row:
    """A line whose quotes are not as they should be, read for itself: leniently where they go in pairs."""
    if len(line) > MOST_IN_CELL:
        return Row(line=number, cells=[line[:N_SHOWN]], wrong=f"expected at most {MOST_IN_CELL:,} letters in a cell")
    if ESCAPED in line and (escaped := _read_escaped(line, sign)) is not None:
        return Row(line=number, cells=escaped, is_escaped=True)
    if line.count('"') % 2 == 0 and ESCAPED not in line:
        cells = next(csv.reader([line], delimiter=sign, skipinitialspace=sign != "\t"), [])
        return Row(line=number, cells=cells)
    plain = next(csv.reader([line.rstrip("\r\n")], delimiter=sign, quoting=csv.QUOTE_NONE), [])
    return Row(line=number, cells=plain, wrong="a quote is opened here and never closed")


def _read_escaped(line: str, sign: str) -> list[str] | None:
    """The cells of a line in which a backslash stands before what is no sign of the table; None where quotes are left open."""
    meant = _BACKSLASH.sub(lambda found: found[0] if found[1] in {'"', "\\", sign} else f"\\{found[0]}", line)
    if _BACKSLASH.sub("", meant).count('"') % 2:
        return None
    reader = csv.reader([meant], delimiter=sign, escapechar="\\", skipinitialspace=sign != "\t")
    return next(reader, [])


def _unescape(rows: list[Row], lines: Sequence[str], sign: str) -> list[Row]:
    """The rows anew, those on one line with a backslash, where one of them shows that quotes stand behind backslashes."""
    ends = [*(row.line for row in rows[1:]), len(lines) + 1]
    alone = [end - row.line == 1 and not row.wrong for row, end in zip(rows, ends, strict=True)]
    shown = any(row.is_escaped for row in rows) or any(
        is_alone and '\\""' not in lines[row.line - 1] and any(ESCAPED in cell for cell in row.cells)
        for row, is_alone in zip(rows, alone, strict=True)
    )
    if not shown:
        return rows
    found: list[Row] = []
    for row, is_alone in zip(rows, alone, strict=True):
        is_open = is_alone and not row.is_escaped and any("\\" in cell for cell in row.cells)
        cells = _read_escaped(lines[row.line - 1], sign) if is_open else None
        found.append(row if cells is None else Row(line=row.line, cells=cells, is_escaped=True))
    return found
