"""The record of steps: chance and hours learnt from how steps ended, together.

The likelihood of an end (`judgment/ended.py`) needs both: whether a step that was left would have worked depends on how long
such steps take, and how long they take depends on how many of those left would have worked. So the two corrections are
fitted in turn, each with the other's latest answer, until neither moves.
"""

from collections.abc import Callable, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from acumen.judgment.censored_outcomes import EndedStep, end_likelihoods
from acumen.judgment.durations.intervals import HALF_LIFE_DAYS, IntervalCorrection, fit_intervals

Floats = NDArray[np.float64]
CorrectChances = Callable[[Floats, Floats], Floats]  # (if_true, if_false) → corrected chance of each step, all (n,)
MOST_ROUNDS = 100
TOLERANCE_PROB = 1e-5


class StepsCorrection(msgspec.Struct, frozen=True, kw_only=True):
    """Both corrections at rest.

    `if_true`, `if_false`: what the chances were last fitted to. `works_prob`: the posterior chance that each step would
    have worked (1 and 0 where that was seen). `is_settled`: whether the last round moved no chance by 1e-5.
    """

    hours: IntervalCorrection
    chances: Floats  # (n_steps,) corrected, in sample
    if_true: Floats  # (n_steps,)
    if_false: Floats  # (n_steps,)
    works_prob: Floats  # (n_steps,)
    n_rounds: int
    is_settled: bool


def likelihood_columns(steps: Sequence[EndedStep], hours: IntervalCorrection | None = None) -> tuple[Floats, Floats]:
    """(`if_true`, `if_false`), each (n_steps,): how likely each end was if the step would have worked, if not.

    Each up to a factor of the row, which no fit of a chance depends on. `hours` says what the intervals have meant; without
    it they are taken as said.
    """
    rows = []
    for step in steps:
        low, high = step.low_hours, step.high_hours
        if hours is not None:
            low, high = hours.correct(low, high, person=step.person, domain=step.domain)
        rows.append(end_likelihoods(step, low, high))
    pairs = np.array(rows, dtype=np.float64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def works_probs(chances: Floats, if_true: Floats, if_false: Floats) -> Floats:
    """(n,) P(it would have worked | how it ended) = p·L₁ / (p·L₁ + (1−p)·L₀)."""
    works, fails = chances * if_true, (1.0 - chances) * if_false
    whole = works + fails
    probs: Floats = np.where(whole > 0.0, works / np.where(whole > 0.0, whole, 1.0), chances)
    return probs


def fit_steps(
    steps: Sequence[EndedStep],
    correct_chances: CorrectChances,
    *,
    told: Sequence[EndedStep] = (),
    half_life_days: float = HALF_LIFE_DAYS,
    max_rounds: int = MOST_ROUNDS,
) -> StepsCorrection:
    """Fit chances by `correct_chances` and hours by `fit_intervals`, in turn.

    `told` are works of which hours alone are known: they teach hours, and never a chance.
    `correct_chances` may learn from more than these rows (commitments and forecasts, whose outcome is plain): it gives the
    chances of these.

    Hours see a step left at t by p·S_s(t) + (1−p)·S_f(t) with its corrected p; its gradient weighs the step by its posterior
    chance of having worked, so each round is a step of generalised EM (Dempster, Laird & Rubin 1977). The gate of the hours is
    asked once both rest; the chances are then fitted to what it leaves of the hours.
    """
    every, sure = [*steps, *told], [step.chance for step in told]
    hours = fit_intervals(every, half_life_days=half_life_days, is_gated=False)
    chances = chances_raw = np.array([step.chance for step in steps], dtype=np.float64)
    if steps:
        chances_raw = np.asarray(correct_chances(*likelihood_columns(steps)), dtype=np.float64)
    is_settled, n_rounds = not steps, 0
    while not is_settled and n_rounds < max_rounds:
        n_rounds += 1
        before = chances
        chances = np.asarray(correct_chances(*likelihood_columns(steps, hours)), dtype=np.float64)
        now = [*chances.tolist(), *sure]
        hours = fit_intervals(every, chances_now=now, half_life_days=half_life_days, is_gated=False)
        is_settled = float(np.max(np.abs(chances - before))) < TOLERANCE_PROB
    hours = fit_intervals(
        every,
        chances_now=[*chances.tolist(), *sure],
        chances_raw=[*chances_raw.tolist(), *sure],
        half_life_days=half_life_days,
    )
    if_true, if_false = likelihood_columns(steps, hours)
    if steps:
        chances = np.asarray(correct_chances(if_true, if_false), dtype=np.float64)
    return StepsCorrection(
        hours=hours,
        chances=chances,
        if_true=if_true,
        if_false=if_false,
        works_prob=works_probs(chances, if_true, if_false),
        n_rounds=n_rounds,
        is_settled=is_settled,
    )
