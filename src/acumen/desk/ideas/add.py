"""Add: an idea is listed, to be rated by oneself and others."""

from __future__ import annotations

from datetime import datetime

import msgspec

from acumen.desk.ideas.figures import read_worth
from acumen.desk.ideas.reading import Reading, text_of, write_on
from acumen.desk.ideas.shown import ShownIdea
from acumen.desk.keeping.book import Book
from acumen.desk.loop.told import Told
from acumen.desk.questions.likeness import fold
from acumen.desk.questions.moments import Day, read_on
from acumen.errors import UsageError
from acumen.records import IdeaListed


class Added(Told, frozen=True, kw_only=True):
    """The idea, and how many there are; `is_new` is False where it is listed already and nothing was written."""

    shown: ShownIdea
    is_new: bool
    n_ideas: int

    def __str__(self) -> str:
        """The text that `acumen ideas add` prints."""
        from acumen.desk.wording.ratings.ideas import write_added  # noqa: PLC0415 -- not needed for JSON

        return "\n".join(write_added(self))


def add_idea(
    book: Book,
    title: str,
    *,
    domain: str | None = None,
    worth: str | float | None = None,
    why: str | None = None,
    person: str | None = None,
    on: Day = None,
) -> Added:
    """List an idea of one's own, or of `person`; `worth` in hours of the owner's time, `why` what there is to say of it.

    An open idea of the same owner with the same title, and nothing else said of it, is the same idea.
    """
    words = text_of(title)
    if words is None:
        raise UsageError(
            "expected a title, found nothing", hint='write it in quotes: acumen ideas add "Prime with hints"'
        )
    at = read_on(on, now=book.now)
    hours = None if worth is None else read_worth(worth)
    record = IdeaListed(domain=text_of(domain), worth_hours=hours, title=words, text=text_of(why))
    return write_on(book, lambda reading: _write(reading, record, person, at))


def _write(reading: Reading, record: IdeaListed, person: str | None, at: datetime) -> Added:
    signer = reading.sign(person)
    same = [
        one
        for one in reading.ideas.each()
        if one.is_open and one.person == signer.key and fold(one.title or "") == fold(record.title or "")
    ]
    if same:
        _refuse_other(record, same[0].domain, same[0].worth_hours, same[0].text, reading.shorten(same[0].id))
        shown = reading.show(same[0], viewer=signer.key)
        return Added(shown=shown, is_new=False, n_ideas=len(reading.ideas.by_id))
    (id_,) = reading.write(signer, [msgspec.structs.replace(record, person=signer.person)], at=at)
    after = Reading(reading.book)
    viewer = after.people.keys.get(signer.key, signer.key)
    return Added(shown=after.show(after.ideas.by_id[id_], viewer=viewer), is_new=True, n_ideas=len(after.ideas.by_id))


def _refuse_other(
    record: IdeaListed, domain: str | None, worth_hours: float | None, text: str | None, short: str
) -> None:
    """What is said again may not be something else: it belongs to the record that is there."""
    pairs = ((record.domain, domain), (record.worth_hours, worth_hours), (record.text, text))
    if any(new not in (None, old) for new, old in pairs):
        raise UsageError(
            f"expected an idea that is not listed yet, found {short} with this title",
            hint=f"to change it: acumen undo {short}, and list it anew",
        )
