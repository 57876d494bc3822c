"""Chances of levels, and panels that decide anew."""

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
