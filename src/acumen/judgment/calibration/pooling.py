"""Several forecasters of one question: the mean of their log-odds, sharpened by what their number and spread allow.

People are over-confident one by one and their mean is under-confident: averaging removes the noise that made each of them
over-confident. Where log-odds vary by s² between questions and by v within one, the slope of a mean of k is

    slope_k = slope_1 · (s² + v) / (s² + v/k)

about the mean m of all log-odds, so disagreement (large v) sharpens, and one forecaster (k = 1) keeps slope_1: regression with
errors in the variables, the attenuation of slope_1 undone as far as averaging has removed the error (Fuller 1987, §1.1). About
m and not about 0: the regression of one forecaster, attenuated or not, passes through the means. Never without slope_1: it is
each forecaster's own, learnt from the record and shrunk: who tells little enters with little.
"""

import msgspec
import numpy as np

from acumen.distributions.special import expit
from acumen.judgment.calibration.correction import Domain, FittedCorrection
from acumen.judgment.calibration.forecasts import raw_logits, soft_logits
from acumen.judgment.calibration.hierarchical_model import Floats, Ints
from acumen.judgment.gate import mix

N_DRAWS = 1000


class Spreads(msgspec.Struct, frozen=True, kw_only=True):
    """Log-odds in a record: their mean over questions, their variances between questions (s²) and within one (v)."""

    centre: float
    between: float
    within: float

    def sharpening(self, k: float) -> float:
        """(s² + v) / (s² + v/k): by how much the slope of a mean of k exceeds that of one; 1 where nothing varies."""
        whole = self.between + self.within / k
        return (self.between + self.within) / whole if whole > 0.0 else 1.0


class Pooled(msgspec.Struct, frozen=True, kw_only=True):
    """One forecast of several people."""

    said: float  # mean of their log-odds, as a chance
    prob: float  # corrected: each by their own record, then sharpened; after the gate
    sharpening: float
    k: int


def measure_spreads(probs: Floats, questions: Ints) -> Spreads:
    """s² and v of the log-odds by one-way analysis of variance. probs: (n,); questions: (n,) numbers from 0.

    v = Σ (x − x̄_q)² / (n − Q); s² = (MS_between − v) / k₀, at least 0, with k₀ = (n − Σ k_q²/n) / (Q − 1) (Searle, Casella &
    McCulloch 1992, §3.6). No question answered twice: v = 0. A single question: s² = 0.
    """
    x = soft_logits(probs)
    sizes = np.bincount(questions)
    sizes, number = sizes[sizes > 0], np.unique(questions, return_inverse=True)[1]
    n, n_questions = len(x), len(sizes)
    if n == 0:
        return Spreads(centre=0.0, between=0.0, within=0.0)
    means = np.bincount(number, x) / sizes
    centre = float(means.mean())
    within = float(np.square(x - means[number]).sum()) / (n - n_questions) if n > n_questions else 0.0
    if n_questions < 2:  # noqa: PLR2004 -- one question says nothing of how questions differ
        return Spreads(centre=centre, between=0.0, within=within)
    square = float(sizes @ np.square(means - x.mean())) / (n_questions - 1)
    usual = (n - float(sizes @ sizes) / n) / (n_questions - 1)
    return Spreads(centre=centre, between=max(0.0, (square - within) / usual), within=within)


def pool(
    correction: FittedCorrection,
    probs: Floats,  # (k,) chances of one question
    persons: tuple[str | None, ...],  # (k,) who said them
    *,
    spreads: Spreads,
    rng: np.random.Generator,
    domain: Domain = None,
    n_draws: int = N_DRAWS,
) -> Pooled:
    """The pooled forecast over shared draws: (1 − w) of the mean log-odds as said, w of what they have meant.

    The latter is E[σ(mean η_j(m) + sharpening · mean (η_j(x_j) − η_j(m)))].
    ValueError where nobody said anything.
    """
    k = len(probs)
    if k == 0:
        raise ValueError("expected at least one forecast to pool, found none")
    said = float(expit(raw_logits(probs).mean()))
    sharpening = spreads.sharpening(k)
    x = soft_logits(probs)
    drawn = correction.draw_logits(
        np.concatenate([x, np.full(k, spreads.centre)]),
        (*persons, *persons),
        (domain,) * (2 * k),
        rng=rng,
        n_draws=n_draws,
    )
    middle = drawn[:, k:]  # (n_draws, k) what each means by the mean of all log-odds
    eta = middle.mean(axis=1) + sharpening * (drawn[:, :k] - middle).mean(axis=1)
    mean = np.array([float(expit(eta).mean())])
    prob = mix(np.array([said]), mean, correction.weight)
    return Pooled(said=said, prob=float(prob[0]), sharpening=sharpening, k=k)
