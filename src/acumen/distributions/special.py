"""Functions of statistics without scipy, whose loading takes longer than a report on a record.

Against scipy to 1e-7 or better in the tests; arguments are single figures, but for `expit` and `normal_cdf`.
"""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

N_TERMS = 500
SMALL = 1e-300
PRECISION = 1e-15
NEAR = 1e-9  # of x
MOST_STEP = 700.0  # of log-odds, as e to more is no number
N_HALVINGS = 200
ERFC = np.frompyfunc(math.erfc, 1, 1)


def expit(log_odds: ArrayLike) -> NDArray[np.float64]:
    """1/(1 + e^(−x)), precise at both ends; of any shape."""
    x = np.asarray(log_odds, dtype=float)
    small = np.exp(-np.abs(x))
    return np.asarray(np.where(x >= 0.0, 1.0, small) / (1.0 + small))[()]


def normal_cdf(z: ArrayLike) -> NDArray[np.float64]:
    """Φ(z) = ½ erfc(−z/√2), of any shape; figure by figure, so for few of them."""
    return np.asarray(0.5 * ERFC(-np.asarray(z, dtype=float) / math.sqrt(2.0)), dtype=float)[()]


def beta_cdf(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b), by its continued fraction (Lentz 1976; DLMF 8.17.22)."""
    if x <= 0.0 or x >= 1.0:
        return float(x >= 1.0)
    if x > (a + 1.0) / (a + b + 2.0):
        return 1.0 - beta_cdf(1.0 - x, b, a)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    c, d = 1.0, 1.0 / _far(1.0 - (a + b) * x / (a + 1.0))
    found = d
    for m in range(1, N_TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1.0) * (a + 2 * m))
        d, c = 1.0 / _far(1.0 + even * d), _far(1.0 + even / c)
        found *= d * c
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1.0))
        d, c = 1.0 / _far(1.0 + odd * d), _far(1.0 + odd / c)
        found *= d * c
        if abs(d * c - 1.0) < PRECISION:
            break
    return front * found / a


def beta_quantile(prob: float, a: float, b: float) -> float:
    """The x with I_x(a, b) = prob: Newton's steps along the log-odds of x, halved into the bracket where they leave it.

    As they converge squared, the last one leaves next to nothing when it is shorter than `NEAR`.
    """
    low, high, x = 0.0, 1.0, a / (a + b)
    norm = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    for _ in range(N_HALVINGS):
        miss = beta_cdf(x, a, b) - prob
        low, high = (low, x) if miss > 0.0 else (x, high)
        slope = math.exp(norm + a * math.log(x) + b * math.log1p(-x))  # along the log-odds
        step = miss / slope if slope > 0.0 else math.inf
        nearer = x / (x + (1.0 - x) * math.exp(max(-MOST_STEP, min(step, MOST_STEP))))
        if abs(nearer - x) <= NEAR * x:
            return nearer
        x = nearer if low < nearer < high else (low + high) / 2.0
    return x


def student_cdf(t: float, freedom: float) -> float:
    """P(T ≤ t) of Student's t: ½ I_x(ν/2, ½) with x = ν/(ν + t²) below 0, its complement above; near 0 by what is between."""
    square = t * t
    if square < freedom:
        return 0.5 + math.copysign(0.5 * beta_cdf(square / (freedom + square), 0.5, freedom / 2.0), t)
    tail = 0.5 * beta_cdf(freedom / (freedom + square), freedom / 2.0, 0.5)
    return tail if t < 0.0 else 1.0 - tail


@lru_cache(maxsize=1024)
def student_quantile(prob: float, freedom: float) -> float:
    """The t with P(T ≤ t) = prob, by the tail or, in the middle half, by what lies between it and 0."""
    tail = min(prob, 1.0 - prob)
    if tail == 0.5:  # noqa: PLR2004 -- the middle
        return 0.0
    if tail > 0.25:  # noqa: PLR2004 -- as above
        y = beta_quantile(1.0 - 2.0 * tail, 0.5, freedom / 2.0)
        return math.copysign(math.sqrt(freedom * y / (1.0 - y)), prob - 0.5)
    x = beta_quantile(2.0 * tail, freedom / 2.0, 0.5)
    return math.copysign(math.sqrt(freedom * (1.0 - x) / x) if x > 0.0 else math.inf, prob - 0.5)


def _far(denominator: float) -> float:
    """Kept from 0."""
    return denominator if abs(denominator) > SMALL else SMALL
