"""What was written down, a line each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from acumen.pages import Block, Cell, Column, Span, Table, Text
from acumen.pages.columns import N_COLUMNS, clip
from acumen.records import UNKNOWN_DAY

if TYPE_CHECKING:
    from acumen.results.loop import Log, LogEntry

N_SHORT_ID = 8
LOG_PLAN = Column(head="plan", width=18, gap=2)
LOG = (Column(head="when", width=18, gap=2), Column(head="id", width=10, gap=2), LOG_PLAN, Column(head="what"))


def write_log(log: Log) -> Iterator[Block]:
    """One line for each record."""
    if log.n_more:
        yield Text(f"… {log.n_more:,} earlier (-n {len(log.entries) + log.n_more} shows all)")
    if not log.entries:
        yield Text("Nothing was written down yet.")
    yield list_entries(log.entries)


def list_entries(entries: Sequence[LogEntry]) -> Table:
    """A row for each, with its plan where there are several."""
    is_several = len({entry.plan for entry in entries if entry.plan}) > 1
    columns = [column for column in LOG if is_several or column is not LOG_PLAN]
    room = N_COLUMNS - sum(column.width or 0 for column in columns)
    rows = []
    for entry in entries:
        undone = " (undone)" if entry.is_undone else ""
        on = entry.happened_at
        at = Cell(on.isoformat(), "unknown" if on == UNKNOWN_DAY else f"{on:%Y-%m-%d %H:%M}", "day")
        plan = (Span(entry.plan or "", "id"),) if is_several else ()
        text = clip(entry.text, room - len(undone)) + undone if undone else entry.text
        rows.append((at, Cell(entry.id, entry.id[:N_SHORT_ID], role="id"), *plan, text))
    return Table(tuple(columns), tuple(rows), indent=0, has_heads=False)
