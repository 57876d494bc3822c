"""Hours a week, days of the week, spans of days: what is read, written back, and refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acumen.readings.misread import Misread
from acumen.readings.weeks import Weekdays, read_per_week, read_span, read_weekdays, write_span, write_weekdays
from acumen.records import DaySpan


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("20 per week", 20.0),
        ("20h/week", 20.0),
        ("2 d a week", 16.0),
        (" 7.5  per  week ", 7.5),
        ("90 min per wk", 1.5),
        ("168 per week", 168.0),
    ],
)
def test_hours_a_week_are_read(text: str, hours: float) -> None:
    assert read_per_week(text) == hours


@pytest.mark.parametrize(
    "text", ["20", "0 per week", "-3 per week", "169 per week", "2 to 6 per week", "per week", "20 per month", ""]
)
def test_other_rates_are_refused(text: str) -> None:
    found = read_per_week(text)
    assert isinstance(found, Misread)
    assert found.code == "hours-per-week-unreadable"


def test_a_bare_figure_is_asked_what_it_is() -> None:
    found = read_per_week("20")
    assert isinstance(found, Misread)
    assert found.hint == "20 what? write `20 per week`"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("mon to fri", (0, 1, 2, 3, 4)),
        ("Tue", (1,)),
        ("mon, wed, friday", (0, 2, 4)),
        ("sat to mon", (0, 5, 6)),
        ("mon-thu", (0, 1, 2, 3)),
    ],
)
def test_days_of_the_week_are_read(text: str, numbers: tuple[int, ...]) -> None:
    assert read_weekdays(text) == Weekdays(numbers)


@pytest.mark.parametrize("text", ["mon to fun", "", "mon to tue to wed", "1"])
def test_other_days_are_refused(text: str) -> None:
    found = read_weekdays(text)
    assert isinstance(found, Misread)
    assert found.code == "days-unreadable"


@given(st.sets(st.integers(0, 6), min_size=1))
def test_days_of_the_week_are_written_as_they_are_read(days: set[int]) -> None:
    numbers = tuple(sorted(days))
    assert read_weekdays(write_weekdays(numbers)) == Weekdays(numbers)


def test_three_days_or_more_that_follow_one_another_are_written_from_the_first_to_the_last() -> None:
    for bits in range(1, 128):
        numbers = tuple(day for day in range(7) if bits >> day & 1)
        follow = numbers == tuple(range(numbers[0], numbers[0] + len(numbers)))
        assert (" to " in write_weekdays(numbers)) == (follow and len(numbers) >= 3), numbers


@given(st.dates(date(1000, 1, 1), date(9000, 1, 1)), st.dates(date(1000, 1, 1), date(9000, 1, 1)))
def test_spans_are_written_as_they_are_read(one: date, other: date) -> None:
    span = DaySpan(first=min(one, other), last=max(one, other))
    assert read_span(write_span(span)) == span


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2027-01-02 to 2026-12-24", "span-reversed"),
        ("friday", "span-unreadable"),
        ("2027-01-01 to 2027-01-02 to 2027-01-03", "span-unreadable"),
    ],
)
def test_other_spans_are_refused(text: str, code: str) -> None:
    found = read_span(text)
    assert isinstance(found, Misread)
    assert found.code == code
