"""Hours said and taken of work that was done elsewhere."""

from datetime import datetime
from typing import ClassVar

from acumen.records.record import Record


class HoursTold(Record, frozen=True, kw_only=True):
    """Hours that were said of a piece of work before it, and those it took: of what was done elsewhere, not a plan's step.

    Either `said_hours`, of which half of such works take more, or `low_hours` and `high_hours`, 5 % and 95 %. The envelope's
    `happened_at` is when the hours it took became known.
    """

    KIND: ClassVar = "hours-told"
    WORDS: ClassVar = frozenset({"title"})
    taken_hours: float
    said_hours: float | None = None
    low_hours: float | None = None
    high_hours: float | None = None
    domain: str | None = None
    person: str | None = None
    said_at: datetime | None = None
    title: str | None = None
