"""The mode of how sayings are off, and the normal posterior about it.

    log-posterior = Σ_i w_i · ln(q_i·A_i + (1 − q_i)·B_i) − ½ Σ (effects / their sds)²,    q = σ(η),   η as in `effects`
    A = P(seen | it succeeds), B = P(seen | it fails)

Newton's method with halved steps. With u = x·e^t, g = w(r − q) and b = w(q(1 − q) − r(1 − r)), r the chance that it succeeded
given what was seen, a row bends by b along a, b·u between a and t, and b·u² − g·u along t, which is exact. Where that is
not positive for all rows together, b (no less than 0) and b·u² are taken instead (Gauss–Newton). The largest grouping is
eliminated label by label (a 3 × 3 block each, Schur complement), the others stay in one dense core, so that time and memory
grow with rows and labels, not with their squares. Cf. Gelman & Hill (2007), ch. 14; Rasmussen & Williams (2006), eq. 3.25 ff.
for the Laplace posterior.
"""

from typing import NamedTuple

import numpy as np

from acumen.distributions.special import expit
from acumen.judgment.calibration.hierarchical_model import N_PARTS, Floats, Ints, Posterior, Prior, Seen, exp_slope

MOST_CORE_LABELS = 70  # further labels of all but the largest grouping keep their prior: the rarest ones
MOST_SUMS = 4e7  # and fewer, so that eliminating k leaves from a core of c costs at most 3·k·c² of these
MOST_STEPS = 60
MOST_HALVINGS = 30
ENOUGH = 1e-7  # nats of the log-posterior: a step that promises less is the last, and leaves next to nothing
TINY = np.finfo(float).tiny


class _Block(NamedTuple):
    """Columns of one grouping in the core."""

    first: int
    n_levels: int
    level: Ints  # (n,) of each row
    has: Floats  # (n,) whether the row has one


class _Step(NamedTuple):
    """What Newton's method says at one place."""

    core: Floats  # (c,)
    leaf: Floats  # (k, 3)
    core_cov: Floats
    leaf_cov: Floats
    leaf_pull: Floats
    gain: float  # of the log-posterior, by the curvature at this place


class _Bends(NamedTuple):
    """First and second derivatives of each row's log-likelihood, up to the signs that d brings; (n,) each."""

    up: Floats  # g, along a
    along: Floats  # g·u, along t
    lift: Floats  # b
    both: Floats  # b·u
    slope: Floats  # b·u² − g·u, or b·u²
    side: Floats  # sgn(x)


def fit(seen: Seen, *, prior: Prior, start: Posterior | None = None) -> Posterior:
    """The Laplace posterior of the effects; `start`: an earlier posterior whose means to begin at. n = 0 gives the prior.

    The covariances are those where the last step was taken from, which is within rounding of where it leads.
    """
    design = _Design(seen, prior)
    core, leaf = design.begin(start)
    value, eta, u = design.objective(core, leaf)
    step = design.newton(core, leaf, eta, u)
    for _ in range(MOST_STEPS):
        if step.gain <= ENOUGH:
            core, leaf = core + step.core, leaf + step.leaf
            break
        size, before = 1.0, value
        for _ in range(MOST_HALVINGS):
            tried, tried_eta, tried_u = design.objective(core + size * step.core, leaf + size * step.leaf)
            if tried >= value:
                core, leaf, value, eta, u = core + size * step.core, leaf + size * step.leaf, tried, tried_eta, tried_u
                break
            size *= 0.5
        step = design.newton(core, leaf, eta, u)
        if value - before <= ENOUGH * ENOUGH * abs(value):  # nothing is left to gain but rounding
            break
    return Posterior(
        prior=prior,
        leaf=design.leaf,
        places=design.places,
        core_mean=core,
        core_cov=step.core_cov,
        leaf_mean=leaf,
        leaf_cov=step.leaf_cov,
        leaf_pull=step.leaf_pull,
    )


class _Design:
    """The rows laid out for sums by label: which columns of the core and which leaf each of them touches."""

    def __init__(self, seen: Seen, prior: Prior) -> None:
        self.seen = seen
        self.side = np.sign(seen.logits)
        self.leaf = int(np.argmax(seen.n_labels)) if seen.n_labels else -1
        self.places = _places(seen, self.leaf)
        self.n_leaves = seen.n_labels[self.leaf] if self.leaf >= 0 else 0
        n = len(seen.logits)
        self.blocks = [_Block(0, 1, np.zeros(n, dtype=np.intp), np.ones(n))]
        first = N_PARTS
        for grouping, places in enumerate(self.places):
            count = int((places >= 0).sum())
            if grouping == self.leaf or not count:
                continue
            level, has = _levels(seen.labels[grouping], np.where(places >= 0, (places - first) // N_PARTS, -1))
            self.blocks.append(_Block(first, count, level, has))
            first += N_PARTS * count
        self.n_core = first
        codes = seen.labels[self.leaf] if self.leaf >= 0 else np.full(n, -1, dtype=np.intp)
        self.leaves, self.has_leaf = _levels(codes, np.arange(self.n_leaves))
        by_label = 1.0 / np.square(prior.label)
        self.core_precision = np.concatenate([1.0 / np.square(prior.shared), np.tile(by_label, first // N_PARTS - 1)])
        self.leaf_precision = by_label

    def begin(self, start: Posterior | None) -> tuple[Floats, Floats]:
        """Where to begin: at the means of `start` as far as it knows the labels, 0 elsewhere."""
        core, leaf = np.zeros(self.n_core), np.zeros((self.n_leaves, N_PARTS))
        if start is None:
            return core, leaf
        core[:N_PARTS] = start.core_mean[:N_PARTS]
        if start.leaf == self.leaf:
            kept = min(len(leaf), len(start.leaf_mean))
            leaf[:kept] = start.leaf_mean[:kept]
        return core, leaf

    def objective(self, core: Floats, leaf: Floats) -> tuple[float, Floats, Floats]:
        """Log-posterior up to a constant, η and u = x·e^t, (n,) each."""
        seen = self.seen
        lift, log_slope = np.zeros(len(seen.logits)), np.zeros(len(seen.logits))
        for first, _, level, has in self.blocks:
            at = first + N_PARTS * level
            lift += has * core[at]
            log_slope += has * (core[at + 1] + self.side * core[at + 2])
        if self.n_leaves:
            a, s, d = leaf[self.leaves].T
            lift += self.has_leaf * a
            log_slope += self.has_leaf * (s + self.side * d)
        u = seen.logits * exp_slope(log_slope)
        eta = lift + u
        likelihood = np.log(np.maximum(expit(eta) * seen.if_true + expit(-eta) * seen.if_false, TINY))
        prior = 0.5 * float(core**2 @ self.core_precision + (leaf**2 @ self.leaf_precision).sum())
        return float(seen.weights @ likelihood) - prior, eta, u

    def newton(self, core: Floats, leaf: Floats, eta: Floats, u: Floats) -> _Step:
        """The step for core and leaves, and the posterior's covariances at this place."""
        try:
            return self._solve(core, leaf, self._bend(eta, u, is_exact=True))
        except np.linalg.LinAlgError:
            return self._solve(core, leaf, self._bend(eta, u, is_exact=False))

    def _bend(self, eta: Floats, u: Floats, *, is_exact: bool) -> _Bends:
        seen = self.seen
        q = expit(eta)
        given = q * seen.if_true
        r = given / np.maximum(given + expit(-eta) * seen.if_false, TINY)
        g, b = seen.weights * (r - q), seen.weights * (q * (1 - q) - r * (1 - r))
        if not is_exact:
            b = np.maximum(b, 0.0)
        slope = b * u * u - g * u if is_exact else b * u * u
        return _Bends(up=g, along=g * u, lift=b, both=b * u, slope=slope, side=self.side)

    def _solve(self, core: Floats, leaf: Floats, bends: _Bends) -> _Step:
        """LinAlgError where the curvature is not positive."""
        core_slope, matrix = self._core_sums(bends)
        core_slope -= self.core_precision * core
        matrix[np.diag_indices(self.n_core)] += self.core_precision
        if not self.n_leaves:
            cov = _invert(matrix)
            step, no_leaf = cov @ core_slope, np.zeros((0, N_PARTS, self.n_core))
            return _Step(step, leaf, cov, np.zeros((0, N_PARTS, N_PARTS)), no_leaf, float(step @ core_slope) / 2.0)
        leaf_slope, block, cross = self._leaf_sums(bends)
        leaf_slope -= self.leaf_precision * leaf
        block[:, range(N_PARTS), range(N_PARTS)] += self.leaf_precision
        leaf_cov = _invert(block)
        leaf_pull = leaf_cov @ cross  # (k, 3, c)
        flat, pull = cross.reshape(-1, self.n_core), leaf_pull.reshape(-1, self.n_core)
        cov = _invert(matrix - flat.T @ pull)
        core_step = cov @ (core_slope - pull.T @ leaf_slope.reshape(-1))
        leaf_step = np.einsum("kij,kj->ki", leaf_cov, leaf_slope) - leaf_pull @ core_step
        gain = (float(core_step @ core_slope) + float((leaf_step * leaf_slope).sum())) / 2.0
        return _Step(core_step, leaf_step, cov, leaf_cov, leaf_pull, gain)

    def _core_sums(self, bends: _Bends) -> tuple[Floats, Floats]:
        vector, matrix = np.zeros(self.n_core), np.zeros((self.n_core, self.n_core))
        for at, (first, count, level, has) in enumerate(self.blocks):
            for part, sums in enumerate(_slopes(level, count, bends, has)):
                vector[first + part : first + N_PARTS * count : N_PARTS] = sums
            for second, others, other, also in self.blocks[at:]:
                cells = _curves(level * others + other, count * others, bends, has * also)
                for i in range(N_PARTS):
                    for j in range(N_PARTS):
                        rows = slice(first + i, first + N_PARTS * count, N_PARTS)
                        columns = slice(second + j, second + N_PARTS * others, N_PARTS)
                        matrix[rows, columns] = cells[i][j].reshape(count, others)
                        matrix[columns, rows] = matrix[rows, columns].T
        return vector, matrix

    def _leaf_sums(self, bends: _Bends) -> tuple[Floats, Floats, Floats]:
        """Gradient (k, 3), own block (k, 3, 3) and cross block (k, 3, c) of the leaves."""
        k, has = self.n_leaves, self.has_leaf
        vector = np.stack(_slopes(self.leaves, k, bends, has), axis=1)
        block = np.array(_curves(self.leaves, k, bends, has)).transpose(2, 0, 1)
        cross = np.zeros((k, N_PARTS, self.n_core))
        for first, count, level, also in self.blocks:
            cells = _curves(self.leaves * count + level, k * count, bends, has * also)
            for i in range(N_PARTS):
                for j in range(N_PARTS):
                    cross[:, i, first + j : first + N_PARTS * count : N_PARTS] = cells[i][j].reshape(k, count)
        return vector, np.ascontiguousarray(block), cross


def _slopes(level: Ints, n_levels: int, bends: _Bends, has: Floats) -> list[Floats]:
    """The gradient in a, s and d, summed by level, (n_levels,) each."""
    along = has * bends.along
    return [_sum_by(level, part, n_levels) for part in (has * bends.up, along, bends.side * along)]


def _curves(cell: Ints, n_cells: int, bends: _Bends, has: Floats) -> list[list[Floats]]:
    """The curvature between (a, s, d) and (a, s, d), summed by cell: 3 × 3 of (n_cells,)."""
    both, slope = has * bends.both, has * bends.slope
    aa, as_, ad, ss, sd = (
        _sum_by(cell, part, n_cells) for part in (has * bends.lift, both, bends.side * both, slope, bends.side * slope)
    )
    return [[aa, as_, ad], [as_, ss, sd], [ad, sd, ss]]


def _places(seen: Seen, leaf: int) -> tuple[Ints, ...]:
    """Where each label stands: in the leaf grouping by its number, elsewhere in the core, the commonest only."""
    places: list[Ints] = []
    first = N_PARTS
    room = MOST_CORE_LABELS if leaf < 0 else _room(seen.n_labels[leaf])
    for grouping, (codes, count) in enumerate(zip(seen.labels, seen.n_labels, strict=True)):
        if grouping == leaf:
            places.append(np.arange(count))
            continue
        often = np.bincount(codes[codes >= 0], minlength=count)[:count]
        chosen = np.sort(np.argsort(-often, kind="stable")[:room])
        chosen = chosen[often[chosen] > 0]
        place = np.full(count, -1, dtype=np.intp)
        place[chosen] = first + N_PARTS * np.arange(len(chosen))
        places.append(place)
        first, room = first + N_PARTS * len(chosen), room - len(chosen)
    return tuple(places)


def _room(n_leaves: int) -> int:
    """How many labels the core may have beside so many leaves."""
    return min(MOST_CORE_LABELS, int(np.sqrt(MOST_SUMS / max(1, N_PARTS * n_leaves)) / N_PARTS))


def _levels(codes: Ints, numbers: Ints) -> tuple[Ints, Floats]:
    """The level of each row, 0 where it has none, and whether it has one."""
    inside = codes >= 0
    level = np.where(inside, numbers[np.where(inside, codes, 0)] if len(numbers) else -1, -1)
    return np.maximum(level, 0), (level >= 0).astype(float)


def _sum_by(level: Ints, values: Floats, n_levels: int) -> Floats:
    """Sums of values (n,) by level, (n_levels,)."""
    return np.bincount(level, values, n_levels)[:n_levels].astype(float)


def _invert(matrices: Floats) -> Floats:
    """The inverse of a symmetric positive matrix, or of each of a stack; LinAlgError where one is not positive."""
    np.linalg.cholesky(matrices)
    return np.asarray(np.linalg.inv(matrices), dtype=float)
