"""A piece of work out of the cells of its row: hours said, one figure or two, beside hours that it took."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from acumen.errors import UsageError
from acumen.importing.rows import HoursRow
from acumen.readings.hours import MAX_HOURS
from acumen.records import Interval

LEAST_HOURS = 1e-9


def hours_row(cell: Callable[[str], Any], on: datetime | None) -> HoursRow | None:
    """One piece of work; None where nothing was said or taken. UsageError for hours that nobody can say or take."""
    said, low, high, taken = (cell(what) for what in ("hours", "low", "high", "taken"))
    if (said is None and low is None) or taken is None:
        return None
    if isinstance(said, Interval):
        low, high, said = said.low_hours, said.high_hours, None
    if not isinstance(taken, float) or not LEAST_HOURS <= taken <= MAX_HOURS:
        raise UsageError(f"expected hours above 0 that it took, found {taken}", hint="hours that it took are above 0")
    if said is not None and not LEAST_HOURS <= said <= MAX_HOURS:
        raise UsageError(
            f"expected hours above 0 that were said, found {said:g}", hint="hours that are said are above 0"
        )
    if said is None and not (isinstance(low, float) and isinstance(high, float) and 0.0 < low < high):
        raise UsageError(
            f"expected hours said with 0 < low < high, found {low} to {high}", hint="the smaller figure first"
        )
    return HoursRow(
        title=cell("question"),
        said_hours=said,
        low_hours=low,
        high_hours=high,
        taken_hours=taken,
        domain=cell("domain"),
        person=cell("person"),
        said_at=cell("at"),
        known_at=cell("known") or cell("at") or on,
    )
