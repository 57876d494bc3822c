"""Undo: a record does not count any more; nothing is taken away, and an undo can be undone."""

from typing import Any

from acumen.desk.book import Book
from acumen.desk.loop.record_summaries import tell
from acumen.errors import UsageError
from acumen.history import timeline
from acumen.history.entry import Said
from acumen.records import AdviceGiven, Correction, Imported, Redaction
from acumen.results.loop import Undone

LASTING = (Redaction, Imported)


def undo(book: Book, id_: str | None = None, *, why: str | None = None) -> Undone:
    """Let a record count no more: by its id or the beginning of it, else the last that the ledger's writer wrote.

    Without an id, what acumen wrote of itself (advice) and corrections are passed over; by its id, a correction too
    can be undone. Raises UsageError.
    """
    history = book.recall()
    telling = tell(history, writer=book.ledger.writer)
    corrected = history.marks.corrected()
    if id_ is None:
        target = _last(book, [said for said in timeline(history) if said.id not in corrected])
    else:
        whole = book.expand(id_)
        found = [said for said in timeline(history) if said.id == whole]
        if not found:
            raise UsageError(
                f"the record {whole[:8]} can't be read, so it can't be undone",
                hint="a later acumen wrote it, or its figures were redacted: `acumen verify` says which",
            )
        target = found[0]
    if target.id in corrected:
        raise UsageError(
            f"{target.id[:8]} is undone already", hint="to let it count again undo the correction; see acumen log"
        )
    if isinstance(target.record, LASTING):
        hint = "what was removed is gone"
        if isinstance(target.record, Imported):
            hint = "it stays, and need not count: acumen ledger leave-out lists what came from where"
        raise UsageError(f"{target.id[:8]} can't be undone: {telling.say(target)}", hint=hint)
    (correction,) = book.write(Correction(corrects=target.id, why=why))
    return Undone(id=correction, undone=target.id, kind=target.record.KIND, text=telling.say(target))


def _last(book: Book, counting: list[Said[Any]]) -> Said[Any]:
    own = [
        said
        for said in counting
        if said.writer == book.ledger.writer and not isinstance(said.record, (AdviceGiven, Correction, *LASTING))
    ]
    if not own:
        raise UsageError("nothing is there to be undone", hint="acumen log shows what was written")
    return max(own, key=lambda said: said.count)
