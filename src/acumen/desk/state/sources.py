"""Sources: which tables and ledgers were taken in, and leaving out what one of them says, in one answer or for good."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from acumen.borders.near import did_you_mean
from acumen.desk.book import Book
from acumen.errors import UsageError
from acumen.history import History, read_left_out, read_people, read_questions, read_sources
from acumen.history.people import fold_name
from acumen.records import SourceLeftOut
from acumen.results.ledgers import SourceKept, Sources

REDACTED = "(name redacted)"
N_SHOWN = 8


def sources(book: Book) -> Sources:
    """Whatever was taken in here, and what of it is left out.

    >>> acumen.sources(book).sources
    ()
    """
    history = book.recall("questions", "marks")
    people = read_people(history.marks, writer=book.ledger.writer)
    gone = read_left_out(history.marks, people)
    counts: dict[str, int] = {}
    for question in read_questions(history, writer=book.ledger.writer).each():
        for one in question.forecasts:
            counts[one.writer] = counts.get(one.writer, 0) + 1
    found = []
    for name, writers in sorted(_by_name(history, book.ledger.writer).items()):
        records = [gone[writer].id for writer in writers if writer in gone]
        found.append(
            SourceKept(
                name=name,
                writers=writers,
                n_forecasts=sum(counts.get(writer, 0) for writer in writers),
                left_out_by=records[0] if len(records) == len(writers) else None,
            )
        )
    return Sources(sources=tuple(found))


def leave_out(book: Book, name: str) -> Sources:
    """Let what came from a source teach nothing from now on, and be in no report, until it is undone. Twice is once."""

    def write() -> Sources:
        found = find_source(sources(book), name)
        if found.left_out_by is None:
            marks = book.recall("marks").marks
            gone = read_left_out(marks, read_people(marks, writer=book.ledger.writer))
            left = [SourceLeftOut(writer=one, source=found.name) for one in found.writers if one not in gone]
            book.write(*left, verb="ledger leave-out")
        return msgspec.structs.replace(sources(book), just_set=found.name)

    return book.transact(write)


def leaving_out(book: Book, names: Iterable[str]) -> Book:
    """The same ledger at the same moment, for answers that leave these sources out. UsageError for a name nobody knows.

    >>> acumen.leaving_out(book, []).now == book.now
    True
    """
    names = tuple(names)
    if not names:
        return book
    known = sources(book)
    writers = {writer for name in names for writer in find_source(known, name).writers}
    return book.leaving_out(writers)


def find_source(known: Sources, name: str) -> SourceKept:
    """The source of that name, or the only one whose name begins so."""
    by_name = {fold_name(one.name): one for one in known.sources}
    wanted = fold_name(name)
    if wanted in by_name:
        return by_name[wanted]
    begun = [one for folded, one in by_name.items() if wanted and folded.startswith(wanted)]
    if len(begun) == 1:
        return begun[0]
    if not by_name:
        raise UsageError(f"expected what was imported, found {name!r}", hint="nothing was imported here yet")
    names = [one.name for one in begun or by_name.values()]
    listed = ", ".join(names[:N_SHOWN]) + (f" and {len(names) - N_SHOWN} more" if len(names) > N_SHOWN else "")
    what = "that begins so once" if begun else "that was imported"
    meant = did_you_mean(name, [one.name for one in by_name.values()], mark="")
    raise UsageError(f"expected a source {what}, found {name!r}", hint=f"{meant} there is: {listed}".lstrip())


def _by_name(history: History, writer: str) -> dict[str, tuple[str, ...]]:
    """The writers of each source that is not this ledger itself."""
    found: dict[str, tuple[str, ...]] = {}
    for one, name in read_sources(history.marks).items():
        if one != writer:
            found[name or REDACTED] = (*found.get(name or REDACTED, ()), one)
    return found
