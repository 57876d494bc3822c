"""Verify that everything is still what was written, and that a head noted elsewhere is in the past of this ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from acumen.borders.doing import doing
from acumen.desk.book import Book
from acumen.desk.ledgers.anchor import find_places
from acumen.desk.ledgers.anchor_places import AnchorPlace
from acumen.desk.ledgers.audit import N_SHOWN, Walk, walk
from acumen.errors import DamageError, UsageError
from acumen.ledger import Head
from acumen.records import GENESIS, Imported, link
from acumen.results.ledgers import Fault, HeadCompared, Verified

N_HASH_BYTES = 32
Sources: TypeAlias = list[tuple[int, Imported, list[bytes] | str]]  # the chain of each, or why there is none


@doing("proving every record")
def verify(book: Book, *, head: str | None = None, places: Sequence[AnchorPlace] = ()) -> Verified:
    """Compute the whole chain again. `head`: one noted earlier, `12:3f…`, of this ledger or of one that was imported.

    `places`: where heads may be noted, besides those that the records name.

    Faults are values: nothing is raised for what is wrong in the ledger, only for a `head` that is none.
    """
    noted = None if head is None else _parse(head)
    walked = walk(book.ledger)
    faults = [Fault(position=position, message=message) for position, message in walked.faults]
    faults += [Fault(position=0, message=message) for message in _mend_cached(book, walked)]
    sources = [(position, imported, _source_chain(walked, imported)) for position, imported in walked.imports]
    for position, imported, hashes in sources:
        if isinstance(hashes, str):
            faults.append(Fault(position=position, message=hashes))
        elif imported.hash is not None and hashes[-1].hex() != imported.hash:
            message = "what was imported does not come to the head that it names"
            faults.append(Fault(position=position, message=message))
    found = None if noted is None else _recognise(noted, walked, sources)
    return Verified(
        ledger=book.name,
        position=len(walked.hashes) - 1,
        hash=walked.hashes[-1].hex(),
        n_redacted=walked.n_redacted,
        unread=walked.unread,
        faults=tuple(sorted(faults, key=lambda fault: fault.position)[:N_SHOWN]),
        asked_head=None if noted is None else str(noted),
        asked_head_is=None if found is None else found[0],
        n_others=0 if found is None else found[1],
        anchors=tuple(_compare(book, walked, sources, places)),
    )


def _compare(book: Book, walked: Walk, sources: Sources, places: Sequence[AnchorPlace]) -> Iterator[HeadCompared]:
    """Every place where heads are noted; those that the caller names only where this ledger's are."""
    try:
        told, writer = find_places(walked.history), book.ledger.writer
    except DamageError:
        return  # the faults say so
    for place in dict.fromkeys((*told, *places)):
        found = place.read()
        noted = [one for one in found or () if one.writer == writer]
        if not noted and place not in told:
            continue
        found_in = [(one, _recognise(one.head, walked, sources)) for one in noted]
        yield HeadCompared(
            place=str(place),
            n=None if found is None else len(noted),
            last_day=max((one.day for one in noted if one.day is not None), default=None),
            lost=tuple((str(one.head), one.day) for one, where in found_in if where is None),
            n_unproven=sum(where is not None and where[1] > 0 for _, where in found_in),
        )


def _parse(text: str) -> Head:
    position, _, hashed = text.strip().partition(":")
    try:
        found = Head(position=int(position), hash=bytes.fromhex(hashed))
    except ValueError:
        found = None
    if found is None or found.position < 0 or len(found.hash) != N_HASH_BYTES:
        hint = "`acumen ledger verify` prints such a head"
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


def _recognise(noted: Head, walked: Walk, sources: Sources) -> tuple[str, int] | None:
    """(whose past the head stands in, how many records before it stand here with other envelopes); None where in nobody's.

    Of such a record the import names a hash, and nothing ties that to what is here: it is a claim and no proof.
    """
    if noted.position < len(walked.hashes) and walked.hashes[noted.position] == noted.hash:
        return "this ledger", 0
    found = [
        (
            f"{imported.source or 'a ledger'}, imported as record {position}",
            len({place for place, _ in imported.elsewhere if place < noted.position}),
        )
        for position, imported, hashes in sources
        if not isinstance(hashes, str) and noted.position < len(hashes) and hashes[noted.position] == noted.hash
    ]
    return min(found, key=lambda pair: pair[1], default=None)


def _mend_cached(book: Book, walked: Walk) -> Iterator[str]:
    """Drop what is cached and is not what the records say, and say so."""
    from acumen.desk.calibration import cache as remembering  # noqa: PLC0415 -- it needs this room

    for name in walked.differing:
        yield _drop(book, name, f"what was kept of {name}, to answer faster,")
    is_right = None if walked.faults else remembering.check(book)
    if not walked.faults and is_right is not True and book.ledger.get_cached(remembering.NAME):
        dropped = _drop(book, remembering.NAME, "what was kept of what your record has taught")
        if is_right is False:
            yield dropped


def _drop(book: Book, name: str, what: str) -> str:
    """Forget a cached value: one that can't be loaded is none."""
    before = book.ledger.get_cached(name)
    book.ledger.put_cached(name, b"", at=book.ledger.head())
    if book.ledger.get_cached(name) == before:
        return f"{what} is not what the records say, and can't be dropped: answers lean on it until the file can be written"
    return f"{what} was not what the records say; it was dropped, so ask again what you asked since"
