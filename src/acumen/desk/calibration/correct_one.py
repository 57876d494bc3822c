"""What one saying has meant, from the record: a chance, or hours."""

import math
from statistics import median

from acumen.desk.book import Book
from acumen.desk.calibration.data import settle
from acumen.desk.calibration.fit import Learned, fit
from acumen.desk.state.questions import Reading
from acumen.errors import UsageError
from acumen.history import StepRow, days
from acumen.inputs.matching import domain_key
from acumen.judgment.durations import meaning_of_interval
from acumen.readings.chances import read_chance
from acumen.readings.hours import read_hours
from acumen.readings.misread import Misread
from acumen.records import Interval
from acumen.results.calibration import CalibratedChance, CalibratedHours

LOG_WIDTH = math.log(9.0)  # of an interval, where no record says how wide they usually are: a third to three times


def mean_chance(book: Book, text: str, *, domain: str | None = None, person: str | None = None) -> CalibratedChance:
    """What a chance like `80%` has meant when that person said it in that domain."""
    said = read_chance(text)
    if isinstance(said, Misread):
        raise UsageError(said.message, hint=said.hint or "write 80%, 0.8 or 4:1")
    learned, _ = _learn(book, person)
    found = learned.correct_chance(said, domain)
    return CalibratedChance(
        said=said,
        prob=found.prob,
        lower=found.lower,
        upper=found.upper,
        n=learned.count_chances(domain),
        n_all=learned.chances.n,
        weight=found.weight,
        gained_nats=learned.chances.gained,
        domain=domain,
        origins=learned.origins,
    )


def mean_hours(book: Book, text: str, *, domain: str | None = None, person: str | None = None) -> CalibratedHours:
    """What hours like `4 to 12` have meant when that person said them in that domain."""
    said = read_hours(text)
    if isinstance(said, Misread):
        raise UsageError(said.message, hint=said.hint or 'write "4 to 12" or 8')
    learned, steps = _learn(book, person)
    figure = None if isinstance(said, Interval) else float(said)
    if isinstance(said, Interval):
        low, high = said.low_hours, said.high_hours
    elif said > 0.0:
        half = math.exp(_usual_log_width(steps) / 2.0)
        low, high = said / half, said * half
    else:
        raise UsageError("expected hours above 0, found 0", hint='write "4 to 12" or 8')
    if not (low > 0.0 and math.isfinite(high)):
        raise UsageError(f"expected hours that a work may take, found {text!r}", hint='write "4 to 12" or 8')
    key = domain_key(domain) or ""
    found = meaning_of_interval(learned.hours, low, high, domain=key)
    shown = learned.hours.candidate(low, high, domain=key) if learned.hours.n else (low, high)
    return CalibratedHours(
        figure=figure,
        said_low_hours=low,
        said_high_hours=high,
        low_hours=found.low_hours,
        middle_hours=found.middle_hours,
        high_hours=found.high_hours,
        candidate_low_hours=shown[0],
        candidate_high_hours=shown[1],
        n=found.n,
        n_all=found.n_all,
        weight=found.weight,
        gained_nats=learned.hours.gain,
        domain=domain,
        origins=learned.hours_origins,
    )


def _learn(book: Book, person: str | None) -> tuple[Learned, tuple[StepRow, ...]]:
    settled = settle(book, person=Reading(book).find_viewer(person))
    return fit(settled, now_days=days(book.now)), settled.steps


def _usual_log_width(steps: tuple[StepRow, ...]) -> float:
    """The median of ln(high / low) of this person's intervals."""
    widths = [math.log(row.high_hours / row.low_hours) for row in steps if row.is_open_ended and row.low_hours > 0.0]
    return median(widths) if widths else LOG_WIDTH
