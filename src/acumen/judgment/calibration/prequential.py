"""A correction learnt on the way: each forecast corrected by what was known when it was made, and by nothing else.

Cf. Dawid (1984), doi:10.2307/2981683: a forecaster is judged by the forecasts he made, in the order in which he could.
"""

import msgspec
import numpy as np

from acumen.judgment.calibration.fit import HALVING_DAYS, FitLabels, forecast, label, learn
from acumen.judgment.calibration.forecasts import Sayings, loss
from acumen.judgment.calibration.hierarchical_model import Floats, Ints, Posterior, Prior
from acumen.judgment.gate import add_up, mix, weigh

GROWTH = 0.005  # refitted when this share of new outcomes (and at least one) has become known
MOST_FITS = 1000  # or when this part of all outcomes has, where that is more


class PrequentialRun(msgspec.Struct, frozen=True, kw_only=True):
    """Each saying as it would have been corrected at the time, (n,) each."""

    candidate: Floats  # q: the correction before the gate
    gained: Floats  # S: nats that the correction had gained on the questions known by then
    weights: Floats  # w
    corrected: Floats  # what would have been forecast
    total: float  # S after all outcomes
    n_days: int  # that told it
    weight: float  # w after all outcomes


def follow(
    sayings: Sayings, *, prior: Prior, labels: FitLabels | None = None, halving_days: float = HALVING_DAYS
) -> PrequentialRun:
    """Correct every saying by the outcomes known before it was made, the gate learnt in the same way.

    Outcomes known at the very time a forecast was made teach it nothing, neither of the correction nor of the gate; nor does
    any outcome of its own question. A gain is that of the correction as it stood when the outcome became known, learnt from
    what was known strictly before: it takes part in the gain when the gain happens.
    """
    made, known = order(sayings)
    by_known = np.lexsort((_first(sayings.questions), known))
    n_known, n_before = (np.searchsorted(known[by_known], moments, side="left") for moments in (made, known))
    candidate, tried = _run(
        sayings, labels or label(sayings), by_known, (n_known, n_before), prior=prior, halving_days=halving_days
    )
    gains = sayings.weights * (loss(sayings.probs, sayings) - loss(tried, sayings))
    days = known if sayings.known_days is not None else sayings.days
    gained, n_days = add_up(gains[by_known], days[by_known], sayings.questions[by_known])
    weights = weigh(gained[n_known], n_days[n_known], share=prior.share)
    return PrequentialRun(
        candidate=candidate,
        gained=gained[n_known],
        weights=weights,
        corrected=mix(sayings.probs, candidate, weights),
        total=float(gained[-1]),
        n_days=int(n_days[-1]),
        weight=float(weigh(gained[-1], n_days[-1], share=prior.share)),
    )


def order(sayings: Sayings) -> tuple[Floats, Floats]:
    """When each saying was made and its question known, (n,) each: in days, else by its place in the order given.

    A question is known when the last of its rows is. A forecast dated after any of them counts as made just before.
    """
    places = np.arange(sayings.n, dtype=float)
    made, known = sayings.made_days, sayings.known_days
    when_known = known if known is not None else made if made is not None else places
    when_made = made if made is not None else when_known
    if sayings.n == 0:
        return when_made, when_known
    n_questions = int(sayings.questions.max()) + 1
    first, last = np.full(n_questions, np.inf), np.full(n_questions, -np.inf)
    np.minimum.at(first, sayings.questions, when_known)
    np.maximum.at(last, sayings.questions, when_known)
    return np.minimum(when_made, first[sayings.questions]), last[sayings.questions]


def _first(questions: Ints) -> Ints:
    """The place at which each row's question first appears, so that rows of one question stand together, (n,)."""
    _, first, number = np.unique(questions, return_index=True, return_inverse=True)
    return np.asarray(first[number], dtype=np.intp)


def _run(
    sayings: Sayings,
    labels: FitLabels,
    by_known: Ints,
    allowed: tuple[Ints, ...],
    *,
    prior: Prior,
    halving_days: float,
) -> tuple[Floats, ...]:
    """The candidate of each row from at most the first `allowed` rows of `by_known`; one (n,) for each (n,) of `allowed`."""
    found = tuple(np.empty(sayings.n) for _ in allowed)
    orders = [np.argsort(counts, kind="stable") for counts in allowed]
    sorted_counts = [counts[rows] for counts, rows in zip(allowed, orders, strict=True)]
    begins = [0] * len(allowed)
    posterior: Posterior | None = None
    least = sayings.n // MOST_FITS
    while any(begin < sayings.n for begin in begins):
        n_learnt = min(int(counts[at]) for counts, at in zip(sorted_counts, begins, strict=True) if at < sayings.n)
        learnt = by_known[:n_learnt]
        days = sayings.known_days
        now = float(days[learnt].max()) if days is not None and n_learnt else None
        posterior = learn(
            sayings, labels, learnt, prior=prior, now_days=now, start=posterior, halving_days=halving_days
        )
        enough = n_learnt + max(1, least, int(GROWTH * n_learnt))
        ends = [int(np.searchsorted(counts, enough, side="left")) for counts in sorted_counts]
        batches = [rows[begin:end] for rows, begin, end in zip(orders, begins, ends, strict=True)]
        told = forecast(sayings, labels, np.concatenate(batches), posterior)
        for which, batch in enumerate(batches):
            found[which][batch], told = told[: len(batch)], told[len(batch) :]
        begins = [max(begin, end) for begin, end in zip(begins, ends, strict=True)]
    return found
