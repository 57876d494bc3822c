"""Intervals by cluster: the usual t interval, and coverage where forecasts on a question go together."""

import math
from functools import partial

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from acumen.judgment.calibration.bootstrap import mean, resample, share


def mean_of(values: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.array([np.average(values, weights=weights)])


def test_where_each_row_is_its_own_cluster_it_is_the_t_interval() -> None:
    values = np.random.default_rng(1).normal(size=30)
    found = mean(values, np.arange(30))
    low, high = stats.t.interval(0.95, 29, loc=values.mean(), scale=stats.sem(values))
    assert (found.lower, found.upper) == pytest.approx((low, high))


def test_rows_said_twice_are_no_more_certain() -> None:
    values = np.random.default_rng(2).normal(size=20)
    once = mean(values, np.arange(20))
    twice = mean(np.repeat(values, 5), np.repeat(np.arange(20), 5))
    assert (twice.lower, twice.upper) == pytest.approx((once.lower, once.upper))
    assert (twice.n, twice.n_clusters) == (100, 20)


@pytest.mark.parametrize("how", ["sandwich", "resampled"])
def test_clustered_intervals_cover_as_often_as_they_say(how: str) -> None:
    rng = np.random.default_rng(3)
    n_worlds, n_questions, covered = (1000, 40, 0) if how == "sandwich" else (200, 40, 0)
    for _ in range(n_worlds):
        sizes = rng.integers(1, 6, n_questions)
        clusters = np.repeat(np.arange(n_questions), sizes)
        values = rng.normal(size=n_questions)[clusters] + rng.normal(size=len(clusters))
        if how == "sandwich":
            found = mean(values, clusters)
        else:
            (found,) = resample(partial(mean_of, values), clusters, rng=rng, n_resamples=200)
        covered += found.lower < 0.0 < found.upper
    expected = 0.95 if how == "sandwich" else 0.935  # percentiles of 40 clusters fall short by the t and a little more
    assert abs(covered / n_worlds - expected) < 3 * math.sqrt(0.95 * 0.05 / n_worlds)


def largest_of(values: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.array([values[weights > 0.0].max()])


def test_a_resampled_interval_is_turned_about_its_figure_cut_and_holds_it() -> None:
    """A maximum is never above that of the sample: the quantiles lie below it, the interval above."""
    values = np.arange(50.0)
    (found,) = resample(partial(largest_of, values), np.arange(50), rng=np.random.default_rng(1))
    assert found.value == found.lower == 49.0
    assert found.upper > 49.0
    (low,) = resample(partial(largest_of, -values), np.arange(50), rng=np.random.default_rng(1), lowest=0.5)
    assert low.lower == low.value == 0.0, "cut, but never so as to leave out the figure"
    assert low.upper >= 0.5


def test_a_share_has_jeffreys_interval() -> None:
    low, high = stats.beta.ppf([0.025, 0.975], 3.5, 7.5)
    found = share(3, 10)
    assert (found.value, found.lower, found.upper) == pytest.approx((0.3, low, high))
    assert (share(0, 5).lower, share(5, 5).upper) == (0.0, 1.0)
    assert math.isnan(share(0, 0).value)


def test_one_question_has_no_interval_and_none_has_no_mean() -> None:
    one = mean(np.array([0.2, 0.4]), np.array([0, 0]))
    assert one.value == pytest.approx(0.3)
    assert math.isnan(one.lower)
    nothing = mean(np.zeros(0), np.zeros(0, dtype=np.intp))
    assert math.isnan(nothing.value)
    assert nothing.n == 0


def test_the_same_seed_gives_the_same_interval() -> None:
    values, clusters = np.arange(10.0), np.arange(10)
    first, second = (resample(partial(mean_of, values), clusters, rng=np.random.default_rng(7)) for _ in range(2))
    assert first == second
