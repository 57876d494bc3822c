"""Books to test with: a clock that stands still, and a few records of several kinds."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from acumen.desk.book import Book, open_book
from acumen.desk.ledgers.export import export
from acumen.history.entry import Said, order
from acumen.ledger.memory import MemoryLedger
from acumen.ledger.sqlite import SqliteLedger
from acumen.records import Correction, ForecastMade, Note, PersonNamed, QuestionAsked, QuestionResolved

DRAW = random.Random(1).randbytes
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def open_at(path: Path | None, *, days: int = 0, writer: str | None = None) -> Book:
    """A ledger in a file or in memory; `writer`: for records that are made outside of a book."""
    now = NOW + timedelta(days=days)
    if writer is not None:
        return Book(
            MemoryLedger(writer=writer) if path is None else SqliteLedger(path, writer=writer), now=now, draw=DRAW
        )
    return open_book(None if path is None else str(path), now=now, draw=DRAW)


def fill(book: Book, word: str = "rain") -> tuple[str, ...]:
    """Seven records; ids of the person and the question first."""
    (person,) = book.write(PersonNamed(name=f"Quimby of {word}"))
    (question,) = book.write(QuestionAsked(form="yes-no", claim=f"Will it {word}?", domain=word))
    rest = book.write(
        ForecastMade(question=question, chance=0.7, reason=f"I see {word}"),
        ForecastMade(question=question, chance=0.2, person=person),
        Note(about=question, text=word * 3),
    )
    book.write(QuestionResolved(question=question, yes=True), Correction(corrects=rest[1], why="typed wrong"))
    return (person, question, *rest)


def lines_of(book: Book) -> list[bytes]:
    return list(export(book))


def told(book: Book) -> list[object]:
    """All that the ledger says, but for where it stands and the imports, in the order of history."""
    history = book.recall()
    said: list[Said] = []  # type: ignore[type-arg]
    for plan in history.plans.by_id.values():
        said += filter(None, [plan.adopted, *plan.revisions, *plan.starts, *plan.spent, *plan.ends, *plan.advice])
    for question in history.questions.by_id.values():
        said += filter(None, [question.subject, *question.sayings, *question.outcomes])
    marks = history.marks
    for section in (marks.persons, marks.corrections, marks.redactions, marks.notes):
        said += section.values()
    return [
        (one.id, one.writer, one.count, one.happened_at, one.is_redacted, one.record) for one in sorted(said, key=order)
    ]
