"""What one saying of hours has meant, with how many outcomes stand behind it: what `acumen meant` answers."""

import math

import msgspec

from acumen.judgment.durations.correction import HoursCorrection
from acumen.judgment.durations.intervals import IntervalCorrection

LOW_PROB, MIDDLE_PROB, HIGH_PROB = 0.05, 0.5, 0.95


class Meaning(msgspec.Struct, frozen=True, kw_only=True):
    """What was said, and the 5 %, 50 % and 95 % points of what such sayings have meant.

    `said_low_hours` equals `said_high_hours` where a plain figure was said. `n`: outcomes of that person and domain behind it,
    `n_all`: outcomes of anybody, which count for less. `weight`: how much of the correction is earned; at 0 nothing is changed.
    """

    said_low_hours: float
    said_high_hours: float
    low_hours: float
    middle_hours: float
    high_hours: float
    n: int
    n_all: int
    weight: float
    domain: str = ""

    @property
    def is_figure(self) -> bool:
        """Whether a plain figure was said."""
        return self.said_low_hours == self.said_high_hours


def meaning_of_interval(
    correction: IntervalCorrection, low_hours: float, high_hours: float, *, person: str = "", domain: str = ""
) -> Meaning:
    """What `low_hours` to `high_hours` has meant."""
    low, high = correction.correct(low_hours, high_hours, person=person, domain=domain)
    return Meaning(
        said_low_hours=low_hours,
        said_high_hours=high_hours,
        low_hours=low,
        middle_hours=math.sqrt(low * high),
        high_hours=high,
        n=correction.n_of(person=person or None, domain=domain or None),
        n_all=correction.n,
        weight=correction.weight,
        domain=domain,
    )


def meaning_of_figure(correction: HoursCorrection, hours: float, *, person: str = "", domain: str = "") -> Meaning:
    """What an estimate of `hours` has meant; `domain` is looked for in the record's first column of domains."""
    columns = [[domain]] if correction.record.n_domains else []
    spread = correction.predict([hours], persons=[person], domains=columns)
    low, middle, high = (float(spread.quantile(prob)[0]) for prob in (LOW_PROB, MIDDLE_PROB, HIGH_PROB))
    return Meaning(
        said_low_hours=hours,
        said_high_hours=hours,
        low_hours=low,
        middle_hours=middle,
        high_hours=high,
        n=correction.n_of(person=person or None, domain=(domain or None) if columns else None),
        n_all=correction.n,
        weight=correction.weight,
        domain=domain,
    )
