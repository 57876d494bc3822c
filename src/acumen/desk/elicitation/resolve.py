"""Resolve: write down what a question turned out to be."""

from datetime import datetime

import msgspec

from acumen.desk.book import Book
from acumen.desk.state.questions import Reading
from acumen.errors import UsageError
from acumen.history import Outcome, Question
from acumen.inputs.days import Day, in_zone, read_on
from acumen.inputs.forecast_text import WITH_UNIT, convert, read_figure_said
from acumen.inputs.matching import fold
from acumen.readings.misread import Misread
from acumen.readings.outcomes import VOID, read_outcome
from acumen.records import QuestionResolved
from acumen.results.forecasts import ForecastScore, Resolved, ShownQuestion

NUMBER_HINT = "write the number that came out, or void where it can't be told any more"


def resolve(
    book: Book,
    question: str,
    value: str | float | bool,  # noqa: FBT001 -- a value like any other
    *,
    on: Day = None,
    source: str | None = None,
    person: str | None = None,
) -> Resolved:
    """Settle the question whose id, or words of whose claim, are given: `yes`, `no`, a number, a choice, or `void`.

    `on`: when it became known, now unless given. `person`: who decided it. An outcome that differs from one that stands is
    refused; to change it, undo the one that stands first.

    >>> acumen.resolve(book, 'nightly', 'yes').shown.claim
    'The nightly job ends before eight'
    """
    return book.transact(lambda: _write(Reading(book), question, value, on=on, source=source, person=person))


def _write(
    reading: Reading,
    question: str,
    value: str | float | bool,  # noqa: FBT001 -- as above
    *,
    on: Day,
    source: str | None,
    person: str | None,
) -> Resolved:
    book = reading.book
    found = reading.find(question)
    resolved = _read(value, found)
    viewer = reading.people.me
    if found.outcome is not None:
        _refuse_another(reading, found, found.outcome, resolved)
        shown = reading.show(found, viewer=viewer)
        return _tell(found, shown, found.outcome.id, is_new=False, now=book.now)
    known_at = read_on(on, now=book.now)
    signer = reading.sign(person)
    resolved = msgspec.structs.replace(resolved, person=signer.person, source=source)
    (id_,) = reading.write([signer], [resolved], at=known_at, verb="resolve")
    reading.refresh()
    (settled,) = reading.there([found.id]) or (found,)
    return _tell(settled, reading.show(settled, viewer=viewer), id_, is_new=True, now=book.now)


def _tell(question: Question, shown: ShownQuestion, resolution: str, *, is_new: bool, now: datetime) -> Resolved:
    n_late = sum(one.is_late for one in question.forecasts)
    return Resolved(
        question=question.id,
        resolution=resolution,
        is_new=is_new,
        shown=shown,
        scores=_score(question),
        now=now,
        notes=(f"{n_late} said after it was known: not counted.",) if n_late else (),
    )


def _score(question: Question) -> tuple[ForecastScore, ...]:
    """Of the forecasts that stand, those that are chances."""
    outcome = question.outcome
    if outcome is None or outcome.is_void or question.form == "number":
        return ()
    from acumen.judgment import scoring_rules as scores  # noqa: PLC0415 -- loads numpy, which the other verbs do without

    standing = [one for one in question.forecasts if not (one.is_superseded or one.is_late)]
    if question.form == "yes-no":
        said = [one.chance or 0.0 for one in standing]
        seen = [float(bool(outcome.yes))] * len(standing)
        found = scores.brier(said, seen), scores.log_loss(said, seen)
    elif not standing:
        return ()
    else:
        rows = [one.chances or () for one in standing]
        chosen = [outcome.choice or 0] * len(standing)
        found = scores.brier_of_choices(rows, chosen), scores.log_loss_of_choices(rows, chosen)
    return tuple(
        ForecastScore(forecast=one.id, brier=float(brier), log_loss=float(loss))
        for one, brier, loss in zip(standing, *found, strict=True)
    )


def _read(value: str | float | bool, question: Question) -> QuestionResolved:  # noqa: FBT001 -- as above
    """What a value means for the form of a question."""
    text = ("yes" if value else "no") if isinstance(value, bool) else str(value).strip()
    if fold(text) in VOID and fold(text) not in map(fold, question.choices or ()):
        return QuestionResolved(question=question.id, is_void=True)
    if question.form == "yes-no":
        return _read_yes_no(text, question)
    if question.form == "number":
        return _read_number(text, question)
    return QuestionResolved(question=question.id, choice=_read_choice(text, question))


def _read_yes_no(text: str, question: Question) -> QuestionResolved:
    found = read_outcome(text)
    if isinstance(found, Misread):
        raise UsageError(found.message, hint=found.hint)
    return QuestionResolved(question=question.id, yes=found == "yes")


def _read_number(text: str, question: Question) -> QuestionResolved:
    figure = text.removesuffix(question.unit or "").strip()
    ratio = 1.0
    if figure == text and (found := WITH_UNIT.fullmatch(text)) and fold(found[2]) not in {"nan", "inf"}:
        figure, ratio = found[1], convert(found[2], question.unit)
    try:
        number = read_figure_said(figure) * ratio
    except UsageError as error:
        hint = error.hint if "`" in error.hint and "say " not in error.hint else NUMBER_HINT
        raise UsageError(str(error).replace("a figure,", "a number or void,"), hint=hint) from None
    return QuestionResolved(question=question.id, number=number)


def _read_choice(text: str, question: Question) -> int:
    """The number of the choice that is named, or of the only one that begins so."""
    choices = [fold(name) for name in question.choices or ()]
    wanted = fold(text)
    found = [n for n, name in enumerate(choices) if name == wanted] or [
        n for n, name in enumerate(choices) if wanted and name.startswith(wanted)
    ]
    if len(found) != 1:
        raise UsageError(
            f"expected one of {', '.join(question.choices or ())}, or void, found {text!r}",
            hint="write one of them as it stands there, or void where none counts",
        )
    return found[0]


def _refuse_another(reading: Reading, question: Question, stands: Outcome, other: QuestionResolved) -> None:
    if (stands.yes, stands.number, stands.choice, stands.is_void) == (
        other.yes,
        other.number,
        other.choice,
        other.is_void,
    ):
        return
    day = in_zone(stands.known_at, reading.book.now.tzinfo).date()
    raise UsageError(
        f"question {reading.shorten(question.id)} was settled as something else on {day}",
        hint=f"if that was wrong, first: acumen undo {reading.shorten(stands.id)}",
    )
