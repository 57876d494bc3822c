"""The mixed-model equations against covariance matrices written out, and leaving out by leaving out."""

import math

import numpy as np
import pytest

from acumen.errors import UsageError
from acumen.judgment.ratings.mixed_model import Floats, Ratings, collect, lay_out, solve


def drawn(n_items: int, n_raters: int, n: int, *, seed: int) -> Ratings:
    """Unbalanced: any rater may have seen any item, some items once."""
    rng = np.random.default_rng(seed)
    item = np.concatenate([np.arange(n_items), rng.integers(0, n_items, n - n_items)])
    rater = rng.integers(0, n_raters, n)
    score = rng.normal(0.0, 1.0, n_items)[item] + rng.normal(0.0, 0.7, n_raters)[rater] + rng.normal(0.0, 1.2, n)
    return collect(item.tolist(), rater.tolist() if n_raters > 1 else None, (5.0 + score).tolist())[0]


def covariance(ratings: Ratings, log_ratios: list[float]) -> Floats:
    """V/σ² written out."""
    z = np.eye(ratings.n_items)[ratings.item]
    v = np.eye(ratings.n) + math.exp(log_ratios[0]) * z @ z.T
    if ratings.n_raters:
        w = np.eye(ratings.n_raters)[ratings.rater]
        v += math.exp(log_ratios[1]) * w @ w.T
    return np.asarray(v)


def projected(v: Floats, y: Floats) -> tuple[Floats, float, float]:
    """P = V⁻¹ − V⁻¹11′V⁻¹/1′V⁻¹1, y′Py, and the restricted log likelihood with σ² at its best, up to a constant."""
    inverse = np.linalg.inv(v)
    one = np.ones(len(y))
    p = inverse - np.outer(inverse @ one, one @ inverse) / (one @ inverse @ one)
    square = float(y @ p @ y)
    logs = -0.5 * ((len(y) - 1) * math.log(square) + np.linalg.slogdet(v)[1] + math.log(one @ inverse @ one))
    return p, square, float(logs)


CASES = [
    (drawn(12, 5, 40, seed=1), [-0.5, -1.0]),
    (drawn(5, 14, 40, seed=2), [0.4, -0.7]),
    (drawn(9, 1, 30, seed=3), [0.2]),
]


@pytest.mark.parametrize(("ratings", "ratios"), CASES)
def test_the_density_of_the_ratios_is_the_restricted_likelihood(ratings: Ratings, ratios: list[float]) -> None:
    other = [ratio - 0.8 for ratio in ratios]
    design = lay_out(ratings)
    found = solve(design, ratios).log_density - solve(design, other).log_density
    expected = [projected(covariance(ratings, at), ratings.score)[2] for at in (ratios, other)]
    assert found == pytest.approx(expected[0] - expected[1], abs=1e-9)
    assert solve(design, ratios).rss == pytest.approx(
        projected(covariance(ratings, ratios), ratings.score)[1], rel=1e-9
    )


@pytest.mark.parametrize(("ratings", "ratios"), CASES)
def test_effects_and_their_errors_are_those_of_the_covariance_written_out(
    ratings: Ratings, ratios: list[float]
) -> None:
    solved = solve(lay_out(ratings), ratios)
    v = covariance(ratings, ratios)
    p, _, _ = projected(v, ratings.score)
    z = np.eye(ratings.n_items)[ratings.item]
    size = math.exp(ratios[0])
    assert solved.item_effects == pytest.approx(size * z.T @ p @ ratings.score, abs=1e-9)
    # Var(μ̂ + â − μ − a)/σ²: of the generalised least squares mean, of the effects, and twice their covariance.
    inverse = np.linalg.inv(v)
    one = np.ones(ratings.n)
    mean_variance = 1.0 / (one @ inverse @ one)
    share = size * z.T @ inverse @ one
    within = size - np.diag(size * z.T @ inverse @ z * size)
    assert solved.item_units() == pytest.approx(within + mean_variance * (1.0 - share) ** 2, abs=1e-9)
    if ratings.n_raters:
        w, spread = np.eye(ratings.n_raters)[ratings.rater], math.exp(ratios[1])
        assert solved.rater_effects == pytest.approx(spread * w.T @ p @ ratings.score, abs=1e-9)
        assert solved.rater_units() == pytest.approx(spread - np.diag(spread * w.T @ p @ w * spread), abs=1e-9)


@pytest.mark.parametrize(("ratings", "ratios"), CASES)
def test_a_rating_left_out_in_closed_form_is_a_rating_left_out(ratings: Ratings, ratios: list[float]) -> None:
    solved = solve(lay_out(ratings), ratios)
    free = 1.0 - solved.leverages()
    foretold = ratings.score - (ratings.score - solved.fitted()) / free
    v = covariance(ratings, ratios)
    for out in range(0, ratings.n, 7):
        kept = np.arange(ratings.n) != out
        inverse = np.linalg.inv(v[np.ix_(kept, kept)])
        one = np.ones(kept.sum())
        mean = (one @ inverse @ ratings.score[kept]) / (one @ inverse @ one)
        expected = mean + v[out, kept] @ inverse @ (ratings.score[kept] - mean)
        gap = 1.0 - v[out, kept] @ inverse @ one
        variance = v[out, out] - v[out, kept] @ inverse @ v[kept, out] + gap**2 / (one @ inverse @ one)
        assert foretold[out] == pytest.approx(expected, abs=1e-9)
        assert 1.0 / free[out] == pytest.approx(variance, abs=1e-9)


def test_names_keep_the_order_in_which_they_occur_and_an_unknown_rater_is_someone_else_each_time() -> None:
    ratings, items, raters = collect(["b", "a", "b", "a"], ["x", None, None, "x"], [1.0, 2.0, 3.0, 4.0])
    assert items == ["b", "a"]
    assert raters == ["x", "", ""]
    assert ratings.rater.tolist() == [0, 1, 2, 0]


@pytest.mark.parametrize(
    ("items", "scores", "said"),
    [
        (["a", "b"], [1.0, 2.0], "none rated twice"),
        (["a", "a"], [1.0, 2.0], "of 1 item"),
        (["a", "a", "b"], [3.0, 3.0, 3.0], "scores that differ"),
        (["a", "a", "b"], [3.0, math.nan, 3.0], "finite"),
        ([], [], "0 ratings"),
    ],
)
def test_ratings_that_say_nothing_about_items_are_refused(items: list[str], scores: list[float], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        collect(items, None, scores)
