"""Empirical ratios that back off: each group mixes what it has seen with what the wider group says.

Along the chain all → size → exact estimate → domain × size → person → person × size → person × exact estimate,

    F_level = (Σ w·1{cell} + κ·F_wider) / (Σ w + κ),   w = ½^(age/250 d),

κ = 20; what all have seen mixes likewise with a log-normal and a mass on exactly the estimate, both learnt from the same
outcomes beside ten imagined ones, a fifth of them exactly the estimate, so that a short record speaks smoothly. Counts are
kept as w·2^(t/250 d), so that ageing is one factor.
"""

import math

import numpy as np
from numpy.typing import NDArray

from acumen.judgment.durations.bins import MIDDLE, N_CELLS, POINTS, Codes, Floats, normal_masses
from acumen.judgment.durations.dataset import HoursRecord

HALF_LIFE_DAYS = 250.0
KAPPA = 20.0
FIRST_SD, FIRST_EXACTLY, FIRST_COUNT = 0.75, 0.2, 10.0  # what is imagined before anything is seen, and its weight
MOST_DOUBLINGS = 40.0  # of the weights before they are brought down


def find_base(counts: Floats) -> Floats:
    """(n_cells,) a log-normal and a mass on exactly the estimate, from weighted counts of cells (n_cells,)."""
    off = counts.copy()
    off[MIDDLE] = 0.0
    n = float(off.sum()) + FIRST_COUNT
    mean = float(off @ POINTS) / n
    variance = (float(off @ (POINTS - mean) ** 2) + FIRST_COUNT * (FIRST_SD**2 + mean**2)) / n
    exactly = (float(counts[MIDDLE]) + FIRST_EXACTLY * FIRST_COUNT) / (float(counts.sum()) + FIRST_COUNT)
    masses = (1.0 - exactly) * normal_masses(math.sqrt(variance), mean=mean)
    masses[MIDDLE] += exactly
    return masses


class Backoff:
    """Counts that grow as outcomes become known."""

    def __init__(self, record: HoursRecord) -> None:
        """Make empty tables for the record's groups; the last row of each stands for `no such group` and stays empty."""
        chain = ["size", "exact", *(f"domain {n} size" for n in range(record.n_domains))]
        self.chain = [*chain, "person", "person size", "person exact"]
        self.half_life = HALF_LIFE_DAYS if record.has_dates else np.inf
        self.start = float(record.at_days[0]) if record.n else 0.0
        self.root = np.zeros(N_CELLS)
        self.tables: list[NDArray[np.float32]] = [
            np.zeros((len(record.names[kind]) + 1, N_CELLS), dtype=np.float32) for kind in self.chain
        ]

    def learn(self, groups: dict[str, Codes], cells: Codes, known_days: Floats) -> None:
        """Take in outcomes: their groups, cells and when they were known, each (n,)."""
        doublings = (known_days - self.start) / self.half_life
        if doublings.size and float(doublings.max()) > MOST_DOUBLINGS:
            self._age(float(doublings.max()))
            doublings = (known_days - self.start) / self.half_life
        weights = np.exp2(doublings)
        np.add.at(self.root, cells, weights)
        for kind, table in zip(self.chain, self.tables, strict=True):
            codes = groups[kind]
            is_in = codes >= 0
            np.add.at(table, (codes[is_in], cells[is_in]), weights[is_in].astype(np.float32))

    def predict(self, groups: dict[str, Codes], now_days: float) -> Floats:
        """(n, n_cells) masses for estimates of these groups."""
        factor = 2.0 ** (-(now_days - self.start) / self.half_life)
        root = self.root * factor
        n = groups["size"].size
        masses = np.broadcast_to((root + KAPPA * find_base(root)) / (root.sum() + KAPPA), (n, N_CELLS))
        for kind, table in zip(self.chain, self.tables, strict=True):
            seen = table[groups[kind]].astype(np.float64) * factor
            masses = (seen + KAPPA * masses) / (seen.sum(axis=1, keepdims=True) + KAPPA)
        return masses

    def _age(self, doublings: float) -> None:
        """Count weights from a later day on, before they overflow."""
        factor = 2.0**-doublings
        self.root *= factor
        for table in self.tables:
            np.multiply(table, np.float32(factor), out=table)
        self.start += doublings * self.half_life
