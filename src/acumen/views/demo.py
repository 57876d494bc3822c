"""What `acumen demo` made, in words."""

from collections.abc import Iterator

from acumen.pages.columns import N_COLUMNS, width
from acumen.results.ledgers import Demo


def write_demo(told: Demo) -> Iterator[str]:
    """Where it is, how to go there, what to look at, how to leave. Commands stand alone on their lines."""
    yield "A quarter of somebody's invented work, to look around in."
    yield f"It is a ledger of its own; yours is not touched. Its last day: {told.now:%Y-%m-%d}."
    yield ""
    yield "Go there (this terminal only):"
    yield f"  {told.enter}"
    yield ""
    yield "Look around:"
    n_widest = max(len(shows) for _, shows in told.look)
    for command, shows in told.look:
        line = f"  {shows:<{n_widest}}  {command}"
        yield from [line] if width(line) <= N_COLUMNS else [f"  {shows}", f"    {command}"]
    yield ""
    yield "Leave:"
    yield f"  {told.leave}"
    yield "It lies here; delete that when you like:"
    yield f"  {told.folder}"
