"""What questions, ideas and rubric scores have in common: sayings of people about a subject, and what it turned out to be."""

from datetime import datetime
from typing import Generic, TypeVar

import msgspec

from acumen.history.entry import Said
from acumen.records import Manner, Record

A = TypeVar("A", bound=Record)
S = TypeVar("S", bound=Record)
X = TypeVar("X", bound=Record)


class ElicitedFacts(msgspec.Struct, Generic[A, S, X], kw_only=True):
    """What was said of one subject, in the order of arrival; `subject` is None until the subject itself arrives."""

    subject: Said[A] | None = None
    sayings: list[Said[S]] = []
    outcomes: list[Said[X]] = []


class Elicited(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What somebody said when asked, and how it counts."""

    id: str
    person: str  # key, see People
    said_at: datetime
    position: int
    manner: Manner | None
    reason: str | None
    criterion: str | None = None
    is_blind: bool | None = None  # nothing that others said could be seen; None: nobody noted it
    is_superseded: bool = (
        False  # the same person said something else later, by the same criterion, in the same manner, and in time
    )
    is_late: bool = False  # said when it was known already
    withdrawn_at: datetime | None = None  # after it was known, so that it counts all the same
    writer: str = ""  # of the record: where it came from, see `read_sources`


E = TypeVar("E", bound=Elicited)


class OpenedFact(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Before whom a subject lies open: all, once it was known, and whoever has said something of it."""

    was_known: bool
    spoke: frozenset[tuple[str, str | None]]  # (key, criterion)

    def to(self, viewer: str, criterion: str | None = None) -> bool:
        """Whether `viewer` may see what others said of it by a criterion."""
        return self.was_known or (viewer, criterion) in self.spoke

    def heard(self, viewer: str, criterion: str | None = None) -> bool:
        """Whether others have ever said something of it by a criterion."""
        return any(person != viewer and by == criterion for person, by in self.spoke)


class Subject(msgspec.Struct, Generic[E], frozen=True, kw_only=True, gc=False):
    """Something that people were asked about, with all that counts about it."""

    id: str
    person: str  # key of who asked
    position: int
    opened: OpenedFact
    withdrawn_at: datetime | None = None  # after it was known, so that it counts all the same

    @property
    def sayings(self) -> tuple[E, ...]:
        """What was said of it, in that order."""
        raise NotImplementedError

    @property
    def is_open(self) -> bool:
        """Nothing is known, and nobody said that nothing will count."""
        raise NotImplementedError

    def has_said(self, person: str, criterion: str | None = None) -> bool:
        """Whether a person said something of it by that criterion, and it counts."""
        return any(one.person == person and one.criterion == criterion for one in self.sayings)

    def is_blind_to(self, person: str, criterion: str | None = None) -> bool:
        """Whether what they say next is blind: it was never known, and they are silent yet, or said it where nobody else has.

        Who took back what they said is silent no more.
        """
        if self.opened.was_known:
            return False
        if not self.opened.to(person, criterion):
            return True
        return self.has_said(person, criterion) and not self.opened.heard(person, criterion)

    def hidden_from(self, viewer: str) -> frozenset[str]:
        """Ids of what the person with the key `viewer` may not see: what others said, while it is open and they are silent."""
        return frozenset(
            one.id for one in self.sayings if one.person != viewer and not self.opened.to(viewer, one.criterion)
        )

    def latest(self, person: str, criterion: str | None = None) -> tuple[E, ...]:
        """What a person says now, at most one saying a manner, gut first; of what is known: said last in time."""
        now = [
            one
            for one in self.sayings
            if one.person == person and one.criterion == criterion and not (one.is_superseded or one.is_late)
        ]
        return tuple(sorted(now, key=lambda one: (one.manner != "gut", one.said_at)))
