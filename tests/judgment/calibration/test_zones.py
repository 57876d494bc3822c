"""Where somebody stands out: against scipy, by a law, and by simulation."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from acumen.judgment.calibration.bootstrap import mean
from acumen.judgment.calibration.decomposition import discriminate, estimate_area
from acumen.judgment.calibration.zones import (
    find_luck_in_best,
    find_luck_in_gain,
    find_luck_in_hits,
    find_luck_in_telling,
    pick,
)
from studies.report import draw_area, find_zones


@given(p_values=st.lists(st.floats(0.0, 1.0), min_size=1, max_size=30), share=st.sampled_from([0.05, 0.1, 0.3]))
def test_those_that_stand_are_those_of_benjamini_and_hochberg(p_values: list[float], share: float) -> None:
    names = [str(at) for at in range(len(p_values))]
    adjusted = stats.false_discovery_control(p_values)
    if min(abs(adjusted - share)) > 1e-9:  # not on the edge, where rounding decides
        assert set(pick(names, p_values, false_share=share).names) == {
            n for n, p in zip(names, adjusted, strict=True) if p <= share
        }


def test_it_says_how_many_look_special_and_how_many_would_by_luck() -> None:
    found = pick(["a", "b", "c", "d"], [0.04, 0.5, math.nan, 0.9])
    assert (found.names, found.n_domains, found.n_looking) == ((), 3, 1)
    assert found.n_by_luck == pytest.approx(0.15)


def test_telling_yes_from_no_is_the_test_of_mann_and_whitney() -> None:
    rng = np.random.default_rng(1)
    probs, outcomes = rng.random(80), (rng.random(80) < 0.4).astype(float)
    peer = stats.mannwhitneyu(
        probs[outcomes == 1.0], probs[outcomes == 0.0], alternative="greater", method="asymptotic", use_continuity=False
    )
    assert find_luck_in_telling(probs, outcomes) == pytest.approx(float(peer.pvalue))
    assert math.isnan(find_luck_in_telling(probs, np.ones(80)))


def test_a_gain_has_the_p_value_of_student() -> None:
    values = np.random.default_rng(2).normal(0.3, 1.0, 40)
    peer = stats.ttest_1samp(values, 0.0, alternative="greater")
    assert find_luck_in_gain(mean(values, np.arange(40))) == pytest.approx(float(peer.pvalue))
    assert find_luck_in_gain(mean(np.ones(40), np.arange(40))) == 0.0


def test_hits_and_misses_have_the_sign_test() -> None:
    assert find_luck_in_hits(8, 2) == pytest.approx(stats.binomtest(8, 10, 0.5, alternative="greater").pvalue)
    assert math.isnan(find_luck_in_hits(0, 0))


def test_the_interval_of_an_area_holds_it_as_often_as_it_says() -> None:
    rng, held = np.random.default_rng(3), 0
    for _ in range(400):
        found = estimate_area(*draw_area(0.8, 60, rng), np.arange(60))
        held += found.lower <= 0.8 <= found.upper
    assert abs(held / 400 - 0.95) < 3 * math.sqrt(0.05 * 0.95 / 400)


def test_what_is_told_apart_without_fault_may_be_luck_by_the_number_of_the_rarer_kind() -> None:
    probs, outcomes = np.linspace(0.1, 0.9, 40), (np.arange(40) >= 35).astype(float)
    found = estimate_area(probs, outcomes, np.arange(40))
    assert (found.value, found.upper) == (1.0, 1.0)
    assert found.lower == pytest.approx(0.025 ** (1 / 5))
    assert estimate_area(probs, 1.0 - outcomes, np.arange(40)).upper == pytest.approx(1.0 - 0.025 ** (1 / 5))


def test_forecasts_said_twice_tell_no_more_of_an_area() -> None:
    probs, outcomes = draw_area(0.7, 50, np.random.default_rng(4))
    once = estimate_area(probs, outcomes, np.arange(50))
    twice = estimate_area(np.repeat(probs, 2), np.repeat(outcomes, 2), np.repeat(np.arange(50), 2))
    assert (twice.lower, twice.upper) == pytest.approx((once.lower, once.upper))


def test_of_twenty_equal_domains_few_reports_name_one_and_one_that_is_better_is_found() -> None:
    equal = np.array(list(find_zones([0.5] * 20, n_records=150, seed=1)))
    assert equal[:, :2].any(axis=1).mean() <= 0.15
    found = np.array(list(find_zones([0.9] + [0.65] * 19, n_records=40, seed=2)))
    assert found[:, 2].mean() >= 0.6


def test_one_domain_has_nothing_to_be_better_than() -> None:
    group = draw_area(0.9, 60, np.random.default_rng(5))
    assert math.isnan(find_luck_in_best([group])[0])
    assert find_luck_in_best([group, draw_area(0.5, 60, np.random.default_rng(6))])[0] < 0.01
    assert discriminate(*group) > 0.8


def test_an_area_says_how_many_forecasts_and_questions_it_is_of() -> None:
    probs, outcomes = draw_area(0.7, 50, np.random.default_rng(4))
    for n_questions in (2, 7, 50):
        found = estimate_area(probs, outcomes, np.arange(50) % n_questions)
        assert (found.n, found.n_clusters) == (50, n_questions)
