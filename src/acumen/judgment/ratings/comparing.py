"""Two raters beside each other, and one thing rated over time: agreement, differences and trends with the noise in view."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr
from scipy.stats import t as student

from acumen.errors import UsageError
from acumen.judgment.ratings.mixed_model import Floats, Ints

N_NODES = 4001
ENDS = (0.05, 0.95)
FEWEST_AGREED = 3
SURE = 0.95  # P(slope has this sign), from which on a trend is said


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Two columns of scores of the same `n` items.

    `correlation` as counted and 90 % of its posterior; `positive_prob` that there is any agreement; `beyond_noise` the
    correlation between what the two would say without noise (Spearman 1904), None where reliabilities are not known.
    """

    n: int
    correlation: float
    low: float
    high: float
    positive_prob: float
    beyond_noise: float | None


def agreement(
    first: Sequence[float], second: Sequence[float], *, reliabilities: tuple[float, float] | None = None
) -> Agreement:
    """How far two raters agree; `reliabilities`: the correlation of each with itself on another day.

    The posterior under a uniform prior is ∝ (1−ρ²)^((n−1)/2)/(1−ρr)^(n−3/2) (Jeffreys; Lee, Bayesian Statistics, 5.4).
    """
    x, y = _columns(first, second)
    n = len(x)
    r = float(np.corrcoef(x, y)[0, 1])
    rho = np.linspace(-1.0, 1.0, N_NODES + 2)[1:-1]
    logs = 0.5 * (n - 1) * np.log1p(-(rho**2)) - (n - 1.5) * np.log1p(-rho * min(max(r, -0.999999), 0.999999))
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    below = np.cumsum(weights) - 0.5 * weights
    low, high = np.interp(ENDS, below, rho)
    pure = None
    if reliabilities is not None:
        if not all(0.0 < each <= 1.0 for each in reliabilities):
            raise UsageError(
                f"expected reliabilities above 0 and at most 1, found {reliabilities}",
                hint="write a correlation of two such scores, like 0.5",
            )
        pure = max(-1.0, min(1.0, r / math.sqrt(reliabilities[0] * reliabilities[1])))
    positive = float(weights[rho > 0.0].sum() + 0.5 * weights[rho == 0.0].sum())
    return Agreement(n=n, correlation=r, low=float(low), high=float(high), positive_prob=positive, beyond_noise=pure)


def _columns(first: Sequence[float], second: Sequence[float]) -> tuple[Floats, Floats]:
    x, y = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if len(x) != len(y) or len(x) < FEWEST_AGREED:
        raise UsageError(
            f"expected two columns of at least {FEWEST_AGREED} scores, found {len(x)} and {len(y)}",
            hint="collect more scores of the same items",
        )
    if float(np.ptp(x)) == 0.0 or float(np.ptp(y)) == 0.0:
        raise UsageError(
            "expected scores that differ from item to item, found one value for all",
            hint="nothing can be told from scores that are all the same",
        )
    return x, y


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One item: how many sds the first rates it above the second, as counted, and what is left when noise is taken off."""

    index: int
    raw: float
    mean: float
    sd: float
    same_sign_prob: float  # P(the true difference has the sign of `mean`)


def differences(
    first: Sequence[float], second: Sequence[float], *, reliabilities: tuple[float, float]
) -> list[Difference]:
    """Where two differ most, the surest first: each column standardised, differences shrunk by their noise.

    Noise has variance (1−r₁) + (1−r₂); what the differences vary beyond it is signal v, and each is shrunk by v/(v + noise).
    """
    x, y = _columns(first, second)
    raw = (x - x.mean()) / x.std() - (y - y.mean()) / y.std()
    noise = max(2.0 - sum(reliabilities), 1e-9)
    signal = max(float(raw.var()) - noise, 0.0)
    kept = signal / (signal + noise)
    sd = math.sqrt(kept * noise)
    sure = ndtr(np.abs(raw * kept) / sd) if sd > 0.0 else np.full(len(raw), 0.5)
    found = [
        Difference(index=at, raw=float(raw[at]), mean=float(raw[at] * kept), sd=sd, same_sign_prob=float(sure[at]))
        for at in range(len(raw))
    ]
    return sorted(found, key=lambda each: -abs(each.raw))


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingTrend:
    """Points per unit of time, raters' severity taken off; `verdict` is rising, falling or cannot tell."""

    n: int
    slope: float | None
    low: float | None
    high: float | None
    rising_prob: float
    verdict: str


def trend(at: Sequence[float], scores: Sequence[float], *, raters: Sequence[str] | None = None) -> RatingTrend:
    """A straight line with an offset per rater; 90 % by Student's t. One rating, or one moment, gives no verdict."""
    names = list(raters) if raters is not None else [""] * len(scores)
    if not len(at) == len(scores) == len(names):
        raise UsageError(
            f"expected columns of one length, found {len(at)}, {len(scores)} and {len(names)}",
            hint="give every column one value for each row",
        )
    known = {name: place for place, name in enumerate(dict.fromkeys(names))}
    code = np.array([known[name] for name in names], dtype=np.int64)
    x, y = (_within(np.asarray(column, dtype=float), code, len(known)) for column in (at, scores))
    degrees, square = len(scores) - len(known) - 1, float(x @ x)
    if degrees < 1 or square <= 0.0:
        return RatingTrend(n=len(scores), slope=None, low=None, high=None, rising_prob=0.5, verdict="cannot tell")
    slope = float(x @ y) / square
    error = math.sqrt(max(float(((y - slope * x) ** 2).sum()) / degrees, 1e-18) / square)
    reach = float(student.ppf(ENDS[1], degrees)) * error
    rising = float(student.cdf(slope / error, degrees))
    verdict = "rising" if rising >= SURE else "falling" if rising <= 1.0 - SURE else "cannot tell"
    return RatingTrend(
        n=len(scores), slope=slope, low=slope - reach, high=slope + reach, rising_prob=rising, verdict=verdict
    )


def _within(column: Floats, code: Ints, n: int) -> Floats:
    """Less the mean of each rater."""
    if not len(column):
        return column
    means = np.bincount(code, weights=column, minlength=n) / np.bincount(code, minlength=n)
    return np.asarray(column - means[code])
