"""Due: open questions that are past their date or near it, and those that have none."""

from datetime import date, timedelta

from acumen.desk.book import Book
from acumen.desk.state.questions import Reading
from acumen.inputs.days import day_meant
from acumen.results.forecasts import Due

N_DAYS = 14


def due_questions(book: Book, *, within_days: int = N_DAYS, person: str | None = None) -> Due:
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
