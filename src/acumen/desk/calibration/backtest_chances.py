"""Backtest chances: would the correction have helped, judged by what it could not have seen."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from acumen.borders.doing import doing
from acumen.desk.calibration.scored_forecasts import Scored
from acumen.desk.calibration.verdict import reach_verdict
from acumen.errors import Problem, UsageError
from acumen.inputs.matching import domain_key
from acumen.judgment.calibration import PERSON, SOURCE, settled
from acumen.judgment.calibration.bootstrap import Estimate, mean
from acumen.judgment.calibration.cross_validation import leave_out
from acumen.judgment.calibration.direction import Says
from acumen.judgment.calibration.forecasts import Sayings, number_labels
from acumen.judgment.calibration.hierarchical_model import Prior
from acumen.judgment.calibration.prequential import PrequentialRun, follow
from acumen.judgment.scoring_rules import brier, log_loss
from acumen.pages.commands import write_command
from acumen.results.backtests import BacktestScores, ChancesBacktest, PlainDirection, ScoreInterval
from acumen.results.calibration import ENOUGH_WEIGHT, RecordVerdict
from acumen.tables.columns import Column
from acumen.tables.table import Form, Table, keep_rows, read_table
from acumen.tables.ways import Reader, Told
from acumen.version import __version__

N_ENOUGH_OF_A_SOURCE = 60  # questions
PERCENT, EVEN, SECONDS_PER_DAY = 100, 0.5, 86_400.0
MOST_PROBLEMS = 5
MOST_BAD = 0.5  # where more of a column can't be read, it is the wrong column or the wrong unit


class ChanceColumns(msgspec.Struct, frozen=True, kw_only=True):
    """Which column holds what; None: there is none."""

    prob: str
    outcome: str
    person: str | None = None
    domains: tuple[str, ...] = ()
    question: str | None = None
    at: str | None = None
    known: str | None = None
    split: str | None = None


@doing("replaying the record")
def backtest_chances(
    path: str | os.PathLike[str] | Table,
    columns: ChanceColumns,
    *,
    is_percent: bool = False,
    form: Form | None = None,
    told: Told | None = None,
) -> ChancesBacktest:
    """Score the chances of a table as said and as corrected, by time or leaving out one value of `split` at a time.

    UsageError where a column is not there, or hardly anything in it can be read.

    >>> from acumen.desk.calibration.backtest_chances import ChanceColumns
    >>> columns = ChanceColumns(prob='chance', outcome='worked', at='said_on', known='known_on')
    >>> found = acumen.backtest_chances('examples/my-forecasts.csv', columns)
    >>> found.n, found.direction.leans
    (40, 'cannot tell yet')
    """
    table = path if isinstance(path, Table) else read_table(path, form)
    told = msgspec.structs.replace(told or Told(), **({"scale": 100} if is_percent else {}))
    rows, sayings, problems = _read(table, columns, told)
    is_source = columns.person is None and columns.split is not None  # the looser prior costs a calibrated stream .0015
    prior = SOURCE if is_source else PERSON
    if columns.split is None:
        found = follow(sayings, prior=prior)
    else:
        values = table.texts(columns.split)
        folds, names = number_labels([values[row] for row in rows])
        if len(names) < 2:  # noqa: PLR2004
            raise UsageError(
                f"expected at least two values in column {columns.split!r}, found {len(names)}",
                hint="name a column that cuts the forecasts into parts, or leave --split out",
            )
        found = leave_out(sayings, folds, prior=prior)
    return _report(table, columns, sayings, found, prior, problems, is_percent=is_percent)


def _read(table: Table, columns: ChanceColumns, told: Told) -> tuple[list[int], Sayings, tuple[Problem, ...]]:
    """The rows that can be scored, what they say, and the cells that could not be read."""
    reader = Reader(table, told)
    unit = "a chance from 0 to 100" if told.scale == PERCENT else "a chance from 0 to 1 (percent: --percent)"
    problems: list[Problem] = list(table.row_problems())
    said = reader.chances(columns.prob).or_refuse(table)
    problems += _look(table, said, unit)
    came = reader.outcomes(columns.outcome).or_refuse(table)
    problems += _look(table, came, "an outcome: 1 or 0, yes or no, true or false")
    probs = said.values
    outcomes = tuple(_outcome(word, prob) for word, prob in zip(came.values, probs, strict=True))
    needed: list[Sequence[object]] = [probs, outcomes]
    days: dict[str, Sequence[float | None]] = {}
    for name in () if columns.split is not None else (columns.at, columns.known):
        if name is not None:
            moments = reader.moments(name, may_count=True).or_refuse(table)
            problems += _look(table, moments, "a date such as 2024-05-31")
            days[name] = [None if at is None else at.timestamp() / SECONDS_PER_DAY for at in moments.values]
            needed.append(days[name])
    rows = keep_rows(*needed)
    if not rows:
        raise UsageError(
            f"expected forecasts with a chance and an outcome in {table.source}, found none in {table.n_rows} rows",
            hint="name the columns by --prob and --outcome",
        )
    sayings = settled(
        _numbers(probs, rows),
        _numbers(outcomes, rows),
        persons=_names(table, columns.person, rows),
        domains=[_names(table, name, rows) or () for name in columns.domains],
        questions=_names(table, columns.question, rows, is_own=True),
        made_days=_numbers(days[columns.at], rows) if columns.at in days else None,
        known_days=_numbers(days[columns.known], rows) if columns.known in days else None,
    )
    return rows, sayings, tuple(sorted(problems, key=lambda problem: problem.where.line))


def _outcome(word: str | None, prob: float | None) -> float | None:
    """1 or 0; None for what is open or void. Right and wrong are of the side of the chance, where that was said."""
    if word in {"right", "wrong"}:
        return None if prob is None or prob == EVEN else float((prob > EVEN) == (word == "right"))
    return {"yes": 1.0, "no": 0.0}.get(word or "")


def _look(table: Table, column: Column[Any], expected: str) -> tuple[Problem, ...]:
    """The cells of a column that can't be read; UsageError where that is most of them."""
    wrong = table.problems_of(column.name, column.refused, expected)
    if wrong and len(wrong) >= MOST_BAD * (len(wrong) + sum(value is not None for value in column.values)):
        count = f"{len(wrong):,} cells" if len(wrong) > 1 else "1 cell"
        raise UsageError(f"{wrong[0]}", hint=f"{count} of this column can't be read: is it the right one?")
    return wrong


def _numbers(cells: Sequence[float | None], rows: Sequence[int]) -> NDArray[np.float64]:
    """The cells of these rows, none of which is missing, as an array."""
    return np.array([cells[row] for row in rows], dtype=float)


def _names(table: Table, name: str | None, rows: Sequence[int], *, is_own: bool = False) -> list[str | None] | None:
    """The cells of a column of names, None where there is nothing; `is_own`: a row's own name there instead."""
    if name is None:
        return None
    texts = table.texts(name)
    return [texts[row] or f"\0{row}" if is_own else domain_key(texts[row]) or None for row in rows]


def _report(
    table: Table,
    columns: ChanceColumns,
    sayings: Sayings,
    found: PrequentialRun,
    prior: Prior,
    problems: tuple[Problem, ...],
    *,
    is_percent: bool,
) -> ChancesBacktest:
    outcomes = sayings.if_true
    losses = [(brier(probs, outcomes), log_loss(probs, outcomes)) for probs in (sayings.probs, found.corrected)]
    differences = (losses[0][0] - losses[1][0], losses[0][1] - losses[1][1])
    raw, corrected, gain = (
        _scores(*(mean(part, sayings.questions) for part in pair), least=least)
        for pair, least in zip((*losses, differences), (0.0, 0.0, -np.inf), strict=True)
    )
    n_questions = len(np.unique(sayings.questions))
    record = reach_verdict(_last_said(sayings)) if len(set(sayings.persons)) == 1 else None
    return ChancesBacktest(
        file=table.source,
        n=sayings.n,
        n_questions=n_questions,
        n_left_out=table.n_rows - sayings.n,
        direction=_direct(sayings, record),
        record_verdict=record,
        by=_say_how(columns),
        raw=raw,
        corrected=corrected,
        gain=gain,
        earned_nats=found.total,
        weight=found.weight,
        verdict="apply" if found.weight >= ENOUGH_WEIGHT else "leave",
        command=_write_import(table.source, columns, is_percent=is_percent),
        notes=(*_notes(columns, sayings), *_note_source(prior, n_questions)),
        problems=tuple(str(problem) for problem in problems[:MOST_PROBLEMS]),
        n_problems=len(problems),
        version=__version__,
    )


def _last_said(sayings: Sayings) -> list[Scored]:
    """One person's record as the report takes it: what was said last of each question, by the first kind of domain."""
    made = sayings.made_days if sayings.made_days is not None else np.arange(sayings.n)
    last = {int(sayings.questions[row]): row for row in np.argsort(made, kind="stable")}
    domains = sayings.domains[0] if sayings.domains else (None,) * sayings.n
    return [
        Scored(
            key=str(question),
            kind="question",
            prob=float(sayings.probs[row]),
            corrected=float(sayings.probs[row]),
            outcome=float(sayings.if_true[row]),
            domain=domains[row],
            manner=None,
            horizon_days=None,
            said_days=float(made[row]),
            known_days=float(made[row]),
            is_proven=False,
            is_standing=True,
        )
        for question, row in sorted(last.items())
    ]


def _direct(sayings: Sayings, record: RecordVerdict | None) -> PlainDirection:
    """What was said and what came true on the whole, and the direction of the record.

    Of several people in one table: where the mean of outcome − chance can be told from 0.
    """
    leans: Says = "cannot tell yet" if record is None else record.whole.says
    off = mean(sayings.if_true - sayings.probs, sayings.questions)
    if record is None and (off.upper < 0.0 or off.lower > 0.0):
        leans = "too high" if off.value < 0.0 else "too low"
    came = mean(sayings.if_true, sayings.questions)
    return PlainDirection(
        said=float(sayings.probs.mean()), came_true_prob=came.value, interval=_interval(came, 0.0, 1.0), leans=leans
    )


def _write_import(file: str, columns: ChanceColumns, *, is_percent: bool) -> str:
    """The command that takes the table into a ledger; of several columns of domains the first, as it knows one."""
    options = {
        "--prob": (columns.prob,),
        "--percent": ("" if is_percent else None,),
        "--outcome": (columns.outcome,),
        "--question": (columns.question,),
        "--person": (columns.person,),
        "--domain": columns.domains[:1],
        "--at": (columns.at,),
        "--known": (columns.known,),
    }
    return write_command("acumen import", file, options)


def _scores(brier_mean: Estimate, log_mean: Estimate, *, least: float) -> BacktestScores:
    """Means with their intervals, which don't reach below `least`, nor for a Brier score above 1."""
    return BacktestScores(
        brier=brier_mean.value,
        log=log_mean.value,
        brier_interval=_interval(brier_mean, least, 1.0),
        log_interval=_interval(log_mean, least, np.inf),
    )


def _interval(found: Estimate, least: float, most: float) -> ScoreInterval:
    if np.isnan(found.lower):
        return ScoreInterval(lower=None, upper=None)
    return ScoreInterval(lower=max(found.lower, least), upper=min(found.upper, most))


def _say_how(columns: ChanceColumns) -> str:
    """How the correction was kept from knowing too much."""
    if columns.split is not None:
        return f"each value of {columns.split} corrected by all the others"
    if columns.known is not None:
        moment = "when it was made" if columns.at is not None else "before its own outcome"
        return f"each corrected by the outcomes known {moment}"
    if columns.at is not None:
        return "each corrected by the outcomes of forecasts made before it"
    return "each corrected by the rows before it in the file"


def _note_source(prior: Prior, n_questions: int) -> Iterator[str]:
    if prior is SOURCE and n_questions < N_ENOUGH_OF_A_SOURCE:
        yield (
            f"Below {N_ENOUGH_OF_A_SOURCE} questions correcting a source that was calibrated may cost it "
            "some .007 in the log score."
        )


def _notes(columns: ChanceColumns, sayings: Sayings) -> Iterator[str]:
    if columns.split is None and columns.at is not None and columns.known is None:
        yield (
            "Without --known an outcome is taken as known as soon as the forecast was made, which flatters the correction."
        )
    if columns.split is None and columns.at is None and columns.known is None:
        yield "Without --at, --known or --split the rows are taken to be in the order in which outcomes became known."
    made, known = sayings.made_days, sayings.known_days
    if made is not None and known is not None and (n_late := int((known <= made).sum())):
        yield f"{n_late:,} forecasts are dated at or after their outcome was known; they count as made just before it."
    if columns.question is None and columns.person is not None:
        yield "Each row counts as a question of its own; where several people answer the same ones, name them by --question."
