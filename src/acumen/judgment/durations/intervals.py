"""What sayings like `4 to 12 h` have meant: a shift and a stretch of log hours, learnt from how steps ended.

A saying a to b stands for log hours N(μ, σ²) with μ = ln √(ab) and σ = ln(b/a)/(2·1.645). They have meant

    log hours ~ N(μ + m, (σ·e^k)²),   m = m₀ + m_person + m_domain,   k = k₀ + k_person + k_domain,

all effects normal around 0, so that no record means no correction. An end enters by its likelihood (`judgment/ended.py`),
a step that was left as one that is still running. The posterior is taken as normal around its mode (Laplace) and integrated:
the correction is the predictive distribution, wider while little is known.

The gate is that of `judgment/gate.py`: a mixture in probability. S sums, over outcomes, what the correction learnt from what
was known strictly before each was said would have gained in log likelihood; what is told is where (1 − w)·as said + w·the
predictive has 5 % and 95 %. Below three steps that tell hours w = 0. One outcome counts in S for at most ln 4, which is what
it takes from w₀ to a half: a single surprise, however great, is one surprise.
"""

import math
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from acumen.distributions.durations import Z95
from acumen.distributions.random_streams import chances, normal_quantile, place
from acumen.judgment.censored_outcomes import LEAST_ENDED, EndedStep, end_log_likelihood
from acumen.judgment.durations.laplace import LaplacePosterior, fit_posterior
from acumen.judgment.durations.predictive import PredictivePart, mixture_quantile
from acumen.judgment.gate import add_up, choose, share_days, weigh

HALF_LIFE_DAYS = 250.0
MOST_GAIN, MOST_LOSS = math.log(4.0), math.log(1000.0)  # of one outcome, in nats
REFIT_GROWTH = 1.15  # the gate's fits are made anew when the record has grown by this
NODES, NODE_WEIGHTS = np.polynomial.hermite_e.hermegauss(9)
SHARES = NODE_WEIGHTS / NODE_WEIGHTS.sum()
LOW_PROB, HIGH_PROB = 0.05, 0.95
STREAM = 7  # of the seed: which draws are corrected

Floats = NDArray[np.float64]


class IntervalCorrection(msgspec.Struct, frozen=True, kw_only=True):
    """What a person's intervals have meant. `n` outcomes that tell hours (left steps among them) stand behind it.

    `weight`: how much of it is applied, from 0 (nothing, or too little, has ended) to 1; `gain` is S, the log likelihood
    it would have gained.
    """

    n: int
    n_left: int
    weight: float
    gain: float
    posterior: LaplacePosterior

    def n_of(self, *, person: str | None = None, domain: str | None = None) -> int:
        """Outcomes of that person, in that domain, or both; of all where neither is named."""
        pairs = zip(self.posterior.persons_seen, self.posterior.domains_seen, strict=True)
        return sum(person in (None, one) and domain in (None, other) for one, other in pairs)

    def correct(
        self, low_hours: float, high_hours: float, *, person: str = "", domain: str = ""
    ) -> tuple[float, float]:
        """What `low_hours` to `high_hours` has meant: the 5 % and 95 % points, the posterior integrated, gated.

        They are those of (1 − w)·the log-normal as said + w·the predictive.
        """
        if self.weight <= 0.0:
            return float(low_hours), float(high_hours)
        parts = _meant(self.posterior, low_hours, high_hours, person, domain)
        if self.weight < 1.0:
            mean, sigma = _said(low_hours, high_hours)
            said = PredictivePart(share=1.0 - self.weight, mean=mean, sd=sigma)
            parts = [said, *(msgspec.structs.replace(part, share=self.weight * part.share) for part in parts)]
        return _ends(parts)

    def candidate(
        self, low_hours: float, high_hours: float, *, person: str = "", domain: str = ""
    ) -> tuple[float, float]:
        """The same as if all of it were earned: what is shown where too little has ended for it to be applied."""
        return _ends(_meant(self.posterior, low_hours, high_hours, person, domain))

    def draw(self, n_draws: int, *, seed: int = 0) -> "IntervalDraws":
        """Ways in which the person may miss, `n_draws` of them, each shared by all steps: function of the seed alone.

        A share w of them is corrected, in all steps at once; the others are as said.
        """
        coordinates = np.array([_normals(seed, f"hours {row}", n_draws) for row in range(self.posterior.n_effects)])
        effects = self.posterior.mode[:, None] + self.posterior.root @ coordinates
        is_corrected = choose(self.weight, n_draws, rng=np.random.default_rng([seed, STREAM]))
        return IntervalDraws(
            n_draws=n_draws, seed=seed, is_corrected=is_corrected, effects=effects, posterior=self.posterior
        )


class IntervalDraws(msgspec.Struct, frozen=True, kw_only=True):
    """Draws of the correction; row d of every answer is the same draw, whichever step is asked about."""

    n_draws: int
    seed: int
    is_corrected: NDArray[np.bool_]  # (n_draws,)
    effects: Floats  # (n_effects, n_draws)
    posterior: LaplacePosterior

    def correct(
        self, low_hours: float, high_hours: float, *, person: str = "", domain: str = ""
    ) -> tuple[Floats, Floats]:
        """(n_draws,) 5 % and (n_draws,) 95 % points in hours. People and domains without a record vary as the prior says."""
        mean, half = (math.log(low_hours) + math.log(high_hours)) / 2.0, math.log(high_hours / low_hours) / 2.0
        shift, stretch = self._effect("shift", person, domain), self._effect("stretch", person, domain)
        middle, reach = mean + shift, half * np.exp(stretch)
        return (
            np.where(self.is_corrected, np.exp(middle - reach), low_hours),
            np.where(self.is_corrected, np.exp(middle + reach), high_hours),
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
    An outcome `age` days before the latest weighs ½^(age / `half_life_days`), and one of m known on its day 1/(1 + (m−1)ρ).
    Without the gate the weight is 1.
    """
    now = _with_chances(steps, chances_now)
    raw = now if chances_raw is None else _with_chances(steps, chances_raw)
    said, known = _times(now)
    posterior = fit_posterior(now, _weights(known, half_life_days))
    n = sum(step.tells_hours for step in now)
    n_left = sum(step.end == "left" for step in now)
    gain, weight = math.inf, 1.0
    if is_gated:
        gain, n_days = _prequential_gain(now, raw, said, known, half_life_days)
        weight = float(weigh(gain, n_days)) if n >= LEAST_ENDED else 0.0
    return IntervalCorrection(n=n, n_left=n_left, weight=weight, gain=gain, posterior=posterior)


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
    """(n,) ½^(age / half-life), counted back from the latest, less what one of many on a day counts for."""
    if known.size == 0:
        return known
    weights: Floats = 0.5 ** ((known.max() - known) / half_life_days) * share_days(known)
    return weights


def _prequential_gain(
    rows: Sequence[EndedStep], raw: Sequence[EndedStep], said: Floats, known: Floats, half_life_days: float
) -> tuple[float, int]:
    """S, what corrections made from outcomes known strictly before each saying would have gained; the days that told it.

    A step said to have begun after it ended counts as begun just before, so that none foretells itself.
    """
    by_known = np.argsort(known, kind="stable")
    in_order = [rows[at] for at in by_known]
    n_known = np.searchsorted(known[by_known], np.minimum(said, known), side="left")
    gains, posterior, n_fitted = np.zeros(len(rows)), None, 0
    for at in np.argsort(n_known, kind="stable"):
        n = int(n_known[at])
        if n == 0:
            continue
        if posterior is None or n >= max(n_fitted + 1, math.floor(REFIT_GROWTH * n_fitted)):
            past = known[by_known][:n]
            posterior, n_fitted = fit_posterior(in_order[:n], _weights(past, half_life_days)), n
        step = rows[at]
        low, high = _ends(_meant_by(posterior, step))
        meant, as_said = (
            end_log_likelihood(step, low, high),
            end_log_likelihood(raw[at], step.low_hours, step.high_hours),
        )
        gains[at] = min(MOST_GAIN, max(-MOST_LOSS, meant - as_said))
    summed, n_days = add_up(gains[by_known], known[by_known])
    return float(summed[-1]), int(n_days[-1])


def _said(low_hours: float, high_hours: float) -> tuple[float, float]:
    """Mean and sd of log hours as said."""
    return (math.log(low_hours) + math.log(high_hours)) / 2.0, math.log(high_hours / low_hours) / (2.0 * Z95)


def _meant(
    posterior: LaplacePosterior, low_hours: float, high_hours: float, person: str, domain: str
) -> list[PredictivePart]:
    """The predictive: a normal around the shift, mixed over the stretch by quadrature."""
    mean, sigma = _said(low_hours, high_hours)
    shift, shift_sd = posterior.moments("shift", person, domain)
    stretch, stretch_sd = posterior.moments("stretch", person, domain)
    sds = np.sqrt(shift_sd**2 + (sigma * np.exp(stretch + stretch_sd * NODES)) ** 2)
    return [
        PredictivePart(share=float(share), mean=mean + shift, sd=float(sd))
        for share, sd in zip(SHARES, sds, strict=True)
    ]


def _meant_by(posterior: LaplacePosterior, step: EndedStep) -> list[PredictivePart]:
    """What a step's saying has meant; of a single figure only its middle is corrected."""
    if not step.is_figure:
        return _meant(posterior, step.low_hours, step.high_hours, step.person, step.domain)
    mean, sigma = _said(step.low_hours, step.high_hours)
    shift, shift_sd = posterior.moments("shift", step.person, step.domain)
    return [PredictivePart(share=1.0, mean=mean + shift, sd=math.hypot(shift_sd, sigma))]


def _ends(parts: Sequence[PredictivePart]) -> tuple[float, float]:
    """The 5 % and 95 % points in hours; one is the mirror of the other where all parts have one mean."""
    high, mean = mixture_quantile(parts, HIGH_PROB), parts[0].mean
    is_even = all(part.mean == mean for part in parts)
    return math.exp(2.0 * mean - high if is_even else mixture_quantile(parts, LOW_PROB)), math.exp(high)


def _normals(seed: int, name: str, n: int) -> Floats:
    """(n,) standard normal draws that depend on the seed and the name alone."""
    return normal_quantile(chances(place(seed, name), np.arange(n, dtype=np.uint64), 0))
