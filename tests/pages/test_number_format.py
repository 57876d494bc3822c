"""Figures as people read them."""

import pytest

from acumen.pages.number_format import say_change, say_count, say_fixed, say_hours


@pytest.mark.parametrize(
    ("figure", "n_decimals", "is_signed", "said"),
    [
        (0.5, 2, False, "0.50"),
        (-0.5, 2, True, "−0.50"),
        (0.5, 2, True, "+0.50"),
        (999_999.0, 1, False, "999999.0"),
        (3.5174e28, 3, False, "3.52e+28"),
        (-3.5174e28, 2, True, "−3.52e+28"),
    ],
)
def test_decimals_stand_as_told_and_large_figures_have_three_digits(
    figure: float, n_decimals: int, *, is_signed: bool, said: str
) -> None:
    assert say_fixed(figure, n_decimals, is_signed=is_signed) == said


def test_one_is_one_and_more_are_many() -> None:
    assert say_count(1, "record") == "1 record"
    assert say_count(2000, "record") == "2,000 records"
    assert say_count(2, "person", "people") == "2 people"


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (0.0, "0 h"),
        (52.94, "52.9 h"),
        (1.0, "1 h"),
        (0.9999, "1 h"),
        (0.992, "1 h"),
        (0.99, "59 min"),
        (0.35, "21 min"),
        (0.0164, "1 min"),
        (0.0083, "<1 min"),
        (-0.35, "−21 min"),
        (-0.0001, "−1 to 0 min"),
        (-3.0, "−3 h"),
        (1e-300, "<1 min"),
    ],
)
def test_below_an_hour_minutes_are_said(figure: float, said: str) -> None:
    assert say_hours(figure) == said


def test_a_change_has_its_sign_and_its_own_unit() -> None:
    assert [say_change(figure) for figure in (0.5, -0.5, 2.0)] == ["+30 min", "−30 min", "+2 h"]
    assert say_change(-0.5, " %") == "−0.5 %"
