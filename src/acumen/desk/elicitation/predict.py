"""Predict: say what you expect before it is known, of a new question or of one that was asked."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from acumen.desk.book import Book
from acumen.desk.identity import Signer
from acumen.desk.state.finding import LIKE_AN_ID, text_of
from acumen.desk.state.questions import Reading
from acumen.errors import UsageError
from acumen.history import Question
from acumen.inputs.days import Day, day_meant, in_zone, read_by, read_on
from acumen.inputs.forecast_text import Saying, in_unit, part_saying, read_saying
from acumen.inputs.matching import fold
from acumen.records import ForecastMade, Manner, QuestionAsked, Record
from acumen.results.forecasts import Predicted, ShownQuestion

NOT_BLIND = "Kept as not blind: what others say of it, or what became of it, could be seen."
SAYS = {"yes-no": "a chance, as `70%`", "number": "a number, as `4 to 12`", "choice": "a chance for each choice"}


def predict(
    book: Book,
    claim: str,
    says: str | float | Sequence[float] | Sequence[str],
    *,
    by: Day = None,
    domain: str | None = None,
    resolution: str | None = None,
    unit: str | None = None,
    person: str | None = None,
    manner: Manner | None = None,
    why: str | None = None,
    on: Day = None,
) -> Predicted:
    """Write down what is said of a claim, or of the question whose id `claim` begins with; see docs/questions.md for `says`.

    `by`, `domain`, `resolution` and `unit` belong to the question, so they go with a claim that is new. `person`: who says
    so, the ledger's owner unless given. A claim that is asked already, and open, gets a further forecast. Of words that nobody
    put in quotes (`claim` the first, a tuple of the others) the claim ends where a saying begins.

    >>> said = acumen.predict(book, 'The new run beats the baseline', '70%', by='friday')
    >>> said.shown.due_at.date().isoformat()
    '2025-12-26'
    """
    words = [word for word in says if isinstance(word, str)] if isinstance(says, tuple) else []
    claim, says = part_saying((claim, *words)) if words else (claim, says)
    saying = read_saying(says)
    said_at = read_on(on, now=book.now)
    asked = QuestionAsked(
        form=saying.form,
        due_at=read_by(by, after=said_at, now=book.now),
        domain=text_of(domain),
        claim=text_of(claim),
        resolution=text_of(resolution),
        choices=saying.choices,
        unit=text_of(unit),
    )
    return book.transact(
        lambda: _write(Reading(book), claim, saying, asked, said_at, person=person, manner=manner, why=why)
    )


def _write(
    reading: Reading,
    claim: str,
    saying: Saying,
    asked: QuestionAsked,
    said_at: datetime,
    *,
    person: str | None,
    manner: Manner | None,
    why: str | None,
) -> Predicted:
    """Find the question that is meant, or ask it, and write down what is said."""
    book = reading.book
    signer = reading.sign(person)
    question, notes = _find(reading, claim, asked)
    if question is not None:
        saying = _fit(saying, question)
        notes += _look_at_time(question, said_at, book.now)
    else:
        asked = msgspec.structs.replace(asked, unit=asked.unit or saying.unit)
        saying = in_unit(saying, asked.unit)
    id_, forecast = book.new_id() if question is None else question.id, book.new_id()
    is_blind = question is None or question.is_blind_to(signer.key)
    if not is_blind:
        notes.append(NOT_BLIND)
    records: list[Record] = [_make(saying, id_, signer, manner, why, is_blind=is_blind)]
    ids = [forecast]
    if question is None:
        records, ids = [asked, *records], [id_, *ids]
    reading.write([signer], records, ids=ids, at=said_at, verb="predict")
    shown = _show(reading, id_, signer.key)
    return Predicted(
        question=id_, forecast=forecast, is_new=question is None, shown=shown, now=book.now, notes=tuple(notes)
    )


def _find(reading: Reading, claim: str, asked: QuestionAsked) -> tuple[Question | None, list[str]]:
    """The question that is meant, None where it is new."""
    if asked.claim is None:
        raise UsageError("expected a claim, found nothing", hint='write it in quotes: acumen predict "It rains" 70%')
    named = reading.find_by_id(claim.strip())
    if named is not None:
        _refuse_what_belongs_to_the_question(asked)
        return named, []
    notes: list[str] = []
    if LIKE_AN_ID.fullmatch(claim.strip()):
        notes.append(f"Taken as a claim: no question has an id that begins with {claim.strip()}.")
    same = [one for one in reading.find_same(asked.claim) if _is_same_day(asked.due_at, one, reading.book.now)]
    if not same:
        return None, notes
    return same[0], ["This claim is asked already; what you say was added to it."]


def _is_same_day(due_at: datetime | None, question: Question, now: datetime) -> bool:
    """Whether a claim by that date is the question: no date means whichever there is, and a day is a day here."""
    if due_at is None or question.due_at is None:
        return due_at is None
    meant = day_meant(question.due_at, question.asked_at, now.tzinfo)
    return due_at == question.due_at or in_zone(due_at, now.tzinfo).date() == meant


def _refuse_what_belongs_to_the_question(asked: QuestionAsked) -> None:
    given = {"--by": asked.due_at, "--domain": asked.domain, "--resolution": asked.resolution, "--unit": asked.unit}
    found = [name for name, value in given.items() if value is not None]
    if found:
        raise UsageError(
            f"expected no {found[0]} with a question that is asked already: it belongs to the question",
            hint="to change it, `acumen undo` the question and ask anew",
        )


def _fit(saying: Saying, question: Question) -> Saying:
    """The saying as its question wants it: chances in the order of its choices."""
    if saying.form != question.form:
        raise UsageError(
            f"expected {SAYS[question.form]}, as the question asks for, found {SAYS[saying.form]}",
            hint="say it in that form, or ask a new question",
        )
    saying = in_unit(saying, question.unit)
    if question.choices is None or saying.choices is None or saying.chances is None:
        return saying
    by_name = dict(zip(map(fold, saying.choices), saying.chances, strict=True))
    if set(by_name) != set(map(fold, question.choices)):
        raise UsageError(
            f"expected a chance for each of {', '.join(question.choices)}, found {', '.join(saying.choices)}",
            hint='write each of them with its chance: "A 60%, B 40%"',
        )
    ordered = tuple(by_name[fold(name)] for name in question.choices)
    return msgspec.structs.replace(saying, choices=question.choices, chances=ordered)


def _look_at_time(question: Question, said_at: datetime, now: datetime) -> list[str]:
    """Refuse what is said of something known; a word where the date has passed."""
    if question.outcome is not None and said_at >= question.outcome.known_at:
        day = in_zone(question.outcome.known_at, now.tzinfo).date()
        hint = "ask a new question; `acumen undo` takes a wrong outcome back"
        raise UsageError(f"expected a question that is open; this one was settled on {day}", hint=hint)
    if question.due_at is not None and said_at > question.due_at:
        return ["Its date has passed; if it is known, resolve it instead."]
    return []


def _make(
    saying: Saying, question: str, signer: Signer, manner: Manner | None, why: str | None, *, is_blind: bool
) -> ForecastMade:
    return ForecastMade(
        question=question,
        chance=saying.chance,
        quantiles=saying.quantiles,
        chances=saying.chances,
        person=signer.person,
        manner=manner,
        is_blind=is_blind,
        reason=text_of(why),
    )


def _show(reading: Reading, id_: str, viewer: str) -> ShownQuestion:
    reading.refresh()
    (question,) = reading.there([id_])
    return reading.show(question, viewer=reading.people.keys.get(viewer, viewer))
