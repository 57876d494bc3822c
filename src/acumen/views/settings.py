"""Settings in words."""

from collections.abc import Iterator

from acumen.inputs.days import in_zone
from acumen.pages import Block, Cell, Column, Hint, Row, Table, Text
from acumen.results.ledgers import Setting, Settings

N_KEY = 10
COLUMNS = (
    Column(head="key", width=N_KEY),
    Column(head="value", width=0, gap=2, is_loose=True),
    Column(head="since", is_loose=True),
)
UNSET = "-"


def write_settings(told: Settings) -> Iterator[Block]:
    """A row for each key with what counts and since when, and below it what it is for; of one just set, that alone."""
    if told.just_set is not None:
        yield from _one(next(one for one in told.settings if one.key == told.just_set), told)
        return
    rows, meanings = [_row(one, told) for one in told.settings], tuple(one.meaning for one in told.settings)
    yield Table(COLUMNS, tuple(rows), indent=0, has_heads=False, under=meanings, under_name="meaning", hang=N_KEY)
    yield Hint("Set one", "ledger set KEY VALUE")


def _row(one: Setting, told: Settings) -> Row:
    if one.told_at is None:
        return one.key, one.set_to or UNSET, Cell(None, "")
    day = f"{in_zone(one.told_at, told.now.tzinfo):%Y-%m-%d}"
    return one.key, one.set_to or UNSET, Cell(day, f"(since {day})", "day")


def _one(one: Setting, told: Settings) -> Iterator[Block]:
    before = f" (until now: {told.old_text})" if told.old_text not in {None, one.set_to} else ""
    yield Text(f"{one.key}: {one.set_to or UNSET}{before}")
    if one.id is not None:
        yield Hint("To take that back", f"undo {one.id[:8]}")
