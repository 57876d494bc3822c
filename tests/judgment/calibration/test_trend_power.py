"""How many more outcomes would tell, by the usual formula of a test's power."""

import math

import pytest
from scipy import stats

from acumen.judgment.calibration.trend import _count_more


@pytest.mark.parametrize(("slope", "error", "n"), [(-0.03, 0.03, 200), (0.1, 0.04, 60), (-0.005, 0.02, 900)])
def test_so_many_that_the_slope_would_be_told_four_times_of_five(slope: float, error: float, n: int) -> None:
    needed = 2.3
    # the error of a slope falls with the number of outcomes to the power 1.5, at one rate over time
    wanted = ((needed + stats.norm.ppf(0.8)) * error / abs(slope)) ** (2.0 / 3.0)
    assert _count_more(slope, error, n, needed) == max(1, math.ceil(n * wanted) - n)


def test_a_slope_of_0_is_never_told() -> None:
    assert _count_more(0.0, 0.1, 50, 2.0) is None
