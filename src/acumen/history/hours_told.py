"""Hours said and taken of work done elsewhere, as they count for the judgment of durations."""

from datetime import datetime

import msgspec

from acumen.history.corrections import MarkFacts
from acumen.history.entry import order
from acumen.history.plans import AllPlanFacts


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
        figure = record.said_hours
        low, high = (figure, figure) if figure is not None else (record.low_hours, record.high_hours)
        if said.id in corrected or low is None or high is None or not 0.0 < low <= high or not record.taken_hours > 0.0:
            continue
        if figure is None and low == high:
            continue
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
