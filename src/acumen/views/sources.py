"""Sources in words."""

from collections.abc import Iterator

from acumen.pages import Block, Hint, Span, Text
from acumen.pages.commands import PROGRAM
from acumen.pages.number_format import say_count
from acumen.results.ledgers import Sources

N_SHORT_ID = 8


def write_sources(told: Sources) -> Iterator[Block]:
    """A line for each source; of one just left out, that and how to take it back."""
    if told.just_set is not None:
        one = next(one for one in told.sources if one.name == told.just_set)
        yield Text(f"Left out from now on: {one.name} ({say_count(one.n_forecasts, 'forecast')}).")
        if one.left_out_by is not None:
            yield Hint("To take that back", f"undo {one.left_out_by[:N_SHORT_ID]}")
        return
    if not told.sources:
        yield Text("Nothing was imported here: all that counts was said here.")
        return
    for one in told.sources:
        count = f"{one.name}: {say_count(one.n_forecasts, 'forecast')}"
        if one.left_out_by is None:
            yield Text(count)
        else:
            undo = Span(f"{PROGRAM} undo {one.left_out_by[:N_SHORT_ID]}", "command")
            yield Text((f"{count}, left out (", undo, " lets it count again)"))
    yield Hint("Leave one out", "ledger leave-out SOURCE")
