"""Tables drawn at random in the dialects of programs and countries, with what they say. It shares no code with the reader.

Half are written by openpyxl or by `csv` with another program's dialect, half by hand. What is drawn: encodings, separators,
decimal marks, orders of dates, words for missing, short rows, quotes, scales. `Drawn.rows` is what was meant.
"""

import csv
import io
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

import openpyxl

WORDS = ("rain", "snow", "the run", "Zürich", "déjà vu", "budget", "a reviewer", "shipping", "pilot", "loss")
SLAVIC = ("zażółć", "gęślą", "jaźń", "źródło")
YES_NO = (("yes", "no"), ("1", "0"), ("TRUE", "FALSE"), ("ja", "nein"), ("oui", "non"), ("tak", "nie"))
DATES = {
    "iso": "%Y-%m-%d",
    "dots": "%d.%m.%Y",
    "uk": "%d/%m/%Y",
    "us": "%m/%d/%Y",
    "slashes": "%Y/%m/%d",
    "short": "%d-%b-%y",
    "long": "%b %d, %Y",
}
MISSING = ("", "", "NA", "N/A", "null", "None")


Meant: TypeAlias = tuple[str, float, bool | None, datetime, float | None]


@dataclass
class Drawn:
    """A file and what its rows mean: (claim, chance, outcome, day said, hours or None)."""

    name: str
    data: bytes
    rows: list[Meant] = field(default_factory=list)
    n_broken: int = 0  # rows that can't be read: a quote not closed, too many cells


def draw(seed: int) -> Drawn:
    """The table of a seed."""
    rng = random.Random(seed)
    encoding = rng.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252", "cp1250"))
    words = SLAVIC if encoding == "cp1250" else WORDS if encoding != "cp1252" else WORDS[:5]
    rows = [_row(rng, words, number) for number in range(rng.choice((3, 12, 60)))]
    if seed % 4 == 0:
        return Drawn(f"{seed}.xlsx", _workbook(rng, rows), rows)
    separator = rng.choice((",", ";", "\t"))
    decimal = "," if separator == ";" and rng.random() < 0.7 else rng.choice((".", ".", "."))  # as countries pair them
    table = [["claim", "chance", "outcome", "said at", "estimate"], *_written(rng, rows, decimal)]
    drawn = Drawn(f"{seed}.csv", b"", rows)
    text = _by_csv(rng, table, separator) if seed % 2 else _by_hand(rng, table, separator, drawn)
    if separator == ";" and rng.random() < 0.3:
        text = f"sep={separator}\r\n{text}"
    drawn.data = text.encode(encoding)
    return drawn


def _row(rng: random.Random, words: tuple[str, ...], number: int) -> Meant:
    claim = f"{rng.choice(words)} {rng.choice(words)} {number}"
    if rng.random() < 0.1:
        claim += rng.choice((', or "so"', "; perhaps", "\nwith a second line", " 100 %"))
    day = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=rng.randrange(700))
    outcome = rng.choice((True, False, None))
    hours = (
        None if rng.random() < 0.2 else rng.choice((round(rng.uniform(0.1, 90.0), rng.choice((0, 1, 2, 3))), 1250.5))
    )
    return claim, rng.randrange(1, 100) / 100.0, outcome, day, hours


def _written(rng: random.Random, rows: list[Meant], decimal: str) -> list[list[str]]:
    """Each cell as the dialect has it; one dialect a table."""
    form, scale = DATES[rng.choice(sorted(DATES))], rng.choice(("unit", "percent", "signed"))
    yes, no = rng.choice(YES_NO)
    missing, is_grouped = rng.choice(MISSING), rng.random() < 0.3

    def number(value: float) -> str:
        text = f"{value:,.{len(repr(value).partition('.')[2].rstrip('0'))}f}" if is_grouped else f"{value:g}"
        return text.replace(",", "_").replace(".", decimal).replace("_", "." if decimal == "," else ",")

    def chance(value: float) -> str:
        if scale == "unit":
            return f"{value:.2f}".replace(".", decimal)
        return f"{round(100 * value)}" + (rng.choice(("%", " %")) if scale == "signed" else "")

    return [
        [
            claim,
            chance(said),
            missing if outcome is None else yes if outcome else no,
            day.strftime(form),
            missing if hours is None else number(hours),
        ]
        for claim, said, outcome, day, hours in rows
    ]


def _by_csv(rng: random.Random, table: list[list[str]], separator: str) -> str:
    text = io.StringIO()
    dialect = rng.choice(("excel", "unix", "excel-tab"))  # minimal quotes, all cells in quotes
    csv.writer(text, dialect, delimiter=separator, lineterminator=rng.choice(("\n", "\r\n"))).writerows(table)
    return text.getvalue()


def _quote(cell: str, separator: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(sign in cell for sign in f'{separator}"\n') else cell


def _by_hand(rng: random.Random, table: list[list[str]], separator: str, drawn: Drawn) -> str:
    """Lines put together by hand: only cells that need it are quoted; some rows are short, some broken."""
    lines = []
    for at, cells in enumerate(table):
        quoted = [_quote(cell, separator) for cell in cells]
        if at and not cells[-1] and rng.random() < 0.5:
            quoted = quoted[:-1]
        elif at and rng.random() < 0.02:
            quoted[0] = '"' + quoted[0].strip('"')
            quoted[0] = quoted[0].replace('""', "").replace("\n", " ")
            drawn.n_broken += 1
        elif at and rng.random() < 0.02:
            quoted.append("beyond")
            drawn.n_broken += 1
        lines.append(separator.join(quoted))
    end = rng.choice(("\n", "\r\n"))
    return end.join(lines) + rng.choice(("", end))


def _workbook(rng: random.Random, rows: list[Meant]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["claim", "chance", "outcome", "said at", "estimate"])
    is_percent, yes_no = rng.random() < 0.5, rng.choice(((True, False), ("yes", "no"), (1, 0)))
    for claim, said, outcome, day, hours in rows:
        came = None if outcome is None else yes_no[0] if outcome else yes_no[1]
        sheet.append([claim, said, came, day.replace(tzinfo=None), hours])
        if is_percent:
            sheet.cell(row=sheet.max_row, column=2).number_format = "0%"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
