"""Questions and forecasts."""

from datetime import datetime
from typing import Literal

import msgspec

from acumen.errors import Problem
from acumen.records import Form, Manner
from acumen.results.dates import DayDue
from acumen.results.result import Result


class ShownForecast(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody said, and how it counts."""

    forecast: str
    person: str  # key
    name: str | None
    is_mine: bool  # of whoever looks
    is_owner: bool  # of the ledger's own writer
    said_at: datetime
    chance: float | None
    quantiles: tuple[tuple[float, float], ...] | None
    chances: tuple[float, ...] | None
    manner: Manner | None
    is_blind: bool | None  # nothing that others said could be seen; None: nobody noted it
    reason: str | None
    is_superseded: bool
    is_late: bool
    is_proven: bool | None
    withdrawn_at: datetime | None


class ShownQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A question, and what of it may be seen."""

    question: str
    short: str  # as much of the id as tells it from all others
    form: Form
    claim: str | None
    domain: str | None
    due_at: datetime | None
    settled_by: str | None
    choices: tuple[str, ...] | None
    unit: str | None
    source: str | None
    asked_at: datetime
    state: Literal["open", "resolved", "void"]
    outcome: bool | float | str | None  # yes or no, the number, the choice
    known_at: datetime | None
    forecasts: tuple[ShownForecast, ...]
    n_hidden: int  # what others said of it and may not be seen yet
    withdrawn_at: datetime | None  # after it was known, so that it counts all the same

    @property
    def mine(self) -> tuple[ShownForecast, ...]:
        """What one says oneself now: gut, considered."""
        standing = [one for one in self.forecasts if one.is_mine and not one.is_superseded and not one.is_late]
        return tuple(sorted(standing, key=lambda one: one.manner != "gut"))

    @property
    def others(self) -> tuple[ShownForecast, ...]:
        """What others say now, as far as it may be seen."""
        return tuple(one for one in self.forecasts if not (one.is_mine or one.is_superseded or one.is_late))


class Due(Result, frozen=True, kw_only=True):
    """Open questions by how they stand to the day, each part by date."""

    now: datetime
    within_days: int
    past: tuple[ShownQuestion, ...]
    near: tuple[ShownQuestion, ...]
    undated: tuple[ShownQuestion, ...]
    n_later: int
    dates: tuple[DayDue, ...] = ()  # of plans that are followed, the first first


class PooledForecast(msgspec.Struct, frozen=True, kw_only=True):
    """One forecast of everybody who said something, by what such sayings have meant; `said` is the plain mean of log-odds."""

    prob: float
    said: float
    n_people: int
    n_settled: int  # forecasts of settled questions that it was learnt from
    weight: float  # of what was learnt, from 0 (not earned) to 1


class QuestionsListed(Result, frozen=True, kw_only=True):
    """Questions that were looked for, the next to be known first, and what in the record of questions does not fit together."""

    now: datetime
    questions: tuple[ShownQuestion, ...]
    n_all: int  # questions there are, whatever was looked for
    problems: tuple[Problem, ...] = ()
    pooled: PooledForecast | None = (
        None  # of the only question found, where it is open and one has said something oneself
    )


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody, and how much they said."""

    person: str  # key
    name: str | None
    is_me: bool
    n_forecasts: int
    n_open: int  # questions they forecast that are open
    n_settled: int  # and that were settled to a value


class PeopleKnown(Result, frozen=True, kw_only=True):
    """Everybody, oneself first, then by how much they said; those without a name are counted together at the end."""

    people: tuple[Person, ...]


class Predicted(Result, frozen=True, kw_only=True):
    """What was written down: the ids, and the question as whoever spoke may now see it."""

    question: str
    forecast: str
    is_new: bool  # the question was asked with it
    shown: ShownQuestion
    now: datetime
    notes: tuple[str, ...] = ()


class ForecastScore(msgspec.Struct, frozen=True, kw_only=True):
    """The score of one forecast that stood when it became known; lower is better."""

    forecast: str
    brier: float  # 0..1; of choices the sum over them, 0..2
    log_loss: float  # nats; a chance below 0.1 % counts as 0.1 %


class Resolved(Result, frozen=True, kw_only=True):
    """What was written down, and the question with all that was said of it: nothing is hidden any more."""

    question: str
    resolution: str
    is_new: bool  # False: the same was known already, nothing was written
    shown: ShownQuestion
    scores: tuple[ForecastScore, ...]  # of chances; of numbers there is none yet
    now: datetime
    notes: tuple[str, ...] = ()
