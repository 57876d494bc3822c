"""A ledger in memory at a moment, and the same ledger later."""

from datetime import UTC, datetime, timedelta

from acumen.desk.book import Book, open_book

NOW = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)


def new_book(now: datetime = NOW) -> Book:
    """An empty ledger in memory."""
    return open_book(None, now=now)


def later(book: Book, days: float) -> Book:
    """The same ledger, so many days on."""
    return Book(book.ledger, now=book.now + timedelta(days=days))
