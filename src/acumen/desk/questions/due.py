"""Due: open questions that are past their date or near it, and those that have none."""

from datetime import date, datetime, timedelta

import msgspec

from acumen.desk.keeping.book import Book
from acumen.desk.questions.moments import day_meant
from acumen.desk.questions.reading import Reading
from acumen.desk.questions.shown import ShownQuestion
from acumen.desk.wording.notebook import fence

N_DAYS = 14


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """Open questions by how they stand to the day, each part by date."""

    now: datetime
    within_days: int
    past: tuple[ShownQuestion, ...]
    near: tuple[ShownQuestion, ...]
    undated: tuple[ShownQuestion, ...]
    n_later: int

    def to_json(self) -> str:
        """As JSON, indented, with the names of the fields."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2).decode()

    def __str__(self) -> str:
        """The text that `acumen due` prints."""
        from acumen.desk.wording.kept.questions import write_due  # noqa: PLC0415 -- not needed for JSON

        return "\n".join(write_due(self))

    def _repr_markdown_(self) -> str:
        """The same for a notebook."""
        return fence(str(self))


def due(book: Book, *, within_days: int = N_DAYS, person: str | None = None) -> Due:
    """What can be settled or soon will be; as `person` sees it, the ledger's owner unless given."""
    reading = Reading(book)
    viewer = reading.find_viewer(person)
    still = [one for one in reading.all().each() if one.is_open]
    dated = sorted(((one.due_at, one.id, one) for one in still if one.due_at is not None), key=lambda one: one[:2])
    today = book.now.date()
    last_day = today + timedelta(days=min(within_days, (date.max - today).days))
    past = [question for at, _, question in dated if at <= book.now]
    near = [
        question
        for at, _, question in dated
        if at > book.now and day_meant(at, question.asked_at, book.now.tzinfo) <= last_day
    ]
    undated = [question for question in still if question.due_at is None]
    shown = [tuple(reading.show(one, viewer=viewer) for one in part) for part in (past, near, undated)]
    return Due(
        now=book.now,
        within_days=within_days,
        past=shown[0],
        near=shown[1],
        undated=shown[2],
        n_later=len(dated) - len(past) - len(near),
    )
