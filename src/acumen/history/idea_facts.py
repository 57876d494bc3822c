"""Ideas as they stand: who rated each, what it turned out to be, which ratings count, and what may be seen by whom.

What holds of questions holds of ideas (see `resolution`), but that of several outcomes the last known counts, as worth may
show late.
"""

import math
from collections.abc import Iterator
from datetime import datetime

import msgspec

from acumen.borders.figures import LEAST, MOST, is_figure
from acumen.errors import Problem
from acumen.history.elicited import Elicited, Subject
from acumen.history.entry import Said
from acumen.history.people import People
from acumen.history.ratings import IdeaFacts
from acumen.history.replay import History
from acumen.history.resolution import Resolution, by_time, mark_superseded
from acumen.records import IdeaTurnedOut


class Rating(Elicited, frozen=True, kw_only=True, gc=False):
    """What somebody made of an idea, and how it counts."""

    score: float
    scale: tuple[float, float]


class TurnedOut(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What an idea turned out to have been: hours or a score."""

    id: str
    known_at: datetime
    position: int
    worth_hours: float | None
    score: float | None
    scale: tuple[float, float] | None
    person: str
    source: str | None


class Idea(Subject[Rating], frozen=True, kw_only=True, gc=False):
    """An idea with all that counts about it, its owner as who asks; ratings in the order in which they were said."""

    listed_at: datetime
    domain: str | None
    worth_hours: float | None
    title: str | None  # None: redacted, as is the text
    text: str | None
    ratings: tuple[Rating, ...]
    outcome: TurnedOut | None

    @property
    def sayings(self) -> tuple[Rating, ...]:
        """The ratings."""
        return self.ratings

    @property
    def is_open(self) -> bool:
        """Nobody knows yet what it turned out to be."""
        return self.outcome is None

    def hides_worth_from(self, viewer: str) -> bool:
        """The worth its owner says is a rating too: while it is open, others see it once they have rated it as a whole."""
        return viewer != self.person and not self.opened.to(viewer)


class Ideas(msgspec.Struct, frozen=True, kw_only=True):
    """All ideas by id, in the order in which they were listed; who is who; what does not fit together."""

    by_id: dict[str, Idea]
    people: People
    problems: tuple[Problem, ...]

    def each(self) -> Iterator[Idea]:
        """Every idea."""
        return iter(self.by_id.values())

    def hidden_from(self, viewer: str) -> frozenset[str]:
        """Ids of all ratings that `viewer` may not see yet."""
        return frozenset(id_ for idea in self.each() for id_ in idea.hidden_from(viewer))


def read_ideas(history: History, *, writer: str) -> Ideas:
    """What the sections `ratings` and `marks` come to, seen from the ledger of `writer`."""
    desk = Resolution(history.marks, writer=writer)
    found = [_read(desk, id_, facts) for id_, facts in history.ratings.by_id.items()]
    return Ideas(by_id=by_time(found, lambda one: one.listed_at), people=desk.people, problems=desk.problems)


def is_scale(scale: tuple[float, float]) -> bool:
    """Two figures of a size that can be computed with, the lower first, and as much between them."""
    return all(is_figure(end) for end in scale) and LEAST <= scale[1] - scale[0] <= MOST


def score_mistake(score: float, scale: tuple[float, float]) -> str | None:
    """Why a score says nothing; None where it does."""
    if not is_scale(scale):
        return f"expected a scale from low to high, found {scale[0]:g} to {scale[1]:g}"
    if not scale[0] <= score <= scale[1]:
        return f"expected a score from {scale[0]:g} to {scale[1]:g}, found {score:g}"
    return None


def _read(desk: Resolution, id_: str, facts: IdeaFacts) -> Idea | None:
    """One idea as it counts."""
    counting = desk.count(
        id_,
        facts,
        what="idea",
        asked="an idea that was listed",
        said="rating",
        fits=lambda given, _: score_mistake(given.score, given.scale),
        settles=lambda told, _: outcome_mistake(told),
    )
    if facts.subject is None or counting is None:
        return None
    listed = facts.subject.record
    ratings = [
        Rating(
            **desk.common(said, counting.late_at),
            score=said.record.score,
            scale=said.record.scale,
            criterion=said.record.criterion,
        )
        for said in counting.sayings
    ]
    return Idea(
        id=id_,
        person=desk.people.key(listed.person, facts.subject.writer),
        listed_at=facts.subject.happened_at,
        position=facts.subject.position,
        domain=listed.domain,
        worth_hours=listed.worth_hours,
        title=listed.title,
        text=listed.text,
        ratings=mark_superseded(ratings),
        outcome=_outcome(desk, counting.outcomes[-1]) if counting.outcomes else None,
        opened=counting.opened,
        withdrawn_at=counting.withdrawn_at,
    )


def _outcome(desk: Resolution, said: Said[IdeaTurnedOut]) -> TurnedOut:
    told = said.record
    return TurnedOut(
        id=said.id,
        known_at=said.happened_at,
        position=said.position,
        worth_hours=told.worth_hours,
        score=told.score,
        scale=told.scale,
        person=desk.people.key(told.person, said.writer),
        source=told.source,
    )


def outcome_mistake(told: IdeaTurnedOut) -> str | None:
    """Why an outcome says nothing; None where it does."""
    if (told.worth_hours is None) == (told.score is None):
        return "expected hours or a score, one of the two"
    if told.worth_hours is not None:
        is_worth = math.isfinite(told.worth_hours) and told.worth_hours >= 0.0
        return None if is_worth else f"expected hours of 0 or more, found {told.worth_hours:g}"
    if told.score is None or told.scale is None:
        return "expected the scale of a score, found none"
    return score_mistake(told.score, told.scale)
