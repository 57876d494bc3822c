"""Work judged twice: the correlation behind a two-by-two table, and the share of accepts that flip."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from acumen.errors import UsageError
from acumen.judgment.ratings.published import find, of_mean, raters_for
from acumen.judgment.ratings.two_panels import both_accept, compare, flip_prob

correlations = st.floats(-0.95, 0.95)


@given(accept=st.floats(0.02, 0.98), correlation=correlations)
def test_flips_agree_with_the_bivariate_normal(accept: float, correlation: float) -> None:
    expected = 1.0 - both_accept(accept, accept, correlation) / accept
    assert flip_prob(accept, correlation) == pytest.approx(expected, abs=1e-6)


@given(correlation=correlations)
def test_at_one_half_flips_follow_sheppards_formula(correlation: float) -> None:
    assert flip_prob(0.5, correlation) == pytest.approx(0.5 - math.asin(correlation) / math.pi, abs=1e-12)


def test_panels_that_agree_never_flip_and_strangers_flip_as_often_as_they_refuse() -> None:
    assert flip_prob(0.3, 1.0) == 0.0
    assert flip_prob(0.3, 0.0) == pytest.approx(0.7, abs=1e-12)


def test_neurips_2014_has_a_correlation_of_a_half_and_half_of_its_accepts_flip() -> None:
    found = compare(22, 22, 21, 101)
    assert found.n == 166
    assert found.correlation == pytest.approx(0.527, abs=0.001)
    assert found.interval[0] < 0.34
    assert found.interval[1] > 0.68
    assert found.flip == pytest.approx(43 / 87)
    assert found.flip_fitted == pytest.approx(found.flip, abs=0.001)
    assert find("neurips2014").reliability == pytest.approx(found.correlation, abs=0.005)


def test_a_simulated_correlation_is_recovered_within_its_interval() -> None:
    rng = np.random.default_rng(7)
    inside = 0
    for _ in range(40):
        scores = rng.multivariate_normal([0.0, 0.0], [[1.0, 0.5], [0.5, 1.0]], size=300)
        yes = scores > stats.norm.ppf(0.75)
        cells = [np.sum(yes[:, 0] == a, where=yes[:, 1] == b) for a, b in ((1, 1), (1, 0), (0, 1), (0, 0))]
        found = compare(*(int(cell) for cell in cells))
        inside += found.interval[0] <= 0.5 <= found.interval[1]
    assert inside >= 31  # 36 expected, sd 1.9


def test_a_committee_that_accepts_all_has_no_threshold() -> None:
    with pytest.raises(UsageError, match="accept some and refuse some"):
        compare(10, 0, 5, 0)


@given(reliability=st.floats(0.05, 0.95), wanted=st.floats(0.05, 0.95))
def test_the_mean_of_as_many_raters_as_are_needed_has_the_reliability_that_is_wanted(
    reliability: float, wanted: float
) -> None:
    assert of_mean(reliability, raters_for(reliability, wanted)) == pytest.approx(wanted, abs=1e-12)
