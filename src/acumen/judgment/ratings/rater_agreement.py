"""Taste: how far two raters agree beyond noise, and how well scores tell what things turned out to be worth.

What is counted between two raters is attenuated: ρ_counted = ρ·√(r₁·r₂), r each rater's reliability, the correlation of what
they say with what they say on another day (Spearman 1904, doi:10.2307/1412159). Here ρ, r₁ and r₂ are inferred together, each
flat before (ρ on −1 to 1, reliabilities on 0 to 1), from the correlation counted between the two and from items that one of
them rated twice.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri
from scipy.stats import invwishart, rankdata
from scipy.stats import t as student

from acumen.errors import UsageError
from acumen.judgment.ratings.comparing import Agreement, agreement
from acumen.judgment.ratings.mixed_model import Floats

N_PURE, N_RELIABILITY = 401, 40
ENDS = (0.05, 0.95)
FEWEST_TOLD = 4  # outcomes, from which on they are set against scores
N_DRAWS = 4000
Pairs = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pure:
    """Posterior of the correlation between what two raters would say without noise; reliabilities are posterior means."""

    n: int
    counted: float
    middle: float
    low: float
    high: float
    positive_prob: float
    reliabilities: tuple[float, float]


def likelihood(rho: Floats, counted: float, n: int) -> Floats:
    """Log, up to a constant: of ρ where n pairs have the correlation `counted` (Jeffreys, as in `comparing.agreement`)."""
    r = min(max(counted, -0.999999), 0.999999)
    return np.asarray(0.5 * (n - 1) * np.log1p(-(rho**2)) - (n - 1.5) * np.log1p(-rho * r))


def beyond_noise(
    first: Sequence[float],  # (n,) one rater's scores
    second: Sequence[float],  # (n,) the other's, of the same items
    *,
    again: tuple[Pairs, Pairs] = ((), ()),  # each rater's scores of one item on two days
    reliabilities: tuple[float | None, float | None] = (None, None),  # known ones
) -> Pure:
    """Agreement corrected for unreliability, with its interval; UsageError below three items or where a column is constant.

    Without `again` and `reliabilities` the noise is unknown, and the interval as wide as that makes it.
    """
    counted = agreement(first, second).correlation
    pure = _nodes(-1.0, 1.0, N_PURE)
    axes = [_reliability(pairs, known) for pairs, known in zip(again, reliabilities, strict=True)]
    (r1, log1), (r2, log2) = axes
    rho = pure[:, None, None] * np.sqrt(r1[None, :, None] * r2[None, None, :])
    logs = likelihood(rho, counted, len(first)) + log1[None, :, None] + log2[None, None, :]
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    of_pure = weights.sum(axis=(1, 2))
    below = np.cumsum(of_pure) - 0.5 * of_pure
    low, middle, high = np.interp((ENDS[0], 0.5, ENDS[1]), below, pure)
    return Pure(
        n=len(first),
        counted=counted,
        middle=float(middle),
        low=float(low),
        high=float(high),
        positive_prob=float(of_pure[pure > 0.0].sum()),
        reliabilities=(float(weights.sum(axis=(0, 2)) @ r1), float(weights.sum(axis=(0, 1)) @ r2)),
    )


def _nodes(low: float, high: float, n: int) -> Floats:
    """Middles of n equal cells; an even number has none at 0."""
    return np.asarray(low + (np.arange(n) + 0.5) * (high - low) / n)


def _reliability(pairs: Pairs, known: float | None) -> tuple[Floats, Floats]:
    """Nodes and log weights."""
    if known is not None:
        if not 0.0 < known <= 1.0:
            raise UsageError(
                f"expected a reliability above 0 and at most 1, found {known:g}",
                hint="write a correlation of two such scores, like 0.5",
            )
        return np.array([known]), np.zeros(1)
    nodes = _nodes(0.0, 1.0, N_RELIABILITY)
    counted = again_correlation(pairs)
    return nodes, np.zeros(N_RELIABILITY) if counted is None else likelihood(nodes, counted, len(pairs))


def again_correlation(pairs: Pairs) -> float | None:
    """Of what one rater said on two days, both with one mean and variance; None below three items or where all are alike.

    Fisher's intraclass form: r = 2·Σ(x−m)(y−m)/(Σ(x−m)² + Σ(y−m)²).
    """
    if len(pairs) < 3:  # noqa: PLR2004 -- as few as `agreement` takes
        return None
    columns = np.asarray(pairs, dtype=float)
    off = columns - columns.mean()
    square = float((off**2).sum())
    return None if square <= 0.0 else 2.0 * float(off[:, 0] @ off[:, 1]) / square


def told_apart(scores: Sequence[float], outcomes: Sequence[float]) -> Agreement | None:
    """Correlation of scores with outcomes, both by the normal scores of their ranks, as worths have long tails.

    None below four outcomes, or where one of the two is constant.
    """
    if len(scores) < FEWEST_TOLD or len(set(scores)) == 1 or len(set(outcomes)) == 1:
        return None
    return agreement(normal_scores(scores).tolist(), normal_scores(outcomes).tolist())


def normal_scores(column: Sequence[float]) -> Floats:
    """Φ⁻¹((rank − 3/8)/(n + 1/4)) (Blom 1958), ties at their mean rank."""
    return np.asarray(ndtri((rankdata(column) - 0.375) / (len(column) + 0.25)))


def ahead_prob(
    first: Sequence[float], second: Sequence[float], outcomes: Sequence[float], *, rng: np.random.Generator
) -> float | None:
    """P(the first rater's correlation with outcomes is the higher), on items both rated; None below four, or if constant.

    Normal scores of all three have a covariance Σ ~ IW(I, 4) before, which makes every correlation uniform (Barnard, McCulloch
    and Meng 2000, Statistica Sinica 10:1281), so IW(I + S, 3 + n) after; S is the sum of products about the means.
    """
    columns = (first, second, outcomes)
    if len(outcomes) < FEWEST_TOLD or any(len(set(column)) == 1 for column in columns):
        return None
    scores = np.stack([normal_scores(column) for column in columns])
    off = (scores - scores.mean(axis=1, keepdims=True)) / scores.std(axis=1, keepdims=True)
    drawn = invwishart.rvs(df=3 + off.shape[1], scale=np.eye(3) + off @ off.T, size=N_DRAWS, random_state=rng)
    with_outcome = drawn[:, :2, 2] / np.sqrt(drawn[:, [0, 1], [0, 1]])
    return float((with_outcome[:, 0] > with_outcome[:, 1]).mean())


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """Turned out over said, by geometric mean; `n_nothing` turned out to be worth nothing and are left out."""

    n: int
    n_nothing: int
    middle: float
    low: float
    high: float


def worth_ratio(said: Sequence[float], turned_out: Sequence[float]) -> Ratio | None:
    """What a worth said has meant: 90 % by Student's t of ln(turned out/said); None below three with both above 0."""
    logs = [math.log(out / was) for was, out in zip(said, turned_out, strict=True) if was > 0.0 and out > 0.0]
    if len(logs) < 3:  # noqa: PLR2004 -- two degrees of freedom
        return None
    mean, spread = float(np.mean(logs)), float(np.std(logs, ddof=1))
    reach = float(student.ppf(ENDS[1], len(logs) - 1)) * spread / math.sqrt(len(logs))
    return Ratio(
        n=len(logs),
        n_nothing=sum(out == 0.0 for out in turned_out),
        middle=math.exp(mean),
        low=math.exp(mean - reach),
        high=math.exp(mean + reach),
    )
