"""A correction judged by what it never saw: whole folds left out, and inside each the gate learnt in the same way."""

import numpy as np

from acumen.judgment.calibration.fit import FitLabels, forecast, label, learn
from acumen.judgment.calibration.forecasts import Sayings, loss
from acumen.judgment.calibration.hierarchical_model import Floats, Ints, Prior
from acumen.judgment.calibration.prequential import PrequentialRun
from acumen.judgment.gate import mix, share_days, weigh

MOST_FOLDS = 50  # more values than this are left out in groups
MOST_INNER = 10
N_QUESTION_FOLDS = 5  # inside, where only one value is left to learn from


def leave_out(sayings: Sayings, folds: Ints, *, prior: Prior) -> PrequentialRun:
    """Correct each fold by a correction and a gate learnt from all the others, outcomes of all ages counting alike.

    folds: (n,) numbers from 0. `total` is the S that the whole record gives to a gate for a fold not in it.
    """
    labels = label(sayings)
    outer = folds % MOST_FOLDS
    rows = np.arange(sayings.n)
    candidate, gained, n_days = np.empty(sayings.n), np.zeros(sayings.n), np.zeros(sayings.n, dtype=np.intp)
    for fold in np.unique(outer):
        out, rest = rows[outer == fold], rows[outer != fold]
        posterior = learn(sayings, labels, rest, prior=prior)
        candidate[out] = forecast(sayings, labels, out, posterior)
        gained[out], n_days[out] = _gain(sayings, labels, rest, folds, prior), sayings.count_days(rest)
    weights = weigh(gained, n_days, share=prior.share)
    total, all_days = _gain(sayings, labels, rows, folds, prior), sayings.count_days(rows)
    return PrequentialRun(
        candidate=candidate,
        gained=gained,
        weights=weights,
        corrected=mix(sayings.probs, candidate, weights),
        total=total,
        n_days=all_days,
        weight=float(weigh(total, all_days, share=prior.share)),
    )


def _gain(sayings: Sayings, labels: FitLabels, rows: Ints, folds: Ints, prior: Prior) -> float:
    """Nats that a correction gains on the folds among `rows`, each left out in turn."""
    inner = np.unique(folds[rows], return_inverse=True)[1] % MOST_INNER if len(rows) else np.zeros(0, dtype=np.intp)
    if len(rows) and inner.max() == 0:
        inner = np.unique(sayings.questions[rows], return_inverse=True)[1] % N_QUESTION_FOLDS
    found: Floats = np.empty(len(rows))
    for fold in np.unique(inner):
        posterior = learn(sayings, labels, rows[inner != fold], prior=prior)
        found[inner == fold] = forecast(sayings, labels, rows[inner == fold], posterior)
    part = sayings.take(rows)
    weights = sayings.weights[rows] * share_days(sayings.days[rows], sayings.questions[rows])
    return float(weights @ (loss(part.probs, part) - loss(found, part)))
