"""A record lived through again: each estimate predicted from the outcomes that were known when it was made.

The back-off takes in outcomes daily, the model is refitted monthly (in a record of more than 20,000 outcomes: once 1 % more are
known). Without dates every row is a moment of its own, batches grow by 1 % and the model is refitted when a tenth more is
known.
"""

from collections.abc import Iterator

import msgspec
import numpy as np
from numpy.typing import NDArray

from acumen.judgment.durations.bins import N_CELLS, Codes, Floats
from acumen.judgment.durations.correction import N_BEFORE_MODEL, HoursCorrection, Learner
from acumen.judgment.durations.dataset import HoursRecord

MONTH_DAYS = 365.25 / 12
N_MANY, MANY_GROWTH = 20_000, 1.01
ROW_GROWTH, REFIT_GROWTH = 0.01, 1.10  # of a record without dates


class Replayed(msgspec.Struct, frozen=True, kw_only=True):
    """Predictions of the rows made from `start_days` on; `weight` and `n_known` with all outcomes taken in that may be."""

    rows: Codes  # (n_rows,) of the record
    masses: NDArray[np.float32]  # (n_rows, n_cells), gated
    weight: float
    n_known: int
    n_refits: int


def fit_hours(record: HoursRecord, *, now_days: float | None = None) -> HoursCorrection:
    """Everything that outcomes known before `now_days` (unless given: all that are known) say about estimates."""
    known = record.known_days[np.isfinite(record.known_days)]
    latest = float(known.max()) if known.size else 0.0
    now = float(np.nextafter(latest, np.inf)) if now_days is None else now_days
    run = _Run(record)
    for _ in run.walk(until_days=now):
        pass
    run.learn_until(now)
    run.refit(now)
    learner = run.learner
    return HoursCorrection(
        n=learner.n_known,
        weight=learner.weight,
        gain=learner.earning.gain,
        sd=learner.sd,
        now_days=now,
        record=record,
        learner=learner,
    )


def replay(record: HoursRecord, *, start_days: float, frozen_days: float = np.inf) -> Replayed:
    """Predict every row made from `start_days` on; nothing is learnt or refitted from `frozen_days` on."""
    rows = np.flatnonzero(record.at_days >= start_days)
    masses = np.zeros((rows.size, N_CELLS), dtype=np.float32)
    run, first = _Run(record, frozen_days), record.n - rows.size
    for batch, predicted in run.walk():
        is_kept = batch >= first
        masses[batch[is_kept] - first] = predicted[is_kept]
    run.learn_until(np.inf)
    return Replayed(
        rows=rows, masses=masses, weight=run.learner.weight, n_known=run.learner.n_known, n_refits=run.n_refits
    )


class _Run:
    """One walk through a record."""

    def __init__(self, record: HoursRecord, frozen_days: float = np.inf) -> None:
        self.record, self.frozen_days = record, frozen_days
        self.learner = Learner(record)
        finite = np.flatnonzero(np.isfinite(record.known_days))
        self.by_known = finite[np.argsort(record.known_days[finite], kind="stable")]
        self.known_sorted = record.known_days[self.by_known]
        self.gains = np.zeros(record.n)
        self.n_learnt, self.n_fitted, self.n_refits, self.fitted_days = 0, 0, 0, -np.inf

    def walk(self, until_days: float = np.inf) -> Iterator[tuple[Codes, Floats]]:
        """Every batch of rows made before `until_days`, with its gated masses."""
        for batch in _batches(self.record):
            now = float(self.record.at_days[batch[0]])
            if now >= until_days:
                return
            self.learn_until(now)
            if self._is_due(now):
                self.refit(now)
            groups = {kind: codes[batch] for kind, codes in self.record.groups.items()}
            masses = self.learner.predict(self.record.estimate_hours[batch], groups, min(now, self.frozen_days))
            self._note_gains(batch, masses)
            yield batch, self.learner.gate(masses)

    def learn_until(self, now: float) -> None:
        """Take in what became known before `now`."""
        end = int(np.searchsorted(self.known_sorted, min(now, self.frozen_days), side="left"))
        rows = self.by_known[self.n_learnt : end]
        if rows.size:
            self.learner.learn(self.record, rows, self.gains[rows])
            self.n_learnt = end

    def refit(self, now: float) -> None:
        """Fit the model to what is known."""
        if self.n_learnt >= N_BEFORE_MODEL and self.n_learnt > self.n_fitted:
            self.learner.misses.fit(self.record, self.by_known[: self.n_learnt], min(now, self.frozen_days))
            self.n_refits += 1
        self.n_fitted, self.fitted_days = self.n_learnt, now

    def _is_due(self, now: float) -> bool:
        if not self.record.has_dates:
            return self.n_learnt >= max(N_BEFORE_MODEL, REFIT_GROWTH * self.n_fitted)
        is_later = now >= self.fitted_days + MONTH_DAYS
        return is_later and (self.n_fitted < N_MANY or self.n_learnt >= MANY_GROWTH * self.n_fitted)

    def _note_gains(self, batch: Codes, masses: Floats) -> None:
        """What the masses gain over what was said; 0 where nothing is known yet or ever."""
        is_known = np.isfinite(self.record.known_days[batch])
        if self.n_learnt and is_known.any():
            rows = batch[is_known]
            self.gains[rows] = self.learner.find_gains(masses[is_known], self.record.cells_of(rows))


def _batches(record: HoursRecord) -> Iterator[Codes]:
    """Rows made on the same day; without dates, ever longer runs of rows."""
    rows = np.arange(record.n)
    if record.has_dates:
        days = np.floor(record.at_days)
        starts = np.flatnonzero(np.diff(days, prepend=-np.inf))
        yield from np.split(rows, starts[1:]) if record.n else ()
        return
    first = 0
    while first < record.n:
        end = first + 1 + int(ROW_GROWTH * first)
        yield rows[first:end]
        first = end
