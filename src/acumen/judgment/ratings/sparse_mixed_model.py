"""The same mixed model where both factors have many levels: equations by conjugate gradients, traces by random vectors.

Variances are the fixed point of Schall (1991, doi:10.1093/biomet/78.4.719), which solves the restricted likelihood's equations:
σ²_effect = Σ effect²/edf, σ² = Σ residual²/(N − 1 − Σ edf), edf = q − λ·tr C. The traces are Hutchinson's (1990) with the same
±1 vectors throughout. Their errors come from the average information (Gilmour, Thompson and Cullis 1995, doi:10.2307/2533274).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from acumen.judgment.ratings.mixed_model import Design, Floats
from acumen.judgment.ratings.variance_components import Shares

N_VECTORS = 24
MOST_ROUNDS = 60
MOST_STEPS = 400
CLOSE = 1e-9  # of the right side, where the gradients stop
STILL = 1e-4  # relative change of a variance, where the rounds stop
LEAST_RATIO = 1e-5


@dataclass(frozen=True, slots=True, kw_only=True)
class Smoothed:
    """What the equations make of scores: effects and the fitted part."""

    mean: float
    wide: Floats  # (n_wide,)
    narrow: Floats  # (n_narrow,)
    fitted: Floats  # (n,)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrowdedFit:
    """Variances, their draws, and the effects at the best."""

    best: Shares
    draws: Floats  # (n_draws, 3)
    smoothed: Smoothed
    wide_units: Floats  # (n_wide,) Var(effect)/σ², raters' and items' errors taken as independent
    narrow_units: Floats
    used: float  # degrees of freedom of mean, items and raters: the sum of all leverages
    is_item_wide: bool


class _Equations:
    """S·x = b at given λ, S = X′X + Λ − B′D⁻¹B, never written out."""

    def __init__(self, design: Design, wide_ratio: float, narrow_ratio: float) -> None:
        self.design = design
        self.diagonal = design.counts + wide_ratio
        self.lift = sparse.csr_matrix(sparse.diags(1.0 / self.diagonal) @ design.cross)
        self.penalty = np.full(1 + design.n_narrow, narrow_ratio)
        self.penalty[0] = 0.0
        squared = design.cross.multiply(self.lift).sum(axis=0)
        self.scale = design.gram.diagonal() + self.penalty - np.asarray(squared).ravel()
        self.across = sparse.csr_matrix(design.cross.T)

    def times(self, x: Floats) -> Floats:
        """S·x, x (p, k)."""
        return np.asarray(self.design.gram @ x + self.penalty[:, None] * x - self.across @ (self.lift @ x))

    def solve(self, right: Floats, begin: Floats | None = None) -> Floats:
        """(p, k) by preconditioned conjugate gradients, all columns at once."""
        scale = np.maximum(self.scale, 1e-9)[:, None]
        x = np.zeros_like(right) if begin is None else begin.copy()
        rest = right - self.times(x)
        toward = rest / scale
        push, size = toward.copy(), (rest * toward).sum(axis=0)
        goal = CLOSE**2 * np.maximum((right * right / scale).sum(axis=0), 1e-30)
        for _ in range(MOST_STEPS):
            if (size <= goal).all():
                break
            image = self.times(push)
            step = size / np.maximum((push * image).sum(axis=0), 1e-300)
            x += step * push
            rest -= step * image
            toward = rest / scale
            new = (rest * toward).sum(axis=0)
            push = toward + new / np.maximum(size, 1e-300) * push
            size = new
        return x


def _sums(design: Design, y: Floats) -> tuple[Floats, Floats]:
    """X′y and Z′y."""
    wide = np.asarray(np.bincount(design.wide, weights=y, minlength=len(design.counts)), dtype=float)
    narrow = np.asarray(np.bincount(design.narrow, weights=y, minlength=1 + design.n_narrow), dtype=float)
    narrow[0] = y.sum()
    return narrow, wide


def _smooth(equations: _Equations, y: Floats, begin: Floats | None = None) -> tuple[Smoothed, Floats]:
    design = equations.design
    narrow, wide = _sums(design, y)
    right = (narrow - equations.lift.T @ wide)[:, None]
    found = equations.solve(right, begin)
    effects = (wide - design.cross @ found[:, 0]) / equations.diagonal
    mean, other = float(found[0, 0]), found[1:, 0]
    fitted = mean + effects[design.wide] + other[design.narrow - 1]
    return Smoothed(mean=mean, wide=effects, narrow=other, fitted=fitted), found


def fit(design: Design, *, seed: int = 0, n_draws: int = 4_000) -> CrowdedFit:
    """Fit both variances; `design` has a narrow factor."""
    rng = np.random.default_rng(seed)
    n = design.ratings.n
    y = design.ratings.score - design.centre
    signs = rng.choice([-1.0, 1.0], size=(1 + design.n_narrow, N_VECTORS))
    signs[0] = 0.0  # the trace leaves the mean out
    variances = np.array([0.3, 0.1, 0.6]) * float(y.var())  # wide, narrow, noise
    begin: Floats | None = None
    solved: Floats | None = None
    for _ in range(MOST_ROUNDS):
        ratios = variances[2] / np.maximum(variances[:2], LEAST_RATIO * variances[2])
        equations = _Equations(design, ratios[0], ratios[1])
        smoothed, begin = _smooth(equations, y, begin)
        solved = equations.solve(signs, solved)
        traces = _traces(equations, signs, solved)
        used = np.maximum(np.array([len(smoothed.wide), len(smoothed.narrow)]) - ratios * traces, 1e-3)
        squares = np.array([smoothed.wide @ smoothed.wide, smoothed.narrow @ smoothed.narrow])
        noise = float(((y - smoothed.fitted) ** 2).sum()) / max(1.0, n - 1.0 - float(used.sum()))
        new = np.append(np.maximum(squares / used, LEAST_RATIO * noise), noise)
        change = float(np.max(np.abs(new - variances) / np.maximum(new, 1e-3 * new.sum())))
        variances = new
        if change < STILL:
            break
    return _report(design, variances, y, signs, rng, n_draws)


def _traces(equations: _Equations, signs: Floats, solved: Floats) -> Floats:
    """Tr of both diagonal blocks of C⁻¹: Σ 1/D + tr(M·S⁻¹·M′), and tr S⁻¹ without the mean."""
    lifted = equations.lift @ solved
    wide = float((1.0 / equations.diagonal).sum()) + float((lifted * (equations.lift @ signs)).sum()) / N_VECTORS
    return np.array([wide, float((signs * solved).sum()) / N_VECTORS])


def _report(
    design: Design, variances: Floats, y: Floats, signs: Floats, rng: np.random.Generator, n_draws: int
) -> CrowdedFit:
    ratios = variances[2] / variances[:2]
    equations = _Equations(design, float(ratios[0]), float(ratios[1]))
    smoothed, _ = _smooth(equations, y)
    sizes = np.array([len(smoothed.wide), len(smoothed.narrow)])
    used = 1.0 + float((sizes - ratios * _traces(equations, signs, equations.solve(signs))).sum())
    # Each narrow level's error with the others known, then each wide level's with those errors independent.
    shrunk = np.asarray(design.cross.multiply(design.cross).T @ (1.0 / equations.diagonal)).ravel()[1:]
    narrow = 1.0 / (np.bincount(design.narrow, minlength=1 + design.n_narrow)[1:] - shrunk + ratios[1])
    doubled = design.cross[:, 1:].multiply(design.cross[:, 1:]) @ narrow
    wide = 1.0 / equations.diagonal + np.asarray(doubled).ravel() / equations.diagonal**2
    ordered = variances if design.is_item_wide else variances[[1, 0, 2]]
    floor = 2.0 * LEAST_RATIO * variances[2]
    best = Shares(item=_or_zero(ordered[0], floor), rater=_or_zero(ordered[1], floor), noise=float(variances[2]))
    draws = _draws(equations, smoothed, variances, y, rng, n_draws)
    return CrowdedFit(
        best=best,
        draws=draws if design.is_item_wide else draws[:, [1, 0, 2]],
        smoothed=smoothed,
        wide_units=wide,
        narrow_units=narrow,
        used=used,
        is_item_wide=design.is_item_wide,
    )


def _or_zero(variance: float, floor: float) -> float:
    return 0.0 if variance <= floor else float(variance)


def _draws(
    equations: _Equations, smoothed: Smoothed, variances: Floats, y: Floats, rng: np.random.Generator, n_draws: int
) -> Floats:
    """(n_draws, 3) from the normal with the inverse average information ½·f′Pf, on the scale of logs."""
    design = equations.design
    residual = (y - smoothed.fitted) / variances[2]  # P·y
    working = [
        smoothed.wide[design.wide] / variances[0],
        smoothed.narrow[design.narrow - 1] / variances[1],
        residual,
    ]
    projected = [(each - _smooth(equations, each)[0].fitted) / variances[2] for each in working]
    information = 0.5 * np.array([[first @ second for second in projected] for first in working])
    scaled = information * np.outer(variances, variances)  # of the logs
    spread = np.linalg.pinv(0.5 * (scaled + scaled.T))
    logs = rng.multivariate_normal(np.zeros(3), spread, size=n_draws, method="eigh")
    return np.asarray(variances * np.exp(np.clip(logs, -math.log(1e6), math.log(1e6))))
