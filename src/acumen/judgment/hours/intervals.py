"""What sayings like `4 to 12 h` have meant: a shift and a stretch of log hours, learnt from how steps ended.

A saying a to b stands for log hours N(μ, σ²) with μ = ln √(ab) and σ = ln(b/a)/(2·1.645). They have meant

    log hours ~ N(μ + m, (σ·e^k)²),   m = m₀ + m_person + m_domain,   k = k₀ + k_person + k_domain,

all effects normal around 0, so that no record means no correction. An end enters by its likelihood (`judgment/ended.py`),
a step that was left as one that is still running. The posterior is taken as normal around its mode (Laplace) and integrated:
the corrected saying is where the predictive distribution has 5 % and 95 %, wider while little is known.
The gate: with S the sum, over outcomes, of what the correction known before each was said would have gained in log
likelihood, the correction counts for w = max(0, 1 − e^−(S − ½)), in log hours.
"""

import math
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from acumen.chance.drawing import chances, normal_quantile, place
from acumen.chance.hours import Z95
from acumen.judgment.ended import EndedStep, end_log_likelihood
from acumen.judgment.hours.posterior import Posterior, fit_posterior

HALF_LIFE_DAYS = 250.0
GATE_TOLL = 0.5
REFIT_GROWTH = 1.15  # the gate's fits are made anew when the record has grown by this
NODES, NODE_WEIGHTS = np.polynomial.hermite_e.hermegauss(9)
SHARES = NODE_WEIGHTS / NODE_WEIGHTS.sum()
MOST_NEWTON = 100
TAIL_PROB = 0.05

Floats = NDArray[np.float64]


class IntervalCorrection(msgspec.Struct, frozen=True, kw_only=True):
    """What a person's intervals have meant. `n` outcomes (left steps among them) stand behind it.

    `weight`: how much of it is applied, from 0 (not earned) to 1; `gain` is S, the log likelihood it would have gained.
    """

    n: int
    n_left: int
    weight: float
    gain: float
    posterior: Posterior

    def n_of(self, *, person: str | None = None, domain: str | None = None) -> int:
        """Outcomes of that person, in that domain, or both; of all where neither is named."""
        pairs = zip(self.posterior.persons_seen, self.posterior.domains_seen, strict=True)
        return sum(person in (None, one) and domain in (None, other) for one, other in pairs)

    def correct(
        self, low_hours: float, high_hours: float, *, person: str = "", domain: str = ""
    ) -> tuple[float, float]:
        """What `low_hours` to `high_hours` has meant: the 5 % and 95 % points, the posterior integrated, gated."""
        if self.weight <= 0.0:
            return float(low_hours), float(high_hours)
        low, high = _predict(self.posterior, low_hours, high_hours, person, domain)
        return _towards(low_hours, low, self.weight), _towards(high_hours, high, self.weight)

    def draw(self, n_draws: int, *, seed: int = 0) -> "IntervalDraws":
        """Ways in which the person may miss, `n_draws` of them, each shared by all steps: function of the seed alone."""
        coordinates = np.array([_normals(seed, f"hours {row}", n_draws) for row in range(self.posterior.n_effects)])
        effects = self.posterior.mode[:, None] + self.posterior.root @ coordinates
        return IntervalDraws(n_draws=n_draws, seed=seed, weight=self.weight, effects=effects, posterior=self.posterior)


class IntervalDraws(msgspec.Struct, frozen=True, kw_only=True):
    """Draws of the correction; row d of every answer is the same draw, whichever step is asked about."""

    n_draws: int
    seed: int
    weight: float
    effects: Floats  # (n_effects, n_draws)
    posterior: Posterior

    def correct(
        self, low_hours: float, high_hours: float, *, person: str = "", domain: str = ""
    ) -> tuple[Floats, Floats]:
        """(n_draws,) 5 % and (n_draws,) 95 % points in hours. People and domains without a record vary as the prior says."""
        mean, half = (math.log(low_hours) + math.log(high_hours)) / 2.0, math.log(high_hours / low_hours) / 2.0
        shift, stretch = self._effect("shift", person, domain), self._effect("stretch", person, domain)
        middle, reach = mean + shift, half * np.exp(stretch)
        w = self.weight
        return (
            np.exp((1.0 - w) * math.log(low_hours) + w * (middle - reach)),
            np.exp((1.0 - w) * math.log(high_hours) + w * (middle + reach)),
        )

    def _effect(self, kind: str, person: str, domain: str) -> Floats:
        rows, unseen = self.posterior.rows(kind, person, domain)
        total: Floats = self.effects[rows].sum(axis=0)
        for name, sd in unseen:
            total = total + sd * _normals(self.seed, name, self.n_draws)
        return total


def fit_intervals(
    steps: Sequence[EndedStep],
    *,
    chances_now: Sequence[float] | None = None,
    chances_raw: Sequence[float] | None = None,
    half_life_days: float = HALF_LIFE_DAYS,
    is_gated: bool = True,
) -> IntervalCorrection:
    """Learn from `steps` what intervals have meant; with none the correction is the identity.

    `chances_now` (n_steps,) replaces the said chances in the likelihood (by those of a correction). The gate compares the
    corrected hours under `chances_now` with the said ones under `chances_raw` (unless given: the same), each with the
    chances that suit it, so that hours aren't praised for mending what chances made for them had broken.
    An outcome `age` days before the latest weighs ½^(age / `half_life_days`). Without the gate the weight is 1.
    """
    now = _with_chances(steps, chances_now)
    raw = now if chances_raw is None else _with_chances(steps, chances_raw)
    said, known = _times(now)
    posterior = fit_posterior(now, _weights(known, half_life_days))
    gain = _prequential_gain(now, raw, said, known, half_life_days) if is_gated else math.inf
    weight = 1.0 - math.exp(-max(0.0, gain - GATE_TOLL))
    n_left = sum(step.end == "left" for step in now)
    return IntervalCorrection(n=len(now), n_left=n_left, weight=weight, gain=gain, posterior=posterior)


def _with_chances(steps: Sequence[EndedStep], chances: Sequence[float] | None) -> list[EndedStep]:
    """The steps, with other chances said where there are some."""
    if chances is None:
        return list(steps)
    return [msgspec.structs.replace(step, chance=float(p)) for step, p in zip(steps, chances, strict=True)]


def _times(rows: Sequence[EndedStep]) -> tuple[Floats, Floats]:
    """(n,) when it was said and (n,) when known, in days; row i is said at i and known just after, where no days are given."""
    if any(step.said_days is None or step.known_days is None for step in rows):
        order = np.arange(len(rows), dtype=np.float64)
        return order, order + 0.5
    said = np.array([step.said_days for step in rows], dtype=np.float64)
    return said, np.array([step.known_days for step in rows], dtype=np.float64)


def _weights(known: Floats, half_life_days: float) -> Floats:
    """(n,) ½^(age / half-life), counted back from the latest."""
    if known.size == 0:
        return known
    weights: Floats = 0.5 ** ((known.max() - known) / half_life_days)
    return weights


def _prequential_gain(
    rows: Sequence[EndedStep], raw: Sequence[EndedStep], said: Floats, known: Floats, half_life_days: float
) -> float:
    """S: the log likelihood that corrections made from outcomes known before each saying would have gained."""
    by_known = np.argsort(known, kind="stable")
    in_order = [rows[at] for at in by_known]
    n_known = np.searchsorted(known[by_known], said, side="right")
    gain, posterior, n_fitted = 0.0, None, 0
    for at in np.argsort(n_known, kind="stable"):
        n = int(n_known[at])
        if n == 0:
            continue
        if posterior is None or n >= max(n_fitted + 1, math.floor(REFIT_GROWTH * n_fitted)):
            past = known[by_known][:n]
            posterior, n_fitted = fit_posterior(in_order[:n], _weights(past, half_life_days)), n
        step = rows[at]
        low, high = _predict(posterior, step.low_hours, step.high_hours, step.person, step.domain)
        gain += end_log_likelihood(step, low, high) - end_log_likelihood(raw[at], step.low_hours, step.high_hours)
    return gain


def _predict(
    posterior: Posterior, low_hours: float, high_hours: float, person: str, domain: str
) -> tuple[float, float]:
    """The 5 % and 95 % points of the predictive: a normal around the shift, mixed over the stretch by quadrature."""
    mean, sigma = (math.log(low_hours) + math.log(high_hours)) / 2.0, math.log(high_hours / low_hours) / (2.0 * Z95)
    shift, shift_sd = posterior.moments("shift", person, domain)
    stretch, stretch_sd = posterior.moments("stretch", person, domain)
    sds = np.sqrt(shift_sd**2 + (sigma * np.exp(stretch + stretch_sd * NODES)) ** 2)
    reach = _mixed_quantile(sds)
    return math.exp(mean + shift - reach), math.exp(mean + shift + reach)


def _mixed_quantile(sds: Floats) -> float:
    """The 95 % point of normals around 0 with these sds, mixed in SHARES: Newton's method, from the left of a concave rise.

    The distribution function is concave above 0, so from any point below the quantile the steps never pass it.
    """
    pairs = [(float(share), float(sd)) for share, sd in zip(SHARES, sds, strict=True)]
    reach = 0.0
    for _ in range(MOST_NEWTON):
        above = sum(share * 0.5 * math.erfc(reach / (sd * math.sqrt(2.0))) for share, sd in pairs) - TAIL_PROB
        rise = sum(share * math.exp(-0.5 * (reach / sd) ** 2) / sd for share, sd in pairs) / math.sqrt(2.0 * math.pi)
        reach += above / rise
        if above < TAIL_PROB * 1e-12:
            break
    return reach


def _towards(said: float, meant: float, weight: float) -> float:
    """From `said` to `meant` by `weight`, in logs."""
    return math.exp((1.0 - weight) * math.log(said) + weight * math.log(meant))


def _normals(seed: int, name: str, n: int) -> Floats:
    """(n,) standard normal draws that depend on the seed and the name alone."""
    return normal_quantile(chances(place(seed, name), np.arange(n, dtype=np.uint64), 0))
