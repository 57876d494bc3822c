"""Figures as people read them."""

import pytest

from acumen.pages.number_format import say_count, say_fixed


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
