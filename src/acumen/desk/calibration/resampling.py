"""Intervals around means and medians of scores, by resampling what belongs together."""

import numpy as np
from numpy.typing import NDArray

from acumen.results.backtests import Resampled

Floats = NDArray[np.float64]
N_RESAMPLES = 500
SEED = 0
LOW_PERCENT, HIGH_PERCENT = 5.0, 95.0
MEDIANS = frozenset({"mdape"})  # of these the middle is taken, of all others the mean


def find_intervals(
    raw: dict[str, Floats], other: dict[str, Floats], clusters: Floats
) -> tuple[dict[str, Resampled], ...]:
    """Of each score (n,) in `raw`, in `other`, and of their difference, resampling `clusters` (n,) whole, both alike.

    Source: the cluster bootstrap, Davison & Hinkley 1997, section 3.8.
    """
    _, cluster = np.unique(clusters, return_inverse=True)
    n_clusters = int(cluster.max()) + 1
    counts = np.random.default_rng(SEED).multinomial(
        n_clusters, np.full(n_clusters, 1.0 / n_clusters), size=N_RESAMPLES
    )
    weights = np.concatenate([np.ones((1, n_clusters)), counts])  # the first row: as it is
    found: tuple[dict[str, Resampled], ...] = ({}, {}, {})
    for key in raw:
        pair = [_resampled(key, column[key], cluster, weights) for column in (raw, other)]
        for part, values in zip(found, (*pair, pair[1] - pair[0]), strict=True):
            low, high = np.percentile(values[1:], [LOW_PERCENT, HIGH_PERCENT])
            part[key] = Resampled(value=float(values[0]), low=float(low), high=float(high))
    return found


def _resampled(key: str, scores: Floats, cluster: NDArray[np.int64], weights: Floats) -> Floats:
    """(1 + N_RESAMPLES,) means or medians of `scores` under each row of weights (…, n_clusters)."""
    if key not in MEDIANS:
        sums, sizes = np.bincount(cluster, scores), np.bincount(cluster).astype(np.float64)
        means: Floats = (weights @ sums) / (weights @ sizes)
        return means
    order = np.argsort(scores, kind="stable")
    return np.array([_weighted_median(scores[order], row[cluster[order]]) for row in weights])


def _weighted_median(ordered: Floats, weights: Floats) -> float:
    """The middle of ascending figures; the mean of the two where the half falls between them."""
    total = np.cumsum(weights)
    half = total[-1] / 2.0
    upper = ordered[min(int(np.searchsorted(total, half, side="right")), ordered.size - 1)]
    lower = ordered[int(np.searchsorted(total, half, side="left"))]
    return float((lower + upper) / 2.0)
