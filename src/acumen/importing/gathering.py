"""Forecasts, or hours said and taken, from any table whose columns are named: every column by the only way it can be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import pairwise
from typing import Any, TypeAlias

import msgspec

from acumen.errors import Problem, UsageError, Where
from acumen.importing.hours_rows import hours_row
from acumen.importing.mapping import Mapping
from acumen.importing.rows import AskedRow, Gathered, HoursRow, KnownRow, SaidRow
from acumen.inputs.forecast_text import LEVELS, Saying, read_saying
from acumen.inputs.matching import fold
from acumen.readings.misread import shorten
from acumen.readings.numbers import read_as as read_number_as
from acumen.records import UNKNOWN_DAY
from acumen.tables.columns import Column
from acumen.tables.table import Table
from acumen.tables.ways import Reader

NO_DAY_NOTE = "No column says when: the day is kept as unknown, and counts as before all others. --on DATE names one."
Columns: TypeAlias = dict[str, Column[Any]]
Cells: TypeAlias = dict[str, Any]  # values of a row, by what its columns hold
EXPECTED = {
    "prob": "a chance", "says": "what `acumen predict` takes", "low": "a number", "median": "a number", "high": "a number",
    "hours": "hours", "taken": "hours above 0", "outcome": "an outcome", "at": "a date", "known": "a date", "by": "a date",
}  # fmt: skip


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """A table with its columns as they are understood, and the rows that can't be taken in, each with why."""

    table: Table
    mapping: Mapping
    columns: Columns
    refused: dict[int, Problem]  # by row

    def cell(self, what: str, row: int) -> Any:  # noqa: ANN401 -- of any kind
        """The value of a row in the column that holds this; None where there is none."""
        column = self.columns.get(what)
        return None if column is None else column.values[row]

    def cells(self) -> Iterator[Cells]:
        """Each row as what its columns hold and the values of its cells."""
        names = tuple(self.columns)
        rows = zip(*(column.values for column in self.columns.values()), strict=True)
        return (dict(zip(names, row, strict=True)) for row in rows)

    def open_columns(self) -> list[Column[Any]]:
        """Those that there is no one way to read."""
        return [column for column in self.columns.values() if not column.is_understood]


def read_columns(table: Table, mapping: Mapping) -> Read:
    """Decide every column that is named; UsageError for one that is not there, or where nothing is said or told."""
    _check(mapping)
    reader = Reader(table, mapping.told())
    columns: Columns = {}
    for what, name in sorted(mapping.columns().items(), key=lambda one: one[0] in {"at", "by"}):
        columns[what] = _read_column(reader, what, name, mapping)
    again = [what for what, column in columns.items() if not column.is_understood]
    for what in again:  # by what the columns after it have shown
        columns[what] = _read_column(reader, what, mapping.columns()[what], mapping)
    ordered = {what: columns[what] for what in mapping.columns()}
    return Read(table=table, mapping=mapping, columns=ordered, refused=_refuse(table, ordered))


def _check(mapping: Mapping) -> None:
    if mapping.is_of_hours:
        if (mapping.hours is None) == (mapping.low is None) or (mapping.low is None) != (mapping.high is None):
            raise UsageError(
                "expected hours said beside hours taken", hint="--hours COLUMN, or --low COLUMN --high COLUMN"
            )
        return
    told = [mapping.prob, mapping.says, mapping.low]
    if sum(one is not None for one in told) != 1 or (mapping.low is None) != (mapping.high is None):
        hint = "--prob COLUMN, --low COLUMN --high COLUMN, or --says COLUMN; --hours COLUMN --taken COLUMN for hours"
        raise UsageError("expected the column of what was said", hint=hint)


def _read_column(reader: Reader, what: str, name: str, mapping: Mapping) -> Column[Any]:
    if what in {"at", "known", "by"}:
        return reader.moments(name, is_end=what != "at")
    if what in {"hours", "taken"} or (mapping.is_of_hours and what in {"low", "high"}):
        return reader.hours(name, unit=mapping.unit, is_unit_needed=True)
    if what == "prob":
        return reader.chances(name)
    if what in {"low", "median", "high"} or (what == "outcome" and mapping.low is not None):
        return reader.numbers(name)
    if what == "outcome" and mapping.says is None:
        return reader.outcomes(name)
    return reader.words(name)


def _refuse(table: Table, columns: Columns) -> dict[int, Problem]:
    """A problem for each row with a cell that can't be read, or without one that has to be there."""
    found = dict(zip(table.wrong, table.row_problems(), strict=True))
    needed = [what for what in ("prob", "says", "low", "high", "hours") if what in columns]
    for what, column in columns.items():
        expected = EXPECTED.get(what, "words")
        if column.way not in {"", "words", "yes or no", "as written"}:
            expected += f" ({column.way})"
        for row in column.refused:
            text = table.columns[column.name][row]
            _put(found, table, row, column, expected, shorten(text))
    for what in needed:
        column = columns[what]
        if column.is_understood:
            for row, value in enumerate(column.values):
                if value is None and row not in found and not _is_blank(columns, needed, row):
                    _put(found, table, row, column, EXPECTED[what], "nothing")
    return dict(sorted(found.items()))


def _put(found: dict[int, Problem], table: Table, row: int, column: Column[Any], expected: str, text: str) -> None:
    """Refuse a row, unless it is already."""
    message = f"expected {expected} in column {column.name!r}, found {text}"
    found.setdefault(row, _problem(table, row, column.name, message))


def _is_blank(columns: Columns, needed: Sequence[str], row: int) -> bool:
    """Whether nothing was said in this row: no mistake, and left out."""
    return all(columns[what].values[row] is None and row not in columns[what].refused for what in needed)


def _problem(table: Table, row: int, name: str, message: str, hint: str = "") -> Problem:
    where: Where = table.place(row, name)
    return Problem(code="cell", where=where, message=message, hint=hint)


class _Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row that could be read."""

    question: str | None
    person: str | None
    at: datetime
    domain: str | None
    saying: Saying
    due_at: datetime | None
    outcome: str | float | None  # as its form has it; "void"
    known_at: datetime | None


def gather(read: Read, *, source: str, on: datetime | None = None) -> tuple[Gathered, Read]:
    """One forecast, or one piece of work, a row. `on`: when all was said, where there is no column `at`."""
    if read.mapping.is_of_hours:
        return _gather_hours(read, source, on)
    rows: list[tuple[int, _Row]] = []
    refused = dict(read.refused)
    for row, cells in enumerate(read.cells()):
        if row in refused:
            continue
        try:
            found = _row(read, cells, on or UNKNOWN_DAY)
        except UsageError as error:
            column = read.columns.get("says") or read.columns.get("outcome") or next(iter(read.columns.values()))
            refused[row] = _problem(read.table, row, column.name, str(error), error.hint)
            continue
        if found is not None:
            rows.append((row, found))
    read = msgspec.structs.replace(read, refused=dict(sorted(refused.items())))
    n_blank = read.table.n_rows - len(rows) - len(refused)
    return _make(read, [found for _, found in rows], source, n_blank, on), read


def _row(read: Read, cells: Cells, on: datetime) -> _Row | None:
    """A row; None where nothing is said in it. UsageError where what is said and what came don't go together."""
    saying = _saying(cells, read.mapping.unit)
    if saying is None:
        return None
    cell = cells.get
    outcome = cell("outcome")
    if saying.form == "yes-no" and outcome in {"right", "wrong"}:
        outcome = _by_side(saying.chance or 0.0, is_right=outcome == "right")
    elif read.mapping.says is not None and isinstance(outcome, str):
        outcome = _outcome_of(saying, outcome, read)
    return _Row(
        question=cell("question"),
        person=cell("person"),
        at=cell("at") or on,
        domain=cell("domain"),
        saying=saying,
        due_at=cell("by"),
        outcome=None if outcome == "open" else outcome,
        known_at=cell("known"),
    )


def _by_side(chance: float, *, is_right: bool) -> str:
    """What happened, from whether the side of the forecast that was likelier came true; UsageError at 50 %."""
    if chance == 0.5:  # noqa: PLR2004
        raise UsageError(
            "expected a chance above or below 50 % where the outcome says whether it was right, found 50 %",
            hint="say what happened instead: yes or no",
        )
    return "yes" if (chance > 0.5) == is_right else "no"  # noqa: PLR2004


def _saying(cells: Cells, unit: str | None) -> Saying | None:
    chance, says, low = cells.get("prob"), cells.get("says"), cells.get("low")
    if chance is not None:
        return Saying(form="yes-no", chance=chance)
    if says is not None:
        return read_saying(says)
    if low is None:
        return None
    values = [low, cells.get("median"), cells.get("high")]
    figures = [value for value in values if value is not None]
    if any(one >= other for one, other in pairwise(figures)):
        raise UsageError(
            f"expected figures that ascend, found {', '.join(f'{value:g}' for value in figures)}",
            hint="the smallest first",
        )
    return Saying(form="number", quantiles=tuple(zip(LEVELS[len(figures)], figures, strict=True)), unit=unit)


def _outcome_of(saying: Saying, text: str, read: Read) -> str | float | None:
    """What a cell says of a question of that form."""
    reader = Reader(read.table, read.mapping.told())
    if saying.form == "yes-no" or fold(text) in {"void", "open", "ambiguous", "annulled", "cancelled"}:
        found = reader._outcome(text)  # noqa: SLF001 -- a cell of a column that holds several forms
        if found in {"right", "wrong"} and read.mapping.is_sided:
            return _by_side(saying.chance or 0.0, is_right=found == "right")
        if found is None or found in {"right", "wrong"}:
            raise UsageError(
                f"expected yes, no or void, found {shorten(text)}", hint="--yes, --no and --void say what words mean"
            )
        return found
    if saying.form == "choice":
        names = [name for name in saying.choices or () if fold(name) == fold(text)]
        if not names:
            raise UsageError(
                f"expected one of {', '.join(saying.choices or ())}, found {shorten(text)}",
                hint="one of the choices that were named",
            )
        return names[0]
    number = read_number_as(text.removesuffix(saying.unit or "\0").strip(), read.mapping.decimal or ".")
    if number is None:
        raise UsageError(f"expected a number, found {shorten(text)}", hint="--decimal says what stands before decimals")
    return float(number)


def _make(read: Read, rows: list[_Row], source: str, n_blank: int, on: datetime | None) -> Gathered:
    # Rows without a question of their own are told apart by their number among equals, whatever the order in the file.
    keyed: list[tuple[str, _Row]] = []
    n_equal: dict[bytes, int] = {}
    for row in sorted(rows, key=msgspec.json.encode):
        if row.question is not None:
            keyed.append((row.question, row))
            continue
        said = msgspec.json.encode((row.person, row.at, row.domain, _figures(row.saying)))
        n_equal[said] = n_equal.get(said, 0) + 1
        keyed.append((f"{said.decode()} {n_equal[said]}", row))
    choices = {key: row.saying.choices for key, row in keyed}
    notes = [*_say_missing(read), *_say_days(read, rows, on)]
    if n_blank:
        notes.append(f"{count(n_blank, 'row')} in which nothing is said left out.")
    return Gathered(
        source=source,
        asked=_ask(keyed),
        said=tuple(_said(key, row, choices[key]) for key, row in keyed),
        known=_know(keyed, choices),
        names_people=read.mapping.person is not None,
        n_rows=read.table.n_rows,
        problems=tuple(read.refused.values()),
        notes=(*read.table.notes, *notes),
    )


def _say_missing(read: Read) -> list[str]:
    """Names that were taken for nothing, by column."""
    return [
        f"Column {column.name!r}: {column.way}" for column in read.columns.values() if "taken as missing" in column.way
    ]


def _say_days(read: Read, rows: Sequence[_Row], on: datetime | None) -> list[str]:
    """A word about rows of which it is not told when they were said."""
    if on is not None:
        return []
    if read.mapping.at is None:
        return [NO_DAY_NOTE]
    n = sum(row.at == UNKNOWN_DAY for row in rows)
    return [f"{count(n, 'row')} without a date: kept as of an unknown day, before all others."] if n else []


def count(n: int, what: str) -> str:
    """`1 row`, `2 rows`."""
    return f"{n:,} {what}{'' if n == 1 else 's'}"


def _figures(saying: Saying) -> Any:  # noqa: ANN401 -- what JSON takes
    return saying.chance if saying.form == "yes-no" else (saying.quantiles or (saying.choices, saying.chances))


def _said(key: str, row: _Row, choices: tuple[str, ...] | None) -> SaidRow:
    saying = row.saying
    chances = saying.chances
    if saying.choices is not None and choices is not None and chances is not None:
        by_name = dict(zip(map(fold, saying.choices), chances, strict=True))
        chances = tuple(by_name.get(fold(name), 0.0) for name in choices)
    return SaidRow(
        key=key, at=row.at, person=row.person, chance=saying.chance, quantiles=saying.quantiles, chances=chances
    )


def _ask(keyed: list[tuple[str, _Row]]) -> dict[str, AskedRow]:
    """The questions; of several domains in its rows a question has the first by alphabet, of several dates the last."""
    domains: dict[str, list[str]] = {}
    ends: dict[str, list[datetime]] = {}
    for key, row in keyed:
        domains.setdefault(key, []).extend([row.domain] if row.domain is not None else [])
        ends.setdefault(key, []).extend([row.due_at] if row.due_at is not None else [])
    firsts = dict(reversed(keyed))
    return {
        key: AskedRow(
            form=firsts[key].saying.form,
            claim=firsts[key].question,
            domain=min(found, default=None),
            due_at=max(ends[key], default=None),
            choices=firsts[key].saying.choices,
            unit=firsts[key].saying.unit,
        )
        for key, found in domains.items()
    }


def _know(keyed: list[tuple[str, _Row]], choices: dict[str, tuple[str, ...] | None]) -> tuple[KnownRow, ...]:
    """One outcome a question and value, known when the first row says so."""
    found: dict[tuple[str, str | float], datetime | None] = {}
    for key, row in keyed:
        if row.outcome is None:
            continue
        told = (key, row.outcome)
        before, at = found.get(told), row.known_at
        found[told] = at if before is None else before if at is None else min(before, at)
    return tuple(_known(key, outcome, at, choices[key]) for (key, outcome), at in found.items())


def _known(key: str, outcome: str | float, at: datetime | None, choices: tuple[str, ...] | None) -> KnownRow:
    if isinstance(outcome, float):
        return KnownRow(key=key, known_at=at, number=outcome)
    if choices is not None and outcome != "void":
        return KnownRow(key=key, known_at=at, choice=[fold(name) for name in choices].index(fold(outcome)))
    return KnownRow(
        key=key, known_at=at, yes=None if outcome == "void" else outcome == "yes", is_void=outcome == "void"
    )


def _is_under_way(read: Read, row: int) -> bool:
    return read.mapping.is_done_when_known and "known" in read.columns and read.cell("known", row) is None


def _gather_hours(read: Read, source: str, on: datetime | None) -> tuple[Gathered, Read]:
    found: list[HoursRow] = []
    n_blank, refused = 0, dict(read.refused)
    for row in range(read.table.n_rows):
        if row in refused:
            continue
        try:
            told = None if _is_under_way(read, row) else hours_row(partial(read.cell, row=row), on)
        except UsageError as error:
            refused[row] = _problem(read.table, row, read.columns["taken"].name, str(error), error.hint)
            continue
        n_blank += told is None
        found += [] if told is None else [told]
    notes = _say_missing(read)
    notes += [f"{count(n_blank, 'row')} without hours said or taken, or not done yet, left out."] if n_blank else []
    if on is None and read.mapping.at is None and read.mapping.known is None:
        notes.append(NO_DAY_NOTE)
    read = msgspec.structs.replace(read, refused=dict(sorted(refused.items())))
    gathered = Gathered(
        source=source,
        asked={},
        said=(),
        known=(),
        hours=tuple(found),
        names_people=read.mapping.person is not None,
        n_rows=read.table.n_rows,
        problems=tuple(read.refused.values()),
        notes=(*read.table.notes, *notes),
    )
    return gathered, read
