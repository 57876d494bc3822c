"""Hours that are whole: a distribution on 0, 1, 2, … with the methods that the solver asks a duration for."""

import math
from dataclasses import dataclass

from acumen.distributions import Attempt, LogNormal


@dataclass(frozen=True)
class WholeHours:
    """P(exactly h hours) for each h."""

    probs: tuple[tuple[int, float], ...]
    is_free: bool = False  # hours that cost nothing

    @property
    def mean_hours(self) -> float:
        return 0.0 if self.is_free else sum(hours * prob for hours, prob in self.probs)

    @property
    def cut_hours(self) -> float:
        return float(max(hours for hours, _ in self.probs))

    def cdf(self, hours: float) -> float:
        return min(1.0, sum(prob for at, prob in self.probs if at <= hours))

    def survival(self, hours: float) -> float:
        return 1.0 - self.cdf(hours)

    def expected_spent_hours(self, hours: float) -> float:
        return 0.0 if self.is_free else sum(min(at, hours) * prob for at, prob in self.probs)


def rounded_up(duration: LogNormal) -> WholeHours:
    """A log-normal that is cut, each draw rounded up to a whole hour."""
    last = math.ceil(duration.cut_hours)
    return WholeHours(tuple((at, duration.cdf(at) - duration.cdf(at - 1)) for at in range(1, last + 1)))


def attempt(chance: float, success: WholeHours, failure: WholeHours, *, may_be_left: bool) -> Attempt:
    """A step with such hours."""
    return Attempt(chance=chance, success=success, failure=failure, may_be_left=may_be_left)  # type: ignore[arg-type]
