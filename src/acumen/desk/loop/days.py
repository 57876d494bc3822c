"""When something happened, from what a person says: nothing, a day, or a moment."""

from datetime import date, datetime, time, timedelta

from acumen.errors import UsageError
from acumen.planfile.scalars import Misread, read_date

LAST_SECOND = time(23, 59, 59)


def moment(on: str | date | datetime | None, now: datetime) -> datetime:
    """The moment meant: now where nothing is said or today, a past day's last second in the zone of `now`.

    Raises UsageError for the future and for what is no day.
    """
    if on is None:
        return now
    if isinstance(on, datetime):
        if on.tzinfo is None:
            raise UsageError(
                "expected a moment with its zone, found one without", hint="give a day, or an aware datetime"
            )
        found = on
    else:
        day = to_day(on, now)
        found = now if day == now.date() else datetime.combine(day, LAST_SECOND, tzinfo=now.tzinfo)
    if found > now:
        raise UsageError(
            f"expected a day that has come, found {on}", hint="what has not happened yet can't be written down as done"
        )
    return found


def to_day(on: str | date, now: datetime) -> date:
    """The day meant by `2027-03-01`, `today` or `yesterday`."""
    if isinstance(on, date):
        return on
    words = {"today": 0, "yesterday": 1}
    if on.strip().lower() in words:
        return now.date() - timedelta(days=words[on.strip().lower()])
    day = read_date(on)
    if isinstance(day, Misread):
        raise UsageError(day.message, hint=day.hint)
    return day
