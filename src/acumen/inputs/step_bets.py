"""Chances and hours as a person says them to a verb, read as in a plan file."""

from acumen.errors import UsageError
from acumen.planfile.scalars import write_hours
from acumen.readings.chances import read_chance
from acumen.readings.hours import read_hours
from acumen.readings.misread import Misread
from acumen.records import Hours, Interval


def to_chance(text: str | float | None) -> float | None:
    """A chance in 0..1; UsageError with what the plan file would say."""
    return None if text is None else _understood("chance", read_chance(str(text)))


def to_hours(text: str | float | Hours | None, name: str = "hours") -> Hours | None:
    """Plain hours or an interval."""
    if text is None:
        return None
    hours = read_hours(write_hours(text) if isinstance(text, Interval) else str(text))
    if isinstance(hours, Misread):
        raise UsageError(f"{name}: {hours.message}", hint=hours.hint)
    return hours


def to_figure(text: str | float, name: str = "hours") -> float:
    """One figure of hours."""
    hours = to_hours(text, name)
    if not isinstance(hours, float):
        raise UsageError(
            f"{name}: expected one figure, found {text!r}", hint="write the hours it took, such as 3.5 or `90 min`"
        )
    return hours


def _understood(name: str, value: float | Misread) -> float:
    if isinstance(value, Misread):
        raise UsageError(f"{name}: {value.message}", hint=value.hint)
    return value
