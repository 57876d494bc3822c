"""A report on a record as pictures: reliability, skill by domain, score over time, hours said against taken."""

import math
from typing import Protocol

from acumen import charts
from acumen.charts import Chart
from acumen.charts.hours import draw_hours
from acumen.errors import UsageError
from acumen.judgment.calibration.trend import Trend
from acumen.results.calibration import CalibrationReport, HoursCurve, ScoreCurve

SAYS = {"improving": "improving", "getting worse": "getting worse", "cannot tell yet": "no trend can be told yet"}
BY_LUCK = 0.5
HINT = "`acumen score` says what there is"


class Curves(Protocol):
    """What is computed only where it is drawn."""

    def score_curve(self) -> ScoreCurve | None:
        """Scores over time."""

    def hours_curve(self, told: CalibrationReport) -> HoursCurve | None:
        """Hours said against hours taken."""


def draw(told: CalibrationReport, curves: Curves, what: str) -> Chart:
    """One of reliability, skill, time, hours; UsageError where there is nothing to draw."""
    return {"reliability": _reliability, "skill": _skill, "time": _time, "hours": _hours}[what](told, curves)


def _reliability(told: CalibrationReport, curves: Curves) -> Chart:
    del curves
    if told.overall is None:
        raise UsageError("there is nothing to draw: no chance has come out yet", hint=HINT)
    said, meant, lower, upper, counts = (list(column) for column in zip(*told.reliability_curve, strict=True))
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
            f"n = {told.n:,}; Brier {overall.brier_interval.value:.3f}, {figures}",
            "band: 95 % of calibrated forecasters",
        ],
    )


def _skill(told: CalibrationReport, curves: Curves) -> Chart:
    """Against others where anybody shares questions; else how well yes is told from no."""
    del curves
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
        title, unit, reference = (
            "Telling yes from no",
            "how often what happened had been given more than what did not",
            BY_LUCK,
        )
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


def _time(told: CalibrationReport, curves: Curves) -> Chart:
    found, trend = curves.score_curve(), told.trend
    if found is None or trend is None:
        raise UsageError("there is nothing to draw: it takes 60 outcomes over time", hint=HINT)
    return charts.draw_score_over_time(
        [one.days for one in found.stretches],
        [one.mean for one in found.stretches],
        [one.lower for one in found.stretches],
        [one.upper for one in found.stretches],
        [one.n for one in found.stretches],
        trend=found.line,
        unit="Brier, less that of others" if found.is_beside_others else "Brier, less that of calibrated chances",
        title=f"{_whose(told).capitalize()} score over time: {SAYS[trend.says]}",
        subtitle=f"lower is better; n = {found.n:,}{_per_year(trend)}",
    )


def _per_year(trend: Trend) -> str:
    """The slope as of the last look, where there was one."""
    if math.isnan(trend.per_year):
        return ""
    return f"; {trend.per_year:+.3f} [{trend.lower:+.3f}, {trend.upper:+.3f}] a year, by {trend.n:,} of them"


def _hours(told: CalibrationReport, curves: Curves) -> Chart:
    """Of steps that worked: the middle of what was said against the hours it took."""
    found = curves.hours_curve(told)
    if found is None:
        raise UsageError("there is nothing to draw: no step has told its hours yet", hint=HINT)
    correction = f"correction of weight {found.weight:.2f}, by {found.n_intervals:,} intervals that ended"
    return draw_hours(
        found.said_hours,
        found.taken_hours,
        found.band,
        title=f"What {_whose(told)} hours have meant",
        subtitle=[
            "said: the middle of each interval; taken: of steps that worked",
            f"n = {len(found.said_hours):,}; {correction}",
        ],
    )


def _whose(told: CalibrationReport) -> str:
    return "your" if told.is_me else f"{told.name or 'somebody'}'s"
