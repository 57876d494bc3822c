import math

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import special, stats

from acumen.distributions import Fixed, LogNormal
from acumen.distributions.random_streams import chances, hours_at, normal_quantile, place

DRAWN = [0.02647538672232519, 0.1826018073028256]  # of run 9 under the seed 0 and the name checker


def test_normal_quantiles_are_those_of_scipy_from_tail_to_tail() -> None:
    probs = np.concatenate(
        [10.0 ** -np.arange(1.0, 300.0), np.linspace(0.001, 0.999, 999), 1 - 2.0 ** -np.arange(2, 53)]
    )
    expected = special.ndtri(probs)
    np.testing.assert_allclose(normal_quantile(probs), expected, rtol=4e-15, atol=1e-15)


def runs(begin: int, end: int) -> NDArray[np.uint64]:
    return np.arange(begin, end, dtype=np.uint64)


def test_chances_lie_between_0_and_1_and_are_uniform_and_apart() -> None:
    columns = [chances(place(1, "a"), runs(0, 20_000), column) for column in (0, 1)]
    columns.append(chances(place(1, "b"), runs(0, 20_000), 0))
    for column in columns:
        assert column.min() > 0.0
        assert column.max() < 1.0
        assert stats.kstest(column, "uniform").pvalue > 0.001
    for one, other in ((0, 1), (0, 2)):
        assert abs(stats.pearsonr(columns[one], columns[other]).statistic) < 4 / math.sqrt(20_000)
    assert abs(stats.pearsonr(columns[0][1:], columns[0][:-1]).statistic) < 4 / math.sqrt(20_000)


def test_a_draw_is_fixed_by_seed_name_run_and_column_for_ever() -> None:
    assert [float(chances(place(0, "checker"), runs(9, 10), column)[0]) for column in (0, 1)] == DRAWN
    for seed, name in ((1, "checker"), (0, "checkers")):
        assert float(chances(place(seed, name), runs(9, 10), 0)[0]) != DRAWN[0]


def test_draws_are_those_of_splitmix64() -> None:
    expected = [6457827717110365317, 3203168211198807973, 9817491932198370423]  # published for the seed 1234567
    found = [chances(1234567, runs(0, 2), column) * 2.0**52 - 0.5 for column in (0, 1)]
    assert [int(found[0][0]), int(found[1][0]), int(found[0][1])] == [number >> 12 for number in expected]


@pytest.mark.parametrize("is_cut", [False, True])
def test_hours_are_the_quantiles_of_their_distribution(*, is_cut: bool) -> None:
    duration = LogNormal.from_interval(3.0, 40.0, is_cut=is_cut)
    probs = np.linspace(0.001, 0.999, 99)
    hours = hours_at(duration, probs)
    assert [duration.cdf(one) for one in hours] == pytest.approx(probs.tolist(), abs=1e-13)
    assert hours.max() <= duration.cut_hours


def test_fixed_hours_are_the_same_at_every_chance() -> None:
    assert hours_at(Fixed(2.5), np.array([0.1, 0.9])).tolist() == [2.5, 2.5]
