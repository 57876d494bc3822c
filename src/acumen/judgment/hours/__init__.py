"""How people miss with hours: what an estimate has meant, as a distribution."""

from acumen.judgment.hours.intervals import IntervalCorrection, IntervalDraws, fit_intervals

__all__ = ["IntervalCorrection", "IntervalDraws", "fit_intervals"]
