"""What accept-or-reject decisions say about a quality: its posterior, its bits, and what would tell more.

A committee sees the score x = √r·θ + √(1−r)·ε of a quality θ and accepts where x > τ = Φ⁻¹(1−s); θ and ε are N(0, 1) in
the pool, r is the correlation between the scores of two independent committees, s the share accepted. Then
E[θ | rejected] = −√r·φ(τ)/(1−s) and E[θ | accepted] = √r·φ(τ)/s (the mean of a cut normal; Lord & Novick 1968, ch. 3).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr, ndtr, ndtri

from acumen.errors import UsageError

Floats = NDArray[np.float64]

SHARED = 0.5  # share of the variance of quality in one kind of work that goes with all kinds; no figure is known
MOST_RELIABILITY = 0.99
FURTHEST = 10.0  # of a prior, in sds of the pool: one of 10²³ lies beyond
N_FINE, N_COARSE, REACH = 4001, 321, 8.5  # nodes over ± so many prior sds: the trapezoid rule is exact to rounding
MOST_ENUMERATED = 10  # decisions whose 2ⁿ outcomes are all looked at for the mutual information
ONE_KIND = "this kind"
TINY = 1e-300


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a committee of `reliability` in [0, .99] said that accepts a share `accept` in (0, 1) of what it sees."""

    is_accepted: bool
    accept: float
    reliability: float
    kind: str = ONE_KIND

    def __post_init__(self) -> None:
        """UsageError outside the domain."""
        if not 0.0 < self.accept < 1.0:
            raise UsageError(
                f"expected a share accepted between 0 and 1, found {self.accept:g}", hint="write 26% or 0.26"
            )
        if not 0.0 <= self.reliability <= MOST_RELIABILITY:
            hint = "it is the correlation between two independent committees' scores"
            raise UsageError(f"expected a reliability from 0 to 0.99, found {self.reliability:g}", hint=hint)

    @property
    def threshold(self) -> float:
        """τ = Φ⁻¹(1−s)."""
        return float(-ndtri(self.accept))


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityPrior:
    """Belief about a quality before the decisions, in sds of the pool: the pool itself unless said otherwise."""

    mean: float = 0.0
    sd: float = 1.0

    def __post_init__(self) -> None:
        """UsageError outside the domain."""
        if not (abs(self.mean) <= FURTHEST and 1.0 / FURTHEST <= self.sd <= FURTHEST):
            limits = f"a mean from -{FURTHEST:g} to {FURTHEST:g} and an sd from {1.0 / FURTHEST:g} to {FURTHEST:g}"
            raise UsageError(
                f"expected {limits}, in sds of the pool, found {self.mean:g} and {self.sd:g}",
                hint="write 0,1 for somebody drawn from the pool",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """A distribution of one quality on a grid; `mean` and `sd` in sds of the pool."""

    at: Floats  # (n_nodes,)
    weights: Floats  # (n_nodes,) summing to 1

    @property
    def mean(self) -> float:
        """E[θ]."""
        return float(self.weights @ self.at)

    @property
    def sd(self) -> float:
        """Root of E[(θ − E θ)²]."""
        return math.sqrt(float(self.weights @ (self.at - self.mean) ** 2))

    def quantile(self, prob: float) -> float:
        """The value that θ does not exceed with `prob`, linear between nodes."""
        below = np.cumsum(self.weights) - 0.5 * self.weights
        return float(np.interp(prob, below, self.at))


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedDecision:
    """What decisions came to: a belief per kind of work, one of what all kinds share, and bits."""

    kinds: dict[str, Belief]
    general: Belief | None  # None with one kind of work
    bits: float | None  # mutual information of the decisions and the qualities; None beyond 10 decisions
    learned_bits: float  # KL divergence of the belief after from the belief before
    chance: float  # P(these decisions), before


def shift(decision: Decision, *, prior: QualityPrior | None = None) -> tuple[float, float]:
    """Mean and sd of θ after one decision, in closed form.

    With prior N(m, v): S² = r·v + 1 − r, a = (τ − √r·m)/S, λ = φ(a)/Φ(∓a); the mean is m ± √r·v/S·λ and the variance
    v·(1 − r·v/S²·λ(λ ∓ a)), the upper sign where accepted. With m = 0 and v = 1 the mean is ±√r·φ(τ)/P.
    """
    before = prior or QualityPrior()
    variance, root = before.sd**2, math.sqrt(decision.reliability)
    spread = math.sqrt(decision.reliability * variance + 1.0 - decision.reliability)
    a = (decision.threshold - root * before.mean) / spread
    sign = 1.0 if decision.is_accepted else -1.0
    hazard = math.exp(-0.5 * a * a - 0.5 * math.log(2.0 * math.pi) - float(log_ndtr(-sign * a)))
    mean = before.mean + sign * root * variance / spread * hazard
    kept = 1.0 - decision.reliability * variance / spread**2 * hazard * (hazard - sign * a)
    return mean, before.sd * math.sqrt(max(kept, TINY))  # rounding may leave less than nothing


def accept_probs(decision: Decision, quality: Floats) -> Floats:
    """P(accepted | θ) = Φ((√r·θ − τ)/√(1−r)), in the shape of `quality`."""
    return np.asarray(ndtr(_score(decision, quality)))


def _score(decision: Decision, quality: Floats) -> Floats:
    r = decision.reliability
    return np.asarray((math.sqrt(r) * quality - decision.threshold) / math.sqrt(1.0 - r))


def _log_likelihood(decision: Decision, quality: Floats, *, is_accepted: bool) -> Floats:
    sign = 1.0 if is_accepted else -1.0
    return np.asarray(log_ndtr(sign * _score(decision, quality)))


def weigh(
    decisions: Sequence[Decision], *, prior: QualityPrior | None = None, shared: float = SHARED
) -> WeighedDecision:
    """All decisions together; with several kinds of work, θ_kind = m + sd·(√c·g + √(1−c)·a_kind) with c = `shared`.

    g and every a are N(0, 1); given the qualities the decisions are independent. UsageError for no decision or c
    outside [0, 1].
    """
    if not decisions:
        raise UsageError("expected at least one decision, found none", hint="--accept 26% --outcome rejected")
    if not 0.0 <= shared <= 1.0:
        raise UsageError(
            f"expected a share from 0 to 1 that kinds of work have in common, found {shared:g}", hint="write 50% or 0.5"
        )
    names = list(dict.fromkeys(decision.kind for decision in decisions))
    return _weigh(decisions, names, prior or QualityPrior(), 1.0 if len(names) == 1 else shared)


def _normal_nodes(n_nodes: int) -> tuple[Floats, Floats]:
    """Nodes over ±`REACH` sds and weights of N(0, 1)."""
    at = np.linspace(-REACH, REACH, n_nodes)
    weights = np.exp(-0.5 * at**2)
    return at, weights / weights.sum()


def _weigh(decisions: Sequence[Decision], names: list[str], prior: QualityPrior, shared: float) -> WeighedDecision:
    g, g_weights = _normal_nodes(N_FINE if len(names) == 1 else N_COARSE)
    own, own_weights = (np.zeros(1), np.ones(1)) if len(names) == 1 else _normal_nodes(N_COARSE)
    quality = prior.mean + prior.sd * (math.sqrt(shared) * g[:, None] + math.sqrt(1.0 - shared) * own)  # (n_g, n_own)
    logs = {name: np.zeros_like(quality) for name in names}
    for decision in decisions:
        logs[decision.kind] += _log_likelihood(decision, quality, is_accepted=decision.is_accepted)
    inner = {name: np.exp(log) @ own_weights for name, log in logs.items()}  # P(decisions of the kind | g)
    joint = g_weights * np.prod(list(inner.values()), axis=0)
    chance = float(joint.sum())
    if not chance > 0.0:
        raise UsageError("these decisions can't be under this prior", hint="give a prior that is nearer to 0, or wider")
    general = joint / chance
    kinds, learned = {}, -math.log(chance)
    for name, log in logs.items():
        after = (general / np.maximum(inner[name], TINY))[:, None] * np.exp(log) * own_weights
        learned += float((after * log).sum())
        kinds[name] = _belief(quality, after)
    bits = _mutual_bits(decisions, names, quality, g_weights, own_weights)
    whole = None if len(names) == 1 else Belief(at=g, weights=general)
    return WeighedDecision(kinds=kinds, general=whole, bits=bits, learned_bits=learned / math.log(2.0), chance=chance)


def _belief(quality: Floats, weights: Floats) -> Belief:
    """A distribution over a plane of (g, a) as one over θ, in order."""
    order = np.argsort(quality, axis=None, kind="stable")
    at, flat = quality.ravel()[order], weights.ravel()[order]
    return Belief(at=at, weights=flat / flat.sum())


def _mutual_bits(
    decisions: Sequence[Decision], names: list[str], quality: Floats, g_weights: Floats, own_weights: Floats
) -> float | None:
    """I(decisions; qualities) = H(decisions) − Σ E[H(decision | θ)], as they are independent given the qualities."""
    if len(decisions) > MOST_ENUMERATED:
        return None
    given = 0.0
    table = np.ones((1, len(g_weights)))  # P(outcomes so far | g), one row per outcome
    for name in names:
        inner = np.ones((1, *quality.shape))
        for decision in (each for each in decisions if each.kind == name):
            accepted = accept_probs(decision, quality)
            given += float(g_weights @ _entropy(np.stack([accepted, 1.0 - accepted])) @ own_weights)
            inner = np.concatenate([inner * accepted, inner * (1.0 - accepted)])
        rows = inner @ own_weights
        table = (table[:, None, :] * rows[None, :, :]).reshape(-1, len(g_weights))
    return max(0.0, float(_entropy(table @ g_weights)) - given)


def _entropy(probs: Floats) -> Floats:
    """Bits, over the first axis; 0·log 0 = 0."""
    return np.asarray(-(probs * np.log2(np.maximum(probs, TINY))).sum(axis=0))


def score_bits(belief: Belief, reliability: float) -> float:
    """Bits that a Gaussian score of this reliability tells: ½·log2(1 + v·r/(1−r)), v the variance of the belief."""
    return 0.5 * math.log2(1.0 + belief.sd**2 * reliability / (1.0 - reliability))


def decision_bits(belief: Belief, decision: Decision) -> float:
    """Bits that one more such decision tells, whichever way it falls."""
    accepted = accept_probs(decision, belief.at)
    both = np.stack([accepted, 1.0 - accepted])
    return max(0.0, float(_entropy(both @ belief.weights) - belief.weights @ _entropy(both)))


def own_score_bits(belief: Belief, decision: Decision, *, prior: QualityPrior | None = None) -> float:
    """Bits that the very score behind `decision` still tells once the decision is known, `belief` that after it alone.

    h(θ | decision) − h(θ | x); given x, θ is normal with variance v·(1−r)/(1 − r + r·v).
    """
    variance, r = (prior or QualityPrior()).sd ** 2, decision.reliability
    step = float(belief.at[1] - belief.at[0])
    density = np.maximum(belief.weights / step, TINY)
    entropy = -float(belief.weights @ np.log2(density))
    known = variance * (1.0 - r) / (1.0 - r + r * variance)
    return max(0.0, entropy - 0.5 * math.log2(2.0 * math.pi * math.e * known))


def percentile(quality: float) -> float:
    """100·Φ(θ): the share of the pool that lies below, in percent."""
    return 100.0 * float(ndtr(quality))
