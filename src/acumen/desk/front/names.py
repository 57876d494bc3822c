"""What a ledger knows by name, for whoever is typing one: each name, and what it is."""

from collections.abc import Iterator

from acumen.desk.book import Book
from acumen.desk.state.questions import Reading
from acumen.history import plan_states

N_ID = 8


def plans(book: Book) -> Iterator[tuple[str, str]]:
    """Short names of the plans that are followed."""
    history = book.recall("plans", "marks")
    for state in plan_states(history.plans, history.marks):
        yield state.plan.plan, state.plan.title or ""


def steps(book: Book) -> Iterator[tuple[str, str]]:
    """Steps that have not ended, and their plans."""
    history = book.recall("plans", "marks")
    for state in plan_states(history.plans, history.marks):
        yield from ((past.id, state.plan.plan) for past in state.steps if past.ended is None)


def questions(book: Book) -> Iterator[tuple[str, str]]:
    """Open questions by the beginnings of their ids, and their claims; nothing of what anybody said of them."""
    reading = Reading(book)
    yield from ((one.id[:N_ID], reading.name(one)) for one in reading.all().each() if one.is_open)
