"""A ledger as lines of JSON: all of it, byte for byte, for people to read and for other ledgers to take over.

The first line tells the head and the writer. Each other line is a record: its position, the hash of the chain there, its
envelope and its parts as they are kept, with their salts. A body that can't stand in a line of JSON (which none of ours is)
is written in base64 under the same name with `_base64`.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator

import msgspec

from acumen.errors import DamageError, LedgerError
from acumen.ledger.contract import EMPTY, Head, Ledger
from acumen.ledger.rules import Entry, enter, find_missing, find_writer, is_redacted, strip
from acumen.records import DAMAGED_HINT, GENESIS, Kept, Part, Sealed, chain

FORMAT = "acumen-ledger"
VERSION = 1
N_DEEP = 200  # a plan has at most 100, a record a few more
STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*+"')
BRACKETS = re.compile(rb"[\[\]{}]")
BLANK = b" \t\r\n"
HINT = "it was changed, cut or damaged after it was written: export again"


class First(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
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
    head = prove(ledger)
    first = First(format=FORMAT, version=VERSION, position=head.position, hash=head.hash.hex(), writer=ledger.writer)
    yield msgspec.json.encode(first) + b"\n"
    for kept in ledger.read(until=head.position):
        yield _write_line(kept)


def prove(ledger: Ledger) -> Head:
    """The ledger's head, once all up to it is what was written; DamageError with the first position that is not.

    What is damaged is not written out: whoever has such an export believes that they have a copy.
    """
    head, hashed, writer = ledger.head(), GENESIS, None
    removed: dict[str, bool] = {}
    gaps: list[tuple[int, str, str]] = []
    for kept in ledger.read(until=head.position):
        try:
            entry = enter(kept.sealed)
        except DamageError as error:
            raise _damaged(kept.position, str(error)) from None
        hashed = chain(hashed, kept.sealed.envelope)
        if hashed != kept.hash:
            raise _damaged(kept.position, f"record {kept.position} or its hash is not what was written")
        gaps += [(kept.position, entry.envelope.id, name) for name in find_missing(entry.envelope, kept.sealed)]
        if entry.redacts is not None:
            removed[entry.redacts] = removed.get(entry.redacts, False) or entry.is_all
        writer = writer or find_writer([entry.envelope])
    for position, id_, name in gaps:
        if not is_redacted(removed, id_, name):
            raise _damaged(position, f"the {name} of record {position} are missing, and no redaction says why")
    if writer not in (None, ledger.writer):
        raise _damaged(0, "it says that it is another's than its first record was written by")
    return head


def _damaged(position: int, message: str) -> DamageError:
    return DamageError(f"the ledger is damaged: {message}", position=position, hint=DAMAGED_HINT)


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
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False


def read_lines(lines: Iterable[bytes], *, source: str) -> Export:
    """The ledger that was exported. Raises DamageError with the line where something is not what was written."""
    numbered = enumerate(lines, start=1)
    _, line = next(numbered, (1, b""))
    head, writer = _read_first(line, source)
    entries: list[Entry] = []
    gaps: list[tuple[int, str, str]] = []
    ids: dict[str, int] = {}
    hashed = GENESIS
    number = 1
    for number, line in numbered:
        if not line.strip(BLANK):
            continue
        entry, hashed = _read_record(line, len(entries) + 1, hashed, f"{source}:{number}")
        id_ = entry.envelope.id
        if ids.setdefault(id_, number) != number:
            raise _wrong(f"{source}:{number}", len(entries) + 1, f"record {id_} stands in line {ids[id_]} already")
        gaps += [(len(entries), id_, name) for name in find_missing(entry.envelope, entry.sealed)]
        entries.append(entry)
        if len(entries) > head.position:
            raise _wrong(f"{source}:{number}", len(entries), f"expected {head.position} records, found more")
    if Head(position=len(entries), hash=hashed) != head:
        raise _wrong(f"{source}:{number}", len(entries), f"expected {head.position} records, found {len(entries)}")
    if find_writer(entry.envelope for entry in entries) not in (None, writer):
        raise _wrong(f"{source}:1", 0, "it names another writer than its records")
    records = tuple(entry.sealed for entry in entries)
    removed = strip(entries, {})
    for place, id_, name in gaps:
        if not is_redacted(removed, id_, name):
            raise _wrong(f"{source}:{ids[id_]}", place + 1, f"its {name} are missing, and no redaction says why")
    return Export(head=head, writer=writer, records=records, ids=tuple(ids))


def _read_first(line: bytes, source: str) -> tuple[Head, str]:
    try:
        first = _FIRSTS.decode(line)
        hashed = bytes.fromhex(first.hash)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        first = None
    if first is None or first.format != FORMAT or first.version < 1:
        hint = "`acumen export` writes such files"
        raise LedgerError(f"{source}:1: expected the first line of an exported ledger", hint=hint)
    if first.version > VERSION:
        message = f"{source}:1: expected an export of version {VERSION} at most, found {first.version}"
        raise LedgerError(message, hint="it was written by a later acumen: use that one")
    head = Head(position=first.position, hash=hashed)
    if (head.position == 0) != (head.hash == EMPTY.hash):
        raise _wrong(f"{source}:1", 0, "its head is none")
    return head, first.writer


def _read_record(line: bytes, position: int, before: bytes, where: str) -> tuple[Entry, bytes]:
    """The record of a line and the hash of the chain with it."""
    if is_too_deep(line):
        raise _wrong(where, position, f"expected at most {N_DEEP} lists and objects inside one another, found more")
    try:
        read = _LINES.decode(line)
        sealed = Sealed(
            envelope=_body(read.envelope, read.envelope_base64) or b"",
            figures=_part(read.figures_salt, _body(read.figures, read.figures_base64)),
            words=_part(read.words_salt, _body(read.words, read.words_base64)),
        )
        entry = enter(sealed)
    except DamageError as error:
        raise _wrong(where, position, str(error)) from None
    except (msgspec.MsgspecError, ValueError, binascii.Error) as error:
        raise _wrong(where, position, f"can't be read: {error}") from None
    if read.position != position:
        raise _wrong(where, position, f"expected record {position}, found record {read.position}")
    hashed = chain(before, sealed.envelope)
    if hashed.hex() != read.hash:
        raise _wrong(where, position, "its envelope, or a line before it, is not the one that was written")
    return entry, hashed


def is_too_deep(line: bytes) -> bool:
    """Whether lists and objects of a line of JSON are nested deeper than N_DEEP; found without following them."""
    if line.count(b"[") + line.count(b"{") <= N_DEEP:
        return False
    depth = 0
    for sign in BRACKETS.finditer(STRINGS.sub(b"", line)):
        depth += 1 if sign[0] in b"[{" else -1
        if depth > N_DEEP:
            return True
    return False


def _body(raw: msgspec.Raw, coded: str | None) -> bytes | None:
    if coded is not None:
        return base64.b64decode(coded, validate=True)
    return bytes(raw) or None


def _part(salt: str | None, body: bytes | None) -> Part | None:
    if salt is None and body is None:
        return None
    return Part(salt=bytes.fromhex(salt or ""), body=body or b"")


def _wrong(where: str, position: int, message: str) -> DamageError:
    return DamageError(f"{where}: {message}", position=position, hint=HINT)
