"""Credences of PredictionBook, corrected as they came in: `python -m studies.predictionbook`.

Data: $ACUMEN_DATA/predictionbook. Each credence is corrected by the outcomes known when it was made; scored from 4 June 2015
on. Fixed beforehand, by the design: the priors, half-life 365 days, softening at .02, 1/k weights, the gate. The rows below the
first are looks at what each part does; none of them was chosen by its score, and the first is what acumen does.
"""

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from acumen.importing.sheet import read_known, read_moment
from acumen.judgment.calibration import PERSON, Sayings, settled
from acumen.judgment.calibration.prequential import follow, order
from acumen.tables.table import Table, read_table
from studies.measured import Measured, measure, print_table
from studies.real_data import find

FILE = "predictionbook/responses.csv"
SINCE = "2015-06-04"
N_EXPERT = 30
TARGETS = {"as acumen does it": ((0.1537, 0.472), (0.1533, 0.470))}  # (must reach, aim): Brier, log


def read(path: Path, *, has_persons: bool = True) -> Sayings:
    """All credences."""
    table = read_table(path)
    outcomes, _ = table.parse("outcome", lambda text: read_known(text) == "yes", expected="right or wrong")
    return settled(
        [chance / 100.0 for chance in _column(table, "credence")],
        [bool(outcome) for outcome in outcomes],
        persons=table.texts("user") if has_persons else None,
        questions=table.texts("number"),
        made_days=_days(table, "time"),
        known_days=_days(table, "time_known"),
    )


def _column(table: Table, name: str) -> list[float]:
    return [float(text) for text in table.texts(name)]


def _days(table: Table, name: str) -> list[float]:
    return [read_moment(text).timestamp() / 86_400.0 for text in table.texts(name)]


def tested(sayings: Sayings) -> NDArray[np.intp]:
    """The rows that are scored."""
    if sayings.made_days is None:
        raise ValueError("expected the days on which the credences were stated")
    return np.flatnonzero(sayings.made_days >= read_moment(SINCE).timestamp() / 86_400.0)


def count_known(sayings: Sayings) -> NDArray[np.intp]:
    """How many outcomes of its own person were known when each credence was stated, (n,)."""
    made, known = order(sayings)
    persons = np.array(sayings.persons)
    found = np.zeros(sayings.n, dtype=np.intp)
    for person in np.unique(persons):
        rows = np.flatnonzero(persons == person)
        found[rows] = np.searchsorted(np.sort(known[rows]), made[rows], side="left")
    return found


def study(path: Path) -> list[Measured]:
    """All rows of the table."""
    sayings, alone = read(path), read(path, has_persons=False)
    rows = tested(sayings)
    found = follow(sayings, prior=PERSON)
    quick = follow(sayings, prior=PERSON, halving_days=180.0)
    expert = rows[count_known(sayings)[rows] >= N_EXPERT]
    return [
        measure("as acumen does it", sayings, found.corrected, rows),
        measure("without the gate", sayings, found.candidate, rows),
        measure("half-life 180 days", sayings, quick.corrected, rows),
        measure("not told who said it", alone, follow(alone, prior=PERSON).corrected, rows),
        measure("softening at .02 alone", sayings, np.clip(sayings.probs, 0.02, 0.98), rows),
        measure("by people with 30 outcomes or more", sayings, found.corrected, expert),
    ]


def main() -> int:
    """Print the table; 1 when a figure that must be reached is not."""
    return print_table(study(find(FILE)), TARGETS)


if __name__ == "__main__":
    sys.exit(main())
