"""Scores of a forecast of a number: pinball, CRPS, coverage, median error. Less is better, but for coverage.

Each function takes columns and gives one score per row, to be averaged by the caller, who knows what belongs together.
Sources: pinball, Gneiting & Raftery 2007 (doi:10.1198/016214506000001437); CRPS = E|X − y| − ½·E|X − X′|, their eq. 21, closed
for the normal by the formula at the function and for the log-normal by Baran & Lerch.
"""

import math

import numpy as np
from numpy.typing import NDArray

from acumen.errors import UsageError

Floats = NDArray[np.float64]
SQRT_2PI = math.sqrt(2.0 * math.pi)


def pinball(quantiles: Floats, probs: Floats, observed: Floats) -> Floats:
    """(n, n_probs) (y − q)·τ above the quantile, (q − y)·(1 − τ) below; its mean is least at the true quantile.

    `quantiles` (n, n_probs), `probs` (n_probs,) in (0, 1), `observed` (n,).
    """
    _check_probs(probs)
    above = observed[:, None] - quantiles
    loss: Floats = np.where(above >= 0.0, probs * above, (probs - 1.0) * above)
    return loss


def crps_points(points: Floats, masses: Floats, observed: Floats) -> Floats:
    """(n,) CRPS = ∫(F(x) − 1{y ≤ x})² dx of masses on points.

    `masses` (n, n_points), each row summing to 1; `points` ascending, (n_points,) or (n, n_points).
    """
    places = np.broadcast_to(points, masses.shape)
    below = np.cumsum(masses, axis=1)[:, :-1]
    gaps = np.diff(places, axis=1)
    before = np.clip(observed[:, None] - places[:, :-1], 0.0, gaps)  # the part of each gap that lies below y
    inside = (before * below**2 + (gaps - before) * (1.0 - below) ** 2).sum(axis=1)
    outside = np.maximum(places[:, 0] - observed, 0.0) + np.maximum(observed - places[:, -1], 0.0)
    score: Floats = inside + outside
    return score


def crps_normal(mean: Floats, sd: Floats, observed: Floats) -> Floats:
    """(n,) sd · (z·(2Φ(z) − 1) + 2φ(z) − 1/√π), z = (y − mean)/sd; |y − mean| where sd = 0."""
    spread = _mean_distance(observed - mean, sd) - sd / math.sqrt(math.pi)
    score: Floats = np.asarray(spread)
    return score


def crps_log_normal(mu: Floats, sigma: Floats, observed: Floats) -> Floats:
    """(n,) CRPS of the log-normal, of observed > 0: y·(2F(y) − 1) − 2e^{μ+σ²/2}·(Φ(z − σ) + Φ(σ/√2) − 1), z = (ln y − μ)/σ.

    Source: Baran & Lerch 2015 (doi:10.1002/qj.2521); σ > 0.
    """
    from scipy.special import log_ndtr, ndtr  # noqa: PLC0415 -- costs a tenth of a second to load

    z = (np.log(observed) - mu) / sigma
    log_mean = mu + sigma**2 / 2.0
    nearer, apart = (np.exp(log_mean + log_ndtr(at)) for at in (z - sigma, -sigma / math.sqrt(2.0)))
    score: Floats = observed * (2.0 * ndtr(z) - 1.0) - 2.0 * (nearer - apart)
    return score


def coverage(below: Floats, upto: Floats, *, central: float) -> Floats:
    """(n,) the share of [F(y⁻), F(y)] that lies in the central part of 0..1: the chance that a randomised PIT falls there.

    `below` = F(y⁻), `upto` = F(y) ≥ `below`, each (n,). Where both are equal (no atom at y): 1 inside, 0 outside. Its mean is
    `central` for whoever says the truth, with atoms or without; a closed interval would hold more than it claims.
    Source: Czado, Gneiting & Held 2009 (doi:10.1111/j.1541-0420.2009.01191.x), the non-randomised PIT.
    """
    low, high = 0.5 - central / 2.0, 0.5 + central / 2.0
    jump = upto - below
    inside = np.clip(np.minimum(upto, high) - np.maximum(below, low), 0.0, None)
    is_point = jump <= 0.0
    share: Floats = np.where(is_point, (upto >= low) & (upto <= high), inside / np.where(is_point, 1.0, jump))
    return share


def absolute_percentage_error(median: Floats, actual: Floats) -> Floats:
    """(n,) |median − actual| / actual, actual > 0; its median over rows is the MdAPE."""
    error: Floats = np.abs(median - actual) / actual
    return error


def _mean_distance(mean: Floats, sd: Floats) -> Floats:
    """E|N(mean, sd²)| = 2·sd·φ(z) + mean·(2Φ(z) − 1), z = mean/sd; |mean| where sd = 0."""
    from scipy.special import ndtr  # noqa: PLC0415

    is_atom = sd <= 0.0
    safe = np.where(is_atom, 1.0, sd)
    z = mean / safe
    spread = 2.0 * safe * np.exp(-0.5 * z * z) / SQRT_2PI + mean * (2.0 * ndtr(z) - 1.0)
    distance: Floats = np.where(is_atom, np.abs(mean), spread)
    return distance


def _check_probs(probs: Floats) -> None:
    """Probabilities strictly between 0 and 1, or UsageError."""
    if not bool(np.all((probs > 0.0) & (probs < 1.0))):
        raise UsageError(
            f"expected probabilities between 0 and 1, found {probs}", hint="write levels such as 0.05, 0.5 and 0.95"
        )
