"""The posterior of how sayings are off: by how much for everyone and by label, and what a saying then means.

With x the log-odds said, a saying means the log-odds

    η = a + x·e^(s + sgn(x)·d),    (a, s, d) = (a, s, d)_shared + Σ_g (a, s, d)_(label of it in grouping g)

a lifts everything said, s sharpens or flattens it, d does so differently above and below even. All of them are normal around
0, so that no record means no correction; and as the slope is e^…, whoever says more never means less. The posterior is normal
about its mode (`fitting`), and integrated: given t = s + sgn(x)·d, a is normal; over t by quadrature.
"""

import msgspec
import numpy as np
from numpy.typing import NDArray

from acumen.distributions.special import expit, normal_cdf
from acumen.judgment.gate import PERSON_SHARE

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

N_PARTS = 3  # a, s, d of each label
MOST_LOG_SLOPE = 30.0  # beyond it e^t is as good as endless
N_SLOPES, N_LIFTS = 15, 15  # nodes over t, and over a given t; right to 1e-6 where their sds are .5 and .8
N_AT_ONCE = 4096  # rows whose covariances are worked out together


def _nodes(n: int) -> tuple[Floats, Floats]:
    """Nodes and weights of the standard normal."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(n)
    return nodes, weights / weights.sum()


SLOPE_NODES, SLOPE_SHARES = _nodes(N_SLOPES)
LIFT_NODES, LIFT_SHARES = _nodes(N_LIFTS)


class Prior(msgspec.Struct, frozen=True, kw_only=True):
    """What is thought of a forecaster before any outcome.

    Standard deviations of (a, s, d), those shared by all and those of a label about them; and the chance, w₀ of the gate,
    that correcting is right at all.
    """

    shared: tuple[float, float, float] = (0.35, 0.35, 0.25)
    label: tuple[float, float, float] = (0.2, 0.2, 0.1)
    share: float = PERSON_SHARE


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What was said and seen, one row a saying; labels as numbers, −1 where there is none."""

    logits: Floats  # (n,) x
    if_true: Floats  # (n,) A
    if_false: Floats  # (n,) B
    weights: Floats  # (n,)
    labels: tuple[Ints, ...]  # one (n,) for each grouping
    n_labels: tuple[int, ...]


class Meant(msgspec.Struct, frozen=True, kw_only=True):
    """What sayings have meant under the posterior: their mean chance, and their log-odds, normals mixed in SLOPE_SHARES."""

    prob: Floats  # (n,)
    middles: Floats  # (n, N_SLOPES) means of the normals
    sd: Floats  # (n,) of each of them

    @property
    def log_odds(self) -> Floats:
        """Mean log-odds, (n,)."""
        return np.asarray(self.middles @ SLOPE_SHARES)

    @property
    def log_odds_sd(self) -> Floats:
        """Standard deviation of the log-odds, (n,)."""
        apart = np.square(self.middles) @ SLOPE_SHARES - np.square(self.log_odds)
        return np.asarray(np.sqrt(np.square(self.sd) + np.maximum(apart, 0.0)))

    def below(self, place: float) -> Floats:
        """P(log-odds < `place`), (n,)."""
        return np.asarray(normal_cdf((place - self.middles) / self.sd[:, None]) @ SLOPE_SHARES)


class Posterior(msgspec.Struct, frozen=True, kw_only=True):
    """A normal posterior of all effects, in the form in which it was eliminated."""

    prior: Prior
    leaf: int  # the grouping that was eliminated; −1 without groupings
    places: tuple[Ints, ...]  # for each grouping, (n_labels,): where a label stands in the core, −1: at its prior
    core_mean: Floats  # (c,)
    core_cov: Floats  # (c, c)
    leaf_mean: Floats  # (k, 3)
    leaf_cov: Floats  # (k, 3, 3) given the core
    leaf_pull: Floats  # (k, 3, c) = D⁻¹B: how a leaf answers to the core, with its sign turned

    def __post_init__(self) -> None:
        """Raise ValueError where the shapes do not belong together, as in bytes that somebody changed."""
        (c,), (k, *_) = self.core_mean.shape, self.leaf_mean.shape
        shapes = (self.core_cov.shape, self.leaf_mean.shape, self.leaf_cov.shape, self.leaf_pull.shape)
        is_placed = all(
            place.dtype.kind == "i" and place.ndim == 1 and (place < max(c, k)).all() for place in self.places
        )
        if shapes != ((c, c), (k, 3), (k, 3, 3), (k, 3, c)) or not is_placed:
            raise ValueError(f"expected the shapes of {c} effects and {k} labels, found {shapes}")

    def predict(self, logits: Floats, labels: tuple[Ints, ...]) -> Meant:
        """What sayings of these log-odds mean; a label that is negative or was never seen brings its prior's variance.

        logits: (n,); labels: one (n,) for each grouping.
        """
        parts = [
            self._predict(logits[rows], tuple(codes[rows] for codes in labels))
            for rows in np.array_split(np.arange(len(logits)), max(1, len(logits) // N_AT_ONCE))
        ]
        return Meant(
            **{name: np.concatenate([getattr(part, name) for part in parts]) for name in Meant.__struct_fields__}
        )

    def _predict(self, logits: Floats, labels: tuple[Ints, ...]) -> Meant:
        mean, cov = self.moments(logits, labels)
        sd = np.sqrt(cov[:, 1, 1])
        steepness = np.divide(cov[:, 0, 1], sd, out=np.zeros_like(sd), where=sd > 0.0)  # of a, along a sd of t
        left = np.sqrt(np.maximum(cov[:, 0, 0] - steepness**2, 0.0))
        slopes = exp_slope(mean[:, 1, None] + sd[:, None] * SLOPE_NODES)
        middles = mean[:, 0, None] + steepness[:, None] * SLOPE_NODES + logits[:, None] * slopes  # (n, N_SLOPES)
        inner = expit(middles[:, :, None] + left[:, None, None] * LIFT_NODES) @ LIFT_SHARES
        return Meant(prob=inner @ SLOPE_SHARES, middles=middles, sd=left)

    def moments(self, logits: Floats, labels: tuple[Ints, ...]) -> tuple[Floats, Floats]:
        """Mean (n, 2) and covariance (n, 2, 2) of (a, t), t = s + sgn(x)·d, of each saying."""
        z = along(logits)
        c, n = len(self.core_mean), len(logits)
        unknown = np.einsum("nip,p,njp->nij", z, np.square(self.prior.label), z)  # of a label that nothing is known of
        mean, cov = z @ self.core_mean[:N_PARTS], np.zeros((n, 2, 2))
        pulled = np.zeros((n, 2, c))
        pulled[:, :, :N_PARTS] = z
        for grouping, codes in enumerate(labels):
            if not len(self.places[grouping]):
                continue  # nothing that was learnt from had such a label: the record doesn't tell them apart
            known, place = self._find(grouping, codes)
            cov[~known] += unknown[~known]
            at, zs = place[known], z[known]
            if grouping == self.leaf:
                mean[known] += np.einsum("nip,np->ni", zs, self.leaf_mean[at])
                cov[known] += np.einsum("nip,npq,njq->nij", zs, self.leaf_cov[at], zs, optimize=True)
                pulled[known] -= zs @ self.leaf_pull[at]
            else:
                rows = np.flatnonzero(known)
                for part in range(N_PARTS):
                    mean[known] += zs[:, :, part] * self.core_mean[at + part, None]
                    pulled[rows, :, at + part] += zs[:, :, part]
        cov += (pulled.reshape(-1, c) @ self.core_cov).reshape(n, 2, c) @ pulled.transpose(0, 2, 1)
        return mean, cov

    def _find(self, grouping: int, codes: Ints) -> tuple[NDArray[np.bool_], Ints]:
        """Which rows have a label that was fitted, and where it stands."""
        places = self.places[grouping]
        inside = (codes >= 0) & (codes < len(places))
        place = np.where(inside, places[np.where(inside, codes, 0)], -1)
        return place >= 0, place


def along(logits: Floats) -> Floats:
    """The two combinations of (a, s, d) that sayings depend on, a and s + sgn(x)·d, as rows, (n, 2, 3)."""
    z = np.zeros((len(logits), 2, N_PARTS))
    z[:, 0, 0] = z[:, 1, 1] = 1.0
    z[:, 1, 2] = np.sign(logits)
    return z


def exp_slope(log_slope: Floats) -> Floats:
    """e^t, kept finite; any shape."""
    return np.asarray(np.exp(np.clip(log_slope, -MOST_LOG_SLOPE, MOST_LOG_SLOPE)))
