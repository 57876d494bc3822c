"""Misses that go together: what is known of the factor that a plan's steps share, from the hours of those begun so far.

    ln T_j = μ_j + σ_j·z_j,   z_j = √ρ·w + √(1 − ρ)·ε_j,   w ~ N(0, 1) one for the plan, ε_j ~ N(0, 1)

A step that worked after its hours tells z_j; one that had not worked by then tells that it never would, or z_j is beyond.
"""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from acumen.distributions.shown import Shown
from acumen.distributions.special import normal_cdf

Floats = npt.NDArray[np.float64]
W = np.linspace(-6.0, 6.0, 241)  # where w is looked at: a step of .05 is a twentieth of its sd
PRIOR = np.exp(-0.5 * W * W) / np.exp(-0.5 * W * W).sum()
MOST = 1.0 - 1e-6  # of ρ: beyond, one step would tell all


def log_likelihoods(shown: Sequence[Shown], share: float, *, slower: float = 0.0) -> Floats:
    """Log P(what was shown | w) at every `W`, up to a constant; `slower`: were all hours exp(slower) times what was said."""
    share = min(share, MOST)
    total, within = np.zeros(len(W)), math.sqrt(1.0 - share)
    for one in shown:
        z = (one.z - slower / one.sigma - math.sqrt(share) * W) / within
        total += -0.5 * z * z if one.has_worked else np.log(1.0 - one.chance + one.chance * _beyond(z) + 1e-300)
    return total


def posterior(shown: Sequence[Shown], share: float) -> Floats:
    """P(w) on `W`, summing to 1."""
    logs = log_likelihoods(shown, share)
    weights: Floats = PRIOR * np.exp(logs - logs.max())
    weights /= weights.sum()
    return weights


def learnt(factor: Floats, shown: Sequence[Shown], share: float) -> Floats:
    """Draws of w before anything was shown as draws of it afterwards: the same quantiles of what is known now."""
    if not shown or share == 0.0:
        return factor
    weights = posterior(shown, share)
    found: Floats = np.interp(normal_cdf(factor), np.cumsum(weights) - weights / 2.0, W)
    return found


def _beyond(z: Floats) -> Floats:
    return np.asarray(normal_cdf(-z), dtype=np.float64)
