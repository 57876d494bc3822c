"""A week of work: `20 per week`, the days worked on (`mon to fri`), spans of days off (`2026-12-24 to 2027-01-02`)."""

import re
from datetime import date

import msgspec

from acumen.borders.patterns import pattern
from acumen.readings.calendar_words import WEEKDAYS
from acumen.readings.hours import read_hours
from acumen.readings.misread import Misread, shorten
from acumen.readings.moments import read_date
from acumen.records import DaySpan, Interval

N_DAYS = 7
MAX_PER_WEEK = 168.0  # hours that a week has
WEEKDAY_WORDS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PER_WEEK = pattern(r"(.+?)\s*(?:per|a|/)\s*(?:week|wk|w)", re.IGNORECASE)
_TO = pattern(r"\s+(?:to|until)\s+|\s*(?:\.\.+|…|–|—)\s*", re.IGNORECASE)
_WEEKDAY_TO = pattern(r"\s+to\s+|\s*[-–—]\s*", re.IGNORECASE)


class Weekdays(msgspec.Struct, frozen=True):
    """Days of the week, Monday is 0; ascending, each once."""

    numbers: tuple[int, ...]


def read_per_week(text: str) -> float | Misread:
    """Hours a week: `20 per week`, `20 h/week`, `2 d a week`."""
    text = text.strip()
    found = _PER_WEEK.fullmatch(text)
    if found is None:
        bare = read_hours(text)
        hint = f"{text} what? write `{text} per week`" if isinstance(bare, float) else "write `20 per week`"
        return _unreadable(text, hint)
    hours = read_hours(found[1])
    if isinstance(hours, Misread):
        return _unreadable(text, hours.hint)
    if isinstance(hours, Interval) or not 0.0 < hours <= MAX_PER_WEEK:
        return _unreadable(text, f"write one figure above 0, and at most {MAX_PER_WEEK:.0f}: `20 per week`")
    return hours


def _unreadable(text: str, hint: str) -> Misread:
    return Misread(code="hours-per-week-unreadable", message=f"expected hours a week, found {shorten(text)}", hint=hint)


def read_weekdays(text: str) -> Weekdays | Misread:
    """`mon to fri`, `tue`, `mon, wed, fri`; from one day on to another, over the end of the week too."""
    days: set[int] = set()
    for part in text.lower().split(","):
        ends = [WEEKDAYS.get(word.strip()) for word in _WEEKDAY_TO.split(part.strip())]
        first, last = ends[0], ends[-1]
        if first is None or last is None or len(ends) > 2:  # noqa: PLR2004 -- from and to
            hint = "write `mon to fri`, or a list: `[mon, wed, fri]`"
            return Misread(
                code="days-unreadable", message=f"expected days of the week, found {shorten(text)}", hint=hint
            )
        days.update((first + offset) % N_DAYS for offset in range((last - first) % N_DAYS + 1))
    return Weekdays(tuple(sorted(days)))


def read_span(text: str) -> DaySpan | Misread:
    """A day, or `A to B` with both days in it."""
    parts = _TO.split(text.strip())
    days = [read_date(part) for part in parts]
    hint = "write a day such as `2026-12-24`, or `2026-12-24 to 2027-01-02`"
    read = [day for day in days if isinstance(day, date)]
    if len(read) != len(days) or len(read) > 2:  # noqa: PLR2004 -- from and to
        return Misread(code="span-unreadable", message=f"expected a day or `A to B`, found {shorten(text)}", hint=hint)
    if read[-1] < read[0]:
        message = f"expected the first day first, found {shorten(text)}"
        return Misread(code="span-reversed", message=message, hint=f"write `{read[-1]} to {read[0]}`")
    return DaySpan(first=read[0], last=read[-1])


def read_spans(text: str) -> tuple[DaySpan, ...] | Misread:
    """Days and spans of days with commas between them."""
    read = [read_span(part) for part in text.split(",")]
    wrong = next((one for one in read if isinstance(one, Misread)), None)
    return tuple(one for one in read if isinstance(one, DaySpan)) if wrong is None else wrong


def write_weekdays(numbers: tuple[int, ...]) -> str:
    """As it reads back: `mon to fri` where they follow one another, else with commas."""
    runs_on = len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1  # noqa: PLR2004 -- two days are named
    if runs_on:
        return f"{WEEKDAY_WORDS[numbers[0]]} to {WEEKDAY_WORDS[numbers[-1]]}"
    return ", ".join(WEEKDAY_WORDS[number] for number in numbers)


def write_span(span: DaySpan) -> str:
    """As it reads back."""
    return str(span.first) if span.first == span.last else f"{span.first} to {span.last}"
