"""Items with so few scores that noise can't be told from items: shrunk by a share that is assumed, without numerics.

With scores x of n items (each the mean of k raters), m their mean, r the reliability of such a mean (Spearman–Brown of `icc`):
quality ~ N(m + r(x − m), s²·r₁(1 − r) + (1 − r)²·s²/n), s² the variance of one score and r₁ = icc. s² itself is shrunk
towards that of reviews of papers, which counts as four scores.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

USUAL_ICC = 0.37  # of one rating of a paper: .21 to .42 at four conferences, see `acumen appraise --published`
SPREAD_OF_SCALE = 0.17  # sd of scores, in widths of their scale; ICLR 2021 and 2022: .16 to .20
N_BEFORE = 4.0
Z90 = 1.6448536269514722


@dataclass(frozen=True, slots=True, kw_only=True)
class VariancePosterior:
    """Of one item's quality, in points of its scale; `low` and `high` are its 5 % and 95 %."""

    mean: float
    sd: float

    @property
    def low(self) -> float:
        """5 %."""
        return self.mean - Z90 * self.sd

    @property
    def high(self) -> float:
        """95 %."""
        return self.mean + Z90 * self.sd


def assume(
    scores: Sequence[float],  # (n_items,) mean score of each
    counts: Sequence[int],  # (n_items,) raters of each
    *,
    width: float,  # of the scale
    icc: float = USUAL_ICC,
) -> list[VariancePosterior]:
    """The posterior of each item where `icc` is taken on trust; empty for no items."""
    n = len(scores)
    if not n:
        return []
    middle = sum(scores) / n
    own = sum((score - middle) ** 2 for score in scores)
    spread = (N_BEFORE * (SPREAD_OF_SCALE * width) ** 2 + own) / (N_BEFORE + n - 1)
    found = []
    for score, count in zip(scores, counts, strict=True):
        kept = count * icc / (1.0 + (count - 1) * icc)
        variance = spread * icc * (1.0 - kept) + (1.0 - kept) ** 2 * spread / n
        found.append(VariancePosterior(mean=middle + kept * (score - middle), sd=math.sqrt(variance)))
    return found
