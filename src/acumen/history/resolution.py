"""Which subjects, sayings and outcomes count, in which order, and what does not fit together: questions and ideas alike.

Order: `said.order`. What was corrected does not count, with one exception: a saying, or its subject, withdrawn after the
outcome was known counts all the same, so that a lost bet can't be taken back. For that any outcome ever said will do, also
one that was itself corrected later: to reopen a question is no way round. What is
said after the first outcome that stands is late.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Generic, TypeVar

import msgspec

from acumen.errors import Problem
from acumen.history.corrections import MarkFacts
from acumen.history.elicited import A, Elicited, ElicitedFacts, OpenedFact, S, Subject, X
from acumen.history.entry import R, Said, order, problem
from acumen.history.people import read_people
from acumen.records import ForecastMade, MarkGiven, RatingGiven, Seat

E = TypeVar("E", bound=Elicited)
T = TypeVar("T", bound=Subject[Any])
SAYINGS = frozenset(kind.KIND for kind in (ForecastMade, RatingGiven, MarkGiven))
NEVER = datetime.max.replace(tzinfo=UTC)


class Counting(msgspec.Struct, Generic[S, X], frozen=True, kw_only=True):
    """What counts of one subject: sayings and outcomes in order, and from when on a saying is late."""

    sayings: list[Said[S]]
    outcomes: list[Said[X]]
    late_at: datetime
    opened: OpenedFact
    withdrawn_at: datetime | None


class Resolution:
    """What all subjects share while they are read, and the problems found so far."""

    def __init__(self, marks: MarkFacts, *, writer: str) -> None:
        """Know who is who, and what was withdrawn, seen from the ledger of `writer`."""
        self._marks = marks
        self.people = read_people(marks, writer=writer)
        self.withdrawn = marks.withdrawn()
        self.unimported = marks.unimported()
        self.tables = {said.record.writer for said in marks.imports.values() if said.record.form == "table"}
        self._erased = {said.record.redacts for said in marks.redactions.values() if said.record.is_all}
        self._problems: list[Problem] = []

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What does not fit together, by the place of the record."""
        return tuple(sorted(self._problems, key=lambda one: (one.where.line, one.code)))

    def report(self, said: Said[Any], code: str, message: str, *, hint: str = "") -> None:
        """A mistake in a record."""
        self._problems.append(problem(code, said.position, message, hint=hint))

    def sound(self, said: Iterable[Said[R]], code: str, find: Callable[[R], str | None]) -> list[Said[R]]:
        """Records in which `find` finds no mistake, in order; a mistake in one that stands is a problem."""
        kept = []
        for one in sorted(said, key=order):
            mistake = find(one.record)
            if mistake is None:
                kept.append(one)
            elif one.id not in self.withdrawn:
                self.report(one, code, mistake)
        return kept

    def count(
        self,
        id_: str,
        facts: ElicitedFacts[A, S, X],
        *,
        what: str,
        asked: str,
        said: str,
        fits: Callable[[S, A], str | None],
        settles: Callable[[X, A], str | None],
        is_value: Callable[[X], bool] = lambda _: True,
    ) -> Counting[S, X] | None:
        """What counts of one subject; None where it was withdrawn in time, erased, or never arrived."""
        if facts.subject is None:
            orphans: list[Said[Any]] = [*facts.sayings, *facts.outcomes]
            if id_ not in self._erased:
                for one in orphans:
                    self.report(one, f"unknown-{what}", f"expected {asked}, found {id_}")
            return None
        record = facts.subject.record
        outcomes = self.sound(facts.outcomes, "wrong-outcome", lambda one: settles(one, record))
        values = [one for one in outcomes if is_value(one.record)]
        known_at = min((one.happened_at for one in values), default=NEVER)
        apart_at = min((one.happened_at for one in values if one.id not in self.unimported), default=NEVER)
        if self._is_gone(facts.subject, known_at, apart_at):
            return None
        standing = [one for one in outcomes if one.id not in self.withdrawn]
        sayings = self.sound(facts.sayings, f"wrong-{said}", lambda one: fits(one, record))
        return Counting(
            sayings=[one for one in sayings if not self._is_gone(one, known_at, apart_at)],
            outcomes=standing,
            late_at=standing[0].happened_at if standing else NEVER,
            opened=self.opened(id_, facts, was_known=bool(outcomes)),
            withdrawn_at=self.withdrawn.get(id_),
        )

    def _is_gone(self, said: Said[Any], known_at: datetime, apart_at: datetime) -> bool:
        """Whether it was withdrawn in time; of what an undone import brought, before it was known apart from such an import."""
        at = self.withdrawn.get(said.id)
        return at is not None and at < (apart_at if said.id in self.unimported else known_at)

    def opened(self, id_: str, facts: ElicitedFacts[Any, Any, Any], *, was_known: bool) -> OpenedFact:
        """Before whom it lies open: whatever became of an outcome or a saying, undone or redacted, it was seen."""
        gone = self.seats.get(id_, ())
        said: list[tuple[str, str | None, datetime | None]]
        said = [(*self.seat(one), one.happened_at) for one in facts.sayings]
        said += [
            (self.people.key(one.person, writer), one.criterion, one.at)
            for kind, writer, one in gone
            if kind in SAYINGS
        ]
        spoke = {(eye, criterion) for person, criterion, at in said for eye in self.people.eyes(person, at)}
        return OpenedFact(
            was_known=was_known or any(kind not in SAYINGS for kind, _, _ in gone), spoke=frozenset(spoke)
        )

    @cached_property
    def seats(self) -> dict[str, list[tuple[str, str, Seat]]]:
        """By subject, of sayings and outcomes that were redacted wholly: kind, writer, seat."""
        found: dict[str, list[tuple[str, str, Seat]]] = {}
        erased = {one.id: one for one in self._marks.erased}
        for said in self._marks.redactions.values():
            one, seat = erased.get(said.record.redacts), said.record.seat
            if one is not None and seat is not None:
                found.setdefault(seat.subject, []).append((one.kind, one.writer, seat))
        return found

    def seat(self, said: Said[Any]) -> tuple[str, str | None]:
        """Who said it, and by which criterion."""
        return self.people.key(said.record.person, said.writer), getattr(said.record, "criterion", None)

    def common(self, said: Said[Any], late_at: datetime = NEVER) -> dict[str, Any]:
        """The fields of an `Elicited` that every kind of saying has; whether it is superseded comes later."""
        return {
            "id": said.id,
            "person": self.people.key(said.record.person, said.writer),
            "said_at": said.happened_at,
            "position": said.position,
            "manner": said.record.manner,
            "reason": said.record.reason,
            "is_blind": said.record.is_blind,
            "is_late": said.happened_at > late_at,
            "withdrawn_at": self.withdrawn.get(said.id),
            "writer": said.writer,
        }


def by_time(subjects: Iterable[T | None], asked_at: Callable[[T], datetime]) -> dict[str, T]:
    """By id, those that are there, in the order in which they were asked."""
    kept = sorted((one for one in subjects if one is not None), key=lambda one: (asked_at(one), one.id))
    return {one.id: one for one in kept}


def mark_superseded(said: Sequence[E]) -> tuple[E, ...]:
    """Of each person, criterion and manner (none given counts as considered) the last that is not late stands."""
    last = {_seat(one): one.id for one in said if not one.is_late}
    return tuple(
        one if one.is_superseded is is_over else msgspec.structs.replace(one, is_superseded=is_over)
        for one in said
        for is_over in [not (one.is_late or last[_seat(one)] == one.id)]
    )


def _seat(one: Elicited) -> tuple[str, str | None, bool]:
    return one.person, one.criterion, one.manner == "gut"
