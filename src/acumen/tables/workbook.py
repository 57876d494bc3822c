"""An Excel workbook (.xlsx) as rows of texts, by openpyxl: what a cell holds, not how it is shown, but for percent."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from acumen.errors import UsageError
from acumen.tables.encoding import MOST_BYTES, MOST_SAID
from acumen.tables.splitting import Row, check_size

ZIP = b"PK\x03\x04"
IS_LOCKED = 1  # of the flags of a file in a zip
MIDNIGHT = time()
MOST_ROWS = 1_048_576  # of Excel
ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"})


def is_workbook(read: bytes, *, source: str) -> bool:
    """Whether these are the bytes of one; UsageError for other files that are packed like it."""
    if not read.startswith(ZIP):
        return False
    try:
        packed = zipfile.ZipFile(io.BytesIO(read)).infolist()
    except zipfile.BadZipFile:
        raise UsageError(f"can't read {source}: it is packed, and damaged", hint="is the file whole?") from None
    names = [one.filename for one in packed]
    if sum(one.file_size for one in packed) > MOST_BYTES:
        raise UsageError(
            f"can't read {source}: more than {MOST_SAID} in it", hint="cut it into parts, or save it as CSV"
        )
    if any(one.flag_bits & IS_LOCKED for one in packed):
        raise UsageError(f"can't read {source}: it has a password", hint="save it without one, or as CSV")
    if "xl/workbook.xml" in names:
        return True
    what = "an OpenDocument file" if "mimetype" in names else "a packed file"
    raise UsageError(f"expected a table in {source}, found {what}", hint="save it as .csv or .xlsx")


def read_workbook(read: bytes, *, source: str, sheet: str | None = None) -> tuple[str, list[str], list[Row]]:
    """The name of the sheet, its head and the rows below it; the first sheet that holds anything unless one is named."""
    try:
        import openpyxl  # noqa: PLC0415 -- an extra, and slow to load
    except ImportError:
        hint = "pip install 'acumen[excel]', or save it as CSV"
        raise UsageError(f"can't read {source}: Excel files need openpyxl, which is not installed", hint=hint) from None
    try:
        return _find_sheet(openpyxl.load_workbook(io.BytesIO(read), read_only=True, data_only=True), source, sheet)
    except UsageError:
        raise
    except Exception:  # noqa: BLE001 -- openpyxl raises whatever comes of a damaged part
        raise UsageError(f"can't read {source}: the workbook is damaged", hint="save it anew, or as CSV") from None


def _find_sheet(book: Any, source: str, sheet: str | None) -> tuple[str, list[str], list[Row]]:  # noqa: ANN401 -- openpyxl has no types
    names = [name for name in book.sheetnames if hasattr(book[name], "iter_rows")]
    if sheet is not None and sheet not in names:
        raise UsageError(f"expected a sheet of {source}, found {sheet!r}", hint=f"its sheets: {', '.join(names)}")
    for name in names if sheet is None else [sheet]:
        rows = _gather_rows(book[name], source)
        if rows:
            return name, *_part(rows, source)
    raise UsageError(f"expected a first line with names of columns in {source}, found none", hint="fill in a sheet")


def _gather_rows(sheet: Any, source: str) -> list[Row]:  # noqa: ANN401 -- openpyxl has no types
    """Rows that hold anything, each up to its last cell that does."""
    rows: list[Row] = []
    n_cells = 0
    for number, cells in _rows(sheet):
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            n_cells += len(cells)
            check_size(0, n_cells, source=source)
            rows.append(Row(line=number, cells=cells))
        if number > MOST_ROWS:
            raise UsageError(f"expected at most {MOST_ROWS:,} rows in {source}, found more", hint="cut it into parts")
    return rows


def _rows(sheet: Any) -> Any:  # noqa: ANN401 -- openpyxl has no types
    sheet.reset_dimensions()  # what a program wrote there may be wrong
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        yield number, [_text(cell) for cell in cells]


def _part(rows: list[Row], source: str) -> tuple[list[str], list[Row]]:
    """The head, below lines of one cell, and the rows as wide as the widest."""
    at = next((at for at, row in enumerate(rows[:8]) if sum(map(bool, row.cells)) > 1), 0)
    n = max(len(row.cells) for row in rows)
    check_size(0, n * len(rows), source=source)
    wide = [Row(line=row.line, cells=row.cells + [""] * (n - len(row.cells))) for row in rows]
    return wide[at].cells, wide[at + 1 :]


def _text(cell: Any) -> str:  # noqa: ANN401 -- as above
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return "" if value in ERRORS else value.strip()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format or ""))
    if isinstance(value, datetime):
        spec = "microseconds" if value.microsecond else "seconds"
        return value.date().isoformat() if value.time() == MIDNIGHT else value.isoformat(sep=" ", timespec=spec)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return str(value)


def _number(value: float, form: str) -> str:
    figure = Decimal(repr(value))
    if "%" in form and '"' not in form:
        return f"{figure.scaleb(2):f}%"
    return f"{figure.normalize():f}" if figure == figure.to_integral_value() else repr(value)
