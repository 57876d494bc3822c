"""Sources in words."""

from collections.abc import Iterator

from acumen.pages.columns import wrap
from acumen.results.ledgers import Sources


def write_sources(told: Sources) -> Iterator[str]:
    """A line for each source; of one just left out, that and how to take it back."""
    if told.told is not None:
        one = next(one for one in told.sources if one.name == told.told)
        yield from wrap(f"Left out from now on: {one.name} ({_count(one.n_forecasts)}).")
        if one.left_out is not None:
            yield f"To take that back: acumen undo {one.left_out[:8]}"
        return
    if not told.sources:
        yield "Nothing was imported here: all that counts was said here."
        return
    for one in told.sources:
        out = "" if one.left_out is None else f", left out (acumen undo {one.left_out[:8]} lets it count again)"
        yield from wrap(f"{one.name}: {_count(one.n_forecasts)}{out}")
    yield "Leave one out: acumen ledger leave-out SOURCE"


def _count(n: int) -> str:
    return "1 forecast" if n == 1 else f"{n:,} forecasts"
