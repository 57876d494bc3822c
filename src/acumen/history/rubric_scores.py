"""Rubrics as they were adopted, and the marks that people were given by their criteria over time.

All of it depends on the set of records, not on the order of their arrival, but for `position`.
"""

import math
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TypeAlias

import msgspec

from acumen.errors import Problem
from acumen.history.elicited import Elicited
from acumen.history.entry import Said
from acumen.history.idea_facts import is_scale, score_mistake
from acumen.history.people import People
from acumen.history.replay import History
from acumen.history.resolution import Resolution
from acumen.records import Criterion, MarkGiven, RubricAdopted

Seat: TypeAlias = tuple[str, str, str, str]  # rubric, criterion, keys of who is marked and of who marks

OCCASION = timedelta(days=30)  # marks of one person by one criterion that lie so near each other are of one occasion


class Rubric(msgspec.Struct, frozen=True, kw_only=True):
    """Criteria as adopted."""

    id: str
    rubric: str
    scale: tuple[float, float]
    criteria: tuple[Criterion, ...]
    words: dict[str, str]  # titles by id
    adopted_at: datetime


class Mark(Elicited, frozen=True, kw_only=True, gc=False):
    """How somebody did by one criterion, as somebody said."""

    rubric: str
    criterion: str
    about: str  # key of who is marked
    score: float
    scale: tuple[float, float]


class Marks(msgspec.Struct, frozen=True, kw_only=True):
    """Rubrics and marks in the order in which they were said; who is who; what does not fit together."""

    rubrics: tuple[Rubric, ...]
    marks: tuple[Mark, ...]
    spoke: tuple[tuple[Seat, datetime], ...]  # who marked what when last, whatever became of it
    people: People
    problems: tuple[Problem, ...]

    @property
    def rubric(self) -> Rubric | None:
        """The one that was adopted last."""
        return self.rubrics[-1] if self.rubrics else None

    def is_blind_to(self, person: str, rubric: str, criterion: str, about: str, at: datetime) -> bool:
        """Whether what they mark at a time is blind: they are silent on that occasion, or nobody else ever marked the same."""
        last = dict(self.spoke)
        spoke_at = last.get((rubric, criterion, about, person))
        if spoke_at is None or spoke_at < at - OCCASION:
            return True
        of = [one for one in self.marks if _seat(one, person) == (rubric, criterion, about, person)]
        is_standing = any(one.person == person and one.said_at == spoke_at for one in of)
        return is_standing and not any(seat[:3] == (rubric, criterion, about) and seat[3] != person for seat in last)

    def hidden_from(self, viewer: str) -> frozenset[str]:
        """Ids of marks that `viewer` may not see: others', until they marked the same on that occasion or later."""
        return _hidden(self.marks, dict(self.spoke), viewer)


def hidden_marks(history: History, *, writer: str) -> frozenset[str]:
    """Ids of all marks, counting or not, that the owner of the ledger of `writer` may not see."""
    desk = Resolution(history.marks, writer=writer)
    every = [_mark(desk, said) for said in history.ratings.marks]
    return _hidden(every, dict(_spoke(desk, every)), desk.people.me)


def read_marks(history: History, *, writer: str) -> Marks:
    """What the sections `ratings` and `marks` come to about criteria, seen from the ledger of `writer`."""
    desk = Resolution(history.marks, writer=writer)
    rubrics = desk.sound(history.ratings.rubrics, "wrong-rubric", _rubric_mistake)
    marks = desk.sound(history.ratings.marks, "wrong-mark", lambda given: score_mistake(given.score, given.scale))
    every = [_mark(desk, said) for said in marks]
    return Marks(
        rubrics=tuple(_rubric(said) for said in rubrics if said.id not in desk.withdrawn),
        marks=tuple(one for one in every if one.withdrawn_at is None),
        spoke=_spoke(desk, every),
        people=desk.people,
        problems=desk.problems,
    )


def _spoke(desk: Resolution, marks: Iterable[Mark]) -> tuple[tuple[Seat, datetime], ...]:
    """Also of marks that were redacted wholly."""
    said = [(_seat(one, one.person), one.said_at) for one in marks]
    for kind, writer, gone in (each for seats in desk.seats.values() for each in seats):
        if kind == MarkGiven.KIND and gone.criterion is not None and gone.at is not None:
            about, person = desk.people.key(gone.about, writer), desk.people.key(gone.person, writer)
            said.append(((gone.subject, gone.criterion, about, person), gone.at))
    last: dict[Seat, datetime] = {}
    people = desk.people
    for (rubric, criterion, about, person), at in said:
        for eye in people.eyes(person, at):
            seats = [(rubric, criterion, one, eye) for one in ({about} if eye == person else people.eyes(about, at))]
            last |= {seat: max(at, last.get(seat, at)) for seat in seats}
    return tuple(sorted(last.items()))


def _rubric_mistake(adopted: RubricAdopted) -> str | None:
    """Why nobody can be marked by it; None where they can."""
    if not is_scale(adopted.scale):
        return f"expected a scale from low to high, found {adopted.scale[0]:g} to {adopted.scale[1]:g}"
    leaves = [leaf for one in adopted.criteria for leaf in _leaves(one)]
    if len({leaf.id for leaf in leaves}) < len(leaves):
        return "expected each criterion once, found one twice"
    if not all(math.isfinite(leaf.weight) and leaf.weight >= 0.0 for leaf in leaves) or not any(
        leaf.weight > 0.0 for leaf in leaves
    ):
        return "expected weights of 0 or more, one of them above 0"
    return None


def _leaves(criterion: Criterion) -> list[Criterion]:
    return [leaf for one in criterion.parts for leaf in _leaves(one)] if criterion.parts else [criterion]


def _rubric(said: Said[RubricAdopted]) -> Rubric:
    adopted = said.record
    return Rubric(
        id=said.id,
        rubric=adopted.rubric,
        scale=adopted.scale,
        criteria=adopted.criteria,
        words=adopted.words or {},
        adopted_at=said.happened_at,
    )


def _mark(desk: Resolution, said: Said[MarkGiven]) -> Mark:
    given = said.record
    return Mark(
        **desk.common(said),
        rubric=given.rubric,
        criterion=given.criterion,
        about=desk.people.key(given.about, said.writer),
        score=given.score,
        scale=given.scale,
    )


def _seat(one: Mark, person: str) -> Seat:
    return one.rubric, one.criterion, one.about, person


def _hidden(marks: Iterable[Mark], last: dict[Seat, datetime], viewer: str) -> frozenset[str]:
    return frozenset(one.id for one in marks if one.person != viewer and not _is_seen(one, last, viewer))


def _is_seen(one: Mark, last: dict[Seat, datetime], viewer: str) -> bool:
    marked_at = last.get(_seat(one, viewer))
    return marked_at is not None and marked_at >= one.said_at - OCCASION
