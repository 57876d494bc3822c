"""Marks over time with the noise of a single mark in view, so that few of them say little.

A straight line with an offset per rater. The variance of one mark is inverse χ² before, worth four marks of an sd of .14 of the
scale, which is what one review of a paper has (ICLR 2021 and 2022: .13 to .15); so even marks on a line have noise.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import t as student

from acumen.errors import UsageError
from acumen.judgment.ratings.comparing import ENDS, SURE, RatingTrend

NOISE_OF_SCALE = 0.14  # sd of one mark, in widths of the scale
N_BEFORE = 4.0
FEWEST = 3  # marks by one rater


@dataclass(frozen=True, slots=True, kw_only=True)
class Steady:
    """The trend, and the sd of one mark that it was judged by."""

    trend: RatingTrend
    noise: float


def trend_in_noise(
    at: Sequence[float],  # (n,) time
    scores: Sequence[float],  # (n,)
    raters: Sequence[str],  # (n,)
    *,
    width: float,  # of the scale
) -> Steady:
    """Slope per unit of time with 90 % by Student's t; no verdict below three marks of one rater, nor from one moment.

    With x, y less each rater's means, b = Σxy/Σx², s² = (ν₀s₀² + Σ(y − bx)²)/ν, ν = ν₀ + max(0, n − k − 1), k raters:
    slope ~ b + t_ν·s/√Σx².
    """
    if not len(at) == len(scores) == len(raters):
        raise UsageError(
            f"expected columns of one length, found {len(at)}, {len(scores)} and {len(raters)}",
            hint="give every column one value for each row",
        )
    known, code = np.unique(np.asarray(raters, dtype=str), return_inverse=True)
    n, usual = len(scores), NOISE_OF_SCALE * width
    if not n:
        return Steady(trend=_nothing(0), noise=usual)
    counts = np.bincount(code, minlength=len(known))
    x, y = (
        column - (np.bincount(code, weights=column) / counts)[code]
        for column in (np.asarray(at, dtype=float), np.asarray(scores, dtype=float))
    )
    square = float(x @ x)
    if square <= 0.0:
        return Steady(trend=_nothing(n), noise=usual)
    slope = float(x @ y) / square
    degrees = N_BEFORE + max(0, n - len(known) - 1)
    noise = math.sqrt((N_BEFORE * usual**2 + float(((y - slope * x) ** 2).sum())) / degrees)
    error = noise / math.sqrt(square)
    reach = float(student.ppf(ENDS[1], degrees)) * error
    rising = float(student.cdf(slope / error, degrees))
    is_told = int(counts.max()) >= FEWEST
    verdict = (
        "rising" if is_told and rising >= SURE else "falling" if is_told and rising <= 1.0 - SURE else "cannot tell"
    )
    found = RatingTrend(n=n, slope=slope, low=slope - reach, high=slope + reach, rising_prob=rising, verdict=verdict)
    return Steady(trend=found, noise=noise)


def _nothing(n: int) -> RatingTrend:
    return RatingTrend(n=n, slope=None, low=None, high=None, rising_prob=0.5, verdict="cannot tell")
