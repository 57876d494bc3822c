from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from acumen.desk.questions.moments import Day, in_zone, read_by, read_on
from acumen.errors import UsageError

ZONE = timezone(timedelta(hours=-5))
NOW = datetime(2027, 2, 1, 21, 30, tzinfo=ZONE)  # a day further in UTC


@pytest.mark.parametrize("today", [None, "today", "2027-02-01", date(2027, 2, 1)])
def test_today_is_now(today: Day) -> None:
    assert read_on(today, now=NOW) == NOW


@pytest.mark.parametrize("day", ["2027-01-31", "yesterday", date(2027, 1, 31)])
def test_an_earlier_day_is_its_last_second_where_the_clock_is(day: Day) -> None:
    assert read_on(day, now=NOW) == datetime(2027, 1, 31, 23, 59, 59, tzinfo=ZONE)


def test_a_moment_is_itself() -> None:
    assert read_on("2027-02-01T08:00", now=NOW) == datetime(2027, 2, 1, 8, tzinfo=ZONE)
    assert read_on(datetime(2027, 2, 1, 8, tzinfo=UTC), now=NOW) == datetime(2027, 2, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize("day", ["2027-02-02", "tomorrow", "2027-02-01T22:00", "3d"])
def test_what_is_to_come_was_not(day: str) -> None:
    with pytest.raises(UsageError, match="has come"):
        read_on(day, now=NOW)


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2027-02-10", 10),
        ("9d", 10),
        ("+9 days", 10),
        ("1w", 8),
        ("tomorrow", 2),
        ("today", 1),
        (date(2027, 2, 10), 10),
    ],
)
def test_a_date_to_come_is_its_last_second(day: Day, due: int) -> None:
    assert read_by(day, after=NOW, now=NOW) == datetime(2027, 2, due, 23, 59, 59, tzinfo=ZONE)


def test_no_date_is_none_and_one_that_has_passed_is_refused() -> None:
    assert read_by(None, after=NOW, now=NOW) is None
    with pytest.raises(UsageError, match="to come"):
        read_by("yesterday", after=NOW, now=NOW)
    with pytest.raises(UsageError, match="expected a day, found"):
        read_by("1.2.2027", after=NOW, now=NOW)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "9999-12-31T23:59", datetime(1, 1, 1, tzinfo=UTC)])
def test_the_ends_of_the_calendar_are_refused(day: Day) -> None:
    with pytest.raises(UsageError, match="year"):
        read_on(day, now=NOW)
    with pytest.raises(UsageError, match="year"):
        read_by(day, after=NOW, now=NOW)


@pytest.mark.parametrize(("year", "hours"), [(9999, 5), (1, -5)])
def test_a_moment_that_no_clock_here_can_show_is_shown_in_utc(year: int, hours: int) -> None:
    at = datetime(year, 12, 31, 23, 59, tzinfo=UTC) if hours > 0 else datetime(year, 1, 1, tzinfo=UTC)
    assert in_zone(at, timezone(timedelta(hours=hours))) == at
    assert in_zone(NOW, UTC).hour == 2
