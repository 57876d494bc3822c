"""Take over: bring the records of another ledger into this one, once each, and remember where they came from."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

import msgspec

from acumen.borders.doing import doing
from acumen.desk.book import Book
from acumen.errors import LedgerError
from acumen.ledger import EMPTY, Head
from acumen.ledger.lines import Export, read_lines
from acumen.records import Imported, Reader, Sealed, digest
from acumen.results.ledgers import LedgerImported


@doing("taking in the ledger")
def take_over(book: Book, lines: Iterable[bytes], *, source: str, is_mine: bool = False) -> LedgerImported:
    """Bring in a ledger that was exported; `lines` are those of the file, `source` is its name, which is written down.

    An empty ledger becomes a copy of it, with its head and its writer. Another one keeps what it did not have, and one record
    that names the source's head and ids. `is_mine`: what the source's own writer said was said by me. The same again does
    nothing. Raises DamageError with the line of a file that is not what was exported.
    """
    export = read_lines(lines, source=source)
    name = os.path.basename(source)  # noqa: PTH119 -- pathlib costs 5 ms
    return book.transact(lambda: _take_over(book, export, source=name, is_mine=is_mine))


def _take_over(book: Book, export: Export, *, source: str, is_mine: bool) -> LedgerImported:
    head = book.seen_head()
    known = book.ledger.find(export.ids)
    taken = LedgerImported(
        ledger=book.name,
        source=source,
        n_records=len(export.records),
        n_new=len(export.records) - len(known),
        position=export.head.position,
        hash=export.head.hash.hex(),
        is_copy=head == EMPTY,
        unread=_count_unread(export.records),
    )
    if head == EMPTY:
        if export.records:
            found = book.ledger.append(export.records, expected=EMPTY, writer=export.writer)
            if found != export.head:  # pragma: no cover -- would be a fault of the store
                raise LedgerError(
                    f"expected the head {export.head} after the import, found {found}",
                    hint="`acumen ledger verify` says what is wrong with the ledger",
                )
        return taken
    if _is_own_past(book, export.head) or _is_known(book, export, is_mine=is_mine):
        return taken
    undone = book.recall("marks").marks.unimported()
    imported = Imported(
        form="ledger",
        ids=export.ids,
        elsewhere=_find_elsewhere(book, export, known),
        had=tuple(_runs(place for place, one in enumerate(export.ids) if one in known and one not in undone)),
        position=export.head.position,
        hash=export.head.hash.hex(),
        is_mine=is_mine,
        writer=export.writer,
        source=source,
    )
    id_ = book.new_id()
    told = book.seal([imported], [id_], after=head.position + taken.n_new)
    book.append([*export.records, *told], [id_], expected=head)
    book.kept.append((imported.KIND, id_))
    return msgspec.structs.replace(taken, record=id_)


def _is_own_past(book: Book, head: Head) -> bool:
    """Whether the source's head is one that this ledger once had."""
    if head.position == 0:
        return True
    kept = next(iter(book.ledger.read(after=head.position - 1, until=head.position)), None)
    return kept is not None and kept.hash == head.hash


def _is_known(book: Book, export: Export, *, is_mine: bool) -> bool:
    """Whether that very head was imported already, as mine if it is to be mine now."""
    marks = book.recall("marks").marks
    gone = marks.corrected()
    before = [said.record for id_, said in marks.imports.items() if said.record.form == "ledger" and id_ not in gone]
    return any(
        (record.position, record.hash) == (export.head.position, export.head.hash.hex())
        and (record.is_mine or not is_mine)
        for record in before
    )


def _find_elsewhere(book: Book, export: Export, known: dict[str, int]) -> tuple[tuple[int, str], ...]:
    """Where the source has another envelope for a record that is here too; the store has the last word on whether it may."""
    if not known:
        return ()
    places = {id_: place for place, id_ in enumerate(export.ids)}
    found = []
    for kept in book.ledger.read():
        place = places.get(kept.open_envelope().id)
        if place is not None and export.records[place].envelope != kept.sealed.envelope:
            found.append((place, digest(export.records[place].envelope).hex()))
    return tuple(sorted(found))


def _runs(places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Ascending numbers as (first, last) of each run."""
    first = last = None
    for place in places:
        if first is None or last is None or place > last + 1:
            if first is not None and last is not None:
                yield first, last
            first = place
        last = place
    if first is not None and last is not None:
        yield first, last


def _count_unread(records: Iterable[Sealed]) -> dict[str, int]:
    reader = Reader()
    counts: dict[str, int] = {}
    for sealed in records:
        opened = reader.open(sealed)
        if opened.problem is not None:
            name = f"{opened.envelope.kind} {opened.envelope.version}"
            counts[name] = counts.get(name, 0) + 1
    return counts
