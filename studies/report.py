"""Does the report on a record tell the truth? `python -m studies.report [--records N]`. Simulated; fixed seeds.

Intervals by five kinds of forecaster and n; false and found trends under questions that change, looked at every month for two
years; false and found zones over twenty domains; and which way chances are said to be off.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, ndtri

from acumen.judgment.calibration.bootstrap import mean
from acumen.judgment.calibration.decomposition import decompose, discriminate, split_brier
from acumen.judgment.calibration.direction import find_direction, judge
from acumen.judgment.calibration.trend import look_at_trend
from acumen.judgment.calibration.zones import find_luck_in_best, find_luck_in_telling, pick
from acumen.judgment.scoring_rules import brier, log_loss

Floats = NDArray[np.float64]
FIGURES = ("Brier", "log", "miscalibration", "discrimination", "uncertainty", "P(yes > no)")
COUNTS = (30, 100, 300)
KINDS = {  # intercept, slope, sd of what is known, sd of the noise in saying it: log-odds
    "calibrated": (0.0, 1.0, 1.5, 0.0),
    "over-confident": (0.0, 0.5, 1.5, 0.0),
    "under-confident": (0.0, 1.8, 0.8, 0.0),
    "biased": (-0.7, 1.0, 1.5, 0.0),
    "noisy": (0.0, 1.0, 1.0, 1.0),
}
LEAST, MOST = 0.01, 0.99
N_TRUTH = 400_000
PERCENTS = (0.025, 0.975)
N_DOMAINS, N_EACH = 20, 60
MONTH_DAYS, TWO_YEARS_DAYS = 30.4, 730.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Of one figure: how often its interval held the truth and its own point, and its mean width over that of percentiles."""

    coverage: float
    holds_point: float
    width_ratio: float


def say(kind: str, n: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Chances said, in steps of 5 %, and how likely each truly was, (n,) each."""
    intercept, slope, sd, noise = KINDS[kind]
    known = rng.normal(0.0, sd, n)
    said = np.clip(np.round(expit(known + rng.normal(0.0, 1.0, n) * noise) * 20.0) / 20.0, LEAST, MOST)
    return said, expit(intercept + slope * known)


def find_truth(kind: str) -> Floats:
    """Every figure over all that such a forecaster could ever say, (6,)."""
    said, true = say(kind, N_TRUTH, np.random.default_rng(99))
    _, number = np.unique(said, return_inverse=True)
    meant = (np.bincount(number, true) / np.bincount(number))[number]
    rate = float(meant.mean())
    parts = (np.square(said - meant).mean(), np.square(meant - rate).mean(), rate * (1.0 - rate))
    log = float((meant * log_loss(said, np.ones(N_TRUTH)) + (1.0 - meant) * log_loss(said, np.zeros(N_TRUTH))).mean())
    happened = (np.random.default_rng(98).random(N_TRUTH) < true).astype(float)
    return np.array([parts[0] - parts[1] + parts[2], log, *parts, discriminate(said, happened)])


def hold(kind: str, n: int, *, n_records: int, seed: int = 0) -> list[Held]:
    """All figures of simulated records of `n` outcomes."""
    truth, rng = find_truth(kind), np.random.default_rng([seed, n])
    held, points, widths, usual = (np.zeros(len(FIGURES)) for _ in range(4))
    for _ in range(n_records):
        said, true = say(kind, n, rng)
        outcomes, rows = (rng.random(n) < true).astype(float), np.arange(n)
        found = decompose(said, outcomes, rows, rng=rng)
        of_log = mean(log_loss(said, outcomes), rows)
        ones = (
            found.brier,
            of_log,
            found.miscalibration,
            found.discrimination,
            found.uncertainty,
            found.discrimination_area,
        )
        lower, value, upper = (np.array([getattr(one, end) for one in ones]) for end in ("lower", "value", "upper"))
        held += (lower <= truth + 1e-6) & (truth - 1e-6 <= upper)
        points += (lower <= value) & (value <= upper)
        widths += upper - lower
        usual += percentile_widths(said, outcomes, rng)
    return [
        Held(coverage=a, holds_point=b, width_ratio=c)
        for a, b, c in zip(held / n_records, points / n_records, widths / usual, strict=True)
    ]


def percentile_widths(said: Floats, outcomes: Floats, rng: np.random.Generator, n_draws: int = 200) -> Floats:
    """How wide the percentile interval of each figure is, (6,)."""
    drawn = np.empty((n_draws, len(FIGURES)))
    for at in range(n_draws):
        rows = rng.integers(0, len(said), len(said))
        p, y = said[rows], outcomes[rows]
        drawn[at] = (brier(p, y).mean(), log_loss(p, y).mean(), *split_brier(p, y), discriminate(p, y))
    low, high = np.nanquantile(drawn, PERCENTS, axis=0)
    return np.asarray(high - low)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How the log-odds said and their truth change from the first day to the last of two years."""

    middle: tuple[float, float] = (0.0, 0.0)
    sd: tuple[float, float] = (1.5, 1.5)
    slope: tuple[float, float] = (1.0, 1.0)


COURSES = {
    "no change, calibrated": Course(),
    "no change, over-confident": Course(slope=(0.5, 0.5)),
    "rarer": Course(middle=(0.0, -2.0)),
    "easier": Course(sd=(0.7, 2.5)),
    "harder": Course(sd=(2.5, 0.7)),
    "rarer, over-confident": Course(middle=(0.0, -2.0), slope=(0.7, 0.7)),
    "easier, over-confident": Course(sd=(0.7, 2.5), slope=(0.7, 0.7)),
    "harder, over-confident": Course(sd=(2.5, 0.7), slope=(0.7, 0.7)),
    "slope .4 to 1, timid": Course(slope=(0.4, 1.0), sd=(1.0, 1.0)),
    "slope .4 to 1": Course(slope=(0.4, 1.0)),
    "slope .4 to 1, bold": Course(slope=(0.4, 1.0), sd=(2.5, 2.5)),
}


def follow_course(
    course: Course, n: int, *, n_records: int, every_days: float, with_others: bool = False, seed: int = 0
) -> tuple[float, float]:
    """The share of records said to be improving, and to be getting worse, at any look within two years.

    With others half of the questions are answered by one other calibrated person, who knows as much, and more of them late.
    """
    rng, told = np.random.default_rng([seed, n]), np.zeros(2)
    for _ in range(n_records):
        days = np.sort(rng.uniform(0.0, TWO_YEARS_DAYS, n))
        passed = days / TWO_YEARS_DAYS
        middle, sd, slope = ((1.0 - passed) * a + passed * b for a, b in (course.middle, course.sd, course.slope))
        x = rng.normal(middle, sd)
        said = np.clip(np.round(expit(x), 2), LEAST, MOST)
        outcomes = (rng.random(n) < expit(slope * x)).astype(float)
        others = np.full(n, np.nan)
        if with_others:
            answered = rng.random(n) < passed
            theirs = np.clip(expit(slope * x + rng.normal(0.0, 0.5, n)), LEAST, MOST)
            others[answered] = brier(theirs, outcomes)[answered]
        seen: set[str] = set()
        for now in np.arange(every_days, TWO_YEARS_DAYS + 1.0, every_days):
            columns, is_known = (said, outcomes, others), days <= now
            if is_known.any():
                kept = tuple(column[is_known] for column in columns)
                found = look_at_trend(
                    days[is_known], days[is_known], (kept[0], kept[1], kept[2]), np.flatnonzero(is_known), now=now
                )
                seen.add(found.says)
        told += ("improving" in seen, "getting worse" in seen)
    return float(told[0]) / n_records, float(told[1]) / n_records


def draw_area(area: float, n: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Chances and outcomes of a domain in which yes is told from no with this area."""
    outcomes = (rng.random(n) < 0.5).astype(float)
    gap = float(ndtri(area)) * np.sqrt(2.0)
    return np.clip(np.round(expit(rng.normal(0.0, 1.0, n) + gap * (outcomes - 0.5)), 2), LEAST, MOST), outcomes


def find_zones(areas: list[float], *, n_records: int, share: float = 0.05, seed: int = 0) -> Iterator[tuple[bool, ...]]:
    """Of each record: whether any domain is said to tell, whether any to tell best, whether the first is said to tell best."""
    rng = np.random.default_rng(seed)
    names = [str(at) for at in range(len(areas))]
    for _ in range(n_records):
        groups = [draw_area(area, N_EACH, rng) for area in areas]
        tells = pick(names, [find_luck_in_telling(*group) for group in groups], false_share=share)
        best = pick(names, find_luck_in_best(groups), false_share=share)
        yield bool(tells.names), bool(best.names), "0" in best.names


def find_off(kind: str, n: int, *, n_records: int, n_domains: int = 5, seed: int = 0) -> dict[str, float]:
    """How often each thing is said of such a forecaster's record of n outcomes in some domains, and that a domain is off."""
    rng, told = (
        np.random.default_rng([seed, n]),
        dict.fromkeys(("too sure", "too shy", "too high", "too low", "a domain"), 0),
    )
    for _ in range(n_records):
        said, true = say(kind, n, rng)
        outcomes, domain = (rng.random(n) < true).astype(float), np.arange(n) % n_domains
        parts = [find_direction(str(at), said[domain == at], outcomes[domain == at]) for at in range(n_domains)]
        whole, domains = judge(find_direction("all", said, outcomes), parts)
        if whole.is_off:
            told[whole.says] += 1
        told["a domain"] += any(one.is_off for one in domains)
    return {key: count / n_records for key, count in told.items()}


def print_intervals(n_records: int) -> None:
    """Coverage, and width against percentiles."""
    print("| forecaster | n | " + " | ".join(FIGURES) + " |")
    print("|:--|--:|" + ":--|" * len(FIGURES))
    for kind in KINDS:
        for n in COUNTS:
            found = hold(kind, n, n_records=n_records)
            cells = " | ".join(f"{one.coverage:.3f} ({one.width_ratio:.2f})" for one in found)
            print(f"| {kind} | {n} | {cells} |", flush=True)
            if any(one.holds_point < 1.0 for one in found):
                print("A point lies outside its interval.")


def print_trends(n_records: int) -> None:
    """False and found trends."""
    print("| two years | n | looks | improving | getting worse |\n|:--|--:|:--|--:|--:|")
    for name, course in COURSES.items():
        for n in COUNTS[1:]:
            every, looks = (TWO_YEARS_DAYS / 8, "quarterly") if name.startswith("slope") else (MONTH_DAYS, "monthly")
            found = follow_course(course, n, n_records=n_records, every_days=every)
            print(f"| {name} | {n} | {looks} | {found[0]:.3f} | {found[1]:.3f} |", flush=True)
    for name in ("no change, calibrated", "rarer", "easier", "harder"):
        found = follow_course(COURSES[name], 300, n_records=n_records, every_days=MONTH_DAYS, with_others=True)
        print(f"| {name}, others answer some | 300 | monthly | {found[0]:.3f} | {found[1]:.3f} |", flush=True)


def print_zones(n_records: int) -> None:
    """False and found zones."""
    print("| 20 domains, n 60 each | tells, some | tells best, some | either | the one |\n|:--|--:|--:|--:|--:|")
    for name, areas in (
        ("all .5", [0.5] * N_DOMAINS),
        ("all .65", [0.65] * N_DOMAINS),
        ("one .9, the others .65", [0.9] + [0.65] * (N_DOMAINS - 1)),
    ):
        found = np.array(list(find_zones(areas, n_records=n_records)))
        told, best, one = found.mean(axis=0)
        print(f"| {name} | {told:.3f} | {best:.3f} | {found[:, :2].any(axis=1).mean():.3f} | {one:.3f} |", flush=True)


def print_directions(n_records: int) -> None:
    """What the first sentence says."""
    print(
        "| forecaster | n | too sure | too shy | too high | too low | some domain of 5 |\n|:--|--:|--:|--:|--:|--:|--:|"
    )
    for kind in KINDS:
        for n in (60, 150, 300):
            found = find_off(kind, n, n_records=n_records)
            print(f"| {kind} | {n} | " + " | ".join(f"{found[key]:.3f}" for key in found) + " |", flush=True)


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=300)
    parts: dict[str, Callable[[int], None]] = {
        "intervals": print_intervals,
        "trends": print_trends,
        "zones": print_zones,
        "directions": print_directions,
    }
    parser.add_argument("--only", choices=sorted(parts))
    options = parser.parse_args()
    for name, part in parts.items():
        if options.only in (None, name):
            part(options.records)
    return 0


if __name__ == "__main__":
    sys.exit(main())
