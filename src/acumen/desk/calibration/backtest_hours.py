"""Backtest hours: whether the correction would have helped with the estimates of a table."""

import math
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time

import msgspec
import numpy as np
from numpy.typing import NDArray

from acumen.borders import signs
from acumen.borders.doing import doing
from acumen.borders.figures import read_figure
from acumen.desk.calibration.plain_ratio import find_ratio
from acumen.desk.calibration.resampling import find_intervals
from acumen.errors import Problem, UsageError
from acumen.judgment.durations import HoursRecord, Spread, fit_hours, meaning_of_figure, read_record, replay
from acumen.judgment.durations.bins import POINTS
from acumen.judgment.quantile_scoring_rules import (
    absolute_percentage_error,
    coverage,
    crps_log_normal,
    crps_normal,
    crps_points,
    pinball,
)
from acumen.pages.commands import write_command
from acumen.readings import moments
from acumen.readings.hours import read_hours
from acumen.results.backtests import HoursBacktest, HoursIntervals, HoursScores, Resampled
from acumen.results.calibration import ENOUGH_WEIGHT
from acumen.tables.table import Form, Table, keep_rows, read_table
from acumen.tables.ways import Reader, Told
from acumen.version import __version__

Floats = NDArray[np.float64]
PROBS = np.array([0.05, 0.25, 0.5, 0.75, 0.95])  # of the quantiles whose pinball loss is averaged
SHARE = 0.7
LEAST_ROWS = 20
FIRST_SD = 0.75  # of log ratios, where the training part has too few to tell
DAYS_PER_WEEK = 7.0
SECONDS_PER_DAY = 86_400.0
CHUNK = 4096
LEAST_HOURS, MOST_HOURS = 1e-9, 1e9


@doing("replaying the record")
def backtest_hours(
    path: str | os.PathLike[str],
    *,
    estimate: str,
    actual: str,
    person: str | None = None,
    domains: Sequence[str] = (),
    at: str | None = None,
    known: str | None = None,
    share: float | None = None,
    cut: str | None = None,
    say: str | None = None,
    form: Form | None = None,
    told: Told | None = None,
) -> HoursBacktest:
    """Read a table; the names are those of its columns. Test: rows made from `cut` on, or after the first `share` of them.

    `say`: hours of which to tell what such an estimate has meant in this table.

    >>> found = acumen.backtest_hours('examples/estimates.csv', estimate='said', actual='took', at='made')
    >>> found.n, found.n_train
    (48, 112)
    """
    return backtest_table(
        read_table(path, form),
        estimate=estimate,
        actual=actual,
        person=person,
        domains=domains,
        at=at,
        known=known,
        share=share,
        cut=cut,
        say=say,
        told=told,
    )


def backtest_table(
    table: Table,
    *,
    estimate: str,
    actual: str,
    person: str | None = None,
    domains: Sequence[str] = (),
    at: str | None = None,
    known: str | None = None,
    share: float | None = None,
    cut: str | None = None,
    say: str | None = None,
    is_frozen: bool = False,
    told: Told | None = None,
) -> HoursBacktest:
    """The same from a table; `is_frozen`: nothing is learnt after the cut."""
    if share is not None and cut is not None:
        raise UsageError("expected a share or a cut, found both", hint="leave one of --share and --cut out")
    if known is not None and at is None:
        raise UsageError(
            "expected the column of when estimates were made beside that of when hours were known", hint="--at"
        )
    record, problems = _read(table, estimate, actual, person, domains, at, known, told)
    if record.n < LEAST_ROWS:
        raise UsageError(
            f"expected at least {LEAST_ROWS} rows with an estimate, hours taken and dates in {table.source}, found {record.n}",
            hint=str(problems[0]) if problems else f"its columns: {', '.join(table.names)}",
        )
    asked = None if say is None else _read_asked(say)
    start = _find_cut(record, share, cut)
    meant = None if asked is None else meaning_of_figure(fit_hours(record), asked)
    options = {"--estimate": (estimate,), "--actual": (actual,), "--person": (person,), "--domain": tuple(domains)}
    options |= {
        "--at": (at,),
        "--known": (known,),
        "--cut": (cut,),
        "--share": (None if share is None else f"{share:g}",),
    }
    command = write_command("acumen backtest hours", table.source, options)
    found = _judge(table, record, start, [str(problem) for problem in problems], is_frozen=is_frozen)
    return msgspec.structs.replace(found, meant=meant, command=command)


def _read_asked(text: str) -> float:
    found = read_hours(text)
    if not isinstance(found, float) or not LEAST_HOURS <= found <= MOST_HOURS:
        raise UsageError(f"expected hours above 0, found {text!r}", hint="for example --say 8")
    return found


def _read(
    table: Table,
    estimate: str,
    actual: str,
    person: str | None,
    domains: Sequence[str],
    at: str | None,
    known: str | None,
    told: Told | None,
) -> tuple[HoursRecord, list[Problem]]:
    """The rows that have everything, and the cells that can't be read."""
    reader = Reader(table, told)
    problems: list[Problem] = list(table.row_problems())
    columns: list[Sequence[float | None]] = []
    for name in (estimate, actual):
        read = reader.hours(name).or_refuse(table)
        values = [
            value if isinstance(value, float) and LEAST_HOURS <= value <= MOST_HOURS else None for value in read.values
        ]
        unread = [row for row, value in enumerate(read.values) if value is not None and values[row] is None]
        problems += table.problems_of(name, (*read.refused, *unread), "hours above 0 and up to a billion")
        columns.append(values)
    for name in (column for column in (at, known) if column is not None):
        days = reader.moments(name, may_count=True).or_refuse(table)
        problems += table.problems_of(name, days.refused, "a date (2024-03-31) or a number of days")
        columns.append([None if moment is None else moment.timestamp() / SECONDS_PER_DAY for moment in days.values])
    kept = keep_rows(*columns)
    numbers = [np.array([column[row] for row in kept], dtype=np.float64) for column in columns]
    texts = [table.texts(column) for column in (*((person,) if person else ()), *domains)]
    names = [[signs.fold(column[row]) for row in kept] for column in texts]
    record = read_record(
        numbers[0],
        numbers[1],
        persons=names[0] if person else None,
        domains=names[1:] if person else names,
        at_days=numbers[2] if at else None,
        known_days=numbers[3] if known else None,
    )
    return record, problems


def _read_moment(text: str) -> float:
    """A date as days since 1970, or a number of days."""
    found = moments.readings(text)
    if len(found) == 1:
        at = found[0] if isinstance(found[0], datetime) else datetime.combine(found[0], time())
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() / SECONDS_PER_DAY
    return read_figure(text)


def _find_cut(record: HoursRecord, share: float | None, cut: str | None) -> float:
    """From when on estimates are tested; UsageError where nothing would be left to test."""
    if cut is not None:
        try:
            start = _read_moment(cut)
        except ValueError:
            raise UsageError(
                f"expected a date for the cut, found {cut!r}", hint="for example --cut 2024-03-31"
            ) from None
    else:
        part = SHARE if share is None else share
        if not 0.0 <= part < 1.0:
            raise UsageError(f"expected a share from 0 to less than 1, found {part}", hint="for example --share 0.7")
        start = float(record.at_days[math.floor(part * record.n)])
    if not bool(np.any(record.at_days >= start)):
        raise UsageError("expected estimates made after the cut, found none", hint="choose an earlier --cut")
    return start


def _intervals(found: Mapping[str, Resampled]) -> HoursIntervals:
    return HoursIntervals(**{f"{key}_interval": interval for key, interval in found.items()})


def _judge(table: Table, record: HoursRecord, start: float, problems: list[str], *, is_frozen: bool) -> HoursBacktest:
    """Replay, score both forecasts row by row, and put intervals around the means."""
    replayed = replay(record, start_days=start, frozen_days=start if is_frozen else np.inf)
    trained = np.clip(record.log_ratio[record.known_days < start], POINTS[0], POINTS[-1])
    sd = float(trained.std(ddof=1)) if trained.size > 1 and np.ptp(trained) > 0.0 else FIRST_SD
    raw = score_log_normal(record, replayed.rows, sd)
    corrected = score_cells(record, replayed.rows, replayed.masses)
    weeks = np.floor(record.at_days[replayed.rows] / (DAYS_PER_WEEK if record.has_dates else 1.0))
    of_raw, of_corrected, of_difference = find_intervals(raw, corrected, weeks)
    scores = [HoursScores(**{key: interval.value for key, interval in part.items()}) for part in (of_raw, of_corrected)]
    difference = HoursScores(**{key: interval.value for key, interval in of_difference.items()})
    return HoursBacktest(
        source=table.source,
        ratio=find_ratio(record.log_ratio),
        n=int(replayed.rows.size),
        n_train=int(trained.size),
        n_left_out=table.n_rows - record.n,
        cut=start,
        has_dates=record.has_dates,
        raw_sd=sd,
        raw=scores[0],
        corrected=scores[1],
        raw_intervals=_intervals(of_raw),
        corrected_intervals=_intervals(of_corrected),
        difference=difference,
        difference_intervals=_intervals(of_difference),
        weight=replayed.weight,
        n_known=replayed.n_known,
        verdict="apply" if replayed.weight >= ENOUGH_WEIGHT else "leave",
        meant=None,
        command="",
        n_refits=replayed.n_refits,
        version=__version__,
        problems=tuple(problems),
    )


def score_log_normal(record: HoursRecord, rows: NDArray[np.int64], sd: float) -> dict[str, Floats]:
    """Each score (n_rows,) of a log-normal around the estimate as median."""
    from scipy.special import ndtr, ndtri  # noqa: PLC0415 -- costs a tenth of a second to load

    estimate, ratio = record.estimate_hours[rows], record.log_ratio[rows]
    actual, sds = estimate * np.exp(ratio), np.full(rows.size, sd)
    below = ndtr(ratio / sd)
    quantiles = estimate[:, None] * np.exp(sd * ndtri(PROBS))
    return {
        "crps_log": crps_normal(np.zeros(rows.size), sds, ratio),
        "crps": crps_log_normal(np.log(estimate), sds, actual),
        "mdape": absolute_percentage_error(estimate, actual),
        "cov50": coverage(below, below, central=0.5),
        "cov90": coverage(below, below, central=0.9),
        "pinball": pinball(quantiles, PROBS, actual).mean(axis=1),
    }


def score_cells(record: HoursRecord, rows: NDArray[np.int64], masses: NDArray[np.float32]) -> dict[str, Floats]:
    """Each score (n_rows,) of masses on cells (n_rows, n_cells)."""
    parts = [_score_chunk(record, rows[at : at + CHUNK], masses[at : at + CHUNK]) for at in range(0, rows.size, CHUNK)]
    return {key: np.concatenate([part[key] for part in parts]) for key in parts[0]}


def _score_chunk(record: HoursRecord, rows: NDArray[np.int64], masses: NDArray[np.float32]) -> dict[str, Floats]:
    estimate, ratio = record.estimate_hours[rows], record.log_ratio[rows]
    actual = estimate * np.exp(ratio)
    whole = masses.astype(np.float64)
    spread = Spread(estimate_hours=estimate, masses=whole / whole.sum(axis=1, keepdims=True))
    below, inside = spread.bounds(actual)
    quantiles = np.stack([spread.quantile(float(prob)) for prob in PROBS], axis=1)
    return {
        "crps_log": crps_points(POINTS, spread.masses, ratio),
        "crps": crps_points(estimate[:, None] * np.exp(POINTS), spread.masses, actual),
        "mdape": absolute_percentage_error(spread.quantile(0.5), actual),
        "cov50": coverage(below, below + inside, central=0.5),
        "cov90": coverage(below, below + inside, central=0.9),
        "pinball": pinball(quantiles, PROBS, actual).mean(axis=1),
    }
