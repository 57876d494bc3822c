"""A hierarchical logistic fit: how far sayings are off in log-odds, for everyone and by label, with a Laplace posterior.

    η_i = x_i + z_i·θ_0 + Σ_g z_i·θ_(g, label of i in grouping g),    z_i = (1, x_i),    θ_0 ~ N(0, Λ_0⁻¹), θ_g ~ N(0, Λ_g⁻¹)
    log-likelihood  Σ_i w_i · ln(q_i·A_i + (1 − q_i)·B_i),    q = σ(η), A = P(seen | it succeeds), B = P(seen | it fails)

The mode is found by Newton's method with halved steps. A row that was seen in part bends by q(1 − q) − r(1 − r), r the chance
that it succeeded given what was seen, or by nothing where that is negative; a yes or no by q(1 − q), which is exact. The
largest grouping is eliminated label by label (a 2 × 2 block each, Schur complement), the others stay in one dense core, so
that time and memory grow with rows and labels, not with their squares. Cf. Gelman & Hill (2007), ch. 14; Rasmussen &
Williams (2006), eq. 3.25 ff. for the Laplace posterior.
"""

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

MOST_CORE_LABELS = 100  # further labels of all but the largest grouping keep their prior: the rarest ones
MOST_SUMS = 4e7  # and fewer, so that eliminating k leaves from a core of c costs at most 2·k·c² of these
MOST_STEPS = 60
MOST_HALVINGS = 30
ENOUGH = 1e-8  # of the log-posterior: a step that gains less is the last


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What was said and seen, one row a saying; labels as numbers, −1 where there is none."""

    logits: Floats  # (n,) x
    if_true: Floats  # (n,) A
    if_false: Floats  # (n,) B
    weights: Floats  # (n,)
    labels: tuple[Ints, ...]  # one (n,) for each grouping
    n_labels: tuple[int, ...]


class Spread(msgspec.Struct, frozen=True, kw_only=True):
    """Prior standard deviations of (intercept, slope − 1): those shared by all, and those of a label about them."""

    shared: tuple[float, float] = (0.5, 0.5)
    label: tuple[float, float] = (0.3, 0.3)


class Posterior(msgspec.Struct, frozen=True, kw_only=True):
    """A normal posterior of all effects, in the form in which it was eliminated."""

    spread: Spread
    leaf: int  # the grouping that was eliminated; −1 without groupings
    places: tuple[Ints, ...]  # for each grouping, (n_labels,): where a label stands in the core, −1: at its prior
    core_mean: Floats  # (c,)
    core_cov: Floats  # (c, c)
    leaf_mean: Floats  # (k, 2)
    leaf_cov: Floats  # (k, 2, 2) given the core
    leaf_pull: Floats  # (k, 2, c) = D⁻¹B: how a leaf answers to the core, with its sign turned

    def predict(self, logits: Floats, labels: tuple[Ints, ...]) -> tuple[Floats, Floats]:
        """Mean and variance of η, each (n,); a label that is negative or was never seen brings its prior's variance.

        logits: (n,); labels: one (n,) for each grouping. Where the mean slope is below 0 it is taken to be 0, and the rest of
        the posterior given that: who says more never means less, however a record of one extreme saying pulls.
        """
        z = np.stack([np.ones_like(logits), logits], axis=1)  # (n, 2)
        mean, variance = self._moments(z, labels)
        slope, share, covariance = self._fall(z, variance, labels)
        return mean - share * slope, np.maximum(variance - share * covariance, 0.0)

    def fall(self, logits: Floats, labels: tuple[Ints, ...]) -> Floats:
        """By how much η answers to the slope where the mean slope is below 0, so that it is taken to be 0; else 0; (n,)."""
        z = np.stack([np.ones_like(logits), logits], axis=1)
        return self._fall(z, self._moments(z, labels)[1], labels)[1]

    def _fall(self, z: Floats, variance: Floats, labels: tuple[Ints, ...]) -> tuple[Floats, Floats, Floats]:
        """Mean slopes, regression of η on the slope where it falls (else 0), their covariance where it falls, each (n,)."""
        along = np.broadcast_to([0.0, 1.0], z.shape)
        slope, slope_variance = self._moments(along, labels)
        falls = slope < 0.0
        if not falls.any():
            return slope, np.zeros_like(slope), np.zeros_like(slope)
        both_variance = self._moments(z + along, labels)[1]
        covariance = np.where(falls, (both_variance - variance - slope_variance) / 2.0, 0.0)
        return slope, covariance / slope_variance, covariance

    def _moments(self, z: Floats, labels: tuple[Ints, ...]) -> tuple[Floats, Floats]:
        """Mean and variance of z·(intercept, slope), each (n,); z: (n, 2)."""
        prior = z**2 @ np.square(self.spread.label)  # (n,) variance of an effect that nothing is known of
        mean = z[:, 1] + z @ self.core_mean[:2]
        variance = np.zeros(len(z))
        pulled = np.zeros((len(z), len(self.core_mean)))
        pulled[:, :2] = z
        for grouping, codes in enumerate(labels):
            if not len(self.places[grouping]):
                continue  # nothing that was learnt from had such a label: the record doesn't tell them apart
            known, place = self._find(grouping, codes)
            variance += np.where(known, 0.0, prior)
            at, zs = place[known], z[known]
            if grouping == self.leaf:
                mean[known] += np.einsum("ij,ij->i", zs, self.leaf_mean[at])
                variance[known] += np.einsum("ij,ijk,ik->i", zs, self.leaf_cov[at], zs)
                pulled[known] -= np.einsum("ij,ijc->ic", zs, self.leaf_pull[at])
            else:
                rows = np.flatnonzero(known)
                for part in (0, 1):
                    mean[known] += zs[:, part] * self.core_mean[at + part]
                    pulled[rows, at + part] += zs[:, part]
        variance += np.einsum("ic,cd,id->i", pulled, self.core_cov, pulled, optimize=True)
        return mean, variance

    def _find(self, grouping: int, codes: Ints) -> tuple[NDArray[np.bool_], Ints]:
        """Which rows have a label that was fitted, and where it stands."""
        places = self.places[grouping]
        inside = (codes >= 0) & (codes < len(places))
        place = np.where(inside, places[np.where(inside, codes, 0)], -1)
        return place >= 0, place


def fit(seen: Seen, *, spread: Spread, start: Posterior | None = None) -> Posterior:
    """The Laplace posterior of the effects; `start`: an earlier posterior whose means to begin at. n = 0 gives the prior."""
    design = _Design(seen, spread)
    core, leaf = design.begin(start)
    value, eta = design.objective(core, leaf)
    for _ in range(MOST_STEPS):
        step_core, step_leaf, *_ = design.newton(core, leaf, eta)
        size, gained = 1.0, 0.0
        for _ in range(MOST_HALVINGS):
            tried, tried_eta = design.objective(core + size * step_core, leaf + size * step_leaf)
            if tried >= value:
                gained = tried - value
                core, leaf, value, eta = core + size * step_core, leaf + size * step_leaf, tried, tried_eta
                break
            size *= 0.5
        if gained <= ENOUGH * (1.0 + abs(value)):
            break
    *_, core_cov, leaf_cov, leaf_pull = design.newton(core, leaf, eta)
    return Posterior(
        spread=spread,
        leaf=design.leaf,
        places=design.places,
        core_mean=core,
        core_cov=core_cov,
        leaf_mean=leaf,
        leaf_cov=leaf_cov,
        leaf_pull=leaf_pull,
    )


class _Design:
    """The rows laid out for sums by label: which columns of the core and which leaf each of them touches."""

    def __init__(self, seen: Seen, spread: Spread) -> None:
        self.seen, self.spread = seen, spread
        self.leaf = int(np.argmax(seen.n_labels)) if seen.n_labels else -1
        self.places = _places(seen, self.leaf)
        self.n_leaves = seen.n_labels[self.leaf] if self.leaf >= 0 else 0
        n = len(seen.logits)
        # each block: (first column of the block in the core, its levels, level of each row, whether the row has one)
        self.blocks: list[tuple[int, int, Ints, Floats]] = [(0, 1, np.zeros(n, dtype=np.intp), np.ones(n))]
        first = 2
        for grouping, places in enumerate(self.places):
            if grouping == self.leaf:
                continue
            count = int((places >= 0).sum())
            level, has = _levels(seen.labels[grouping], np.where(places >= 0, (places - first) // 2, -1))
            self.blocks.append((first, count, level, has))
            first += 2 * count
        self.n_core = first
        codes = seen.labels[self.leaf] if self.leaf >= 0 else np.full(n, -1, dtype=np.intp)
        self.leaves, self.has_leaf = _levels(codes, np.arange(self.n_leaves))
        self.core_precision = np.concatenate(
            [1.0 / np.square(spread.shared), np.tile(1.0 / np.square(spread.label), (first - 2) // 2)]
        )
        self.leaf_precision = 1.0 / np.square(spread.label)

    def begin(self, start: Posterior | None) -> tuple[Floats, Floats]:
        """Where to begin: at the means of `start` as far as it knows the labels, 0 elsewhere."""
        core, leaf = np.zeros(self.n_core), np.zeros((self.n_leaves, 2))
        if start is None:
            return core, leaf
        core[:2] = start.core_mean[:2]
        if start.leaf == self.leaf:
            kept = min(len(leaf), len(start.leaf_mean))
            leaf[:kept] = start.leaf_mean[:kept]
        return core, leaf

    def objective(self, core: Floats, leaf: Floats) -> tuple[float, Floats]:
        """Log-posterior up to a constant, and η (n,)."""
        seen, x = self.seen, self.seen.logits
        eta = x.copy()
        for first, _, level, has in self.blocks:
            at = first + 2 * level
            eta += has * (core[at] + core[at + 1] * x) if self.n_core > first else 0.0
        if self.n_leaves:
            eta += self.has_leaf * (leaf[self.leaves, 0] + leaf[self.leaves, 1] * x)
        q = expit(eta)
        likelihood = np.log(np.maximum(q * seen.if_true + expit(-eta) * seen.if_false, np.finfo(float).tiny))
        prior = 0.5 * float(core**2 @ self.core_precision + (leaf**2 @ self.leaf_precision).sum())
        return float(seen.weights @ likelihood) - prior, eta

    def newton(self, core: Floats, leaf: Floats, eta: Floats) -> tuple[Floats, Floats, Floats, Floats, Floats]:
        """The step for core and leaves, and at this place core_cov, leaf_cov and leaf_pull."""
        seen = self.seen
        q = expit(eta)
        given = q * seen.if_true
        whole = np.maximum(given + expit(-eta) * seen.if_false, np.finfo(float).tiny)
        r = given / whole  # chance that it succeeds, given what was seen
        slope = seen.weights * (r - q)
        bend = seen.weights * np.maximum(q * (1 - q) - r * (1 - r), 0.0)
        core_slope, matrix = self._core_sums(slope, bend)
        core_slope -= self.core_precision * core
        matrix[np.diag_indices(self.n_core)] += self.core_precision
        if not self.n_leaves:
            cov = _inverse(matrix)
            return cov @ core_slope, leaf, cov, np.zeros((0, 2, 2)), np.zeros((0, 2, self.n_core))
        leaf_slope, block, cross = self._leaf_sums(slope, bend)
        leaf_slope -= self.leaf_precision * leaf
        block[:, [0, 1], [0, 1]] += self.leaf_precision
        leaf_cov = _inverse_2x2(block)
        leaf_pull = leaf_cov @ cross  # (k, 2, c)
        flat = cross.reshape(-1, self.n_core)
        cov = _inverse(matrix - flat.T @ leaf_pull.reshape(-1, self.n_core))
        core_step = cov @ (core_slope - leaf_pull.reshape(-1, self.n_core).T @ leaf_slope.reshape(-1))
        leaf_step = np.einsum("kij,kj->ki", leaf_cov, leaf_slope) - leaf_pull @ core_step
        return core_step, leaf_step, cov, leaf_cov, leaf_pull

    def _core_sums(self, slope: Floats, bend: Floats) -> tuple[Floats, Floats]:
        x = self.seen.logits
        vector, matrix = np.zeros(self.n_core), np.zeros((self.n_core, self.n_core))
        for first, count, level, has in self.blocks:
            for part, power in ((0, has), (1, has * x)):
                vector[first + part : first + 2 * count : 2] = _sum_by(level, slope * power, count)
            for second, others, other, also in self.blocks:
                if second < first:
                    continue
                cells, both = level * others + other, bend * has * also
                sums = [_sum_by(cells, both * x**power, count * others).reshape(count, others) for power in (0, 1, 2)]
                for i in (0, 1):
                    for j in (0, 1):
                        rows, columns = (
                            slice(first + i, first + 2 * count, 2),
                            slice(second + j, second + 2 * others, 2),
                        )
                        matrix[rows, columns] = sums[i + j]
                        matrix[columns, rows] = sums[i + j].T
        return vector, matrix

    def _leaf_sums(self, slope: Floats, bend: Floats) -> tuple[Floats, Floats, Floats]:
        """Gradient (k, 2), own block (k, 2, 2) and cross block (k, 2, c) of the leaves."""
        x, k, has = self.seen.logits, self.n_leaves, self.has_leaf
        vector = np.stack([_sum_by(self.leaves, slope * has * x**power, k) for power in (0, 1)], axis=1)
        sums = [_sum_by(self.leaves, bend * has * x**power, k) for power in (0, 1, 2)]
        block = np.array([[sums[0], sums[1]], [sums[1], sums[2]]]).transpose(2, 0, 1)
        cross = np.zeros((k, 2, self.n_core))
        for first, count, level, also in self.blocks:
            cells, both = self.leaves * count + level, bend * has * also
            for i in (0, 1):
                for j in (0, 1):
                    found = _sum_by(cells, both * x ** (i + j), k * count).reshape(k, count)
                    cross[:, i, first + j : first + 2 * count : 2] = found
        return vector, np.ascontiguousarray(block), cross


def _places(seen: Seen, leaf: int) -> tuple[Ints, ...]:
    """Where each label stands: in the leaf grouping by its number, elsewhere in the core, the commonest only."""
    places: list[Ints] = []
    first = 2
    room = MOST_CORE_LABELS if leaf < 0 else _room(seen.n_labels[leaf])
    for grouping, (codes, count) in enumerate(zip(seen.labels, seen.n_labels, strict=True)):
        if grouping == leaf:
            places.append(np.arange(count))
            continue
        often = np.bincount(codes[codes >= 0], minlength=count)[:count]
        chosen = np.sort(np.argsort(-often, kind="stable")[:room])
        chosen = chosen[often[chosen] > 0]
        place = np.full(count, -1, dtype=np.intp)
        place[chosen] = first + 2 * np.arange(len(chosen))
        places.append(place)
        first, room = first + 2 * len(chosen), room - len(chosen)
    return tuple(places)


def _room(n_leaves: int) -> int:
    """How many labels the core may have beside so many leaves."""
    return min(MOST_CORE_LABELS, int(np.sqrt(MOST_SUMS / max(1, 2 * n_leaves)) / 2))


def _levels(codes: Ints, numbers: Ints) -> tuple[Ints, Floats]:
    """The level of each row, 0 where it has none, and whether it has one."""
    inside = codes >= 0
    level = np.where(inside, numbers[np.where(inside, codes, 0)] if len(numbers) else -1, -1)
    return np.maximum(level, 0), (level >= 0).astype(float)


def _sum_by(level: Ints, values: Floats, n_levels: int) -> Floats:
    """Sums of values (n,) by level, (n_levels,)."""
    return np.bincount(level, values, n_levels)[:n_levels].astype(float)


def _inverse(matrix: Floats) -> Floats:
    """The inverse of the core's matrix, symmetric and positive by its prior."""
    return np.asarray(np.linalg.inv(matrix), dtype=float)


def _inverse_2x2(blocks: Floats) -> Floats:
    """Inverses of symmetric positive blocks (k, 2, 2)."""
    a, b, d = blocks[:, 0, 0], blocks[:, 0, 1], blocks[:, 1, 1]
    return (np.array([[d, -b], [-b, a]]) / (a * d - b * b)).transpose(2, 0, 1)
