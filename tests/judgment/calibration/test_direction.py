"""Which way chances are off: the words for it, and how often they are wrong."""

import math

import numpy as np
import pytest

from acumen.judgment.calibration.direction import Direction, find_direction, judge
from studies.report import find_off


def direct(*parts: tuple[float, int, int]) -> Direction:
    """Of so many said at a chance, so many true."""
    probs = np.concatenate([np.full(n, prob) for prob, n, _ in parts])
    outcomes = np.concatenate([np.arange(n) < n_true for _, n, n_true in parts]).astype(float)
    return judge(find_direction("all", probs, outcomes), [])[0]


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        (((0.66, 68, 26),), "too sure"),
        (((0.3, 60, 36),), "too sure"),
        (((0.1, 60, 18), (0.9, 60, 42)), "too sure"),
        (((0.35, 80, 8), (0.65, 80, 72)), "too shy"),
        (((0.6, 100, 88),), "too shy"),
        (((0.2, 150, 6),), "too shy"),
        (((0.2, 100, 5), (0.8, 100, 60)), "too high"),
        (((0.2, 100, 40), (0.8, 100, 95)), "too low"),
        (((0.2, 100, 20), (0.8, 100, 80)), "about right"),
        (((0.95, 40, 40),), "about right"),
        (((0.9, 29, 3),), "cannot tell yet"),
        (((0.82, 40, 25),), "cannot tell yet"),
    ],
)
def test_the_word_fits_what_was_said_and_what_came(parts: tuple[tuple[float, int, int], ...], says: str) -> None:
    assert direct(*parts).says == says


def test_what_was_said_at_even_odds_is_on_no_side() -> None:
    found = find_direction("all", np.array([0.5, 0.5, 0.9]), np.array([1.0, 0.0, 1.0]))
    assert (found.sure, found.right.value, found.right.n) == (0.9, 1.0, 1)
    assert found.said == pytest.approx(1.9 / 3)
    nothing = find_direction("none", np.zeros(0), np.zeros(0))
    assert math.isnan(nothing.p_value)
    assert judge(nothing, [])[0].says == "cannot tell yet"


def test_many_domains_need_a_clearer_sign_than_one() -> None:
    """Said 70 %, 16 of 30 true, could be luck in one of twenty domains; in the only one it is told sooner."""
    off = find_direction("off", np.full(30, 0.7), (np.arange(30) < 13).astype(float))
    right = [find_direction(str(at), np.full(30, 0.7), (np.arange(30) < 21).astype(float)) for at in range(19)]
    whole = find_direction("all", np.full(30, 0.7), (np.arange(30) < 21).astype(float))
    assert 0.0025 < off.p_value < 0.025
    assert judge(whole, [off])[1][0].says == "too sure"
    assert judge(whole, [off, *right])[1][0].says == "cannot tell yet"


def test_calibrated_people_are_rarely_called_off_and_over_confident_ones_often() -> None:
    calm = find_off("calibrated", 150, n_records=120, seed=1)
    assert sum(calm[key] for key in ("too sure", "too shy", "too high", "too low")) <= 0.05
    assert calm["a domain"] <= 0.06
    assert find_off("over-confident", 300, n_records=40, seed=2)["too sure"] > 0.6


@pytest.mark.parametrize("n", [30, 40, 68])
@pytest.mark.parametrize("prob", [0.05, 0.3, 0.5, 0.82, 0.97])
def test_nobody_is_about_right_whose_saying_lies_outside_the_interval_of_what_came(prob: float, n: int) -> None:
    for n_true in range(n + 1):
        found = direct((prob, n, n_true))
        if found.says == "about right":
            assert found.came_true.lower <= prob <= found.came_true.upper
