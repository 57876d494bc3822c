"""A text is a chance, hours, a worth or a day by the key it stands behind, and by nothing else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acumen.planfile.scalars import complement
from acumen.readings.chances import read_chance
from acumen.readings.hours import read_hours, read_worth
from acumen.readings.misread import Misread
from acumen.readings.moments import read_date
from acumen.records import Hours, Interval


def interval(low_hours: float, high_hours: float) -> Interval:
    return Interval(low_hours=low_hours, high_hours=high_hours)


@pytest.mark.parametrize(
    ("text", "chance"),
    [
        ("95%", 0.95),
        ("95 %", 0.95),
        (" 0.95 ", 0.95),
        (".5", 0.5),
        ("1.0", 1.0),
        ("70", 0.7),
        ("7/10", 0.7),
        ("1:30", 1 / 31),
        ("95 percent", 0.95),
        ("0", 0.0),
        ("-0", 0.0),
        ("100%", 1.0),
        ("19:1", 0.95),
        ("1 : 2", 1 / 3),
        ("0:1", 0.0),
        ("1.5:0.5", 0.75),
        ("5e-1", 0.5),
        ("29%", 0.29),  # 29 / 100 with floats; 0.29 * 100 is not 29
        ("0.1%", 0.001),
    ],
)
def test_a_chance_is_a_percentage_a_fraction_or_odds(text: str, chance: float) -> None:
    assert read_chance(text) == chance


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1", "chance-ambiguous"),
        ("1.01", "chance-outside"),
        ("100.1%", "chance-outside"),
        ("-0.1", "chance-outside"),
        ("1:-1", "chance-outside"),
        ("1e9999", "chance-outside"),
        ("", "chance-unreadable"),
        ("inf", "chance-unreadable"),
        ("NaN", "chance-unreadable"),
        ("50%%", "chance-unreadable"),
        ("1/3", "chance-unreadable"),
        ("1_0%", "chance-unreadable"),
        ("0x1", "chance-unreadable"),
        ("50%:50%", "chance-unreadable"),
        ("1e99999", "chance-unreadable"),
        ("\u0665\u0660%", "chance-unreadable"),
        ("²", "chance-unreadable"),
        (81 * "0", "chance-unreadable"),
    ],
)
def test_what_is_no_chance_is_refused(text: str, code: str) -> None:
    misread = read_chance(text)
    assert isinstance(misread, Misread)
    assert misread.code == code


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("3", 3.0),
        ("0", 0.0),
        ("0.25", 0.25),
        ("30 min", 0.5),
        ("1h 30m", 1.5),
        ("1h30", 1.5),
        ("PT1H30M", 1.5),
        ("1:30", 1.5),
        ("01:30:36", 1.51),
        ("8,400", 8400.0),
        ("5400 s", 1.5),
        ("1 d 4 h", 12.0),
        ("2-6", interval(2.0, 6.0)),
        ("5–90", interval(5.0, 90.0)),
        ("2to6 h", interval(2.0, 6.0)),
        ("30 min - 2 h", interval(0.5, 2.0)),
        ("1:30-2:00", interval(1.5, 2.0)),
        ("90min", 1.5),
        ("1 h", 1.0),
        ("1 hour", 1.0),
        ("2 hours", 2.0),
        ("2 d", 16.0),
        ("0.5 w", 20.0),
        ("2 to 6", interval(2.0, 6.0)),
        ("  2   to   6  ", interval(2.0, 6.0)),
        ("20 to 45 min", interval(1 / 3, 0.75)),
        ("30 min to 2 h", interval(0.5, 2.0)),
        ("1 to 3 d", interval(8.0, 24.0)),
        ("4 h to 2 d", interval(4.0, 16.0)),
        ("4 h to 6", interval(4.0, 6.0)),
        ("2e-1 to 1e2", interval(0.2, 100.0)),
    ],
)
def test_hours_are_a_figure_or_an_interval_with_or_without_a_unit(text: str, hours: Hours) -> None:
    found = read_hours(text)
    assert isinstance(found, float | Interval)
    assert found == (pytest.approx(hours, rel=1e-15) if isinstance(hours, float) else hours)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "hours-unreadable"),
        ("h", "hours-unreadable"),
        ("2 to", "hours-unreadable"),
        ("to 6", "hours-unreadable"),
        ("2 to 6 to 8", "hours-unreadable"),
        ("8,4", "hours-unreadable"),
        ("4 h 1 d", "hours-unreadable"),
        ("1:75", "hours-unreadable"),
        ("P1D", "hours-unreadable"),
        ("2026-03-01", "hours-unreadable"),
        ("2 d to 3", "hours-unreadable"),
        ("nan", "hours-unreadable"),
        ("1 to inf", "hours-unreadable"),
        ("1 to 1e999", "hours-unreadable"),
        ("-1", "hours-negative"),
        ("-3 to -1", "hours-negative"),
        ("2 to 1", "hours-reversed"),
        ("1 d to 8 h", "hours-reversed"),
        ("1e-400 to 1", "hours-reversed"),
    ],
)
def test_what_is_not_hours_is_refused(text: str, code: str) -> None:
    misread = read_hours(text)
    assert isinstance(misread, Misread)
    assert misread.code == code


def test_a_worth_is_one_figure_above_nothing() -> None:
    assert read_worth("400") == 400.0
    assert read_worth("2 w") == 80.0
    for text, code in (("0", "not-positive"), ("-1", "not-positive"), ("1 to 2", "unreadable"), ("x", "unreadable")):
        misread = read_worth(text)
        assert isinstance(misread, Misread)
        assert misread.code == f"worth-{code}"


def test_a_day_is_year_month_day_and_one_that_there_is() -> None:
    assert read_date("2028-02-29") == date(2028, 2, 29)
    for text in ("2027-3-1", "20270301", "1 March 2027", "Mar 1, 2027", "1. März 2027", "2027-W09-1"):
        assert read_date(text) == date(2027, 3, 1)
    for text in ("2027-02-29", "1/3/2027", "friday", "2w", "2027-03-01T00:00", "202\u0667-03-01", ""):
        assert isinstance(read_date(text), Misread)


def test_the_other_side_of_a_belief_is_that_of_the_figure_as_written() -> None:
    assert complement(0.55) == 0.45  # 1 - 0.55 is 0.44999999999999996
    assert complement(0.0) == 1.0
    assert complement(5e-324) == 1.0


@given(st.text(max_size=100))
def test_no_text_makes_a_reader_raise(text: str) -> None:
    for read in (read_chance, read_hours, read_worth, read_date):
        assert isinstance(read(text), float | Interval | date | Misread)


@given(st.text("0123456789.+-eE:%, to\tmindhw…–", max_size=90))
def test_no_text_of_digits_signs_and_units_makes_a_reader_raise(text: str) -> None:
    for read in (read_chance, read_hours, read_worth, read_date):
        assert isinstance(read(text), float | Interval | date | Misread)
