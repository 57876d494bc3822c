"""Scores as said and as corrected, with intervals clustered by question, as rows of a Markdown table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from acumen.judgment.calibration import Sayings
from acumen.judgment.calibration.bootstrap import Estimate, mean
from acumen.judgment.scoring_rules import brier, log_loss

Targets = Mapping[str, tuple[tuple[float, float], tuple[float, float]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One row: mean scores and the mean gain of the log score, forecasts on one question taken together."""

    name: str
    n: int
    n_questions: int
    raw: tuple[Estimate, Estimate]  # Brier, log
    corrected: tuple[Estimate, Estimate]
    gain: tuple[Estimate, Estimate]


def measure(
    name: str, sayings: Sayings, corrected: NDArray[np.float64], rows: NDArray[np.intp] | None = None
) -> Measured:
    """Score `rows` (all of them unless given)."""
    kept = np.arange(sayings.n) if rows is None else rows
    outcomes, questions = sayings.if_true[kept], sayings.questions[kept]
    pairs = [(brier(probs, outcomes), log_loss(probs, outcomes)) for probs in (sayings.probs[kept], corrected[kept])]
    (raw_brier, raw_log), (new_brier, new_log) = pairs
    return Measured(
        name=name,
        n=len(kept),
        n_questions=len(np.unique(questions)),
        raw=(mean(raw_brier, questions), mean(raw_log, questions)),
        corrected=(mean(new_brier, questions), mean(new_log, questions)),
        gain=(mean(raw_brier - new_brier, questions), mean(raw_log - new_log, questions)),
    )


def print_table(rows: Sequence[Measured], targets: Targets) -> int:
    """Print the rows; 1 when one that has a target misses what must be reached."""
    print("| forecasts | n | questions | as said | corrected | gained: Brier | gained: log | must reach | aim | |")
    print("|:--|--:|--:|:--|:--|:--|:--|:--|:--|:--|")
    n_missed = 0
    for row in rows:
        must, aim = targets.get(row.name, (None, None))
        figures = tuple(round(estimate.value, digits) for estimate, digits in zip(row.corrected, (4, 4), strict=True))
        is_missed = must is not None and any(got > want for got, want in zip(figures, must, strict=True))
        is_aimed = aim is not None and all(got <= want for got, want in zip(figures, aim, strict=True))
        n_missed += is_missed
        word = "" if must is None else "missed" if is_missed else "aim reached" if is_aimed else "reached"
        scores = [f"{pair[0].value:.4f} / {pair[1].value:.4f}" for pair in (row.raw, row.corrected)]
        gains = [f"{gain.value:.4f} [{gain.lower:.4f}, {gain.upper:.4f}]" for gain in row.gain]
        cells = [row.name, f"{row.n:,}", f"{row.n_questions:,}", *scores, *gains, _pair(must), _pair(aim), word]
        print(f"| {' | '.join(cells)} |")
    return int(n_missed > 0)


def _pair(target: tuple[float, float] | None) -> str:
    return "" if target is None else f"{target[0]:.4f} / {target[1]:.4f}"
