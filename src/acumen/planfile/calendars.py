"""Keys of a plan that have to do with dates: `hours`, `days`, `off`, `late`, `together`; `due` and `cut` of what is in it.

Files are read without a clock: that a day has passed is for whoever solves the plan to say.
"""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

import msgspec

from acumen.planfile.context import Context, Declared
from acumen.planfile.fields import Fields, as_scalar, understood
from acumen.planfile.nodes import Scalar, Sequence
from acumen.readings.chances import read_chance
from acumen.readings.hours import read_hours
from acumen.readings.misread import Misread, shorten
from acumen.readings.moments import read_date
from acumen.readings.weeks import Weekdays, read_per_week, read_span, read_weekdays
from acumen.records import DaySpan, Interval

PLAN_KEYS = ("hours", "days", "off", "late", "together")
T = TypeVar("T")


class Dates(msgspec.Struct, frozen=True, kw_only=True):
    """What the keys say; unset where they are not there."""

    hours_per_week: float | msgspec.UnsetType = msgspec.UNSET
    days: tuple[int, ...] | msgspec.UnsetType = msgspec.UNSET
    off: tuple[DaySpan, ...] | msgspec.UnsetType = msgspec.UNSET
    late: float | msgspec.UnsetType = msgspec.UNSET
    together: float | msgspec.UnsetType = msgspec.UNSET


def read_dates(fields: Fields, ship: date | None, context: Context) -> Dates:
    """The plan's own keys, and what must hold between them and those of its parts."""
    found = Dates(
        hours_per_week=_or_unset(fields.figure("hours", "hours a week", read_per_week)),
        days=read_days(fields),
        off=read_off(fields),
        late=_or_unset(fields.figure("late", "worth a week", read_per_week)),
        together=_or_unset(fields.figure("together", "a share", _read_share)),
    )
    if "ship" not in fields.keys:
        _ask_for_the_day(fields, context)
    if ship is not None:
        for day, at in context.dues:
            if day > ship:
                message = f"expected a day up to `ship`, {ship}, found {day}"
                context.report.add("due-after-ship", at, message, "remove it, or ship later")
    _check_cuts(context)
    return found


def _ask_for_the_day(fields: Fields, context: Context) -> None:
    """Report the first key that counts only beside a day on which the plan is due."""
    said: list[tuple[str, int]] = [
        (key, fields.keys[key].at) for key in ("hours", "days", "off", "late") if key in fields.keys
    ]
    said += [("due", at) for _, at in context.dues]
    if said:
        key, at = min(said, key=lambda one: one[1])
        message = f"expected `ship`, the day the plan is due, beside `{key}`, found none"
        hint = "add a line `ship: 2027-03-01`: a date makes it count; the hours of a step stand in the step"
        context.report.add("capacity-without-ship", at, message, hint)


def read_due(fields: Fields, context: Context) -> date | msgspec.UnsetType:
    """The last day of a step."""
    due = fields.figure("due", "a day", read_date)
    if due is None:
        return msgspec.UNSET
    context.dues.append((due, fields.keys["due"].at))
    return due


def read_cut(fields: Fields, context: Context, parent: int | None) -> float | msgspec.UnsetType:
    """What is lost where a part is missing; only a direct member of an `all` may be."""
    cut = fields.figure("cut", "hours of worth", _read_cut)
    if "cut" not in fields.keys:
        return msgspec.UNSET
    at = fields.keys["cut"].at
    if parent is None:
        context.report.add(
            "cut-on-goal", at, "expected `cut` on a part of the goal, found it on the goal itself", "remove it"
        )
    elif context.declared[parent].group_kind == "any":
        message = "expected `cut` on a member of an `all`, found it on one of an `any`"
        hint = "one that succeeds is enough there: give the `cut` to the group, if an `all` is around it"
        context.report.add("cut-not-in-all", at, message, hint)
    return _or_unset(cut)


def _check_cuts(context: Context) -> None:
    """Report a part with `cut` that a step needs which has none: it could never be missing."""
    numbers = {declared.id: number for number, declared in enumerate(context.declared) if declared.id is not None}
    for number, declared in enumerate(context.declared):
        if declared.kind != "step" or _cut_around(number, context):
            continue
        for need, at in declared.needs:
            target = numbers.get(need)
            if target is not None and (part := _cut_around(target, context)) is not None:
                shown = shorten(part.id or "a group")
                message = f"expected a need that can't be missing, found {shorten(need)}, which `cut` lets be missing"
                hint = f"give the step a `cut` too, or remove that of {shown}"
                context.report.add("cut-needed", at, message, hint)


def _cut_around(number: int | None, context: Context) -> Declared | None:
    while number is not None:
        declared = context.declared[number]
        if declared.is_cut:
            return declared
        number = declared.parent
    return None


def read_days(fields: Fields) -> tuple[int, ...] | msgspec.UnsetType:
    """The days of the week that are worked on."""
    parts = _each(fields, "days", "days of the week", read_weekdays)
    if parts is None:
        return msgspec.UNSET
    return tuple(sorted({number for part in parts for number in part.numbers}))


def read_off(fields: Fields) -> tuple[DaySpan, ...] | msgspec.UnsetType:
    """Days without work."""
    spans = _each(fields, "off", "a day or `A to B`", read_span)
    return msgspec.UNSET if spans is None else tuple(spans)


def _each(fields: Fields, key: str, wanted: str, read: Callable[[str], T | Misread]) -> list[T] | None:
    """What stands behind a key as one text or as a list of texts; None where it is not there or can't be read."""
    value = fields.values.get(key)
    if value is None:
        return None
    nodes = value.items if isinstance(value, Sequence) else (value,)
    scalars = [as_scalar(node, f"{wanted} after `{key}:`", fields.report) for node in nodes]
    found = [understood(scalar, read, fields.report) for scalar in scalars if isinstance(scalar, Scalar)]
    return [one for one in found if one is not None] or None


def _read_cut(text: str) -> float | Misread:
    """Plain hours of 0 or more."""
    hours = read_hours(text)
    if not isinstance(hours, Interval):
        return hours
    message = f"expected hours of worth, found {shorten(text)}"
    return Misread(code="worth-unreadable", message=message, hint="write one figure: `cut: 60`")


def _read_share(text: str) -> float | Misread:
    share = read_chance(text)
    if isinstance(share, Misread) or share < 1.0:
        return share
    message = f"expected a share below 100 %, found {shorten(text)}"
    return Misread(code="together-outside", message=message, hint="write `15%`: what all hours have in common")


def _or_unset(value: T | None) -> T | msgspec.UnsetType:
    return msgspec.UNSET if value is None else value


__all__ = ["PLAN_KEYS", "Dates", "Weekdays", "read_cut", "read_dates", "read_days", "read_due", "read_off"]
