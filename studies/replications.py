"""Forecasts of 103 replications, one project left out at a time: `python -m studies.replications`.

Data: Gordon et al. 2021, doi:10.1371/journal.pone.0248780, in $ACUMEN_DATA/replication_markets. Prints a Markdown table.
What was fixed beforehand, by the design: the priors for persons and for a crowd or a market as a source, 1/k weights, softening
at .02, the gate; "both" is the mean of the log-odds of survey mean and final price. Nothing here was
chosen by the scores of this table.
"""

import csv
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from acumen.judgment.calibration import PERSON, SOURCE, Sayings, fit, settled
from acumen.judgment.calibration.cross_validation import leave_out
from acumen.judgment.calibration.forecasts import number_labels
from acumen.judgment.calibration.hierarchical_model import Prior
from acumen.judgment.calibration.pooling import measure_spreads, pool
from studies.measured import Measured, measure, print_table
from studies.real_data import find

FOLDER = "replication_markets"
TARGETS = {  # (must reach, aim): Brier, log
    "individuals": ((0.2272, 0.6475), (0.2265, 0.6445)),
    "survey mean": ((0.1805, 0.535), (0.179, 0.531)),
    "final market price": ((0.180, 0.545), (0.1775, 0.539)),
    "both": ((0.1725, 0.520), (0.170, 0.515)),
}
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replications:
    """Outcomes by finding; what each person said of a finding; the last price of each."""

    outcomes: dict[str, bool]
    projects: dict[str, str]
    answers: list[tuple[str, str | None, float]]  # (finding, person, chance)
    prices: dict[str, float]

    @property
    def means(self) -> dict[str, float]:
        """The mean answer of each finding."""
        by_finding = defaultdict(list)
        for finding, _, chance in self.answers:
            by_finding[finding].append(chance)
        return {finding: float(np.mean(said)) for finding, said in by_finding.items()}

    @property
    def both(self) -> dict[str, float]:
        """The mean log-odds of mean answer and price."""
        return {f: float(expit((logit(mean) + logit(self.prices[f])) / 2)) for f, mean in self.means.items()}


def read(folder: Path) -> Replications:
    """The three files of the folder."""
    findings = _rows(folder / "finding_data.csv")
    answers = [
        (
            row["finding_id"],
            None if row["forecaster_id"] in {"", "NA"} else row["forecaster_id"],
            float(row["response"]),
        )
        for row in _rows(folder / "survey_data.csv")
    ]
    trades = sorted(
        _rows(folder / "market_data.csv"), key=lambda row: (row["time_stamp"], float(row["transaction_id"]))
    )
    return Replications(
        outcomes={row["finding_id"]: float(row["replicated"]) == 1.0 for row in findings},
        projects={row["finding_id"]: row["project"] for row in findings},
        answers=answers,
        prices={row["finding_id"]: float(row["price"]) for row in trades},
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def individuals(data: Replications) -> tuple[Sayings, NDArray[np.intp]]:
    """Each answer a saying, weighted 1/k; and the project of each."""
    findings = [finding for finding, _, _ in data.answers]
    sayings = settled(
        [chance for _, _, chance in data.answers],
        [data.outcomes[finding] for finding in findings],
        persons=[person for _, person, _ in data.answers],
        questions=findings,
    )
    return sayings, number_labels([data.projects[finding] for finding in findings])[0]


def source(data: Replications, chances: dict[str, float]) -> tuple[Sayings, NDArray[np.intp]]:
    """One chance for each finding; and the project of each."""
    findings = sorted(chances)
    sayings = settled([chances[f] for f in findings], [data.outcomes[f] for f in findings])
    return sayings, number_labels([data.projects[finding] for finding in findings])[0]


def compare(name: str, sayings: Sayings, folds: NDArray[np.intp], prior: Prior) -> Measured:
    """As said and as corrected, each project by the others."""
    found = leave_out(sayings, folds, prior=prior)
    return measure(name, sayings, found.corrected)


def pooled(data: Replications) -> Measured:
    """The answers to each finding pooled, corrections and spreads learnt from the other projects."""
    sayings, folds = individuals(data)
    findings = [finding for finding, _, _ in data.answers]
    rng = np.random.default_rng(1)
    chances: dict[str, float] = {}
    for fold in np.unique(folds):
        rest = np.flatnonzero(folds != fold)
        correction = fit(sayings.take(rest), prior=PERSON)
        spreads = measure_spreads(sayings.probs[rest], sayings.questions[rest])
        for finding in sorted({findings[row] for row in np.flatnonzero(folds == fold)}):
            rows = np.array([row for row, name in enumerate(findings) if name == finding])
            persons = tuple(sayings.persons[row] for row in rows)
            chances[finding] = pool(correction, sayings.probs[rows], persons, spreads=spreads, rng=rng).prob
    crowd, _ = source(data, data.means)
    return measure("answers pooled by slope_k", crowd, np.array([chances[finding] for finding in sorted(chances)]))


def study(folder: Path) -> list[Measured]:
    """All rows of the table."""
    data = read(folder)
    return [
        compare("individuals", *individuals(data), PERSON),
        compare("survey mean", *source(data, data.means), SOURCE),
        compare("final market price", *source(data, data.prices), SOURCE),
        compare("both", *source(data, data.both), SOURCE),
        pooled(data),
    ]


def main() -> int:
    """Print the table; 1 when a figure that must be reached is not."""
    return print_table(study(find(FOLDER)), TARGETS)


if __name__ == "__main__":
    sys.exit(main())
