"""Means with intervals when rows come in clusters: forecasts on one question stand or fall together."""

import math
from collections.abc import Callable

import msgspec
import numpy as np

from acumen.distributions.special import beta_quantile, student_quantile
from acumen.judgment.calibration.hierarchical_model import Floats, Ints

LEVEL = 0.95
N_RESAMPLES = 400
FEWEST_CLUSTERS = 2


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """A figure, the interval it lies in with the chance `level`, and what it rests on.

    NaN where nothing was seen; the interval is NaN where it can't be told (fewer than two clusters).
    """

    value: float
    lower: float
    upper: float
    n: int
    n_clusters: int
    level: float = LEVEL


def mean(values: Floats, clusters: Ints, *, level: float = LEVEL) -> Estimate:
    """The mean of all rows with a cluster-robust interval. values: (n,); clusters: (n,) numbers from 0.

    m = Σ_c s_c / n with s_c the sum of cluster c of n_c rows; se² = C/(C−1) · Σ_c (s_c − m·n_c)² / n², and Student's t with
    C − 1 degrees of freedom (Liang & Zeger 1986, doi:10.1093/biomet/73.1.13). Equal to the usual t interval of the mean where
    each row is its own cluster.
    """
    n = len(values)
    if n == 0:
        return Estimate(value=math.nan, lower=math.nan, upper=math.nan, n=0, n_clusters=0, level=level)
    found = float(np.mean(values))
    sums, sizes = np.bincount(clusters, values), np.bincount(clusters)
    kept = sizes > 0
    n_clusters = int(kept.sum())
    if n_clusters < FEWEST_CLUSTERS:
        return Estimate(value=found, lower=math.nan, upper=math.nan, n=n, n_clusters=n_clusters, level=level)
    spread = float(np.square(sums[kept] - found * sizes[kept]).sum())
    error = math.sqrt(n_clusters / (n_clusters - 1) * spread) / n
    reach = student_quantile(0.5 + level / 2, n_clusters - 1) * error
    return Estimate(value=found, lower=found - reach, upper=found + reach, n=n, n_clusters=n_clusters, level=level)


def share(n_hits: float, n: int) -> Estimate:
    """A share with Jeffreys' interval (Brown, Cai & DasGupta 2001), which is sound for few; NaN of none."""
    if n == 0:
        return Estimate(value=math.nan, lower=math.nan, upper=math.nan, n=0, n_clusters=0)
    low, high = (beta_quantile(0.5 + side * LEVEL / 2, n_hits + 0.5, n - n_hits + 0.5) for side in (-1.0, 1.0))
    return Estimate(
        value=n_hits / n,
        lower=0.0 if n_hits == 0 else low,
        upper=1.0 if n_hits == n else high,
        n=n,
        n_clusters=n,
    )


def resample(
    statistic: Callable[[Floats], Floats],  # (n,) how often each row counts → (k,) figures
    clusters: Ints,  # (n,) numbers from 0
    *,
    rng: np.random.Generator,
    n_resamples: int = N_RESAMPLES,
    level: float = LEVEL,
    lowest: float = -math.inf,
) -> tuple[Estimate, ...]:
    """Each of k figures θ with the basic interval from whole clusters drawn with replacement, [2θ − q_hi, 2θ − q_lo].

    For figures that isotonic regression biases upward: resampling repeats the bias, so that the quantiles of the draws lie
    above what is true, and the same distance below θ is where it lies (Davison & Hinkley 1997, §5.2 and §3.8). Cut at
    `lowest`, and widened to hold θ itself where the bias is larger than the spread. Draws in which a figure is NaN don't count;
    without draws there is no interval.
    """
    n = len(clusters)
    found = np.asarray(statistic(np.ones(n)), dtype=float)
    names, number = np.unique(clusters, return_inverse=True)
    n_clusters = len(names)
    bounds = np.full((2, len(found)), math.nan)
    if n_clusters >= FEWEST_CLUSTERS and n_resamples:
        counts = rng.multinomial(n_clusters, np.full(n_clusters, 1.0 / n_clusters), size=n_resamples)
        drawn = np.array([statistic(row[number].astype(float)) for row in counts])
        ends = np.array([_quantiles(column, level) for column in drawn.T]).T
        bounds = np.clip(2.0 * found - ends[::-1], lowest, None)
        bounds = np.array([np.minimum(bounds[0], found), np.maximum(bounds[1], found)])
    return tuple(
        Estimate(value=float(value), lower=float(low), upper=float(high), n=n, n_clusters=n_clusters, level=level)
        for value, low, high in zip(found, bounds[0], bounds[1], strict=True)
    )


def _quantiles(draws: Floats, level: float) -> tuple[float, float]:
    kept = draws[~np.isnan(draws)]
    if not len(kept):
        return math.nan, math.nan
    low, high = np.quantile(kept, [0.5 - level / 2, 0.5 + level / 2])
    return float(low), float(high)
