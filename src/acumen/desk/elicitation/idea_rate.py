"""Rate: say what you make of an idea, before you see what others make of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from acumen.desk.book import Book
from acumen.desk.elicitation.merged_ideas import following
from acumen.desk.identity import Signer
from acumen.desk.state.finding import text_of
from acumen.desk.state.ideas import IdeaReading
from acumen.errors import UsageError
from acumen.history import Idea, Ideas, Rating
from acumen.inputs.days import Day, read_on
from acumen.inputs.scales import USUAL, read_scale, read_score
from acumen.records import Manner, RatingGiven
from acumen.results.ideas import RatedIdea, Scale


def rate_idea(
    book: Book,
    idea: str | None,
    score: str | float,
    *,
    scale: str | None = None,
    person: str | None = None,
    manner: Manner | None = None,
    criterion: str | None = None,
    why: str | None = None,
    on: Day = None,
    seed: int = 0,
) -> RatedIdea:
    """Write down a score of an idea (None: the one that `ideas next` names), as a whole or by a criterion.

    The scale is that of `scale`, else the one this person, or anybody, used last, else 0 to 10.

    >>> rated = acumen.ideas_rate(book, 'index', '7/10', manner='gut')
    >>> rated.is_blind, rated.n_left
    (False, 0)
    """
    at = read_on(on, now=book.now)
    told = None if scale is None else read_scale(scale)

    def write() -> RatedIdea:
        reading = IdeaReading(book)
        signer = reading.sign(person)
        by = text_of(criterion)
        meant = _next(reading, signer, by, seed) if idea is None else reading.find(idea)
        figure, on_scale = read_score(score, told or usual_scale(reading.ideas, signer.key))
        _refuse_known(reading, meant, at)
        record = RatingGiven(
            idea=meant.id,
            score=figure,
            scale=on_scale,
            criterion=by,
            person=signer.person,
            manner=manner,
            is_blind=meant.is_blind_to(signer.key, by),
            reason=text_of(why),
        )
        (id_,) = reading.write([signer], [record], at=at, verb="ideas rate")
        return _tell(book, id_, record, signer)

    return book.transact(write)


def _refuse_known(reading: IdeaReading, idea: Idea, at: datetime) -> None:
    if idea.outcome is not None and at >= idea.outcome.known_at:
        raise UsageError(
            f"expected an idea that is open; of {reading.shorten(idea.id)} it is known what it turned out to be",
            hint="`acumen undo` takes a wrong outcome back",
        )


def usual_scale(ideas: Ideas, person: str) -> Scale:
    """The scale that a person used last; else anybody; else 0 to 10."""
    latest = max(_ratings(ideas), key=lambda one: (one.person == person, one.said_at, one.id), default=None)
    return USUAL if latest is None else latest.scale


def _ratings(ideas: Ideas) -> Iterator[Rating]:
    for idea in ideas.each():
        yield from idea.ratings


def _next(reading: IdeaReading, signer: Signer, criterion: str | None, seed: int) -> Idea:
    left = following(
        reading.ideas,
        signer.key,
        name=None if signer.named is None else signer.named.name,
        criterion=criterion,
        seed=seed,
    )
    if not left:
        raise UsageError("no idea is left that you have not rated", hint="name one: acumen ideas rate IDEA SCORE")
    return left[0]


def _tell(book: Book, id_: str, record: RatingGiven, signer: Signer) -> RatedIdea:
    after = IdeaReading(book)
    viewer = after.people.keys.get(signer.key, signer.key)
    return RatedIdea(
        rating=id_,
        shown=after.show(after.ideas.by_id[record.idea], viewer=viewer),
        is_blind=record.is_blind,
        n_left=len(following(after.ideas, viewer, criterion=record.criterion)),
        now=book.now,
    )
