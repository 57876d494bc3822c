"""Hours taken over hours said, plainly: the median and how well it is known."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from acumen.history import ToldHours
from acumen.results.calibration import PlainRatio

Floats = NDArray[np.float64]
OUTSIDE = 0.05  # of the interval around the median ratio


def find_ratio(log_ratio: Floats) -> PlainRatio:
    """The median of taken/estimated, between the order statistics that hold it in 95 of 100 cases or more.

    Source: David & Nagaraja 2003, Order Statistics, §7.1: the k-th smallest and the k-th largest, with the largest k for which
    P(Bin(n, ½) < k) ≤ 2.5 %. log_ratio: (n,), n ≥ 1.
    """
    ordered = np.sort(log_ratio)
    n = ordered.size
    low = max(0, _binomial_quantile(n) - 1)
    figures = (np.median(ordered), ordered[low], ordered[n - 1 - low], np.quantile(ordered, 0.9))
    median, lower, upper, tenth = (float(np.exp(figure)) for figure in figures)
    return PlainRatio(median=median, lower=lower, upper=upper, one_in_ten=tenth, n=n)


def ratio_of_told(told: Sequence[ToldHours]) -> PlainRatio | None:
    """Of work done elsewhere; the middle of an interval is its geometric mean, the median of what it says. None without any."""
    if not told:
        return None
    said = [0.5 * (math.log(one.low_hours) + math.log(one.high_hours)) for one in told]
    return find_ratio(np.array([math.log(one.taken_hours) - middle for one, middle in zip(told, said, strict=True)]))


def _binomial_quantile(n: int) -> int:
    """The least k with P(Bin(n, ½) ≤ k) ≥ 2.5 %; scipy has it, and costs a second to load."""
    log_all = n * math.log(2.0)
    below, k = 0.0, -1
    while below < OUTSIDE / 2.0:
        k += 1
        below += math.exp(math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) - log_all)
    return k
