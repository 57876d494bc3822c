"""How people miss with hours: what an estimate has meant, as a distribution."""

from acumen.judgment.hours.cells import Spread
from acumen.judgment.hours.correction import HoursCorrection
from acumen.judgment.hours.intervals import IntervalCorrection, IntervalDraws, fit_intervals
from acumen.judgment.hours.meaning import Meaning, meaning_of_figure, meaning_of_interval
from acumen.judgment.hours.record import Record, read_record
from acumen.judgment.hours.replay import Replayed, fit_hours, replay

__all__ = [
    "HoursCorrection",
    "IntervalCorrection",
    "IntervalDraws",
    "Meaning",
    "Record",
    "Replayed",
    "Spread",
    "fit_hours",
    "fit_intervals",
    "meaning_of_figure",
    "meaning_of_interval",
    "read_record",
    "replay",
]
