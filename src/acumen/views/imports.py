"""An import in words."""

from acumen.pages.columns import wrap
from acumen.results.ledgers import TableImported


def write_taken_in(told: TableImported) -> list[str]:
    """What was in the table, what of it is new, and what could not be taken over."""
    by = f" by {_count(told.n_people, 'person', 'people')}" if told.n_people else ""
    what = f"{_count(told.n_forecasts, 'forecast')} on {_count(told.n_questions, 'question')}{by}"
    is_all_new = told.n_new_forecasts == told.n_forecasts
    new = "all new" if is_all_new else f"{_count(told.n_new_forecasts, 'forecast')} new"
    if told.n_new == 0:
        new = "nothing new"
    lines = wrap(f"{told.source}: {what}, {told.n_settled:,} settled; {new}.")
    if told.problems:
        lines += [f"  {_count(len(told.problems), 'cell')} could not be read."]
    return [*lines, *(line for note in told.notes for line in wrap(f"  {note}", "    "))]


def _count(n: int, one: str, many: str | None = None) -> str:
    return f"{n:,} {one if n == 1 else many or one + 's'}"
