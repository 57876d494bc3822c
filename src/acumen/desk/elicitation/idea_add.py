"""Add: an idea is listed, to be rated by oneself and others."""

from __future__ import annotations

from datetime import datetime

import msgspec

from acumen.desk.book import Book
from acumen.desk.state.finding import text_of
from acumen.desk.state.ideas import IdeaReading
from acumen.errors import UsageError
from acumen.inputs.days import Day, read_on
from acumen.inputs.matching import domain_key, fold
from acumen.inputs.scales import read_worth
from acumen.records import IdeaListed
from acumen.results.ideas import IdeaAdded


def add_idea(
    book: Book,
    title: str,
    *,
    domain: str | None = None,
    worth: str | float | None = None,
    why: str | None = None,
    person: str | None = None,
    on: Day = None,
) -> IdeaAdded:
    """List an idea of one's own, or of `person`; `worth` in hours of the owner's time, `why` what there is to say of it.

    An open idea of the same owner with the same title, and nothing else said of it, is the same idea.

    >>> acumen.ideas_add(book, 'Ask the reader what is missing', worth='10 d').shown.worth_hours
    80.0
    """
    words = text_of(title)
    if words is None:
        raise UsageError(
            "expected a title, found nothing", hint='write it in quotes: acumen ideas add "Prime with hints"'
        )
    at = read_on(on, now=book.now)
    hours = None if worth is None else read_worth(worth)
    record = IdeaListed(domain=text_of(domain), worth_hours=hours, title=words, text=text_of(why))
    return book.transact(lambda: _write(IdeaReading(book), record, person, at))


def _write(reading: IdeaReading, record: IdeaListed, person: str | None, at: datetime) -> IdeaAdded:
    signer = reading.sign(person)
    same = [
        one
        for one in reading.ideas.each()
        if one.is_open and one.person == signer.key and fold(one.title or "") == fold(record.title or "")
    ]
    if same:
        _refuse_other(record, same[0].domain, same[0].worth_hours, same[0].text, reading.shorten(same[0].id))
        shown = reading.show(same[0], viewer=signer.key)
        return IdeaAdded(shown=shown, is_new=False, n_ideas=len(reading.ideas.by_id))
    (id_,) = reading.write([signer], [msgspec.structs.replace(record, person=signer.person)], at=at, verb="ideas add")
    after = IdeaReading(reading.book)
    viewer = after.people.keys.get(signer.key, signer.key)
    return IdeaAdded(
        shown=after.show(after.ideas.by_id[id_], viewer=viewer), is_new=True, n_ideas=len(after.ideas.by_id)
    )


def _refuse_other(
    record: IdeaListed, domain: str | None, worth_hours: float | None, text: str | None, short: str
) -> None:
    """What is said again may not be something else: it belongs to the record that is there."""
    pairs = (
        (domain_key(record.domain), domain_key(domain)),
        (record.worth_hours, worth_hours),
        (record.text, text),
    )
    if any(new not in (None, old) for new, old in pairs):
        raise UsageError(
            f"expected an idea that is not listed yet, found {short} with this title",
            hint=f"to change it: acumen undo {short}, and list it anew",
        )
