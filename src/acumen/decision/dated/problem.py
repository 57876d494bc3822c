"""A plan with a date, as numbers: hours of work that fit until each day on which shipping still pays.

The clock is hours of work from now: one person works through the plan, and `by_hours` says how much fits until which day.
The meaning is that of docs/standard.md, "Dates".
"""

import math
from bisect import bisect_left
from dataclasses import dataclass, replace

from acumen.decision.hypotheses.problem import SharedProblem
from acumen.decision.problem import DecisionProblem
from acumen.distributions import Attempt
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
    shared: SharedProblem | None = None  # where steps share hypotheses, or probes tell about them

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

    @property
    def n_probes(self) -> int:
        """Number of probes; probe j has the number of nodes + j."""
        return 0 if self.shared is None else len(self.shared.probes)

    @property
    def actions(self) -> tuple[int, ...]:
        """Every action: steps in the order of the file, then probes."""
        return self.problem.steps if self.shared is None else self.shared.actions

    def attempt(self, action: int) -> Attempt:
        """The bet of an action; of a telling one its chance is averaged over worlds, as they are believed."""
        if self.shared is not None and action in self.shared.chances:
            return replace(self.shared.attempt(action), chance=self.shared.chance_now(action))
        if self.shared is not None:
            return self.shared.attempt(action)
        attempt = self.problem.nodes[action].attempt
        if attempt is None:
            raise TypeError(f"node {action} is not a step")
        return attempt

    def id(self, action: int) -> str:
        """The id of a step or probe."""
        return self.problem.nodes[action].id if self.shared is None else self.shared.id(action)

    def needs(self, action: int) -> tuple[int, ...]:
        """Nodes that must have succeeded before the action may start."""
        return self.problem.nodes[action].needs if self.shared is None else self.shared.needs(action)

    def is_telling(self, action: int) -> bool:
        """Whether its end tells about a hypothesis."""
        return self.shared is not None and action in self.shared.chances

    def may_be_left(self, action: int) -> bool:
        """Whether it may be left: what tells runs to its end."""
        return self.attempt(action).may_be_left and not self.is_telling(action)

    def due_hours_of(self, action: int) -> float:
        """Hours until the end of its last day; inf: none."""
        return self.due_hours[action] if action < len(self.due_hours) else math.inf

    def worth_at(self, hours: float) -> float:
        """What shipping with nothing missing pays after so many hours of work."""
        at = bisect_left(self.by_hours, hours * (1.0 - SAME))
        return self.worths[at] if at < len(self.worths) else 0.0
