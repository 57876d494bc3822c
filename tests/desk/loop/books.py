"""A book in memory with a plan adopted, and a clock that tests move."""

from datetime import UTC, datetime, timedelta

from acumen.desk.book import Book, open_book
from acumen.desk.loop.adopt import adopt
from acumen.history import StepPast, plan_states
from acumen.records import Record

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
TEXT = """\
plan: small
worth: 80
goal:
  all:
    - {step: test, title: A small test, chance: 60%, hours: 2 to 6, domain: code}
    - {step: real, chance: 80%, hours: 10 to 30, needs: [test]}
"""
WAYS = """\
plan: ways
worth: 100
goal:
  any:
    - {step: quick, chance: 30%, hours: 2 to 8}
    - {step: sure, chance: 70%, hours: 10 to 40}
    - {step: commit, chance: 40%, hours: 6, fails: 2}
"""


def new_book(*texts: str) -> Book:
    book = open_book(None, now=START)
    for text in texts:
        adopt(book, text)
    return book


def later(book: Book, hours: float = 1.0) -> Book:
    book.now += timedelta(hours=hours)
    return book


def past(book: Book, step: str, slug: str = "small") -> StepPast:
    history = book.recall("plans", "marks")
    state = next(state for state in plan_states(history.plans, history.marks) if state.plan.plan == slug)
    found = state.step(step)
    assert found is not None
    return found


def written(book: Book, kind: type[Record]) -> int:
    """How many records of a kind there are."""
    return sum(kept.sealed.open_envelope().kind == kind.KIND for kept in book.ledger.read())
