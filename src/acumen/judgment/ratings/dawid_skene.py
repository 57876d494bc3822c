"""True classes from labels of raters who err: the model of Dawid and Skene (1979, doi:10.2307/2346806).

P(label l by rater r | class k) = π_r[k, l], P(class k) = p_k, labels independent given the class. EM from the shares of
votes; `smoothing` pseudo-counts on every p_k, and as many shared out over every row of π, make it the most likely a posteriori
(0: the most likely). A label that a rater repeats counts each time.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import beta

from acumen.errors import UsageError
from acumen.judgment.ratings.mixed_model import Floats, Ints, number

SMOOTHING = 0.01
MOST_ROUNDS = 2_000
STILL = 1e-9
ENDS = (0.05, 0.95)
TINY = 1e-300


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Labels as numbers, each `times` over."""

    item: Ints  # (n,)
    rater: Ints  # (n,)
    label: Ints  # (n,)
    times: Floats  # (n,)
    n_items: int
    n_raters: int
    n_classes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Classed:
    """Shares of the classes, raters' confusion, chances of each item's class."""

    shares: Floats  # (n_classes,)
    confusion: Floats  # (n_raters, n_classes, n_classes)  true → given
    posterior: Floats  # (n_items, n_classes)
    seen: Floats  # (n_raters, n_classes) labels that a rater is thought to have given to each true class
    log_likelihood: float
    n_rounds: int

    @property
    def accuracy(self) -> Floats:
        """(n_raters,) P(right), classes by their shares."""
        return np.asarray(np.einsum("rkk,k->r", self.confusion, self.shares))

    def accuracy_interval(self) -> tuple[Floats, Floats]:
        """90 % of a beta with the labels thought right and wrong, and a half on each side (Jeffreys)."""
        right = np.einsum("rkk,rk->r", self.confusion, self.seen)
        wrong = self.seen.sum(axis=1) - right
        return tuple(np.asarray(beta.ppf(end, right + 0.5, wrong + 0.5)) for end in ENDS)  # type: ignore[return-value]


def collect(
    items: Sequence[str], raters: Sequence[str], labels: Sequence[str], *, times: Sequence[float] | None = None
) -> tuple[Labels, tuple[list[str], list[str], list[str]]]:
    """Labels from names; the names of items and raters in order of appearance, of classes sorted (numbers as numbers)."""
    item_names, item = number(items)
    rater_names, rater = number(raters)
    found, raw = number(labels)
    order = sorted(range(len(found)), key=lambda at: _key(found[at]))
    place = np.argsort(np.array(order, dtype=np.int64))
    if len(found) < 2:  # noqa: PLR2004 -- with one class there is nothing to tell apart
        raise UsageError(
            f"expected labels of at least two classes, found {len(found)}",
            hint="name the column of labels: --label COLUMN",
        )
    data = Labels(
        item=item,
        rater=rater,
        label=place[raw],
        times=np.ones(len(raw)) if times is None else np.asarray(times, dtype=float),
        n_items=len(item_names),
        n_raters=len(rater_names),
        n_classes=len(found),
    )
    return data, (item_names, rater_names, [found[at] for at in order])


def _key(name: str) -> tuple[int, float, str]:
    try:
        return (0, float(name), name)
    except ValueError:
        return (1, 0.0, name)


def fit(labels: Labels, *, smoothing: float = SMOOTHING) -> Classed:
    """EM until no chance moves by more than 1e-9, or 2,000 rounds."""
    if not 0.0 <= smoothing < math.inf:
        raise UsageError(
            f"expected a smoothing of 0 or more, found {smoothing:g}",
            hint="leave it out, or write a small count such as 0.01",
        )
    votes = np.zeros((labels.n_items, labels.n_classes))
    np.add.at(votes, (labels.item, labels.label), labels.times)
    posterior = votes / votes.sum(axis=1, keepdims=True)
    rounds = 0
    shares, confusion, seen = _maximise(labels, posterior, smoothing)
    for rounds in range(1, MOST_ROUNDS + 1):  # noqa: B007 -- how many were needed is reported
        before = posterior
        posterior, log_likelihood = _expect(labels, shares, confusion)
        shares, confusion, seen = _maximise(labels, posterior, smoothing)
        if float(np.abs(posterior - before).max()) < STILL:
            break
    return Classed(
        shares=shares,
        confusion=confusion,
        posterior=posterior,
        seen=seen,
        log_likelihood=log_likelihood,
        n_rounds=rounds,
    )


def _maximise(labels: Labels, posterior: Floats, smoothing: float) -> tuple[Floats, Floats, Floats]:
    """Shares and confusion from the chances of classes."""
    k = labels.n_classes
    shares = posterior.sum(axis=0) + smoothing
    counts = np.zeros((labels.n_raters, k, k))  # rater, given, true
    np.add.at(counts, (labels.rater, labels.label), posterior[labels.item] * labels.times[:, None])
    counts = counts.transpose(0, 2, 1)
    seen = counts.sum(axis=2)
    total = seen[:, :, None] + smoothing
    even = np.full_like(counts, 1.0 / k)
    confusion = np.divide(counts + smoothing / k, total, out=even, where=total > 0.0)
    return shares / shares.sum(), confusion, seen


def _expect(labels: Labels, shares: Floats, confusion: Floats) -> tuple[Floats, float]:
    """Chances of classes, and the log likelihood."""
    logs = np.tile(np.log(np.maximum(shares, TINY)), (labels.n_items, 1))
    per_label = np.log(np.maximum(confusion, TINY))[labels.rater, :, labels.label] * labels.times[:, None]
    np.add.at(logs, labels.item, per_label)
    top = logs.max(axis=1, keepdims=True)
    weights = np.exp(logs - top)
    total = weights.sum(axis=1, keepdims=True)
    return weights / total, float((top + np.log(total)).sum())
