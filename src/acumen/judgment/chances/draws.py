"""Shared draws from the posterior: one draw of every effect at once, for all sayings together."""

import numpy as np

from acumen.judgment.chances.effects import Floats, Ints, Posterior


def draw_logits(
    posterior: Posterior,
    logits: Floats,  # (n,)
    labels: tuple[Ints, ...],  # one (n,) for each grouping; rows with the same negative number share a label never seen
    *,
    rng: np.random.Generator,
    n_draws: int,
) -> Floats:
    """Log-odds under draws of all effects, (n_draws, n): core first, then each label given the core."""
    z = np.stack([np.ones_like(logits), logits])  # (2, n)
    deviations = rng.standard_normal((n_draws, len(posterior.core_mean))) @ _root(posterior.core_cov).T
    core = posterior.core_mean + deviations
    eta = logits + core[:, :2] @ z
    slope = np.repeat(1.0 + core[:, 1:2], len(logits), axis=1)
    for grouping, codes in enumerate(labels):
        if len(posterior.places[grouping]):
            for code in np.unique(codes):
                effect = _draw_effect(posterior, grouping, int(code), core, deviations, rng)
                at = codes == code
                eta[:, at] += effect @ z[:, at]
                slope[:, at] += effect[:, 1:]
    return np.asarray(eta - posterior.fall(logits, labels) * slope)


def _draw_effect(
    posterior: Posterior, grouping: int, code: int, core: Floats, deviations: Floats, rng: np.random.Generator
) -> Floats:
    """Draws of one label's (intercept, slope), (n_draws, 2)."""
    place = posterior.places[grouping][code] if 0 <= code < len(posterior.places[grouping]) else -1
    noise = rng.standard_normal((len(core), 2))
    if place < 0:
        return np.asarray(noise * np.asarray(posterior.spread.label))
    if grouping != posterior.leaf:
        return np.asarray(core[:, place : place + 2])
    mean = posterior.leaf_mean[place] - deviations @ posterior.leaf_pull[place].T
    return np.asarray(mean + noise @ _root(posterior.leaf_cov[place]).T)


def _root(covariance: Floats) -> Floats:
    """A matrix R with R·Rᵀ = covariance, also where that is singular to rounding."""
    values, vectors = np.linalg.eigh(covariance)
    return np.asarray(vectors * np.sqrt(np.maximum(values, 0.0)))
