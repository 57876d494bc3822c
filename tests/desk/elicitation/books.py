"""A ledger in memory at a moment, and the same ledger later."""

import json
from datetime import UTC, datetime, timedelta

from acumen.desk.book import Book, open_book
from acumen.errors import UsageError
from acumen.results.result import Result

NOW = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)


def new_book(now: datetime = NOW) -> Book:
    """An empty ledger in memory."""
    return open_book(None, now=now)


def later(book: Book, days: float) -> Book:
    """The same ledger, so many days on."""
    return Book(book.ledger, now=book.now + timedelta(days=days))


def picture_of(result: Result) -> str:
    """What its chart is drawn from, or why there is none."""
    try:
        return json.dumps(result.chart().definition)
    except UsageError as error:
        return f"{error} {error.hint}"
