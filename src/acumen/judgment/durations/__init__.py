"""How people miss with hours: what an estimate has meant, as a distribution."""

from acumen.judgment.durations.bins import Spread
from acumen.judgment.durations.correction import HoursCorrection
from acumen.judgment.durations.dataset import HoursRecord, read_record
from acumen.judgment.durations.intervals import IntervalCorrection, IntervalDraws, fit_intervals
from acumen.judgment.durations.prediction import Meaning, meaning_of_figure, meaning_of_interval
from acumen.judgment.durations.prequential import Replayed, fit_hours, replay

__all__ = [
    "HoursCorrection",
    "HoursRecord",
    "IntervalCorrection",
    "IntervalDraws",
    "Meaning",
    "Replayed",
    "Spread",
    "fit_hours",
    "fit_intervals",
    "meaning_of_figure",
    "meaning_of_interval",
    "read_record",
    "replay",
]
