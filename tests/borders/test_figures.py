"""Figures as large and as small as can be computed with, and none beyond."""

import math
from collections.abc import Callable

import pytest

from acumen.borders.figures import BeyondError, is_figure, is_sayable, read_figure, read_finite


@pytest.mark.parametrize(("is_in", "least", "most"), [(is_figure, 1e-15, 1e15), (is_sayable, 1e-100, 1e100)])
@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_the_ends_are_in_and_what_lies_beyond_is_out(
    is_in: Callable[[float], bool], least: float, most: float, sign: float
) -> None:
    assert is_in(0.0)
    assert is_in(sign * least)
    assert is_in(sign * most)
    assert not is_in(sign * math.nextafter(least, 0.0))
    assert not is_in(sign * math.nextafter(most, math.inf))
    assert not is_in(sign * math.inf)


@pytest.mark.parametrize("text", ["1e1000", "-1e1000", "nan", "inf", "1_000", "x", ""])
def test_what_is_no_finite_number_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=text or "empty|could not"):
        read_finite(text)


def test_what_is_finite_and_beyond_says_so() -> None:
    assert read_figure("-1e15") == -1e15
    for text in ("1.1e15", "9e-16"):
        with pytest.raises(BeyondError):
            read_figure(text)
