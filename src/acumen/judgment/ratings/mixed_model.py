"""Scores as item + rater + noise: the mixed-model equations of a crossed design, solved by removing one factor.

With noise variance 1 and ratios u = log(σ²_effect/σ²_noise) the equations of Henderson (1975, doi:10.2307/2529430) have the
matrix C = [[D, B], [B′, X′X + Λ]]: D, diagonal, belongs to the factor with more levels (the *wide* one), X holds the mean
and the other (*narrow*) factor. Removing D leaves S = X′X + Λ − B′D⁻¹B, dense. Up to a constant

    −2·log L = (N−1)·log RSS + log|C| + Σ q·u,     q levels of each effect

is both the restricted likelihood with σ² at its best and the posterior density of the ratios under flat μ and 1/σ² (Harville
1974, doi:10.1093/biomet/61.2.383; Patterson and Thompson 1971): given the ratios, RSS/σ² is χ² with N − 1 degrees.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse

from acumen.errors import UsageError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

DENSE = 0.05  # share of cells that are not 0
N_SMALL = 50_000  # cells
N_CHUNK = 4_000  # rows of a quadratic form at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratings:
    """Scores by item and rater, as numbers from 0; every level of both occurs. `n_raters` is 0 where raters are unknown."""

    item: Ints  # (n,)
    rater: Ints  # (n,); all 0 where raters are unknown
    score: Floats  # (n,)
    n_items: int
    n_raters: int

    @property
    def n(self) -> int:
        """How many ratings."""
        return len(self.score)

    @property
    def per_item(self) -> Floats:
        """(n_items,) ratings of each."""
        return np.bincount(self.item, minlength=self.n_items).astype(float)

    @property
    def per_rater(self) -> Floats:
        """(n_raters,) ratings by each."""
        return np.bincount(self.rater, minlength=self.n_raters).astype(float) if self.n_raters else np.zeros(0)


def collect(
    items: Sequence[object], raters: Sequence[object | None] | None, scores: Sequence[float]
) -> tuple[Ratings, list[str], list[str]]:
    """Ratings from names, and the names of items and raters in the order they first occur.

    A rater None is an unknown one, who rated nothing else, and has the name "".
    """
    item_names, item = number([str(name) for name in items])
    rater, rater_names = np.zeros(len(scores), dtype=np.int64), []
    if raters is not None:
        keys = [f"?{at}" if name is None else f"={name}" for at, name in enumerate(raters)]
        known, rater = number(keys)
        rater_names = ["" if key.startswith("?") else key[1:] for key in known]
    score = np.asarray(scores, dtype=float)
    found = Ratings(item=item, rater=rater, score=score, n_items=len(item_names), n_raters=len(rater_names))
    return check(found), item_names, rater_names


def number(names: Sequence[str]) -> tuple[list[str], Ints]:
    """Each name once, in the order they first occur, and where each of `names` is among them."""
    places: dict[str, int] = {}
    codes = np.array([places.setdefault(name, len(places)) for name in names], dtype=np.int64)
    return list(places), codes


def check(ratings: Ratings) -> Ratings:
    """The same ratings, or UsageError where they say nothing about items: too few, or not one item rated twice."""
    if ratings.n_items < 2 or not (ratings.per_item > 1).any():  # noqa: PLR2004 -- two items, one of them rated twice
        found = f"{ratings.n} ratings of {ratings.n_items} items, none rated twice"
        found = found if ratings.n_items > 1 else f"{ratings.n} ratings of {ratings.n_items} item"
        raise UsageError(
            f"expected at least two items, one of them rated twice, found {found}",
            hint="noise shows only where an item has two ratings: collect a second one of some of them",
        )
    if not np.isfinite(ratings.score).all():
        raise UsageError("expected finite scores", hint="leave such rows out")
    if float(np.ptp(ratings.score)) == 0.0:
        raise UsageError(
            f"expected scores that differ, found {ratings.score[0]:g} every time",
            hint="nothing can be told from scores that are all the same",
        )
    return ratings


@dataclass(frozen=True, kw_only=True)
class Design:
    """What does not change with the ratios: counts, sums, which factor is removed."""

    ratings: Ratings
    is_item_wide: bool
    wide: Ints  # (n,) level of the wide factor
    narrow: Ints  # (n,) column of X besides the mean, from 1; 0 where there is no narrow factor
    counts: Floats  # (n_wide,)
    cross: sparse.csr_matrix  # (n_wide, 1 + n_narrow) B
    gram: sparse.csr_matrix  # (1 + n_narrow,) * 2  X′X
    centre: float  # taken off the scores
    sums_wide: Floats
    sums_narrow: Floats
    square: float

    @property
    def n_narrow(self) -> int:
        """Levels of the narrow factor."""
        return int(self.cross.shape[1]) - 1

    @cached_property
    def tables(self) -> tuple[Floats | sparse.csr_matrix, Floats]:
        """B and X′X as the equations take them: B dense where a sparse product has little to skip, or little to do at all."""
        n_cells = self.cross.shape[0] * self.cross.shape[1]
        is_dense = n_cells <= N_SMALL or self.cross.nnz > DENSE * n_cells
        return self.cross.toarray() if is_dense else self.cross, self.gram.toarray()

    def lift(self, diagonal: Floats) -> Floats | sparse.csr_matrix:
        """D⁻¹B."""
        cross, _ = self.tables
        if isinstance(cross, np.ndarray):
            return cross / diagonal[:, None]
        scaled = cross.copy()
        scaled.data /= np.repeat(diagonal, np.diff(cross.indptr))
        return scaled


def lay_out(ratings: Ratings) -> Design:
    """Counts and sums; the factor with more levels is the wide one, items where raters are unknown."""
    is_item_wide = ratings.n_items >= ratings.n_raters
    wide, other = (ratings.item, ratings.rater) if is_item_wide else (ratings.rater, ratings.item)
    n_wide, n_other = (ratings.n_items, ratings.n_raters) if is_item_wide else (ratings.n_raters, ratings.n_items)
    n, centre = ratings.n, float(ratings.score.mean())
    y = ratings.score - centre
    narrow = other + 1 if n_other else np.zeros(n, dtype=np.int64)
    rows = np.arange(n)
    columns = np.concatenate([np.zeros(n, dtype=np.int64), narrow]) if n_other else np.zeros(n, dtype=np.int64)
    every = np.concatenate([rows, rows]) if n_other else rows
    x = sparse.csr_matrix((np.ones(len(every)), (every, columns)), shape=(n, 1 + n_other))
    z = sparse.csr_matrix((np.ones(n), (rows, wide)), shape=(n, n_wide))
    return Design(
        ratings=ratings,
        is_item_wide=is_item_wide,
        wide=wide,
        narrow=narrow,
        counts=np.bincount(wide, minlength=n_wide).astype(float),
        cross=sparse.csr_matrix(z.T @ x),
        gram=sparse.csr_matrix(x.T @ x),
        centre=centre,
        sums_wide=np.asarray(np.bincount(wide, weights=y, minlength=n_wide), dtype=float),
        sums_narrow=np.asarray(x.T @ y),
        square=float(y @ y),
    )


@dataclass(frozen=True, kw_only=True)
class Solved:
    """The equations solved at given ratios; variances are in units of the noise."""

    design: Design
    log_density: float  # of the ratios, up to a constant
    rss: float
    mean: float
    item_effects: Floats  # (n_items,)
    rater_effects: Floats  # (n_raters,)
    diagonal: Floats  # (n_wide,) D
    factor: tuple[Floats, bool]  # of S, after Cholesky

    @cached_property
    def inverse(self) -> Floats:
        """(1 + n_narrow,) * 2  S⁻¹."""
        return np.asarray(linalg.cho_solve(self.factor, np.eye(1 + self.design.n_narrow)))

    @property
    def noise(self) -> float:
        """The REML noise variance at these ratios: RSS/(N − 1)."""
        return self.rss / (self.design.ratings.n - 1)

    def item_units(self) -> Floats:
        """(n_items,) Var(μ + item)/σ²."""
        if self.design.is_item_wide:
            return 1.0 / self.diagonal + self._form(-self._lift(), is_with_mean=True)
        own = np.diag(self.inverse)
        return np.asarray(self.inverse[0, 0] + own[1:] + 2.0 * self.inverse[0, 1:])

    def rater_units(self) -> Floats:
        """(n_raters,) Var(rater)/σ²."""
        if not self.design.ratings.n_raters:
            return np.zeros(0)
        if self.design.is_item_wide:
            return np.asarray(np.diag(self.inverse)[1:])
        return 1.0 / self.diagonal + self._form(-self._lift(), is_with_mean=False)

    def leverages(self) -> Floats:
        """(n,) h: how much of itself a fitted score is; the left-out residual is (y − ŷ)/(1 − h), its variance σ²/(1 − h)."""
        design = self.design
        rows = -self._lift()[design.wide]
        return np.asarray(1.0 / self.diagonal[design.wide] + self._form(rows, is_with_mean=True, narrow=design.narrow))

    def fitted(self) -> Floats:
        """(n,) μ + item + rater."""
        ratings = self.design.ratings
        rater = self.rater_effects[ratings.rater] if ratings.n_raters else 0.0
        return np.asarray(self.mean + self.item_effects[ratings.item] + rater)

    def _lift(self) -> sparse.csr_matrix:
        """M = D⁻¹B."""
        return sparse.csr_matrix(self.design.lift(self.diagonal))

    def _form(self, rows: sparse.csr_matrix, *, is_with_mean: bool, narrow: Ints | None = None) -> Floats:
        """(n_rows,) w′S⁻¹w, w a row plus 1 for the mean and 1 at its column of the narrow factor."""
        found = np.empty(rows.shape[0])
        for start in range(0, rows.shape[0], N_CHUNK):
            part = rows[start : start + N_CHUNK].toarray()
            part[:, 0] += float(is_with_mean)
            if narrow is not None and self.design.n_narrow:
                part[np.arange(len(part)), narrow[start : start + N_CHUNK]] += 1.0
            found[start : start + N_CHUNK] = np.einsum("ij,ij->i", part @ self.inverse, part)
        return found


def solve(design: Design, log_ratios: Sequence[float] | Floats) -> Solved:
    """Solve at u = log(σ²_item/σ²_noise), and the same of raters where they are known."""
    ratios = np.exp(-np.asarray(log_ratios, dtype=float))  # λ = σ²_noise/σ²_effect
    wide_ratio = ratios[0] if design.is_item_wide else ratios[1]
    narrow_ratio = 0.0 if not design.n_narrow else ratios[1] if design.is_item_wide else ratios[0]
    diagonal = design.counts + wide_ratio
    (cross, gram), lift = design.tables, design.lift(diagonal)
    product = cross.T @ lift
    schur = gram - (product if isinstance(product, np.ndarray) else product.toarray())
    schur[np.arange(1, len(schur)), np.arange(1, len(schur))] += narrow_ratio
    factor = linalg.cho_factor(schur, lower=True)
    right = design.sums_narrow - lift.T @ design.sums_wide
    found = linalg.cho_solve(factor, right)
    effects = (design.sums_wide - cross @ found) / diagonal
    rss = design.square - float(found @ design.sums_narrow) - float(effects @ design.sums_wide)
    log_det = float(np.log(diagonal).sum()) + 2.0 * float(np.log(np.diag(factor[0])).sum())
    log_det -= len(diagonal) * math.log(wide_ratio) + (
        design.n_narrow * math.log(narrow_ratio) if design.n_narrow else 0.0
    )
    items, raters = (effects, found[1:]) if design.is_item_wide else (found[1:], effects)
    return Solved(
        design=design,
        log_density=-0.5 * ((design.ratings.n - 1) * math.log(max(rss, 1e-300)) + log_det),
        rss=rss,
        mean=design.centre + float(found[0]),
        item_effects=items,
        rater_effects=raters if design.ratings.n_raters else np.zeros(0),
        diagonal=diagonal,
        factor=factor,
    )
