"""How a step ended, as judgment sees it: what was said before it, and what was seen.

With chance p, the hours of success F_s (the log-normal with 5 % at a and 95 % at b, cut at b where nothing says how failure
shows itself) and those of failure F_f, an end is seen with likelihood

    succeeded at t:  p · f_s(t)
    failed at t:     (1 − p) · f_f(t)
    left at t:       p · S_s(t) + (1 − p) · S_f(t)

so that a step left in time counts neither as a failure nor as nothing. Calling it nothing would record successes only.
"""

import math
from typing import Literal

import msgspec

from acumen.distributions import Duration, Fixed, LogNormal
from acumen.errors import UsageError

End = Literal["succeeded", "failed", "left"]
BARELY_LATER = 1.0 + 1e-9  # what rounding may make of the same hour
LOG_LEAST = -700.0  # exp of it is still a float
LEAST_ENDED = 3  # steps that have told hours; a correction of hours from fewer is shown and not applied


class EndedStep(msgspec.Struct, frozen=True, kw_only=True):
    """A step that ended `at_hours`, of which `low_hours` to `high_hours` (5 % to 95 %) and `chance` had been said.

    `fails_low_hours` alone: failure would have shown at exactly that hour; with `fails_high_hours`: log-normally between the
    two; neither: what has not worked by `high_hours` has failed. `said_days` and `known_days` (of any one calendar) order the
    record: a saying is corrected by outcomes known before it was said. Without them the order of the rows is the order of time.
    """

    low_hours: float
    high_hours: float
    end: End
    at_hours: float
    chance: float = 0.5
    fails_low_hours: float | None = None
    fails_high_hours: float | None = None
    person: str = ""
    domain: str = ""
    said_days: float | None = None
    known_days: float | None = None
    is_figure: bool = False  # one figure was said: the width is not the person's, and teaches nothing about widths

    def __post_init__(self) -> None:
        """Refuse what can't have been said or seen."""
        if not 0.0 < self.low_hours < self.high_hours < math.inf:
            raise UsageError(
                f"expected hours with 0 < low < high, found {self.low_hours} to {self.high_hours}",
                hint="a plain number of hours is a commitment and says nothing about a spread: leave it out",
            )
        if not (0.0 <= self.at_hours < math.inf) or (self.end == "succeeded" and self.at_hours == 0.0):
            raise UsageError(
                f"expected hours above 0 that a step took, found {self.at_hours}", hint="leave out what took no time"
            )
        if not 0.0 <= self.chance <= 1.0:
            raise UsageError(
                f"expected a chance from 0 to 1, found {self.chance}", hint="write it as a figure from 0 to 1, like 0.7"
            )

    @property
    def is_cut(self) -> bool:
        """Whether not having worked by the high figure is failure."""
        return self.fails_low_hours is None

    @property
    def tells_hours(self) -> bool:
        """Whether its end says something about how long such steps take when they work."""
        return self.end != "failed" and self.at_hours > 0.0

    @property
    def failure(self) -> Duration:
        """Hours until failure would have shown, as said."""
        if self.fails_low_hours is None:
            return Fixed(self.high_hours)
        if self.fails_high_hours is None:
            return Fixed(self.fails_low_hours)
        return LogNormal.from_interval(self.fails_low_hours, self.fails_high_hours)


def end_likelihoods(step: EndedStep, low_hours: float, high_hours: float) -> tuple[float, float]:
    """(likelihood of the end if the step would work, if it would not), with success hours 5 % at low and 95 % at high.

    Up to a common factor: 1 and 0 for a success, 0 and 1 for a failure (the density of the hour at which it showed is the same
    whatever the chance), S_s(t) and S_f(t) for a step that was left. The chance of a step that is cut is that of working by
    `high_hours`: one that was left, or worked, only after that has failed by then, and counts 0 and 1.
    """
    if step.end != "left":
        is_late = step.is_cut and step.at_hours > high_hours * BARELY_LATER
        return (1.0, 0.0) if step.end == "succeeded" and not is_late else (0.0, 1.0)
    success = LogNormal.from_interval(low_hours, high_hours, is_cut=step.is_cut)
    works = success.survival(step.at_hours)
    if step.is_cut:
        return works, 1.0
    fails = step.failure.survival(step.at_hours)
    return (works, fails) if works > 0.0 or fails > 0.0 else (1.0, 1.0)


def end_log_likelihood(step: EndedStep, low_hours: float, high_hours: float) -> float:
    """Ln of the likelihood of the whole end, the said chance taken as it is; of hours, so a density per log hour.

    A success beyond the cut is given the density of the log-normal without a cut: the saying was wrong by more than it allowed
    for, but not impossible. A failure says nothing about the hours of success and gives ln(1 − p).
    """
    p = step.chance
    if step.end == "failed":
        return max(LOG_LEAST, math.log1p(-p)) if p < 1.0 else LOG_LEAST
    if step.end == "succeeded":
        success = LogNormal.from_interval(low_hours, high_hours)
        density = success.log_density(step.at_hours) + math.log(step.at_hours)
        return max(LOG_LEAST, density + (math.log(p) if p > 0.0 else LOG_LEAST))
    works, fails = end_likelihoods(step, low_hours, high_hours)
    seen = p * works + (1.0 - p) * fails
    return math.log(seen) if seen > 0.0 else LOG_LEAST
