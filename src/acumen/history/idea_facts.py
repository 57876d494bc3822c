"""Ideas as they stand: who rated each, what it turned out to be, which ratings count, and what may be seen by whom.

As with forecasts: all of it depends on the set of records, not on the order of their arrival, but for `position`; what was
corrected does not count, except a rating (or its idea) withdrawn after the outcome was known. Of several outcomes the last
known counts, as worth may show late; a rating is late once the first is known.
"""

import math
from collections.abc import Iterator, Mapping
from datetime import datetime

import msgspec

from acumen.borders.figures import LEAST, MOST, is_figure
from acumen.errors import Problem
from acumen.history.entry import Said, order, problem
from acumen.history.people import People, read_people
from acumen.history.ratings import IdeaFacts
from acumen.history.replay import History
from acumen.history.resolution import NEVER, withdrawals
from acumen.records import IdeaListed, IdeaTurnedOut, Manner, RatingGiven


class Rating(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What somebody made of an idea, and how it counts."""

    id: str
    person: str  # key, see People
    said_at: datetime
    position: int
    score: float
    scale: tuple[float, float]
    criterion: str | None
    manner: Manner | None
    is_blind: bool
    reason: str | None
    is_superseded: bool = (
        False  # the same person said something else later, of the same criterion and in the same manner
    )
    is_late: bool = False  # said when it was known already
    withdrawn_at: datetime | None = None  # after it was known, so that it counts all the same

    @property
    def share(self) -> float:
        """Where the score lies between the lowest, 0, and the highest, 1."""
        return (self.score - self.scale[0]) / (self.scale[1] - self.scale[0])


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


class Idea(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An idea with all that counts about it; ratings in the order in which they were said."""

    id: str
    person: str  # key of its owner
    listed_at: datetime
    position: int
    domain: str | None
    worth_hours: float | None
    title: str | None  # None: redacted, as is the text
    text: str | None
    ratings: tuple[Rating, ...]
    outcome: TurnedOut | None
    withdrawn_at: datetime | None = None  # after it was known, so that it counts all the same

    @property
    def is_open(self) -> bool:
        """Nobody knows yet what it turned out to be."""
        return self.outcome is None

    def has_rated(self, person: str, criterion: str | None = None) -> bool:
        """Whether a person rated it by that criterion."""
        return any(one.person == person and one.criterion == criterion for one in self.ratings)

    def hidden_from(self, viewer: str) -> frozenset[str]:
        """Ids of ratings that `viewer` may not see: while it is open, others' by a criterion they have not rated it by."""
        if not self.is_open:
            return frozenset()
        rated = {one.criterion for one in self.ratings if one.person == viewer}
        return frozenset(one.id for one in self.ratings if one.criterion not in rated)

    def hides_worth_from(self, viewer: str) -> bool:
        """The worth its owner says is a rating too: while it is open, others see it once they have rated it as a whole."""
        return self.is_open and viewer != self.person and not self.has_rated(viewer)

    def latest(self, person: str, criterion: str | None = None) -> tuple[Rating, ...]:
        """What a person says now, at most one rating a manner, gut first."""
        now = [
            one
            for one in self.ratings
            if one.person == person and one.criterion == criterion and not one.is_superseded and not one.is_late
        ]
        return tuple(sorted(now, key=lambda one: (one.manner != "gut", one.said_at)))


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
    desk = _Reading(read_people(history.marks, writer=writer), withdrawals(history.marks))
    desk.erased = {said.record.redacts for said in history.marks.redactions.values() if said.record.is_all}
    found = [desk.read(id_, facts) for id_, facts in history.ratings.by_id.items()]
    kept = sorted((one for one in found if one is not None), key=lambda one: (one.listed_at, one.id))
    problems = sorted(desk.problems, key=lambda one: (one.where.line, one.code))
    return Ideas(by_id={one.id: one for one in kept}, people=desk.people, problems=tuple(problems))


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


class _Reading:
    """What all ideas share while they are read, and the problems found so far."""

    def __init__(self, people: People, withdrawn: Mapping[str, datetime]) -> None:
        self.people = people
        self.problems: list[Problem] = []
        self.erased: set[str] = set()
        self._withdrawn = withdrawn

    def read(self, id_: str, facts: IdeaFacts) -> Idea | None:
        """One idea, or None where it was withdrawn in time, erased, or never arrived."""
        if facts.listed is None:
            if id_ not in self.erased:
                self._report_orphans(id_, facts)
            return None
        listed = facts.listed.record
        outcomes = sorted((one for one in facts.outcomes if self._is_sound(one)), key=order)
        known_at = min((one.happened_at for one in outcomes), default=NEVER)
        if self._is_withdrawn(facts.listed, known_at):
            return None
        standing = [one for one in outcomes if one.id not in self._withdrawn]
        late_at = standing[0].happened_at if standing else NEVER
        ratings = [
            self._rating(said, is_late=said.happened_at > late_at)
            for said in sorted(facts.ratings, key=order)
            if self._fits(said) and not self._is_withdrawn(said, known_at)
        ]
        return Idea(
            id=id_,
            person=self.people.key(listed.person, facts.listed.writer),
            listed_at=facts.listed.happened_at,
            position=facts.listed.position,
            domain=listed.domain,
            worth_hours=listed.worth_hours,
            title=listed.title,
            text=listed.text,
            ratings=_mark_superseded(ratings),
            outcome=self._outcome(standing[-1]) if standing else None,
            withdrawn_at=self._withdrawn.get(id_),
        )

    def _is_withdrawn(self, said: Said[IdeaListed] | Said[RatingGiven], known_at: datetime) -> bool:
        at = self._withdrawn.get(said.id)
        return at is not None and at < known_at

    def _fits(self, said: Said[RatingGiven]) -> bool:
        return self._note(said, "wrong-rating", score_mistake(said.record.score, said.record.scale))

    def _is_sound(self, said: Said[IdeaTurnedOut]) -> bool:
        return self._note(said, "wrong-outcome", _outcome_mistake(said.record))

    def _note(self, said: Said[RatingGiven] | Said[IdeaTurnedOut], code: str, mistake: str | None) -> bool:
        if mistake is not None and said.id not in self._withdrawn:
            self.problems.append(problem(code, said.position, mistake))
        return mistake is None

    def _report_orphans(self, id_: str, facts: IdeaFacts) -> None:
        positions = [said.position for said in facts.ratings] + [said.position for said in facts.outcomes]
        message = f"expected an idea that was listed, found {id_}"
        self.problems += [problem("unknown-idea", position, message) for position in positions]

    def _rating(self, said: Said[RatingGiven], *, is_late: bool) -> Rating:
        given = said.record
        return Rating(
            id=said.id,
            person=self.people.key(given.person, said.writer),
            said_at=said.happened_at,
            position=said.position,
            score=given.score,
            scale=given.scale,
            criterion=given.criterion,
            manner=given.manner,
            is_blind=given.is_blind,
            reason=given.reason,
            is_late=is_late,
            withdrawn_at=self._withdrawn.get(said.id),
        )

    def _outcome(self, said: Said[IdeaTurnedOut]) -> TurnedOut:
        told = said.record
        return TurnedOut(
            id=said.id,
            known_at=said.happened_at,
            position=said.position,
            worth_hours=told.worth_hours,
            score=told.score,
            scale=told.scale,
            person=self.people.key(told.person, said.writer),
            source=told.source,
        )


def _outcome_mistake(told: IdeaTurnedOut) -> str | None:
    """Why an outcome says nothing; None where it does."""
    if (told.worth_hours is None) == (told.score is None):
        return "expected hours or a score, one of the two"
    if told.worth_hours is not None:
        is_worth = math.isfinite(told.worth_hours) and told.worth_hours >= 0.0
        return None if is_worth else f"expected hours of 0 or more, found {told.worth_hours:g}"
    if told.score is None or told.scale is None:
        return "expected the scale of a score, found none"
    return score_mistake(told.score, told.scale)


def _mark_superseded(ratings: list[Rating]) -> tuple[Rating, ...]:
    """Of each person, criterion and manner (none given counts as considered) the last that is not late stands."""
    last = {_seat(one): one.id for one in ratings if not one.is_late}
    return tuple(
        one if one.is_late or last[_seat(one)] == one.id else msgspec.structs.replace(one, is_superseded=True)
        for one in ratings
    )


def _seat(one: Rating) -> tuple[str, str | None, bool]:
    return one.person, one.criterion, one.manner == "gut"
