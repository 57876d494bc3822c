"""Evidence that hours run over what was said, and what a falling chance of a date may mean at most.

The e-value is the likelihood of the hours shown, were all 1.25, 1.5 or 2 times as long (a third each), over that as said; w is
summed out of both. If what was said is right it is a martingale from 1 on: by Ville's inequality it ever comes to c with
a chance of at most 1/c, and P(late), which is one too, from 1 − P₀ to 1 − P with at most (1 − P₀)/(1 − P).
"""

import math
from collections.abc import Sequence

import numpy as np

from acumen.distributions.common_factor import PRIOR, log_likelihoods
from acumen.distributions.shown import Shown

SLOWER = (1.25, 1.5, 2.0)


def e_value(shown: Sequence[Shown], share: float) -> float:
    """How much likelier the hours shown are if all run over than if they are as said; 1 where nothing was shown."""
    as_said = _log_mean(log_likelihoods(shown, share))
    over = (_log_mean(log_likelihoods(shown, share, slower=math.log(times))) - as_said for times in SLOWER)
    return math.fsum(math.exp(min(one, 300.0)) for one in over) / len(SLOWER)


def _log_mean(logs: np.ndarray) -> float:
    return float(logs.max() + np.log((PRIOR * np.exp(logs - logs.max())).sum()))


def times_said(shown: Sequence[Shown]) -> float | None:
    """By what the hours of steps that worked were longer than said, the typical one; None before any has worked."""
    logs = [one.z * one.sigma for one in shown if one.has_worked]
    return math.exp(math.fsum(logs) / len(logs)) if logs else None


def fell_prob(promised: float, on_time: float) -> float:
    """The share of right plans in which the chance of the date would ever fall so far, at the most."""
    return 1.0 if on_time >= promised else min(1.0, (1.0 - promised) / (1.0 - on_time))
