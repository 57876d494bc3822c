"""How people miss with chances: scores, calibration, and the correction their record has earned."""

from acumen.judgment.calibration.correction import Corrected, FittedCorrection, correct_small, fit, unearned
from acumen.judgment.calibration.fit import PERSON, SOURCE
from acumen.judgment.calibration.forecasts import Sayings, observed, settled

__all__ = [
    "PERSON",
    "SOURCE",
    "Corrected",
    "FittedCorrection",
    "Sayings",
    "correct_small",
    "fit",
    "observed",
    "settled",
    "unearned",
]
