"""Hours said and taken of work done elsewhere, as they count for the judgment of durations."""

from datetime import datetime

import msgspec

from acumen.history.corrections import MarkFacts
from acumen.history.entry import order
from acumen.history.plans import AllPlanFacts
from acumen.records import HoursTold

LEAST_HOURS, MOST_HOURS, LEAST_SPREAD, MOST_SPREAD = 1e-9, 1e9, 1.0 + 1e-9, 1e6


class ToldHours(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of work. `low_hours` = `high_hours` where a single figure was said, which is the median."""

    id: str
    person: str | None  # None: the writer
    writer: str
    domain: str | None
    low_hours: float
    high_hours: float
    taken_hours: float
    said_at: datetime
    known_at: datetime

    @property
    def is_figure(self) -> bool:
        """Whether a single figure was said."""
        return self.low_hours == self.high_hours


def read_hours_told(plans: AllPlanFacts, marks: MarkFacts) -> tuple[ToldHours, ...]:
    """What was told and not taken back, and can be: hours above 0, low below high; in the order in which it became known.

    Where nobody says when it was said, it was when the hours it took became known.
    """
    corrected = marks.corrected()
    found = []
    for said in sorted(plans.told.values(), key=order):
        record = said.record
        ends = _ends(record)
        if said.id in corrected or ends is None or not LEAST_HOURS <= record.taken_hours <= MOST_HOURS:
            continue
        low, high = ends
        found.append(
            ToldHours(
                id=said.id,
                person=record.person,
                writer=said.writer,
                domain=record.domain,
                low_hours=low,
                high_hours=high,
                taken_hours=record.taken_hours,
                said_at=min(record.said_at or said.happened_at, said.happened_at),
                known_at=said.happened_at,
            )
        )
    return tuple(found)


def _ends(record: HoursTold) -> tuple[float, float] | None:
    """Low and high as said, equal for a single figure; None where nobody can have said them."""
    if record.said_hours is not None:
        return (record.said_hours,) * 2 if LEAST_HOURS <= record.said_hours <= MOST_HOURS else None
    low, high = record.low_hours, record.high_hours
    if low is None or high is None or not LEAST_HOURS <= low < high <= MOST_HOURS or high > MOST_SPREAD * low:
        return None
    return (low, high) if high >= LEAST_SPREAD * low else None
