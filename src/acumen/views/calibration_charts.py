"""A report of taste as pictures: reliability, skill by domain, score over time, hours said against taken."""

import math

import numpy as np
from numpy.typing import NDArray

from acumen import charts
from acumen.charts import Chart
from acumen.charts.hours import draw_hours
from acumen.desk.calibration.data import days
from acumen.desk.calibration.report import Basis, beside_others
from acumen.desk.inputs.matching import is_of_domain
from acumen.errors import UsageError
from acumen.judgment.calibration.bootstrap import mean
from acumen.judgment.calibration.trend import Trend, adjust
from acumen.results.calibration import CalibrationReport

SAYS = {"improving": "improving", "getting worse": "getting worse", "cannot tell yet": "no trend can be told yet"}
MOST_STRETCHES, LEAST_IN_STRETCH = 12, 30
N_BAND = 25
BY_LUCK = 0.5
HINT = "`acumen taste` says what there is"


def draw(told: CalibrationReport, basis: Basis, what: str) -> Chart:
    """One of reliability, skill, time, hours; UsageError where there is nothing to draw."""
    return {"reliability": _reliability, "skill": _skill, "time": _time, "hours": _hours}[what](told, basis)


def _reliability(told: CalibrationReport, basis: Basis) -> Chart:
    del basis
    if told.overall is None:
        raise UsageError("there is nothing to draw: no chance has come out yet", hint=HINT)
    said, meant, lower, upper, counts = (list(column) for column in zip(*told.reliability, strict=True))
    overall = told.overall
    figures = f"miscalibration {overall.miscalibration.value:.3f}, discrimination {overall.discrimination.value:.3f}"
    return charts.draw_reliability(
        said,
        meant,
        lower,
        upper,
        [int(n) for n in counts],
        title=f"What {_whose(told)} chances have meant",
        subtitle=[
            f"n = {told.n:,}; Brier {overall.brier.value:.3f}, {figures}",
            "band: 95 % of calibrated forecasters",
        ],
    )


def _skill(told: CalibrationReport, basis: Basis) -> Chart:
    """Against others where anybody shares questions; else how well yes is told from no."""
    del basis
    if told.beside is not None:
        groups = (told.beside.overall, *told.beside.domains)
        found = [(one.name, one.gain_brier) for one in groups]
        title, unit, reference = (
            "Nearer than others, on the same questions",
            "Brier of others less own: right is nearer",
            0.0,
        )
    elif told.overall is not None:
        found = [(one.name, one.tells_apart) for one in (told.overall, *told.domains)]
        title, unit, reference = "Telling yes from no", "chance that a yes was given more than a no", BY_LUCK
    else:
        raise UsageError("there is nothing to draw: no chance has come out yet", hint=HINT)
    return charts.draw_skill(
        [name for name, _ in found],
        [one.value for _, one in found],
        [one.lower for _, one in found],
        [one.upper for _, one in found],
        [one.n for _, one in found],
        unit=unit,
        title=title,
        subtitle="95 % intervals; hollow: too few to tell",
        reference=reference,
    )


def _time(told: CalibrationReport, basis: Basis) -> Chart:
    last = sorted((row for row in basis.rows if row.is_standing), key=lambda row: row.said_days)
    probs, outcomes, others = beside_others(last, basis.shared)
    scores, variances = adjust(probs, outcomes, others)
    used = ~np.isnan(scores)
    scores, moments = scores[used], np.array([row.said_days for row in last])[used]
    if len(scores) < 2 * LEAST_IN_STRETCH or told.trend is None:
        raise UsageError(f"there is nothing to draw: it takes {2 * LEAST_IN_STRETCH} outcomes over time", hint=HINT)
    n = max(2, min(MOST_STRETCHES, len(scores) // LEAST_IN_STRETCH))
    parts = [part for part in np.array_split(np.arange(len(scores)), n) if len(part)]
    means = [mean(scores[part], np.arange(len(part))) for part in parts]
    trend = told.trend
    return charts.draw_score_over_time(
        [float(moments[part].mean()) for part in parts],
        [one.value for one in means],
        [one.lower for one in means],
        [one.upper for one in means],
        [one.n for one in means],
        trend=_line(moments, scores),
        unit="Brier, less that of others" if variances is None else "Brier, less that of calibrated chances",
        title=f"{_whose(told).capitalize()} score over time: {SAYS[trend.says]}",
        subtitle=f"lower is better; n = {len(scores):,}{_per_year(trend)}",
    )


def _per_year(trend: Trend) -> str:
    """The slope as of the last look, where there was one."""
    if math.isnan(trend.per_year):
        return ""
    return f"; {trend.per_year:+.3f} [{trend.lower:+.3f}, {trend.upper:+.3f}] a year, by {trend.n:,} of them"


def _line(
    days: NDArray[np.float64],  # (n,)
    scores: NDArray[np.float64],  # (n,)
) -> list[tuple[float, float, float, float]]:
    """The fitted trend with its 95 % band, at 25 places."""
    centred = days - days.mean()
    spread = float(centred @ centred)
    if spread <= 0.0:
        return []
    slope, level = float(centred @ scores) / spread, float(scores.mean())
    left = scores - level - slope * centred
    sd = math.sqrt(float(left @ left) / max(1, len(days) - 2))
    found = []
    for day in np.linspace(days.min(), days.max(), N_BAND):
        at = float(day - days.mean())
        reach = 1.96 * sd * math.sqrt(1.0 / len(days) + at * at / spread)
        found.append((float(day), level + slope * at, level + slope * at - reach, level + slope * at + reach))
    return found


def _hours(told: CalibrationReport, basis: Basis) -> Chart:
    """Of steps that worked: the middle of what was said against the hours it took."""
    rows = [
        row
        for row in basis.settled.steps
        if row.ended == "succeeded"
        and row.tells_hours
        and is_of_domain(row.domain, told.domain)
        and (told.since is None or row.said_days >= days(told.since))
    ]
    if not rows:
        raise UsageError("there is nothing to draw: no step has told its hours yet", hint=HINT)
    said = [math.sqrt(row.low_hours * row.high_hours) for row in rows]
    half = math.exp(float(np.median([math.log(row.high_hours / row.low_hours) for row in rows])) / 2.0)
    band = []
    for at in np.geomspace(min(said), 1.01 * max(said), N_BAND):
        low, high = basis.learned.correct_hours(at / half, at * half, told.domain)
        band.append((float(at), low, math.sqrt(low * high), high))
    weight = basis.learned.hours.weight
    return draw_hours(
        said,
        [row.hours or 0.0 for row in rows],
        band,
        title=f"What {_whose(told)} hours have meant",
        subtitle=[
            "said: the middle of each interval; taken: of steps that worked",
            f"n = {len(rows):,}; correction of weight {weight:.2f}, by {basis.learned.hours.n:,} intervals that ended",
        ],
    )


def _whose(told: CalibrationReport) -> str:
    return "your" if told.is_me else f"{told.name or 'somebody'}'s"
