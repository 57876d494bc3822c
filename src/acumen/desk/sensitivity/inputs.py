"""Levers: one chance, or one step's hours, moved while everything else stays as it was said.

Chances are moved in log-odds, hours by a factor (both ends of an interval). `fails` stays, so that `acumen next --set` at
both sides of a tip shows the change.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from acumen.decision import DecisionProblem, Limits
from acumen.decision.backward_induction.parametric import ParametricOutcome, Varied
from acumen.decision.policies.varying import BracketVaried, OneBetVaried, StandingPolicy
from acumen.desk.plans.problem import Posed, pose
from acumen.desk.plans.solving import counts_cuts
from acumen.distributions import Attempt
from acumen.readings.hours import MAX_HOURS, within_limits
from acumen.records import Hours, Interval, Plan, Step
from acumen.results.plans import Figure, Objective
from acumen.results.sensitivity import Input

if TYPE_CHECKING:
    from acumen.decision.dated.undated import PartsVaried

LOG_ODDS = 0.5  # from now to the low and the high end of a swing
FACTOR = 1.5
_LOG_ODDS_GRID = (LOG_ODDS, 1.5, 4.0)
_CERTAIN_GRID = (0.05, 0.3, 0.7, 0.95)
FACTOR_GRID = (FACTOR, 4.0, 10.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the levers move: a plan as posed, its problem, and the question about it."""

    plan: Plan
    posed: Posed
    problem: DecisionProblem
    objective: Objective
    worth: float | None
    limits: Limits
    bracket: BracketVaried | None = None  # where the plan is too big to be laid out whole
    standing: StandingPolicy | None = None  # where steps share hypotheses

    def varied(self, number: int) -> Varied | OneBetVaried | PartsVaried:
        """The question with one step's bet open."""
        if counts_cuts(self.posed, self.objective, self.worth):
            from acumen.decision.dated.undated import PartsVaried  # noqa: PLC0415 -- few plans have parts that may be missing

            return PartsVaried(self.problem, self.posed.cuts, number, self.worth or 0.0, self.limits)
        whole = self.bracket or self.standing
        if whole is not None:
            return OneBetVaried(whole, number)
        return Varied(self.problem, number, objective=self.objective, worth=self.worth, limits=self.limits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """One input of one step. A place x on it is a chance, or a factor on the hours."""

    step: Step
    input: Input
    now: float
    varied: Varied | OneBetVaried | PartsVaried
    plan: Plan
    seen: dict[float, ParametricOutcome] = field(default_factory=dict)

    def look(self, x: float) -> ParametricOutcome:
        """What comes of it at x."""
        if x not in self.seen:
            self.seen[x] = self.varied.look(_attempt(self.moved(x), self.plan))
        return self.seen[x]

    def stand(self, x: float) -> ParametricOutcome:
        """What comes at x of the policy as it stands, of a plan too big to be laid out whole."""
        if not isinstance(self.varied, OneBetVaried):
            return self.look(x)
        return self.varied.stand(_attempt(self.moved(x), self.plan))

    def moved(self, x: float) -> Step:
        """The step at x; as it was said where it is now."""
        if x == self.now:
            return self.step
        if self.input == "chance":
            return msgspec.structs.replace(self.step, chance=x)
        return msgspec.structs.replace(self.step, hours=_scaled(self.step.hours, x))

    def figure(self, x: float) -> Figure:
        """How x would stand in the plan."""
        if self.input == "chance":
            return x
        hours = _scaled(self.step.hours, x)
        return (hours.low_hours, hours.high_hours) if isinstance(hours, Interval) else hours

    @property
    def ends(self) -> tuple[float, float]:
        """The low and the high end of a swing."""
        if self.input == "hours":
            return 1.0 / FACTOR, FACTOR
        return _shifted(self.now, -LOG_ODDS), _shifted(self.now, LOG_ODDS)

    def grid(self, *, is_up: bool) -> tuple[float, ...]:
        """Places from now to the end of the range: chances to 0 or 1, hours to a tenth or ten times."""
        if self.input == "hours":
            return FACTOR_GRID if is_up else tuple(1.0 / factor for factor in FACTOR_GRID)
        end, sign = (1.0, 1.0) if is_up else (0.0, -1.0)
        if self.now == end:
            return ()
        if self.now in (0.0, 1.0):
            return (*(_CERTAIN_GRID if is_up else reversed(_CERTAIN_GRID)), end)
        return (*(_shifted(self.now, sign * shift) for shift in _LOG_ODDS_GRID), end)

    def distance(self, x: float) -> float:
        """How far x is from now, in swings."""
        if self.input == "hours":
            return abs(math.log(x)) / math.log(FACTOR)
        low, high = (min(1.0 - 1e-9, max(1e-9, prob)) for prob in sorted((x, self.now)))
        return (math.log(high / (1.0 - high)) - math.log(low / (1.0 - low))) / LOG_ODDS


def levers(asked: Asked, number: int) -> Iterator[Lever]:
    """The levers of one step. Hours of 0 have none: no factor moves them."""
    step, varied = asked.posed.step(number), asked.varied(number)
    now = asked.posed.attempt(number).chance
    if asked.standing is None or number not in asked.standing.telling:  # there it is what is believed that moves it
        yield Lever(step=step, input="chance", now=now, varied=varied, plan=asked.plan)
    if step.hours != 0.0:
        yield Lever(step=step, input="hours", now=1.0, varied=varied, plan=asked.plan)


def _attempt(step: Step, plan: Plan) -> Attempt:
    """The step alone as a bet."""
    alone = msgspec.structs.replace(step, needs=())
    return pose(Plan(plan=plan.plan, goal=alone, hypotheses=plan.hypotheses)).attempt(0)


def _scaled(hours: Hours, factor: float) -> Hours:
    """The hours by a factor, or by as much of it as the limits of a plan leave room for."""
    if isinstance(hours, Interval):
        factor = min(factor, MAX_HOURS / hours.high_hours)
        return within_limits(hours.low_hours * factor, hours.high_hours * factor)
    return min(hours * factor, max(hours, MAX_HOURS))


def _shifted(prob: float, log_odds: float) -> float:
    """The chance with log-odds moved; 0 and 1 stay."""
    if prob in (0.0, 1.0):
        return prob
    odds = prob / (1.0 - prob) * math.exp(log_odds)
    return odds / (1.0 + odds)
