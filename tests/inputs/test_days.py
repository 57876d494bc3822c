from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acumen.errors import UsageError
from acumen.inputs.days import Day, begin_of, day_meant, end_of, in_zone, read_by, read_on, read_since, say_due

ZONE = timezone(timedelta(hours=-5))
ZONES = (
    "Europe/Berlin",
    "America/Havana",
    "America/Sao_Paulo",
    "Africa/Cairo",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
)
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
        ("friday", 5),
        ("end of month", 28),
        ("10 feb", 10),
        ("13.2.2027", 13),
        ("in 2 weeks", 15),
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
    with pytest.raises(UsageError, match="expected a day, found") as raised:
        read_by("1.3.2027", after=NOW, now=NOW)
    assert raised.value.hint == "write 2027-03-01 or 2027-01-03"


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


BERLIN, HAVANA = ZoneInfo("Europe/Berlin"), ZoneInfo("America/Havana")
OCTOBER = datetime(2026, 10, 10, 9, tzinfo=BERLIN)  # summer time; clocks are put back on the 25th


def test_a_day_ends_by_the_offset_its_clocks_have_on_that_day() -> None:
    assert str(read_by("2026-11-10", after=OCTOBER, now=OCTOBER)) == "2026-11-10 23:59:59+01:00"
    assert str(read_by("2w", after=OCTOBER, now=OCTOBER)) == "2026-10-24 23:59:59+02:00"
    assert str(read_by("2026-11-10T08:00", after=OCTOBER, now=OCTOBER)) == "2026-11-10 08:00:00+01:00"
    november = datetime(2026, 11, 10, 9, tzinfo=BERLIN)
    assert str(read_on("2026-10-10", now=november)) == "2026-10-10 23:59:59+02:00"
    assert str(read_since("2026-10-10", now=november)) == "2026-10-10 00:00:00+02:00"


@given(day=st.dates(min_value=date(1990, 1, 1), max_value=date(2037, 12, 30)), zone=st.sampled_from(sorted(ZONES)))
def test_a_day_begins_where_the_last_one_ended_whatever_clocks_do(day: date, zone: str) -> None:
    here = ZoneInfo(zone)
    end, begin = end_of(day, here), begin_of(day + timedelta(days=1), here)
    assert begin.astimezone(UTC) - end.astimezone(UTC) == timedelta(seconds=1)
    assert in_zone(end, here).date() == day
    assert day_meant(end, OCTOBER, here) == day


def test_a_last_second_that_comes_twice_is_the_second_one_and_the_first_of_a_day_the_first() -> None:
    sao_paulo = ZoneInfo("America/Sao_Paulo")  # at midnight, clocks went back to 23:00
    assert str(end_of(date(2018, 2, 17), sao_paulo)) == "2018-02-17 23:59:59-03:00"
    assert str(begin_of(date(2026, 11, 1), HAVANA)) == "2026-11-01 00:00:00-04:00"  # at 1:00 they go back to 0:00
    assert (
        str(begin_of(date(2018, 11, 4), sao_paulo)) == "2018-11-04 00:00:00-03:00"
    )  # there was none: the day began at 1:00


def test_a_day_said_before_the_change_and_kept_by_the_older_offset_is_still_that_day() -> None:
    kept = datetime(2026, 7, 10, 23, 59, 59, tzinfo=timezone(timedelta(hours=1)))  # said in winter, of a day in summer
    winter = datetime(2026, 2, 1, 9, tzinfo=BERLIN)
    assert in_zone(kept, BERLIN).date() == date(2026, 7, 11)
    assert day_meant(kept, winter, BERLIN) == date(2026, 7, 10)
    assert day_meant(datetime(2026, 7, 10, 8, tzinfo=UTC), winter, BERLIN) == date(2026, 7, 10)


def test_a_time_of_day_is_a_moment_and_is_said_again() -> None:
    at = read_by("friday 17:00", after=NOW, now=NOW)
    assert at == datetime(2027, 2, 5, 17, tzinfo=ZONE)
    assert read_by("11pm", after=NOW, now=NOW) == datetime(2027, 2, 1, 23, tzinfo=ZONE)
    assert say_due(at, NOW, ZONE) == "2027-02-05T17:00"
    assert say_due(end_of(date(2027, 2, 5), ZONE), NOW, ZONE) == "2027-02-05"


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("monday", "2027-02-01 or 2027-02-08"),
        ("end of week", "2027-02-05 or 2027-02-07"),
        ("3/4/2027", "2027-04-03 or 2027-03-04"),
    ],
)
def test_a_day_that_may_be_two_is_refused_with_both(text: str, both: str) -> None:
    with pytest.raises(UsageError, match="expected a day") as raised:
        read_by(text, after=NOW, now=NOW)
    assert raised.value.hint == f"write {both}"


def test_a_weekday_that_was_is_the_last_one() -> None:
    assert read_on("friday", now=NOW) == datetime(2027, 1, 29, 23, 59, 59, tzinfo=ZONE)
    assert read_on("2 weeks ago", now=NOW) == datetime(2027, 1, 18, 23, 59, 59, tzinfo=ZONE)


def test_what_is_due_at_the_very_moment_is_still_to_come() -> None:
    for after in (NOW, NOW + timedelta(hours=1)):
        assert read_by(after.isoformat(), after=after, now=NOW) == after
        with pytest.raises(UsageError, match="a day to come"):
            read_by((after - timedelta(minutes=1)).isoformat(), after=after, now=NOW)
    assert read_on(NOW.isoformat(), now=NOW) == NOW == read_since(NOW.isoformat(), now=NOW)


def test_a_day_that_a_country_left_out_ends_by_the_offset_it_had_before() -> None:
    apia = ZoneInfo("Pacific/Apia")  # went over the date line: after 29 December 2011 came the 31st
    assert end_of(date(2011, 12, 30), apia).astimezone(UTC) == datetime(2011, 12, 31, 9, 59, 59, tzinfo=UTC)


def test_a_day_that_has_gone_is_answered_with_today_or_with_the_day_that_was_said() -> None:
    for after, said in ((NOW, f"today is {NOW:%Y-%m-%d}"), (NOW - timedelta(days=9), "the day that --on says")):
        with pytest.raises(UsageError, match="expected a day to come") as raised:
            read_by("2020-01-01", after=after, now=NOW)
        assert raised.value.hint.endswith(said)
