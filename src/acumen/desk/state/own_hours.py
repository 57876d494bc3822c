"""Hours, working days and days off that somebody has set for all their plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from acumen.desk.book import Book
from acumen.desk.plans.capacity import OwnHours
from acumen.history import read_people, read_settings
from acumen.readings.misread import Misread
from acumen.readings.weeks import Weekdays, read_per_week, read_spans, read_weekdays

if TYPE_CHECKING:
    from acumen.history.corrections import MarkFacts


def read_own_hours(book: Book, marks: MarkFacts) -> OwnHours | None:
    """What counts for a plan with a date that says nothing else; None where no hours were set."""
    if not any(said.record.key == "hours" for said in marks.settings.values()):
        return None  # as in most ledgers: who is who need not be known
    told = read_settings(marks, read_people(marks, writer=book.ledger.writer))

    def value(key: str) -> str:
        return (told[key].record.value or "") if key in told else ""

    hours, days, off = read_per_week(value("hours")), read_weekdays(value("days")), read_spans(value("off"))
    if isinstance(hours, Misread):
        return None
    return OwnHours(
        hours_per_week=hours,
        days=days.numbers if isinstance(days, Weekdays) else msgspec.UNSET,
        off=msgspec.UNSET if isinstance(off, Misread) else off,
    )
