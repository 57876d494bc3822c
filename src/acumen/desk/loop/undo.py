"""Undo: what one command wrote does not count any more; nothing is taken away, and an undo can be undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

import msgspec

from acumen.desk.book import OF_ITSELF, Book
from acumen.desk.loop.record_summaries import tell
from acumen.errors import UsageError
from acumen.history import plan_slugs
from acumen.history.corrections import MarkFacts
from acumen.history.entry import Said, say
from acumen.history.replay import TYPES, Name
from acumen.records import (
    Act,
    AdviceGiven,
    AlarmRung,
    BaselineSet,
    Call,
    Correction,
    Imported,
    Kept,
    Note,
    PersonNamed,
    Reader,
    Record,
    Redaction,
)
from acumen.results.loop import LeftStanding, Undone

PASSED_OVER = (
    AdviceGiven,
    AlarmRung,
    Call,
    Correction,
    Redaction,
)  # without an id: what acumen wrote of itself, and undoing
RESTING_ON_NOTHING = (*PASSED_OVER, BaselineSet, Act, Imported, Note, PersonNamed)
N_CHUNK = 200  # records that are looked through at a time, from the end
HINT = "to let it count again undo the correction; see acumen log"


class _Target(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be undone, and what it brought where it is an act or an import."""

    said: Said[Record]
    members: frozenset[str] = frozenset()


def undo(book: Book, id_: str | None = None, *, why: str | None = None) -> Undone:
    """Let what a command wrote count no more: the last one, or the one that wrote the record whose id begins so.

    What others have built on stays: a question that somebody else has forecast, a name under which more was said. A row of an
    import is undone alone. Without an id, what acumen wrote of itself (advice) and corrections are passed over; by its id, a
    correction too can be undone. Raises UsageError.

    >>> _ = acumen.spend(book, 35)
    >>> acumen.undo(book).n_records
    1
    """
    return book.transact(lambda: _undo(book, id_, why))


def _undo(book: Book, id_: str | None, why: str | None) -> Undone:
    marks = book.recall("marks").marks
    gone = marks.corrected()
    found = _last(book, gone) if id_ is None else _open(book, id_)
    if isinstance(found.record, Call):
        found = _open(book, found.record.ids[-1])
    if found.id in gone:
        raise UsageError(f"{found.id[:8]} is undone already", hint=HINT)
    if isinstance(found.record, Redaction):
        raise UsageError(f"{found.id[:8]} can't be undone: it redacted", hint="what was removed is gone")
    target = _whole(book, marks, gone, found)
    left = _find_left(book, target, gone)
    taken = _members(book, target, but=left | gone)
    said = [one for one in taken if one.open_envelope().kind not in OF_ITSELF]
    if target.members and not said:
        raise UsageError(f"{found.id[:8]} can't be undone: all of it was built on", hint="undo that first: acumen log")
    main = said[-1] if said and isinstance(target.said.record, Act) else None
    shown = target.said if main is None else _read(Reader(), main) or target.said
    correction = Correction(corrects=target.said.id, leaves=tuple(sorted(left)), why=why)
    stands = [_open(book, one) for one in sorted(left)]
    named = _counts_again(book, shown)
    telling = tell(book.recall(*_sections(named, *stands)), writer=book.ledger.writer)
    (id_,) = book.write(correction)
    kinds = Counter(one.open_envelope().kind for one in said if one is not main)
    return Undone(
        id=id_,
        undone=target.said.id,
        kind=shown.record.KIND,
        text=telling.say(named) + _of_plan(book, named.record),
        n_records=max(1, len(taken)),
        n_by_kind=dict(kinds),
        left_standing=tuple(LeftStanding(id=one.id, kind=one.record.KIND, text=telling.say(one)) for one in stands),
    )


def _of_plan(book: Book, record: Record) -> str:
    """Which plan it was said of, where several are adopted."""
    id_ = getattr(record, "plan", None)
    history = book.recall("plans", "marks")
    slugs = plan_slugs(history.plans, history.marks)
    return f" (plan {slugs[id_]})" if len(slugs) > 1 and isinstance(id_, str) and id_ in slugs else ""


def _counts_again(book: Book, shown: Said[Record]) -> Said[Record]:
    """What an undo that is undone had taken away, the act's main record; anything else as it is."""
    if not isinstance(shown.record, Correction):
        return shown
    found = _open(book, shown.record.corrects)
    if isinstance(found.record, Act):
        said = [one for one in (_open(book, id_) for id_ in found.record.ids) if one.record.KIND not in OF_ITSELF]
        found = said[-1] if said else found
    return shown if isinstance(found.record, Correction) else found


def _last(book: Book, gone: Collection[str]) -> Said[Record]:
    """The last record of one's own that counts."""
    reader, own = Reader(), book.ledger.writer
    end = book.seen_head().position
    while end > 0:
        begin = max(0, end - N_CHUNK)
        for kept in reversed(list(book.ledger.read(after=begin, until=end))):
            envelope = kept.open_envelope()
            if envelope.writer == own and envelope.id not in gone:
                said = _read(reader, kept)
                if said is not None and not _is_passed_over(said.record):
                    return said
        end = begin
    raise UsageError("nothing is there to be undone", hint="acumen log shows what was written")


def _is_passed_over(record: Record) -> bool:
    """Whether acumen wrote it of itself, or it undoes."""
    return isinstance(record, PASSED_OVER) or (isinstance(record, BaselineSet) and not record.is_asked)


def _open(book: Book, prefix: str) -> Said[Record]:
    """The record whose id begins so."""
    whole = book.expand(prefix)
    position = book.ledger.find([whole])[whole]
    (kept,) = book.ledger.read(after=position - 1, until=position)
    said = _read(Reader(), kept)
    if said is None:
        raise UsageError(
            f"the record {whole[:8]} can't be read, so it can't be undone",
            hint="a later acumen wrote it, or its figures were redacted: `acumen ledger verify` says which",
        )
    return said


def _read(reader: Reader, kept: Kept) -> Said[Record] | None:
    opened = reader.open(kept.sealed)
    if opened.record is None:
        return None
    return say(opened.envelope, kept.position, opened.record, is_redacted=opened.is_redacted)


def _whole(book: Book, marks: MarkFacts, gone: Collection[str], found: Said[Record]) -> _Target:
    """The act that a record belongs to, unless others have built on that very record; else the record alone."""
    if isinstance(found.record, Act | Imported):
        return _Target(said=found, members=frozenset(marks.members(found.id)))
    if isinstance(found.record, AdviceGiven | AlarmRung):
        return _Target(said=found)  # what acumen said of itself, and nothing that anybody did
    for act in marks.acts:
        if act not in gone and found.id in marks.listed[act]:
            target = _Target(said=_open(book, act), members=frozenset(marks.members(act)))
            return _Target(said=found) if found.id in _find_left(book, target, gone) else target
    return _Target(said=found)


def _find_left(book: Book, target: _Target, gone: Collection[str]) -> frozenset[str]:
    """Members that something else rests on which was written later and counts, and what those themselves rest on."""
    if not target.members:
        return frozenset()
    reader, left = Reader(), set[str]()
    for kept in book.ledger.read(after=target.said.position):
        said = _read(reader, kept)
        if said is not None and said.id not in gone and said.id not in target.members:
            left |= _rests_on(said.record) & target.members
    members = [said for kept in _members(book, target) if (said := _read(reader, kept))] if left else []
    grown = left
    while grown:
        own = [
            one for one in members if one.id in grown or not left.isdisjoint(_rests_on(one.record, "plan", "adopted"))
        ]
        grown = {id_ for one in own for id_ in (one.id, *(_rests_on(one.record) & target.members))} - left
        left |= grown
    return frozenset(left)


def _rests_on(record: Record, *names: str) -> set[str]:
    """Ids of records without which this one would mean nothing."""
    if isinstance(record, RESTING_ON_NOTHING):
        return set()
    found = (getattr(record, name, None) for name in names or record.__struct_fields__)
    return {one for one in found if isinstance(one, str)}


def _members(book: Book, target: _Target, *, but: Collection[str] = ()) -> list[Kept]:
    """The records that it brought, without some of them: they stand before it, but for those that were here already."""
    wanted, end = set(target.members.difference(but)), target.said.position
    if not wanted:
        return []
    begin = max(0, end - len(target.members) - 1)
    found = _pick(book, wanted, begin, end)
    if wanted:
        places = book.ledger.find(sorted(wanted)).values()
        found = [*_pick(book, wanted, min(places, default=0) - 1, max(places, default=0)), *found]
    return found


def _pick(book: Book, wanted: set[str], begin: int, end: int) -> list[Kept]:
    """Those that are wanted between two positions, taken out of what is wanted."""
    found = []
    for kept in book.ledger.read(after=max(0, begin), until=end) if end > 0 else ():
        id_ = kept.open_envelope().id
        if id_ in wanted:
            wanted.discard(id_)
            found.append(kept)
    return found


def _sections(*told: Said[Record]) -> list[Name]:
    """Of the history that words for them need."""
    kinds = {one.record.KIND for one in told}
    return [name for name, facts in TYPES.items() if name == "marks" or not kinds.isdisjoint(facts.TAKES)]
