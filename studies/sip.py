"""Hours of 10,266 software tasks (SiP), as said, frozen and refitted: `python -m studies.sip`.

Prints three Markdown tables for docs/studies.md: scores on what was estimated from 9 July 2008 on, with 90 % intervals
(bootstrap by week); each developer alone, by his own first 30 tasks; and what the gate does to simulated people who mean what
they say.
Exits with 1 when a figure is not reached.
"""

import csv
import math
import os
import sys
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np

from acumen.desk.calibration.backtest_hours import backtest_table
from acumen.importing.sheet import read_moment
from acumen.judgment.durations import HoursRecord, read_record, replay
from acumen.judgment.durations.bins import POINTS, normal_masses
from acumen.judgment.durations.correction import FIRST_COUNT, FIRST_SD
from acumen.judgment.quantile_scoring_rules import crps_points
from acumen.results.backtests import HoursBacktest, HoursIntervals, Resampled
from acumen.tables.table import Table

FOLDER = Path(os.environ.get("ACUMEN_DATA", "../shared/data")) / "sip"
CUT = "2008-07-09"
COLUMNS = ("TaskNumber", "DeveloperID", "HoursEstimate", "HoursActual", "ProjectCode", "Category", "SubCategory")
DATES = ("EstimateOn", "CompletedOn")
N_PEOPLE, TRUE_SD = 20, 0.75
SPANS = ((0, 10), (10, 30))  # of a developer's tasks
ORDERS = {"in the order of completion": False, "by the dates": True}
MUST_ALONE, AIM_ALONE = (-0.018, -0.029), (-0.020, -0.031)
FIGURES = (0.5, 1.0, 2.0, 3.0, 4.0, 8.0, 16.0)


def read_sip(folder: Path) -> Table:
    """One row per task: estimate, hours taken by all, person, project, kind of work, dates."""
    with (folder / "Sip-task-info.csv").open(encoding="latin-1", newline="") as file:
        tasks = {row["TaskNumber"]: [row[name] for name in COLUMNS] for row in reversed(list(csv.DictReader(file)))}
    with (folder / "est-act-dates.csv").open(encoding="latin-1", newline="") as file:
        dates = {row["TaskNumber"]: [row[name] for name in DATES] for row in reversed(list(csv.DictReader(file)))}
    rows = [[*tasks[number], *dates[number]] for number in reversed(tasks)]
    columns = {name: tuple(row[at].strip() for row in rows) for at, name in enumerate((*COLUMNS, *DATES))}
    return Table(source="SiP", names=tuple(columns), columns=columns, lines=tuple(range(2, len(rows) + 2)))


def backtest_sip(table: Table, *, domains: tuple[str, ...], is_frozen: bool = False) -> HoursBacktest:
    """Estimates of completed tasks made from the cut on; trained on what was completed before each."""
    return backtest_table(
        table,
        estimate="HoursEstimate",
        actual="HoursActual",
        person="DeveloperID",
        domains=domains,
        at="EstimateOn",
        known="CompletedOn",
        cut=CUT,
        is_frozen=is_frozen,
    )


def misses_of(found: HoursBacktest) -> list[str]:
    """What must be reached and was not: CRPS of log hours .325, hours 3.26, MdAPE raw + .02, cov50 .45–.55, cov90 .87–.93."""
    scores = found.corrected
    checks = {
        "CRPS of log hours": scores.crps_log <= 0.325,
        "CRPS": scores.crps <= 3.26,
        "MdAPE": scores.mdape <= found.raw.mdape + 0.02,
        "cov50": 0.45 <= scores.cov50 <= 0.55,
        "cov90": 0.87 <= scores.cov90 <= 0.93,
    }
    return [name for name, is_reached in checks.items() if not is_reached]


class Alone(NamedTuple):
    """Developers by their own record alone: change of the CRPS of log hours, corrected less as said, over their tasks."""

    n_people: int
    n: tuple[int, ...]  # of each of SPANS
    raw: tuple[float, ...]
    change: tuple[float, ...]
    by_person: tuple[tuple[float, ...], ...]


def correct_alone(table: Table, *, by_dates: bool) -> Alone:
    """The first 30 tasks of everybody with ten or more, each corrected by those of the same developer known before it.

    By dates: known before the day on which it was estimated. Otherwise in the order of completion, each known before the next.
    As said is the log-normal around the estimate with the sd of what was known by then, beside five imagined of .75.
    """
    changes, raws = [], []
    for rows in _tasks_of(table).values():
        if len(rows) < SPANS[0][1]:
            continue
        rows.sort(key=lambda row: row[0 if by_dates else 1])
        at, known, estimate, actual = np.array(rows[: SPANS[-1][1]]).T
        days = {"at_days": at, "known_days": known} if by_dates else {}
        record = read_record(estimate, actual, **days)
        found, places = replay(record, start_days=-np.inf), np.arange(record.n)
        said = np.array([normal_masses(_sd_before(record, float(day))) for day in record.at_days])
        raw = crps_points(POINTS, said, record.log_ratio)
        change = crps_points(POINTS, found.masses.astype(np.float64), record.log_ratio) - raw
        changes.append([change[(places >= low) & (places < high)] for low, high in SPANS])
        raws.append([raw[(places >= low) & (places < high)] for low, high in SPANS])
    spans = range(len(SPANS))
    return Alone(
        n_people=len(changes),
        n=tuple(sum(each[span].size for each in changes) for span in spans),
        raw=tuple(float(np.concatenate([each[span] for each in raws]).mean()) for span in spans),
        change=tuple(float(np.concatenate([each[span] for each in changes]).mean()) for span in spans),
        by_person=tuple(tuple(float(part.mean()) for part in each) for each in changes),
    )


def _tasks_of(table: Table) -> dict[str, list[tuple[float, float, float, float]]]:
    """(estimated on, completed on, estimate, hours taken) of each developer's tasks that have all four, as they stand."""
    people: dict[str, list[tuple[float, float, float, float]]] = {}
    dates = [
        table.parse(name, lambda text: read_moment(text).timestamp() / 86_400.0, expected="a date")[0] for name in DATES
    ]
    hours = [table.parse(name, float, expected="hours")[0] for name in ("HoursEstimate", "HoursActual")]
    for person, at, known, estimate, actual in zip(table.texts("DeveloperID"), *dates, *hours, strict=True):
        if at is not None and known is not None and estimate and actual:
            people.setdefault(person or "", []).append((at, known, estimate, actual))
    return people


def _sd_before(record: HoursRecord, day: float) -> float:
    ratios = record.log_ratio[record.known_days < day]
    return math.sqrt((float(ratios @ ratios) + FIRST_COUNT * FIRST_SD**2) / (ratios.size + FIRST_COUNT))


def write_row(label: str, part: HoursIntervals) -> str:
    """One line of the first table."""
    intervals = (
        part.crps_log_interval,
        part.crps_interval,
        part.pinball_interval,
        part.mdape_interval,
        part.cov50_interval,
        part.cov90_interval,
    )
    cells = [_cell(interval, n_digits) for interval, n_digits in zip(intervals, (4, 2, 3, 3, 3, 3), strict=True)]
    return f"| {label} | {' | '.join(cells)} |"


def _cell(interval: Resampled, n_digits: int) -> str:
    value, low, high = (f"{figure:.{n_digits}f}" for figure in (interval.value, interval.low, interval.high))
    return f"{value} ({low} to {high})"


def simulate_harm(n: int, *, shift: float) -> tuple[float, float, float]:
    """(gain in CRPS of log hours in the second half, its standard error, weight of the gate), means over simulated people.

    Compared, as in a backtest, with a log-normal around the estimate, of the sd of what is known at the half.
    """
    gains, weights = [], []
    for seed in range(N_PEOPLE):
        rng = np.random.default_rng(seed)
        estimate = rng.choice(FIGURES, n)
        at = np.sort(rng.uniform(0.0, n / 2.0, n))
        ratio = shift + TRUE_SD * rng.standard_normal(n)
        record = read_record(estimate, estimate * np.exp(ratio), at_days=at, known_days=at + rng.exponential(5.0, n))
        start = float(record.at_days[n // 2])
        found = replay(record, start_days=start)
        ratios = record.log_ratio[found.rows]
        sd = float(record.log_ratio[record.known_days < start].std(ddof=1))
        raw = np.tile(normal_masses(sd), (ratios.size, 1))
        masses = found.masses.astype(np.float64)
        gains.append(float((crps_points(POINTS, raw, ratios) - crps_points(POINTS, masses, ratios)).mean()))
        weights.append(found.weight)
    return float(np.mean(gains)), float(np.std(gains, ddof=1) / np.sqrt(N_PEOPLE)), float(np.mean(weights))


def print_alone(table: Table) -> list[str]:
    """The second table; what must be reached in the order of completion and was not."""
    print("\n| developers alone | tasks 1 to 10 | tasks 11 to 30 | must reach | aim | |")
    print("|---|---|---|---|---|---|")
    missed = []
    for label, by_dates in ORDERS.items():
        part = correct_alone(table, by_dates=by_dates)
        cells = [
            f"{change:+.4f} (n = {n}, as said {raw:.4f})"
            for change, n, raw in zip(part.change, part.n, part.raw, strict=True)
        ]
        is_reached = [got <= want for got, want in zip(part.change, MUST_ALONE, strict=True)]
        words = "reached" if all(is_reached) else "first ten missed" if is_reached[1] else "missed"
        print(f"| {label} | {' | '.join(cells)} | -.018, -.029 | -.020, -.031 | {words} |")
        missed += [] if all(is_reached) or by_dates else ["developers alone"]
    return missed


def main() -> int:
    """Both tables."""
    if not FOLDER.exists():
        print(f"studies.sip: no data in {FOLDER} ($ACUMEN_DATA, default ../shared/data)", file=sys.stderr)
        return 0
    table = read_sip(FOLDER)
    started = time.perf_counter()
    kinds = ("ProjectCode", "Category", "SubCategory")
    refitted, frozen = (backtest_sip(table, domains=kinds, is_frozen=is_frozen) for is_frozen in (False, True))
    project = backtest_sip(table, domains=("ProjectCode",))
    seconds = time.perf_counter() - started
    print(
        f"{refitted.n:,} test rows, {refitted.n_train:,} outcomes known at the cut; {seconds:.0f} s for the three replays\n"
    )
    print("| | CRPS of log hours | CRPS, h | pinball, h | MdAPE | cov50 | cov90 |")
    print("|---|---|---|---|---|---|---|")
    print(write_row("as said", refitted.raw_intervals))
    print(write_row("frozen at the cut", frozen.corrected_intervals))
    print(write_row("refitted, domain: project", project.corrected_intervals))
    print(write_row("refitted, domains: project, category, subcategory", refitted.corrected_intervals))
    print(write_row("the last less as said", refitted.difference_intervals))
    missed = misses_of(refitted) + print_alone(table)
    print("\n| simulated people | outcomes | gain in CRPS of log hours | std. error | mean weight |")
    print("|---|---|---|---|---|")
    for label, shift in (("mean what they say", 0.0), ("take e^0.5 times as long", 0.5)):
        for n in (60, 200, 1000):
            gain, error, weight = simulate_harm(n, shift=shift)
            print(f"| {label} | {n:,} | {gain:+.4f} | {error:.4f} | {weight:.2f} |")
    print(f"\nnot reached: {', '.join(missed)}" if missed else "\nall that must be reached was", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
