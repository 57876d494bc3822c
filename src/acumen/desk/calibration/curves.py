"""The curves of a report on a record: scores over time, and hours said against hours taken."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from acumen.desk.calibration.data import Settled
from acumen.desk.calibration.fit import Learned
from acumen.desk.calibration.peers import Shared
from acumen.desk.calibration.scored_forecasts import Scored
from acumen.desk.calibration.scores import columns
from acumen.history import days
from acumen.inputs.matching import is_of_domain
from acumen.judgment.calibration.bootstrap import mean
from acumen.judgment.calibration.trend import adjust
from acumen.judgment.scoring_rules import brier
from acumen.results.calibration import CalibrationReport, HoursCurve, ScoreCurve, Stretch

Floats = NDArray[np.float64]
MOST_STRETCHES, LEAST_IN_STRETCH = 12, 30
N_BAND = 25
LOG_WIDTH = math.log(9.0)  # of an interval where single figures alone were said: a third to three times
Z_95 = 1.96


def beside_others(last: Sequence[Scored], shared: Sequence[Shared]) -> tuple[Floats, Floats, Floats]:
    """Chances, outcomes, and what others scored on the same question, (n,) each, NaN where nobody else answered."""
    usual = {one.question: float(np.mean(brier(one.others, [one.outcome] * len(one.others)))) for one in shared}
    probs, outcomes, _ = columns(last)
    return probs, outcomes, np.array([usual.get(row.key, math.nan) for row in last])


def score_curve(rows: Sequence[Scored], shared: Sequence[Shared]) -> ScoreCurve | None:
    """Means of up to 12 stretches and the line through all; None below 60 outcomes."""
    last = sorted((row for row in rows if row.is_standing), key=lambda row: row.said_days)
    probs, outcomes, others = beside_others(last, shared)
    scores, variances = adjust(probs, outcomes, others)
    used = ~np.isnan(scores)
    scores, moments = scores[used], np.array([row.said_days for row in last])[used]
    if len(scores) < 2 * LEAST_IN_STRETCH:
        return None
    n = max(2, min(MOST_STRETCHES, len(scores) // LEAST_IN_STRETCH))
    stretches = []
    for part in np.array_split(np.arange(len(scores)), n):
        one = mean(scores[part], np.arange(len(part)))
        stretches.append(
            Stretch(days=float(moments[part].mean()), mean=one.value, lower=one.lower, upper=one.upper, n=one.n)
        )
    return ScoreCurve(
        stretches=tuple(stretches), line=_line(moments, scores), n=len(scores), is_beside_others=variances is None
    )


def _line(
    days: Floats,  # (n,)
    scores: Floats,  # (n,)
) -> tuple[tuple[float, float, float, float], ...]:
    """The fitted trend with its 95 % band, at 25 places."""
    centred = days - days.mean()
    spread = float(centred @ centred)
    if spread <= 0.0:
        return ()
    slope, level = float(centred @ scores) / spread, float(scores.mean())
    left = scores - level - slope * centred
    sd = math.sqrt(float(left @ left) / max(1, len(days) - 2))
    found = []
    for day in np.linspace(days.min(), days.max(), N_BAND):
        at = float(day - days.mean())
        reach = Z_95 * sd * math.sqrt(1.0 / len(days) + at * at / spread)
        found.append((float(day), level + slope * at, level + slope * at - reach, level + slope * at + reach))
    return tuple(found)


def hours_curve(told: CalibrationReport, settled: Settled, learned: Learned) -> HoursCurve | None:
    """Of work that was done: the middle of what was said against the hours it took; None where none has told them."""
    rows = [
        (row.low_hours, row.high_hours, row.hours or 0.0, row.domain, row.said_days)
        for row in settled.steps
        if row.ended == "succeeded" and row.tells_hours
    ]
    rows += [
        (one.low_hours, one.high_hours, one.taken_hours, one.domain, days(one.said_at)) for one in settled.told
    ]  # work done elsewhere
    since = -math.inf if told.since is None else days(told.since)
    rows = [row for row in rows if is_of_domain(row[3], told.domain) and row[4] >= since]
    if not rows:
        return None
    said = [math.sqrt(low * high) for low, high, *_ in rows]
    wide = [math.log(high / low) for low, high, *_ in rows if high > low]  # a single figure has no width
    half = math.exp((float(np.median(wide)) if wide else LOG_WIDTH) / 2.0)
    band = []
    for at in np.geomspace(min(said), 1.01 * max(said), N_BAND):
        low, high = learned.correct_hours(at / half, at * half, told.domain)
        band.append((float(at), low, math.sqrt(low * high), high))
    return HoursCurve(
        said_hours=tuple(said),
        taken_hours=tuple(row[2] for row in rows),
        band=tuple(band),
        weight=learned.hours.weight,
        n_intervals=learned.hours.n,
    )
