"""Redact: take words away for good, and say that this was done and why."""

from __future__ import annotations

from typing import Any

import msgspec

from acumen.desk.book import Book
from acumen.errors import UsageError
from acumen.records import (
    Act,
    Call,
    ForecastMade,
    IdeaTurnedOut,
    Imported,
    Kept,
    MarkGiven,
    QuestionResolved,
    RatingGiven,
    Reader,
    Redaction,
    Seat,
)
from acumen.results.ledgers import Redacted

LASTING = frozenset(
    kind.KIND for kind in (Redaction, Act, Call, Imported)
)  # their figures are ids: what was done, and to what
N_LEAST = 4  # characters of a text that is looked for in other records


def redact(book: Book, prefix: str, *, why: str, is_all: bool = False) -> Redacted:
    """Remove the words of a record (`is_all`: its figures too) from the file, and write down that it was done.

    Its kind, its dates and its place stay, so that it can be seen that something was there. Raises UsageError where there is
    nothing to take away.

    >>> acumen.ledger_redact(book, '952a', why='It names a customer').kind
    'question-asked'
    """
    if not why.strip():
        raise UsageError("expected a reason, found none", hint='say it with --why "…"; it is kept, the words are not')
    return book.transact(lambda: _redact(book, prefix, why.strip(), is_all=is_all))


def _redact(book: Book, prefix: str, why: str, *, is_all: bool) -> Redacted:
    id_ = book.expand(prefix)
    position = book.ledger.find([id_])[id_]
    (kept,) = book.ledger.read(after=position - 1, until=position)
    before = book.said_before()
    if before is None:
        _check_there_is_something(kept, is_all=is_all)
        seat, texts = _seat(kept) if is_all else None, _texts(kept)
    else:  # what was taken away then is not there to be looked at
        seat, texts = next((one.seat for one in before if isinstance(one, Redaction)), None), None
    (record,) = book.write(Redaction(redacts=id_, is_all=is_all, seat=seat, why=why))
    return Redacted(
        id=id_,
        kind=kept.open_envelope().kind,
        position=position,
        is_all=is_all,
        record=record,
        also_in=None if texts is None else tuple(_find_texts(book, texts)) if texts else (),
    )


def _check_there_is_something(kept: Kept, *, is_all: bool) -> None:
    envelope = kept.open_envelope()
    has_figures = kept.sealed.figures is not None and envelope.kind not in LASTING
    if kept.sealed.words is None and not (is_all and has_figures):
        reason = "they were redacted before" if envelope.words is not None else "it never had any"
        hint = "--all takes its figures away too" if has_figures and not is_all else ""
        raise UsageError(f"record {envelope.id} has no words to take away: {reason}", hint=hint)


def _seat(kept: Kept) -> Seat | None:
    """Of whom and of what it was, where others' sayings were to be seen because of it."""
    match Reader().open(kept.sealed).record:
        case (ForecastMade() | QuestionResolved()) as said:
            return Seat(subject=said.question, person=said.person)
        case RatingGiven() as said:
            return Seat(subject=said.idea, criterion=said.criterion, person=said.person)
        case IdeaTurnedOut() as said:
            return Seat(subject=said.idea, person=said.person)
        case MarkGiven() as said:
            at = kept.open_envelope().happened_at
            return Seat(subject=said.rubric, criterion=said.criterion, about=said.about, person=said.person, at=at)
    return None


def _texts(kept: Kept) -> list[bytes]:
    """Every text among the words of a record, as it stands in JSON, unless it is very short."""
    if kept.sealed.words is None:
        return []
    try:
        words = msgspec.json.decode(kept.sealed.words.body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return []
    return sorted({msgspec.json.encode(text)[1:-1] for text in _leaves(words) if len(text) >= N_LEAST})


def _leaves(value: Any) -> list[str]:  # noqa: ANN401 -- JSON
    if isinstance(value, str):
        return [value]
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for member in inside for text in _leaves(member)]


def _find_texts(book: Book, texts: list[bytes]) -> list[str]:
    """Ids of records whose words hold one of these texts."""
    return [
        kept.open_envelope().id
        for kept in book.ledger.read()
        if kept.sealed.words is not None and any(text in kept.sealed.words.body for text in texts)
    ]
