"""Days counted from today, against a calendar gone through day by day; figures at the very ends of what is allowed."""

import calendar
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acumen.readings.calendar_words import WEEKDAYS
from acumen.readings.hours import MAX_HOURS, MAX_SPREAD, MIN_SPREAD, read_hours
from acumen.readings.misread import Misread
from acumen.readings.moments import read_as, relative_days
from acumen.records import Interval

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))


@given(DAYS, st.sampled_from(sorted(WEEKDAYS)), st.booleans())
def test_a_weekday_is_the_nearest_such_day_that_way_and_on_that_very_day_also_a_week_on(
    today: date,
    name: str,
    ahead: bool,  # noqa: FBT001
) -> None:
    step = timedelta(days=1 if ahead else -1)
    days = [today + n * step for n in range(8)]
    expected = [day for day in days if day.weekday() == WEEKDAYS[name]]
    assert list(relative_days(name, today, ahead=ahead)) == expected


@given(DAYS, st.integers(0, 40), st.booleans())
def test_so_many_months_on_is_the_same_day_of_that_month_or_its_last(
    today: date,
    n: int,
    ago: bool,  # noqa: FBT001
) -> None:
    year, month = today.year, today.month
    for _ in range(n):
        year, month = (
            ((year - 1, 12) if month == 1 else (year, month - 1))
            if ago
            else ((year + 1, 1) if month == 12 else (year, month + 1))
        )
    expected = date(year, month, min(today.day, calendar.monthrange(year, month)[1]))
    text = f"{n} months ago" if ago else f"{n} months"
    assert relative_days(text, today, ahead=True) == (expected,)


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 12, 31)))  # noqa: DTZ001
def test_a_moment_written_without_signs_is_read_to_the_second(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    assert read_as(f"{moment:%Y%m%dT%H%M%S}", "ymd") == moment
    assert read_as(f"{moment:%Y%m%dT%H%M}", "ymd") == moment.replace(second=0)


@pytest.mark.parametrize(
    ("low", "high", "code"),
    [
        (MAX_HOURS / 2, MAX_HOURS, None),
        (MAX_HOURS / 2, MAX_HOURS * (1 + 1e-12), "hours-too-wide"),
        (2.0, 2.0 * MAX_SPREAD, None),
        (2.0, 2.0 * MAX_SPREAD + 1e-3, "hours-too-wide"),
        (1.0, MIN_SPREAD, None),
        (1.0, 1.0 + (MIN_SPREAD - 1.0) / 2, "hours-too-narrow"),
    ],
)
def test_an_interval_may_reach_the_very_ends_of_what_is_allowed(low: float, high: float, code: str | None) -> None:
    found = read_hours(f"{low!r} to {high!r}")
    if code is None:
        assert found == Interval(low_hours=low, high_hours=high)
    else:
        assert isinstance(found, Misread)
        assert found.code == code
