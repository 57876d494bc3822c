"""What a record has earned: the correction of chances and that of hours, fitted to one another."""

import math
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from acumen.desk.calibration.data import ONESELF, Settled
from acumen.desk.calibration.origins import trace
from acumen.desk.calibration.scored_forecasts import ended_step, weigh
from acumen.distributions.durations import Z95
from acumen.history import ToldHours, days
from acumen.inputs.matching import domain_key
from acumen.judgment import calibration as chances
from acumen.judgment.calibration import Corrected, FittedCorrection, Sayings
from acumen.judgment.calibration.fit import PERSON, forecast, label, learn
from acumen.judgment.censored_outcomes import EndedStep
from acumen.judgment.durations import IntervalCorrection
from acumen.judgment.joint_fit import fit_steps
from acumen.results.calibration import Origins

Floats = NDArray[np.float64]
MOST_TOLD = 1000  # works done elsewhere, the latest: older ones weigh next to nothing, and each costs a fit of the gate
MAD_TO_SD, USUAL_SD, LEAST_SD, LEAST_RATIOS = 1.4826, 0.7, 0.1, 5


class Learned(msgspec.Struct, frozen=True, kw_only=True):
    """Both corrections, and how much stands behind them. Where nothing was earned they change nothing."""

    chances: FittedCorrection
    hours: IntervalCorrection
    n_questions: int
    n_steps: int
    origins: Origins = Origins()  # of the sayings behind the chances, and of those behind the hours
    hours_origins: Origins = Origins()

    @property
    def is_earned(self) -> bool:
        """Whether either correction counts for anything."""
        return self.chances.weight > 0.0 or self.hours.weight > 0.0

    def correct_chance(self, prob: float, domain: str | None) -> Corrected:
        """What a chance of one's own in that domain has meant."""
        return self.chances.correct(prob, person=ONESELF, domain=domain_key(domain))

    def correct_hours(self, low_hours: float, high_hours: float, domain: str | None) -> tuple[float, float]:
        """The 5 % and 95 % points that an interval of one's own in that domain has meant."""
        return self.hours.correct(low_hours, high_hours, domain=domain_key(domain) or "")

    def count_chances(self, domain: str | None) -> int:
        """Sayings of a chance in that domain (any: None) that came out."""
        return self.chances.count(domain=domain_key(domain))

    def count_hours(self, domain: str | None) -> int:
        """Intervals said in that domain (any: None) that ended."""
        return self.hours.n_of(domain=domain_key(domain))


def fit(settled: Settled, *, now_days: float | None = None) -> Learned:
    """Learn from everything that came out. Outcomes fade up to `now_days`.

    Steps enter by their likelihood. A step left in time says something about its chance only together with how long such
    steps take, so chances and hours are fitted in turn (judgment.steps); questions teach the chances alone.
    """
    telling = [row for row in settled.steps if row.tells_hours]
    others = [row for row in settled.steps if not row.tells_hours]
    ended = [ended_step(row) for row in telling]

    yes = np.array([float(row.ended == "succeeded") for row in others])

    def said(if_true: Floats, if_false: Floats) -> Sayings:
        steps = [*telling, *others]
        return weigh(settled, steps, np.concatenate([if_true, yes]), np.concatenate([if_false, 1.0 - yes]))

    def correct(if_true: Floats, if_false: Floats) -> Floats:
        sayings = said(if_true, if_false)
        labels, rows = label(sayings), np.arange(sayings.n)
        posterior = learn(sayings, labels, rows, prior=PERSON, now_days=now_days)
        return forecast(sayings, labels, rows[: len(telling)], posterior)

    joint = fit_steps(ended, correct, told=told_steps(settled.told))
    writers = [row.writer for row in telling] + [one.writer for one in settled.told[-MOST_TOLD:]]
    return Learned(
        chances=chances.fit(said(joint.if_true, joint.if_false), now_days=now_days),
        hours=joint.hours,
        n_questions=len({row.question.id for row in settled.questions}),
        n_steps=len({row.key for row in settled.steps}),
        origins=trace(
            (*(row.writer for row in settled.steps), *(row.made.writer for row in settled.questions)), settled
        ),
        hours_origins=trace(writers, settled),
    )


def told_steps(told: Sequence[ToldHours]) -> list[EndedStep]:
    """Works done elsewhere as judgment sees them: each succeeded after the hours it took.

    A single figure is the median of what the person meant. How wide that was nobody said, so it is given the width in which the
    ratios of this record lie, s = 1.4826 · MAD of ln(taken / said) (Rousseeuw & Croux 1993), and teaches nothing about widths.
    """
    latest = told[-MOST_TOLD:]
    ratios = np.array([math.log(one.taken_hours / one.low_hours) for one in latest if one.is_figure])
    spread = USUAL_SD
    if ratios.size >= LEAST_RATIOS:
        spread = max(LEAST_SD, MAD_TO_SD * float(np.median(np.abs(ratios - np.median(ratios)))))
    half = math.exp(Z95 * spread)
    return [
        EndedStep(
            low_hours=one.low_hours / half if one.is_figure else one.low_hours,
            high_hours=one.high_hours * half if one.is_figure else one.high_hours,
            end="succeeded",
            at_hours=one.taken_hours,
            chance=1.0,
            domain=domain_key(one.domain) or "",
            said_days=days(one.said_at),
            known_days=days(one.known_at),
            is_figure=one.is_figure,
        )
        for one in latest
    ]
