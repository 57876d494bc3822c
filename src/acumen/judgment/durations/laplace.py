"""The normal approximation of what is known about a shift and a stretch of log hours, by person and domain.

Effects are stacked as (m₀, m of persons, m of domains, k₀, k of persons, k of domains). The negative log posterior is
minimised by Newton's method, in which curvature that is not positive is raised (left steps can bend either way).
"""

import math
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from acumen.distributions.durations import Z95
from acumen.judgment.censored_outcomes import EndedStep

SHIFT_SD, STRETCH_SD = 0.5, 0.4  # of what is common to all
PERSON_SHIFT_SD, PERSON_STRETCH_SD = 0.3, 0.25  # around it, of a person
DOMAIN_SHIFT_SD, DOMAIN_STRETCH_SD = 0.3, 0.25  # and of a domain
BELOW_CUT = 0.95
BEND = 1e-5  # step of the difference by which the curvature of a left step is taken
LEAST = 1e-300
FAR_SDS = 8.0  # a surprise of more said sds counts as so many: one slip of the pen must not outweigh a record
LONGEST_STEP = 1.0  # of Newton's method, in any effect
MOST_STEPS, TOLERANCE = 60, 1e-9
SUCCEEDED, FAILED, LEFT = 0, 1, 2
CODES = {"succeeded": SUCCEEDED, "failed": FAILED, "left": LEFT}

Floats = NDArray[np.float64]


class LaplacePosterior(msgspec.Struct, frozen=True, kw_only=True):
    """Normal with mean `mode` (n_effects,) and covariance root·rootᵀ; `persons_seen`, `domains_seen` by outcome that tells."""

    persons: tuple[str, ...]
    domains: tuple[str, ...]
    persons_seen: tuple[str, ...]
    domains_seen: tuple[str, ...]
    mode: Floats  # (n_effects,)
    root: Floats  # (n_effects, n_effects)

    def __post_init__(self) -> None:
        """Raise ValueError where the shapes do not belong together, as in bytes that somebody changed."""
        n = 2 * (1 + len(self.persons) + len(self.domains))
        if (self.mode.shape, self.root.shape) != ((n,), (n, n)) or len(self.persons_seen) != len(self.domains_seen):
            raise ValueError(f"expected the shapes of {n} effects, found {self.mode.shape} and {self.root.shape}")

    @property
    def n_effects(self) -> int:
        """How many effects: twice (1 + persons + domains)."""
        return int(self.mode.size)

    def rows(self, kind: str, person: str, domain: str) -> tuple[list[int], list[tuple[str, float]]]:
        """(the effects whose sum is the `kind` = shift or stretch, (name, sd) of those that have no record)."""
        start = 0 if kind == "shift" else self.n_effects // 2
        sds = (PERSON_SHIFT_SD, DOMAIN_SHIFT_SD) if kind == "shift" else (PERSON_STRETCH_SD, DOMAIN_STRETCH_SD)
        found, unseen = [start], []
        groups = (
            ("person", person, self.persons, 1, sds[0]),
            ("domain", domain, self.domains, 1 + len(self.persons), sds[1]),
        )
        for group, name, names, offset, sd in groups:
            if name in names:
                found.append(start + offset + names.index(name))
            else:
                unseen.append((f"{kind} {group} {name}", sd))
        return found, unseen

    def moments(self, kind: str, person: str, domain: str) -> tuple[float, float]:
        """Mean and sd of the shift or stretch of such a saying."""
        found, unseen = self.rows(kind, person, domain)
        spread = self.root[found].sum(axis=0)
        return float(self.mode[found].sum()), math.sqrt(float(spread @ spread) + sum(sd * sd for _, sd in unseen))


class _Seen(msgspec.Struct, frozen=True, kw_only=True):
    """Columns of ended steps, each (n,): design (n, n_groups) of 0 and 1."""

    design: Floats
    centre: Floats  # ln hours taken − ln √(ab)
    sigma: Floats
    end: NDArray[np.int64]
    chance: Floats
    fails: Floats  # S_f(t), as said
    is_cut: NDArray[np.bool_]
    weight: Floats
    is_figure: NDArray[np.bool_]


def fit_posterior(steps: Sequence[EndedStep], weights: Floats) -> LaplacePosterior:
    """From steps and their (n,) weights; without any, the prior."""
    persons = tuple(sorted({step.person for step in steps}))
    domains = tuple(sorted({step.domain for step in steps}))
    n_groups = 1 + len(persons) + len(domains)
    shift_sds = [SHIFT_SD, *[PERSON_SHIFT_SD] * len(persons), *[DOMAIN_SHIFT_SD] * len(domains)]
    stretch_sds = [STRETCH_SD, *[PERSON_STRETCH_SD] * len(persons), *[DOMAIN_STRETCH_SD] * len(domains)]
    precision = np.array([*shift_sds, *stretch_sds]) ** -2.0
    mode, curvature = np.zeros(2 * n_groups), np.diag(precision)
    informative = [at for at, step in enumerate(steps) if step.tells_hours]
    if informative:
        seen = _columns([steps[at] for at in informative], weights[informative], persons, domains)
        mode, curvature = _climb(seen, precision)
    root = np.linalg.inv(np.linalg.cholesky(curvature)).T
    return LaplacePosterior(
        persons=persons,
        domains=domains,
        persons_seen=tuple(steps[at].person for at in informative),
        domains_seen=tuple(steps[at].domain for at in informative),
        mode=mode,
        root=root,
    )


def _columns(steps: Sequence[EndedStep], weights: Floats, persons: tuple[str, ...], domains: tuple[str, ...]) -> _Seen:
    design = np.zeros((len(steps), 1 + len(persons) + len(domains)))
    design[:, 0] = 1.0
    for row, step in enumerate(steps):
        design[row, 1 + persons.index(step.person)] = 1.0
        design[row, 1 + len(persons) + domains.index(step.domain)] = 1.0
    sigma = np.array([math.log(step.high_hours / step.low_hours) / (2.0 * Z95) for step in steps])
    middles = [math.log(step.low_hours * step.high_hours) / 2.0 for step in steps]
    return _Seen(
        design=design,
        centre=np.clip(np.log([step.at_hours for step in steps]) - middles, -FAR_SDS * sigma, FAR_SDS * sigma),
        sigma=sigma,
        end=np.array([CODES[step.end] for step in steps]),
        chance=np.array([step.chance for step in steps]),
        fails=np.array([1.0 if step.is_cut else step.failure.survival(step.at_hours) for step in steps]),
        is_cut=np.array([step.is_cut for step in steps]),
        weight=weights,
        is_figure=np.array([step.is_figure for step in steps]),
    )


def _climb(seen: _Seen, precision: Floats) -> tuple[Floats, Floats]:
    """(mode, curvature there) of the log posterior."""
    effects = np.zeros(precision.size)
    value, slope, curvature = _posterior_at(seen, precision, effects)
    for _ in range(MOST_STEPS):
        step = np.linalg.solve(curvature, slope)
        size = min(1.0, LONGEST_STEP / max(LEAST, float(np.abs(step).max())))
        while size > TOLERANCE:
            trial = _posterior_at(seen, precision, effects + size * step)
            if trial[0] >= value:
                break
            size /= 2.0
        else:
            break
        is_done = trial[0] - value < TOLERANCE
        effects = effects + size * step
        value, slope, curvature = trial
        if is_done:
            break
    return effects, curvature


def _posterior_at(seen: _Seen, precision: Floats, effects: Floats) -> tuple[float, Floats, Floats]:
    """Log posterior, its gradient, and minus its Hessian made positive definite, at `effects`."""
    n = seen.design.shape[1]
    shift, stretch = seen.design @ effects[:n], seen.design @ effects[n:]
    value, by_shift, by_stretch = _rows_at(seen, shift, stretch)
    _, up_shift, up_stretch = _rows_at(seen, shift + BEND, stretch)
    _, _, up_stretch_too = _rows_at(seen, shift, stretch + BEND)
    a, b, c = (up_shift - by_shift) / -BEND, (up_stretch - by_stretch) / -BEND, (up_stretch_too - by_stretch) / -BEND
    weighted = seen.design * seen.weight[:, None]
    slope = np.concatenate([weighted.T @ by_shift, weighted.T @ by_stretch]) - precision * effects
    cross = seen.design.T @ (weighted * b[:, None])
    data = np.block(
        [
            [seen.design.T @ (weighted * a[:, None]), cross],
            [cross.T, seen.design.T @ (weighted * c[:, None])],
        ]
    )
    whole = (data + data.T) / 2.0 + np.diag(precision)
    roots, axes = np.linalg.eigh(whole)
    raised = np.maximum(roots, precision.min())  # never less certain than the prior's widest effect
    log_posterior = float(seen.weight @ value - 0.5 * precision @ effects**2)
    return log_posterior, slope, (axes * raised) @ axes.T


def _rows_at(seen: _Seen, shift: Floats, stretch: Floats) -> tuple[Floats, Floats, Floats]:
    """(n,) log likelihood of each end, and its derivatives by shift and by stretch.

    Success: −z²/2 − k. Left: ln(p·S_s + (1−p)·S_f), with S_s = (Φ(−z) − .05)/.95 up to the cut at z = 1.645 where cut.
    """
    from scipy.special import ndtr  # noqa: PLC0415 -- a fit needs it, the types do not

    stretch = np.where(seen.is_figure, 0.0, stretch)
    scale = seen.sigma * np.exp(stretch)
    z = (seen.centre - shift) / scale
    kept = np.where(seen.is_cut, BELOW_CUT, 1.0)
    is_running = ~seen.is_cut | (z < Z95)
    works = np.where(is_running, (ndtr(-z) - (1.0 - kept)) / kept, 0.0)
    alive = np.maximum(LEAST, seen.chance * works + (1.0 - seen.chance) * seen.fails)
    density = np.where(is_running, np.exp(-0.5 * z * z) / (math.sqrt(2.0 * math.pi) * kept), 0.0)
    by_z = -seen.chance * density / alive
    is_left = seen.end == LEFT
    value = np.where(is_left, np.log(alive), -0.5 * z * z - stretch)
    by_shift = np.where(is_left, -by_z / scale, z / scale)
    by_stretch = np.where(seen.is_figure, 0.0, np.where(is_left, -by_z * z, z * z - 1.0))
    return value, by_shift, by_stretch
