"""Fit ratings: variances, every item and rater with its error, and each rating foretold from the others."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from acumen.judgment.ratings import mixed_model as effects
from acumen.judgment.ratings import sparse_mixed_model as crowded
from acumen.judgment.ratings import variance_components as variances
from acumen.judgment.ratings.mixed_model import Design, Floats, Ratings
from acumen.judgment.ratings.variance_components import ZERO, Fit, Shares

MOST_NARROW = 600  # levels of the smaller factor that dense equations carry
MOST_MIXED = 60  # up to here items are averaged over the posterior of the variances
MOST_MIXED_RATINGS = 20_000  # and up to here
LEAST_WEIGHT = 1e-3
ENDS = (0.05, 0.95)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """Posterior means and sds of the levels of one factor."""

    mean: Floats
    sd: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A fit of ratings; points throughout."""

    ratings: Ratings
    best: Shares  # restricted maximum likelihood
    draws: Floats  # (n_draws, 3) item, rater, noise variances from the posterior
    mean: float  # of all items
    items: Effects  # (n_items,) mean + item
    raters: Effects  # (n_raters,) severity: below 0 is strict
    foretold: Floats  # (n,) each rating from all others
    foretold_variance: Floats  # (n,)
    is_exact: bool  # False: traces by random vectors, errors of effects approximate

    def middle(self, figure: Callable[[Floats, Floats, Floats], Floats]) -> float:
        """The median of the same posterior as `interval`, so that it lies inside."""
        return float(np.median(figure(*self.draws.T)))

    def interval(self, figure: Callable[[Floats, Floats, Floats], Floats]) -> tuple[float, float]:
        """90 % of the posterior of a figure of the variances."""
        low, high = np.quantile(figure(*self.draws.T), ENDS)
        return float(low), float(high)


def icc(item: Floats, rater: Floats, noise: Floats) -> Floats:
    """Share of the item in one score."""
    return np.asarray(item / (item + rater + noise))


def fit(ratings: Ratings, *, seed: int = 0) -> Fitted:
    """Items, raters and noise; raters count only where one of them rated twice and they are fewer than the ratings."""
    ratings = _without_lone_raters(ratings)
    design = effects.lay_out(ratings)
    if design.n_narrow > MOST_NARROW:
        return _crowded(ratings, design, crowded.fit(design, seed=seed))
    return _dense(ratings, variances.fit(design, seed=seed))


def _without_lone_raters(ratings: Ratings) -> Ratings:
    """Raters who each rated once can't be told from noise."""
    if ratings.n_raters in (1, ratings.n):
        return Ratings(
            item=ratings.item,
            rater=np.zeros(ratings.n, dtype=np.int64),
            score=ratings.score,
            n_items=ratings.n_items,
            n_raters=0,
        )
    return ratings


def _dense(ratings: Ratings, found: Fit) -> Fitted:
    at_best = effects.solve(found.design, found.log_ratios)
    free = 1.0 - at_best.leverages()
    items, raters = _mixed(found)
    return Fitted(
        ratings=ratings,
        best=found.best,
        draws=found.draws,
        mean=at_best.mean,
        items=items,
        raters=raters,
        foretold=ratings.score - (ratings.score - at_best.fitted()) / free,
        foretold_variance=at_best.noise / free,
        is_exact=True,
    )


def _mixed(found: Fit) -> tuple[Effects, Effects]:
    """Means and sds over the nodes of the posterior, or at its heaviest node where there are many raters or ratings."""
    is_many = found.design.n_narrow > MOST_MIXED or found.design.ratings.n > MOST_MIXED_RATINGS
    kept = [int(found.weights.argmax())] if is_many else np.flatnonzero(found.weights > LEAST_WEIGHT).tolist()
    weights = found.weights[kept] / found.weights[kept].sum()
    degrees = max(1, found.design.ratings.n - 3)
    item, rater = [], []
    for node, rss in zip(found.nodes[kept], found.rss[kept], strict=True):
        solved = effects.solve(found.design, node)
        noise = rss / degrees
        item.append((solved.mean + solved.item_effects, noise * solved.item_units()))
        rater.append((solved.rater_effects, noise * solved.rater_units()))
    return _average(weights, item), _average(weights, rater)


def _average(weights: Floats, parts: list[tuple[Floats, Floats]]) -> Effects:
    """The law of total variance."""
    means, spreads = np.stack([mean for mean, _ in parts]), np.stack([spread for _, spread in parts])
    mean = weights @ means
    return Effects(mean=mean, sd=np.sqrt(weights @ (spreads + (means - mean) ** 2)))


def _crowded(ratings: Ratings, design: Design, found: crowded.CrowdedFit) -> Fitted:
    smoothed, noise = found.smoothed, found.best.noise
    wide = Effects(mean=smoothed.wide, sd=np.sqrt(noise * found.wide_units))
    narrow = Effects(mean=smoothed.narrow, sd=np.sqrt(noise * found.narrow_units))
    items, raters = (wide, narrow) if design.is_item_wide else (narrow, wide)
    mean = design.centre + smoothed.mean
    other = found.narrow_units[design.narrow - 1]
    ratio = _shrinkage(found, design)
    # h = 1/D + v·(1 − 1/D)² to first order, this rating's own weight in its item and in its rater; then to the known sum.
    leverage = ratio + other * (1.0 - ratio) ** 2
    leverage *= found.used / leverage.sum()
    free = 1.0 - np.minimum(leverage, 0.999)
    return Fitted(
        ratings=ratings,
        best=found.best,
        draws=found.draws,
        mean=mean,
        items=Effects(mean=mean + items.mean, sd=items.sd),
        raters=raters,
        foretold=ratings.score - (ratings.score - design.centre - smoothed.fitted) / free,
        foretold_variance=noise / free,
        is_exact=False,
    )


def _shrinkage(found: crowded.CrowdedFit, design: Design) -> Floats:
    """(n,) 1/D of each rating's level of the wide factor."""
    size = found.best.item if found.is_item_wide else found.best.rater
    ratio = found.best.noise / size if size > 0.0 else math.exp(-ZERO)
    return np.asarray(1.0 / (design.counts + ratio)[design.wide])
