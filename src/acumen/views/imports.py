"""An import in words."""

from collections.abc import Iterator

from acumen.pages import Block, Text
from acumen.pages.number_format import say_count
from acumen.results.ledgers import TableImported


def write_taken_in(told: TableImported) -> Iterator[Block]:
    """What was in the table, what of it is new, and what could not be taken over."""
    by = f" by {say_count(told.n_people, 'person', 'people')}" if told.n_people else ""
    what = f"{say_count(told.n_forecasts, 'forecast')} on {say_count(told.n_questions, 'question')}{by}"
    is_all_new = told.n_new_forecasts == told.n_forecasts
    new = "all new" if is_all_new else f"{say_count(told.n_new_forecasts, 'forecast')} new"
    if told.n_new == 0:
        new = "nothing new"
    yield Text(f"{told.source}: {what}, {told.n_settled:,} settled; {new}.")
    if told.problems:
        yield Text(f"{say_count(len(told.problems), 'cell')} could not be read.", indent=2)
    yield from (Text(note, indent=2, hang=4) for note in told.notes)
