"""Questions as they stand: what was forecast of each, what it turned out to be, and how each saying counts.

All of it depends on the set of records, not on the order in which they arrived, but for `position` and `is_proven`: that
something was said before it was known is proven by where it stands in this ledger. Of several outcomes the first counts.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec

from acumen.errors import Problem
from acumen.history.elicited import Elicited, Subject
from acumen.history.entry import Said
from acumen.history.people import People
from acumen.history.questions import QuestionFacts
from acumen.history.replay import History
from acumen.history.resolution import Resolution, by_time, mark_superseded
from acumen.history.validity import forecast_mistake, resolution_mistake
from acumen.records import ForecastMade, Form, QuestionResolved


class Forecast(Elicited, frozen=True, kw_only=True, gc=False):
    """What somebody said of a question, and how it counts; late, it scores nothing."""

    chance: float | None
    quantiles: tuple[tuple[float, float], ...] | None
    chances: tuple[float, ...] | None
    is_proven: bool | None = (
        None  # said before it was known, by its position; False: only claimed; None: nothing is known
    )


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


class Question(Subject[Forecast], frozen=True, kw_only=True, gc=False):
    """A question with all that counts about it; forecasts in the order in which they were said."""

    form: Form
    asked_at: datetime
    due_at: datetime | None
    domain: str | None
    claim: str | None  # None: redacted, as are the other words
    resolution: str | None
    choices: tuple[str, ...] | None
    unit: str | None
    source: str | None
    forecasts: tuple[Forecast, ...]
    outcome: Outcome | None

    @property
    def sayings(self) -> tuple[Forecast, ...]:
        """The forecasts."""
        return self.forecasts

    @property
    def is_open(self) -> bool:
        """Nothing is known, and nobody said that nothing will count."""
        return self.outcome is None


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


def read_questions(history: History, *, writer: str, ids: Iterable[str] | None = None) -> Questions:
    """What the sections `questions` and `marks` come to, seen from the ledger of `writer`: all of it, or some questions."""
    desk, by_id = Resolution(history.marks, writer=writer), history.questions.by_id
    asked = by_id.items() if ids is None else [(id_, by_id[id_]) for id_ in ids if id_ in by_id]
    found = by_time([_settle(desk, id_, facts) for id_, facts in asked], lambda one: one.asked_at)
    return Questions(by_id=found, people=desk.people, problems=desk.problems)


def _settle(desk: Resolution, id_: str, facts: QuestionFacts) -> Question | None:
    """One question as it counts."""
    counting = desk.count(
        id_,
        facts,
        what="question",
        asked="a question that was asked",
        said="forecast",
        fits=forecast_mistake,
        settles=resolution_mistake,
        is_value=lambda resolved: not resolved.is_void,
    )
    if facts.subject is not None:
        _report_times(desk, facts)
    if facts.subject is None or counting is None:
        return None
    asked = facts.subject.record
    _report_conflicts(desk, counting.outcomes)
    outcome = _outcome(desk, counting.outcomes[0]) if counting.outcomes else None
    forecasts = [_forecast(desk, said, counting.late_at, outcome) for said in counting.sayings]
    return Question(
        id=id_,
        form=asked.form,
        person=desk.people.key(None, facts.subject.writer),
        asked_at=facts.subject.happened_at,
        position=facts.subject.position,
        due_at=asked.due_at,
        domain=asked.domain,
        claim=asked.claim,
        resolution=asked.resolution,
        choices=asked.choices,
        unit=asked.unit,
        source=asked.source,
        forecasts=mark_superseded(forecasts),
        outcome=outcome,
        opened=counting.opened,
        withdrawn_at=counting.withdrawn_at,
    )


def _report_times(desk: Resolution, facts: QuestionFacts) -> None:
    every: list[Said[Any]] = [*facts.sayings, *facts.outcomes]
    for said in every:
        if said.happened_at > said.written_at:
            message = "was written down before it happened"
            desk.report(said, "in-the-future", message, hint="undo it and say it again")


def _report_conflicts(desk: Resolution, standing: Sequence[Said[QuestionResolved]]) -> None:
    for other in standing[1:]:
        if _value(other.record) != _value(standing[0].record):
            message = f"expected one outcome of a question, found another than that at position {standing[0].position}"
            hint = "undo the wrong one; until then the one that was known first counts"
            desk.report(other, "two-outcomes", message, hint=hint)


def _value(resolved: QuestionResolved) -> tuple[bool | None, float | None, int | None, bool]:
    return resolved.yes, resolved.number, resolved.choice, resolved.is_void


def _outcome(desk: Resolution, said: Said[QuestionResolved]) -> Outcome:
    resolved = said.record
    return Outcome(
        id=said.id,
        known_at=said.happened_at,
        position=said.position,
        yes=resolved.yes,
        number=resolved.number,
        choice=resolved.choice,
        is_void=resolved.is_void,
        person=desk.people.key(resolved.person, said.writer),
        source=resolved.source,
    )


def _forecast(desk: Resolution, said: Said[ForecastMade], late_at: datetime, outcome: Outcome | None) -> Forecast:
    made = said.record
    return Forecast(
        **desk.common(said, late_at),
        chance=made.chance,
        quantiles=made.quantiles,
        chances=made.chances,
        is_proven=_is_proven(desk, said, outcome),
    )


def _is_proven(desk: Resolution, said: Said[ForecastMade], outcome: Outcome | None) -> bool | None:
    """Whether it stands and was written before it was known; nothing imported is proven."""
    if outcome is None:
        return None
    is_before = said.position < outcome.position and max(said.happened_at, said.written_at) <= outcome.known_at
    return is_before and said.writer not in desk.tables
