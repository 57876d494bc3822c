"""Chances of levels, and panels that decide anew."""

import math

import numpy as np
import pytest

from acumen.judgment.ratings import ordinal as level
from acumen.judgment.ratings.mixed_model import Floats, Ints, collect
from acumen.judgment.ratings.panels import level_flip, split
from acumen.judgment.ratings.published import of_mean
from acumen.judgment.ratings.two_panels import flip_prob

LEVELS = np.array([1.0, 3.0, 5.0, 6.0, 8.0, 10.0])


def marked(n_items: int, n_each: int, *, seed: int, icc: float = 0.4) -> tuple[list[int], Floats, Ints]:
    """Ratings of a latent quality cut at uneven thresholds."""
    rng = np.random.default_rng(seed)
    item = np.repeat(np.arange(n_items), n_each)
    latent = np.sqrt(icc) * rng.standard_normal(n_items)[item] + np.sqrt(1.0 - icc) * rng.standard_normal(len(item))
    code = np.searchsorted(np.array([-1.8, -0.9, -0.1, 0.5, 1.6]), latent)
    return item.tolist(), LEVELS[code], code.astype(np.int64)


def test_cells_of_a_gaussian_sum_to_one_and_reweighted_ones_have_the_frequencies_of_the_levels() -> None:
    _, score, code = marked(300, 3, seed=1)
    cells = level.cut(np.full(900, score.mean()), np.full(900, score.std()), LEVELS)
    assert cells.sum(axis=1) == pytest.approx(1.0, abs=1e-9)
    probs = level.apply(cells, level.reweigh(cells, code))
    assert probs.mean(axis=0) == pytest.approx(np.bincount(code) / 900, abs=2e-3)


def test_a_gaussian_is_cut_half_way_between_neighbouring_levels() -> None:
    below = [0.5 * math.erfc(-(edge - 4.0) / 2.0 / math.sqrt(2.0)) for edge in (2.0, 4.0, 5.5, 7.0, 9.0)]
    wanted = np.diff([0.0, *below, 1.0])
    found = level.cut(np.array([4.0, 1e3]), np.array([2.0, 1.0]), LEVELS)
    assert found[0] == pytest.approx(wanted, abs=1e-12)
    assert found[1] == pytest.approx([1e-12] * 5 + [1.0], abs=1e-15)  # never quite impossible


def test_reweighed_cells_have_the_frequencies_with_half_a_rating_more_for_each_level() -> None:
    cells = np.array([[0.5, 0.3, 0.2], [0.2, 0.3, 0.5]])
    probs = level.apply(cells, level.reweigh(cells, np.array([0, 0, 0, 1])))
    assert probs.mean(axis=0) == pytest.approx(np.array([3.5, 1.5, 0.5]) / 5.5, abs=1e-6)
    assert level.apply(cells, np.array([2.0, 1.0, 1.0]))[0] == pytest.approx([1.0 / 1.5, 0.3 / 1.5, 0.2 / 1.5])


def test_levels_are_counted_by_item() -> None:
    counts = level.count(np.array([0, 0, 2, 2, 2]), np.array([1, 1, 0, 2, 1]), n_items=3, n_levels=3)
    assert counts.tolist() == [[0.0, 2.0, 0.0], [0.0, 0.0, 0.0], [1.0, 1.0, 1.0]]


TWO_KINDS = level.LevelModel(
    nodes=np.array([-1.0, 1.0]), prior=np.array([0.25, 0.75]), probs=np.array([[0.6, 0.3, 0.1], [0.1, 0.3, 0.6]])
)


def test_the_next_rating_follows_from_those_before_by_bayes() -> None:
    found = TWO_KINDS.following(np.array([[0.0, 0.0, 0.0], [2.0, 0.0, 1.0]]))
    assert found[0] == pytest.approx(0.25 * TWO_KINDS.probs[0] + 0.75 * TWO_KINDS.probs[1])
    first, second = 0.25 * 0.6**2 * 0.1, 0.75 * 0.1**2 * 0.6
    assert found[1] == pytest.approx((first * TWO_KINDS.probs[0] + second * TWO_KINDS.probs[1]) / (first + second))


def test_simulated_ratings_of_one_item_go_together_and_have_the_chances_of_the_model() -> None:
    codes = TWO_KINDS.draw(np.random.default_rng(3), n_items=20_000, n_each=2)
    joint = np.einsum("k,ki,kj->ij", TWO_KINDS.prior, TWO_KINDS.probs, TWO_KINDS.probs)
    found = np.bincount(3 * codes[:, 0] + codes[:, 1], minlength=9).reshape(3, 3) / 20_000
    assert np.abs(found - joint).max() < 4.0 * np.sqrt(0.25 / 20_000)


def test_a_level_that_no_rating_has_keeps_a_chance() -> None:
    item, _, code = marked(80, 3, seed=2)
    kept = np.where(code == 5, 4, code)
    counts = level.count(np.array(item), kept, n_items=80, n_levels=6)
    following = level.fit(counts).following(counts)
    assert (following > 0.0).all()
    assert following.sum(axis=1) == pytest.approx(1.0, abs=1e-9)
    assert following[:, 5].max() < 0.05


def test_the_latent_way_foretells_levels_better_than_their_frequencies_and_close_to_the_truth() -> None:
    item, _, code = marked(1500, 4, seed=3)
    counts = level.count(np.array(item), code, n_items=1500, n_levels=6)
    model = level.fit(counts)
    probs = level.left_out(model, counts, np.array(item), code)
    share = np.bincount(code) / len(code)
    gain = np.log(probs[np.arange(len(code)), code]).mean() - np.log(share[code]).mean()
    assert gain > 0.1
    # Calibrated: of the ratings, as many have the top two levels as was said, in each fifth of what was said.
    said, seen = probs[:, 4:].sum(axis=1), code >= 4
    for group in np.array_split(np.argsort(said), 5):
        error = np.sqrt(max(said[group].mean() * (1.0 - said[group].mean()) / len(group), 1e-6))
        assert seen[group].mean() == pytest.approx(said[group].mean(), abs=4.0 * error)


def test_leaving_out_uses_only_the_other_ratings_of_an_item() -> None:
    item, _, code = marked(50, 2, seed=4)
    counts = level.count(np.array(item), code, n_items=50, n_levels=6)
    model = level.fit(counts)
    probs = level.left_out(model, counts, np.array(item), code)
    alone = np.zeros((1, 6))
    alone[0, code[1]] = 1.0
    assert probs[0] == pytest.approx(model.following(alone)[0], abs=1e-12)


def test_flips_in_splits_agree_with_what_both_models_say() -> None:
    item, score, code = marked(3000, 4, seed=5)
    ratings = collect(item, None, score.tolist())[0]
    rng = np.random.default_rng(0)
    real = split(ratings, 2, 0.3, rng=rng)
    assert real is not None
    assert real.n_items == 3000
    assert real.flip == pytest.approx(flip_prob(0.3, real.correlation), abs=0.03)
    assert real.correlation == pytest.approx(of_mean(0.37, 2), abs=0.04)  # a little below .4: levels are coarse
    assert level_flip(ratings, LEVELS, code, 2, 0.3, rng=rng) == pytest.approx(real.flip, abs=3.0 * real.flip_error)


def test_too_few_items_give_no_split() -> None:
    item, score, _ = marked(29, 4, seed=6)
    assert split(collect(item, None, score.tolist())[0], 2, 0.3, rng=np.random.default_rng(0)) is None


def test_thirty_items_give_a_split_and_two_panels_that_agree_change_nothing() -> None:
    item = np.repeat(np.arange(30), 4).tolist()
    ratings = collect(item, None, [float(one) for one in item])[0]
    found = split(ratings, 2, 0.2, rng=np.random.default_rng(0))
    assert found is not None
    assert (found.n_raters, found.n_items, found.flip, found.flip_error) == (2, 30, 0.0, 0.0)
    assert found.correlation == pytest.approx(1.0)
    assert split(ratings, 3, 0.2, rng=np.random.default_rng(0)) is None  # no item has six ratings


def test_where_scores_hardly_differ_the_lists_are_drawn_and_nothing_correlates() -> None:
    scores = [1.0] * 799 + [2.0]
    ratings = collect(np.repeat(np.arange(400), 2).tolist(), None, scores)[0]
    found = split(ratings, 1, 0.25, rng=np.random.default_rng(0))
    assert found is not None
    assert found.correlation == 0.0  # of a panel all of whose scores are equal
    assert found.flip == pytest.approx(0.75, abs=0.03)  # by chance alone the other list has a quarter of them
    assert found.flip_error == pytest.approx(math.sqrt(found.flip * (1.0 - found.flip) / 100))
