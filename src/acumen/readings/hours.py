"""Hours of work: `3`, `90 min`, `1h 30m`, `1:30`, `PT1H30M`, and intervals: `2 to 6`, `2-6`, `20–45 min`.

A day of work has 8 hours, a week 40. Figures are held exactly until the last step.
"""

import math
import re
from decimal import Decimal

from acumen.borders.patterns import pattern
from acumen.readings.misread import Misread, is_short, shorten
from acumen.readings.numbers import MARKS, Mark, half_width, misplaced_comma
from acumen.readings.numbers import read_as as read_number_as
from acumen.records import Hours, Interval

MAX_HOURS = 1e9  # of a figure, of the end of an interval, of a worth
MAX_SPREAD = 1e6  # high / low: beyond, means of log-normals are figures that stand for nothing
MIN_SPREAD = 1.0 + 1e-9  # below, hours differ in no more digits than their logs are known to
HOURS_OF = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), Decimal(1) / 3600),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), Decimal(1) / 60),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), Decimal(1)),
    **dict.fromkeys(("d", "day", "days"), Decimal(8)),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), Decimal(40)),
}
_ELSEWHERE = {  # the same units in other languages
    "min": "minuten minutos minuti minuter",
    "h": "std stunde stunden heure heures hora horas ora ore tim timme timmar uur uren godz",
    "d": "tag tage tagen jour jours día días dia dias giorno giorni dag dagar dagen",
    "w": "woche wochen semaine semaines semana semanas settimana settimane vecka veckor",
}
HOURS_OF |= {word: HOURS_OF[unit] for unit, words in _ELSEWHERE.items() for word in words.split()}
HINT = "write hours (`3`), an interval (`2 to 6`), or with a unit: min, h, d (8 h), w (40 h)"
BETWEEN = pattern(
    r"\s+to\s+|(?<=[0-9])to(?=[0-9])|\s*(?:\.\.+|…|[\u2010-\u2015]|->|→)\s*|\s+[-−]\s+|(?<=[0-9a-zA-Z.])(?<![0-9.][eE])-(?=[0-9.])",
    re.IGNORECASE,
)
_FIGURE = r"[+-]?[0-9.,](?:[0-9.,'\u2019\u00a0\u2009\u202f ]*[0-9.,])?(?:[eE][+-]?[0-9]{1,4}(?![0-9]))?"
_PART = pattern(rf"\s*(−?{_FIGURE})\s*(?:([^\W\d_]+)\.?)?")
_CLOCK = pattern(r"([0-9]{1,5}):([0-5][0-9])(?::([0-5][0-9](?:\.[0-9]+)?))?\s*(?:h|hrs?|hours?)?", re.IGNORECASE)
_ISO = pattern(r"PT(?=[0-9])(?:([0-9.]+)H)?(?:([0-9.]+)M)?(?:([0-9.]+)S)?", re.IGNORECASE)
_DESCENDING = (Decimal(40), Decimal(8), Decimal(1), Decimal(1) / 60, Decimal(1) / 3600)


def read_as(text: str, mark: Mark, unit: str = "h") -> Hours | None:
    """The hours, with that sign before decimals and `unit` where none is written; None where they are none."""
    found = _read(half_width(text.strip()), mark, unit)
    return None if isinstance(found, Misread) else found


def read_hours(text: str) -> Hours | Misread:
    """As they are typed: plain hours of 0 or more, or `low to high` with 0 < low < high; see `HOURS_OF` for units."""
    text = text.strip()
    found = _read(text, ".", "h")
    if not isinstance(found, Misread) or found.code != "hours-unreadable":
        return found
    one_comma = next((hint for part in BETWEEN.split(text)[:2] if (hint := _see_comma(part))), None)
    return found if one_comma is None else Misread(code=found.code, message=found.message, hint=one_comma)


def _see_comma(part: str) -> str | None:
    figure, unit = re.fullmatch(r"\s*(.*?)(\s*[^\W\d_]*)\s*", part, re.DOTALL).groups()  # type: ignore[union-attr]
    comma = misplaced_comma(figure, unit)
    return comma.hint if comma else None


def _read(text: str, mark: Mark, unit: str) -> Hours | Misread:
    if not is_short(text):
        return _unreadable(text)
    parts = BETWEEN.split(text)
    if len(parts) == 1:
        return _read_figure(text, mark, unit)
    if len(parts) == 2 and all(parts):  # noqa: PLR2004 -- low and high
        return _read_interval(text, parts[0], parts[1], mark, unit)
    return _unreadable(text)


def _read_figure(text: str, mark: Mark, unit: str) -> float | Misread:
    found = _add_up(text, mark, unit)
    if found is None:
        return _unreadable(text)
    hours = float(found[0])
    if hours < 0:
        return Misread(code="hours-negative", message=f"expected hours of 0 or more, found {shorten(text)}", hint=HINT)
    if not math.isfinite(hours):
        return _unreadable(text)
    if hours > MAX_HOURS:
        hint = "write fewer hours: that many are more than anybody has"
        return Misread(code="hours-too-many", message=f"expected at most 1e9 hours, found {shorten(text)}", hint=hint)
    return abs(hours)


def _read_interval(text: str, first: str, second: str, mark: Mark, unit: str) -> Interval | Misread:
    ends = _add_up(second, mark, unit)
    begins = None if ends is None else _add_up(first, mark, ends[1] or unit)
    if begins is None or ends is None:
        return _unreadable(text)
    if begins[1] and not ends[1] and HOURS_OF[begins[1]] != 1:
        message = f"expected a unit after both figures or after the second, found {shorten(text)}"
        ways = (_read_interval(text, first, f"{second} {one}", mark, unit) for one in (begins[1], "h"))
        meant = [
            f"`{text} {one}`" for one, way in zip((begins[1], "h"), ways, strict=True) if isinstance(way, Interval)
        ]
        return Misread(code="hours-unreadable", message=message, hint=f"write {' or '.join(meant)}" if meant else HINT)
    low, high = float(begins[0]), float(ends[0])
    if low < 0 or high < 0:
        return Misread(code="hours-negative", message=f"expected hours above 0, found {shorten(text)}", hint=HINT)
    if not math.isfinite(high):
        return _unreadable(text)
    if not 0.0 < low < high:
        return _out_of_order(text, low, high, second)
    if high < MIN_SPREAD * low:
        message = f"expected a high figure above the low by a billionth of it or more, found {shorten(text)}"
        return Misread(
            code="hours-too-narrow", message=message, hint=f"write a plain number, `{first}`, for a commitment"
        )
    if high > MAX_HOURS or high > MAX_SPREAD * low:
        message = (
            f"expected at most 1e9 hours, and a high figure at most a million times the low, found {shorten(text)}"
        )
        hint = "nobody works on a step like that: say what you would really bet on, 5 % below and 5 % above"
        return Misread(code="hours-too-wide", message=message, hint=hint)
    return Interval(low_hours=low, high_hours=high)


def _out_of_order(text: str, low: float, high: float, second: str) -> Misread:
    if low == 0.0:
        hint = "write a low figure above 0, such as `0.1`: 5 % of the hours it may take lie below it"
    elif low == high:
        hint = f"write `{second}` for a commitment spent in full"
    else:
        hint = "write the smaller figure first"
    message = f"expected `low to high` with 0 < low < high, found {shorten(text)}"
    return Misread(code="hours-reversed", message=message, hint=hint)


def _add_up(text: str, mark: Mark, unit: str) -> tuple[Decimal, str] | None:
    """Hours, and the first unit that is written, "" where none is; units of one duration get smaller from left to right."""
    text = text.strip()
    if ":" in text:
        found = _CLOCK.fullmatch(text)
        return None if found is None else (_sum_clock(found[1], found[2], found[3]), "h")
    if text[:2] in {"PT", "pt"}:
        found = _ISO.fullmatch(text)
        return None if found is None else (_sum_clock(*(part or "0" for part in found.groups())), "h")
    at, total, units = 0, Decimal(0), [""]
    while at < len(text):
        part = _PART.match(text, at)
        number = None if part is None else read_number_as(part[1], mark)
        if part is None or number is None or (number < 0 and len(units) > 1):
            return None
        written = (part[2] or "").lower()
        if written not in HOURS_OF and (written or (units[-1] and HOURS_OF[units[-1]] != 1)):
            return None
        meant = written or ("min" if units[-1] else unit)  # `1h30`
        if units[-1] and HOURS_OF[meant] >= HOURS_OF[units[-1]]:
            return None
        total += number * HOURS_OF[meant]
        units.append(written or (meant if units[-1] else ""))
        if not written and part.end() < len(text):
            return None
        at = part.end()
    return None if len(units) == 1 else (total, units[1])


def _sum_clock(hours: str, minutes: str, seconds: str | None) -> Decimal:
    return Decimal(hours) + Decimal(minutes) / 60 + Decimal(seconds or 0) / 3600


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


def _unreadable(text: str) -> Misread:
    hint = HINT
    if re.fullmatch(r"P[0-9.]+[DW].*", text, re.IGNORECASE) and is_short(text):
        hint = "write days of work as `2 d` (8 h each), days of the clock as `48 h`"
    elif (unit := _unknown_unit(text)) is not None:
        return Misread(
            code="hours-unreadable", message=f"expected the unit min, h, d or w, found {shorten(unit)}", hint=HINT
        )
    return Misread(code="hours-unreadable", message=f"expected hours, found {shorten(text)}", hint=hint)


def _unknown_unit(text: str) -> str | None:
    """The first word behind a figure that is no unit."""
    if not is_short(text):
        return None
    for part in BETWEEN.split(text):
        found = _PART.fullmatch(part)
        if (
            found
            and found[2]
            and found[2].lower() not in HOURS_OF
            and any(read_number_as(found[1], one) for one in MARKS)
        ):
            return found[2]
    return None
