"""Shared draws from the posterior: one draw of every effect at once, for all sayings together."""

import numpy as np

from acumen.judgment.calibration.hierarchical_model import N_PARTS, Floats, Ints, Posterior, along, exp_slope


def draw_logits(
    posterior: Posterior,
    logits: Floats,  # (n,)
    labels: tuple[Ints, ...],  # one (n,) for each grouping; rows with the same negative number share a label never seen
    *,
    rng: np.random.Generator,
    n_draws: int,
) -> Floats:
    """Log-odds under draws of all effects, (n_draws, n): core first, then each label given the core."""
    z = along(logits)  # (n, 2, 3)
    deviations = rng.standard_normal((n_draws, len(posterior.core_mean))) @ _root(posterior.core_cov).T
    core = posterior.core_mean + deviations
    parts = np.einsum("dp,nip->dni", core[:, :N_PARTS], z)  # (n_draws, n, 2): a and t
    for grouping, codes in enumerate(labels):
        if len(posterior.places[grouping]):
            for code in np.unique(codes):
                effect = _draw_effect(posterior, grouping, int(code), core, deviations, rng)
                at = codes == code
                parts[:, at] += np.einsum("dp,nip->dni", effect, z[at])
    return np.asarray(parts[:, :, 0] + logits * exp_slope(parts[:, :, 1]))


def _draw_effect(
    posterior: Posterior, grouping: int, code: int, core: Floats, deviations: Floats, rng: np.random.Generator
) -> Floats:
    """Draws of one label's (a, s, d), (n_draws, 3)."""
    place = posterior.places[grouping][code] if 0 <= code < len(posterior.places[grouping]) else -1
    noise = rng.standard_normal((len(core), N_PARTS))
    if place < 0:
        return np.asarray(noise * np.asarray(posterior.prior.label))
    if grouping != posterior.leaf:
        return np.asarray(core[:, place : place + N_PARTS])
    mean = posterior.leaf_mean[place] - deviations @ posterior.leaf_pull[place].T
    return np.asarray(mean + noise @ _root(posterior.leaf_cov[place]).T)


def _root(covariance: Floats) -> Floats:
    """A matrix R with R·Rᵀ = covariance, also where that is singular to rounding."""
    values, vectors = np.linalg.eigh(covariance)
    return np.asarray(vectors * np.sqrt(np.maximum(values, 0.0)))
