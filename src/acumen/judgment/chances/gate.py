"""The gate: how much of a correction its record has earned.

S is the log score gained by the correction on outcomes it had not seen, in nats, summed over questions (the mean of the
sayings about each). w = max(0, 1 − e^(−(S − ½))), and the forecast is σ((1 − w)·logit p + w·logit q). A correction that
never helped (S ≤ ½) is not applied at all; two nats (seven to one that it is right) give w = .78.
"""

import numpy as np

from acumen.chance.special import expit
from acumen.judgment.chances.effects import Floats
from acumen.judgment.chances.sayings import raw_logits

TOLL = 0.5  # nats that a correction has to gain before any of it is applied
ENOUGH_WEIGHT = 0.5  # a correction is called earned from here on: S ≥ ½ + ln 2


def weigh(gained: Floats) -> Floats:
    """The weight w by the gain S in nats; 0 where S ≤ ½. gained: any shape."""
    return np.maximum(0.0, -np.expm1(-(np.asarray(gained, dtype=float) - TOLL)))


def blend(probs: Floats, corrected: Floats, weights: Floats) -> Floats:
    """σ((1 − w)·logit p + w·logit q), each (n,); p as it stands where w = 0, certainties included."""
    q = np.clip(corrected, np.finfo(float).tiny, 1.0 - np.finfo(float).eps)
    mixed = expit((1.0 - weights) * raw_logits(probs) + weights * (np.log(q) - np.log1p(-q)))
    return np.where(weights > 0.0, mixed, probs)
