"""The tables of a page as a program reads them: CSV and TSV, or a JSON object a row. Values, not how they are said."""

import csv
import io
from collections.abc import Iterator

import msgspec

from acumen.borders.patterns import pattern
from acumen.borders.signs import escape, visible
from acumen.pages.blocks import Facts, Page, Section, Table, Value, filled, value_of, with_under

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what begins one in a spreadsheet
_NO_NAME = pattern(r"[^\w]+")


class ValueTable(msgspec.Struct, frozen=True):
    """One table of a page: names of its columns, rows of values."""

    names: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def sheets(page: Page) -> Iterator[ValueTable]:
    """Every table of a page, and its facts as tables of two columns, in the order of reading."""
    for block in page:
        if isinstance(block, Table):
            table = with_under(block)
            yield ValueTable(
                _names(table),
                tuple(tuple(value_of(cell) for cell in filled(row, len(table.columns))) for row in table.rows),
            )
        elif isinstance(block, Facts):
            yield ValueTable(
                ("what", "value"), tuple((label, value_of(said)) for row in block.rows for label, said in row)
            )
        elif isinstance(block, Section):
            yield from sheets(block.blocks)


def render(page: Page, delimiter: str = ",") -> str:
    """Comma- or tab-separated, with a blank line between two tables; empty where the page has none."""
    parts = []
    for sheet in sheets(page):
        out = io.StringIO()
        writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
        writer.writerow([_safe(name) for name in sheet.names])
        writer.writerows([_safe(value) for value in row] for row in sheet.rows)
        parts.append(out.getvalue())
    return "\n".join(parts)


def render_lines(page: Page) -> str:
    """A JSON object for each row; `table` counts the tables from 1 where there are several."""
    found = list(sheets(page))
    lines = []
    for number, sheet in enumerate(found, 1):
        which = {"table": number} if len(found) > 1 else {}
        lines += [msgspec.json.encode(which | dict(zip(sheet.names, row, strict=True))).decode() for row in sheet.rows]
    return "".join(f"{escape(line)}\n" for line in lines)


def _names(table: Table) -> tuple[str, ...]:
    """One for each column, no two the same."""
    found: list[str] = []
    for at, column in enumerate(table.columns, 1):
        name = (
            column.name or _NO_NAME.sub("_", column.head.lower()).strip("_") or ("name" if at == 1 else f"column_{at}")
        )
        found.append(name if name not in found else f"{name}_{at}")
    return tuple(found)


def _safe(value: Value) -> str | None:
    """Words that no spreadsheet takes for a formula; figures to twelve digits."""
    if value is None:
        return None
    if not isinstance(value, str):
        return f"{value:.12g}"
    shown = visible(value)
    return f"'{shown}" if shown.startswith(FORMULA) else shown
