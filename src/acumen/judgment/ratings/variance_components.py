"""How much of a score is the item, the rater and noise: the restricted likelihood's best, and the whole posterior.

The posterior takes each way to share out the variance as equally likely before (uniform on the simplex of shares of item,
rater and noise), flat μ and 1/σ² for the total; it is computed on a grid of ratios, where everything else has a closed form.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize, minimize_scalar

from acumen.judgment.ratings.mixed_model import Design, Floats, Solved, solve

LOW, HIGH = -12.0, 12.0  # of u = log(σ²_effect/σ²_noise)
ZERO = -10.0  # a ratio below e^ZERO is none
DROP = 9.0  # of the log density, where the grid ends
N_GRID = 81  # nodes with one ratio
MOST_BEGUN_THRICE = 2_000  # ratings up to which the search is begun from three places
N_GRID_EACH = ((30, 11), (400, 9), (10**9, 5))  # levels of the narrow factor up to → nodes per ratio with two
N_DRAWS = 4_000
MIDDLE_PROBS = (0.05, 0.5, 0.95)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Variances of a score in squared points; `rater` is 0 where raters are unknown."""

    item: float
    rater: float
    noise: float

    @property
    def total(self) -> float:
        """Of one score."""
        return self.item + self.rater + self.noise

    @property
    def icc(self) -> float:
        """Share of the item in one score: its correlation with another rater's, 0 where nothing varies."""
        return self.item / self.total if self.total > 0.0 else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A restricted-likelihood fit and the posterior around it."""

    design: Design
    best: Shares  # REML
    log_ratios: tuple[float, ...]  # at the best
    nodes: Floats  # (n_nodes, n_ratios) u
    weights: Floats  # (n_nodes,) summing to 1
    rss: Floats  # (n_nodes,)
    draws: Floats  # (n_draws, 3) variances of item, rater, noise from the posterior

    def interval(self, figure: Callable[[Floats, Floats, Floats], Floats]) -> tuple[float, float]:
        """90 % of the posterior of a figure of (item, rater, noise)."""
        low, high = np.quantile(figure(*self.draws.T), (MIDDLE_PROBS[0], MIDDLE_PROBS[-1]))
        return float(low), float(high)


def fit(design: Design, *, seed: int = 0) -> Fit:
    """Fit a design that the dense equations can carry (some 1,500 levels of the narrow factor)."""
    n_ratios = 1 + bool(design.ratings.n_raters)
    best = _best(design, n_ratios, lambda solved, _: solved.log_density)
    centre = _best(design, n_ratios, lambda solved, u: solved.log_density + _log_prior(u))
    nodes, steps = _grid(design, centre)
    solved = [solve(design, node) for node in nodes]
    logs = np.array([each.log_density + _log_prior(node) for each, node in zip(solved, nodes, strict=True)])
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    rss = np.array([each.rss for each in solved])
    at_best = solve(design, best)
    return Fit(
        design=design,
        best=shares(best, at_best.noise),
        log_ratios=tuple(best),
        nodes=nodes,
        weights=weights,
        rss=rss,
        draws=_draw(nodes, weights, rss, steps, design.ratings.n - 1, np.random.default_rng(seed)),
    )


def shares(log_ratios: Sequence[float], noise: float) -> Shares:
    """Variances from ratios; a ratio at the floor is 0."""
    sizes = [noise * math.exp(u) if u > ZERO else 0.0 for u in log_ratios]
    return Shares(item=sizes[0], rater=sizes[1] if len(sizes) > 1 else 0.0, noise=noise)


def _log_prior(log_ratios: Sequence[float] | Floats) -> float:
    """Uniform on the simplex of shares, as a density of u: the product of the shares."""
    u = np.append(np.asarray(log_ratios, dtype=float), 0.0)
    return float(u.sum() - len(u) * np.logaddexp.reduce(u))


def _best(design: Design, n_ratios: int, density: Callable[[Solved, Floats], float]) -> list[float]:
    """The ratios of highest density, each within [LOW, HIGH]."""

    def loss(u: Floats | float) -> float:
        at = np.clip(np.atleast_1d(u), LOW, HIGH)
        return -density(solve(design, at), at) + float(np.abs(np.atleast_1d(u) - at).sum())

    if n_ratios == 1:
        found = minimize_scalar(loss, bounds=(LOW, HIGH), method="bounded", options={"xatol": 1e-8})
        at_floor = loss(LOW) <= float(found.fun) + 1e-9
        return [LOW if at_floor else float(found.x)]
    start = [-1.0, -2.0]
    tried = [
        minimize(loss, begin, method="Nelder-Mead", options={"xatol": 1e-5, "fatol": 1e-9, "maxfev": 400})
        for begin in (start, [LOW + 1.0, -2.0], [-1.0, LOW + 1.0])[: 3 if design.ratings.n <= MOST_BEGUN_THRICE else 1]
    ]
    best = min(tried, key=lambda each: float(each.fun))
    return [float(value) for value in np.clip(best.x, LOW, HIGH)]


def _grid(design: Design, centre: list[float]) -> tuple[Floats, Floats]:
    """Nodes over where the density is within `DROP` of its best along each axis, and the step of each ratio."""

    def log_density(u: Floats) -> float:
        return solve(design, u).log_density + _log_prior(u)

    n_each = N_GRID if len(centre) == 1 else next(n for most, n in N_GRID_EACH if design.n_narrow <= most)
    middle, top = np.array(centre), log_density(np.array(centre))
    axes = []
    for axis in range(len(centre)):
        ends = []
        for sign in (-1.0, 1.0):
            step, edge = 0.02, middle.copy()
            while LOW < edge[axis] < HIGH and top - log_density(edge) < DROP:
                edge[axis] += sign * step
                step *= 1.5
            ends.append(float(np.clip(edge[axis], LOW, HIGH)))
        axes.append(np.linspace(ends[0], ends[1], n_each))
    nodes = np.stack([mesh.ravel() for mesh in np.meshgrid(*axes, indexing="ij")], axis=1)
    return nodes, np.array([axis[1] - axis[0] for axis in axes])


def _draw(nodes: Floats, weights: Floats, rss: Floats, steps: Floats, degrees: int, rng: np.random.Generator) -> Floats:
    """(n_draws, 3) variances: a node by its weight, spread over its cell, and σ² = RSS/χ²."""
    at = rng.choice(len(nodes), size=N_DRAWS, p=weights)
    u = nodes[at] + (rng.random((N_DRAWS, nodes.shape[1])) - 0.5) * steps
    noise = rss[at] / rng.chisquare(degrees, size=N_DRAWS)
    ratios = np.exp(u)
    rater = ratios[:, 1] if nodes.shape[1] > 1 else np.zeros(N_DRAWS)
    return np.stack([noise * ratios[:, 0], noise * rater, noise], axis=1)
