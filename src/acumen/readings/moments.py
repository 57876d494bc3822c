"""Days and moments as they are written: `2027-03-01`, `1.3.2027`, `Mar 1, 2027`, `3/1/2027, 9:05 PM`, with or without a zone.

The *order* is that of day, month and year where all three are figures; with the year in front there is only one.
Words that depend on the day they are said on (`friday`, `2w`) are read by `relative_days` below.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Literal, TypeAlias

import msgspec

from acumen.borders.patterns import pattern
from acumen.readings.calendar_words import MONTHS, PASSED_OVER, WEEKDAYS
from acumen.readings.misread import Misread, is_short, shorten
from acumen.readings.numbers import half_width

Order: TypeAlias = Literal["ymd", "dmy", "mdy"]
ORDERS: tuple[Order, ...] = ("ymd", "dmy", "mdy")
CENTURY_FROM = 69  # two figures of a year: 69 is 1969, 68 is 2068, as POSIX has it
_ISO = pattern(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?)?")
_CLOCK = pattern(
    r"(?:^|(?<=[0-9.,\w年月日])[T ,]+|[, ]+(?:at|um|à|kl\.?|às|alle|om|o|u) )"
    r"([0-9]{1,2})(?:[:h]([0-9]{1,2})(?::([0-9]{1,2})(?:[.,]([0-9]+))?)?)?"
    r"(?: ?([ap])\.? ?m\.?| uhr)?(?: ?(z|utc|gmt)? ?([+-][0-9]{1,2}(?::?[0-9]{2})?)?)(?: utc| ?\([^()]+\))?$",
    re.IGNORECASE,
)
_DOTTED_CLOCK = pattern(r"(?<=[0-9]\.[0-9]{4}) ([0-9]{1,2})\.([0-5][0-9])(?:\.([0-5][0-9]))?$")  # of 4.3.2026 10.30
_UNIX = pattern(r"(\w{3} \w{3} [0-9]{1,2}) ([0-9:]{7,8})( utc| gmt)? ([0-9]{4})( [+-][0-9]{4})?", re.IGNORECASE)
_HALF_OF_DAY = pattern(
    r"(午前|上午|오전|午後|下午|오후) ?([0-9]{1,2}(?:[:時时시] ?[0-9]{1,2}[分분]?)?(?::[0-9]{1,2})?)$"
)
_AROUND = pattern(r"(?:([^\W\d_]+)[.,]* )?([0-9][0-9./ -]*[0-9]\.?)(?: ?[гr]\.)?")  # noqa: RUF001 -- Mo, 16.03.2026
_BEFORE = PASSED_OVER | WEEKDAYS.keys()
_CROATIAN = pattern(r"[0-9]\. ?(?:listopada|lis|lip)\b")  # where dots follow days, these are October and June
_THREE = pattern(r"([0-9]{1,4})([-/. ])([0-9]{1,2})\2(?:'?)([0-9]{1,4})\.?")
_TWICE = pattern(r"([0-9]{1,4})\. ?([0-9]{1,2})\. ?([0-9]{1,4})\.?")
_COMPACT = pattern(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})(?:T?([0-9]{2})(?:([0-9]{2})([0-9]{2})?)?(Z)?)?")
_WORDS = pattern(r"[^\W\d_]+|[0-9]+|'[0-9]{2}\b")
_ORDINAL = pattern(r"([0-9]{4})-?([0-9]{3})")
_WEEK = pattern(r"([0-9]{4})-?W([0-9]{2})-?([1-7])")
_EAST_ASIAN = pattern(r"([0-9]{4})[年년] ?([0-9]{1,2})[月월] ?([0-9]{1,2})[日일]")
_COUNTED = pattern(r"(?:\+|in )?([0-9]{1,4}) ?(d|days?|w|weeks?|months?|y|years?)( ago)?")
_WEEKDAY_OF = pattern(r"(next|last|this|coming|on) ([a-z]+)")
_END_OF = pattern(r"(?:the )?end of (?:the |this )?(week|month|quarter|year)")
_OF_UNIT = {"d": 1, "w": 7}
_NOON, _HALF_DAYS = 12, {"a": 0, "p": 12}


class Parted(msgspec.Struct, frozen=True, kw_only=True):
    """A day, still in words, and the time on it with its zone, where one is told."""

    day: str
    at: time | None = None


def read_as(text: str, order: Order) -> date | datetime | None:
    """The day, or the moment where a time is told (without a zone where none is); None where it is none, read so."""
    if found := _ISO.fullmatch(text):
        return _from_iso(found)
    text = _plain(" ".join(text.split()))
    if not is_short(text):
        return None
    if found := _COMPACT.fullmatch(text):
        at = None if found[4] is None else _time(int(found[4]), int(found[5] or 0), int(found[6] or 0), 0)
        at = at.replace(tzinfo=UTC) if at is not None and found[7] else at
        return _join(_day(found[1], found[2], found[3]), at, is_told=found[4] is not None)
    parted = part(text)
    return (
        None
        if parted is None
        else _join(_read_day(parted.day, order, None, None), parted.at, is_told=parted.at is not None)
    )


def _plain(text: str) -> str:
    """The same with signs of half the width, accents composed, and the clock as it is written elsewhere."""
    if not text.isascii():
        from unicodedata import normalize  # noqa: PLC0415 -- only texts beyond ASCII need it

        text = normalize("NFC", half_width(text))
        if found := _HALF_OF_DAY.search(text):
            clock = re.sub("[時时시분分] ?", lambda sign: ":" if sign[0][0] in "時时시" else "", found[2])
            half = "am" if found[1] in {"午前", "上午", "오전"} else "pm"
            text = f"{text[: found.start()].rstrip()} {clock} {half}"
    if found := _UNIX.fullmatch(text):
        return f"{found[1]} {found[4]} {found[2]}{found[3] or ''}{found[5] or ''}"
    return _DOTTED_CLOCK.sub(lambda found: f" {found[1]}:{found[2]}:{found[3] or '00'}", text)


def _from_iso(found: re.Match[str]) -> date | datetime | None:
    try:
        if found[4] is None:
            return date(int(found[1]), int(found[2]), int(found[3]))
        return datetime(  # noqa: DTZ001 -- no zone is told
            int(found[1]), int(found[2]), int(found[3]), int(found[4]), int(found[5]), int(found[6] or 0),
            int((found[7] or "0")[:6].ljust(6, "0")),
        )  # fmt: skip
    except ValueError:
        return None


def part(text: str) -> Parted | None:
    """The day and the time apart; None where what stands for a time is none."""
    found = _CLOCK.search(text)
    if found is None or (found[2] is None and found[5] is None):
        return Parted(day=text)
    hour = int(found[1])
    if found[5] is not None:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + _HALF_DAYS[found[5].lower()]
    at = _time(hour, int(found[2] or 0), int(found[3] or 0), int((found[4] or "0")[:6].ljust(6, "0")))
    zone = _zone(found[6], found[7])
    if at is None or zone is None:
        return None
    return Parted(day=text[: found.start()].rstrip(" ,"), at=at.replace(tzinfo=zone if found[6] or found[7] else None))


def _zone(name: str | None, offset: str | None) -> timezone | None:
    if offset is None:
        return UTC
    del name
    figures = offset[1:].replace(":", "")
    hours, minutes = int(figures[:-2] if len(figures) > 2 else figures), int(figures[-2:] if len(figures) > 2 else 0)  # noqa: PLR2004
    beyond = timedelta(hours=hours, minutes=minutes)
    if beyond > timedelta(hours=14) or minutes > 59:  # noqa: PLR2004 -- no clock is further from Greenwich
        return None
    return timezone(-beyond if offset[0] == "-" else beyond)


def _time(hour: int, minute: int, second: int, microsecond: int) -> time | None:
    try:
        return time(hour, minute, second, microsecond)
    except ValueError:
        return None


def _join(day: date | None, at: time | None, *, is_told: bool) -> date | datetime | None:
    if day is None or (is_told and at is None):
        return None
    return day if at is None else datetime.combine(day, at)


def _day(year: str, month: str, day: str) -> date | None:
    """With a year of two or four figures."""
    if len(year) not in {2, 4}:
        return None
    number = int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= CENTURY_FROM else 2000)  # noqa: PLR2004
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None


def _read_day(text: str, order: Order, near: date | None, ahead: bool | None) -> date | None:  # noqa: FBT001 -- as it is given
    """A day in figures or with the name of its month; `near`: beside which day one without a year lies."""
    if (found := _AROUND.fullmatch(text)) and (not found[1] or found[1].lower() in _BEFORE):
        text = found[2]
    if found := _THREE.fullmatch(text) or _TWICE.fullmatch(text):
        first, *_, second, third = (
            found.groups()
        )  # between the first two of `_THREE` stands the sign that is between them
        return _in_order(first, second, third, order)
    if found := _EAST_ASIAN.fullmatch(text):
        return _day(found[1], found[2], found[3])
    try:
        if _ORDINAL.fullmatch(text) or _WEEK.fullmatch(text):
            plain = text.replace("-", "")
            return date.fromisoformat(plain) if "W" in plain else datetime.strptime(plain, "%Y%j").date()  # noqa: DTZ007
    except ValueError:
        return None
    return _in_words(text, near, ahead)


def _in_order(first: str, second: str, third: str, order: Order) -> date | None:
    if len(first) > 2:  # noqa: PLR2004 -- a year in front
        return _day(first, second, third) if len(third) <= 2 else None  # noqa: PLR2004
    if order == "ymd":
        return _day(first, second, third) if len(first) == len(third) == 2 else None  # noqa: PLR2004
    day, month = (first, second) if order == "dmy" else (second, first)
    return _day(third, month, day) if len(third) in {2, 4} else None


def _in_words(text: str, near: date | None, ahead: bool | None) -> date | None:  # noqa: FBT001
    """`4 March 2026`, `Mar 4, 2026`, `Wed, 4. März 2026`, `04-Mar-26`; without a year only beside `near`."""
    words = _WORDS.findall(text.lower())
    if re.sub(r"[\w.,/' -]", "", text) or not words or _CROATIAN.search(text):
        return None
    words = [word for at, word in enumerate(words) if word not in PASSED_OVER and (at or word not in WEEKDAYS)]
    months = [at for at, word in enumerate(words) if word in MONTHS]
    if (
        len(months) != 1
        or len(words) not in {2, 3}
        or any(word.isalpha() for at, word in enumerate(words) if at not in months)
    ):
        return None
    month = str(MONTHS[words[months[0]]])
    figures = [word.lstrip("'") for at, word in enumerate(words) if at not in months]
    if len(figures) == 1:
        return None if near is None or len(figures[0]) > 2 else _nearest(month, figures[0], near, ahead)  # noqa: PLR2004
    year, day = figures if len(figures[0]) == 4 else reversed(figures)  # noqa: PLR2004
    return _day(year, month, day) if len(day) <= 2 else None  # noqa: PLR2004


def _nearest(month: str, day: str, near: date, ahead: bool | None) -> date | None:  # noqa: FBT001
    years = (near.year, near.year + 1) if ahead else (near.year, near.year - 1)
    found = [one for year in years if (one := _day(str(year), month, day)) is not None]
    return next((one for one in found if (one >= near if ahead else one <= near)), None)


def readings(text: str, *, today: date | None = None, ahead: bool = True) -> tuple[date | datetime, ...]:
    """Every meaning as a day or a moment, each once; with `today` words that lie `ahead` of it, or behind it, too."""
    absolute = [read_as(text, order) for order in ORDERS]
    found = [one for one in absolute if one is not None]
    if today is not None and not found and is_short(text):
        parted = part(" ".join(text.lower().split()))
        days = () if parted is None else relative_days(parted.day, today, ahead=ahead)
        if parted is not None:
            found = [day if parted.at is None else datetime.combine(day, parted.at) for day in days]
    return tuple(dict.fromkeys(found))


def relative_days(text: str, today: date, *, ahead: bool) -> tuple[date, ...]:
    """`tomorrow`, `friday`, `2w`, `end of month`, `1 feb`: every day it may be; OverflowError beyond the calendar.

    Nothing at all is today, as where only a time is told. A weekday is the next one, or the last one;
    said on that very day it may be that day or the one a week from it. A week ends on Friday or on Sunday.
    """
    if text in {"", "today", "yesterday", "tomorrow"}:
        return (today + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(text, 0)),)
    step = 1 if ahead else -1
    if text in WEEKDAYS:
        distance = (step * (WEEKDAYS[text] - today.weekday())) % 7
        return tuple(today + timedelta(days=step * one) for one in ((0, 7) if distance == 0 else (distance,)))
    if found := _WEEKDAY_OF.fullmatch(text):
        return _weekdays(found[1], found[2], today, step)
    if found := _COUNTED.fullmatch(text):
        n, unit = int(found[1]) * (-1 if found[3] else 1), found[2][0]
        return (
            (today + timedelta(days=n * _OF_UNIT[unit]),)
            if unit in _OF_UNIT
            else _months_on(today, n * (12 if unit == "y" else 1))
        )
    if found := _END_OF.fullmatch(text):
        return _ends_of(found[1], today)
    named = _read_day(text, "ymd", today, ahead)
    return () if named is None else (named,)


def _weekdays(which: str, name: str, today: date, step: int) -> tuple[date, ...]:
    """`next tuesday`: the coming one, or that of next week; `last tuesday` the same backwards; nothing the wrong way."""
    if name not in WEEKDAYS or which == ("last" if step > 0 else "next"):
        return ()
    if which not in {"next", "last"}:
        return relative_days(name, today, ahead=step > 0)
    coming = today + timedelta(days=step * ((step * (WEEKDAYS[name] - today.weekday()) - 1) % 7 + 1))
    beside = today + timedelta(days=7 * step + WEEKDAYS[name] - today.weekday())
    return tuple(dict.fromkeys((coming, beside)))


def _months_on(today: date, n: int) -> tuple[date, ...]:
    """The same day of a later month, or its last."""
    count = today.year * 12 + today.month - 1 + n
    for day in range(today.day, 27, -1):
        try:
            return (date(count // 12, count % 12 + 1, day),)
        except ValueError:
            continue
    try:
        return (date(count // 12, count % 12 + 1, min(today.day, 28)),)
    except ValueError as error:
        raise OverflowError(str(error)) from None


def _ends_of(unit: str, today: date) -> tuple[date, ...]:
    if unit == "week":
        sunday = today + timedelta(days=6 - today.weekday())
        return tuple(one for one in (sunday - timedelta(days=2), sunday) if one >= today)
    n_months = {"month": 1, "quarter": 3, "year": 12}[unit]
    first = today.replace(month=(today.month - 1) // n_months * n_months + 1, day=1)
    return (_months_on(first, n_months)[0] - timedelta(days=1),)


def say(found: date | datetime) -> str:
    """As it is best written."""
    return found.isoformat(sep="T", timespec="minutes") if isinstance(found, datetime) else found.isoformat()


def read_date(text: str) -> date | Misread:
    """A day that is the same whenever it is read, as a plan file wants it."""
    text = text.strip()
    found = readings(text)
    days = [one for one in found if not isinstance(one, datetime)]
    if len(found) == len(days) == 1:
        return days[0]
    hint = "write a day such as `2027-03-01`"
    if len(found) == len(days) > 1:
        hint = f"write {' or '.join(f'`{say(one)}`' for one in days)}"
    elif relative := is_relative(text):
        hint = f"{relative} is another day whenever the plan is read: {hint}"
    message = f"expected a day as year-month-day, found {shorten(text)}"
    return Misread(code="date-unreadable", message=message, hint=hint)


def is_relative(text: str) -> str:
    """The text, where it means a day only beside another; "" elsewhere."""
    if not text or not is_short(text):
        return ""
    try:
        return text if relative_days(" ".join(text.lower().split()), date(2000, 6, 1), ahead=True) else ""
    except OverflowError:
        return ""
