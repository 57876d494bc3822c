"""Rate: how good each item is, given what raters said, and how far such ratings can be trusted."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Sequence

import numpy as np
from scipy.special import ndtr, ndtri

from acumen.borders.doing import doing
from acumen.errors import UsageError
from acumen.judgment.ratings import fitting, panels
from acumen.judgment.ratings import ordinal as level
from acumen.judgment.ratings.cross_validation import Holdout, encode, hold_out
from acumen.judgment.ratings.fitting import Fitted
from acumen.judgment.ratings.mixed_model import Floats, Ratings, collect
from acumen.judgment.ratings.published import of_mean, raters_for
from acumen.judgment.ratings.two_panels import flip_prob, flip_probs
from acumen.results.ratings import (
    CriterionRated,
    Figure,
    ItemRated,
    Needed,
    RaterRated,
    RatingsFitted,
    Splits,
    Variances,
)
from acumen.tables.ratings import Columns, GatheredRatings, gather, naming
from acumen.tables.table import Form
from acumen.tables.ways import Told
from acumen.version import __version__

Z90 = 1.6448536269514722
WANTED = (0.5, 0.7, 0.8, 0.9)
SPREAD_SHRINK = 4.0  # ratings of the usual spread that a rater's own are mixed with
SCORE_HINT = "a score is a number, alone, out of how many (`8/10`), or before its label (`6: weak accept`)"
MOST_PANEL = 2  # raters in each of the two panels of a real split, at most
TALKED = (
    "Where raters talked before they scored, another panel that did not talk to them agrees less than this says: "
    "--committee takes a column that tells panels apart."
)


@doing("fitting the ratings")
def rate(
    path: str,
    columns: Columns,
    *,
    weights: dict[str, float] | None = None,
    accept: float | None = None,
    panel: int | None = None,
    wanted: Sequence[float] = WANTED,
    is_held_out: bool = False,
    is_low_good: bool = False,
    seed: int = 0,
    written: tuple[Form, Told] | None = None,
) -> RatingsFitted:
    """Read a file of ratings and say what they are worth; `accept`: the share of items that is accepted.

    `is_low_good`: 1 is the best mark, so the accepted items are those with the lowest.
    """
    _check(accept, panel)
    gathered = gather(path, columns, weights=weights, written=written)
    ratings, items, raters = _collect(gathered)
    fitted = fitting.fit(ratings, seed=seed)
    size = panel or max(1, round(float(np.median(ratings.per_item))))
    icc_mean, flip, note = _panels(gathered, fitted, size, accept)
    held = hold_out(fitted.ratings, fitted.foretold, fitted.foretold_variance) if is_held_out else None
    return RatingsFitted(
        source=path,
        n_ratings=ratings.n,
        n_items=ratings.n_items,
        n_raters=len([name for name in raters if name]) if gathered.raters is not None else None,
        mean=fitted.mean,
        variances=_variances(fitted),
        icc=_figure(fitted, fitting.icc),
        panel=size,
        is_by_committee=gathered.committees is not None,
        icc_mean=icc_mean,
        needed=tuple(_needed(fitted, each) for each in wanted),
        accept=accept,
        is_low_good=is_low_good,
        flip=flip,
        splits=None if accept is None else _splits(fitted, accept, is_low_good, np.random.default_rng(seed)),
        holdout=held,
        criteria=_criteria(gathered, seed),
        levels=_levels(fitted.ratings),
        items=_items(fitted, items, accept, held, is_low_good),
        raters=_raters(fitted, raters),
        notes=(*gathered.notes, *_notes(fitted, gathered), *note),
        problems=tuple(str(problem) for problem in gathered.problems),
        version=__version__,
    )


def _collect(gathered: GatheredRatings) -> tuple[Ratings, list[str], list[str]]:
    with naming(gathered.problems, SCORE_HINT):
        return collect(gathered.items, gathered.raters, gathered.scores)


def _check(accept: float | None, panel: int | None) -> None:
    if accept is not None and not 0.0 < accept < 1.0:
        raise UsageError(f"expected a share accepted between 0 and 1, found {accept:g}", hint="write 30% or 0.3")
    if panel is not None and panel < 1:
        raise UsageError(
            f"expected a panel of at least one rater, found {panel}", hint="name how many raters an item has: --panel 3"
        )


def committee_reliability(
    path: str,
    columns: Columns,
    *,
    panel: int | None = None,
    seed: int = 0,
    written: tuple[Form, Told] | None = None,
) -> tuple[float, str]:
    """The reliability of a panel's mean, fitted to a file of ratings, and a sentence that says so."""
    found = rate(path, columns, panel=panel, seed=seed, written=written)
    figure = found.icc_mean
    said = f"the mean of {found.panel} raters in {path}: {figure.value:.2f}, 90 % from {figure.low:.2f} to {figure.high:.2f}"
    return min(figure.value, 0.99), said


def _figure(fitted: Fitted, figure: Callable[[Floats, Floats, Floats], Floats]) -> Figure:
    """The middle of a figure's posterior, and 90 % of it."""
    low, high = fitted.interval(figure)
    return Figure(value=fitted.middle(figure), low=low, high=high)


def _variances(fitted: Fitted) -> Variances:
    rater = _figure(fitted, lambda _, rater, __: rater) if fitted.ratings.n_raters else None
    return Variances(
        item_variance=_figure(fitted, lambda item, _, __: item),
        rater_variance=rater,
        noise_variance=_figure(fitted, lambda _, __, noise: noise),
    )


def _panels(
    gathered: GatheredRatings, fitted: Fitted, size: int, accept: float | None
) -> tuple[Figure, Figure | None, tuple[str, ...]]:
    """Reliability of a panel's mean, flips, and what they rest on: committees where they are told apart, else raters."""
    if gathered.committees is not None:
        source, note = _fit_committees(gathered)
        size = 1
    else:
        source, note = fitted, TALKED
    reliability = _figure(
        source,
        lambda *parts: np.asarray(of_mean(fitting.icc(*parts), size)),  # type: ignore[arg-type]
    )
    if accept is None:
        return reliability, None, (note,)
    flip = _figure(
        source,
        lambda *parts: flip_probs(accept, np.asarray(of_mean(fitting.icc(*parts), size))),  # type: ignore[arg-type]
    )
    return reliability, flip, (note,)


def _fit_committees(gathered: GatheredRatings) -> tuple[Fitted, str]:
    """One rating per item and committee: its mean. Their one-way fit has the correlation between committees."""
    sums: dict[tuple[str, str | None], list[float]] = {}
    for item, committee, score in zip(gathered.items, gathered.committees or (), gathered.scores, strict=True):
        sums.setdefault((item, committee), []).append(score)
    means = [sum(scores) / len(scores) for scores in sums.values()]
    ratings, _, _ = collect([item for item, _ in sums], None, means)
    n_twice = int((ratings.per_item > 1).sum())
    said = f"The reliability of a panel is fitted between committees, on {n_twice} items that two or more judged."
    return fitting.fit(ratings), said


def _needed(fitted: Fitted, wanted: float) -> Needed:
    low, high = fitted.interval(fitting.icc)
    return Needed(
        reliability=wanted,
        n_raters=_whole(raters_for(fitted.middle(fitting.icc), wanted)),
        low=_whole(raters_for(high, wanted)),
        high=_whole(raters_for(low, wanted)),
    )


def _whole(raters: float) -> int | None:
    return None if not math.isfinite(raters) or raters > 1e6 else max(1, math.ceil(raters - 1e-9))  # noqa: PLR2004


def _splits(fitted: Fitted, accept: float, is_low_good: bool, rng: np.random.Generator) -> Splits | None:  # noqa: FBT001
    """The largest panels, up to two raters, of which thirty items or more have two."""
    ratings = fitted.ratings
    if is_low_good:
        ratings = dataclasses.replace(ratings, score=-ratings.score)
    for size in range(MOST_PANEL, 0, -1):
        found = panels.split(ratings, size, accept, rng=rng)
        if found is not None:
            coded = encode(ratings.score)
            by_levels = coded and panels.level_flip(ratings, *coded, size, accept, rng=rng)
            return Splits(
                n_raters=size,
                n_items=found.n_items,
                flip_prob=found.flip,
                flip_error=found.flip_error,
                correlation=found.correlation,
                flip_gaussian=flip_prob(accept, of_mean(fitted.best.icc, size)),
                flip_levels=by_levels,
            )
    return None


def _criteria(gathered: GatheredRatings, seed: int) -> tuple[CriterionRated, ...]:
    found = []
    for name, scores in gathered.criteria.items():
        fitted = fitting.fit(collect(gathered.items, gathered.raters, scores)[0], seed=seed)
        figure = _figure(fitted, fitting.icc)
        found.append(CriterionRated(criterion=name, weight=gathered.weights[name], icc=figure))
    return tuple(found)


def _levels(ratings: Ratings) -> tuple[float, ...]:
    coded = encode(ratings.score)
    return tuple(coded[0].tolist()) if coded else ()


def _items(
    fitted: Fitted,
    names: list[str],
    accept: float | None,
    held: Holdout | None,
    is_low_good: bool,  # noqa: FBT001
) -> tuple[ItemRated, ...]:
    ratings, mean, sd = fitted.ratings, fitted.items.mean, fitted.items.sd
    counts = ratings.per_item
    raw = np.bincount(ratings.item, weights=ratings.score, minlength=ratings.n_items) / counts
    chances = None
    if accept is not None:
        sign = -1.0 if is_low_good else 1.0
        bar = fitted.mean + sign * math.sqrt(max(fitted.best.item, 1e-12)) * float(-ndtri(accept))
        chances = ndtr(sign * (mean - bar) / np.maximum(sd, 1e-12))
    nexts = _next_levels(fitted, held)
    found = [
        ItemRated(
            item=name,
            n=int(counts[at]),
            raw_mean=float(raw[at]),
            mean=float(mean[at]),
            sd=float(sd[at]),
            low=float(mean[at] - Z90 * sd[at]),
            high=float(mean[at] + Z90 * sd[at]),
            accept_prob=None if chances is None else float(chances[at]),
            next_levels=() if nexts is None else tuple(nexts[at].tolist()),
        )
        for at, name in enumerate(names)
    ]
    return tuple(sorted(found, key=lambda item: item.mean if is_low_good else -item.mean))


def _next_levels(fitted: Fitted, held: Holdout | None) -> Floats | None:
    """(n_items, n_levels) chances for one more rating, the way that did best when held out (or the latent one)."""
    coded = encode(fitted.ratings.score)
    if coded is None:
        return None
    levels, code = coded
    ratings, best = fitted.ratings, fitted.best
    way = held.by_levels.best if held is not None and held.by_levels is not None else "latent"
    if way == "latent":
        counts = level.count(ratings.item, code, n_items=ratings.n_items, n_levels=len(levels))
        return level.fit(counts).following(counts)
    cells = level.cut(fitted.items.mean, np.sqrt(fitted.items.sd**2 + best.rater + best.noise), levels)
    if way == "gaussian":
        return cells
    seen = level.cut(fitted.foretold, np.sqrt(fitted.foretold_variance), levels)
    return level.apply(cells, level.reweigh(seen, code))


def _raters(fitted: Fitted, names: list[str]) -> tuple[RaterRated, ...]:
    ratings = fitted.ratings
    if not ratings.n_raters:
        return ()
    counts = ratings.per_rater
    noise = fitted.best.noise
    squares = (ratings.score - fitted.foretold) ** 2 * noise / fitted.foretold_variance
    total = np.bincount(ratings.rater, weights=squares, minlength=ratings.n_raters)
    spread = np.sqrt((total + SPREAD_SHRINK * noise) / (counts + SPREAD_SHRINK))
    mean, sd = fitted.raters.mean, fitted.raters.sd
    found = [
        RaterRated(
            rater=name,
            n=int(counts[at]),
            severity=float(mean[at]),
            sd=float(sd[at]),
            low=float(mean[at] - Z90 * sd[at]),
            high=float(mean[at] + Z90 * sd[at]),
            spread=float(spread[at]),
        )
        for at, name in enumerate(names)
        if name
    ]
    return tuple(sorted(found, key=lambda rater: rater.severity))


def _notes(fitted: Fitted, gathered: GatheredRatings) -> list[str]:
    notes = []
    if gathered.raters is not None and not fitted.ratings.n_raters:
        notes.append("Raters can't be told from noise: each rated once, or there is only one of them.")
    if fitted.best.item == 0.0:
        notes.append("The best estimate of the items' variance is 0: these ratings do not tell items apart.")
    if not fitted.is_exact:
        notes.append(
            "Many items and many raters: variances by random traces, errors of single items and raters to first order."
        )
    return notes
