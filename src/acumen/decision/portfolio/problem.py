"""Several plans, one person's hours, and safe work, as numbers.

The clock is hours of work from now, spent on whatever plan; one works on one step at a time, and changes plans between steps
only. The meaning is that of docs/standard.md, "Portfolios".
"""

import math
from dataclasses import dataclass, replace

from acumen.decision.dated.problem import DatedProblem
from acumen.decision.hypotheses.problem import SharedProblem
from acumen.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanBet:
    """One plan: `dated.by_hours` and `due_hours` count the portfolio's hours, whatever they are spent on.

    `shared`: where its steps share hypotheses, with the belief now; then `statuses` goes on with those of its probes.
    """

    id: str
    dated: DatedProblem
    statuses: tuple[int, ...] | None = None
    most_hours: float = math.inf  # of the portfolio's, that it may have
    shared: SharedProblem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeWork:
    """Sure work: each hour of it is worth `returns` hours, up to so many; `least_hours` of it have to be done."""

    id: str
    hours: float
    returns: float
    least_hours: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioProblem:
    """Plans in the order in which they are named: ties go to the first."""

    plans: tuple[PlanBet, ...]
    hours: float
    safe: tuple[SafeWork, ...] = ()

    def __post_init__(self) -> None:
        """UsageError where nothing is to be divided, or more safe work has to be done than there are hours."""
        if not self.plans:
            raise UsageError("expected at least one plan, found none")
        if not 0.0 <= self.hours < math.inf:
            raise UsageError(f"expected hours of 0 or more, found {self.hours}")
        if self.owed_hours > self.hours:
            raise UsageError(
                f"expected at most {self.hours:g} h of safe work that must be done, found {self.owed_hours:g} h"
            )

    def with_hours(self, hours: float, safe: "tuple[SafeWork, ...]") -> "PortfolioProblem":
        """The same calendar with more hours in each week of it, or fewer: days of plans come after proportionately many."""
        share = hours / self.hours if self.hours else 1.0
        return replace(self, hours=hours, safe=safe, plans=tuple(_with_share(bet, share) for bet in self.plans))

    @property
    def is_dated(self) -> bool:
        """Whether a day within these hours counts."""
        return any(math.isfinite(hours) for bet in self.plans for hours in (*bet.dated.by_hours, *bet.dated.due_hours))

    @property
    def owed_hours(self) -> float:
        """Hours of safe work that have to be done in any case."""
        return math.fsum(work.least_hours for work in self.safe)

    @property
    def free_hours(self) -> float:
        """Hours that are left for plans, or for more safe work."""
        return self.hours - self.owed_hours

    @property
    def owed_value(self) -> float:
        """What that work brings more than its hours."""
        return math.fsum(work.least_hours * (work.returns - 1.0) for work in self.safe)

    def safe_hours(self, hours: float) -> tuple[float, ...]:
        """How so many hours are best spent on safe work alone, beyond what has to be done, by work."""
        found, left = [0.0] * len(self.safe), hours
        for place in sorted(range(len(self.safe)), key=lambda place: -self.safe[place].returns):
            work = self.safe[place]
            if work.returns > 1.0:
                found[place] = max(0.0, min(left, work.hours - work.least_hours))
                left -= found[place]
        return tuple(found)

    def safe_value(self, hours: float) -> float:
        """What so many hours bring in safe work, more than the hours themselves."""
        spent = self.safe_hours(hours)
        return math.fsum(hours * (work.returns - 1.0) for hours, work in zip(spent, self.safe, strict=True))

    @property
    def safe_returns(self) -> float:
        """The best that an hour of safe work brings; 1 where there is none."""
        return max((work.returns for work in self.safe if work.hours > work.least_hours), default=1.0)


def _with_share(bet: PlanBet, share: float) -> PlanBet:
    by, due = bet.dated.by_hours, bet.dated.due_hours
    scaled = replace(
        bet.dated,
        by_hours=tuple(hours * share for hours in by),
        due_hours=tuple(hours * share for hours in due),
    )
    return replace(bet, dated=scaled)
