"""Verify that everything is still what was written, and that a head noted elsewhere is in the past of this ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import msgspec

from acumen.desk.keeping.anchor import find_places
from acumen.desk.keeping.book import Book
from acumen.desk.keeping.places import Place
from acumen.desk.keeping.walking import N_SHOWN, Walk, walk
from acumen.errors import DamageError, UsageError
from acumen.ledger import Head
from acumen.records import GENESIS, Imported, link

N_HASH_BYTES = 32
Sources: TypeAlias = list[tuple[int, Imported, list[bytes] | str]]  # the chain of each, or why there is none


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is not what was written; `position` is 0 where it is the file rather than a record."""

    position: int
    message: str


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """What a place says where heads are noted. `n` of this ledger's; None where there was no looking.

    `lost`: the heads (and days) that are not in the past of this ledger, as they are noted.
    """

    place: str
    n: int | None = None
    last: str | None = None  # day of the newest
    lost: tuple[tuple[str, str | None], ...] = ()


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """What was found, the first fault first. `noted`: the head that was asked about, and in words what it is the head of."""

    ledger: str
    position: int
    hash: str
    n_redacted: int
    unread: dict[str, int]  # records that this acumen can't read, by kind and version; they are kept as they are
    faults: tuple[Fault, ...]
    noted: str | None = None
    noted_is: str | None = None
    anchors: tuple[Compared, ...] = ()  # places where heads are noted, as the records and the caller name them

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong, and the heads that were asked about or noted are in the past of this ledger."""
        return not self.faults and self.is_proven

    @property
    def is_proven(self) -> bool:
        """Whether the head that was asked about, and all that were noted, are in the past of this ledger."""
        is_asked = self.noted is None or self.noted_is is not None
        return is_asked and not any(compared.lost for compared in self.anchors)

    def to_json(self) -> str:
        """As JSON, with `is_sound` before the fields."""
        fields = {"is_sound": self.is_sound, **msgspec.to_builtins(self)}
        return msgspec.json.format(msgspec.json.encode(fields), indent=2).decode()

    def __str__(self) -> str:
        """The text that `acumen verify` prints."""
        from acumen.desk.wording.kept.keeping import say_verified  # noqa: PLC0415 -- not needed for JSON

        return "\n".join(say_verified(self))


def verify(book: Book, *, head: str | None = None, places: Sequence[Place] = ()) -> Verified:
    """Compute the whole chain again. `head`: one noted earlier, `12:3f…`, of this ledger or of one that was imported.

    `places`: where heads may be noted, besides those that the records name.

    Faults are values: nothing is raised for what is wrong in the ledger, only for a `head` that is none.
    """
    noted = None if head is None else _parse(head)
    walked = walk(book.ledger)
    faults = [Fault(position=position, message=message) for position, message in walked.faults]
    sources = [(position, imported, _source_chain(walked, imported)) for position, imported in walked.imports]
    for position, imported, hashes in sources:
        if isinstance(hashes, str):
            faults.append(Fault(position=position, message=hashes))
        elif imported.hash is not None and hashes[-1].hex() != imported.hash:
            message = "what was imported does not come to the head that it names"
            faults.append(Fault(position=position, message=message))
    return Verified(
        ledger=book.name,
        position=len(walked.hashes) - 1,
        hash=walked.hashes[-1].hex(),
        n_redacted=walked.n_redacted,
        unread=walked.unread,
        faults=tuple(sorted(faults, key=lambda fault: fault.position)[:N_SHOWN]),
        noted=None if noted is None else str(noted),
        noted_is=None if noted is None else _recognise(noted, walked, sources),
        anchors=tuple(_compare(book, walked, sources, places)),
    )


def _compare(book: Book, walked: Walk, sources: Sources, places: Sequence[Place]) -> Iterator[Compared]:
    """Every place where heads are noted; those that the caller names only where this ledger's are."""
    try:
        told, writer = find_places(book.recall("marks")), book.ledger.writer
    except DamageError:
        return  # the faults say so
    for place in dict.fromkeys((*told, *places)):
        found = place.read()
        noted = [one for one in found or () if one.writer == writer]
        if not noted and place not in told:
            continue
        lost = [one for one in noted if _recognise(one.head, walked, sources) is None]
        yield Compared(
            place=str(place),
            n=None if found is None else len(noted),
            last=max((one.day for one in noted if one.day is not None), default=None),
            lost=tuple((str(one.head), one.day) for one in lost),
        )


def _parse(text: str) -> Head:
    position, _, hashed = text.strip().partition(":")
    try:
        found = Head(position=int(position), hash=bytes.fromhex(hashed))
    except ValueError:
        found = None
    if found is None or found.position < 0 or len(found.hash) != N_HASH_BYTES:
        hint = "`acumen verify` prints such a head"
        raise UsageError(f"expected a head like 12:3f… with 64 digits after the colon, found {text!r}", hint=hint)
    return found


def _source_chain(walked: Walk, imported: Imported) -> list[bytes] | str:
    """The hashes of the source's chain from its beginning, or why they can't be computed."""
    others = dict(imported.elsewhere)
    hashes = [GENESIS]
    for place, id_ in enumerate(imported.ids):
        try:
            digested = bytes.fromhex(others[place]) if place in others else walked.digests[id_]
        except (KeyError, ValueError):
            return f"record {id_}, which it says was imported, is not there"
        hashes.append(link(hashes[-1], digested))
    return hashes


def _recognise(noted: Head, walked: Walk, sources: Sources) -> str | None:
    """Whose past the head stands in; None where it is in nobody's."""
    if noted.position < len(walked.hashes) and walked.hashes[noted.position] == noted.hash:
        return "this ledger"
    for position, imported, hashes in sources:
        if not isinstance(hashes, str) and noted.position < len(hashes) and hashes[noted.position] == noted.hash:
            return f"{imported.source or 'a ledger'}, imported as record {position}"
    return None
