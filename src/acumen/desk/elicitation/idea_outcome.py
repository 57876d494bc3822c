"""Outcome: what an idea turned out to have been worth, and who was right so far."""

from __future__ import annotations

from datetime import datetime

import msgspec

from acumen.desk.book import Book
from acumen.desk.elicitation.track_record import who_was_right
from acumen.desk.state.finding import text_of
from acumen.desk.state.ideas import IdeaReading
from acumen.errors import UsageError
from acumen.inputs.days import Day, in_zone, read_on
from acumen.inputs.scales import OF, USUAL, read_score, read_worth
from acumen.records import IdeaTurnedOut
from acumen.results.ideas import IdeaKnown


def look_back(book: Book, *, person: str | None = None) -> IdeaKnown:
    """Who was right so far, writing nothing."""
    reading = IdeaReading(book)
    right = who_was_right(reading, viewer=reading.find_viewer(person))
    return IdeaKnown(outcome_id=None, shown=None, track_record=right, now=book.now)


def turn_out(
    book: Book,
    idea: str,
    worth: str | float,
    *,
    on: Day = None,
    source: str | None = None,
    person: str | None = None,
) -> IdeaKnown:
    """Write down what an idea was worth: hours (`400`, `2 d`, `nothing`) or a score (`8/10`). Later ones replace earlier."""
    at = read_on(on, now=book.now)
    if isinstance(worth, str) and OF.fullmatch(worth):
        score, scale = read_score(worth, USUAL)
        record = IdeaTurnedOut(idea="", score=score, scale=scale, source=text_of(source))
    else:
        record = IdeaTurnedOut(idea="", worth_hours=read_worth(worth), source=text_of(source))
    return book.transact(lambda: _write(IdeaReading(book), idea, record, person, at))


def _write(reading: IdeaReading, text: str, record: IdeaTurnedOut, person: str | None, at: datetime) -> IdeaKnown:
    signer, idea = reading.sign(person), reading.find(text)
    if at < idea.listed_at:
        day, found = (in_zone(moment, reading.book.now.tzinfo).date() for moment in (idea.listed_at, at))
        raise UsageError(
            f"expected a day on which the idea was listed already, {day} or later, found {found}",
            hint="name a later day: --on DAY",
        )
    told = msgspec.structs.replace(record, idea=idea.id, person=signer.person)
    (id_,) = reading.write([signer], [told], at=at, verb="ideas outcome")
    after = IdeaReading(reading.book)
    viewer = after.people.me
    return IdeaKnown(
        outcome_id=id_,
        shown=after.show(after.ideas.by_id[idea.id], viewer=viewer),
        track_record=who_was_right(after, viewer=viewer),
        now=reading.book.now,
    )
