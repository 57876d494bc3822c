"""Rubrics as they were adopted, and the marks that people were given by their criteria over time.

All of it depends on the set of records, not on the order of their arrival, but for `position`.
"""

import math
from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec

from acumen.errors import Problem
from acumen.history.entry import Said, order, problem
from acumen.history.idea_facts import is_scale, score_mistake
from acumen.history.people import People, read_people
from acumen.history.replay import History
from acumen.records import Criterion, Manner, MarkGiven, RubricAdopted

OCCASION = timedelta(days=30)  # marks of one person by one criterion that lie so near each other are of one occasion


class Rubric(msgspec.Struct, frozen=True, kw_only=True):
    """Criteria as adopted."""

    id: str
    rubric: str
    scale: tuple[float, float]
    criteria: tuple[Criterion, ...]
    words: dict[str, str]  # titles by id
    adopted_at: datetime


class Mark(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """How somebody did by one criterion, as somebody said."""

    id: str
    rubric: str
    criterion: str
    about: str  # key of who is marked
    person: str  # key of who marks
    said_at: datetime
    position: int
    score: float
    scale: tuple[float, float]
    manner: Manner | None
    reason: str | None


class Marks(msgspec.Struct, frozen=True, kw_only=True):
    """Rubrics and marks in the order in which they were said; who is who; what does not fit together."""

    rubrics: tuple[Rubric, ...]
    marks: tuple[Mark, ...]
    people: People
    problems: tuple[Problem, ...]

    @property
    def rubric(self) -> Rubric | None:
        """The one that was adopted last."""
        return self.rubrics[-1] if self.rubrics else None

    def hidden_from(self, viewer: str) -> frozenset[str]:
        """Ids of marks that `viewer` may not see: others', until they marked the same on that occasion or later."""
        last: dict[tuple[str, str, str], datetime] = {}
        for one in self.marks:
            if one.person == viewer:
                last[_seat(one)] = one.said_at
        return frozenset(one.id for one in self._by_others(viewer) if not _is_seen(one, last.get(_seat(one))))

    def _by_others(self, viewer: str) -> Iterator[Mark]:
        return (one for one in self.marks if one.person != viewer)


def read_marks(history: History, *, writer: str) -> Marks:
    """What the sections `ratings` and `marks` come to about criteria, seen from the ledger of `writer`."""
    people, gone = read_people(history.marks, writer=writer), history.marks.corrected()
    rubrics = sorted((said for said in history.ratings.rubrics if said.id not in gone), key=order)
    marks = sorted((said for said in history.ratings.marks if said.id not in gone), key=order)
    problems: list[Problem] = []
    sound: list[Said[RubricAdopted]] = []
    for rubric in rubrics:
        mistake = _rubric_mistake(rubric.record)
        if mistake is None:
            sound.append(rubric)
        else:
            problems.append(problem("wrong-rubric", rubric.position, mistake))
    for mark in marks:
        mistake = score_mistake(mark.record.score, mark.record.scale)
        if mistake is not None:
            problems.append(problem("wrong-mark", mark.position, mistake))
    return Marks(
        rubrics=tuple(_rubric(said) for said in sound),
        marks=tuple(
            _mark(said, people) for said in marks if score_mistake(said.record.score, said.record.scale) is None
        ),
        people=people,
        problems=tuple(sorted(problems, key=lambda one: (one.where.line, one.code))),
    )


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


def _mark(said: Said[MarkGiven], people: People) -> Mark:
    given = said.record
    return Mark(
        id=said.id,
        rubric=given.rubric,
        criterion=given.criterion,
        about=people.key(given.about, said.writer),
        person=people.key(given.person, said.writer),
        said_at=said.happened_at,
        position=said.position,
        score=given.score,
        scale=given.scale,
        manner=given.manner,
        reason=given.reason,
    )


def _seat(one: Mark) -> tuple[str, str, str]:
    return one.rubric, one.criterion, one.about


def _is_seen(one: Mark, marked_at: datetime | None) -> bool:
    return marked_at is not None and marked_at >= one.said_at - OCCASION
