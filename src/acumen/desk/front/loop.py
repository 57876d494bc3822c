"""The loop as people type it."""

from __future__ import annotations

from datetime import date, datetime

from acumen.desk.book import Book
from acumen.desk.loop import spend as loop
from acumen.readings.hours import read_hours
from acumen.readings.misread import Misread
from acumen.results.loop import Spent


def spend(
    book: Book,
    hours: str,
    step: str | None = None,
    *,
    plan: str | None = None,
    on: str | date | datetime | None = None,
) -> Spent:
    """Tell of further hours; `90 min` without quotes is hours, not a step and hours."""
    both = f"{step} {hours}"
    if step is not None and isinstance(read_hours(hours), Misread) and not isinstance(read_hours(both), Misread):
        return loop.spend(book, both, None, plan=plan, on=on)
    return loop.spend(book, hours, step, plan=plan, on=on)
