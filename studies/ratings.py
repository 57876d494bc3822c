"""Ratings on real data: `python -m studies.ratings [--write]`, data from $ACUMEN_DATA (default ../shared/data).

Prints the tables of docs/studies-ratings.md (`--write` puts them there) and exits with 1 where a figure misses its mark.
"""

import argparse
import csv
import dataclasses
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import numpy as np

from acumen.judgment.ratings import dawid_skene as classes
from acumen.judgment.ratings import fitting, panels
from acumen.judgment.ratings import mixed_model as effects
from acumen.judgment.ratings import variance_components as variances
from acumen.judgment.ratings.cross_validation import Holdout, encode, hold_out
from acumen.judgment.ratings.decisions import ONE_KIND, Decision, percentile, weigh
from acumen.judgment.ratings.fitting import Fitted
from acumen.judgment.ratings.mixed_model import Floats, Ratings, collect
from acumen.judgment.ratings.published import of_mean
from acumen.judgment.ratings.two_panels import compare, flip_prob

DATA = Path(os.environ.get("ACUMEN_DATA", "../shared/data"))
PAGE = Path(__file__).parents[1] / "docs" / "studies-ratings.md"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
ACCEPT = 0.3
N_FOLDS = 10
SLOW_SECONDS = 30.0
DESIGNS = ((25_000, 0), (25_000, 60), (25_000, 500), (600, 600), (25_000, 10_000), (5_000, 5_000))  # items, raters

Check: TypeAlias = tuple[str, str, bool]  # what, in words with the figure, whether it holds
Set: TypeAlias = tuple[str, Callable[[Path], Ratings], float, float, float | None]  # name, reader, icc, rmse, gain


def read_wide(name: str, key: str) -> Callable[[Path], Ratings]:
    """A reader of a TSV with one row per item and numbered columns of scores."""

    def read(folder: Path) -> Ratings:
        items, scores = [], []
        with (folder / name).open(encoding="utf-8") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                for column, text in row.items():
                    if column.isdigit() and text:
                        items.append(row[key])
                        scores.append(float(text))
        return collect(items, None, scores)[0]

    return read


def read_grants(folder: Path) -> Ratings:
    """The scores of grants, with who gave them."""
    with (folder / "grant_review" / "AIBS.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["Score"] not in ("", "NA")]
    return collect([row["ID"] for row in rows], [row["RevID"] for row in rows], [float(row["Score"]) for row in rows])[
        0
    ]


SETS: tuple[Set, ...] = (
    ("ICLR 2021, before", read_wide("iclr_ratings/iclr2021_ratings_20201111.tsv", ""), 0.210, 1.36, 0.045),
    ("ICLR 2021, final", read_wide("iclr_ratings/iclr2021_ratings_final.tsv", "paper_id"), 0.362, 1.26, 0.12),
    ("ICLR 2022, final", read_wide("iclr_ratings/iclr2022_ratings_final.tsv", "paper_id"), 0.417, 1.50, 0.12),
    ("AIBS grants", read_grants, 0.371, 0.72, None),
)


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def fitted(ratings: Ratings) -> tuple[Fitted, Holdout]:
    """The fit, and every rating left out in turn."""
    found = fitting.fit(ratings)
    return found, hold_out(found.ratings, found.foretold, found.foretold_variance)


def refitted_rmse(ratings: Ratings) -> float:
    """RMSE of ratings foretold with variances fitted without their fold: whether leaving out in closed form flatters."""
    fold = np.random.default_rng(0).integers(0, N_FOLDS, ratings.n)
    squares: list[Floats] = []
    design = effects.lay_out(ratings)
    for number in range(N_FOLDS):
        kept = fold != number
        names = [str(item) for item in ratings.item[kept]]
        raters = [str(rater) for rater in ratings.rater[kept]] if ratings.n_raters else None
        other = effects.lay_out(collect(names, raters, ratings.score[kept].tolist())[0])
        solved = effects.solve(design, variances.fit(other).log_ratios)
        residual = (ratings.score - solved.fitted()) / (1.0 - solved.leverages())
        asked = (~kept) & (ratings.per_item[ratings.item] > 1)
        squares.append(residual[asked] ** 2)
    return float(np.sqrt(np.concatenate(squares).mean()))


def study_sets() -> tuple[list[str], list[Check]]:
    """ICC, left-out errors, levels and flips of the four sets."""
    errors, chances, flips = [], [], []
    checks: list[Check] = []
    for name, read, icc, rmse, gain in SETS:
        ratings = read(DATA)
        found, held = fitted(ratings)
        errors.append(error_row(name, ratings, found, held))
        checks += error_checks(name, found, held, (icc, rmse, gain))
        if held.by_levels is not None:
            scored = held.by_levels
            gains = [scored.latent - scored.gaussian, scored.reweighted - scored.gaussian]
            chances.append([name, str(scored.n_levels), f"{scored.gaussian:.4f}", *(f"{each:+.4f}" for each in gains)])
            checks.append((name, f"levels over the Gaussian {max(gains):+.4f}, at least +.01", max(gains) >= 0.01))
        rows, near = study_flips(name, ratings, found)
        flips += rows
        checks += near
    head = [
        "set",
        "ratings",
        "items",
        "ICC (90 %)",
        "RMSE constant",
        "raw",
        "model",
        "refitted",
        "log raw",
        "log model",
    ]
    return [
        "### One rating, and the next one\n\n" + table(head, errors),
        "### Chances of levels\n\n" + table(["set", "levels", "Gaussian, cut", "latent", "reweighted"], chances),
        "### Accepts that flip between two panels\n\n"
        + table(["set", "panels", "items", "flipped", "± se", "correlation", "Gaussian", "levels"], flips),
    ], checks


def error_row(name: str, ratings: Ratings, found: Fitted, held: Holdout) -> list[str]:
    """A line of the first table."""
    low, high = found.interval(fitting.icc)
    rmse = (held.constant.rmse, held.raw.rmse, held.model.rmse, refitted_rmse(ratings))
    logs = (held.raw.log - held.constant.log, held.model.log - held.constant.log)
    icc = f"{found.best.icc:.3f} ({low:.3f}–{high:.3f})"
    return [
        name,
        f"{ratings.n:,}",
        f"{ratings.n_items:,}",
        icc,
        *(f"{e:.3f}" for e in rmse),
        *(f"{g:+.3f}" for g in logs),
    ]


def error_checks(name: str, found: Fitted, held: Holdout, marks: tuple[float, float, float | None]) -> list[Check]:
    """Whether ICC, error and log density reach their marks."""
    icc, rmse, gain = marks
    more = held.model.log - held.constant.log
    checks = [
        (name, f"icc {found.best.icc:.3f} within .01 of {icc}", abs(found.best.icc - icc) <= 0.01),
        (name, f"left-out rmse {held.model.rmse:.3f} at most {rmse}", held.model.rmse <= rmse),
    ]
    if gain is not None:
        checks.append((name, f"log density over the constant {more:.3f} at least {gain}", more >= gain))
    return checks


def study_flips(name: str, ratings: Ratings, found: Fitted) -> tuple[list[list[str]], list[Check]]:
    """Real splits at the top 30 %, and what both models say."""
    rows: list[list[str]] = []
    checks: list[Check] = []
    for size in (1, 2):
        rng = np.random.default_rng(0)
        real = panels.split(ratings, size, ACCEPT, rng=rng)
        if real is None:
            continue
        gaussian = flip_prob(ACCEPT, of_mean(found.best.icc, size))
        coded = encode(ratings.score)
        levels = panels.level_flip(ratings, *coded, size, ACCEPT, rng=rng) if coded else None
        cells = [f"{real.flip:.3f}", f"{real.flip_error:.3f}", f"{real.correlation:.3f}", f"{gaussian:.3f}"]
        rows.append(
            [name, f"{size} and {size}", f"{real.n_items:,}", *cells, "" if levels is None else f"{levels:.3f}"]
        )
        if size > 1 and levels is not None:
            worst = max(abs(gaussian - real.flip), abs(levels - real.flip))
            checks.append((name, f"flips within {worst:.3f} of real 2-vs-2 splits, at most .04", worst <= 0.04))
    return rows, checks


def study_neurips() -> tuple[list[str], list[Check]]:
    """NeurIPS 2014's papers that were judged twice, and what a rejection there should do."""
    found = compare(22, 22, 21, 101)
    accept = sum(found.accepts) / 2.0
    rows = []
    for word, is_accepted in (("rejected", False), ("accepted", True)):
        for label, reliability in (
            ("best", found.correlation),
            ("5 %", found.interval[0]),
            ("95 %", found.interval[1]),
        ):
            decision = Decision(is_accepted=is_accepted, accept=accept, reliability=reliability)
            weighed = weigh([decision])
            belief = weighed.kinds[ONE_KIND]
            to = f"{percentile(belief.mean):.0f}"
            rows.append(
                [word, f"{reliability:.2f} ({label})", f"{belief.mean:+.2f}", f"50 → {to}", f"{weighed.bits:.2f}"]
            )
    said = (
        f"Latent correlation {found.correlation:.3f}, 90 % from {found.interval[0]:.2f} to {found.interval[1]:.2f} "
        f"(tetrachoric, likelihood ratio). Of the accepts of one committee {found.flip:.3f} were not accepted by the other "
        f"(fitted {found.flip_fitted:.3f}); the two differ on {found.disagree:.3f} of all papers."
    )
    head = ["decision", "reliability", "moves by (sd)", "percentile", "bits of such a decision"]
    close = abs(found.flip - found.flip_fitted) <= 0.01
    return [f"### NeurIPS 2014, judged twice\n\n{said}\n\n{table(head, rows)}"], [("NeurIPS 2014", said, close)]


def study_classes() -> tuple[list[str], list[Check]]:
    """Dawid and Skene's own patients."""
    with (DATA / "rater_anesthesia" / "anesthesia.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    labels, (_, raters, names) = classes.collect(*([row[key] for row in rows] for key in ("item", "rater", "rating")))
    lines: list[list[str]] = []
    checks: list[Check] = []
    for smoothing in (0.0, classes.SMOOTHING):
        found = classes.fit(labels, smoothing=smoothing)
        shares = [f"{share:.2f}" for share in found.shares]
        diagonal = [f"{each:.2f}" for each in np.diag(found.confusion[raters.index("1.0")])]
        lines.append([f"{smoothing:g}", " ".join(shares), " ".join(diagonal), str(found.n_rounds)])
        good = shares == ["0.40", "0.42", "0.11", "0.07"] and diagonal == ["0.91", "0.88", "0.66", "0.44"]
        checks.append(("anesthesia", f"shares {shares}, rater 1 {diagonal}", good))
    head = ["smoothing", f"shares of classes {', '.join(names)}", "rater 1, diagonal", "rounds"]
    return ["### Dawid and Skene's patients\n\n" + table(head, lines)], checks


def study_size() -> tuple[list[str], list[Check]]:
    """100,000 simulated ratings: variances 1, .5 and 1.5; coverage of 90 % intervals; seconds, left-out scores included."""
    rows, checks = [], []
    for n_items, n_raters in DESIGNS:
        rng = np.random.default_rng(1)
        item = np.repeat(np.arange(n_items), 100_000 // n_items)
        quality, severity = rng.normal(0.0, 1.0, n_items), rng.normal(0.0, 0.5**0.5, max(n_raters, 1))
        rater = rng.integers(0, n_raters, len(item)) if n_raters else np.zeros(len(item), dtype=np.int64)
        score = quality[item] + severity[rater] * (n_raters > 0) + rng.normal(0.0, 1.5**0.5, len(item))
        begin = time.perf_counter()
        ratings, _, _ = collect(item.tolist(), rater.tolist() if n_raters else None, score.tolist())
        found, _ = fitted(dataclasses.replace(ratings, score=np.round(ratings.score)))
        seconds = time.perf_counter() - begin
        inside = float(np.mean(np.abs(found.items.mean - quality) < 1.6449 * found.items.sd))
        best = found.best
        how = "exact" if found.is_exact else "traces by vectors"
        figures = [f"{each:.3f}" for each in (best.item, best.rater, best.noise, inside)]
        rows.append([f"{n_items:,} × {n_raters:,}", how, *figures, f"{seconds:.1f}"])
        checks.append(
            (f"{n_items} × {n_raters}", f"100,000 ratings in {seconds:.1f} s, under 30", seconds < SLOW_SECONDS)
        )
    head = ["items × raters", "way", "item", "rater", "noise (+1/12)", "coverage of 90 %", "seconds"]
    return ["### 100,000 ratings\n\n" + table(head, rows)], checks


def main() -> int:
    """Print the tables; 1 where a figure misses its mark, 2 where the data is not there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the tables into docs/studies-ratings.md")
    arguments = parser.parse_args()
    if not DATA.exists():
        print(f"no data at {DATA} ($ACUMEN_DATA)", file=sys.stderr)
        return 2
    parts, checks = [], []
    for study in (study_sets, study_neurips, study_classes, study_size):
        found, marks = study()
        parts += found
        checks += marks
        print("\n\n".join(found), end="\n\n", flush=True)
    for name, said, holds in checks:
        print(f"{'holds ' if holds else 'MISSED'}  {name}: {said}")
    if arguments.write:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        _, _, after = rest.partition(END)
        PAGE.write_text(f"{before}{BEGIN}\n\n" + "\n\n".join(parts) + f"\n\n{END}{after}", encoding="utf-8")
    return 0 if all(holds for _, _, holds in checks) else 1


if __name__ == "__main__":
    sys.exit(main())
