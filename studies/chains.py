"""Misses that go together in real work: chains of software tasks (SiP), the band of when a chain is done.

`python -m studies.chains`. A chain is what one developer did in one part of a project, 8 tasks or more; known are its
estimates. Each task takes estimate · exp(q), q from what tasks of other parts took, and the tasks of a chain share ρ of their
luck (a Gaussian copula, as `docs/standard.md` has it). ρ is 0; 15 %; or learnt from the chains of the other parts: that of the
largest likelihood of what each took in all (normal in logarithms, its mean and sd from draws). Counted is how often the 80 %
band holds what was taken. Parts are left out by fifths.
Exits with 1 unless the band with ρ learnt holds 75 to 85 %, and with ρ = 0 less than 75 %.
"""

import csv
import math
import os
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from acumen.distributions.special import normal_cdf

FOLDER = Path(os.environ.get("ACUMEN_DATA", "../shared/data")) / "sip"
LEAST, MOST = 8, 60  # tasks of a chain; of longer ones the first
SHARES = (0.0, 0.02, 0.05, 0.08, 0.12, 0.16, 0.2, 0.25, 0.3, 0.4, 0.5)
DEFAULT = 0.15
N_FITTED, N_BAND = 300, 2_000  # draws
N_FOLDS, N_SEEDS = 5, 3
BAND = (0.1, 0.9)
AIM = (0.75, 0.85)

Floats: TypeAlias = npt.NDArray[np.float64]


class TaskChain(NamedTuple):
    """Tasks of one developer in one part: hours estimated and taken, (n_tasks,)."""

    part: str
    estimated: Floats
    taken: Floats


class Coverage(NamedTuple):
    """How often the band held, by share; and the shares that were learnt."""

    alone: float
    default: float
    learnt: float
    shares: tuple[float, ...]
    n: int


def read_chains(folder: Path) -> list[TaskChain]:
    """One row per task, in the order of the file."""
    with (folder / "Sip-task-info.csv").open(encoding="latin-1", newline="") as file:
        rows = {row["TaskNumber"]: row for row in reversed(list(csv.DictReader(file)))}
    groups: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for row in reversed(rows.values()):
        hours = float(row["HoursEstimate"] or 0.0), float(row["HoursActual"] or 0.0)
        if min(hours) > 0.0:
            groups[row["DeveloperID"], row["ProjectBreakdownCode"]].append(hours)
    return [
        TaskChain(part, *np.array(hours[:MOST]).T) for (_, part), hours in sorted(groups.items()) if len(hours) >= LEAST
    ]


def draw_totals(estimated: Floats, misses: Floats, share: float, n_draws: int) -> Floats:
    """Logarithms of what a chain takes in all; `misses`: log(taken / estimated) of other tasks, ascending."""
    rng = np.random.default_rng(1)
    together, apart = rng.standard_normal((n_draws, 1)), rng.standard_normal((n_draws, len(estimated)))
    probs = normal_cdf(math.sqrt(share) * together + math.sqrt(1.0 - share) * apart)
    drawn = misses[np.minimum((probs * len(misses)).astype(np.int64), len(misses) - 1)]
    totals: Floats = np.log((estimated * np.exp(drawn)).sum(axis=1))
    return totals


def learn_share(chains: Sequence[TaskChain], misses: Floats) -> float:
    """The share under which what these chains took in all is likeliest."""

    def log_likelihood(share: float) -> float:
        found = 0.0
        for chain in chains:
            drawn = draw_totals(chain.estimated, misses, share, N_FITTED)
            z = (math.log(chain.taken.sum()) - drawn.mean()) / drawn.std()
            found -= 0.5 * z * z + math.log(drawn.std())
        return float(found)

    return max(SHARES, key=log_likelihood)


def cover(chains: Sequence[TaskChain], seed: int, *, n_band: int = N_BAND) -> Coverage:
    """Every fifth of the parts by the others."""
    parts = sorted({chain.part for chain in chains})
    folds = dict(zip(parts, np.random.default_rng(seed).permutation(len(parts)) % N_FOLDS, strict=True))
    held: dict[str, list[bool]] = {"alone": [], "default": [], "learnt": []}
    learnt = []
    for fold in range(N_FOLDS):
        others = [chain for chain in chains if folds[chain.part] != fold]
        misses = np.sort(np.concatenate([np.log(chain.taken / chain.estimated) for chain in others]))
        learnt.append(learn_share(others, misses))
        shares = {"alone": 0.0, "default": DEFAULT, "learnt": learnt[-1]}
        for chain in chains:
            if folds[chain.part] != fold:
                continue
            for name, share in shares.items():
                low, high = np.quantile(draw_totals(chain.estimated, misses, share, n_band), BAND)
                held[name].append(bool(low <= math.log(chain.taken.sum()) <= high))
    means = {name: float(np.mean(each)) for name, each in held.items()}
    return Coverage(**means, shares=tuple(learnt), n=len(held["alone"]))


def main() -> int:
    """Print the table."""
    chains = read_chains(FOLDER)
    print(f"{len(chains)} chains of {LEAST} to {MOST} tasks, {sum(len(chain.taken) for chain in chains):,} tasks.\n")
    print("| parts left out, seed | ρ = 0 | ρ = 15 % | ρ learnt | which |\n|---|---|---|---|---|")
    missed = False
    for seed in range(N_SEEDS):
        found = cover(chains, seed)
        shares = f"{min(found.shares):.2f} to {max(found.shares):.2f}"
        print(f"| {seed} | {found.alone:.1%} | {found.default:.1%} | {found.learnt:.1%} | {shares} |", flush=True)
        missed |= not AIM[0] <= found.learnt <= AIM[1] or found.alone >= AIM[0]
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
