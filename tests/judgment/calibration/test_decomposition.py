"""The exact decomposition against model-diagnostics, discrimination against scikit-learn, the band by simulation."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats
from scipy.special import expit

from acumen.judgment.calibration.decomposition import (
    decompose,
    discriminate,
    draw_reliability,
    recalibrate,
    split_brier,
)
from tests.oracles import peers

Floats = NDArray[np.float64]
rows = st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=3, max_size=60)


def columns(found: list[tuple[int, bool]]) -> tuple[Floats, Floats]:
    return np.array([p / 20 for p, _ in found]), np.array([float(y) for _, y in found])


@given(found=rows)
def test_the_parts_add_up_and_none_is_negative(found: list[tuple[int, bool]]) -> None:
    probs, outcomes = columns(found)
    miscalibration, discrimination, uncertainty = split_brier(probs, outcomes)
    assert miscalibration - discrimination + uncertainty == pytest.approx(float(np.square(probs - outcomes).mean()))
    assert miscalibration >= -1e-12
    assert discrimination >= -1e-12


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_parts_are_those_of_model_diagnostics(seed: int) -> None:
    rng = np.random.default_rng(seed)
    probs = np.round(rng.random(200), 2)
    outcomes = (rng.random(200) < expit(0.5 * np.log((probs + 0.01) / (1.01 - probs)))).astype(float)

    def asked() -> list[float]:
        from model_diagnostics.scoring import SquaredError
        from model_diagnostics.scoring import decompose as peer_decompose

        peer = peer_decompose(y_obs=outcomes, y_pred=probs, scoring_function=SquaredError(), functional="mean")
        return [float(peer[name][0]) for name in ("miscalibration", "discrimination", "uncertainty")]

    expected = peers.ask(f"parts of the Brier score {seed}", "model-diagnostics", asked)
    np.testing.assert_allclose(split_brier(probs, outcomes), expected, atol=1e-12)


@given(found=rows)
def test_discrimination_is_the_area_under_the_curve(found: list[tuple[int, bool]]) -> None:
    probs, outcomes = columns(found)
    area = discriminate(probs, outcomes)
    if outcomes.min() == outcomes.max():
        assert math.isnan(area)
    else:
        yes, no = probs[outcomes == 1.0], probs[outcomes == 0.0]
        wins = stats.mannwhitneyu(yes, no).statistic
        assert area == pytest.approx(float(wins) / (len(yes) * len(no)), abs=1e-12)


@given(found=rows)
def test_what_was_recalibrated_keeps_its_order_and_its_mean(found: list[tuple[int, bool]]) -> None:
    probs, outcomes = columns(found)
    meant = recalibrate(probs, outcomes)
    assert np.all(np.diff(meant[np.argsort(probs, kind="stable")]) >= -1e-12)
    assert meant.mean() == pytest.approx(outcomes.mean())
    np.testing.assert_allclose(recalibrate(meant, outcomes), meant, atol=1e-12)


def test_saying_always_the_same_tells_nothing_apart() -> None:
    outcomes = np.array([1.0, 0.0, 1.0, 1.0])
    miscalibration, discrimination, uncertainty = split_brier(np.full(4, 0.5), outcomes)
    assert (miscalibration, discrimination, uncertainty) == pytest.approx((0.0625, 0.0, 0.1875))
    assert discriminate(np.full(4, 0.5), outcomes) == 0.5


def test_nothing_said_has_no_parts_and_no_curve() -> None:
    nothing, nobody = np.zeros(0), np.zeros(0, dtype=np.intp)
    assert all(math.isnan(part) for part in split_brier(nothing, nothing))
    found = decompose(nothing, nothing, nobody, rng=np.random.default_rng(1))
    assert found.brier.n == 0
    assert math.isnan(found.brier.value)
    assert len(draw_reliability(nothing, nothing, nobody, rng=np.random.default_rng(1)).said) == 0


def test_the_curve_of_a_calibrated_forecaster_lies_in_its_band_and_that_of_another_does_not() -> None:
    rng = np.random.default_rng(4)
    n, inside, n_points = 300, 0, 0
    for _ in range(40):
        probs = np.round(rng.random(n) * 0.9 + 0.05, 1)
        outcomes = (rng.random(n) < probs).astype(float)
        found = draw_reliability(probs, outcomes, np.arange(n), rng=rng, n_draws=200)
        inside += int(((found.meant >= found.lower - 1e-12) & (found.meant <= found.upper + 1e-12)).sum())
        n_points += len(found.said)
    assert inside / n_points > 0.92  # points of one curve go together: the standard error is well above a percent
    probs = np.repeat([0.1, 0.9], 150)
    outcomes = (np.arange(n) % 10 < np.where(probs > 0.5, 6, 4)).astype(float)
    far = draw_reliability(probs, outcomes, np.arange(n), rng=rng, n_draws=200)
    assert far.meant.tolist() == pytest.approx([0.4, 0.6])
    assert far.counts.tolist() == [150, 150]
    assert far.meant[0] > far.upper[0]
    assert far.meant[1] < far.lower[1]


def test_a_decomposition_has_intervals_around_its_parts() -> None:
    rng = np.random.default_rng(5)
    probs = rng.random(400)
    outcomes = (rng.random(400) < probs**2).astype(float)
    found = decompose(probs, outcomes, np.arange(400), rng=rng, n_resamples=200)
    for part in (found.brier, found.discrimination, found.uncertainty, found.discrimination_area):
        assert part.lower < part.value < part.upper
    assert found.miscalibration.lower >= 0.0
    assert found.discrimination_area.value == pytest.approx(7 / 8, abs=0.05)  # ∫ over yes of P(a no lies below)
