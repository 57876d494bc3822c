"""What `acumen demo` made, in words."""

from collections.abc import Iterator

from acumen.pages import Block, Column, Gap, Span, Table, Text
from acumen.results.ledgers import Demo

LOOK = (Column(gap=2, is_loose=True, name="shows"), Column(is_loose=True, name="command"))


def write_demo(told: Demo) -> Iterator[Block]:
    """Where it is, how to go there, what to look at, how to leave. Commands stand alone on their lines."""
    yield Text("A quarter of somebody's invented work, to look around in.")
    yield Text(f"It is a ledger of its own; yours is not touched. Its last day: {told.now:%Y-%m-%d}.")
    yield from (Gap(), Text("Go there (this terminal only):"), _as_it_is(told.enter))
    yield from (Gap(), Text("Look around:"))
    yield Table(LOOK, tuple((shows, Span(command, "command")) for command, shows in told.look))
    yield from (Gap(), Text("Leave:"), _as_it_is(told.leave))
    yield from (Text("It lies here; delete that when you like:"), _as_it_is(told.folder))


def _as_it_is(text: str) -> Text:
    return Text(Span(text, "command"), indent=2, is_folded=False)
