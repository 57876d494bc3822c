"""When something was, and by when it will be: words for days, as moments in the zone of the clock.

A day ends when the clocks of that zone end it, by the offset they have *on that day*: what is said in October of a day in
November ends an hour later than October's offset would have it. Where `now` has only an offset, that one is taken.
"""

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from acumen.errors import UsageError
from acumen.readings import moments

Day = str | date | datetime | None
END_OF_DAY = time(23, 59, 59)
HINT = "write a day as 2026-12-01"
FIRST_YEAR, LAST_YEAR = 2, 9998  # a year beyond stays free, so that no zone leads out of the calendar


def read_on(text: Day, *, now: datetime) -> datetime:
    """When it was: now unless told, today is now, an earlier day its last second; UsageError for what is to come."""
    if text is None:
        return now
    at = _read(text, now, ahead=False)
    if at.date() == now.date() and not _has_time(text, now):
        return now
    if at > now:
        raise UsageError(f"expected a day that has come, found {text}", hint="leave --on out where it was today")
    return at


def read_since(text: Day, *, now: datetime) -> datetime | None:
    """The beginning of a day that has come; None unless told."""
    if text is None:
        return None
    at = _read(text, now, ahead=False)
    start = at if _has_time(text, now) else begin_of(at.date(), now.tzinfo)
    if start > now:
        raise UsageError(f"expected a day that has come, found {text}", hint=HINT)
    return start


def read_by(text: Day, *, after: datetime, now: datetime) -> datetime | None:
    """The last second of a day to come, or a moment of it; also `3d`, `2w`, `friday`, `end of month`."""
    if text is None:
        return None
    at = _read(text, now, ahead=True)
    if at < after:
        is_said_then = after < now
        then = "; it has to lie after the day that --on says" if is_said_then else f"; today is {now:%Y-%m-%d}"
        raise UsageError(f"expected a day to come, found {text}", hint=HINT + then)
    return at


def begin_of(day: date, zone: tzinfo | None) -> datetime:
    """The first moment of a day in a zone."""
    return _settle(datetime.combine(day, time(), tzinfo=zone))


def end_of(day: date, zone: tzinfo | None) -> datetime:
    """The last second of a day in a zone: the later one, where clocks that are put back show it twice."""
    ends = [_settle(datetime.combine(day, END_OF_DAY, tzinfo=zone).replace(fold=fold)) for fold in (0, 1)]
    return max(ends)


def day_meant(due_at: datetime, said_at: datetime, zone: tzinfo | None) -> date:
    """The local day by which something was said to be due.

    A day is kept as its last second. Some records have that by the offset of the day on which it was said (`said_at`), which
    is an hour beside where clocks were changed in between.
    """
    here = in_zone(due_at, zone)
    if here.time() == END_OF_DAY:
        return here.date()
    as_then = in_zone(due_at, timezone(in_zone(said_at, zone).utcoffset() or timedelta()))
    return as_then.date() if as_then.time() == END_OF_DAY else here.date()


def say_due(due_at: datetime, said_at: datetime, zone: tzinfo | None) -> str:
    """The local day by which something is due, with the time of day where one was said."""
    here, day = in_zone(due_at, zone), day_meant(due_at, said_at, zone)
    as_then = in_zone(due_at, timezone(in_zone(said_at, zone).utcoffset() or timedelta()))
    return day.isoformat() if END_OF_DAY in {here.time(), as_then.time()} else moments.say(here.replace(tzinfo=None))


def _settle(at: datetime) -> datetime:
    """The moment with its offset alone: times of one zone that changes its offset are compared by their digits."""
    offset = at.utcoffset()
    return at if offset is None else at.replace(tzinfo=timezone(offset), fold=0)


def in_zone(at: datetime, zone: tzinfo | None) -> datetime:
    """A moment as a clock of that zone shows it; in UTC where that would lead out of the calendar (records of others may)."""
    try:
        return at.astimezone(zone)
    except OverflowError:
        return at.astimezone(UTC)


def _read(text: str | date | datetime, now: datetime, *, ahead: bool) -> datetime:
    said = text
    try:
        if isinstance(text, str):
            text = _parse(text, now, ahead=ahead)
    except OverflowError:
        raise UsageError(f"expected a day up to the year {LAST_YEAR}, found {said!r}", hint=HINT) from None
    if not FIRST_YEAR <= text.year <= LAST_YEAR:
        raise UsageError(f"expected a year from {FIRST_YEAR} to {LAST_YEAR}, found {text.year}", hint=HINT)
    if isinstance(text, datetime):
        return text if text.tzinfo else _settle(text.replace(tzinfo=now.tzinfo))
    return end_of(text, now.tzinfo)


def _parse(text: str, now: datetime, *, ahead: bool) -> date | datetime:
    """The only day that is meant; UsageError that names them where there are several, or none."""
    found = moments.readings(text.strip(), today=now.date(), ahead=ahead)
    if len(found) == 1:
        return found[0]
    hint = f"write {' or '.join(map(moments.say, found))}" if found else HINT
    raise UsageError(f"expected a day, found {text.strip()!r}", hint=hint)


def _has_time(text: str | date | datetime, now: datetime) -> bool:
    if isinstance(text, str):
        return any(isinstance(one, datetime) for one in moments.readings(text.strip(), today=now.date()))
    return isinstance(text, datetime)
