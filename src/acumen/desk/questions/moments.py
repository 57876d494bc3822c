"""When something was, and by when it will be: words for days, as moments in the zone of the clock."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from acumen.errors import UsageError

Day = str | date | datetime | None
END_OF_DAY = time(23, 59, 59)
AHEAD = re.compile(r"\+?(\d{1,4})\s*(d|w|days?|weeks?)")
WORDS = {"yesterday": -1, "today": 0, "tomorrow": 1}
HINT = "write a day as 2026-12-01"
FIRST_YEAR, LAST_YEAR = 2, 9998  # a year beyond stays free, so that no zone leads out of the calendar


def read_on(text: Day, *, now: datetime) -> datetime:
    """When it was: now unless told, today is now, an earlier day its last second; UsageError for what is to come."""
    if text is None:
        return now
    at = _read(text, now)
    if at.date() == now.date() and not _has_time(text):
        return now
    if at > now:
        raise UsageError(f"expected a day that has come, found {text}", hint="leave --on out where it was today")
    return at


def read_since(text: Day, *, now: datetime) -> datetime | None:
    """The beginning of a day that has come; None unless told."""
    if text is None:
        return None
    at = _read(text, now)
    start = at if _has_time(text) else datetime.combine(at.date(), time(), tzinfo=at.tzinfo)
    if start > now:
        raise UsageError(f"expected a day that has come, found {text}", hint=HINT)
    return start


def read_by(text: Day, *, after: datetime, now: datetime) -> datetime | None:
    """The last second of a day to come; also `3d`, `2w`, `tomorrow`."""
    if text is None:
        return None
    at = _read(text, now)
    if at < after:
        raise UsageError(f"expected a day to come, found {text}", hint=f"{HINT}; `--on` says when it was said")
    return at


def in_zone(at: datetime, zone: tzinfo | None) -> datetime:
    """A moment as a clock of that zone shows it; in UTC where that would lead out of the calendar (records of others may)."""
    try:
        return at.astimezone(zone)
    except OverflowError:
        return at.astimezone(UTC)


def _read(text: str | date | datetime, now: datetime) -> datetime:
    said = text
    try:
        if isinstance(text, str):
            text = _parse(text.strip().lower(), now)
    except OverflowError:
        raise UsageError(f"expected a day up to the year {LAST_YEAR}, found {said!r}", hint=HINT) from None
    if not FIRST_YEAR <= text.year <= LAST_YEAR:
        raise UsageError(f"expected a year from {FIRST_YEAR} to {LAST_YEAR}, found {text.year}", hint=HINT)
    if isinstance(text, datetime):
        return text if text.tzinfo else text.replace(tzinfo=now.tzinfo)
    return datetime.combine(text, END_OF_DAY, tzinfo=now.tzinfo)


def _parse(text: str, now: datetime) -> date | datetime:
    if text in WORDS:
        return now.date() + timedelta(days=WORDS[text])
    if found := AHEAD.fullmatch(text):
        return now.date() + timedelta(days=int(found[1]) * (7 if found[2].startswith("w") else 1))
    try:
        return datetime.fromisoformat(text) if _has_time(text) else date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"expected a day, found {text!r}", hint=HINT) from None


def _has_time(text: str | date | datetime) -> bool:
    return isinstance(text, datetime) or (isinstance(text, str) and ":" in text)
