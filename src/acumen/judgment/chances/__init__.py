"""How people miss with chances: scores, calibration, and the correction their record has earned."""

from acumen.judgment.chances.correction import Corrected, Correction, correct_small, fit, unearned
from acumen.judgment.chances.learning import PERSON, SOURCE
from acumen.judgment.chances.sayings import Sayings, observed, settled

__all__ = [
    "PERSON",
    "SOURCE",
    "Corrected",
    "Correction",
    "Sayings",
    "correct_small",
    "fit",
    "observed",
    "settled",
    "unearned",
]
