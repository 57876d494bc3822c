"""A correction learnt on the way: each forecast corrected by what was known when it was made, and by nothing else.

Cf. Dawid (1984), doi:10.2307/2981683: a forecaster is judged by the forecasts he made, in the order in which he could.
"""

import msgspec
import numpy as np

from acumen.judgment.chances.effects import Floats, Ints, Posterior, Spread
from acumen.judgment.chances.gate import blend, weigh
from acumen.judgment.chances.learning import HALVING_DAYS, Labels, forecast, label, learn
from acumen.judgment.chances.sayings import Sayings, loss

GROWTH = 0.005  # refitted when this share of new outcomes (and at least one) has become known


class Followed(msgspec.Struct, frozen=True, kw_only=True):
    """Each saying as it would have been corrected at the time, (n,) each."""

    candidate: Floats  # q: the correction before the gate
    gained: Floats  # S: nats that the correction had gained on the questions known by then
    weights: Floats  # w
    corrected: Floats  # what would have been forecast
    total: float  # S after all outcomes


def follow(sayings: Sayings, *, spread: Spread, halving_days: float = HALVING_DAYS) -> Followed:
    """Correct every saying by the outcomes known before it was made, the gate learnt in the same way.

    Outcomes known at the very time a forecast was made teach it nothing; nor does any outcome of its own question.
    """
    labels = label(sayings)
    made, known = order(sayings)
    candidate = _run(sayings, labels, made, known, spread=spread, halving_days=halving_days)
    gains, ranks = gain(sayings, labels, spread=spread, halving_days=halving_days)
    known_by_rank = np.full(len(gains), -np.inf)
    np.maximum.at(known_by_rank, ranks, known)
    by_time = np.argsort(known_by_rank, kind="stable")
    summed = np.concatenate([[0.0], np.cumsum(gains[by_time])])
    gained = summed[np.searchsorted(known_by_rank[by_time], made, side="left")]
    weights = weigh(gained)
    return Followed(
        candidate=candidate,
        gained=gained,
        weights=weights,
        corrected=blend(sayings.probs, candidate, weights),
        total=float(summed[-1]),
    )


def gain(
    sayings: Sayings, labels: Labels, *, spread: Spread, halving_days: float = HALVING_DAYS
) -> tuple[Floats, Ints]:
    """Nats gained on each question by a correction that had learnt from those known before it, (n_questions,).

    Questions stand in the order in which they were known, ties in the order given; also the place of each row in it, (n,).
    """
    _, known = order(sayings)
    ranks = _rank(sayings.questions, known)
    keys = ranks.astype(float)
    found = _run(sayings, labels, keys, keys, spread=spread, halving_days=halving_days)
    gained = sayings.weights * (loss(sayings.probs, sayings) - loss(found, sayings))
    return np.bincount(ranks, gained).astype(float), ranks


def order(sayings: Sayings) -> tuple[Floats, Floats]:
    """When each saying was made and known, (n,) each: days where they are given, else its place in the order given.

    A forecast that is dated after its own question was known counts as made just before that.
    """
    places = np.arange(sayings.n, dtype=float)
    made, known = sayings.made_days, sayings.known_days
    when_known = known if known is not None else made if made is not None else places
    when_made = made if made is not None else when_known
    if sayings.n == 0:
        return when_made, when_known
    first = np.full(int(sayings.questions.max()) + 1, np.inf)
    np.minimum.at(first, sayings.questions, when_known)
    return np.minimum(when_made, first[sayings.questions]), when_known


def _rank(questions: Ints, known: Floats) -> Ints:
    """The place of each row's question in the order in which questions were (last) known, (n,)."""
    if not len(questions):
        return np.zeros(0, dtype=np.intp)
    last = np.full(int(questions.max()) + 1, -np.inf)
    np.maximum.at(last, questions, known)
    places = np.empty(len(last), dtype=np.intp)
    places[np.argsort(last, kind="stable")] = np.arange(len(last))
    return places[questions]


def _run(
    sayings: Sayings, labels: Labels, made: Floats, known: Floats, *, spread: Spread, halving_days: float
) -> Floats:
    """The candidate for each row from rows known strictly before it was made, (n,)."""
    by_made, by_known = np.argsort(made, kind="stable"), np.argsort(known, kind="stable")
    n_known = np.searchsorted(known[by_known], made[by_made], side="left")  # how many outcomes each could learn from
    found = np.empty(sayings.n)
    posterior: Posterior | None = None
    begin = 0
    while begin < sayings.n:
        n_learnt = int(n_known[begin])
        rows = by_known[:n_learnt]
        days = sayings.known_days
        now = float(days[rows].max()) if days is not None and n_learnt else None
        posterior = learn(
            sayings, labels, rows, spread=spread, now_days=now, start=posterior, halving_days=halving_days
        )
        enough = n_learnt + max(1, int(GROWTH * n_learnt))
        end = max(begin + 1, int(np.searchsorted(n_known, enough, side="left")))
        found[by_made[begin:end]] = forecast(sayings, labels, by_made[begin:end], posterior)
        begin = end
    return found
