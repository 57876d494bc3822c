"""A short way to write down questions, forecasts and outcomes, in any order, and to read what they come to."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from acumen.history import History, Questions, fold, read_questions
from acumen.records import (
    GENESIS,
    Correction,
    ForecastMade,
    Kept,
    QuestionAsked,
    QuestionResolved,
    Record,
    Sealed,
    chain,
    seal,
)

DAY = datetime(2026, 1, 1, tzinfo=UTC)
ME = "aa00"


def at(day: float) -> datetime:
    """So many days after the first of January 2026."""
    return DAY + timedelta(days=day)


def write(
    id_: str, record: Record, day: float, *, written: float | None = None, writer: str = ME, count: int = 0
) -> Sealed:
    """A record said on a day, and written down then or later."""
    return seal(
        record,
        id=id_,
        writer=writer,
        count=count,
        happened_at=at(day),
        written_at=at(day if written is None else written),
        salt=bytes,
    )


def keep(sealed: Iterable[Sealed]) -> list[Kept]:
    """In this order, as a ledger would."""
    hash_, kept = GENESIS, []
    for position, one in enumerate(sealed, start=1):
        hash_ = chain(hash_, one.envelope)
        kept.append(Kept(position=position, hash=hash_, sealed=one))
    return kept


def read(sealed: Sequence[Sealed], *, writer: str = ME) -> Questions:
    """What they come to."""
    return read_questions(fold(History(), keep(sealed)), writer=writer)


def ask(
    id_: str = "q", day: float = 0.0, *, writer: str = ME, due: float | None = None, domain: str | None = None
) -> Sealed:
    """A yes–no question."""
    due_at = None if due is None else at(due)
    return write(id_, QuestionAsked(form="yes-no", claim="It rains", due_at=due_at, domain=domain), day, writer=writer)


def say(
    id_: str, chance: float, day: float, *, question: str = "q", person: str | None = None, written: float | None = None
) -> Sealed:
    """A chance."""
    return write(id_, ForecastMade(question=question, chance=chance, person=person), day, written=written)


def settle(id_: str, day: float, *, yes: bool = True, question: str = "q", written: float | None = None) -> Sealed:
    """Yes or no."""
    return write(id_, QuestionResolved(question=question, yes=yes), day, written=written)


def undo(id_: str, target: str, day: float, *, written: float | None = None) -> Sealed:
    """A correction."""
    return write(id_, Correction(corrects=target), day, written=written)


def plain(value: object) -> Any:  # noqa: ANN401 -- plain data to compare
    """What does not depend on where a record stands, or in which order a set is told."""
    return _bare(msgspec.to_builtins(value))


def _bare(value: Any) -> Any:  # noqa: ANN401 -- plain data
    if isinstance(value, dict):
        kept = {key: _bare(one) for key, one in value.items() if key not in ("position", "is_proven")}
        for name, found in kept.items():
            if name == "spoke":
                kept[name] = sorted(found, key=repr)
            if name == "problems":
                kept[name] = sorted(problem["code"] for problem in found)
            if name == "people":
                kept[name] = {part: sorted(one) if isinstance(one, dict) else one for part, one in found.items()}
        return kept
    return [_bare(one) for one in value] if isinstance(value, list | tuple) else value
