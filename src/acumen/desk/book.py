"""An open ledger at a moment: everything that a verb needs besides its words."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Self, TypeAlias, TypeVar

from acumen.desk.recall import recall
from acumen.errors import LedgerError, StaleHeadError, UsageError
from acumen.history import History
from acumen.history.replay import Name
from acumen.ledger import Head, Ledger
from acumen.records import Act, AdviceGiven, Record, Sealed, draw_bytes, new_id, seal

Draw: TypeAlias = Callable[[int], bytes]
T = TypeVar("T")

N_LEAST_CHARACTERS = 4  # of an id, to be taken for one
N_SHOWN = 8  # ids that an ambiguous beginning is told to mean


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
        self.kept: list[tuple[str, str]] = []  # (kind, id) of what was written through this, in order
        self._draw = draw
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
        other = Book(self.ledger, now=self.now, name=self.name, draw=self._draw)
        other.without = self.without | frozenset(writers)
        other.kept = self.kept
        return other

    def recall(self, *names: Name) -> History:
        """What was written so far says, as far as these sections go; all of them where none is named."""
        return recall(self.ledger, *names)

    def new_id(self) -> str:
        """An id for a record to be written, where another record of the same commit has to name it."""
        return new_id(self._draw)

    def transact(self, act: Callable[[], T]) -> T:
        """Do `act`, which reads, judges and writes; again from the start where somebody else has written meanwhile."""
        if self._read_at is not None:
            return act()
        while True:
            self._read_at = self.ledger.head()
            try:
                return act()
            except StaleHeadError:
                continue
            finally:
                self._read_at = None

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
        tied = tuple(id_ for record, id_ in zip(records, ids, strict=True) if record.KIND != AdviceGiven.KIND)
        end = (Act(verb=verb, ids=tied),) if verb is not None and len(tied) > 1 else ()
        end_ids = tuple(self.new_id() for _ in end)
        expected = expected or self._read_at
        while True:
            head = expected or self.ledger.head()
            try:
                sealed = self.seal(records, ids, after=head.position, happened_at=happened_at, writer=writer)
                sealed += self.seal(end, end_ids, after=head.position + len(sealed))
                after = self.ledger.append(sealed, expected=head)
            except StaleHeadError:
                if expected is not None:
                    raise
            else:
                self._read_at = after if self._read_at is not None else None
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
    ) -> list[Sealed]:
        """Records as they follow position `after`: a record's count is its position, so it grows with each of the writer.

        Those of another `writer` have count 0: in what order a table was read must mean nothing, here or where it is merged.
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
                id=id_,
                writer=writer,
                count=count,
                happened_at=at.astimezone(UTC),
                written_at=written_at,
                salt=self._draw,
            )
            for record, id_, at, count in zip(records, ids, happened_at, counts, strict=True)
        ]

    def expand(self, prefix: str) -> str:
        """The id that begins so; UsageError where there is none or several."""
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
