"""Ranking by comparisons of two: Bradley–Terry with Davidson's ties, under a normal prior, with its uncertainty.

With skills θ and d = θ_i − θ_j: P(i wins) ∝ e^{d/2}, P(j wins) ∝ e^{−d/2}, P(tie) ∝ ν (Davidson 1970,
doi:10.1080/01621459.1970.10481082; without ties Bradley and Terry 1952). θ ~ N(0, sd²), log ν ~ N(−1, 1) where ties occur;
sd is the one of highest evidence on a grid (Laplace). Found by Newton's method; the errors are those of the normal there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy import linalg

from acumen.errors import UsageError
from acumen.judgment.ratings.mixed_model import Floats, Ints, number

PRIOR_SDS = tuple(float(sd) for sd in np.geomspace(0.1, 6.0, 25))
WIDEST = 100.0  # log odds: 1 to 10⁴³
LOG_TIES_MEAN, LOG_TIES_SD = -1.0, 1.0
MOST_ITEMS = 1_000
MOST_FINE = 200  # items up to which all prior sds are tried, else every third
MOST_PAIRED = 300  # items among which every pair is looked at; beyond, the least certain ones
MOST_ROUNDS = 100
N_NODES = 21
N_DRAWS = 4_000
FIRST, SECOND, TIE = 1, 2, 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparisons:
    """Who met whom and how it ended: 1 the first won, 2 the second, 0 a tie."""

    first: Ints  # (n,)
    second: Ints  # (n,)
    outcome: Ints  # (n,)
    n_items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Skills in log odds with mean 0, their covariance, and the ties' ν (0 where there were none)."""

    skills: Floats  # (n_items,)
    covariance: Floats  # (n_items, n_items), of skills less their mean
    prior_sd: float
    ties: float

    @property
    def sds(self) -> Floats:
        """(n_items,) standard errors of the skills."""
        return np.sqrt(np.maximum(np.diag(self.covariance), 0.0))

    def win_prob(self, first: int, second: int) -> float:
        """P(the first of two wins | no tie), its uncertainty integrated."""
        mean, sd = self._gap(first, second)
        nodes, weights = np.polynomial.hermite_e.hermegauss(N_NODES)
        return float(weights @ (1.0 / (1.0 + np.exp(-(mean + sd * nodes)))) / weights.sum())

    def best_probs(self, *, rng: np.random.Generator) -> Floats:
        """(n_items,) chances of being the best of all."""
        values, vectors = linalg.eigh(self.covariance)
        root = vectors * np.sqrt(np.maximum(values, 0.0))
        draws = self.skills + rng.standard_normal((N_DRAWS, len(self.skills))) @ root.T
        return np.bincount(draws.argmax(axis=1), minlength=len(self.skills)) / N_DRAWS

    def _gap(self, first: int, second: int) -> tuple[float, float]:
        cov = self.covariance
        variance = cov[first, first] + cov[second, second] - 2.0 * cov[first, second]
        return float(self.skills[first] - self.skills[second]), math.sqrt(max(0.0, float(variance)))


def compare(first: Sequence[str], second: Sequence[str], outcome: Sequence[int]) -> tuple[Comparisons, list[str]]:
    """Comparisons from names, and the names in the order they first occur. UsageError where a thing meets itself."""
    if not first:
        raise UsageError(
            "expected at least one comparison, found none", hint="name the columns of who won and who lost"
        )
    same = [a for a, b in zip(first, second, strict=True) if a == b]
    if same:
        raise UsageError(
            f"expected two different items in a comparison, found {same[0]!r} twice", hint="take that row out"
        )
    names, codes = number([name for pair in zip(first, second, strict=True) for name in pair])
    if len(names) > MOST_ITEMS:
        raise UsageError(f"expected at most {MOST_ITEMS:,} items, found {len(names):,}", hint="compare fewer at once")
    found = Comparisons(
        first=codes[0::2], second=codes[1::2], outcome=np.asarray(outcome, dtype=np.int64), n_items=len(names)
    )
    return found, names


def chances(gap: Floats, ties: float) -> Floats:
    """(3, …) P(tie), P(first wins), P(second wins) at skill gaps."""
    half = 0.5 * np.clip(gap, -200.0, 200.0)
    raw = np.stack([np.full_like(half, ties), np.exp(half), np.exp(-half)])
    return np.asarray(raw / raw.sum(axis=0))


def fit(comparisons: Comparisons, *, prior_sd: float | None = None) -> Ranking:
    """The most likely skills under the prior; its sd by evidence unless given."""
    if prior_sd is not None and not 1.0 / WIDEST <= prior_sd <= WIDEST:
        raise UsageError(
            f"expected a prior sd from {1.0 / WIDEST:g} to {WIDEST:g}, in log odds, found {prior_sd:g}",
            hint="leave it out and it is fitted",
        )
    tried = [
        _fit(comparisons, sd)
        for sd in ([prior_sd] if prior_sd else PRIOR_SDS[:: 1 if comparisons.n_items <= MOST_FINE else 3])
    ]
    return max(tried, key=lambda each: each[0])[1]


def _fit(comparisons: Comparisons, prior_sd: float) -> tuple[float, Ranking]:
    """Newton's method; the Laplace evidence and the ranking."""
    n, has_ties = comparisons.n_items, bool((comparisons.outcome == TIE).any())
    x = np.zeros(n + 1)
    x[n] = LOG_TIES_MEAN
    value, slope, bend = _objective(comparisons, x, prior_sd, has_ties=has_ties)
    for _ in range(MOST_ROUNDS):
        step = linalg.solve(bend, slope, assume_a="pos")
        size = 1.0
        while size > 1e-8:  # noqa: PLR2004 -- halved until it helps
            new = x - size * step
            after = _objective(comparisons, new, prior_sd, has_ties=has_ties)
            if after[0] <= value + 1e-12:
                break
            size *= 0.5
        x, (value, slope, bend) = new, after
        if float(np.abs(size * step).max()) < 1e-9:  # noqa: PLR2004 -- skills are in log odds
            break
    evidence = -value - 0.5 * float(np.linalg.slogdet(bend)[1]) - n * math.log(prior_sd)
    covariance = linalg.inv(bend)[:n, :n]
    centred = np.eye(n) - 1.0 / n
    ranking = Ranking(
        skills=x[:n] - x[:n].mean(),
        covariance=centred @ covariance @ centred,
        prior_sd=prior_sd,
        ties=math.exp(x[n]) if has_ties else 0.0,
    )
    return evidence, ranking


def _objective(comparisons: Comparisons, x: Floats, prior_sd: float, *, has_ties: bool) -> tuple[float, Floats, Floats]:
    """Minus the log posterior of (θ, log ν), its slope and its curvature (positive definite)."""
    n, i, j = comparisons.n_items, comparisons.first, comparisons.second
    probs = chances(x[i] - x[j], math.exp(x[n]) if has_ties else 0.0)
    seen = np.take_along_axis(probs, comparisons.outcome[None, :], axis=0)[0]
    lead = np.select([comparisons.outcome == FIRST, comparisons.outcome == SECOND], [0.5, -0.5], 0.0)
    drift = 0.5 * (probs[FIRST] - probs[SECOND])
    value = -float(np.log(np.maximum(seen, 1e-300)).sum()) + 0.5 * float(x[:n] @ x[:n]) / prior_sd**2
    slope = np.zeros(n + 1)
    np.add.at(slope, i, drift - lead)
    np.add.at(slope, j, lead - drift)
    slope[:n] += x[:n] / prior_sd**2
    weight = 0.25 * (probs[FIRST] + probs[SECOND]) - drift**2
    bend = np.zeros((n + 1, n + 1))
    np.add.at(bend, (i, i), weight)
    np.add.at(bend, (j, j), weight)
    np.add.at(bend, (i, j), -weight)
    np.add.at(bend, (j, i), -weight)
    bend[np.arange(n), np.arange(n)] += 1.0 / prior_sd**2
    off = x[n] - LOG_TIES_MEAN
    value += 0.5 * (off / LOG_TIES_SD) ** 2
    slope[n] = off / LOG_TIES_SD**2
    bend[n, n] = 1.0 / LOG_TIES_SD**2
    if has_ties:
        tie = probs[TIE]
        slope[n] += float((tie - (comparisons.outcome == TIE)).sum())
        bend[n, n] += float((tie * (1.0 - tie)).sum())
        across = np.zeros(n)
        np.add.at(across, i, -tie * drift)
        np.add.at(across, j, tie * drift)
        bend[:n, n] += across
        bend[n, :n] += across
    return value, slope, bend


def most_informative(ranking: Ranking, *, n_pairs: int = 5) -> list[tuple[int, int, float]]:
    """Pairs whose comparison would tell most about their gap, with the bits: H(E p) − E H(p) over its normal."""
    sds = ranking.sds
    items = np.argsort(-sds, kind="stable")[:MOST_PAIRED]
    pairs = np.array(list(combinations(sorted(int(item) for item in items), 2)), dtype=np.int64).reshape(-1, 2)
    i, j = pairs.T
    cov = ranking.covariance
    sd = np.sqrt(np.maximum(cov[i, i] + cov[j, j] - 2.0 * cov[i, j], 0.0))
    nodes, weights = np.polynomial.hermite_e.hermegauss(N_NODES)
    weights = weights / weights.sum()
    probs = chances(ranking.skills[i][:, None] - ranking.skills[j][:, None] + sd[:, None] * nodes, ranking.ties)
    bits = _entropy(probs @ weights) - _entropy(probs) @ weights
    best = np.argsort(-bits, kind="stable")[:n_pairs]
    return [(int(i[at]), int(j[at]), max(0.0, float(bits[at]))) for at in best]


def _entropy(probs: Floats) -> Floats:
    return np.asarray(-(probs * np.log2(np.maximum(probs, 1e-300))).sum(axis=0))
