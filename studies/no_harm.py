"""Does correcting harm people who need none? `python -m studies.no_harm [--people N]`. Simulated; fixed seeds.

Each simulated person says n chances one after another, each corrected by the outcomes before it (and by a gate learnt in the
same way). Truth lies at intercept + slope · log-odds said: calibrated people have (0, 1).
"""

import argparse
import sys
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from acumen.judgment.calibration import PERSON, SOURCE, settled
from acumen.judgment.calibration.hierarchical_model import Prior
from acumen.judgment.calibration.prequential import follow
from acumen.judgment.scoring_rules import log_loss

HARM, MOST_HARM = 0.001, 0.005  # on average, and of anybody, over the first FEW forecasts
FEW, MANY = 30, 100
KINDS = {  # intercept, slope, sd of the log-odds said, share of certainties said (0 % or 100 %)
    "calibrated": (0.0, 1.0, 1.5, 0.0),
    "calibrated, bold": (0.0, 1.0, 2.5, 0.0),
    "calibrated, timid": (0.0, 1.0, 0.5, 0.0),
    "over-confident": (0.0, 0.5, 1.5, 0.0),
    "over-confident, certainties": (0.0, 0.5, 1.5, 0.1),
    "under-confident": (0.0, 1.8, 0.8, 0.0),
    "too hopeful": (-0.7, 1.0, 1.5, 0.0),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """Over simulated people: mean change of the log score (below 0: the correction helped), and how often it harmed."""

    change: float
    error: float
    harmed: float  # share of people who lost more than .001
    worst: float  # change of the one who lost most


def simulate(kind: str, *, n_people: int, n_said: int, prior: Prior, seed: int) -> Harm:
    """The change over all forecasts of each person, from the first on."""
    rng = np.random.default_rng(seed)
    changes = np.array([_one(kind, n_said, prior, rng) for _ in range(n_people)])
    return Harm(
        change=float(changes.mean()),
        error=float(changes.std(ddof=1) / np.sqrt(n_people)),
        harmed=float((changes > HARM).mean()),
        worst=float(changes.max()),
    )


def _one(kind: str, n_said: int, prior: Prior, rng: np.random.Generator) -> float:
    intercept, slope, sd, certain = KINDS[kind]
    x: NDArray[np.float64] = rng.normal(0.0, sd, n_said)
    happened = rng.random(n_said) < expit(intercept + slope * x)
    probs = np.where(rng.random(n_said) < certain, np.round(expit(x)), expit(x))
    found = follow(settled(probs, happened), prior=prior)
    return float((log_loss(found.corrected, happened) - log_loss(probs, happened)).mean())


def main() -> int:
    """Print the table; 1 when calibrated people, by the prior for people, lose more than they may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100)
    options = parser.parse_args()
    print(
        "| people | prior | forecasts each | change of the log score | standard error | lost more than .001 | worst |"
    )
    print("|:--|:--|--:|--:|--:|--:|--:|")
    n_harmed = 0
    for kind in KINDS:
        for name, prior in (("person", PERSON), ("source", SOURCE)):
            for n_said in (FEW, MANY):
                found = simulate(kind, n_people=options.people, n_said=n_said, prior=prior, seed=n_said)
                if kind.startswith("calibrated") and name == "person" and n_said == FEW:
                    n_harmed += found.change > HARM or found.worst > MOST_HARM
                figures = f"{found.change:+.4f} | {found.error:.4f} | {100 * found.harmed:.0f} % | {found.worst:+.4f}"
                print(f"| {kind} | {name} | {n_said} | {figures} |", flush=True)
    return int(n_harmed > 0)


if __name__ == "__main__":
    sys.exit(main())
