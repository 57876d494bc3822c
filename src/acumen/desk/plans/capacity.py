"""Days to hours of work, and back: what a plan's `ship`, `hours`, `days`, `off` and `late` come to from today on."""

import math
from datetime import date, timedelta

import msgspec

from acumen.decision.dated.problem import DatedProblem
from acumen.desk.plans.problem import Posed
from acumen.distributions.calendar import WorkingHours, spread
from acumen.distributions.shown import Shown
from acumen.errors import UsageError
from acumen.records import DaySpan, Plan, Step

WEEK = 7
WORKED = (0, 1, 2, 3, 4)  # Monday to Friday, unless said
MAX_DAYS = 3_653  # ten years: as far as worth that falls is looked at
SHARE = 0.15  # of the log-variance of hours that a plan's steps have in common: SiP, .36² of .36² + .87²


class Dated(msgspec.Struct, frozen=True, kw_only=True):
    """A plan's date as numbers, and the way back to days."""

    today: date
    ship: date
    working: WorkingHours
    problem: DatedProblem
    share: float
    shown: tuple[Shown, ...] = ()  # of the hours of steps begun so far

    @property
    def hours_until(self) -> float:
        """Hours of work until the end of the day it is due."""
        return self.working.until_end_of((self.ship - self.today).days)

    def day(self, hours: float) -> date | None:
        """The day on which so many hours are worked; None where none is near enough."""
        number = self.working.day_of(hours)
        return None if number is None else self.today + timedelta(days=number)


class OwnHours(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody has set for all their plans."""

    hours_per_week: float
    days: tuple[int, ...] | msgspec.UnsetType = msgspec.UNSET
    off: tuple[DaySpan, ...] | msgspec.UnsetType = msgspec.UNSET


def is_counted_by(plan: Plan, own: OwnHours | None) -> bool:
    """Whether its date counts only because of somebody's own hours."""
    return own is not None and plan.ship is not None and plan.hours_per_week is msgspec.UNSET


def notes_of_own_hours(plan: Plan, own: OwnHours | None) -> tuple[str, ...]:
    """Whose hours count, where the plan itself says none."""
    if own is None or not is_counted_by(plan, own):
        return ()
    return (f"The plan says no hours; those count that you set for all plans, {own.hours_per_week:g} per week.",)


def passed(plan: Plan, today: date | None) -> date | None:
    """The day it was due, where that has passed and nothing counts any more that is shipped."""
    is_over = plan.ship is not None and today is not None and today > plan.ship and plan.late is msgspec.UNSET
    return plan.ship if is_over else None


def with_own_hours(plan: Plan, own: OwnHours | None) -> Plan:
    """A plan with a day and no hours, dated by somebody's own hours; where it says days, those count."""
    if own is None or not is_counted_by(plan, own):
        return plan
    return msgspec.structs.replace(
        plan,
        hours_per_week=own.hours_per_week,
        days=own.days if plan.days is msgspec.UNSET else plan.days,
        off=own.off if plan.off is msgspec.UNSET else plan.off,
    )


def is_dated(plan: Plan) -> bool:
    """Whether its date counts."""
    return plan.ship is not None and plan.hours_per_week is not msgspec.UNSET


def working_hours(plan: Plan, today: date, n_days: int) -> WorkingHours:
    """Hours of each day from today on."""
    hours = 0.0 if plan.hours_per_week is msgspec.UNSET else plan.hours_per_week
    days = WORKED if plan.days is msgspec.UNSET else plan.days
    spans = () if plan.off is msgspec.UNSET else plan.off
    dates = [today + timedelta(days=number) for number in range(n_days)]
    is_off = tuple(any(span.first <= day <= span.last for span in spans) for day in dates)
    return spread(hours, days, today.weekday(), is_off)


def dated(posed: Posed, today: date, *, worth: float | None = None) -> Dated:
    """The dated problem that a plan poses today. UsageError where no date counts, it has passed, or no worth is said."""
    plan = posed.plan
    stake = plan.worth if worth is None else worth
    if plan.ship is None or plan.hours_per_week is msgspec.UNSET:
        missing = "`ship`, the day it is due" if plan.ship is None else "`hours`, yours for this plan"
        hint = "add `ship: 2027-03-01`" if plan.ship is None else "add `hours: 20 per week`, and the date counts"
        raise UsageError(f"expected a plan with {missing}, found none in {plan.plan}", hint=hint)
    if stake is None:
        raise UsageError(
            f"expected what {plan.plan} is worth, found nothing",
            hint="add `worth: 400` to the plan, or say --worth HOURS",
        )
    ship_day = (plan.ship - today).days
    late = 0.0 if plan.late is msgspec.UNSET else plan.late
    last_day = ship_day if late == 0.0 else ship_day + math.ceil(stake / late * WEEK)
    if last_day < 0:
        raise UsageError(
            f"the day it was due, {plan.ship}, has passed",
            hint="say acumen stop, or set a later `ship` in the plan and adopt it again",
        )
    working = working_hours(plan, today, min(last_day, MAX_DAYS) + 1)
    by_hours, worths = _payoffs(working, ship_day, stake, late)
    problem = DatedProblem(
        problem=posed.problem,
        by_hours=by_hours,
        worths=worths,
        is_late=ship_day < 0,
        cuts=posed.cuts,
        due_hours=tuple(_due_hours(node, working, today) for node in posed.nodes),
        shared=posed.shared,
    )
    return Dated(today=today, ship=plan.ship, working=working, problem=problem, share=share_of(plan), shown=posed.shown)


def share_of(plan: Plan) -> float:
    """How much of the log-variance of hours its steps have in common."""
    return SHARE if plan.together is msgspec.UNSET else plan.together


def _payoffs(
    working: WorkingHours, ship_day: int, worth: float, late: float
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Hours until the date and what shipping by then pays; then of each later day on which it still pays."""
    found = [(working.until_end_of(ship_day), worth)] if ship_day >= 0 else []
    so_far = working.so_far
    for day in range(max(0, ship_day + 1), len(working.by_day)):
        left = worth - late * (day - ship_day) / WEEK
        if left > 0.0 and (not found or so_far[day] > found[-1][0]):
            found.append((so_far[day], left))
    return tuple(hours for hours, _ in found), tuple(paid for _, paid in found)


def _due_hours(node: object, working: WorkingHours, today: date) -> float:
    if not isinstance(node, Step) or node.due is msgspec.UNSET:
        return math.inf
    return working.until_end_of((node.due - today).days)
