"""A plan with a date, as numbers: hours of work that fit until each day on which shipping still pays.

The clock is hours of work from now: one person works through the plan, and `by_hours` says how much fits until which day.
The meaning is that of docs/standard.md, "Dates".
"""

from bisect import bisect_left
from dataclasses import dataclass

from acumen.decision.problem import DecisionProblem
from acumen.errors import UsageError

SAME = 1e-9  # of the hours: figures that differ by less are one


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedProblem:
    """Shipping after `t` hours of work pays `worths[k]` less what is missing, k the first with t ≤ `by_hours[k]`; then 0."""

    problem: DecisionProblem
    by_hours: tuple[float, ...]  # ascending, of 0 or more: until the date, then until each later day that still pays
    worths: tuple[float, ...]  # falling, above 0
    cuts: tuple[float, ...]  # of every node: what is lost where it is missing; inf: it may not be missing
    due_hours: tuple[float, ...]  # of every node: hours until the end of its last day; inf: none
    is_late: bool = False  # the date has passed: nothing that is shipped is on time any more

    def __post_init__(self) -> None:
        """UsageError where lengths or orders don't fit."""
        n_nodes = len(self.problem.nodes)
        if len(self.by_hours) != len(self.worths) or not self.by_hours:
            raise UsageError(f"expected a worth for each of {len(self.by_hours)} days, found {len(self.worths)}")
        if len(self.cuts) != n_nodes or len(self.due_hours) != n_nodes:
            raise UsageError(f"expected a cut and a due day for each of {n_nodes} nodes")
        if list(self.by_hours) != sorted(self.by_hours) or list(self.worths) != sorted(self.worths, reverse=True):
            raise UsageError("expected hours that rise and worths that fall from day to day")

    @property
    def last_hours(self) -> float:
        """Hours of work after which nothing is earned any more."""
        return self.by_hours[-1]

    def worth_at(self, hours: float) -> float:
        """What shipping with nothing missing pays after so many hours of work."""
        at = bisect_left(self.by_hours, hours * (1.0 - SAME))
        return self.worths[at] if at < len(self.worths) else 0.0
