"""Questions as somebody may see them: what others said of an open one is hidden until one has said something oneself.

Every verb shows questions in this form only, in text and in JSON, so that this is the one place where it is decided.
"""

from datetime import datetime
from typing import Literal

import msgspec

from acumen.history import Forecast, People, Question
from acumen.records import Form, Manner


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
    resolution: str | None
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


def show(question: Question, people: People, *, viewer: str, short: str | None = None) -> ShownQuestion:
    """A question as the person with the key `viewer` may see it."""
    hidden = question.hidden_from(viewer)
    seen = [one for one in question.forecasts if one.id not in hidden]
    outcome = question.outcome
    return ShownQuestion(
        question=question.id,
        short=short or question.id,
        form=question.form,
        claim=question.claim,
        domain=question.domain,
        due_at=question.due_at,
        resolution=question.resolution,
        choices=question.choices,
        unit=question.unit,
        source=question.source,
        asked_at=question.asked_at,
        state="open" if outcome is None else "void" if outcome.is_void else "resolved",
        outcome=say_outcome(question),
        known_at=None if outcome is None else outcome.known_at,
        forecasts=tuple(_show_forecast(one, people, viewer) for one in seen),
        n_hidden=len(hidden),
        withdrawn_at=question.withdrawn_at,
    )


def _show_forecast(one: Forecast, people: People, viewer: str) -> ShownForecast:
    return ShownForecast(
        forecast=one.id,
        person=one.person,
        name=people.names.get(one.person),
        is_mine=one.person == viewer,
        is_owner=one.person == people.me,
        said_at=one.said_at,
        chance=one.chance,
        quantiles=one.quantiles,
        chances=one.chances,
        manner=one.manner,
        reason=one.reason,
        is_superseded=one.is_superseded,
        is_late=one.is_late,
        is_proven=one.is_proven,
        withdrawn_at=one.withdrawn_at,
    )


def say_outcome(question: Question) -> bool | float | str | None:
    """Yes or no, the number, or the name of the choice (its number where the name is gone)."""
    outcome = question.outcome
    if outcome is None or outcome.choice is None:
        return None if outcome is None else outcome.yes if outcome.number is None else outcome.number
    return str(outcome.choice) if question.choices is None else question.choices[outcome.choice]
