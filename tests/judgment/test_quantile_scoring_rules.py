"""Scores of a number: against scoringrules, against closed forms, and as laws."""

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


def test_closed_crps_of_normal_and_log_normal_are_those_of_scoringrules() -> None:
    peer = np.asarray(scored("crps_normal", OBSERVED, MU, SIGMA))
    assert scores.crps_normal(MU, SIGMA, OBSERVED) == pytest.approx(peer)
    peer = np.asarray(scored("crps_lognormal", OBSERVED, MU, SIGMA))
    assert scores.crps_log_normal(MU, SIGMA, OBSERVED) == pytest.approx(peer)


def test_masses_on_quantiles_come_to_twice_their_mean_pinball_loss_and_to_the_closed_crps() -> None:
    masses = np.full(QUANTILES.shape, 1 / PROBS.size)
    found = scores.crps_points(QUANTILES, masses, OBSERVED)
    assert found == pytest.approx(scores.crps_log_normal(MU, SIGMA, OBSERVED), rel=0.01)
    assert found == pytest.approx(2.0 * scores.pinball(QUANTILES, PROBS, OBSERVED).mean(axis=1), rel=1e-3)
    peer = scored("crps_ensemble", OBSERVED, QUANTILES[:, ::20], estimator="qd")
    some = QUANTILES[:, ::20]
    assert scores.crps_points(some, np.full(some.shape, 1 / some.shape[1]), OBSERVED) == pytest.approx(
        np.asarray(peer), rel=1e-9
    )


@given(at=st.floats(0.01, 50.0), other=st.floats(0.01, 50.0))
def test_an_atom_alone_scores_its_distance(at: float, other: float) -> None:
    one = np.ones((1, 1))
    distance = pytest.approx(abs(at - other), abs=1e-9)
    assert scores.crps_normal(np.array([at]), np.zeros(1), np.array([other]))[0] == distance
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
