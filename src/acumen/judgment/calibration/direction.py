"""Too sure, too shy, too high, too low, or about right: which way somebody's chances are off, and whether luck could do it."""

import math
from collections.abc import Sequence
from typing import Literal

import msgspec
import numpy as np

from acumen.distributions.special import student_cdf
from acumen.judgment.calibration.bootstrap import FEWEST_CLUSTERS, Estimate, share
from acumen.judgment.calibration.hierarchical_model import Floats
from acumen.judgment.calibration.zones import pick

Says = Literal["too sure", "too shy", "too high", "too low", "about right", "cannot tell yet"]
FALSE_SHARE = 0.05
ENOUGH = 30  # below so many outcomes nothing is said of a direction
EVEN = 0.5
TIED = 1e-9  # where all was said on one side both are the same
LEANS = 0.05  # from even odds on, what is said on average leans to a side


class Direction(msgspec.Struct, frozen=True, kw_only=True):
    """What was said and what happened in one group. `sure`: chance given to the likelier side; `right`: how often it came.

    `says` is what may be said when several groups are looked at together, `p_value` this one's alone.
    """

    name: str
    n: int
    said: float
    came_true: Estimate
    sure: float
    right: Estimate
    is_level: bool  # it shows most in `said` and `came_true`, more than in `sure` and `right`
    leaning: Says  # which way it is off, by luck or not
    says: Says
    p_value: float

    @property
    def is_off(self) -> bool:
        """Whether more than luck is off."""
        return self.says not in ("about right", "cannot tell yet")


def find_direction(name: str, probs: Floats, outcomes: Floats) -> Direction:
    """One group alone, each row a question of its own: probs, outcomes (n,).

    Two differences, p − y and, where p is not ½, |p − ½| + ½ less whether the likelier side came, each against 0 with se² the
    larger of that of the mean and Σ p(1 − p)/n², what calibrated forecasts would show: a rare surprise that has not come yet
    makes nobody too shy. The p-value is twice the smaller of the two.
    """
    sided = probs != EVEN
    sure = EVEN + np.abs(probs[sided] - EVEN)
    right = np.where(probs[sided] > EVEN, outcomes[sided], 1.0 - outcomes[sided])
    level, folded = _ratio(probs, outcomes), _ratio(sure, right)
    p_value = min(1.0, 2.0 * min(_two_sided(level, len(probs)), _two_sided(folded, len(sure))))
    said, was_sure = (float(one.mean()) if len(one) else math.nan for one in (probs, sure))
    came, was_right = (share(float(one.sum()), len(one)) for one in (outcomes, right))
    is_level = abs(level) >= abs(folded) - TIED
    return Direction(
        name=name,
        n=len(probs),
        said=said,
        came_true=came,
        sure=was_sure,
        right=was_right,
        is_level=is_level,
        leaning=_lean((said, came.value), was_sure - was_right.value, is_level=is_level),
        says="cannot tell yet",
        p_value=p_value if len(probs) else math.nan,
    )


def judge(whole: Direction, groups: Sequence[Direction]) -> tuple[Direction, tuple[Direction, ...]]:
    """What may be said of the whole and of each part of it, calibrated people being called off in one record of twenty.

    Half of that for the whole alone, half for the parts by Benjamini & Hochberg.
    """
    enough = [one for one in groups if one.n >= ENOUGH]
    off = set(pick([one.name for one in enough], [one.p_value for one in enough], false_share=FALSE_SHARE / 2).names)
    return settle(whole, is_off=whole.p_value <= FALSE_SHARE / 2), tuple(
        settle(one, is_off=one.name in off) for one in groups
    )


def settle(one: Direction, *, is_off: bool) -> Direction:
    """The same, with what may be said of it where that it is off is more than luck (or not); nothing below 30.

    Nobody is about right where what was said lies outside the interval of what came true: that can't be told yet.
    """
    if one.n < ENOUGH:
        return one
    is_within = one.came_true.lower <= one.said <= one.came_true.upper
    return msgspec.structs.replace(
        one, says=one.leaning if is_off else "about right" if is_within else "cannot tell yet"
    )


def _lean(level: tuple[float, float], too_sure: float, *, is_level: bool) -> Says:
    """Sureness where it is the clearer of the two, or where the level `(said, came true)` shows the same: said 66, came 38."""
    said, came = level
    is_high = said > came
    if not is_level:
        return "too sure" if too_sure > 0.0 else "too shy"
    says_more = (said > EVEN) == is_high  # more of what it leans to than came of it
    if abs(said - EVEN) >= LEANS and says_more == (too_sure > 0.0):
        return "too sure" if too_sure > 0.0 else "too shy"
    return "too high" if is_high else "too low"


def _ratio(probs: Floats, outcomes: Floats) -> float:
    """The mean of p − y over its standard error; 0 where nothing can differ."""
    n = len(probs)
    if n < FEWEST_CLUSTERS:
        return 0.0
    differences = probs - outcomes
    error = math.sqrt(max(float(differences.var(ddof=1)) * n, float((probs * (1.0 - probs)).sum()))) / n
    return float(differences.mean()) / error if error > 0.0 else 0.0


def _two_sided(ratio: float, n: int) -> float:
    return 2.0 * student_cdf(-abs(ratio), max(1, n - 1))
