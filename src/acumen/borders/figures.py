"""How large and how small a figure may be, so that its squares and their quotients are figures too."""

import math

LEAST, MOST = 1e-15, 1e15  # size of a score, a number of a table, an end of a scale, a weight; 0 besides
LEAST_SAID, MOST_SAID = 1e-100, 1e100  # of a number that is forecast: its scores are no more than squared
SIZES = "1e-15 to 1e15 in size, or 0"
SIZES_SAID = "1e-100 to 1e100 in size, or 0"


class BeyondError(ValueError):
    """A figure that is finite and beyond the sizes that can be computed with."""


def is_figure(value: float) -> bool:
    """Whether a score, a number of a table, an end of a scale or a weight has a size that can be computed with."""
    return value == 0.0 or LEAST <= abs(value) <= MOST


def is_sayable(value: float) -> bool:
    """The same for a number that is forecast."""
    return value == 0.0 or LEAST_SAID <= abs(value) <= MOST_SAID


def read_finite(text: str) -> float:
    """A finite number; ValueError where it is none, or one that only a computer would read so (`1e1000`, `1_000`)."""
    value = float(text)
    if not math.isfinite(value) or "_" in text:
        raise ValueError(text)
    return value


def read_figure(text: str) -> float:
    """A finite number of such a size; ValueError where it is none, BeyondError where it is too large or too small."""
    value = read_finite(text)
    if not is_figure(value):
        raise BeyondError(text)
    return value
