"""A plan as a bet of a portfolio: from where it stands, with its days counted in the portfolio's hours."""

import math
from dataclasses import replace

import msgspec

from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.dated.problem import DatedProblem
from acumen.decision.portfolio.problem import PlanBet
from acumen.decision.portfolio.tables import plan_states
from acumen.decision.problem import DecisionProblem
from acumen.decision.tree_structure import OPEN
from acumen.desk.plans.capacity import dated, is_dated
from acumen.desk.plans.conditioning import begin, known_goal
from acumen.desk.plans.problem import Posed, pose
from acumen.desk.plans.progress import Progress
from acumen.desk.portfolio.clock import Clock
from acumen.distributions import Attempt, Fixed
from acumen.errors import UnsolvableError, UsageError
from acumen.records import Plan

NO_WORTH = "it does not say what it is worth; add `worth: HOURS`"
TOO_BIG = "it has too many states to be divided with others"


class Sharing(msgspec.Struct, frozen=True, kw_only=True):
    """A plan that shares the hours. `named`: how a command names it; `told_hours`: of those it may have."""

    plan: Plan
    named: str
    progress: Progress | None = None
    most_hours: float | None = None
    told_hours: float = 0.0
    is_adopted: bool = False


class BetOfPlan(msgspec.Struct, frozen=True, kw_only=True):
    """The same as numbers, or why it has no share."""

    posed: Posed | None = None
    bet: PlanBet | None = None
    why: str = ""
    notes: tuple[str, ...] = ()
    is_averaged: bool = False  # its steps share hypotheses: what is proven is proven of averages


def pose_bet(sharing: Sharing, clock: Clock) -> BetOfPlan:
    """The plan as a bet today. UsageError where its day would count and nobody said until when the hours are."""
    plan = sharing.plan
    if plan.worth is None or plan.worth <= 0.0:
        return BetOfPlan(why=NO_WORTH)
    try:
        posed = begin(pose(plan), sharing.progress)
    except UnsolvableError as error:
        return BetOfPlan(why=str(error))
    goal = known_goal(posed)
    if goal is not None:
        return BetOfPlan(why="its goal is reached" if goal else "its goal has failed")
    if clock.until is None and is_dated(plan):
        raise UsageError(
            f"expected until when the hours are, as {plan.plan} is due on {plan.ship}, found nothing",
            hint="say it: --until DAY",
        )
    if clock.until is not None and plan.ship is not None and plan.ship < clock.today and plan.late is msgspec.UNSET:
        return BetOfPlan(why=f"the day it was due, {plan.ship}, has passed")
    try:
        problem = _dated(posed, clock, plan.worth)
    except UsageError as error:  # worth that has fallen to nothing
        return BetOfPlan(why=str(error))
    most = math.inf if sharing.most_hours is None else max(0.0, sharing.most_hours - sharing.told_hours)
    bet = PlanBet(id=plan.plan, dated=problem, statuses=posed.statuses, most_hours=most, shared=posed.shared)
    is_averaged = posed.shared is not None and not _may_be_swept(bet)
    if posed.shared is None or is_averaged:
        statuses = None if posed.statuses is None else posed.statuses[: len(posed.nodes)]
        plain = replace(bet.dated, problem=_averaged(posed))
        bet = replace(bet, dated=plain, statuses=statuses, shared=None)
        if not _may_be_swept(bet):
            return BetOfPlan(why=TOO_BIG)
    return BetOfPlan(posed=posed, bet=bet, notes=_notes(plan, posed, clock), is_averaged=is_averaged)


def _may_be_swept(bet: PlanBet) -> bool:
    """Whether it has few enough states."""
    try:
        plan_states(bet)
    except TooManyStatesError:
        return False
    return True


def _dated(posed: Posed, clock: Clock, worth: float) -> DatedProblem:
    """Its days in the hours of the portfolio; days after the last one are as good as none."""
    n_nodes, plan = len(posed.nodes), posed.plan
    problem = posed.problem
    if plan.ship is None or clock.until is None:
        never = (math.inf,) * n_nodes
        return DatedProblem(problem=problem, by_hours=(math.inf,), worths=(worth,), cuts=posed.cuts, due_hours=never)
    is_beyond = plan.ship >= clock.until
    plan = msgspec.structs.replace(plan, hours_per_week=clock.per_week, days=clock.days, off=clock.off)
    found = dated(msgspec.structs.replace(posed, plan=plan), clock.today, worth=worth).problem
    if is_beyond:
        found = replace(found, by_hours=(math.inf,), worths=(worth,))
    return replace(found, problem=problem)


def _averaged(posed: Posed) -> DecisionProblem:
    """The tree with every chance as it is believed now."""
    if posed.shared is None:
        return posed.problem
    statuses = posed.statuses or (OPEN,) * len(posed.nodes)
    nodes = [
        node if node.attempt is None or statuses[number] else replace(node, attempt=posed.attempt(number))
        for number, node in enumerate(posed.problem.nodes)
    ]
    return DecisionProblem(nodes=tuple(nodes))


def _notes(plan: Plan, posed: Posed, clock: Clock) -> tuple[str, ...]:
    found, name = [], plan.plan
    found += [f"{name}: {posed.action(number).id} has had its hours and counts as left." for number in posed.overdue]
    if plan.ship is not None and clock.until is None:
        found.append(
            f"{name}: its day, {plan.ship}, does not count here; with --until DAY, the end of the hours, it does."
        )
    elif plan.ship is not None and is_dated(plan):
        found.append(
            "The days of the plans count, their own hours a week do not: the hours are those of all plans together."
        )
        if not all(_is_fixed(posed.attempt(step)) for step in posed.problem.steps):
            found.append(
                "Chances are as if hours missed each by themselves; in ship, status and next they miss together."
            )
    return tuple(found)


def _is_fixed(attempt: Attempt) -> bool:
    return isinstance(attempt.success, Fixed) and isinstance(attempt.failure, Fixed)
