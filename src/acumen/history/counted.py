"""What is scored and learnt from: each forecast that counts, with its question, and what people say of one side by side.

Days count from 1970 (UTC).
"""

from collections.abc import Iterator

import msgspec

from acumen.history.entry import days
from acumen.history.questions_folded import Forecast, Outcome, Question, Questions
from acumen.records import Form


class CountedForecast(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A forecast that can be scored; of k of one question each weighs 1/k, so that together they are worth one outcome."""

    question: Question
    made: Forecast
    weight: float = 1.0

    @property
    def outcome(self) -> float | None:
        """See `outcome_figure`."""
        return outcome_figure(self.question.outcome)

    @property
    def said_days(self) -> float:
        """When it was said."""
        return days(self.made.said_at)

    @property
    def known_days(self) -> float | None:
        """When its question was known; None: open. Learn from it only at times after this."""
        return None if self.question.outcome is None else days(self.question.outcome.known_at)

    @property
    def horizon_days(self) -> float | None:
        """From saying to the due date, or where there is none to when it was known."""
        end = self.known_days if self.question.due_at is None else days(self.question.due_at)
        return None if end is None else end - self.said_days


class CountedQuestion(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A question with what each person says of it now, considered before gut; ordered by person."""

    question: Question
    now: tuple[Forecast, ...]

    @property
    def outcome(self) -> float | None:
        """See `outcome_figure`."""
        return outcome_figure(self.question.outcome)

    @property
    def known_days(self) -> float:
        """When it was known; 0 while it is open."""
        return 0.0 if self.question.outcome is None else days(self.question.outcome.known_at)


def count_forecasts(
    questions: Questions, *, form: Form | None = None, is_settled: bool = True
) -> tuple[CountedForecast, ...]:
    """Every forecast that was said before its question was known, to a value; `is_settled=False`: of open ones too.

    Ordered by when it was said.
    """
    found = [
        CountedForecast(question=question, made=one, weight=1.0 / len(counted))
        for question, counted in _counted(questions, form=form, is_settled=is_settled)
        for one in counted
    ]
    return tuple(sorted(found, key=lambda one: (one.said_days, one.made.id)))


def count_questions(questions: Questions, *, form: Form | None = None) -> tuple[CountedQuestion, ...]:
    """Every settled question with somebody's forecast."""
    found = []
    for question, counted in _counted(questions, form=form, is_settled=True):
        by_person = {
            one.person: one for one in sorted(counted, key=lambda one: one.manner != "gut") if not one.is_superseded
        }
        if by_person:
            found.append(CountedQuestion(question=question, now=tuple(by_person[who] for who in sorted(by_person))))
    return tuple(found)


def _counted(questions: Questions, *, form: Form | None, is_settled: bool) -> Iterator[tuple[Question, list[Forecast]]]:
    for question in questions.each():
        outcome = question.outcome
        if form not in {None, question.form} or (outcome is None and is_settled) or (outcome and outcome.is_void):
            continue
        yield question, [one for one in question.forecasts if not one.is_late]


def outcome_figure(outcome: Outcome | None) -> float | None:
    """1 for yes, 0 for no, the number, or the number of the choice; None where nothing is known or nothing counts."""
    if outcome is None or outcome.is_void:
        return None
    given = (outcome.yes, outcome.number, outcome.choice)
    return next((float(one) for one in given if one is not None), None)
