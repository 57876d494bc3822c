"""The chance of each level of a score, where scores take few values.

Two ways, of which the one that does better on ratings left out is used:
- the item is a latent θ ~ N(0, 1), and P(level k | θ) = exp(a_k + b_k·θ + c_k·θ²)/Σ (a nominal response model, Bock 1972,
  doi:10.1007/BF02291411, with a square); integrated over 31 Gauss–Hermite nodes; raters are exchangeable;
- the Gaussian forecast of a score cut half way between levels, its cells reweighted so that they have the levels' frequencies;
  knows raters' severity.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import ndtr

from acumen.judgment.ratings.mixed_model import Floats, Ints

MOST_LEVELS = 15
N_NODES = 31
RIDGE = 0.05  # of the coefficients, against endless ones where a level is rare
N_ROUNDS = 60
UNSEEN = 0.5  # ratings that a level is taken to have had besides
SMALLEST = 1e-12


def cut(mean: Floats, sd: Floats, levels: Floats) -> Floats:
    """(n, n_levels) chances of the levels under N(mean, sd²), cut half way between neighbours."""
    edges = 0.5 * (levels[1:] + levels[:-1])
    below = ndtr((edges - mean[:, None]) / sd[:, None])
    ends = np.zeros((len(mean), 1)), np.ones((len(mean), 1))
    return np.maximum(np.diff(np.hstack([ends[0], below, ends[1]]), axis=1), SMALLEST)


def reweigh(cells: Floats, code: Ints) -> Floats:
    """(n_levels,) factors by which cells, made to sum to 1 again, have on average the frequencies of `code`."""
    share = (np.bincount(code, minlength=cells.shape[1]) + UNSEEN) / (len(code) + UNSEEN * cells.shape[1])
    factors = np.ones(cells.shape[1])
    for _ in range(N_ROUNDS):
        probs = cells * factors
        factors *= share / (probs / probs.sum(axis=1, keepdims=True)).mean(axis=0)
    return factors


def apply(cells: Floats, factors: Floats) -> Floats:
    """Cells times factors, each row summing to 1."""
    probs = cells * factors
    return np.asarray(probs / probs.sum(axis=1, keepdims=True))


def count(item: Ints, code: Ints, *, n_items: int, n_levels: int) -> Floats:
    """(n_items, n_levels) how often each item got each level."""
    return np.bincount(item * n_levels + code, minlength=n_items * n_levels).reshape(n_items, n_levels).astype(float)


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelModel:
    """P(level | θ) at the nodes of θ."""

    nodes: Floats  # (n_nodes,) θ
    prior: Floats  # (n_nodes,) weights of N(0, 1)
    probs: Floats  # (n_nodes, n_levels)

    def following(self, counts: Floats) -> Floats:
        """(n, n_levels) chances of one more rating's level, after these counts."""
        logs = counts @ np.log(self.probs).T
        weights = np.exp(logs - logs.max(axis=1, keepdims=True)) * self.prior
        return np.asarray(weights / weights.sum(axis=1, keepdims=True) @ self.probs)

    def draw(self, rng: np.random.Generator, *, n_items: int, n_each: int) -> Ints:
        """(n_items, n_each) codes of simulated ratings."""
        below = np.cumsum(self.probs[rng.choice(len(self.nodes), size=n_items, p=self.prior)], axis=1)
        return np.asarray((rng.random((n_items, n_each))[:, :, None] > below[:, None, :-1]).sum(axis=2))


def fit(counts: Floats) -> LevelModel:
    """The most likely coefficients with a little ridge; `counts` (n_items, n_levels)."""
    nodes, prior = np.polynomial.hermite_e.hermegauss(N_NODES)
    prior = prior / prior.sum()
    powers = np.stack([nodes**0, nodes, nodes**2], axis=1)
    patterns, repeats = np.unique(counts, axis=0, return_counts=True)
    n_levels, n_each = counts.shape[1], patterns.sum(axis=1)

    def probs(flat: Floats) -> Floats:
        logits = powers @ np.vstack([np.zeros(3), flat.reshape(-1, 3)]).T
        cells = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(np.maximum(cells / cells.sum(axis=1, keepdims=True), SMALLEST))

    def loss(flat: Floats) -> tuple[float, Floats]:
        cells = probs(flat)
        logs = patterns @ np.log(cells).T
        top = logs.max(axis=1)
        weights = np.exp(logs - top[:, None]) * prior
        total = weights.sum(axis=1)
        after = weights / total[:, None] * repeats[:, None]
        slope = powers.T @ (after.T @ patterns - (after.T @ n_each)[:, None] * cells)
        value = -float(repeats @ (top + np.log(total))) + 0.5 * RIDGE * float(flat @ flat)
        return value, RIDGE * flat - slope.T[1:].ravel()

    share = (counts.sum(axis=0) + UNSEEN) / (counts.sum() + UNSEEN * n_levels)
    begin = np.zeros((n_levels - 1, 3))
    begin[:, 0] = np.log(share[1:] / share[0])
    begin[:, 1] = np.linspace(0.0, 3.0, n_levels)[1:]
    found = minimize(loss, begin.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 2000, "maxfun": 5000})
    return LevelModel(nodes=nodes, prior=prior, probs=probs(found.x))


def left_out(model: LevelModel, counts: Floats, item: Ints, code: Ints) -> Floats:
    """(n, n_levels) chances of each rating's level from the other ratings of its item."""
    others = counts[item].copy()
    others[np.arange(len(code)), code] -= 1.0
    return model.following(others)
