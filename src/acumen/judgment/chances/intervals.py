"""Means with intervals when rows come in clusters: forecasts on one question stand or fall together."""

import math
from collections.abc import Callable

import msgspec
import numpy as np
from scipy import stats

from acumen.judgment.chances.effects import Floats, Ints

LEVEL = 0.95
N_RESAMPLES = 1000
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
    reach = float(stats.t.ppf(0.5 + level / 2, n_clusters - 1)) * error
    return Estimate(value=found, lower=found - reach, upper=found + reach, n=n, n_clusters=n_clusters, level=level)


def resample(
    statistic: Callable[[Ints], Floats],  # (m,) numbers of rows, with repeats → (k,) figures
    clusters: Ints,  # (n,) numbers from 0
    *,
    rng: np.random.Generator,
    n_resamples: int = N_RESAMPLES,
    level: float = LEVEL,
) -> tuple[Estimate, ...]:
    """Each of k figures with a percentile interval from whole clusters drawn with replacement (Davison & Hinkley 1997, §3.8).

    For figures that are no means: parts of a decomposition, discrimination. Draws in which a figure is NaN don't count.
    """
    rows = np.arange(len(clusters))
    found = np.asarray(statistic(rows), dtype=float)
    members = _members(clusters)
    n, n_clusters = len(rows), len(members)
    if n_clusters < FEWEST_CLUSTERS:
        bounds = np.full((2, len(found)), math.nan)
    else:
        drawn = np.array(
            [
                statistic(np.concatenate([members[pick] for pick in rng.integers(0, n_clusters, n_clusters)]))
                for _ in range(n_resamples)
            ]
        )
        bounds = np.array([_quantiles(column, level) for column in drawn.T]).T
    return tuple(
        Estimate(value=float(value), lower=float(low), upper=float(high), n=n, n_clusters=n_clusters, level=level)
        for value, low, high in zip(found, bounds[0], bounds[1], strict=True)
    )


def _members(clusters: Ints) -> list[Ints]:
    """The rows of each cluster."""
    by_cluster = np.argsort(clusters, kind="stable")
    _, starts = np.unique(clusters[by_cluster], return_index=True)
    return [part.astype(np.intp) for part in np.split(by_cluster, starts[1:])] if len(clusters) else []


def _quantiles(draws: Floats, level: float) -> tuple[float, float]:
    kept = draws[~np.isnan(draws)]
    if not len(kept):
        return math.nan, math.nan
    low, high = np.quantile(kept, [0.5 - level / 2, 0.5 + level / 2])
    return float(low), float(high)
