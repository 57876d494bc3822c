import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from acumen.errors import UsageError
from acumen.judgment.durations import Spread
from acumen.judgment.durations.bins import EDGES, MIDDLE, N_CELLS, POINTS, find_cells, normal_masses


def spread(estimate: float = 4.0, sd: float = 0.75) -> Spread:
    return Spread(estimate_hours=np.array([estimate]), masses=normal_masses(sd)[None])


def test_exactly_the_estimate_is_the_middle_cell_and_every_point_lies_in_its_own() -> None:
    assert POINTS[MIDDLE] == 0.0
    assert find_cells(POINTS).tolist() == list(range(N_CELLS))
    assert find_cells(np.array([-50.0, 50.0])).tolist() == [0, N_CELLS - 1]


@given(ratio=st.floats(-8.5, 8.5))
def test_a_ratio_lies_between_the_edges_of_its_cell(ratio: float) -> None:
    cell = int(find_cells(np.array([ratio]))[0])
    assert EDGES[cell] - 1e-9 <= ratio <= EDGES[cell + 1] + 1e-9


@pytest.mark.parametrize("prob", [0.05, 0.25, 0.5, 0.75, 0.95])
def test_quantiles_are_those_of_the_log_normal_to_the_cell(prob: float) -> None:
    expected = stats.lognorm(s=0.75, scale=4.0).ppf(prob)
    assert spread().quantile(prob)[0] == pytest.approx(expected, rel=0.05)


def test_mean_chances_and_draws_agree_with_the_log_normal() -> None:
    peer = stats.lognorm(s=0.75, scale=4.0)
    one = spread()
    assert one.mean[0] == pytest.approx(peer.mean(), rel=0.002)
    assert one.cdf(9.0)[0] == pytest.approx(peer.cdf(9.0), abs=0.03)  # a cell's mass
    assert one.cdf(0.0).tolist() == [0.0]
    draws = one.sample(20_000, np.random.default_rng(3))
    assert draws.shape == (1, 20_000)
    error = float(np.log(draws).std() / math.sqrt(20_000))
    assert np.log(draws).mean() == pytest.approx(math.log(4.0), abs=4 * error)


@given(prob=st.floats(0.0, 1.0))
def test_what_a_quantile_says_is_reached_with_at_least_that_chance(prob: float) -> None:
    one = spread()
    assert one.cdf(one.quantile(prob))[0] >= prob - 1e-6


def test_the_chance_of_exactly_the_estimate_is_inside_and_not_before() -> None:
    masses = np.zeros((1, N_CELLS))
    masses[0, MIDDLE] = 1.0
    below, inside = Spread(estimate_hours=np.array([3.0]), masses=masses).bounds(np.array([3.0]))
    assert (below[0], inside[0]) == (0.0, 1.0)


def test_a_chance_beyond_1_is_refused() -> None:
    with pytest.raises(UsageError, match="expected a chance"):
        spread().quantile(1.5)
