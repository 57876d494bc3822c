"""Questions as they stand: what was forecast of each, what it turned out to be, and how each saying counts.

All of it depends on the set of records, not on the order in which they arrived, but for `position` and `is_proven`: that
something was said before it was known is proven by where it stands in this ledger.
"""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from acumen.errors import Problem
from acumen.history.people import People
from acumen.records import Form, Manner


class Forecast(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What somebody said of a question, and how it counts."""

    id: str
    person: str  # key, see People
    said_at: datetime
    position: int
    chance: float | None
    quantiles: tuple[tuple[float, float], ...] | None
    chances: tuple[float, ...] | None
    manner: Manner | None
    reason: str | None
    is_superseded: bool = False  # the same person said something else later, in the same manner and before it was known
    is_late: bool = False  # said when it was known already: it scores nothing
    is_proven: bool | None = (
        None  # said before it was known, by its position; False: only claimed; None: nothing is known
    )
    withdrawn_at: datetime | None = None  # after it was known, so that it counts all the same
    writer: str = ""  # of the record: where it came from, see `read_sources`


class Outcome(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a question turned out to be: one of the three, or void."""

    id: str
    known_at: datetime
    position: int
    yes: bool | None
    number: float | None
    choice: int | None
    is_void: bool
    person: str  # key of who decided it
    source: str | None


class Question(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A question with all that counts about it; forecasts in the order in which they were said."""

    id: str
    form: Form
    person: str  # key of who asked
    asked_at: datetime
    position: int
    due_at: datetime | None
    domain: str | None
    claim: str | None  # None: redacted, as are the other words
    resolution: str | None
    choices: tuple[str, ...] | None
    unit: str | None
    source: str | None
    forecasts: tuple[Forecast, ...]
    outcome: Outcome | None
    withdrawn_at: datetime | None = None  # after it was known, so that it counts all the same

    @property
    def is_open(self) -> bool:
        """Nothing is known, and nobody said that nothing will count."""
        return self.outcome is None

    def hidden_from(self, viewer: str) -> tuple[str, ...]:
        """Ids of forecasts that the person with the key `viewer` may not see: all, while it is open and nothing is said."""
        if not self.is_open or any(one.person == viewer for one in self.forecasts):
            return ()
        return tuple(one.id for one in self.forecasts)

    def latest(self, person: str) -> tuple[Forecast, ...]:
        """What a person says now, at most one forecast a manner, gut first; of a settled question: said last in time."""
        now = [one for one in self.forecasts if one.person == person and not one.is_superseded and not one.is_late]
        return tuple(sorted(now, key=lambda one: (one.manner != "gut", one.said_at)))


class Questions(msgspec.Struct, frozen=True, kw_only=True):
    """All questions by id, in the order in which they were asked; who is who; what does not fit together."""

    by_id: dict[str, Question]
    people: People
    problems: tuple[Problem, ...]

    def each(self) -> Iterator[Question]:
        """Every question."""
        return iter(self.by_id.values())

    def hidden_from(self, viewer: str) -> frozenset[str]:
        """Ids of all forecasts that the person with the key `viewer` may not see yet."""
        return frozenset(id_ for question in self.each() for id_ in question.hidden_from(viewer))
