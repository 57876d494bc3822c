"""Fits of ratings: textbook values, simulate and recover, the fast way against the exact one."""

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acumen.judgment.ratings import fitting
from acumen.judgment.ratings import mixed_model as effects
from acumen.judgment.ratings import sparse_mixed_model as crowded
from acumen.judgment.ratings.cross_validation import hold_out
from acumen.judgment.ratings.fitting import fit, icc
from acumen.judgment.ratings.mixed_model import Floats, Ratings, collect


def simulated(
    n_items: int, n_raters: int, n_each: int, *, seed: int, sizes: tuple[float, float, float] = (1.0, 0.5, 1.5)
) -> tuple[Ratings, Floats]:
    """Each item by `n_each` raters drawn at random (0 raters: unknown); and the qualities."""
    rng = np.random.default_rng(seed)
    item = np.repeat(np.arange(n_items), n_each)
    rater = rng.integers(0, max(n_raters, 1), len(item))
    quality = rng.normal(0.0, math.sqrt(sizes[0]), n_items)
    severity = rng.normal(0.0, math.sqrt(sizes[1]), max(n_raters, 1)) if n_raters else np.zeros(1)
    score = quality[item] + severity[rater] + rng.normal(0.0, math.sqrt(sizes[2]), len(item))
    return collect(item.tolist(), rater.tolist() if n_raters else None, score.tolist())[0], quality


@settings(max_examples=8)
@given(seed=st.integers(0, 10_000), n_each=st.integers(2, 5))
def test_a_balanced_icc_is_the_textbooks_where_items_differ(seed: int, n_each: int) -> None:
    ratings, _ = simulated(30, 0, n_each, seed=seed)
    scores = ratings.score.reshape(30, n_each)
    between = n_each * scores.mean(axis=1).var(ddof=1)
    within = scores.var(axis=1, ddof=1).mean()
    expected = (between - within) / (between + (n_each - 1) * within)  # Shrout and Fleiss 1979, ICC(1, 1)
    assert fit(ratings).best.icc == pytest.approx(max(0.0, expected), abs=2e-5)


def test_a_balanced_crossed_icc_is_the_textbooks() -> None:
    # Shrout and Fleiss 1979, table 2: six targets by four judges, ICC(2, 1) = .29.
    table = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    items = [f"item {i}" for i in range(6) for _ in range(4)]
    raters = [f"judge {j}" for _ in range(6) for j in range(4)]
    found = fit(collect(items, raters, [float(score) for row in table for score in row])[0])
    assert found.best.icc == pytest.approx(0.2898, abs=1e-3)
    assert found.raters.mean[1] < min(found.raters.mean[[0, 2, 3]])  # the second judge is the strictest by far


def test_intervals_cover_what_was_simulated() -> None:
    hits, n_runs = {"icc": 0, "item": 0, "rater": 0}, 10
    inside = []
    for seed in range(n_runs):
        ratings, quality = simulated(40, 8, 3, seed=seed)
        found = fit(ratings)
        figures: dict[str, tuple[Callable[[Floats, Floats, Floats], Floats], float]] = {
            "icc": (icc, 1.0 / 3.0),
            "item": (lambda item, _, __: item, 1.0),
            "rater": (lambda _, rater, __: rater, 0.5),
        }
        for name, (figure, truth) in figures.items():
            low, high = found.interval(figure)
            hits[name] += low <= truth <= high
        inside.append(np.mean(np.abs(found.items.mean - quality) < 1.6449 * found.items.sd))
    # All three together: intervals half as wide would hold 59 %, 6 standard errors off; one alone is told less well.
    assert abs(sum(hits.values()) / (3 * n_runs) - 0.9) <= 3.0 * math.sqrt(0.9 * 0.1 / (3 * n_runs)), hits
    assert all(abs(count / n_runs - 0.9) <= 3.0 * math.sqrt(0.9 * 0.1 / n_runs) for count in hits.values()), hits
    assert float(np.mean(inside)) == pytest.approx(0.9, abs=0.04)  # a run's raters move all its items together


def test_unknown_raters_with_one_rating_for_some_items_are_covered_too() -> None:
    inside = []
    for seed in range(10):
        rng = np.random.default_rng(seed)
        per_item = rng.integers(1, 5, 60)
        quality = rng.normal(0.0, 1.0, 60)
        item = np.repeat(np.arange(60), per_item)
        found = fit(collect(item.tolist(), None, (quality[item] + rng.normal(0.0, 1.5, len(item))).tolist())[0])
        inside.append(np.abs(found.items.mean - quality) < 1.6449 * found.items.sd)
    shares = np.array([each.mean() for each in inside])
    assert shares.mean() == pytest.approx(0.9, abs=3.0 * shares.std() / math.sqrt(10) + 0.005)


def test_items_that_do_not_differ_have_no_variance_and_still_have_an_interval() -> None:
    rng = np.random.default_rng(3)
    found = fit(
        collect(np.repeat(np.arange(40), 3).tolist(), None, rng.permuted(np.tile([1.0, 2.0, 3.0], 40)).tolist())[0]
    )
    low, high = found.interval(icc)
    assert 0.0 < low < high < 0.25
    assert (found.items.sd > 0.0).all()


def test_the_fast_way_agrees_with_the_exact_one() -> None:
    ratings, _ = simulated(200, 60, 4, seed=5)
    exact = fit(ratings)
    design = effects.lay_out(ratings)
    quick = fitting._crowded(ratings, design, crowded.fit(design))
    for name in ("item", "rater", "noise"):
        assert getattr(quick.best, name) == pytest.approx(getattr(exact.best, name), rel=0.04)
    assert np.abs(quick.items.mean - exact.items.mean).max() < 0.05
    assert quick.items.sd == pytest.approx(exact.items.sd, rel=0.06)
    errors = [float(np.sqrt(np.mean((each.foretold - ratings.score) ** 2))) for each in (quick, exact)]
    assert errors[0] == pytest.approx(errors[1], rel=0.005)
    for ends in zip(*(each.interval(icc) for each in (quick, exact)), strict=True):
        assert ends[0] == pytest.approx(ends[1], abs=0.02)


def test_many_raters_of_many_items_are_fitted_and_covered() -> None:
    ratings, quality = simulated(5_000, 2_000, 4, seed=8)
    found = fit(ratings)
    assert not found.is_exact
    low, high = found.interval(icc)
    assert low < 1.0 / 3.0 < high
    assert np.mean(np.abs(found.items.mean - quality) < 1.6449 * found.items.sd) == pytest.approx(0.9, abs=0.02)


def test_averaging_over_the_posterior_adds_the_spread_within_to_the_spread_between() -> None:
    """Var = E[Var] + Var[E]: of two nodes with weights ¾ and ¼, means 1 and 5, variances 2 and 4: 2.5 and 3."""
    found = fitting._average(
        np.array([0.75, 0.25]), [(np.array([1.0]), np.array([2.0])), (np.array([5.0]), np.array([4.0]))]
    )
    assert found.mean.tolist() == [2.0]
    assert found.sd.tolist() == pytest.approx([math.sqrt(2.5 + 3.0)])


@settings(max_examples=8)
@given(seed=st.integers(0, 10_000), n_items=st.integers(3, 12), n_each=st.integers(2, 4))
def test_the_middle_of_a_figure_lies_within_its_interval(seed: int, n_items: int, n_each: int) -> None:
    found = fit(simulated(n_items, 0, n_each, seed=seed, sizes=(0.05, 0.0, 1.0))[0])
    low, high = found.interval(icc)
    assert low <= found.middle(icc) <= high


def test_raters_who_rated_once_each_are_noise() -> None:
    ratings, _ = simulated(20, 0, 3, seed=2)
    alone = collect(ratings.item.tolist(), list(range(ratings.n)), ratings.score.tolist())[0]
    assert fit(alone).best == fit(ratings).best
    assert not len(fit(alone).raters.mean)


def test_the_shrunk_mean_beats_the_raw_one_on_ratings_left_out() -> None:
    ratings, _ = simulated(400, 0, 3, seed=4)
    found = fit(ratings)
    held = hold_out(found.ratings, found.foretold, found.foretold_variance)
    assert held.n == ratings.n
    assert held.model.rmse < min(held.raw.rmse, held.constant.rmse)
    assert held.model.log > max(held.raw.log, held.constant.log)
    assert held.constant.rmse == pytest.approx(math.sqrt(np.var(ratings.score)) * ratings.n / (ratings.n - 1), rel=1e-9)


@pytest.mark.parametrize(
    ("name", "key", "expected", "rmse", "gain"),
    [
        ("iclr2021_ratings_20201111.tsv", "", 0.210, 1.36, 0.045),
        ("iclr2022_ratings_final.tsv", "paper_id", 0.417, 1.50, 0.12),
    ],
)
def test_real_reviews_have_the_reliability_and_the_errors_of_the_study(
    realdata: Callable[[str], Path], name: str, key: str, expected: float, rmse: float, gain: float
) -> None:
    from studies.ratings import read_wide

    ratings = read_wide(f"iclr_ratings/{name}", key)(realdata(f"iclr_ratings/{name}").parents[1])
    found = fit(ratings)
    held = hold_out(found.ratings, found.foretold, found.foretold_variance)
    assert found.best.icc == pytest.approx(expected, abs=0.01)
    assert held.model.rmse <= rmse
    assert held.model.log - held.constant.log >= gain
    assert held.by_levels is not None
    assert held.by_levels.latent - held.by_levels.gaussian > 0.01


def test_real_grants_have_the_reliability_and_the_error_of_the_study(realdata: Callable[[str], Path]) -> None:
    from studies.ratings import read_grants

    found = fit(read_grants(realdata("grant_review/AIBS.csv").parents[1]))
    assert found.best.icc == pytest.approx(0.371, abs=0.01)
    assert hold_out(found.ratings, found.foretold, found.foretold_variance).model.rmse <= 0.72


@pytest.mark.parametrize("limit", ["MOST_MIXED", "MOST_MIXED_RATINGS"])
def test_up_to_its_limit_and_no_further_a_fit_is_averaged_over_the_posterior(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ratings, _ = simulated(9, 4, 3, seed=3)
    n = effects.lay_out(ratings).n_narrow if limit == "MOST_MIXED" else ratings.n
    sds = []
    for most in (n - 1, n, n + 1):
        monkeypatch.setattr(fitting, limit, most)
        sds.append(fit(ratings).items.sd.tolist())
    assert sds[1] == sds[2]
    assert sds[0] != sds[1]
