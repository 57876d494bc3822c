"""What a table is taken for, before anything of it is written down."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import islice

from acumen.errors import Problem
from acumen.importing.gathering import Read
from acumen.importing.mapping import Mapping
from acumen.importing.rows import Gathered
from acumen.records import Interval
from acumen.results.tables import ColumnProblem, ColumnTaken, TableLooked
from acumen.tables.columns import say_value
from acumen.tables.table import Table

N_SAMPLES = 3
N_WORDS = 60
CALLED = {
    "question": "question",
    "prob": "chance",
    "says": "what was said",
    "low": "low (5 %)",
    "median": "median",
    "high": "high (95 %)",
    "hours": "hours said",
    "taken": "hours taken",
    "outcome": "outcome",
    "person": "who",
    "at": "said at",
    "known": "known at",
    "by": "due by",
    "domain": "domain",
}
REMEDIES = {
    "outcome": "--yes WORDS --no WORDS --void WORDS say what words mean",
}
MEND_HINT = "mend these cells, or leave the rows out: --skip-bad"


def show(read: Read, gathered: Gathered | None, unused: Sequence[str]) -> TableLooked:
    """A table as it is understood; `gathered` None where a column is not."""
    table, mapping = read.table, read.mapping
    taken = tuple(
        ColumnTaken(
            name=column.name,
            what=CALLED[what],
            way=column.way,
            n_missing=column.n_missing,
            n_refused=len(column.refused),
        )
        for what, column in read.columns.items()
    )
    n_ready = 0 if gathered is None else len(gathered.said) + len(gathered.hours)
    problems = group(read)
    return TableLooked(
        source=table.source,
        n_rows=table.n_rows,
        n_ready=n_ready,
        n_refused=len(read.refused),
        form="hours" if mapping.is_of_hours else "forecasts",
        columns=taken,
        unused=tuple(unused),
        samples=_sample(read) if gathered is not None else (),
        problems=problems,
        command=_command(read, table) if gathered is not None else "",
        has_open=any(not column.is_understood for column in read.columns.values()),
        encoding=table.encoding,
        separator=table.separator,
        notes=table.notes if gathered is None else gathered.notes,
    )


def _command(read: Read, table: Table) -> str:
    """What takes it in: the mapping as it was understood; "" where there is nothing to take in."""
    if len(read.refused) == table.n_rows:
        return ""
    command = read.mapping.command(table.source)
    return f"{command} --skip-bad" if read.refused else command


def group(read: Read) -> tuple[ColumnProblem, ...]:
    """Problems by column, each with how many, one example and one remedy."""
    found = [
        ColumnProblem(name=column.name, n=0, example=column.problem, remedy=column.hint)
        for column in read.columns.values()
        if not column.is_understood
    ]
    called = {column.name: what for what, column in read.columns.items()}
    by_column: defaultdict[str | None, list[Problem]] = defaultdict(list)
    names = list(read.table.names)
    for problem in read.refused.values():
        by_column[None if problem.code == "row" else names[problem.where.column - 1]].append(problem)
    for name, problems in by_column.items():
        first = problems[0]
        example = f"line {first.where.line}: {first.message}"
        remedy = first.hint or REMEDIES.get(called.get(name or "", ""), MEND_HINT)
        found.append(ColumnProblem(name=name, n=len(problems), example=example, remedy=remedy))
    return tuple(found)


def _sample(read: Read) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Three rows as understood, from the beginning of those that will be taken in."""
    said = [what for what in ("prob", "says", "low", "hours", "taken") if what in read.columns]
    ready = (row for row in range(read.table.n_rows) if row not in read.refused)
    rows = list(islice((row for row in ready if all(read.cell(what, row) is not None for what in said)), N_SAMPLES))
    return tuple(
        tuple((CALLED[what], _say(what, read.cell(what, row), read.mapping)) for what in read.columns) for row in rows
    )


def _say(what: str, value: object, mapping: Mapping) -> str:
    if value is None:
        return "-"
    if what == "prob" and isinstance(value, float):
        return f"{100.0 * value:.4g} %"
    is_hours = what in {"hours", "taken"} or (mapping.is_of_hours and what in {"low", "high"})
    if isinstance(value, Interval):
        return f"{value.low_hours:.4g} to {value.high_hours:.4g} h"
    if is_hours and isinstance(value, float):
        return f"{value:.4g} h"
    text = say_value(value)
    return text if len(text) <= N_WORDS else f"{text[: N_WORDS - 1]}…"
