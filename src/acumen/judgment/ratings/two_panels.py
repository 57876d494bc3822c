"""The same work judged twice: how far two committees agree, as the correlation behind a two-by-two table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, minimize_scalar
from scipy.special import ndtri, owens_t
from scipy.stats import chi2, multivariate_normal

from acumen.errors import UsageError

LEVEL = 0.9
MOST = 0.9999  # correlations are looked for within ± this


@dataclass(frozen=True, slots=True, kw_only=True)
class Twice:
    """Two committees on the same items: shares accepted, the correlation of their scores, the accepts that flip."""

    n: int
    accepts: tuple[float, float]
    correlation: float  # most likely; ±1 is approached where a cell is empty
    interval: tuple[float, float]  # 90 %, by the likelihood ratio
    flip: float  # share of one committee's accepts that the other did not accept, as counted
    flip_fitted: float  # the same under the fitted correlation and the mean share accepted
    disagree: float  # share of all items on which they differ


def both_accept(first: float, second: float, correlation: float) -> float:
    """P(X > −Φ⁻¹(first), Y > −Φ⁻¹(second)) for standard normals of this correlation in (−1, 1)."""
    a, b = float(ndtri(first)), float(ndtri(second))
    if abs(correlation) < 1e-12:  # noqa: PLR2004 -- independent
        return first * second
    cov = [[1.0, correlation], [correlation, 1.0]]
    return float(multivariate_normal(mean=[0.0, 0.0], cov=cov, allow_singular=True).cdf([a, b]))


def flip_prob(accept: float, correlation: float) -> float:
    """P(another equal panel does not accept | one did), scores normal with this correlation in (-1, 1] between panels."""
    if not 0.0 < accept < 1.0:
        raise UsageError(f"expected a share accepted between 0 and 1, found {accept:g}", hint="write 26% or 0.26")
    if not -1.0 < correlation <= 1.0:
        raise UsageError(
            f"expected a correlation above -1 and at most 1, found {correlation:g}",
            hint="write a figure between, like 0.5",
        )
    return float(flip_probs(accept, np.array([correlation]))[0])


def flip_probs(accept: float, correlations: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same for many correlations.

    Owen's T: P(both) = s − 2·T(τ, √((1−ρ)/(1+ρ))), so the share is 2·T/s (Owen 1956, doi:10.1214/aoms/1177728074).
    """
    slopes = np.sqrt((1.0 - correlations) / (1.0 + correlations))
    return np.asarray(2.0 * owens_t(float(ndtri(accept)), slopes) / accept)


def compare(both: int, first_only: int, second_only: int, neither: int) -> Twice:
    """The tetrachoric correlation by maximum likelihood (Pearson 1900), thresholds at the committees' own shares.

    UsageError where a committee accepted none or all: its threshold is then unknown.
    """
    counts = np.array([both, first_only, second_only, neither], dtype=float)
    n = int(counts.sum())
    if (counts < 0).any() or not (0 < both + first_only < n and 0 < both + second_only < n):
        raise UsageError(
            f"expected two committees that each accept some and refuse some, found counts {counts.astype(int).tolist()}",
            hint="both need items that they accepted and items that they refused",
        )
    first, second = (both + first_only) / n, (both + second_only) / n

    def loss(correlation: float) -> float:
        yes = both_accept(first, second, correlation)
        cells = np.array([yes, first - yes, second - yes, 1.0 - first - second + yes])
        return -float(counts @ np.log(np.maximum(cells, 1e-300)))

    best = minimize_scalar(loss, bounds=(-MOST, MOST), method="bounded", options={"xatol": 1e-10})
    limit = float(best.fun) + 0.5 * float(chi2.ppf(LEVEL, 1))

    def beyond(correlation: float) -> float:
        return loss(correlation) - limit

    low = -1.0 if beyond(-MOST) < 0.0 else float(brentq(beyond, -MOST, best.x))
    high = 1.0 if beyond(MOST) < 0.0 else float(brentq(beyond, best.x, MOST))
    differ = first_only + second_only
    return Twice(
        n=n,
        accepts=(first, second),
        correlation=float(best.x),
        interval=(low, high),
        flip=differ / (2 * both + differ),
        flip_fitted=flip_prob(0.5 * (first + second), float(best.x)),
        disagree=differ / n,
    )
