"""Records that were looked for, as the log shows them."""

from collections.abc import Iterator

from acumen.pages import Block, Text
from acumen.results.found import Found
from acumen.views.log import list_entries


def write_found(told: Found) -> Iterator[Block]:
    """A line for each, or that there is none."""
    if told.n_more:
        yield Text(f"… {told.n_more:,} earlier (-n {len(told.entries) + told.n_more} shows all)")
    if told.entries:
        yield list_entries(told.entries)
    else:
        yield Text(f"Nothing that was written down has all of: {told.words}")
