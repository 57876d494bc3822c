"""How well scores can be foretold: every rating left out in turn, for items that have another one.

The ratios of variances stay those of all ratings (one of many changes them little); means, effects and the noise's spread are
recomputed in closed form: the residual is (y − ŷ)/(1 − h), its variance σ²/(1 − h). Chances of levels come from coefficients
that were fitted on other items (five folds).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from acumen.judgment.ratings import ordinal as level
from acumen.judgment.ratings.mixed_model import Floats, Ints, Ratings

Flags = NDArray[np.bool_]

N_FOLDS = 5
FEWEST_FOR_LEVELS = 200  # ratings


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOutScores:
    """Root mean squared error in points, mean log density in nats; `n` ratings."""

    rmse: float
    log: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelsScored:
    """Mean log chance of the level that was given, in nats: the Gaussian cut at the levels, and the better of two others."""

    n_levels: int
    gaussian: float
    latent: float
    reweighted: float

    @property
    def best(self) -> str:
        """`latent`, `reweighted` or `gaussian`."""
        figures = {"latent": self.latent, "reweighted": self.reweighted, "gaussian": self.gaussian}
        return max(figures, key=lambda name: figures[name])

    @property
    def model(self) -> float:
        """The figure of the best."""
        return max(self.latent, self.reweighted, self.gaussian)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdout:
    """The three forecasts side by side on the same `n` ratings."""

    n: int
    constant: HeldOutScores
    raw: HeldOutScores
    model: HeldOutScores
    by_levels: LevelsScored | None


def hold_out(ratings: Ratings, means: Floats, variances: Floats) -> Holdout:
    """`means`, `variances` (n,): the model's forecast of each rating from all others."""
    others = ratings.per_item[ratings.item] - 1.0
    kept = others > 0.0
    constant_mean, constant_variance = _constant(ratings.score)
    raw_mean, raw_variance = _raw(ratings, others)
    return Holdout(
        n=int(kept.sum()),
        constant=_score(ratings.score, constant_mean, constant_variance, kept),
        raw=_score(ratings.score, raw_mean, raw_variance, kept),
        model=_score(ratings.score, means, variances, kept),
        by_levels=_levels(ratings, means, np.sqrt(variances), kept),
    )


def _score(score: Floats, mean: Floats, variance: Floats, kept: Flags) -> HeldOutScores:
    gap = (score - mean)[kept]
    log = -0.5 * (np.log(2.0 * math.pi * variance[kept]) + gap**2 / variance[kept])
    return HeldOutScores(rmse=math.sqrt(float(np.mean(gap**2))), log=float(np.mean(log)))


def _constant(score: Floats) -> tuple[Floats, Floats]:
    """Mean and predictive variance from all other ratings, whatever the item."""
    n = len(score)
    mean = (score.sum() - score) / (n - 1)
    square = ((score - score.mean()) ** 2).sum() - (score - score.mean()) ** 2 * n / (n - 1)
    return mean, np.maximum(square, 1e-12) / max(1, n - 2) * n / (n - 1)


def _raw(ratings: Ratings, others: Floats) -> tuple[Floats, Floats]:
    """The mean of the item's other ratings, and the variance within items around it."""
    per_item = ratings.per_item
    sums = np.bincount(ratings.item, weights=ratings.score, minlength=ratings.n_items)
    inside = ((ratings.score - (sums / per_item)[ratings.item]) ** 2).sum()
    within = max(float(inside) / max(1.0, ratings.n - ratings.n_items), 1e-12)
    count = np.maximum(others, 1.0)
    return (sums[ratings.item] - ratings.score) / count, within * (1.0 + 1.0 / count)


def encode(score: Floats) -> tuple[Floats, Ints] | None:
    """Levels and each score's number among them; None where scores take too many values to have chances of their own."""
    levels, code = np.unique(score, return_inverse=True)
    is_few = len(levels) <= level.MOST_LEVELS and len(score) >= FEWEST_FOR_LEVELS
    return (levels, code.astype(np.int64)) if is_few else None


def _levels(ratings: Ratings, means: Floats, sds: Floats, kept: Flags) -> LevelsScored | None:
    found = encode(ratings.score)
    if found is None:
        return None
    levels, code = found
    cells = level.cut(means, sds, levels)
    counts = level.count(ratings.item, code, n_items=ratings.n_items, n_levels=len(levels))
    latent, reweighted = np.empty_like(cells), np.empty_like(cells)
    for fold in range(N_FOLDS):
        inside = ratings.item % N_FOLDS == fold
        outside = np.arange(ratings.n_items) % N_FOLDS != fold
        model = level.fit(counts[outside] + level.UNSEEN / outside.sum())
        latent[inside] = level.left_out(model, counts, ratings.item[inside], code[inside])
        reweighted[inside] = level.apply(cells[inside], level.reweigh(cells[~inside], code[~inside]))
    at = np.arange(ratings.n)
    figures = [
        float(np.mean(np.log(np.maximum(probs[at, code], level.SMALLEST))[kept]))
        for probs in (cells, latent, reweighted)
    ]
    return LevelsScored(n_levels=len(levels), gaussian=figures[0], latent=figures[1], reweighted=figures[2])
