"""Anchor: note the ledger's head in a place outside of it, so that an older copy or a chain computed anew is named at once."""

from __future__ import annotations

from acumen.desk.book import Book
from acumen.desk.ledgers.anchor_places import AnchorPlace
from acumen.errors import UsageError
from acumen.history import History
from acumen.ledger.checkpoints import Checkpoint
from acumen.records import AnchorPlaced
from acumen.results.ledgers import Anchored


def anchor(book: Book, place: AnchorPlace) -> Anchored:
    """Note the head. A new place is written down first, so that the head that is noted there covers the record of it.

    A call that has an id of its own writes down a known place too: what was not written could not be found again.
    """
    if book.ledger.head().position == 0:
        raise UsageError("the ledger has no records yet", hint="there is nothing to be proven of an empty one")
    return book.transact(lambda: _anchor(book, place))


def _anchor(book: Book, place: AnchorPlace) -> Anchored:
    known = book.key is None and place in find_places(book.recall("marks"))
    record = None if known else book.write(AnchorPlaced(form=place.form, place=place.path))[0]
    head = book.head()
    checkpoint = Checkpoint(writer=book.ledger.writer, head=head, day=f"{book.now:%Y-%m-%d}")
    noted = [one.head for one in place.read() or () if one.writer == checkpoint.writer]
    if head not in noted:
        place.add(checkpoint)
    return Anchored(
        form=place.form,
        place=place.path,
        position=head.position,
        hash=head.hash.hex(),
        day=checkpoint.day or "",
        is_new=head not in noted or book.said_before() is not None,
        record=record,
    )


def find_places(history: History) -> list[AnchorPlace]:
    """Every place that the records name, but for those taken back and those whose words were redacted."""
    corrected = history.marks.corrected()
    return list(
        dict.fromkeys(
            AnchorPlace(form=said.record.form, path=said.record.place)
            for said in history.marks.anchors.values()
            if said.record.place is not None and said.id not in corrected
        )
    )
