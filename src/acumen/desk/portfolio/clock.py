"""The hours of a portfolio: how many there are until its last day, and on which days they are worked."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from acumen.desk.plans.capacity import WEEK, WORKED, is_dated
from acumen.distributions.calendar import WorkingHours, spread
from acumen.errors import UsageError
from acumen.readings.weeks import MAX_PER_WEEK
from acumen.records import DaySpan, Plan

NO_HOURS = "expected the hours that there are for all plans together, found none"
HINT = "say --hours 60, or --hours '8 per week'; acumen ledger set hours '8 per week' says it once for all"
HINT_BOTH = f"{HINT}; with hours a week say --until DAY too, as no plan here is due on a day"


class SaidHours(msgspec.Struct, frozen=True, kw_only=True):
    """What was said of them: so many in all, or each week; from and until which day; `told`: hours spent of those in all."""

    hours: float | None = None
    per_week: float | None = None
    first: date | None = None
    last: date | None = None
    days: tuple[int, ...] | msgspec.UnsetType = msgspec.UNSET
    off: tuple[DaySpan, ...] | msgspec.UnsetType = msgspec.UNSET
    told: float = 0.0


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """Hours from today on. `working` is there where there is a last day: only then do the days of plans count."""

    today: date
    hours: float
    until: date | None = None
    spent_hours: float = 0.0
    per_week: float = 0.0  # with `days` and `off`, what a dated plan takes for its own
    days: tuple[int, ...] = WORKED
    off: tuple[DaySpan, ...] = ()


def with_last_day(said: SaidHours, plans: Sequence[Plan], today: date) -> tuple[SaidHours, tuple[str, ...]]:
    """Until the latest day on which one of the plans is due, where no last day is said and one is needed; and that it is so.

    UsageError where there are neither hours nor such a day: both have to be said.
    """
    days = [plan.ship for plan in plans if plan.ship is not None and plan.ship >= today]
    is_needed = said.per_week is not None or any(is_dated(plan) for plan in plans)
    if said.hours is None and said.per_week is None and said.last is None and not days:
        raise UsageError(NO_HOURS, hint=HINT_BOTH)
    if said.last is not None or not days or not is_needed:
        return said, ()
    last = max(days)
    due = next(plan.plan for plan in plans if plan.ship == last)
    return msgspec.structs.replace(said, last=last), _notes(last, due)


def _notes(last: date, due: str) -> tuple[str, ...]:
    return (f"The hours are those until {last}, when {due} is due; say another last day with --until DAY.",)


def find_clock(said: SaidHours, today: date) -> Clock:
    """The hours that are left. UsageError where none were said, their last day has passed, or weeks have no end."""
    if said.last is not None and said.last < today:
        raise UsageError(f"the last day of these hours, {said.last}, has passed", hint="say another: --until DAY")
    if said.hours is None and said.per_week is None:
        raise UsageError(NO_HOURS, hint=HINT)
    if said.per_week is not None and said.last is None:
        raise UsageError("expected a last day for hours a week, found none", hint="say it: --until DAY")
    days = WORKED if said.days is msgspec.UNSET else said.days
    off = () if said.off is msgspec.UNSET else said.off
    if said.first is not None and said.first > today:
        off = (*off, DaySpan(first=today, last=said.first - timedelta(days=1)))
    left = max(0.0, said.hours - said.told) if said.hours is not None else None
    spent = said.told if said.hours is not None else 0.0
    if said.last is None:
        return Clock(today=today, hours=left or 0.0, spent_hours=spent)
    n_days = (said.last - today).days + 1
    worked = _worked(1.0, days, off, today, n_days)
    n_worked = worked.until_end_of(n_days - 1)  # in weeks: a day is 1 / len(days) of one
    if said.per_week is None:
        if not n_worked and left:
            raise UsageError(f"no working day is left until {said.last}", hint="say another: --until DAY")
        per_week = (left or 0.0) / n_worked if n_worked else 0.0
        if per_week > MAX_PER_WEEK:
            message = f"expected hours that fit until {said.last}, found {left:g}, which is {per_week:.0f} a week"
            raise UsageError(message, hint="say a later day or fewer hours")
    else:
        per_week = said.per_week
    return Clock(
        today=today,
        hours=per_week * n_worked if left is None else left,
        until=said.last,
        spent_hours=spent,
        per_week=per_week,
        days=days,
        off=off,
    )


def _worked(per_week: float, days: tuple[int, ...], off: tuple[DaySpan, ...], today: date, n_days: int) -> WorkingHours:
    dates = [today + timedelta(days=number) for number in range(n_days)]
    is_off = tuple(any(span.first <= day <= span.last for span in off) for day in dates)
    return spread(per_week, days, today.weekday() % WEEK, is_off)
