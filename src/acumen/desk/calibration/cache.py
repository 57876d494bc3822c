"""What a ledger has taught, learnt once: kept beside the ledger until something else comes out, or a week goes by.

What is kept is a cache: it says how far in the ledger it goes, and is thrown away when that is not this ledger's past, when a
record has come that teaches, in another week (outcomes fade), and with every redaction (the ledger does that). A forecast
teaches where its question was settled before it was written down, as one said `--on` an earlier day is.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import msgspec

from acumen.borders.doing import doing
from acumen.desk.book import Book
from acumen.desk.calibration.data import settle
from acumen.history import days, read_questions
from acumen.ledger import Head
from acumen.records import (
    Correction,
    ForecastMade,
    HoursTold,
    Imported,
    PersonNamed,
    PlanRevised,
    PlanStopped,
    QuestionResolved,
    Reader,
    Redaction,
    SettingTold,
    SourceLeftOut,
    StepEnded,
)
from acumen.version import __version__

if TYPE_CHECKING:
    from acumen.desk.calibration.fit import Learned

NAME = "learned"
WEEK_DAYS = 7  # outcomes fade by halves in a year; from day to day that is nothing, and fitting takes its time
N_KEPT = 20  # sayings from which on fitting takes longer than remembering
TOLERANCE = 1e-6  # of figures that were learnt twice
TEACHING = frozenset(
    kind.KIND
    for kind in (
        StepEnded,
        HoursTold,
        QuestionResolved,
        Correction,
        Redaction,
        Imported,
        PersonNamed,
        PlanRevised,
        PlanStopped,
        SettingTold,
        SourceLeftOut,
    )
)


class Remembered(msgspec.Struct, frozen=True, kw_only=True):
    """What was learnt, from the records up to a position, in a week, by a version."""

    version: str
    position: int
    hash: bytes
    day: int  # on which the week began
    body: bytes  # of a Learned


@doing("learning from what came of earlier sayings")
def learn(book: Book) -> Learned | None:
    """What one's own record has taught by now; None where nothing has come out.

    Only beyond that are numerics loaded.
    """
    head, day = book.seen_head(), WEEK_DAYS * math.floor(days(book.now) / WEEK_DAYS)
    if head.position == 0:
        return None
    known = None if book.without else _recall(book, head, day)
    if known is not None:
        return known
    settled = settle(book)
    if settled.is_empty:
        return None
    from acumen.desk.calibration.fit import fit  # noqa: PLC0415 -- scipy is loaded only where there is something to fit

    learned = fit(settled, now_days=float(day))
    if settled.n + len(settled.told) >= N_KEPT and not book.without:
        body = msgspec.msgpack.encode(learned, enc_hook=_pack)
        kept = Remembered(version=__version__, position=head.position, hash=head.hash, day=day, body=body)
        book.ledger.put_cached(NAME, msgspec.msgpack.encode(kept), at=head)
    return learned


def _recall(book: Book, head: Head, day: int) -> Learned | None:
    """What is remembered, where it still holds."""
    cached = book.ledger.get_cached(NAME)
    kept = None if cached is None else _open(cached)
    if kept is None or kept.day != day or not 0 < kept.position <= head.position:
        return None
    since = book.ledger.read(after=kept.position - 1, until=head.position)
    first = next(iter(since), None)
    if first is None or first.hash != kept.hash:
        return None
    reader, said_of = Reader(), set()
    for one in since:
        record = reader.open(one.sealed).record
        if record is None or record.KIND in TEACHING:
            return None
        if isinstance(record, ForecastMade):
            said_of.add(record.question)
    if said_of and _is_any_settled(book, said_of):
        return None
    from acumen.desk.calibration.fit import Learned  # noqa: PLC0415 -- loads numerics, and something was learnt

    try:
        return msgspec.msgpack.decode(kept.body, type=Learned, dec_hook=_unpack)
    except (msgspec.MsgspecError, ValueError, TypeError):  # not what this version writes
        return None


def check(book: Book) -> bool | None:
    """Whether what is remembered is what would be learnt anew; None where nothing is, or it holds no more.

    Anybody can write a cache that fits the chain, and only learning again tells. Sums may differ in their last digits.
    """
    head, day = book.seen_head(), WEEK_DAYS * math.floor(days(book.now) / WEEK_DAYS)
    known = _recall(book, head, day) if head.position else None
    if known is None:
        return None
    settled = settle(book)
    if settled.n + len(settled.told) < N_KEPT:
        return False
    from acumen.desk.calibration.fit import fit  # noqa: PLC0415 -- as above

    fresh = fit(settled, now_days=float(day))
    return _is_close(msgspec.to_builtins(known, enc_hook=_list), msgspec.to_builtins(fresh, enc_hook=_list))


def _is_close(one: Any, other: Any) -> bool:  # noqa: ANN401 -- plain values
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_is_close(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_is_close, one, other))
    if type(one) is not type(other):
        return False
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=TOLERANCE) or (math.isnan(one) and math.isnan(other))
    return bool(one == other)


def _list(value: Any) -> Any:  # noqa: ANN401 -- msgspec's hook
    """An array with its type and shape, which its figures alone may not tell."""
    return [value.dtype.str, list(value.shape), value.tolist()]


def _is_any_settled(book: Book, ids: Collection[str]) -> bool:
    """Whether something came out of one of these questions."""
    found = read_questions(book.recall("questions", "marks"), writer=book.ledger.writer, ids=ids)
    return any(not one.is_open for one in found.each())


def _open(cached: bytes) -> Remembered | None:
    """The envelope of what is remembered, if this version wrote it."""
    try:
        kept = msgspec.msgpack.decode(cached, type=Remembered)
    except msgspec.MsgspecError:
        return None
    return kept if kept.version == __version__ else None


def _pack(value: Any) -> Any:  # noqa: ANN401 -- msgspec's hook
    """An array as its type, shape and bytes."""
    return value.dtype.str, value.shape, value.tobytes()


def _unpack(kind: type, value: Any) -> Any:  # noqa: ANN401 -- msgspec's hook
    import numpy as np  # noqa: PLC0415 -- there is something to remember only where numpy was needed

    del kind
    code, shape, body = value
    return np.frombuffer(body, dtype=np.dtype(code)).reshape(shape).copy()
