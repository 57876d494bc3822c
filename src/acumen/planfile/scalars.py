"""What a text means where a chance, hours, a worth or a date is wanted; and how such a value is written.

A figure is held exactly, as a decimal, until the last step, so that 55 % is the float nearest to 0.55.
"""

import math
import re
from datetime import date
from decimal import Decimal

import msgspec

from acumen.planfile.report import shorten
from acumen.records import Hours, Interval


class Misread(msgspec.Struct, frozen=True, kw_only=True):
    """A text that does not mean what is wanted: code, message and hint of the problem to be."""

    code: str
    message: str
    hint: str = ""


N_CHARACTERS = 80  # of a figure; longer ones are not read
_N_DIGITS = 15  # before or after the point; beyond, a figure is written with an exponent
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?"
_UNIT = r"[^\W\d_]+"
_PLAIN = re.compile(rf"({_NUMBER})\s*({_UNIT})?")
_INTERVAL = re.compile(rf"({_NUMBER})\s*({_UNIT})?\s+to\s+({_NUMBER})\s*({_UNIT})?")
_LIKE_INTERVAL = re.compile(rf"({_NUMBER}\s*(?:{_UNIT})?)\s*(?:\.\.+|-+|[\u2010-\u2015…]|to)\s*(\d.*)")
_LIKE_COMMA = re.compile(r"(\d+),(\d+)(.*)")
_CHANCE = re.compile(rf"({_NUMBER})\s*(%?)")
_ODDS = re.compile(rf"({_NUMBER})\s*:\s*({_NUMBER})")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_HOURS_OF = {
    **dict.fromkeys(("min", "mins", "minute", "minutes"), Decimal(1) / 60),
    **dict.fromkeys(("h", "hour", "hours"), Decimal(1)),
    **dict.fromkeys(("d", "day", "days"), Decimal(8)),
    **dict.fromkeys(("w", "week", "weeks"), Decimal(40)),
}
_HOURS_HINT = "write hours (`3`), an interval (`2 to 6`), or with a unit: min, h, d (8 h), w (40 h)"
_CHANCE_HINT = "write `95%`, `0.95` or odds `19:1`"


def read_chance(text: str) -> float | Misread:
    """A chance in 0..1 from `95%`, `0.95` or odds `19:1`."""
    text = text.strip()
    if not _is_figure(text):
        return _not_a_chance(text)
    if odds := _ODDS.fullmatch(text):
        return _read_odds(text, Decimal(odds[1]), Decimal(odds[2]))
    found = _CHANCE.fullmatch(text)
    if not found:
        return _not_a_chance(text)
    figure = Decimal(found[1])
    value = float(figure.scaleb(-2) if found[2] else figure)
    if 0.0 <= value <= 1.0:
        return abs(value)  # -0.0 is 0
    hint = f"write `{found[1]}%`" if not found[2] and 1.0 < value <= 100.0 else _CHANCE_HINT  # noqa: PLR2004
    return Misread(
        code="chance-outside", message=f"expected a chance from 0 to 1 (100 %), found {shorten(text)}", hint=hint
    )


def _read_odds(text: str, for_: Decimal, against: Decimal) -> float | Misread:
    if for_ < 0 or against < 0:
        message = f"expected odds of two figures of 0 or more, found {shorten(text)}"
        return Misread(code="chance-outside", message=message, hint=_CHANCE_HINT)
    if for_ == against == 0:
        return Misread(code="chance-unreadable", message=f"expected odds, found {shorten(text)}", hint=_CHANCE_HINT)
    return float(for_ / (for_ + against))


def _not_a_chance(text: str) -> Misread:
    hint = _CHANCE_HINT
    if comma := _LIKE_COMMA.fullmatch(text):
        hint = f"write `{comma[1]}.{comma[2]}{comma[3]}`, with a point"
    return Misread(code="chance-unreadable", message=f"expected a chance, found {shorten(text)}", hint=hint)


MAX_HOURS = 1e9  # of a figure, of the end of an interval, of a worth
MAX_SPREAD = 1e6  # high / low: beyond, means of log-normals are figures that stand for nothing
MIN_SPREAD = 1.0 + 1e-9  # below, hours differ in no more digits than their logs are known to


def read_hours(text: str) -> Hours | Misread:
    """Plain hours of 0 or more, or `low to high` with 0 < low < high; a unit after `high` counts for `low` too."""
    text = text.strip()
    if not _is_figure(text):
        return _not_hours(text)
    if found := _INTERVAL.fullmatch(text):
        return _read_interval(text, found)
    found = _PLAIN.fullmatch(text)
    if not found:
        return _not_hours(text)
    hours = _in_hours(found[1], found[2])
    if hours is None:
        return _unknown_unit(found[2])
    if hours < 0:
        message = f"expected hours of 0 or more, found {shorten(text)}"
        return Misread(code="hours-negative", message=message, hint=_HOURS_HINT)
    if not math.isfinite(hours):
        return _not_hours(text)
    if hours > MAX_HOURS:
        hint = "write fewer hours: that many are more than anybody has"
        return Misread(code="hours-too-many", message=f"expected at most 1e9 hours, found {shorten(text)}", hint=hint)
    return abs(hours)


def _read_interval(text: str, found: re.Match[str]) -> Hours | Misread:
    low_unit, high_unit = found[2], found[4]
    low, high = _in_hours(found[1], low_unit or high_unit), _in_hours(found[3], high_unit)
    if low is None or high is None:
        return _unknown_unit(high_unit if high is None else low_unit)
    if low_unit and not high_unit and _HOURS_OF[low_unit] != 1:
        message = f"expected a unit after both figures or after the second, found {shorten(text)}"
        return Misread(code="hours-unreadable", message=message, hint=f"write `{text} {low_unit}` or `{text} h`")
    if low < 0 or high < 0:
        message = f"expected hours above 0, found {shorten(text)}"
        return Misread(code="hours-negative", message=message, hint=_HOURS_HINT)
    if not math.isfinite(high):
        return _not_hours(text)
    if 0.0 < low < high:
        if high < MIN_SPREAD * low:
            message = f"expected a high figure above the low by a billionth of it or more, found {shorten(text)}"
            hint = f"write a plain number, `{found[1]}{' ' + high_unit if high_unit else ''}`, for a commitment"
            return Misread(code="hours-too-narrow", message=message, hint=hint)
        if high > MAX_HOURS or high > MAX_SPREAD * low:
            message = (
                f"expected at most 1e9 hours, and a high figure at most a million times the low, found {shorten(text)}"
            )
            hint = "nobody works on a step like that: say what you would really bet on, 5 % below and 5 % above"
            return Misread(code="hours-too-wide", message=message, hint=hint)
        return Interval(low_hours=low, high_hours=high)
    if low == 0.0:
        hint = "write a low figure above 0, such as `0.1`: 5 % of the hours it may take lie below it"
    elif low == high:
        hint = f"write `{found[1]}{' ' + high_unit if high_unit else ''}` for a commitment spent in full"
    else:
        hint = "write the smaller figure first"
    message = f"expected `low to high` with 0 < low < high, found {shorten(text)}"
    return Misread(code="hours-reversed", message=message, hint=hint)


def within_limits(low_hours: float, high_hours: float) -> Interval:
    """The interval as near to these figures as one may say it: for figures that a program has computed."""
    high = min(high_hours, MAX_HOURS)
    low = min(max(low_hours, high / MAX_SPREAD), high / MIN_SPREAD)
    return Interval(low_hours=low, high_hours=max(high, low * MIN_SPREAD))


def read_worth(text: str) -> float | Misread:
    """Plain hours above 0."""
    hours = read_hours(text)
    if isinstance(hours, Misread) and hours.code == "hours-too-many":
        message = f"expected a worth of at most 1e9 hours, found {shorten(text)}"
        hint = "write what success is worth in hours of your time: nobody has more than that to trade for it"
        return Misread(code="worth-too-large", message=message, hint=hint)
    if isinstance(hours, float) and hours > 0.0:
        return hours
    if isinstance(hours, float) or (isinstance(hours, Misread) and hours.code == "hours-negative"):
        hint = "write the hours of your time that success is worth, or leave `worth` out"
        return Misread(code="worth-not-positive", message=f"expected hours above 0, found {shorten(text)}", hint=hint)
    hint = "write the hours of your time that success is worth, one figure: `worth: 400`"
    return Misread(code="worth-unreadable", message=f"expected one figure in hours, found {shorten(text)}", hint=hint)


def read_date(text: str) -> date | Misread:
    """A day, `2027-03-01`."""
    text = text.strip()
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass  # a month or day that there is not
    message = f"expected a day as year-month-day, found {shorten(text)}"
    return Misread(code="date-unreadable", message=message, hint="write a day such as `2027-03-01`")


def write_chance(chance: float) -> str:
    """As a percentage that reads back as the same float."""
    return _write_figure(Decimal(repr(chance)).scaleb(2)) + "%"


def write_hours(hours: Hours) -> str:
    """As plain hours or `low to high`."""
    if isinstance(hours, Interval):
        return f"{write_hours(hours.low_hours)} to {write_hours(hours.high_hours)}"
    return _write_figure(Decimal(repr(hours)))


def complement(chance: float) -> float:
    """One minus a chance, of the figure as it is written: 0.45 for 0.55."""
    return float(1 - Decimal(repr(chance)))


def _write_figure(figure: Decimal) -> str:
    if not figure.is_finite():
        return str(figure)
    figure = figure.normalize()
    return f"{figure:f}" if abs(figure.adjusted()) <= _N_DIGITS else f"{figure:e}"


def _is_figure(text: str) -> bool:
    """True when the text is short and its digits are 0 to 9."""
    return len(text) <= N_CHARACTERS and all(not sign.isdigit() or sign in "0123456789" for sign in text)


def _in_hours(figure: str, unit: str | None) -> float | None:
    factor = _HOURS_OF.get(unit or "h")
    return None if factor is None else float(Decimal(figure) * factor)


def _unknown_unit(unit: str) -> Misread:
    message = f"expected the unit min, h, d or w, found {shorten(unit)}"
    return Misread(code="hours-unreadable", message=message, hint=_HOURS_HINT)


def _not_hours(text: str) -> Misread:
    hint = _HOURS_HINT
    if len(text) <= N_CHARACTERS:
        if like := _LIKE_INTERVAL.fullmatch(text):
            hint = f"write `{like[1].strip()} to {like[2]}`"
        elif comma := _LIKE_COMMA.fullmatch(text):
            hint = f"write `{comma[1]}.{comma[2]}{comma[3]}`, with a point"
    return Misread(code="hours-unreadable", message=f"expected hours, found {shorten(text)}", hint=hint)
