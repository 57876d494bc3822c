"""Score over time: the slope of ordinary least squares, what may be said of it, and how often that is wrong."""

import math

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from acumen.judgment.calibration.trend import (
    ENOUGH,
    LOOK_LEVEL,
    QUARTER_DAYS,
    adjust,
    find_looks,
    find_trend,
    look_at_trend,
)


def test_the_slope_is_that_of_least_squares() -> None:
    rng = np.random.default_rng(1)
    days, scores = np.sort(rng.uniform(0, 730, 50)), rng.random(50)
    found = find_trend(days, scores, np.arange(50))
    assert found.per_year == pytest.approx(stats.linregress(days / 365.25, scores).slope)


@pytest.mark.parametrize(("slope", "says"), [(-0.1, "improving"), (0.1, "getting worse")])
def test_a_clear_trend_is_told(slope: float, says: str) -> None:
    rng = np.random.default_rng(2)
    days = np.linspace(0, 730, 400)
    found = find_trend(days, 0.2 + slope * days / 365.25 + rng.normal(0, 0.2, 400), np.arange(400))
    assert found.says == says
    assert found.n_more is None


def test_where_nothing_changes_one_look_in_fifty_is_wrong_and_the_interval_holds_nineteen_times_in_twenty() -> None:
    rng = np.random.default_rng(3)
    n_worlds, n_questions, told, held = 600, 60, 0, 0
    clusters = np.repeat(np.arange(n_questions), 2)
    days = np.repeat(np.sort(rng.uniform(0, 365, n_questions)), 2)
    for _ in range(n_worlds):
        scores = rng.exponential(size=n_questions)[clusters] + rng.normal(0, 0.1, len(clusters))
        found = find_trend(days, scores, clusters)
        told += found.says != "cannot tell yet"
        held += found.lower <= 0.0 <= found.upper
    assert told / n_worlds < 2 * LOOK_LEVEL + 3 * math.sqrt(2 * LOOK_LEVEL / n_worlds)
    assert abs(held / n_worlds - 0.95) < 3 * math.sqrt(0.05 * 0.95 / n_worlds)


def test_the_interval_is_that_of_least_squares_made_robust_for_few() -> None:
    """By hand, of four questions: residuals over 1 − h, and n/(n − 2) on top, by Student's t with 2 degrees of freedom."""
    days, scores = np.array([0.0, 100.0, 250.0, 400.0]), np.array([0.1, 0.4, 0.2, 0.3])
    t = (days - days.mean()) / 365.25
    slope, intercept, *_ = stats.linregress(t, scores)
    leverage = 0.25 + t * t / (t @ t)
    left = (scores - intercept - slope * t) / (1.0 - leverage)
    error = math.sqrt(4 / 2 * float((t * left) @ (t * left))) / float(t @ t)
    found = find_trend(days, scores, np.arange(4))
    assert found.upper - found.per_year == pytest.approx(float(stats.t.ppf(0.975, 2)) * error)
    least = find_trend(days, scores, np.arange(4), variances=np.full(4, 10.0))
    assert least.upper - least.per_year == pytest.approx(float(stats.t.ppf(0.975, 2)) * math.sqrt(10.0 / float(t @ t)))


def test_how_many_more_outcomes_are_needed_is_about_right() -> None:
    """With as many as it asks for, a trend of the size that was found is told about four times of five."""
    rng = np.random.default_rng(4)
    slope, noise, per_year, n = -0.05, 0.3, 100, 100

    def world(count: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        days = np.arange(count) * 365.25 / per_year
        return days, slope * days / 365.25 + rng.normal(0, noise, count)

    asked: list[int] = []
    while len(asked) < 100:
        days, scores = world(n)
        scores = (
            scores - np.polyfit(days / 365.25, scores, 1)[0] * days / 365.25 - slope * days / 365.25
        )  # exactly this slope
        asked.append(find_trend(days, scores, np.arange(n)).n_more or 0)
    wanted = n + round(float(np.median(asked)))
    told = sum(find_trend(*world(wanted), np.arange(wanted)).says == "improving" for _ in range(200))
    assert 0.7 < told / 200 < 0.92


def test_hard_questions_do_not_look_like_a_decline() -> None:
    rng = np.random.default_rng(5)
    days = np.linspace(0, 365, 300)
    difficulty = 0.1 + 0.3 * days / 365
    scores = difficulty + rng.normal(0, 0.05, 300)
    assert find_trend(days, scores, np.arange(300)).says == "getting worse"
    assert find_trend(days, scores - difficulty, np.arange(300)).says == "cannot tell yet"


def test_where_others_answered_enough_only_those_questions_are_used_and_none_is_filled_in() -> None:
    probs, outcomes = np.full(ENOUGH + 1, 0.8), np.ones(ENOUGH + 1)
    others = np.full(ENOUGH + 1, 0.3)
    others[0] = math.nan
    scores, variances = adjust(probs, outcomes, others)
    assert variances is None
    assert math.isnan(scores[0])
    assert scores[1:].tolist() == pytest.approx([0.04 - 0.3] * ENOUGH)


def test_else_a_score_is_less_what_calibrated_chances_cost_and_that_is_nothing_on_average() -> None:
    probs, others = np.array([0.8, 0.8, 0.1]), np.array([0.3, math.nan, math.nan])
    yes, variances = adjust(probs, np.ones(3), others)
    no, _ = adjust(probs, np.zeros(3), others)
    assert yes.tolist() == pytest.approx([0.04 - 0.16, 0.04 - 0.16, 0.81 - 0.09])
    assert (probs * yes + (1.0 - probs) * no).tolist() == pytest.approx([0.0, 0.0, 0.0])
    assert variances is not None
    assert variances.tolist() == pytest.approx((probs * yes**2 + (1.0 - probs) * no**2).tolist())


def test_a_look_is_taken_at_the_end_of_a_quarter_from_the_fourth_on() -> None:
    days = np.array([10.0, 400.0])
    assert find_looks(days, 10.0 + 3.9 * QUARTER_DAYS) == (None, 10.0 + 4 * QUARTER_DAYS)
    assert find_looks(days, 10.0 + 4 * QUARTER_DAYS) == (10.0 + 4 * QUARTER_DAYS, 10.0 + 5 * QUARTER_DAYS)
    assert find_looks(np.zeros(0), 10.0) == (None, None)


def test_between_looks_nothing_changes_whatever_comes_out() -> None:
    rng = np.random.default_rng(6)
    days = np.sort(rng.uniform(0.0, 400.0, 200))
    probs = rng.uniform(0.05, 0.95, 200)
    outcomes, nobody = (rng.random(200) < probs).astype(float), np.full(200, math.nan)
    end = float(days[0]) + 4 * QUARTER_DAYS
    first = look_at_trend(days, days, (probs, outcomes, nobody), np.arange(200), now=end)
    later = look_at_trend(days, days, (probs, 1.0 - outcomes * (days > end), nobody), np.arange(200), now=end + 39.0)
    again = look_at_trend(days, days, (probs, outcomes, nobody), np.arange(200), now=end + 39.0)
    assert first == again
    assert first.n == int((days <= end).sum())
    assert later.day_number == first.day_number
    few = look_at_trend(days[:29], days[:29], (probs[:29], outcomes[:29], nobody[:29]), np.arange(29), now=end)
    assert math.isnan(few.per_year)


@pytest.mark.parametrize("n", [0, 1, 2])
def test_with_hardly_any_outcomes_nothing_is_told(n: int) -> None:
    found = find_trend(np.arange(float(n)), np.zeros(n), np.arange(n))
    assert found.says == "cannot tell yet"
    assert math.isnan(found.per_year)
