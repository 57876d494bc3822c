"""Where a mixture of normals has its 5 % and 95 %: what is said and what is meant of log hours, in the shares of the gate."""

import math
from collections.abc import Sequence

import msgspec

MOST_STEPS = 200
CLOSE = 1e-12  # of a probability
FAR = 40.0  # sds, beyond which a normal has no probability that a float can tell
ROOT2, ROOT2PI = math.sqrt(2.0), math.sqrt(2.0 * math.pi)


class PredictivePart(msgspec.Struct, frozen=True, kw_only=True):
    """A normal of log hours with its share of the mixture."""

    share: float
    mean: float
    sd: float


def mixture_cdf(parts: Sequence[PredictivePart], at: float) -> float:
    """Σ share·Φ((at − mean)/sd)."""
    return math.fsum(part.share * 0.5 * math.erfc((part.mean - at) / (part.sd * ROOT2)) for part in parts)


def mixture_quantile(parts: Sequence[PredictivePart], prob: float) -> float:
    """Where the mixture has `prob`, 0 < prob < 1: Newton's steps, halved where they leave the bracket."""
    rows = [(part.share, part.mean, part.sd) for part in parts]
    low, high = min(mean - FAR * sd for _, mean, sd in rows), max(mean + FAR * sd for _, mean, sd in rows)
    at = math.fsum(share * mean for share, mean, _ in rows)
    for _ in range(MOST_STEPS):
        below = rise = 0.0
        for share, mean, sd in rows:
            z = (at - mean) / sd
            below += share * 0.5 * math.erfc(-z / ROOT2)
            rise += share * math.exp(-0.5 * z * z) / (sd * ROOT2PI)
        off = below - prob
        if abs(off) < CLOSE:
            break
        low, high = (low, at) if off > 0.0 else (at, high)
        step = at - off / rise if rise > 0.0 else math.inf
        at = step if low < step < high else (low + high) / 2.0
    return at
