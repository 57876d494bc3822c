"""Score over time: the slope of ordinary least squares, what may be said of it, and how often that is wrong."""

import math

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from acumen.judgment.chances.trend import adjust, find_trend, score_others


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


def test_where_nothing_changes_it_says_that_it_cannot_tell_nineteen_times_in_twenty() -> None:
    rng = np.random.default_rng(3)
    n_worlds, n_questions, told = 600, 60, 0
    clusters = np.repeat(np.arange(n_questions), 2)
    days = np.repeat(np.sort(rng.uniform(0, 365, n_questions)), 2)
    for _ in range(n_worlds):
        scores = rng.exponential(size=n_questions)[clusters] + rng.normal(0, 0.1, len(clusters))
        told += find_trend(days, scores, clusters).says != "cannot tell yet"
    assert abs(told / n_worlds - 0.05) < 3 * math.sqrt(0.05 * 0.95 / n_worlds) + 0.01  # the sandwich of 60 falls short


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
        scores -= np.polyfit(days / 365.25, scores, 1)[0] * days / 365.25 - slope * days / 365.25  # exactly this slope
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
    assert find_trend(days, adjust(scores, difficulty), np.arange(300)).says == "cannot tell yet"


def test_others_are_scored_on_the_same_question_each_once() -> None:
    scores = np.array([0.1, 0.3, 0.5, 0.4, 0.9])
    persons, questions = np.array([0, 1, 1, 2, 0]), np.array([0, 0, 0, 0, 1])
    others = score_others(scores, persons, questions)
    np.testing.assert_allclose(others, [0.4, 0.25, 0.25, 0.25, math.nan])
    assert score_others(np.zeros(0), np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp)).shape == (0,)


def test_questions_that_nobody_else_answered_are_taken_as_usual() -> None:
    adjusted = adjust(np.array([0.3, 0.2, 0.1]), np.array([0.2, math.nan, 0.4]))
    assert adjusted.tolist() == pytest.approx([0.1, -0.1, -0.3])
    assert adjust(np.array([0.3]), np.array([math.nan])).tolist() == [0.3]


@pytest.mark.parametrize("n", [0, 1, 2])
def test_with_hardly_any_outcomes_nothing_is_told(n: int) -> None:
    found = find_trend(np.arange(float(n)), np.zeros(n), np.arange(n))
    assert found.says == "cannot tell yet"
    assert math.isnan(found.per_year)
