"""Hours until something shows itself: a fixed figure, or a log-normal given by its 5 % and 95 % points, cut or not."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

Z95 = 1.6448536269514722  # the 95 % point of the standard normal
SQRT_HALF = math.sqrt(0.5)
LOG_SQRT_2PI = 0.5 * math.log(2.0 * math.pi)
MIN_SIGMA = math.log1p(1e-9) / (2.0 * Z95)  # below, the log of hours is not known to as many digits
_FAR = 30.0  # beyond this many sds the normal tail is taken from its asymptotic series


def normal_cdf(z: float) -> float:
    """Φ(z), accurate in the lower tail."""
    return 0.5 * math.erfc(-z * SQRT_HALF)


def log_normal_cdf(z: float) -> float:
    """Ln Φ(z), for any z: below -30 by the asymptotic series of the Mills ratio (Abramowitz & Stegun 26.2.12)."""
    if z > -_FAR:
        return math.log(normal_cdf(z))
    w = 1.0 / (z * z)
    return -0.5 * z * z - LOG_SQRT_2PI - math.log(-z) + math.log1p(-w * (1.0 - 3.0 * w * (1.0 - 5.0 * w)))


@lru_cache(maxsize=4096)
def _below_prob(mu: float, sigma: float, cut_hours: float) -> float:
    """P(at most `cut_hours`) of a log-normal; asked for again and again."""
    return 1.0 if cut_hours == math.inf else normal_cdf((math.log(cut_hours) - mu) / sigma)


@dataclass(frozen=True, slots=True)
class Fixed:
    """Exactly `at_hours`."""

    at_hours: float

    @property
    def mean_hours(self) -> float:
        """The figure itself."""
        return self.at_hours

    def cdf(self, hours: float) -> float:
        """P(shown by `hours`): at the very hour it has shown."""
        return 1.0 if hours >= self.at_hours else 0.0

    def survival(self, hours: float) -> float:
        """P(not shown by `hours`)."""
        return 0.0 if hours >= self.at_hours else 1.0

    def log_survival(self, hours: float) -> float:
        """Ln of `survival`; -inf where it is 0."""
        return -math.inf if hours >= self.at_hours else 0.0

    def expected_spent_hours(self, hours: float) -> float:
        """E[min(shown, `hours`)] = ∫₀^hours survival."""
        return min(hours, self.at_hours)

    def quantile(self, prob: float) -> float:
        """The figure, at every `prob`."""
        del prob
        return self.at_hours


@dataclass(frozen=True, slots=True, kw_only=True)
class LogNormal:
    """Log-normal hours with log-mean `mu` and log-sd `sigma` > 0, conditioned on being at most `cut_hours`."""

    mu: float
    sigma: float
    cut_hours: float = math.inf

    @classmethod
    def from_interval(cls, low_hours: float, high_hours: float, *, is_cut: bool = False) -> "LogNormal":
        """5 % below `low_hours`, 95 % below `high_hours`; `is_cut`: conditioned on at most `high_hours`."""
        mu = (math.log(low_hours) + math.log(high_hours)) / 2.0
        sigma = (math.log(high_hours) - math.log(low_hours)) / (2.0 * Z95)
        sigma = max(sigma, MIN_SIGMA)
        return cls(mu=mu, sigma=sigma, cut_hours=high_hours if is_cut else math.inf)

    def z(self, hours: float) -> float:
        """Sds of log hours above the log-mean; -inf at 0 hours."""
        return (math.log(hours) - self.mu) / self.sigma if hours > 0.0 else -math.inf

    @property
    def kept_prob(self) -> float:
        """P(at most `cut_hours`) before the conditioning."""
        return _below_prob(self.mu, self.sigma, self.cut_hours)

    @property
    def mean_hours(self) -> float:
        """E[hours] = exp(mu + sigma²/2) · Φ(z(cut) − sigma) / Φ(z(cut)); without a cut the two Φ are 1."""
        whole = math.exp(self.mu + 0.5 * self.sigma * self.sigma)
        if self.cut_hours == math.inf:
            return whole
        return whole * normal_cdf(self.z(self.cut_hours) - self.sigma) / self.kept_prob

    def cdf(self, hours: float) -> float:
        """P(shown by `hours`)."""
        if hours >= self.cut_hours:
            return 1.0
        return normal_cdf(self.z(hours)) / self.kept_prob

    def survival(self, hours: float) -> float:
        """P(not shown by `hours`), without cancellation in the upper tail."""
        if hours >= self.cut_hours:
            return 0.0
        if self.cut_hours == math.inf:
            return normal_cdf(-self.z(hours))
        kept = self.kept_prob
        return max(0.0, normal_cdf(-self.z(hours)) - (1.0 - kept)) / kept

    def log_survival(self, hours: float) -> float:
        """Ln of `survival`, also where `survival` itself would be 0 to machine precision; -inf beyond the cut."""
        if self.cut_hours == math.inf:
            return log_normal_cdf(-self.z(hours)) if hours > 0.0 else 0.0
        survival = self.survival(hours)
        return math.log(survival) if survival > 0.0 else -math.inf

    def log_density(self, hours: float) -> float:
        """Ln of the density at `hours` > 0; -inf beyond the cut."""
        if hours > self.cut_hours:
            return -math.inf
        z = self.z(hours)
        density = -0.5 * z * z - LOG_SQRT_2PI - math.log(self.sigma * hours)
        return density if self.cut_hours == math.inf else density - math.log(self.kept_prob)

    def expected_spent_hours(self, hours: float) -> float:
        """E[min(shown, `hours`)] = ∫₀^hours survival = hours · S(hours) + ∫₀^hours u f(u) du."""
        if hours <= 0.0:
            return 0.0
        if hours >= self.cut_hours:
            return self.mean_hours
        partial = math.exp(self.mu + 0.5 * self.sigma * self.sigma) * normal_cdf(self.z(hours) - self.sigma)
        return hours * self.survival(hours) + partial / self.kept_prob

    def quantile(self, prob: float) -> float:
        """The hours by which it has shown with probability `prob` in [0, 1]."""
        if prob <= 0.0:
            return 0.0
        if prob >= 1.0:
            return self.cut_hours
        from statistics import NormalDist  # noqa: PLC0415 -- costs 4 ms at start-up, and few need a quantile

        return math.exp(self.mu + self.sigma * NormalDist().inv_cdf(prob * self.kept_prob))


Duration: TypeAlias = Fixed | LogNormal
