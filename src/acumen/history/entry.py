"""A record as it entered history: what was said, and where and when it was written down."""

from datetime import datetime
from typing import Generic, TypeAlias, TypeVar

import msgspec

from acumen.errors import Problem, Where
from acumen.records import Envelope, Record

R = TypeVar("R", bound=Record)
SECONDS_PER_DAY = 86_400.0
Order: TypeAlias = tuple[datetime, str, int, str]


class Said(msgspec.Struct, Generic[R], frozen=True, kw_only=True, array_like=True, gc=False):
    """One record with what its envelope tells; moments in UTC."""

    id: str
    position: int
    writer: str
    count: int
    happened_at: datetime
    written_at: datetime
    is_redacted: bool
    record: R


def days(moment: datetime) -> float:
    """Days since 1970 (UTC), as the maths counts."""
    return moment.timestamp() / SECONDS_PER_DAY


def say(envelope: Envelope, position: int, record: R, *, is_redacted: bool) -> Said[R]:
    """Put a record and its envelope together."""
    return Said(
        id=envelope.id,
        position=position,
        writer=envelope.writer,
        count=envelope.count,
        happened_at=envelope.happened_at,
        written_at=envelope.written_at,
        is_redacted=is_redacted,
        record=record,
    )


def order(said: Said[R]) -> Order:
    """What history is ordered by: it depends on the set of records, not on the order in which they arrived."""
    return said.happened_at, said.writer, said.count, said.id


def problem(code: str, position: int, message: str, *, hint: str = "") -> Problem:
    """A mistake in the record at `position`, reported beside what could be read."""
    return Problem(code=code, where=Where(source="ledger", line=position, column=1), message=message, hint=hint)
