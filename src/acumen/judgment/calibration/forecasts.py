"""What was said and what came of it, as columns: the input of everything in this room."""

from collections.abc import Hashable, Sequence

import msgspec
import numpy as np
from numpy.typing import ArrayLike, NDArray

from acumen.errors import UsageError
from acumen.judgment.calibration.hierarchical_model import Floats, Ints

RAW_CLIP = 0.001  # what is kept of a certainty when it is scored as said
SOFT_CLIP = 0.02  # and before it is corrected: it passes through the gate with the rest


class Sayings(msgspec.Struct, frozen=True, kw_only=True):
    """Chances said and what was seen of each, n rows; made by `settled` or `observed`."""

    probs: Floats  # (n,) as said
    if_true: Floats  # (n,) likelihood of what was seen, had it succeeded; yes: 1
    if_false: Floats  # (n,) and had it failed; yes: 0
    persons: tuple[str | None, ...]  # (n,)
    domains: tuple[tuple[str | None, ...], ...]  # one (n,) for each kind of domain; () without
    questions: Ints  # (n,) numbers from 0: rows of one question share their outcome
    made_days: Floats | None  # (n,) when it was said, in days; None: not known
    known_days: Floats | None  # (n,) when what came of it was known

    @property
    def n(self) -> int:
        """How many sayings."""
        return len(self.probs)

    @property
    def days(self) -> Floats:
        """The day on which each was known, (n,); without one each question is a day of its own."""
        return self.questions.astype(float) if self.known_days is None else np.floor(self.known_days)

    @property
    def weights(self) -> Floats:
        """1/k where k sayings are about one question, (n,)."""
        if self.n == 0:
            return np.zeros(0)
        return 1.0 / np.bincount(self.questions)[self.questions].astype(float)

    def count_days(self, rows: Ints) -> int:
        """On how many days these rows became known."""
        return len(np.unique(self.days[rows]))

    def take(self, rows: Ints) -> "Sayings":
        """The sayings in these rows, in this order."""
        kept = [int(row) for row in rows]
        return Sayings(
            probs=self.probs[rows],
            if_true=self.if_true[rows],
            if_false=self.if_false[rows],
            persons=tuple(self.persons[row] for row in kept),
            domains=tuple(tuple(column[row] for row in kept) for column in self.domains),
            questions=self.questions[rows],
            made_days=None if self.made_days is None else self.made_days[rows],
            known_days=None if self.known_days is None else self.known_days[rows],
        )


def settled(
    probs: ArrayLike,  # (n,)
    outcomes: ArrayLike,  # (n,) true or 1: it came true
    *,
    persons: Sequence[str | None] | None = None,
    domains: Sequence[Sequence[str | None]] = (),
    questions: Sequence[Hashable] | None = None,
    made_days: ArrayLike | None = None,
    known_days: ArrayLike | None = None,
) -> Sayings:
    """Sayings that came out yes or no; without `questions` each is about one of its own."""
    seen = np.asarray(outcomes, dtype=float)
    return observed(
        probs,
        seen,
        1.0 - seen,
        persons=persons,
        domains=domains,
        questions=questions,
        made_days=made_days,
        known_days=known_days,
    )


def observed(
    probs: ArrayLike,  # (n,)
    if_true: ArrayLike,  # (n,) likelihood of what was seen, had it succeeded
    if_false: ArrayLike,  # (n,) likelihood, had it failed
    *,
    persons: Sequence[str | None] | None = None,
    domains: Sequence[Sequence[str | None]] = (),
    questions: Sequence[Hashable] | None = None,
    made_days: ArrayLike | None = None,
    known_days: ArrayLike | None = None,
) -> Sayings:
    """Sayings of which only a likelihood was seen: a step left after t hours gives (S_s(t), S_f(t)).

    UsageError where columns differ in length, a chance is outside 0..1, or something seen was impossible either way.
    """
    said = np.asarray(probs, dtype=float)
    true, false = np.asarray(if_true, dtype=float), np.asarray(if_false, dtype=float)
    n = len(said)
    columns = [true, false, *domains, *(c for c in (persons, questions) if c is not None)]
    columns += [np.asarray(c) for c in (made_days, known_days) if c is not None]
    if any(len(column) != n for column in columns):
        lengths = sorted({n, *(len(column) for column in columns)})
        raise UsageError(f"expected columns of one length, found {lengths}", hint="one row a saying in each of them")
    if not np.all((said >= 0.0) & (said <= 1.0)):
        raise UsageError("expected chances from 0 to 1", hint="divide percent by 100, and leave out what was not said")
    if not np.all((true >= 0.0) & (false >= 0.0) & (true + false > 0.0) & np.isfinite(true + false)):
        raise UsageError("expected likelihoods of 0 or more, not both 0", hint="leave out what nothing is known of")
    return Sayings(
        probs=said,
        if_true=true,
        if_false=false,
        persons=(None,) * n if persons is None else tuple(persons),
        domains=tuple(tuple(column) for column in domains),
        questions=np.arange(n) if questions is None else number_labels(questions)[0],
        made_days=None if made_days is None else np.asarray(made_days, dtype=float),
        known_days=None if known_days is None else np.asarray(known_days, dtype=float),
    )


def number_labels(labels: Sequence[Hashable]) -> tuple[Ints, dict[Hashable, int]]:
    """Labels as numbers in the order in which they appear, (n,), None as −1; and the number of each."""
    numbers: dict[Hashable, int] = {}
    codes = [-1 if label is None else numbers.setdefault(label, len(numbers)) for label in labels]
    return np.array(codes, dtype=np.intp), numbers


def raw_logits(probs: Floats) -> Floats:
    """Log-odds as said, certainties at .001 and .999, (n,)."""
    return _logit(np.clip(probs, RAW_CLIP, 1.0 - RAW_CLIP))


def soft_logits(probs: Floats) -> Floats:
    """Log-odds with certainties softened to .02 and .98, (n,)."""
    return _logit(np.clip(probs, SOFT_CLIP, 1.0 - SOFT_CLIP))


def loss(probs: Floats, sayings: Sayings) -> Floats:
    """−ln(p·A + (1 − p)·B) in nats of each saying, p within .001..999; for yes and no the log score, (n,)."""
    said = np.clip(probs, RAW_CLIP, 1.0 - RAW_CLIP)
    return np.asarray(-np.log(said * sayings.if_true + (1.0 - said) * sayings.if_false))


def _logit(probs: Floats) -> NDArray[np.float64]:
    return np.log(probs) - np.log1p(-probs)
