"""Sealed records to test stores with."""

import random
from datetime import UTC, datetime, timedelta

import msgspec

from acumen.records import Note, Part, PersonNamed, Redaction, Sealed, seal, wrap

MOMENT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
SALTS = random.Random(1).randbytes  # noqa: S311 -- nothing secret; the same in every run
WRITER = "000000000000000000000001"


def named(number: int, *, name: str = "Ada", writer: str = WRITER, count: int | None = None) -> Sealed:
    """A record with words only; the same number, the same id."""
    return sealed(number, words=f'{{"name":"{name}"}}'.encode(), kind=PersonNamed.KIND, writer=writer, count=count)


def noted(number: int, text: str, *, about: str | None = None) -> Sealed:
    """A record with words and perhaps figures."""
    moment = MOMENT + timedelta(minutes=number)
    note = Note(about=about, text=text)
    return seal(note, id=id_of(number), writer=WRITER, count=number, happened_at=moment, written_at=moment, salt=SALTS)


def redacted(number: int, target: str, *, is_all: bool = False, why: str = "asked to") -> Sealed:
    """A redaction of the record with the id `target`."""
    moment = MOMENT + timedelta(minutes=number)
    redaction = Redaction(redacts=target, is_all=is_all, why=why)
    return seal(
        redaction, id=id_of(number), writer=WRITER, count=number, happened_at=moment, written_at=moment, salt=SALTS
    )


def sealed(
    number: int,
    *,
    figures: bytes | None = None,
    words: bytes | None = None,
    kind: str = "from-the-future",
    version: int = 1,
    writer: str = WRITER,
    count: int | None = None,
    minutes: int = 0,
) -> Sealed:
    """A record of any bytes; `minutes` move when it happened."""
    return wrap(
        figures,
        words,
        id=id_of(number),
        kind=kind,
        version=version,
        writer=writer,
        count=number if count is None else count,
        happened_at=MOMENT + timedelta(minutes=minutes),
        written_at=MOMENT + timedelta(minutes=number if count is None else count),
        salt=SALTS,
    )


def id_of(number: int) -> str:
    """The id that goes with a number."""
    return f"{number:024x}"


_POOL = [noted(number, f"text {number % 3}", about=id_of(number % 5)) for number in range(12)]


def draw(rng: random.Random) -> Sealed:
    """A record of a small pool, so that ids return: the same, redacted, in conflict, or damaged."""
    number, kind = rng.randrange(12), rng.random()
    if kind < 0.7:
        return _POOL[number]
    if kind < 0.85:
        return redacted(100 + number + 20 * (kind < 0.8), id_of(number), is_all=kind < 0.8)
    if kind < 0.95:
        return sealed(number, words=b"{}")
    return msgspec.structs.replace(_POOL[number], figures=None, words=Part(salt=b"", body=b""))
