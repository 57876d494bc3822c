"""An open ledger at a moment: everything that a verb needs besides its words."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Self, TypeAlias, TypeVar

from acumen.desk.recall import recall
from acumen.errors import ConflictError, LedgerError, StaleHeadError, UsageError
from acumen.history import History
from acumen.history.replay import Name
from acumen.ledger import Head, Ledger
from acumen.ledger.ahead import AheadLedger
from acumen.ledger.rules import is_same
from acumen.records import (
    Act,
    AdviceGiven,
    AlarmRung,
    BaselineSet,
    Call,
    Parts,
    Reader,
    Record,
    Sealed,
    beginning_of_call,
    draw_bytes,
    id_of_call,
    id_within_call,
    new_id,
    seal,
)

Draw: TypeAlias = Callable[[int], bytes]
T = TypeVar("T")

OF_ITSELF = frozenset({AdviceGiven.KIND, AlarmRung.KIND, BaselineSet.KIND})  # acumen writes these: nobody says them
N_LEAST_CHARACTERS = 4  # of an id, to be taken for one
N_MOST_CHARACTERS = 200  # of the id of a call
N_SHOWN = 8  # ids that an ambiguous beginning is told to mean


class _Again:
    """What a call wrote before, and how much of it was written again."""

    def __init__(self, *, ledger: Ledger, ids: frozenset[str], writer: str, head: Head, is_late: bool) -> None:
        self.writer = writer  # of the call, in whose ledger it was made
        self.head = head  # that it left
        self._ledger, self._ids = ledger, ids
        self._but = [*(["happened_at"] if is_late else []), *(["writer"] if writer != ledger.writer else [])]
        self._same: set[str] = set()

    def compare(self, records: Sequence[Sealed]) -> None:
        """Count those that were written before just so. For one that was not nothing is counted: then it is another call."""
        for sealed in records:
            id_ = sealed.open_envelope().id
            at = self._ledger.find([id_]).get(id_)
            here = None if at is None else next(iter(self._ledger.read(after=at - 1, until=at))).sealed
            is_here = here is not None and is_same(here, sealed, but=self._but)
            self._same.add(id_ if is_here else "")

    def said(self) -> Iterator[Record]:
        """What it wrote, as far as that is to be read still."""
        for at in self._ledger.find(sorted(self._ids)).values():
            record = Reader().open(next(iter(self._ledger.read(after=at - 1, until=at))).sealed).record
            if record is not None:
                yield record

    def is_whole(self) -> bool:
        """Whether all of it was, and nothing else."""
        return self._same == self._ids


class Book:
    """A ledger and what time it is. `name` says in words where it is kept; `draw` gives random bytes for ids and salts."""

    def __init__(self, ledger: Ledger, *, now: datetime, name: str = "memory", draw: Draw = draw_bytes) -> None:
        """Hold an open ledger; `now` has to know its time zone."""
        if now.tzinfo is None:
            raise UsageError(
                f"expected a moment with its time zone, found {now.isoformat()}", hint="give it one: datetime.now(UTC)"
            )
        self.ledger = ledger
        self.now = now
        self.name = name
        self.without: frozenset[str] = (
            frozenset()
        )  # writers whose sayings are left out of answers, see `keeping.sources`
        self.key: str | None = None  # the id that whoever calls gave to the call, see `once`
        self.kept: list[tuple[str, str]] = []  # (kind, id) of what was written through this, in order
        self._draw = draw
        self._n_drawn = 0  # ids within a call that has one
        self._again: _Again | None = None  # what is written was written before
        self._read_at: Head | None = None  # how far the ledger went when an act began: it writes on nothing else

    def __repr__(self) -> str:
        """Where it is kept, how far it goes, and what time it is."""
        return f"<Book {self.name}: {self.ledger.head().position} records, now {self.now.isoformat()}>"

    def __enter__(self) -> Self:
        """Use it for a while."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the file."""
        self.ledger.close()

    def leaving_out(self, writers: Collection[str]) -> Book:
        """The same ledger at the same moment, for answers without what these writers said."""
        other = self._copy()
        other.without |= frozenset(writers)
        return other

    def once(self, key: str) -> Book:
        """The same ledger for one call that is perhaps made again: what it writes is written once, whoever else calls so.

        Where a call of this id wrote something before, the book is as it was then, and the call is answered as it was. One that
        would write something else raises ConflictError.
        """
        if not key.strip() or len(key) > N_MOST_CHARACTERS:
            raise UsageError(
                f"expected an id of 1 to {N_MOST_CHARACTERS} characters, found {len(key)}",
                hint="any text that no other call has: a UUID, or run-7/step-3",
            )
        other = self._copy()
        other.key = key
        other._go_back(is_late=False)  # noqa: SLF001 -- it is one of us
        return other

    def _copy(self) -> Book:
        other = Book(self.ledger, now=self.now, name=self.name, draw=self._draw)
        other.without, other.kept, other.key = self.without, self.kept, self.key
        other._n_drawn, other._again = self._n_drawn, self._again
        return other

    def seen_head(self) -> Head:
        """How far the ledger goes; within `transact` how far it went when the act began, and what the act has written."""
        return self._read_at or self.ledger.head()

    @property
    def until(self) -> int | None:
        """The last position that is read: None, the end, but within `transact`."""
        return None if self._read_at is None else self._read_at.position

    def recall(self, *names: Name) -> History:
        """What was written so far says, as far as these sections go; all of them where none is named.

        Within `transact` what others write meanwhile is not seen: an act judges, and shows, one state and its own writing.
        """
        return recall(self.ledger, *names, until=self.until)

    def new_id(self) -> str:
        """An id for a record to be written, where another record of the same commit has to name it."""
        if self.key is None:
            return new_id(self._draw)
        self._n_drawn += 1
        writer = self.ledger.writer if self._again is None else self._again.writer
        return id_within_call(self.key, self._n_drawn, writer=writer)

    def transact(self, act: Callable[[], T]) -> T:
        """Do `act`, which reads, judges and writes; again from the start where somebody else has written meanwhile."""
        if self._read_at is not None:
            return act()
        n_drawn = self._n_drawn
        while True:
            self._n_drawn, self._read_at = n_drawn, self.ledger.head()
            try:
                return act() if self._again is None else self._repeat(act)
            except StaleHeadError:
                self._go_back(is_late=True)
            except ConflictError:
                if not self._go_back(is_late=True):
                    raise
            finally:
                self._read_at = None

    def head(self) -> Head:
        """How far the ledger goes; of a call that was made before, how far it went when that was done."""
        return self.ledger.head() if self._again is None else self._again.head

    def said_before(self) -> tuple[Record, ...] | None:
        """What this call wrote when it was made before; None where it was not."""
        return None if self._again is None else tuple(self._again.said())

    def _go_back(self, *, is_late: bool) -> bool:
        """To where a call of this id was made before, if one was; `is_late`: it was made while this one was under way."""
        if self.key is None or self._again is not None:
            return False
        own = id_of_call(self.key, writer=self.ledger.writer)
        found = self.ledger.match(beginning_of_call(self.key)) if self.ledger.head().position else []
        if not found:
            return False
        at = self.ledger.find(found)[own if own in found else found[0]]
        (kept,) = self.ledger.read(after=at - 1, until=at)
        opened = Reader().open(kept.sealed)
        if not isinstance(opened.record, Call):
            return False
        begin = self.ledger.find([opened.record.first]).get(opened.record.first, at)
        ids, writer = frozenset(opened.record.ids), opened.envelope.writer
        head = Head(position=kept.position, hash=kept.hash)
        self._again = _Again(ledger=self.ledger, ids=ids, writer=writer, head=head, is_late=is_late)
        self.ledger = AheadLedger(self.ledger, until=begin - 1)
        self.now = opened.envelope.written_at.astimezone(self.now.tzinfo)
        return True

    def _repeat(self, act: Callable[[], T]) -> T:
        """The same call again, or ConflictError: nothing reaches the ledger."""
        assert self._again is not None
        try:
            found = act()
        except UsageError as error:
            raise self._another() from error
        if not self._again.is_whole():
            raise self._another()
        return found

    def _another(self) -> ConflictError:
        return ConflictError(
            f"the id {self.key!r} was given to another call before, which wrote something else",
            hint="give every call an id of its own; nothing was written",
        )

    def append(self, sealed: Sequence[Sealed], ids: Sequence[str], *, expected: Head) -> Head:
        """Write down sealed records in one commit, `ids` among them what the caller said; the head after them.

        Behind them stands the record of the call, where it has an id. Where the call was made before, nothing is written.
        """
        if self._again is not None:
            self._again.compare([one for one in sealed if one.open_envelope().id in set(ids)])
        elif self.key is not None and self._read_at is not None and ids:
            told = Call(first=sealed[0].open_envelope().id, ids=tuple(ids))
            id_ = id_of_call(self.key, writer=self.ledger.writer)
            sealed = [*sealed, *self.seal([told], [id_], after=expected.position + len(sealed))]
        after = self.ledger.append(sealed, expected=expected)
        self._read_at = after if self._read_at is not None else None
        return after

    def write(
        self,
        *records: Record,
        happened_at: datetime | Sequence[datetime] | None = None,
        ids: Sequence[str] | None = None,
        expected: Head | None = None,
        writer: str | None = None,
        verb: str | None = None,
    ) -> tuple[str, ...]:
        """Write down, all in one commit or nothing at all, and give the ids.

        `happened_at`: when it was said or became known, now unless given; one for all or one each. `ids`: of
        records whose writing may be repeated. `expected`: write only if the ledger goes so far (inside `transact`
        as far as when it began), else StaleHeadError.
        `writer`: of records that another source vouches for. `verb`: the command that somebody gave: where it writes several
        records, what acumen writes of itself apart, one more ties them together.
        """
        ids = tuple(self.new_id() for _ in records) if ids is None else tuple(ids)
        tied = tuple(id_ for record, id_ in zip(records, ids, strict=True) if record.KIND not in OF_ITSELF)
        end = (Act(verb=verb, ids=tied),) if verb is not None and len(tied) > 1 else ()
        end_ids = tuple(self.new_id() for _ in end)
        expected = expected or self._read_at
        while True:
            head = expected or self.ledger.head()
            try:
                sealed = self.seal(records, ids, after=head.position, happened_at=happened_at, writer=writer)
                sealed += self.seal(end, end_ids, after=head.position + len(sealed))
                self.append(sealed, tied, expected=head)
            except StaleHeadError:
                if expected is not None:
                    raise
            else:
                if self._again is not None:
                    return ids
                self.kept += [
                    (record.KIND, id_) for record, id_ in zip((*records, *end), (*ids, *end_ids), strict=True)
                ]
                return ids

    def seal(
        self,
        records: Sequence[Record],
        ids: Sequence[str],
        *,
        after: int,
        happened_at: datetime | Sequence[datetime] | None = None,
        writer: str | None = None,
        parts: Sequence[Parts | None] | None = None,
    ) -> list[Sealed]:
        """Records as they follow position `after`: a record's count is its position, so it grows with each of the writer.

        Those of another `writer` have count 0: in what order a table was read must mean nothing, here or where it is merged.
        `parts`: each record as `encode` gives it, where that is there already.
        """
        written_at = self.now.astimezone(UTC)
        if happened_at is None or isinstance(happened_at, datetime):
            happened_at = [happened_at or written_at] * len(records)
        naive = next((moment for moment in happened_at if moment.tzinfo is None), None)
        if naive is not None:
            raise UsageError(
                f"expected a moment with its time zone, found {naive.isoformat()}",
                hint="give it one: datetime.now(UTC)",
            )
        counts = [after + number if writer is None else 0 for number in range(1, len(records) + 1)]
        writer = writer or self.ledger.writer
        return [
            seal(
                record,
                parts=encoded,
                id=id_,
                writer=writer,
                count=count,
                happened_at=at.astimezone(UTC),
                written_at=written_at,
                salt=self._draw,
            )
            for record, encoded, id_, at, count in zip(
                records, parts or [None] * len(records), ids, happened_at, counts, strict=True
            )
        ]

    def expand(self, prefix: str) -> str:
        """The id that begins so, or that of the record at a position; UsageError where there is none or several."""
        if prefix.isascii() and prefix.isdigit() and len(prefix) < N_LEAST_CHARACTERS:
            at = int(prefix)
            kept = next(iter(self.ledger.read(after=at - 1, until=at)), None) if at else None
            if kept is None:
                last = self.ledger.head().position
                raise UsageError(
                    f"expected the number of one of {last} records, found {at}", hint="`acumen log` shows ids"
                )
            return kept.open_envelope().id
        if len(prefix) < N_LEAST_CHARACTERS:
            message = f"expected at least {N_LEAST_CHARACTERS} characters of an id, found {prefix!r}"
            raise UsageError(message, hint="`acumen log` shows ids")
        if self.ledger.find([prefix]):
            return prefix
        found = self.ledger.match(prefix, limit=N_SHOWN + 1)
        if not found:
            raise UsageError(f"no record's id begins with {prefix!r}", hint="`acumen log` shows ids")
        if len(found) > 1:
            shown, is_more = found[:N_SHOWN], len(found) > N_SHOWN
            count = f"more than {N_SHOWN}" if is_more else str(len(found))
            hint = f"one of {', '.join(shown)}{', …' if is_more else ''}"
            raise UsageError(f"{count} ids begin with {prefix!r}", hint=hint)
        return found[0]


def open_book(path: str | None, *, now: datetime, must_exist: bool = False, draw: Draw = draw_bytes) -> Book:
    """Open the ledger in the file `path`, or an empty one in memory (None).

    The first write makes the file; with `must_exist` a missing one raises LedgerError instead.

    >>> from datetime import UTC, datetime
    >>> with acumen.open_book(None, now=datetime.now(UTC)) as mine:
    ...     acumen.predict(mine, 'It rains', '70%').is_new
    True
    """
    if path is None:
        from acumen.ledger.memory import MemoryLedger  # noqa: PLC0415 -- only one of the two is needed

        return Book(MemoryLedger(writer=new_id(draw)), now=now, draw=draw)
    from acumen.ledger.sqlite import SqliteLedger  # noqa: PLC0415 -- SQLite is not loaded for memory

    if must_exist and not os.path.exists(path):  # noqa: PTH110 -- pathlib costs 5 ms
        raise LedgerError(
            f"there is no ledger {path!r} yet", hint="the first record makes it; or name another: --ledger"
        )
    return Book(SqliteLedger(path, writer=new_id(draw)), now=now, name=path, draw=draw)
