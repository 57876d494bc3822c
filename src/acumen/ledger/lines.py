"""A ledger as lines of JSON: all of it, byte for byte, for people to read and for other ledgers to take over.

The first line tells the head and the writer. Each other line is a record: its position, the hash of the chain there, its
envelope and its parts as they are kept, with their salts. A body that can't stand in a line of JSON (which none of ours is)
is written in base64 under the same name with `_base64`.
"""

import base64
import binascii
from collections.abc import Iterable, Iterator

import msgspec

from acumen.errors import DamageError, LedgerError
from acumen.ledger.contract import EMPTY, Head, Ledger
from acumen.ledger.rules import enter, strip
from acumen.records import GENESIS, Kept, Part, Sealed, chain

FORMAT = "acumen-ledger"
VERSION = 1
BLANK = b" \t\r\n"
HINT = "it was changed, cut or damaged after it was written: export again"


class First(msgspec.Struct, frozen=True, kw_only=True):
    """What the first line says."""

    format: str
    version: int
    position: int
    hash: str
    writer: str


class Export(msgspec.Struct, frozen=True, kw_only=True):
    """A ledger as its lines gave it, checked against its own head."""

    head: Head
    writer: str
    records: tuple[Sealed, ...]
    ids: tuple[str, ...]


class _Line(msgspec.Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A record; a field that is not there is empty."""

    position: int
    hash: str
    envelope: msgspec.Raw = msgspec.Raw()
    envelope_base64: str | None = None
    figures_salt: str | None = None
    figures: msgspec.Raw = msgspec.Raw()
    figures_base64: str | None = None
    words_salt: str | None = None
    words: msgspec.Raw = msgspec.Raw()
    words_base64: str | None = None


class _Holder(msgspec.Struct):
    body: msgspec.Raw = msgspec.Raw()


_FIRSTS = msgspec.json.Decoder(First)
_LINES = msgspec.json.Decoder(_Line)
_HOLDERS = msgspec.json.Decoder(_Holder)


def write_lines(ledger: Ledger) -> Iterator[bytes]:
    """Every line, its end included; the ledger as it is when the first one is asked for."""
    head = ledger.head()
    first = First(format=FORMAT, version=VERSION, position=head.position, hash=head.hash.hex(), writer=ledger.writer)
    yield msgspec.json.encode(first) + b"\n"
    for kept in ledger.read(until=head.position):
        yield _write_line(kept)


def _write_line(kept: Kept) -> bytes:
    sealed = kept.sealed
    pieces = [
        f'{{"position":{kept.position},"hash":"{kept.hash.hex()}"'.encode(),
        _write_body("envelope", sealed.envelope),
    ]
    for name, part in (("figures", sealed.figures), ("words", sealed.words)):
        if part is not None:
            pieces += [f'"{name}_salt":"{part.salt.hex()}"'.encode(), _write_body(name, part.body)]
    return b",".join(pieces) + b"}\n"


def _write_body(name: str, body: bytes) -> bytes:
    if _is_plain(body):
        return b'"%s":%s' % (name.encode(), body)
    return b'"%s_base64":"%s"' % (name.encode(), base64.b64encode(body))


def _is_plain(body: bytes) -> bool:
    """Whether these bytes come back as they are when they stand in a line of JSON."""
    if not body or b"\n" in body or b"\r" in body:
        return False
    try:
        body.decode()
        return bytes(_HOLDERS.decode(b'{"body":%s}' % body).body) == body
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return False


def read_lines(lines: Iterable[bytes], *, source: str) -> Export:
    """The ledger that was exported. Raises DamageError with the line where something is not what was written."""
    numbered = enumerate(lines, start=1)
    _, line = next(numbered, (1, b""))
    head, writer = _read_first(line, source)
    records: list[Sealed] = []
    ids: dict[str, int] = {}
    hashed = GENESIS
    number = 1
    for number, line in numbered:
        if not line.strip(BLANK):
            continue
        sealed, hashed = _read_record(line, len(records) + 1, hashed, f"{source}:{number}")
        id_ = sealed.open_envelope().id
        if ids.setdefault(id_, number) != number:
            raise _wrong(f"{source}:{number}", len(records) + 1, f"record {id_} stands in line {ids[id_]} already")
        records.append(sealed)
        if len(records) > head.position:
            raise _wrong(f"{source}:{number}", len(records), f"expected {head.position} records, found more")
    if Head(position=len(records), hash=hashed) != head:
        raise _wrong(f"{source}:{number}", len(records), f"expected {head.position} records, found {len(records)}")
    _check_gaps(records, ids, source)
    return Export(head=head, writer=writer, records=tuple(records), ids=tuple(ids))


def _read_first(line: bytes, source: str) -> tuple[Head, str]:
    try:
        first = _FIRSTS.decode(line)
        hashed = bytes.fromhex(first.hash)
    except (msgspec.MsgspecError, ValueError):
        first = None
    if first is None or first.format != FORMAT:
        hint = "`acumen export` writes such files"
        raise LedgerError(f"{source}:1: expected the first line of an exported ledger", hint=hint)
    if first.version > VERSION:
        message = f"{source}:1: expected an export of version {VERSION} at most, found {first.version}"
        raise LedgerError(message, hint="it was written by a later acumen: use that one")
    head = Head(position=first.position, hash=hashed)
    if (head.position == 0) != (head.hash == EMPTY.hash):
        raise _wrong(f"{source}:1", 0, "its head is none")
    return head, first.writer


def _read_record(line: bytes, position: int, before: bytes, where: str) -> tuple[Sealed, bytes]:
    """The record of a line and the hash of the chain with it."""
    try:
        read = _LINES.decode(line)
        sealed = Sealed(
            envelope=_body(read.envelope, read.envelope_base64) or b"",
            figures=_part(read.figures_salt, _body(read.figures, read.figures_base64)),
            words=_part(read.words_salt, _body(read.words, read.words_base64)),
        )
        enter(sealed)
    except DamageError as error:
        raise _wrong(where, position, str(error)) from None
    except (msgspec.MsgspecError, ValueError, binascii.Error) as error:
        raise _wrong(where, position, f"can't be read: {error}") from None
    if read.position != position:
        raise _wrong(where, position, f"expected record {position}, found record {read.position}")
    hashed = chain(before, sealed.envelope)
    if hashed.hex() != read.hash:
        raise _wrong(where, position, "its envelope, or a line before it, is not the one that was written")
    return sealed, hashed


def _body(raw: msgspec.Raw, coded: str | None) -> bytes | None:
    if coded is not None:
        return base64.b64decode(coded, validate=True)
    return bytes(raw) or None


def _part(salt: str | None, body: bytes | None) -> Part | None:
    if salt is None and body is None:
        return None
    return Part(salt=bytes.fromhex(salt or ""), body=body or b"")


def _check_gaps(records: list[Sealed], lines: dict[str, int], source: str) -> None:
    """Raise for a part that is missing though no redaction of the file says so."""
    entries = [enter(sealed) for sealed in records]
    removed = strip(entries, {})
    for entry, sealed, (id_, number) in zip(entries, records, lines.items(), strict=True):
        for name, hashed, part in (
            ("figures", entry.envelope.figures, sealed.figures),
            ("words", entry.envelope.words, sealed.words),
        ):
            is_allowed = id_ in removed and (name == "words" or removed[id_])
            if hashed is not None and part is None and not is_allowed:
                raise _wrong(f"{source}:{number}", number - 1, f"its {name} are missing, and no redaction says why")


def _wrong(where: str, position: int, message: str) -> DamageError:
    return DamageError(f"{where}: {message}", position=position, hint=HINT)
