"""Next: which idea to rate, without a word of what others made of it."""

from __future__ import annotations

import msgspec

from acumen.desk.ideas.following import following
from acumen.desk.ideas.reading import Reading, text_of
from acumen.desk.keeping.book import Book
from acumen.desk.loop.told import Told


class ToRate(msgspec.Struct, frozen=True, kw_only=True):
    """All of an idea that tells nothing of what it was rated or said to be worth."""

    idea: str
    short: str
    title: str | None
    text: str | None
    domain: str | None


class NextIdea(Told, frozen=True, kw_only=True):
    """The idea to rate now, None where none is left; how many are left, and how many there are."""

    next: ToRate | None
    n_left: int
    n_open: int
    seed: int
    person: str | None  # the name under which to rate

    def __str__(self) -> str:
        """The text that `acumen ideas next` prints."""
        from acumen.desk.wording.ratings.ideas import write_next  # noqa: PLC0415 -- not needed for JSON

        return "\n".join(write_next(self))


def next_idea(
    book: Book, *, person: str | None = None, criterion: str | None = None, domain: str | None = None, seed: int = 0
) -> NextIdea:
    """The first idea that `person` has not rated, in their own order; they need not be known yet."""
    reading = Reading(book)
    signer = reading.sign(person)
    left = following(
        reading.ideas, signer.key, name=person, criterion=text_of(criterion), domain=text_of(domain), seed=seed
    )
    first = left[0] if left else None
    return NextIdea(
        next=None
        if first is None
        else ToRate(
            idea=first.id,
            short=reading.shorten(first.id),
            title=first.title,
            text=first.text,
            domain=first.domain,
        ),
        n_left=len(left),
        n_open=sum(one.is_open for one in reading.ideas.each()),
        seed=seed,
        person=person,
    )
