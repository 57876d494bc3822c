"""Panels of raters: how often the list of accepted items would change, in real splits and under the model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from acumen.judgment.ratings import ordinal as level
from acumen.judgment.ratings.mixed_model import Floats, Ints, Ratings
from acumen.judgment.ratings.ordinal import LevelModel

N_SPLITS = 50
N_SIMULATED = 200_000
FEWEST_ITEMS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelSplit:
    """Two panels of `n_raters` out of the same items' ratings, many times over."""

    n_raters: int
    n_items: int
    flip: float  # share of one panel's accepts that the other does not accept, mean over splits
    correlation: float  # of the panels' means, mean over splits
    flip_error: float  # standard error, items drawn anew: √(f·(1−f)/accepts)


def split(ratings: Ratings, n_raters: int, accept: float, *, rng: np.random.Generator) -> PanelSplit | None:
    """Real splits of the items with at least 2·`n_raters` ratings; ties are broken at random. None for under 30 items."""
    per_item = ratings.per_item
    chosen = np.flatnonzero(per_item >= 2 * n_raters)
    if len(chosen) < FEWEST_ITEMS:
        return None
    order = np.argsort(ratings.item, kind="stable")
    starts = np.concatenate([[0], np.cumsum(per_item)[:-1]]).astype(np.int64)
    flips, correlations = [], []
    for _ in range(N_SPLITS):
        shuffled = order[np.lexsort((rng.random(ratings.n), ratings.item[order]))]
        first = starts[chosen][:, None] + np.arange(n_raters)
        panels = [ratings.score[shuffled[first + shift]].mean(axis=1) for shift in (0, n_raters)]
        flips.append(_flip(panels[0], panels[1], accept, rng))
        varied = min(float(np.ptp(panel)) for panel in panels) > 0.0
        correlations.append(float(np.corrcoef(panels[0], panels[1])[0, 1]) if varied else 0.0)
    flip = float(np.mean(flips))
    n_accepted = max(1, round(accept * len(chosen)))
    return PanelSplit(
        n_raters=n_raters,
        n_items=len(chosen),
        flip=flip,
        correlation=float(np.mean(correlations)),
        flip_error=float(np.sqrt(flip * (1.0 - flip) / n_accepted)),
    )


def _flip(first: Floats, second: Floats, accept: float, rng: np.random.Generator) -> float:
    """Share of the first panel's accepts that the second does not accept."""
    n_accepted = max(1, round(accept * len(first)))
    lists = [np.lexsort((rng.random(len(panel)), -panel))[:n_accepted] for panel in (first, second)]
    return 1.0 - len(np.intersect1d(lists[0], lists[1])) / n_accepted


def simulate_flip(
    model: LevelModel, levels: Floats, n_raters: int, accept: float, *, rng: np.random.Generator
) -> float:
    """The same of simulated items whose ratings are drawn from chances of levels: knows that scores tie."""
    codes: Ints = model.draw(rng, n_items=N_SIMULATED // (2 * n_raters), n_each=2 * n_raters)
    scores = levels[codes]
    return _flip(scores[:, :n_raters].mean(axis=1), scores[:, n_raters:].mean(axis=1), accept, rng)


def level_flip(
    ratings: Ratings, levels: Floats, code: Ints, n_raters: int, accept: float, *, rng: np.random.Generator
) -> float:
    """Fit chances of levels to the ratings, and simulate."""
    counts = level.count(ratings.item, code, n_items=ratings.n_items, n_levels=len(levels))
    return simulate_flip(level.fit(counts), levels, n_raters, accept, rng=rng)
