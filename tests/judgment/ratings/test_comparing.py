"""Two raters beside each other, and trends: closed forms, laws, simulate and recover."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from acumen.errors import UsageError
from acumen.judgment.ratings.comparing import agreement, differences, trend


def test_agreement_covers_the_correlation_that_was_simulated() -> None:
    rng = np.random.default_rng(1)
    inside, n_runs = 0, 300
    for _ in range(n_runs):
        x, y = rng.multivariate_normal([0.0, 0.0], [[1.0, 0.4], [0.4, 1.0]], size=12).T
        found = agreement(x.tolist(), y.tolist())
        inside += found.low <= 0.4 <= found.high
    assert inside / n_runs == pytest.approx(0.9, abs=3.0 * math.sqrt(0.09 / n_runs))


@given(st.lists(st.floats(-5, 5).map(lambda x: round(x, 3)), min_size=4, max_size=15, unique=True))
def test_agreeing_and_disagreeing_are_mirror_images(scores: list[float]) -> None:
    rng = np.random.default_rng(3)
    other = (np.array(scores) + rng.standard_normal(len(scores))).tolist()
    one, mirrored = agreement(scores, other), agreement(scores, [-each for each in other])
    assert one.correlation == pytest.approx(-mirrored.correlation)
    assert one.positive_prob == pytest.approx(1.0 - mirrored.positive_prob, abs=1e-9)
    assert one.low == pytest.approx(-mirrored.high, abs=1e-9)


def test_agreement_beyond_noise_divides_by_the_reliabilities() -> None:
    x, y = [1.0, 2.0, 3.0, 4.0, 5.0], [2.0, 1.0, 4.0, 3.0, 5.0]
    found = agreement(x, y, reliabilities=(0.9, 0.9))
    assert found.correlation == pytest.approx(stats.pearsonr(x, y)[0])
    assert found.beyond_noise == pytest.approx(found.correlation / 0.9)
    assert agreement(x, y, reliabilities=(0.3, 0.3)).beyond_noise == 1.0
    assert agreement(x, y).beyond_noise is None


def test_differences_shrink_with_noise_and_the_largest_comes_first() -> None:
    rng = np.random.default_rng(5)
    x = rng.standard_normal(30)
    y = 0.2 * x + rng.standard_normal(30)
    sure = differences(x.tolist(), y.tolist(), reliabilities=(0.95, 0.95))
    doubtful = differences(x.tolist(), y.tolist(), reliabilities=(0.5, 0.5))
    assert [abs(each.raw) for each in sure] == sorted((abs(each.raw) for each in sure), reverse=True)
    assert abs(doubtful[0].mean) < abs(sure[0].mean) <= abs(sure[0].raw)
    assert 0.5 <= doubtful[0].same_sign_prob < sure[0].same_sign_prob <= 1.0
    same = differences(x.tolist(), (x + 0.01 * rng.standard_normal(30)).tolist(), reliabilities=(0.6, 0.6))
    assert all(each.mean == 0.0 for each in same)  # less than noise alone would give


def test_true_differences_are_recovered() -> None:
    rng = np.random.default_rng(6)
    n = 4000
    truth, other = rng.standard_normal((2, n))
    noise = math.sqrt(0.5)
    x, y = truth + noise * rng.standard_normal(n), other + noise * rng.standard_normal(n)
    r = 1.0 / 1.5
    found = sorted(differences(x.tolist(), y.tolist(), reliabilities=(r, r)), key=lambda each: each.index)
    gap = np.array([each.mean for each in found]) - (truth - other) / math.sqrt(1.5)
    assert float(np.mean(np.abs(gap) < 1.6449 * found[0].sd)) == pytest.approx(0.9, abs=0.015)


def test_a_trend_is_the_regression_within_raters() -> None:
    at, scores = [0.0, 1.0, 2.0, 3.0, 0.0, 2.0], [1.0, 2.0, 2.5, 4.0, 6.0, 8.5]
    raters = ["a"] * 4 + ["b"] * 2
    design = np.column_stack([at, [1.0] * 4 + [0.0] * 2, [0.0] * 4 + [1.0] * 2])
    expected, rest = np.linalg.lstsq(design, np.array(scores), rcond=None)[:2]
    found = trend(at, scores, raters=raters)
    assert found.slope == pytest.approx(expected[0])
    error = math.sqrt(rest[0] / 3 * np.linalg.inv(design.T @ design)[0, 0])
    assert found.low == pytest.approx(expected[0] - stats.t.ppf(0.95, 3) * error)
    assert found.verdict == "rising"
    assert trend(at, [-each for each in scores], raters=raters).verdict == "falling"


@pytest.mark.parametrize(
    ("at", "scores"), [([1.0], [5.0]), ([1.0, 1.0, 1.0], [5.0, 6.0, 7.0]), ([], []), ([0.0, 1.0], [1.0, 9.0])]
)
def test_one_rating_one_moment_or_two_give_no_verdict(at: list[float], scores: list[float]) -> None:
    found = trend(at, scores)
    assert (found.verdict, found.slope, found.rising_prob) == ("cannot tell", None, 0.5)


def test_pure_noise_is_called_a_trend_one_time_in_ten() -> None:
    rng = np.random.default_rng(9)
    called = [trend(list(range(8)), rng.standard_normal(8).tolist()).verdict != "cannot tell" for _ in range(1000)]
    assert np.mean(called) == pytest.approx(0.1, abs=3.0 * math.sqrt(0.09 / 1000))


def test_columns_that_cannot_be_compared_are_refused() -> None:
    with pytest.raises(UsageError, match="at least 3"):
        agreement([1.0, 2.0], [1.0, 2.0])
    with pytest.raises(UsageError, match="differ"):
        agreement([1.0, 1.0, 1.0], [1.0, 2.0, 3.0])
    with pytest.raises(UsageError, match="one length"):
        trend([1.0], [1.0, 2.0])
