"""A step under way as a bet on what remains: the same interface as an attempt, hours counted from now.

With success survival S_s, failure survival S_f and chance p as they were at the start, after t hours in which neither has shown

    chance      p·S_s(t) / (p·S_s(t) + (1−p)·S_f(t))
    survivals   S(t + u) / S(t)
    gain        that of the whole attempt conditional on t, the patience less t: 0 means leave now

Source: docs/standard.md, "Leaving a step in time".
"""

import math
from dataclasses import dataclass

from acumen.distributions.attempt import Attempt, Gain, lead
from acumen.distributions.durations import Duration, Fixed, LogNormal, normal_cdf
from acumen.distributions.stopping import candidates

_FAR_SDS = 35.0  # beyond, the survival itself is 0 to a float, and what remains is taken from its tail's rate


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidualTime(LogNormal):
    """Further hours of a log-normal (`mu`, `sigma`, `cut_hours`: of the whole) that has not shown by `elapsed_hours`."""

    elapsed_hours: float

    @property
    def whole(self) -> LogNormal:
        """The hours from the start."""
        return LogNormal(mu=self.mu, sigma=self.sigma, cut_hours=self.cut_hours)

    @property
    def mean_hours(self) -> float:
        """E[T − t | T > t]."""
        return self.expected_spent_hours(math.inf)

    def cdf(self, hours: float) -> float:
        """P(shown within `hours` from now)."""
        return 1.0 - self.survival(hours)

    def survival(self, hours: float) -> float:
        """S(t + hours) / S(t)."""
        log_survival = self.log_survival(hours)
        return math.exp(log_survival) if log_survival > -math.inf else 0.0

    def log_survival(self, hours: float) -> float:
        """Its log; -inf beyond the cut."""
        if hours <= 0.0:
            return 0.0
        then = self.whole.log_survival(self.elapsed_hours + hours)
        return min(0.0, then - self.whole.log_survival(self.elapsed_hours)) if then > -math.inf else then

    def log_density(self, hours: float) -> float:
        """Ln of the density at `hours` > 0 from now."""
        return self.whole.log_density(self.elapsed_hours + hours) - self.whole.log_survival(self.elapsed_hours)

    def expected_spent_hours(self, hours: float) -> float:
        """∫₀^hours S(t + u) du / S(t), from the upper tail: E[(T − t)⁺] = e^(mu + sigma²/2)·Φ(sigma − z(t)) − t·Φ(−z(t))."""
        if hours <= 0.0:
            return 0.0
        start, end = self.elapsed_hours, min(self.elapsed_hours + hours, self.cut_hours)
        alive = _upper(self, start) - self._beyond_prob
        if alive <= 0.0 or self.z(start) > _FAR_SDS:
            return min(hours, _far_mean_hours(self))
        area = _excess_hours(self, start) - _excess_hours(self, end)
        if self._beyond_prob > 0.0:
            area -= (end - start) * self._beyond_prob
        return min(hours, max(0.0, area / alive))

    def quantile(self, prob: float) -> float:
        """The further hours by which it has shown with probability `prob` in [0, 1]."""
        if prob <= 0.0:
            return 0.0
        if prob >= 1.0:
            return self.cut_hours - self.elapsed_hours
        from statistics import NormalDist  # noqa: PLC0415 -- costs 4 ms at start-up, and few need a quantile

        beyond = self.upper_prob(1.0 - prob)
        return max(0.0, math.exp(self.mu - self.sigma * NormalDist().inv_cdf(beyond)) - self.elapsed_hours)

    def upper_prob(self, survival: float) -> float:
        """P(whole hours, not cut, beyond those at which `survival` is what is left from now on)."""
        here, beyond = _upper(self, self.elapsed_hours), self._beyond_prob
        return beyond + survival * (here - beyond)

    @property
    def _beyond_prob(self) -> float:
        """P(beyond the cut) of the log-normal that is not cut."""
        return 0.0 if self.cut_hours == math.inf else _upper(self, self.cut_hours)


def _upper(hours: LogNormal, at_hours: float) -> float:
    """P(beyond `at_hours`) of the log-normal that is not cut."""
    return normal_cdf(-hours.z(at_hours))


def _excess_hours(hours: LogNormal, at_hours: float) -> float:
    """E[(T − at)⁺] of the log-normal that is not cut."""
    if at_hours == math.inf:
        return 0.0
    whole = math.exp(hours.mu + 0.5 * hours.sigma * hours.sigma)
    return whole * normal_cdf(hours.sigma - hours.z(at_hours)) - at_hours * _upper(hours, at_hours)


def _far_mean_hours(hours: ResidualTime) -> float:
    """Mean hours that remain far out in the tail: there the rate of showing is about z / (sigma · t)."""
    z = max(1.0, hours.z(hours.elapsed_hours))
    return min(hours.cut_hours - hours.elapsed_hours, hours.sigma * hours.elapsed_hours / z)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderWay(Attempt):
    """What remains of `whole` after `elapsed_hours`; chance and durations speak of the rest."""

    whole: Attempt
    elapsed_hours: float

    def gain(self, stake: float, *, elapsed_hours: float = 0.0) -> Gain:
        """As for an attempt, but from now on: a patience of 0 means leave now."""
        if not self.may_be_left:
            return Attempt.gain(self, stake)
        best = Gain(value=0.0, slope=0.0, patience_hours=elapsed_hours, spent_hours=0.0)
        if stake <= 0.0:
            return best
        rest = self
        if elapsed_hours > 0.0:
            further = carry_on(self.whole, self.elapsed_hours + elapsed_hours)
            if further is None:
                return best
            rest = further
        for stop in candidates(self.whole.chance, self.whole.success, self.whole.failure, stake):
            hours = stop.hours - rest.elapsed_hours
            if hours <= 0.0:
                continue
            slope = rest.works_within(hours)
            spent_hours = rest.expected_spent_hours(hours)
            value = slope * stake - spent_hours
            is_first = best.patience_hours == elapsed_hours
            if value > best.value + stake * lead(stop.hours, is_first=is_first):
                best = Gain(value=value, slope=slope, patience_hours=elapsed_hours + hours, spent_hours=spent_hours)
        return best


def carry_on(whole: Attempt, elapsed_hours: float) -> UnderWay | None:
    """The bet on what remains; None where `whole` says that success or failure would have shown by now.

    A commitment whose hours are all spent still owes its result: its chance as it was said, and no further hours.
    """
    if whole.may_be_left and _is_over(whole, elapsed_hours):
        return None
    chance = whole.chance_after(elapsed_hours)
    if not whole.may_be_left and _is_over(whole, elapsed_hours):
        chance = whole.chance
    return UnderWay(
        chance=chance,
        success=_rest(whole.success, elapsed_hours),
        failure=_rest(whole.failure, elapsed_hours),
        may_be_left=whole.may_be_left,
        whole=whole,
        elapsed_hours=elapsed_hours,
    )


def _is_over(whole: Attempt, elapsed_hours: float) -> bool:
    """Whether neither can show later: what is certain counts alone."""
    works = whole.chance > 0.0 and whole.success.log_survival(elapsed_hours) > -math.inf
    fails = whole.chance < 1.0 and whole.failure.log_survival(elapsed_hours) > -math.inf
    return not (works or fails)


def _rest(whole: Duration, elapsed_hours: float) -> Duration:
    if isinstance(whole, Fixed):
        return Fixed(max(0.0, whole.at_hours - elapsed_hours))
    if elapsed_hours <= 0.0:
        return whole
    if elapsed_hours >= whole.cut_hours:
        return Fixed(0.0)
    return ResidualTime(mu=whole.mu, sigma=whole.sigma, cut_hours=whole.cut_hours, elapsed_hours=elapsed_hours)
