"""Scores of a number: against scoringrules, against closed forms, and as laws."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from acumen.errors import UsageError
from acumen.judgment import quantile_scoring_rules as scores
from tests.oracles import peers

RNG = np.random.default_rng(11)
OBSERVED = np.exp(RNG.normal(1.0, 1.0, 40))
MU, SIGMA = RNG.normal(1.0, 0.5, 40), RNG.uniform(0.1, 1.5, 40)
PROBS = (np.arange(1000) + 0.5) / 1000
QUANTILES = np.exp(MU[:, None] + SIGMA[:, None] * stats.norm.ppf(PROBS))
ONE = np.ones((40, 1))


def scored(name: str, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 -- as scoringrules takes and gives them
    """What a function of scoringrules gives."""

    def asked() -> object:
        import scoringrules

        return np.asarray(getattr(scoringrules, name)(*arguments, **options))

    sizes = [np.asarray(each).size for each in arguments]
    central = "".join(f" {each:.2g}" for each in arguments if isinstance(each, float))
    return peers.ask(f"{name} {sizes}{central}", "scoringrules", asked)


def test_pinball_is_that_of_scoringrules() -> None:
    found = scores.pinball(QUANTILES[:, ::50], PROBS[::50], OBSERVED)
    peer = scored("quantile_score", OBSERVED[:, None], QUANTILES[:, ::50], PROBS[::50])
    assert found == pytest.approx(np.asarray(peer))


def test_interval_scores_are_those_of_scoringrules() -> None:
    low, high = QUANTILES[:, [50, 250]], QUANTILES[:, [949, 749]]
    centrals = np.array([0.9, 0.5])
    for column, central in enumerate(centrals):
        found = scores.interval_score(low[:, column], high[:, column], OBSERVED, central=float(central))
        peer = scored("interval_score", OBSERVED, low[:, column], high[:, column], float(1 - central))
        assert found == pytest.approx(np.asarray(peer))
    median = QUANTILES[:, 500]
    found = scores.weighted_interval_score(median, low, high, OBSERVED, centrals=centrals)
    peer = scored("weighted_interval_score", OBSERVED, median, low, high, 1 - centrals)
    assert found == pytest.approx(np.asarray(peer))


def test_the_weighted_interval_score_is_twice_the_mean_pinball_loss_of_its_quantiles() -> None:
    low, high, median = np.array([[1.0, 2.0]]), np.array([[9.0, 5.0]]), np.array([3.0])
    found = scores.weighted_interval_score(median, low, high, np.array([7.0]), centrals=np.array([0.9, 0.5]))
    losses = scores.pinball(
        np.array([[1.0, 2.0, 3.0, 5.0, 9.0]]), np.array([0.05, 0.25, 0.5, 0.75, 0.95]), np.array([7.0])
    )
    assert found[0] == pytest.approx(2 * losses.mean())


def test_closed_crps_of_normal_and_log_normal_are_those_of_scoringrules() -> None:
    peer = np.asarray(scored("crps_normal", OBSERVED, MU, SIGMA))
    assert scores.crps_normal(MU, SIGMA, OBSERVED) == pytest.approx(peer)
    peer = np.asarray(scored("crps_lognormal", OBSERVED, MU, SIGMA))
    assert scores.crps_log_normal(MU, SIGMA, OBSERVED) == pytest.approx(peer)
    assert scores.crps_log_normal_mixture(ONE, MU[:, None], SIGMA[:, None], OBSERVED) == pytest.approx(peer)


def test_quantiles_and_draws_come_to_the_closed_crps() -> None:
    closed = scores.crps_log_normal(MU, SIGMA, OBSERVED)
    assert scores.crps_quantiles(QUANTILES, PROBS, OBSERVED) == pytest.approx(closed, rel=0.01)
    assert scores.crps_sample(QUANTILES, OBSERVED) == pytest.approx(closed, rel=0.01)
    peer = scored("crps_ensemble", OBSERVED, QUANTILES[:, ::20], estimator="qd")
    assert scores.crps_sample(QUANTILES[:, ::20], OBSERVED) == pytest.approx(np.asarray(peer), rel=1e-9)


def test_points_with_masses_are_draws_with_repetitions() -> None:
    points = np.array([1.0, 2.0, 5.0])
    masses = np.array([[0.2, 0.5, 0.3]] * 4)
    draws = np.array([[1.0] * 2 + [2.0] * 5 + [5.0] * 3] * 4)
    observed = np.array([0.5, 2.0, 3.0, 8.0])
    assert scores.crps_points(points, masses, observed) == pytest.approx(scores.crps_sample(draws, observed))


def test_an_atom_beside_a_normal_is_the_mixture_that_scoringrules_knows_in_the_limit() -> None:
    weights, means = np.array([[0.4, 0.6]]), np.array([[0.0, 0.3]])
    found = scores.crps_normal_mixture(weights, means, np.array([[0.0, 0.7]]), np.array([0.2]))
    peer = scored("crps_mixnorm", 0.2, means[0], np.array([1e-9, 0.7]), weights[0])
    assert found[0] == pytest.approx(float(np.asarray(peer)), abs=1e-8)
    logs = scores.crps_log_normal_mixture(weights, means, np.array([[0.0, 0.7]]), np.array([1.2]))
    grid = (np.arange(200_000) + 0.5) / 200_000
    draws = np.concatenate([np.full(400_000, 1.0), np.repeat(np.exp(0.3 + 0.7 * stats.norm.ppf(grid)), 3)])
    assert logs[0] == pytest.approx(scores.crps_sample(draws[None], np.array([1.2]))[0], rel=1e-4)


@given(at=st.floats(0.01, 50.0), other=st.floats(0.01, 50.0))
def test_an_atom_alone_scores_its_distance(at: float, other: float) -> None:
    one, zero = np.ones((1, 1)), np.zeros((1, 1))
    distance = pytest.approx(abs(at - other), abs=1e-9)
    assert scores.crps_log_normal_mixture(one, np.array([[math.log(at)]]), zero, np.array([other]))[0] == distance
    assert scores.crps_normal_mixture(one, np.array([[at]]), zero, np.array([other]))[0] == distance
    assert scores.crps_points(np.array([at]), one, np.array([other]))[0] == distance


@pytest.mark.parametrize("central", [0.5, 0.9])
def test_who_says_the_truth_covers_what_is_claimed_with_atoms_or_without(central: float) -> None:
    masses = np.array([0.15, 0.4, 0.25, 0.2])
    upto = np.cumsum(masses)
    held = scores.coverage(upto - masses, upto, central=central)
    assert float(masses @ held) == pytest.approx(central)
    even = (np.arange(2000) + 0.5) / 2000
    assert scores.coverage(even, even, central=central).mean() == pytest.approx(central, abs=0.001)


def test_a_closed_interval_around_an_atom_would_hold_more_than_it_claims() -> None:
    masses = np.array(
        [0.3, 0.4, 0.3]
    )  # the central half from quartile to quartile reaches from the first to the last atom
    assert masses.sum() > 0.5
    assert float(masses @ scores.coverage(np.cumsum(masses) - masses, np.cumsum(masses), central=0.5)) == pytest.approx(
        0.5
    )


def test_half_as_much_again_as_it_took_is_an_error_of_half() -> None:
    assert scores.absolute_percentage_error(np.array([3.0, 1.0]), np.array([2.0, 2.0])).tolist() == [0.5, 0.5]


def test_probabilities_outside_0_to_1_are_refused() -> None:
    with pytest.raises(UsageError, match="between 0 and 1"):
        scores.pinball(np.ones((1, 1)), np.array([1.0]), np.ones(1))
