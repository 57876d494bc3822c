"""Agreement beyond noise, who was right, and few ratings: closed forms, another library, laws, simulate and recover."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from acumen.errors import UsageError
from acumen.judgment.ratings.comparing import agreement, trend
from acumen.judgment.ratings.rater_agreement import again_correlation, ahead_prob, beyond_noise, told_apart, worth_ratio
from acumen.judgment.ratings.small_samples import assume
from acumen.judgment.ratings.smoothing import trend_in_noise

Columns = tuple[list[float], list[float]]


def two_raters(
    rng: np.random.Generator, n: int, *, rho: float, reliabilities: tuple[float, float]
) -> tuple[Columns, tuple[list[tuple[float, float]], list[tuple[float, float]]]]:
    """Scores of n items by two raters whose tastes correlate by rho; and each rater's scores on two days."""
    tastes = rng.multivariate_normal([0.0, 0.0], [[1.0, rho], [rho, 1.0]], size=n).T
    days = [
        [math.sqrt(r) * taste + math.sqrt(1.0 - r) * rng.standard_normal(n) for _ in range(2)]
        for taste, r in zip(tastes, reliabilities, strict=True)
    ]
    first, second = (list(zip(first.tolist(), again.tolist(), strict=True)) for first, again in days)
    return (days[0][0].tolist(), days[1][0].tolist()), (first, second)


def test_with_known_reliabilities_and_many_items_it_is_spearmans_formula() -> None:
    (x, y), _ = two_raters(np.random.default_rng(1), 4000, rho=0.6, reliabilities=(0.7, 0.5))
    found = beyond_noise(x, y, reliabilities=(0.7, 0.5))
    assert found.middle == pytest.approx(stats.pearsonr(x, y)[0] / math.sqrt(0.35), abs=0.01)
    assert found.low < 0.6 < found.high


def test_without_noise_it_is_the_plain_posterior() -> None:
    (x, y), _ = two_raters(np.random.default_rng(2), 15, rho=0.5, reliabilities=(1.0, 1.0))
    plain, pure = agreement(x, y), beyond_noise(x, y, reliabilities=(1.0, 1.0))
    assert pure.low == pytest.approx(plain.low, abs=0.01)
    assert pure.high == pytest.approx(plain.high, abs=0.01)
    assert pure.positive_prob == pytest.approx(plain.positive_prob, abs=0.01)


def test_the_interval_of_agreement_beyond_noise_holds_what_it_claims() -> None:
    rng = np.random.default_rng(3)
    inside, n_runs = 0, 100
    for _ in range(n_runs):
        rho, first, second = rng.uniform(-1, 1), rng.uniform(), rng.uniform()  # as they are before
        (x, y), again = two_raters(rng, 20, rho=rho, reliabilities=(first, second))
        found = beyond_noise(x, y, again=again)
        inside += found.low <= rho <= found.high
    assert inside / n_runs == pytest.approx(0.9, abs=3.0 * math.sqrt(0.09 / n_runs))


def test_items_rated_twice_narrow_the_interval_and_nothing_known_of_the_noise_widens_it() -> None:
    (x, y), again = two_raters(np.random.default_rng(4), 40, rho=0.8, reliabilities=(0.8, 0.8))
    blind, seen = beyond_noise(x, y), beyond_noise(x, y, again=again)
    assert seen.high - seen.low < blind.high - blind.low
    assert all(abs(each - 0.8) < 0.15 for each in seen.reliabilities)


@given(st.integers(0, 50))
def test_a_turned_scale_turns_agreement(seed: int) -> None:
    (x, y), again = two_raters(np.random.default_rng(seed), 8, rho=0.3, reliabilities=(0.7, 0.7))
    one, other = beyond_noise(x, y, again=again), beyond_noise(x, [-each for each in y], again=again)
    assert one.low == pytest.approx(-other.high, abs=1e-6)
    assert one.middle == pytest.approx(-other.middle, abs=1e-6)


def test_columns_that_say_nothing_are_refused() -> None:
    with pytest.raises(UsageError, match="at least 3"):
        beyond_noise([1.0, 2.0], [2.0, 1.0])
    with pytest.raises(UsageError, match="reliability"):
        beyond_noise([1.0, 2.0, 3.0], [2.0, 1.0, 4.0], reliabilities=(0.0, None))


def test_what_is_said_twice_correlates_by_the_textbook_formula() -> None:
    pairs = [(1.0, 2.0), (4.0, 3.0), (6.0, 8.0)]
    both = np.array([*pairs, *[(b, a) for a, b in pairs]])  # Fisher 1925: the correlation of the doubled table
    assert again_correlation(pairs) == pytest.approx(float(np.corrcoef(both.T)[0, 1]))
    assert again_correlation(pairs[:2]) is None
    assert again_correlation([(1.0, 1.0)] * 3) is None


@given(st.lists(st.floats(0.1, 9).map(lambda x: round(x, 2)), min_size=5, max_size=12, unique=True), st.integers(0, 99))
def test_who_was_right_hangs_on_the_order_of_worths_only(worths: list[float], seed: int) -> None:
    scores = np.random.default_rng(seed).standard_normal(len(worths)).tolist()
    one, other = told_apart(scores, worths), told_apart(scores, [math.exp(each) for each in worths])
    assert one is not None
    assert one == other


def test_who_was_right_covers_the_correlation_that_was_simulated() -> None:
    rng = np.random.default_rng(6)
    inside, n_runs = 0, 300
    for _ in range(n_runs):
        x, z = rng.multivariate_normal([0.0, 0.0], [[1.0, 0.5], [0.5, 1.0]], size=15).T
        found = told_apart(x.tolist(), np.exp(2.0 * z).tolist())
        assert found is not None
        inside += found.low <= 0.5 <= found.high
    assert inside / n_runs == pytest.approx(0.9, abs=3.0 * math.sqrt(0.09 / n_runs) + 0.02)  # ranks for values


def test_too_few_outcomes_or_scores_all_alike_say_nothing() -> None:
    assert told_apart([1.0, 2.0, 3.0], [1.0, 2.0, 3.0]) is None
    assert told_apart([1.0] * 5, [1.0, 2.0, 3.0, 4.0, 5.0]) is None
    assert ahead_prob([1.0, 2.0, 3.0], [1.0, 2.0, 3.0], [1.0, 2.0, 3.0], rng=np.random.default_rng(0)) is None


def test_the_better_taste_is_found_and_the_chance_means_what_it_says() -> None:
    rng = np.random.default_rng(7)
    said, came = [], []
    for _ in range(80):
        rhos = rng.uniform(-0.2, 0.95, size=2)
        outcome = rng.standard_normal(12)
        scores = [rho * outcome + math.sqrt(1 - rho**2) * rng.standard_normal(12) for rho in rhos]
        prob = ahead_prob(scores[0].tolist(), scores[1].tolist(), outcome.tolist(), rng=rng)
        assert prob is not None
        said.append(prob)
        came.append(float(rhos[0] > rhos[1]))
    sure = np.abs(np.array(said) - 0.5) > 0.3
    right = np.where(np.array(said) > 0.5, came, 1.0 - np.array(came))[sure]
    claimed = np.maximum(said, 1.0 - np.array(said))[sure]
    error = math.sqrt(float((claimed * (1 - claimed)).sum())) / sure.sum()
    assert sure.sum() > 20
    assert float(right.mean() - claimed.mean()) == pytest.approx(0.0, abs=3.0 * error)


def test_swapping_the_raters_turns_the_chance() -> None:
    x, y, z = np.random.default_rng(8).standard_normal((3, 9)).tolist()
    one = ahead_prob(x, y, z, rng=np.random.default_rng(1))
    other = ahead_prob(y, x, z, rng=np.random.default_rng(2))
    assert one is not None
    assert other is not None
    assert one + other == pytest.approx(1.0, abs=3.0 * math.sqrt(2 * 0.25 / 4000))


def test_the_ratio_of_worths_is_the_interval_of_a_t_test_on_logs() -> None:
    said, out = [10.0, 40.0, 100.0, 8.0], [5.0, 44.0, 30.0, 0.0]
    found = worth_ratio(said, out)
    assert found is not None
    logs = [math.log(b / a) for a, b in zip(said[:3], out[:3], strict=True)]
    ends = stats.ttest_1samp(logs, 0.0).confidence_interval(0.9)
    assert (found.n, found.n_nothing) == (3, 1)
    assert math.log(found.low) == pytest.approx(ends.low)
    assert math.log(found.high) == pytest.approx(ends.high)
    assert worth_ratio(said[:2], out[:2]) is None


def test_few_scores_are_shrunk_by_the_share_that_is_assumed() -> None:
    found = assume([2.0, 8.0], [1, 1], width=10.0, icc=0.4)
    assert [one.mean for one in found] == [pytest.approx(5.0 - 0.4 * 3.0), pytest.approx(5.0 + 0.4 * 3.0)]
    spread = (4.0 * 1.7**2 + 18.0) / 5.0
    assert found[0].sd ** 2 == pytest.approx(spread * 0.4 * 0.6 + 0.6**2 * spread / 2)
    doubled = assume([2.0, 8.0], [3, 3], width=10.0, icc=0.4)
    assert doubled[1].mean == pytest.approx(5.0 + 3.0 * 1.2 / 1.8)
    assert assume([], [], width=10.0) == []


def test_intervals_from_few_scores_hold_what_they_claim_where_the_share_is_right() -> None:
    rng = np.random.default_rng(9)
    inside = []
    for _ in range(300):
        quality = 5.0 + 1.7 * math.sqrt(0.37) * rng.standard_normal(6)
        scores = quality + 1.7 * math.sqrt(0.63) * rng.standard_normal(6)
        found = assume(scores.tolist(), [1] * 6, width=10.0)
        inside += [one.low <= true <= one.high for one, true in zip(found, quality, strict=True)]
    assert np.mean(inside) == pytest.approx(0.9, abs=0.03)


def test_with_many_marks_the_trend_is_the_plain_one() -> None:
    rng = np.random.default_rng(10)
    at = np.sort(rng.uniform(0, 3, 400))
    scores = (4.0 + 0.8 * at + 1.4 * rng.standard_normal(400)).tolist()
    raters = ["ada" if n % 2 else "ben" for n in range(400)]
    plain, found = (
        trend(at.tolist(), scores, raters=raters),
        trend_in_noise(at.tolist(), scores, raters, width=10.0).trend,
    )
    assert found.slope == pytest.approx(plain.slope)
    assert found.verdict == "rising"
    assert found.low == pytest.approx(plain.low, abs=0.01)


def test_no_verdict_from_one_mark_two_marks_or_one_moment() -> None:
    assert trend_in_noise([0.0], [5.0], ["a"], width=10.0).trend.verdict == "cannot tell"
    assert trend_in_noise([0.0, 1.0], [0.0, 10.0], ["a", "a"], width=10.0).trend.verdict == "cannot tell"
    assert trend_in_noise([0.0] * 4, [1.0, 2.0, 9.0, 9.0], ["a"] * 4, width=10.0).trend.slope is None
    assert trend_in_noise([], [], [], width=10.0).trend.n == 0


def test_marks_in_a_row_by_chance_are_no_trend() -> None:
    straight = trend_in_noise([0.0, 0.5, 1.0], [5.0, 5.5, 6.0], ["a"] * 3, width=10.0).trend
    assert straight.verdict == "cannot tell"
    assert trend([0.0, 0.5, 1.0], [5.0, 5.5, 6.0], raters=["a"] * 3).verdict == "rising", "without noise in view"


def test_false_alarms_are_as_rare_as_they_claim() -> None:
    rng = np.random.default_rng(11)
    n_runs = 400
    verdicts = [
        trend_in_noise(
            [0.0, 0.25, 0.5, 0.75], (5.0 + 1.4 * rng.standard_normal(4)).tolist(), ["a"] * 4, width=10.0
        ).trend
        for _ in range(n_runs)
    ]
    share = np.mean([one.verdict != "cannot tell" for one in verdicts])
    assert share <= 0.1 + 3.0 * math.sqrt(0.09 / n_runs)


@pytest.mark.parametrize(
    ("at", "scores", "raters"), [([], [], []), ([3.0], [7.0], ["a"]), ([3.0, 5.0], [7.0, 4.0], ["a", "b"])]
)
def test_where_nothing_can_be_compared_rising_is_as_likely_as_falling(
    at: list[float], scores: list[float], raters: list[str]
) -> None:
    found = trend_in_noise(at, scores, raters, width=10.0).trend
    assert (found.rising_prob, found.slope, found.low, found.high, found.n) == (0.5, None, None, None, len(at))
    assert found.verdict == "cannot tell"
