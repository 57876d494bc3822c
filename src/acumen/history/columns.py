"""Questions and forecasts as named columns, which is all that the maths gets to see of them. Days count from 1970 (UTC)."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from acumen.history.questions_folded import Forecast, Outcome, Question, Questions
from acumen.records import Form, Manner

SECONDS_PER_DAY = 86_400.0


class ForecastColumns(msgspec.Struct, frozen=True, kw_only=True):
    """One row for each forecast, ordered by when it was said; every column (n,)."""

    forecast: tuple[str, ...] = ()  # id
    question: tuple[str, ...] = ()  # id
    form: tuple[Form, ...] = ()
    prob: tuple[float | None, ...] = ()  # yes-no: chance of yes
    quantiles: tuple[tuple[tuple[float, float], ...] | None, ...] = ()  # number: (level, value), ascending
    chances: tuple[tuple[float, ...] | None, ...] = ()  # choice: one each
    outcome: tuple[float | None, ...] = ()  # 1 yes, 0 no; the number; the number of the choice, from 0. None: open
    person: tuple[str, ...] = ()  # key, see People
    domain: tuple[str | None, ...] = ()
    manner: tuple[Manner | None, ...] = ()
    said_at: tuple[float, ...] = ()  # days
    known_at: tuple[float | None, ...] = ()  # days; None: open. Learn from a row only at times after this
    horizon_days: tuple[
        float | None, ...
    ] = ()  # from saying to the due date, or where there is none to when it was known
    weight: tuple[float, ...] = ()  # 1/k for k rows on one question: together they are worth one outcome
    is_superseded: tuple[bool, ...] = ()
    is_proven: tuple[bool | None, ...] = ()
    position: tuple[int, ...] = ()
    writer: tuple[str, ...] = ()  # of the record, which tells where it came from

    @property
    def n_rows(self) -> int:
        """How many forecasts."""
        return len(self.forecast)

    def take(self, rows: Iterable[int]) -> "ForecastColumns":
        """Those rows, in this order."""
        kept = list(rows)
        return ForecastColumns(
            **{name: tuple(getattr(self, name)[row] for row in kept) for name in self.__struct_fields__}
        )


class QuestionColumns(msgspec.Struct, frozen=True, kw_only=True):
    """One row for each question; what several people said of it last, side by side. Every column (n,)."""

    question: tuple[str, ...] = ()
    form: tuple[Form, ...] = ()
    domain: tuple[str | None, ...] = ()
    outcome: tuple[float | None, ...] = ()
    known_at: tuple[float | None, ...] = ()
    persons: tuple[tuple[str, ...], ...] = ()  # each (n_people,), as are the next four
    probs: tuple[tuple[float | None, ...], ...] = ()
    quantiles: tuple[tuple[tuple[tuple[float, float], ...] | None, ...], ...] = ()
    chances: tuple[tuple[tuple[float, ...] | None, ...], ...] = ()
    said_at: tuple[tuple[float, ...], ...] = ()

    @property
    def n_rows(self) -> int:
        """How many questions."""
        return len(self.question)


def forecast_columns(questions: Questions, *, form: Form | None = None, is_settled: bool = True) -> ForecastColumns:
    """Every forecast that can be scored: said before its question was known, to a value. `is_settled=False`: open ones too."""
    found: list[tuple[Any, ...]] = []
    for question, counted in _counted(questions, form=form, is_settled=is_settled):
        found += [_row(question, one, 1.0 / len(counted)) for one in counted]
    found.sort(key=lambda row: (row[10], row[0]))  # said_at, forecast
    return ForecastColumns(**_turn(found, ForecastColumns.__struct_fields__))


def question_columns(questions: Questions, *, form: Form | None = None, is_settled: bool = True) -> QuestionColumns:
    """Every question with somebody's forecast: of each person the one that stands, considered before gut."""
    found = [
        _question_row(question, counted)
        for question, counted in _counted(questions, form=form, is_settled=is_settled)
        if counted
    ]
    return QuestionColumns(**_turn(found, QuestionColumns.__struct_fields__))


def _counted(questions: Questions, *, form: Form | None, is_settled: bool) -> Iterator[tuple[Question, list[Forecast]]]:
    for question in questions.each():
        outcome = question.outcome
        if form not in {None, question.form} or (outcome is None and is_settled) or (outcome and outcome.is_void):
            continue
        yield question, [one for one in question.forecasts if not one.is_late]


def _row(question: Question, one: Forecast, weight: float) -> tuple[Any, ...]:
    """In the order of the columns."""
    said_at = one.said_at.timestamp() / SECONDS_PER_DAY
    known_at = None if question.outcome is None else question.outcome.known_at.timestamp() / SECONDS_PER_DAY
    end = known_at if question.due_at is None else question.due_at.timestamp() / SECONDS_PER_DAY
    return (
        one.id,
        question.id,
        question.form,
        one.chance,
        one.quantiles,
        one.chances,
        outcome_figure(question.outcome),
        one.person,
        question.domain,
        one.manner,
        said_at,
        known_at,
        None if end is None else end - said_at,
        weight,
        one.is_superseded,
        one.is_proven,
        one.position,
        one.writer,
    )


def _question_row(question: Question, counted: list[Forecast]) -> tuple[Any, ...]:
    """In the order of the columns."""
    standing: dict[str, Forecast] = {}
    for one in sorted(counted, key=lambda one: one.manner != "gut"):
        if not one.is_superseded:
            standing[one.person] = one
    people = sorted(standing)
    return (
        question.id,
        question.form,
        question.domain,
        outcome_figure(question.outcome),
        None if question.outcome is None else question.outcome.known_at.timestamp() / SECONDS_PER_DAY,
        tuple(people),
        tuple(standing[person].chance for person in people),
        tuple(standing[person].quantiles for person in people),
        tuple(standing[person].chances for person in people),
        tuple(standing[person].said_at.timestamp() / SECONDS_PER_DAY for person in people),
    )


def outcome_figure(outcome: Outcome | None) -> float | None:
    """1 for yes, 0 for no, the number, or the number of the choice; None where nothing is known or nothing counts."""
    if outcome is None or outcome.is_void:
        return None
    given = (outcome.yes, outcome.number, outcome.choice)
    return next((float(one) for one in given if one is not None), None)


def _turn(rows: list[tuple[Any, ...]], names: tuple[str, ...]) -> dict[str, tuple[Any, ...]]:
    """Rows as columns by name."""
    return dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else {}
