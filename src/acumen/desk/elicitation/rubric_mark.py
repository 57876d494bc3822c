"""Mark: how somebody does by the criteria of the rubric, now or on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from acumen.desk.book import Book
from acumen.desk.elicitation.rubric_show import show_criteria
from acumen.desk.identity import Signer
from acumen.desk.state.finding import text_of
from acumen.desk.state.rubrics import OWNER, RubricReading
from acumen.errors import UsageError
from acumen.history.people import fold_name
from acumen.inputs.days import Day, read_on
from acumen.inputs.scales import read_score
from acumen.records import Manner, MarkGiven
from acumen.results.ideas import Scale
from acumen.results.rubrics import Given, Marked


def mark_criteria(
    book: Book,
    scores: Mapping[str, str | float],
    *,
    of: str | None = None,
    person: str | None = None,
    manner: Manner | None = None,
    why: str | None = None,
    on: Day = None,
) -> Marked:
    """Write down scores by criterion of the person `of`, the ledger's owner unless given; it adopts the ready rubric.

    >>> marked = acumen.criteria_rate(book, {'speed': 7, 'communication': '6'})
    >>> [one.score for one in marked.given]
    [7.0, 6.0]
    """
    if not scores:
        raise UsageError("expected a criterion and its score, found nothing", hint="acumen criteria rate speed 7")
    at = read_on(on, now=book.now)
    return book.transact(lambda: _write(RubricReading(book), scores, of, person, manner, why, at))


def _write(
    reading: RubricReading,
    scores: Mapping[str, str | float],
    of: str | None,
    person: str | None,
    manner: Manner | None,
    why: str | None,
    at: datetime,
) -> Marked:
    book, scale = reading.book, reading.rubric.scale
    signer = reading.sign(person)
    about = _about(reading, signer, of, person)
    read = {reading.find_criterion(name): _on_scale(score, scale) for name, score in scores.items()}
    if len(read) < len(scores):
        raise UsageError("expected each criterion once, found one of them again", hint="leave one of the two out")
    made = [
        MarkGiven(
            rubric=reading.rubric.rubric,
            criterion=criterion,
            score=score,
            scale=scale,
            about=about.person,
            person=signer.person,
            manner=manner,
            is_blind=reading.marks.is_blind_to(signer.key, reading.rubric.rubric, criterion, about.key, at),
            reason=text_of(why),
        )
        for criterion, score in read.items()
    ]
    new = [] if reading.ready is None else [reading.ready]
    ids = reading.write((signer, about), [*new, *made], at=at, verb="criteria rate")
    return Marked(
        given=tuple(_given(reading, id_, one) for id_, one in zip(ids[-len(made) :], made, strict=True)),
        unmarked=tuple(reading.title(one) for one in reading.weights if one not in read),
        shown=show_criteria(book, of=of, person=person),
    )


def _given(reading: RubricReading, id_: str, one: MarkGiven) -> Given:
    title, is_blind = reading.title(one.criterion), bool(one.is_blind)
    return Given(id=id_, criterion=one.criterion, title=title, score=one.score, is_blind=is_blind)


def _about(reading: RubricReading, signer: Signer, of: str | None, person: str | None) -> Signer:
    """Who is marked; where both are new and of one name, the same."""
    if of is None or (fold_name(of) == OWNER and reading.people.find(of) is None):
        return Signer(key=reading.people.me)
    return signer if person is not None and fold_name(person) == fold_name(of) else reading.sign(of)


def _on_scale(score: str | float, scale: Scale) -> float:
    """On the rubric's scale; `8/10` only where that is its scale."""
    figure, on = read_score(score, scale)
    if on != scale:
        raise UsageError(
            f"expected a score on the rubric's scale, {scale[0]:g} to {scale[1]:g}, found {score!r}",
            hint="write a score within it",
        )
    return figure
