"""Whose forecasts they are."""

from acumen.desk.book import Book
from acumen.desk.elicitation import people as desk
from acumen.results.forecasts import PeopleKnown


def people(book: Book, *, me: str | None = None) -> PeopleKnown:
    """Who is known; after having said which name is one's own, if that is said.

    >>> [one.name for one in acumen.ledger_people(book).people]
    [None, 'Ada']
    """
    return desk.people(book) if me is None else desk.call_me(book, me)
