"""A correction judged by what it never saw: whole folds left out, and inside each the gate learnt in the same way."""

import numpy as np

from acumen.judgment.chances.effects import Floats, Ints, Spread
from acumen.judgment.chances.gate import blend, weigh
from acumen.judgment.chances.learning import Labels, forecast, label, learn
from acumen.judgment.chances.prequential import Followed
from acumen.judgment.chances.sayings import Sayings, loss

MOST_FOLDS = 50  # more values than this are left out in groups
MOST_INNER = 10
N_QUESTION_FOLDS = 5  # inside, where only one value is left to learn from


def leave_out(sayings: Sayings, folds: Ints, *, spread: Spread) -> Followed:
    """Correct each fold by a correction and a gate learnt from all the others, outcomes of all ages counting alike.

    folds: (n,) numbers from 0. `total` is the S that the whole record gives to a gate for a fold not in it.
    """
    labels = label(sayings)
    outer = folds % MOST_FOLDS
    rows = np.arange(sayings.n)
    candidate, gained = np.empty(sayings.n), np.zeros(sayings.n)
    for fold in np.unique(outer):
        out, rest = rows[outer == fold], rows[outer != fold]
        posterior = learn(sayings, labels, rest, spread=spread)
        candidate[out] = forecast(sayings, labels, out, posterior)
        gained[out] = _gain(sayings, labels, rest, folds, spread)
    weights = weigh(gained)
    return Followed(
        candidate=candidate,
        gained=gained,
        weights=weights,
        corrected=blend(sayings.probs, candidate, weights),
        total=_gain(sayings, labels, rows, folds, spread),
    )


def _gain(sayings: Sayings, labels: Labels, rows: Ints, folds: Ints, spread: Spread) -> float:
    """Nats that a correction gains on the folds among `rows`, each left out in turn."""
    inner = np.unique(folds[rows], return_inverse=True)[1] % MOST_INNER if len(rows) else np.zeros(0, dtype=np.intp)
    if len(rows) and inner.max() == 0:
        inner = np.unique(sayings.questions[rows], return_inverse=True)[1] % N_QUESTION_FOLDS
    found: Floats = np.empty(len(rows))
    for fold in np.unique(inner):
        posterior = learn(sayings, labels, rows[inner != fold], spread=spread)
        found[inner == fold] = forecast(sayings, labels, rows[inner == fold], posterior)
    part = sayings.take(rows)
    return float(sayings.weights[rows] @ (loss(part.probs, part) - loss(found, part)))
