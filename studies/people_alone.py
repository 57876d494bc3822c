"""129 people, each corrected by the own record and nothing else: `python -m studies.people_alone`.

Data: $ACUMEN_DATA/predictionbook_people, the first forecast of each person on each question. Each is corrected by the outcomes
of that person known strictly before it was said. Figures are changes of the log score in nats a forecast, corrected less as
said: below 0 the correction helped. What was fixed beforehand, by the design: priors, half-life, softening, gate, days.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from acumen.importing.sheet import read_moment
from acumen.judgment.calibration import PERSON, Sayings, settled
from acumen.judgment.calibration.bootstrap import mean
from acumen.judgment.calibration.prequential import follow
from acumen.judgment.scoring_rules import log_loss
from acumen.tables.table import read_table
from studies.real_data import find

FILE = "predictionbook_people/forecasts.csv"
N_FIRST = 30  # in the order in which they were said
SOFTENED = 0.02
TARGETS = {  # (must reach, aim)
    "pooled": (-0.008, -0.0083),
    "first": (-0.006, -0.0066),
    "worst_tenth": (0.007, 0.0065),
    "worst": (0.02, 0.018),
}
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """Changes of the log score: over all forecasts, and of each person's first 30 (mean, mean of the worst tenth, worst)."""

    pooled: float
    first: float
    worst_tenth: float
    worst: float
    interval: tuple[float, float]  # 95 %, of the mean of each person's first 30
    n: int
    n_people: int


def read(path: Path) -> list[Sayings]:
    """One record for each person."""
    table = read_table(path)
    persons, questions = np.array(table.texts("person")), np.array(table.texts("question"))
    probs, outcomes = (np.array(table.texts(name), dtype=float) for name in ("prob", "outcome"))
    made, known = (
        np.array([read_moment(text).timestamp() / 86_400.0 for text in table.texts(name)])
        for name in ("said_at", "known_at")
    )
    records = []
    for person in dict.fromkeys(persons.tolist()):
        at = np.flatnonzero(persons == person)
        records.append(
            settled(
                probs[at],
                outcomes[at],
                persons=[person] * len(at),
                questions=questions[at].tolist(),
                made_days=made[at],
                known_days=known[at],
            )
        )
    return records


def change(sayings: Sayings, corrected: Floats) -> Floats:
    """Corrected less as said, in the order in which it was said, (n,)."""
    if sayings.made_days is None:
        raise ValueError("expected the days on which the forecasts were made")
    outcomes = sayings.if_true
    changes = log_loss(corrected, outcomes) - log_loss(sayings.probs, outcomes)
    return np.asarray(changes[np.argsort(sayings.made_days, kind="stable")])


def summarise(changes: list[Floats]) -> Alone:
    """Over people."""
    first = np.sort([float(one[:N_FIRST].mean()) for one in changes])
    whole = mean(first, np.arange(len(first)))
    return Alone(
        pooled=float(np.concatenate(changes).mean()),
        first=whole.value,
        worst_tenth=float(first[-max(1, round(len(first) / 10)) :].mean()),
        worst=float(first[-1]),
        interval=(whole.lower, whole.upper),
        n=sum(map(len, changes)),
        n_people=len(first),
    )


def study(records: list[Sayings]) -> dict[str, Alone]:
    """The correction, and what softening certainties alone would do."""
    return {
        "corrected": summarise([change(one, follow(one, prior=PERSON).corrected) for one in records]),
        "softened at 2 % and nothing else": summarise(
            [change(one, np.clip(one.probs, SOFTENED, 1.0 - SOFTENED)) for one in records]
        ),
    }


def main() -> int:
    """Print the table; 1 when a figure that must be reached is not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, help="only so many of them")
    found = study(read(find(FILE))[: parser.parse_args().people])
    print("| people alone | people | n | pooled | first 30 | 95 % interval | their worst tenth | worst |")
    print("|:--|--:|--:|--:|--:|:--|--:|--:|")
    for name, one in found.items():
        interval = f"[{one.interval[0]:+.4f}, {one.interval[1]:+.4f}]"
        figures = f"{one.pooled:+.4f} | {one.first:+.4f} | {interval} | {one.worst_tenth:+.4f} | {one.worst:+.4f}"
        print(f"| {name} | {one.n_people} | {one.n:,} | {figures} |")
    corrected = found["corrected"]
    for which, name in enumerate(("must reach", "aim")):
        pooled, first, tenth, worst = (TARGETS[key][which] for key in ("pooled", "first", "worst_tenth", "worst"))
        print(f"| {name} | | | {pooled:+.4f} | {first:+.4f} | | {tenth:+.4f} | {worst:+.4f} |")
    return int(any(round(getattr(corrected, key), 4) > must for key, (must, _) in TARGETS.items()))


if __name__ == "__main__":
    sys.exit(main())
