"""Settings in words."""

from collections.abc import Iterator

from acumen.desk.inputs.dates import in_zone
from acumen.pages.columns import pad, wrap
from acumen.results.ledgers import Setting, Settings

N_KEY = 10
UNSET = "-"


def write_settings(told: Settings) -> Iterator[str]:
    """A line for each key with what counts and since when, and below it what it is for; of one just set, that alone."""
    if told.told is not None:
        yield from _write_one(next(one for one in told.settings if one.key == told.told), told)
        return
    for one in told.settings:
        since = "" if one.told_at is None else f"  (since {in_zone(one.told_at, told.now.tzinfo):%Y-%m-%d})"
        yield f"{pad(one.key, N_KEY)}{one.value or UNSET}{since}"
        yield from wrap(f"{' ' * N_KEY}{one.meaning}", " " * N_KEY)
    yield "Set one: acumen ledger set KEY VALUE"


def _write_one(one: Setting, told: Settings) -> Iterator[str]:
    before = f" (until now: {told.before})" if told.before not in {None, one.value} else ""
    yield f"{one.key}: {one.value or UNSET}{before}"
    if one.id is not None:
        yield f"To take that back: acumen undo {one.id[:8]}"
