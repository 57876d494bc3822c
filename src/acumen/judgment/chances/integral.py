"""The mean of a chance whose log-odds are normal."""

import numpy as np

from acumen.chance.special import expit
from acumen.judgment.chances.effects import Floats

N_NODES = 32  # right to 1e-6 for a variance up to 4, to 1e-5 up to 9
NODES, NODE_WEIGHTS = np.polynomial.hermite_e.hermegauss(N_NODES)
NODE_WEIGHTS = NODE_WEIGHTS / NODE_WEIGHTS.sum()


def mean_prob(mean: Floats, variance: Floats) -> Floats:
    """E[σ(η)] for η ~ N(mean, variance), by Gauss–Hermite quadrature; (n,) each."""
    return np.asarray(expit(mean[:, None] + np.sqrt(variance)[:, None] * NODES) @ NODE_WEIGHTS)
