"""Hours of 10,266 software tasks (SiP), as said, frozen and refitted: `python -m studies.sip`.

Prints two Markdown tables for docs/studies.md: scores on what was estimated from 9 July 2008 on, with 90 % intervals (bootstrap
by week), and what the gate does to simulated people who mean what they say. Exits with 1 when a figure is not reached.
"""

import csv
import os
import sys
import time
from pathlib import Path

import numpy as np

from acumen.chance.quantile_scores import crps_points
from acumen.desk.scoring.backtest_hours import HoursBacktest, HoursIntervals, backtest_table
from acumen.desk.scoring.resampling import Interval
from acumen.desk.table import Table
from acumen.judgment.hours import read_record, replay
from acumen.judgment.hours.cells import POINTS, normal_masses

FOLDER = Path(os.environ.get("ACUMEN_DATA", "../shared/data")) / "sip"
CUT = "2008-07-09"
COLUMNS = ("TaskNumber", "DeveloperID", "HoursEstimate", "HoursActual", "ProjectCode", "Category", "SubCategory")
DATES = ("EstimateOn", "CompletedOn")
N_PEOPLE, TRUE_SD = 20, 0.75
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


def write_row(label: str, part: HoursIntervals) -> str:
    """One line of the first table."""
    intervals = (part.crps_log, part.crps, part.pinball, part.mdape, part.cov50, part.cov90)
    cells = [_cell(interval, n_digits) for interval, n_digits in zip(intervals, (4, 2, 3, 3, 3, 3), strict=True)]
    return f"| {label} | {' | '.join(cells)} |"


def _cell(interval: Interval, n_digits: int) -> str:
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
    print("\n| simulated people | outcomes | gain in CRPS of log hours | std. error | mean weight |")
    print("|---|---|---|---|---|")
    for label, shift in (("mean what they say", 0.0), ("take e^0.5 times as long", 0.5)):
        for n in (60, 200, 1000):
            gain, error, weight = simulate_harm(n, shift=shift)
            print(f"| {label} | {n:,} | {gain:+.4f} | {error:.4f} | {weight:.2f} |")
    missed = misses_of(refitted)
    print(f"\nnot reached: {', '.join(missed)}" if missed else "\nall that must be reached was", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
