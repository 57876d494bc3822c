"""Next: which idea to rate, without a word of what others made of it."""

from __future__ import annotations

from acumen.desk.book import Book
from acumen.desk.elicitation.merged_ideas import following
from acumen.desk.state.finding import text_of
from acumen.desk.state.ideas import IdeaReading
from acumen.results.ideas import NextIdea, ToRate


def next_idea(
    book: Book, *, person: str | None = None, criterion: str | None = None, domain: str | None = None, seed: int = 0
) -> NextIdea:
    """The first idea that `person` has not rated, in their own order; they need not be known yet.

    >>> shown = acumen.ideas_next(book, person='Bo')
    >>> shown.n_left
    2
    """
    reading = IdeaReading(book)
    signer = reading.sign(person)
    left = following(
        reading.ideas, signer.key, name=person, criterion=text_of(criterion), domain=text_of(domain), seed=seed
    )
    first = left[0] if left else None
    return NextIdea(
        to_rate=None
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
