"""A step as a bet, what it is worth, and how long it deserves.

With success survival S_s, failure survival S_f, chance p and stake Δ (what success is worth more than failure), an attempt
that may be left is worth

    G(Δ) = max over q ≥ 0 of  φ(q) = p·F_s(q)·Δ − ∫₀^q [p·S_s(u) + (1−p)·S_f(u)] du,

and the maximising q is the *patience*. φ'(q) > 0 exactly where the rate of success r(q) = p·f_s/(p·S_s + (1−p)·S_f) exceeds
1/Δ, so the local maxima are where r falls through 1/Δ: one candidate for each falling stretch of r (`patience.py`), and the
end of the work. An attempt that may not be left is worth p·Δ − c with c its mean hours: plain hours collapse to their mean
for whoever is risk-neutral.
"""

import math
from dataclasses import dataclass

from acumen.distributions.durations import Duration, Fixed, LogNormal
from acumen.distributions.stopping import candidates

TIE = 1e-12  # of the stake


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """What an attempt adds when `value` is got by leaving after `patience_hours` unless it works.

    `slope` is the chance that it works within the patience; `value` = slope · stake − expected hours spent, which is no way
    to find the hours again where much is at stake: `spent_hours` has them.
    """

    value: float
    slope: float
    patience_hours: float
    spent_hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """Works with `chance`; then the hours it took are drawn from `success`, else from `failure`.

    `may_be_left`: the work may be stopped at any time; otherwise its hours are spent in full.
    """

    chance: float
    success: Duration
    failure: Duration
    may_be_left: bool = False

    @classmethod
    def plain(cls, chance: float, success_hours: float, failure_hours: float | None = None) -> "Attempt":
        """A commitment: `success_hours` when it works, `failure_hours` (the same unless given) when it fails."""
        failure = success_hours if failure_hours is None else failure_hours
        return cls(chance=chance, success=Fixed(success_hours), failure=Fixed(failure))

    @classmethod
    def open_ended(
        cls, chance: float, low_hours: float, high_hours: float, failure: Duration | None = None
    ) -> "Attempt":
        """Work that may be left: log-normal hours; without `failure`, what has not worked by `high_hours` has failed."""
        success = LogNormal.from_interval(low_hours, high_hours, is_cut=failure is None)
        ends = Fixed(high_hours) if failure is None else failure
        return cls(chance=chance, success=success, failure=ends, may_be_left=True)

    @property
    def mean_hours(self) -> float:
        """E[hours] when the work is carried on until it has worked or failed."""
        return self.chance * self.success.mean_hours + (1.0 - self.chance) * self.failure.mean_hours

    def chance_after(self, elapsed_hours: float) -> float:
        """P(it works | neither success nor failure has shown by `elapsed_hours`); 0 when both would have shown."""
        if self.chance in (0.0, 1.0):
            return self.chance
        works = math.log(self.chance) + self.success.log_survival(elapsed_hours)
        fails = math.log1p(-self.chance) + self.failure.log_survival(elapsed_hours)
        if works == -math.inf:
            return 0.0
        return 1.0 / (1.0 + math.exp(min(700.0, fails - works)))

    def works_within(self, hours: float) -> float:
        """P(it works within `hours` from the start) = p·F_s(hours)."""
        return self.chance * self.success.cdf(hours)

    def expected_spent_hours(self, patience_hours: float) -> float:
        """E[hours spent] when it is left after `patience_hours` unless it has ended before."""
        works = self.success.expected_spent_hours(patience_hours)
        fails = self.failure.expected_spent_hours(patience_hours)
        return self.chance * works + (1.0 - self.chance) * fails

    def gain(self, stake: float, *, elapsed_hours: float = 0.0) -> Gain:
        """The best that can be added to the value of failure, when success is worth `stake` hours more than failure.

        With `elapsed_hours` t: the same, conditional on being still under way at t, patience counted from the start;
        t as the patience then means: leave now. On a tie, going on comes before leaving. For an attempt that may not be
        left, the value may be negative.
        Source: the standard, "Leaving a step in time".
        """
        if not self.may_be_left:
            hours = self.mean_hours
            return Gain(
                value=self.chance * stake - hours, slope=self.chance, patience_hours=math.inf, spent_hours=hours
            )
        if stake <= 0.0:
            return Gain(value=0.0, slope=0.0, patience_hours=elapsed_hours, spent_hours=0.0)
        alive, worked, spent = 1.0, 0.0, 0.0
        if elapsed_hours > 0.0:
            works, fails = self.success.survival(elapsed_hours), self.failure.survival(elapsed_hours)
            alive = self.chance * works + (1.0 - self.chance) * fails
            if alive <= 0.0:
                return Gain(value=0.0, slope=0.0, patience_hours=elapsed_hours, spent_hours=0.0)
            worked, spent = self.works_within(elapsed_hours), self.expected_spent_hours(elapsed_hours)
        best, best_slope, patience_hours, best_hours = 0.0, 0.0, elapsed_hours, 0.0
        for hours, works_prob, spent_hours in candidates(self.chance, self.success, self.failure, stake):
            if hours <= elapsed_hours:
                continue
            slope = (works_prob - worked) / alive
            further_hours = (spent_hours - spent) / alive
            value = slope * stake - further_hours
            is_first = patience_hours == elapsed_hours
            if value > best + stake * lead(hours, is_first=is_first):
                best, best_slope, patience_hours, best_hours = value, slope, hours, further_hours
        return Gain(value=best, slope=best_slope, patience_hours=patience_hours, spent_hours=best_hours)


def lead(hours: float, *, is_first: bool) -> float:
    """By how much of the stake a time to leave must be better than what was found before it, to be taken.

    On a tie going on comes before leaving at once; and a time at which to leave, before never.
    """
    if math.isinf(hours):
        return -TIE if is_first else TIE
    return -TIE if is_first else 0.0
