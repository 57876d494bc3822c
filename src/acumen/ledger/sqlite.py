"""A ledger in one SQLite file, made by the first write.

Rollback journal, never a write-ahead log; synchronous EXTRA; every write is one immediate transaction:
`docs/defence-of-design.md` says why.
"""

import contextlib
import os
import sqlite3
import stat
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from acumen.errors import DamageError, LedgerError, UsageError
from acumen.ledger import schema
from acumen.ledger.contract import EMPTY, Head
from acumen.ledger.failures import damaged, in_words
from acumen.ledger.rows import BLOB, NUMBER, PARTS, RECORD, TEXT, MisreadRow, take
from acumen.ledger.rules import Entry, compare_heads, sift, strip, without_parts
from acumen.records import Kept, Part, Sealed, chain, new_id

BUSY_SECONDS = 60.0
OTHERS = 0o077  # what the group and the rest of the world may do
N_ROWS_AT_ONCE = 2_000  # read between two moments at which a writer may come in
N_IDS_AT_ONCE = 500  # in one statement
Parts: TypeAlias = tuple[bytes | None, bytes | None, bytes | None, bytes | None]  # salt and body of each
Row: TypeAlias = tuple[int, bytes, bytes, *Parts]
LAST_CHARACTER = "\U0010ffff"
COLUMNS = "position, hash, envelope, figures_salt, figures, words_salt, words"


class SqliteLedger:
    """The contract in a file. Processes and threads may share it."""

    def __init__(
        self, path: str | os.PathLike[str], *, writer: str | None = None, busy_seconds: float = BUSY_SECONDS
    ) -> None:
        """Name the file; nothing is opened or made before it is needed. `writer`: of a new one, made up unless given."""
        self.path = os.fspath(path)
        self._busy_seconds = busy_seconds
        self._connection: sqlite3.Connection | None = None
        self._tentative_writer = writer or new_id()
        self._lock = threading.RLock()

    @property
    def writer(self) -> str:
        """See Ledger.writer."""
        with self._speaking("read") as connection:
            return self._tentative_writer if connection is None else schema.read_writer(connection)

    def head(self) -> Head:
        """See Ledger.head."""
        with self._speaking("read") as connection:
            return EMPTY if connection is None else _head(connection)

    def append(self, records: Sequence[Sealed], *, expected: Head | None = None, writer: str | None = None) -> Head:
        """See Ledger.append."""
        with self._speaking("write") as connection:
            if connection is None:  # pragma: no cover -- `write` always opens
                raise UsageError("the ledger is closed", hint="open it again")
            with _transaction(connection):
                head = self._append(connection, records, expected, writer)
                is_due = schema.is_vacuum_due(connection)
            if is_due:
                _vacuum(connection)
            return head

    def _append(
        self, connection: sqlite3.Connection, records: Sequence[Sealed], expected: Head | None, writer: str | None
    ) -> Head:
        head = _head(connection)
        if writer is not None:
            if head != EMPTY:
                raise UsageError(
                    "only an empty ledger can become another writer's",
                    hint="name a ledger that is not there yet: --ledger FILE",
                )
            schema.write_writer(connection, writer)
        entries = sift(records, lambda ids: _look_up(connection, ids) if head != EMPTY else {})
        if not entries:
            return head
        compare_heads(expected, head)
        brought = strip(entries, _find_removed(connection, [entry.envelope.id for entry in entries]))
        position, hashed = head.position, head.hash
        rows = []
        for entry in entries:
            position, hashed = position + 1, chain(hashed, entry.sealed.envelope)
            rows.append(_row(position, hashed, entry))
        connection.executemany(f"INSERT INTO records VALUES ({', '.join('?' * 10)})", rows)  # noqa: S608 -- no input
        _remove(connection, brought)
        return Head(position=position, hash=hashed)

    def read(self, *, after: int = 0, until: int | None = None) -> Iterator[Kept]:
        """See Ledger.read."""
        last = self.head().position if until is None else min(until, self.head().position)
        position = max(after, 0)
        while position < last:
            for row in self._rows(position, last):
                position += 1
                if row[0] != position:
                    raise damaged(self.path, f"record {position} is missing", position=position)
                yield _kept(row)

    def _rows(self, after: int, until: int) -> list[Row]:
        with self._speaking("read") as connection:
            query = f"SELECT {COLUMNS} FROM records WHERE position > ? AND position <= ? ORDER BY position LIMIT ?"  # noqa: S608
            found = () if connection is None else connection.execute(query, (after, until, N_ROWS_AT_ONCE))
            rows = take(found, RECORD)
        if not rows:
            raise damaged(self.path, f"record {after + 1} is missing", position=after + 1)
        return rows

    def find(self, ids: Sequence[str]) -> dict[str, int]:
        """See Ledger.find."""
        with self._speaking("read") as connection:
            if connection is None:
                return {}
            return dict(take(_select_by_ids(connection, "id, position", "id", ids), (TEXT, NUMBER)))

    def match(self, prefix: str, *, limit: int = 10) -> list[str]:
        """See Ledger.match."""
        # `+position`: the index on ids is to be used, not the order of the table.
        query = "SELECT id FROM records WHERE id >= ? AND id < ? AND +position >= 1 ORDER BY +position LIMIT ?"
        with self._speaking("read") as connection:
            if connection is None:
                return []
            rows = connection.execute(query, (prefix, prefix + LAST_CHARACTER, limit))
            return [id_ for (id_,) in take(rows, (TEXT,))]

    def get_cached(self, name: str) -> bytes | None:
        """See Ledger.get_cached."""
        try:
            with self._speaking("read") as connection:
                return None if connection is None else schema.get_cached(connection, name)
        except DamageError:
            return None

    def put_cached(self, name: str, value: bytes, *, at: Head) -> None:
        """See Ledger.put_cached. Waits for nobody, and leaves it where something else is writing."""
        with self._lock, contextlib.suppress(sqlite3.Error, UnicodeDecodeError, LedgerError):
            connection = self._open(is_write=False)
            if connection is None:
                return
            connection.execute("PRAGMA busy_timeout = 0")
            try:
                with _transaction(connection):
                    if _head(connection) == at:
                        schema.put_cached(connection, name, value)
            finally:
                connection.execute(f"PRAGMA busy_timeout = {int(1000 * self._busy_seconds)}")

    def inspect(self) -> list[str]:
        """See Ledger.inspect."""
        with self._speaking("read") as connection:
            return [] if connection is None else schema.inspect(connection)

    def close(self) -> None:
        """See Ledger.close."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def __del__(self) -> None:
        """Let go of the file where nobody closed it; from 3.13 on Python warns of connections left open."""
        if getattr(self, "_connection", None) is not None:
            self.close()

    @contextlib.contextmanager
    def _speaking(self, doing: str) -> Iterator[sqlite3.Connection | None]:
        """The connection, None where there is nothing to read yet; what SQLite raises in our own words."""
        with self._lock:
            try:
                yield self._open(is_write=doing == "write")
            except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
                raise in_words(error, self.path, doing) from error

    def _open(self, *, is_write: bool) -> sqlite3.Connection | None:
        if self._connection is None:
            if not is_write and not _has_content(self.path):
                return None
            if is_write:
                _make_file(self.path)
            connection = schema.connect(self.path, self._busy_seconds)
            try:
                schema.prepare(connection, self.path, writer=self._tentative_writer)
                _shut(self.path)
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection


@contextlib.contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing, with the right to write taken before anything is read."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _vacuum(connection: sqlite3.Connection) -> None:
    """Write the file anew, so that no page keeps what was redacted; where that can't be done now, the next write tries."""
    with contextlib.suppress(sqlite3.Error):
        connection.execute("VACUUM")
        with _transaction(connection):
            schema.note_vacuum(connection, is_due=False)


def _has_content(path: str) -> bool:
    try:
        return os.stat(path).st_size > 0  # noqa: PTH116 -- pathlib costs 5 ms
    except FileNotFoundError:
        return False


def _make_file(path: str) -> None:
    """An empty file that only its owner may read, and its folder, unless they are there."""
    if os.path.exists(path):  # noqa: PTH110 -- pathlib costs 5 ms
        return
    folder = os.path.dirname(path)  # noqa: PTH120
    there = folder
    while there and not os.path.exists(there):  # noqa: PTH110
        there = os.path.dirname(there)  # noqa: PTH120
    if folder:
        os.makedirs(folder, mode=0o700, exist_ok=True)  # noqa: PTH103
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    while folder != there:  # SQLite syncs the folder of the file; that this folder is there is for us to make sure
        folder = os.path.dirname(folder)  # noqa: PTH120
        _sync_folder(folder or os.curdir)


def _sync_folder(folder: str) -> None:
    """Have the disk keep what a folder holds, on systems that let one ask for it."""
    with contextlib.suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _shut(path: str) -> None:
    """Take away what others may do with the file, however it came here; left as it is where it is not ours to say."""
    with contextlib.suppress(OSError):
        mode = os.stat(path).st_mode  # noqa: PTH116 -- pathlib costs 5 ms
        if mode & OTHERS:
            os.chmod(path, stat.S_IMODE(mode) & ~OTHERS)  # noqa: PTH101


def _head(connection: sqlite3.Connection) -> Head:
    query = "SELECT position, hash, (SELECT min(position) FROM records) FROM records ORDER BY position DESC LIMIT 1"
    row = next(iter(take(connection.execute(query), (NUMBER, BLOB, NUMBER))), None)
    if row is not None and row[2] < 1:
        raise MisreadRow(f"there is a record at position {row[2]}, where none can be")
    return EMPTY if row is None else Head(position=row[0], hash=row[1])


def _row(position: int, hashed: bytes, entry: Entry) -> tuple[object, ...]:
    sealed = entry.sealed
    parts = (*_columns(sealed.figures), *_columns(sealed.words))
    return (position, hashed, entry.envelope.id, sealed.envelope, *parts, entry.redacts, entry.is_all)


def _columns(part: Part | None) -> tuple[bytes | None, bytes | None]:
    return (None, None) if part is None else (part.salt, part.body)


def _kept(row: Row) -> Kept:
    return Kept(position=row[0], hash=row[1], sealed=_sealed(row[2:]))


def _sealed(row: tuple[bytes, *Parts]) -> Sealed:
    envelope, figures_salt, figures, words_salt, words = row
    return Sealed(
        envelope=envelope,
        figures=None if figures is None or figures_salt is None else Part(salt=figures_salt, body=figures),
        words=None if words is None or words_salt is None else Part(salt=words_salt, body=words),
    )


def _select_by_ids(
    connection: sqlite3.Connection, columns: str, key: str, ids: Collection[str]
) -> Iterator[tuple[Any, ...]]:
    """Rows of `records` whose `key` is among `ids`, as many at once as a statement may ask for."""
    asked = list(ids)
    for first in range(0, len(asked), N_IDS_AT_ONCE):
        some = asked[first : first + N_IDS_AT_ONCE]
        places = ", ".join("?" * len(some))
        query = f"SELECT {columns} FROM records WHERE {key} IN ({places}) AND +position >= 1"  # noqa: S608
        yield from connection.execute(query, some)


def _look_up(connection: sqlite3.Connection, ids: Collection[str]) -> Mapping[str, Sealed]:
    columns = "id, envelope, figures_salt, figures, words_salt, words"
    rows = take(_select_by_ids(connection, columns, "id", ids), (TEXT, BLOB, *PARTS))
    return {row[0]: _sealed(row[1:]) for row in rows}


def _find_removed(connection: sqlite3.Connection, ids: Collection[str]) -> Mapping[str, bool]:
    """Which of these were redacted before they came, and whether their figures too."""
    removed: dict[str, bool] = {}
    if connection.execute("SELECT 1 FROM records WHERE redacts IS NOT NULL LIMIT 1").fetchone() is None:
        return removed
    for id_, is_all in take(_select_by_ids(connection, "redacts, is_all", "redacts", ids), (TEXT, NUMBER)):
        removed[id_] = removed.get(id_, False) or bool(is_all)
    return removed


def _remove(connection: sqlite3.Connection, brought: Mapping[str, bool]) -> None:
    """Overwrite what was redacted, drop what was computed from it, and have the file written anew."""
    if not brought:
        return
    for id_, sealed in _look_up(connection, brought.keys()).items():
        left = without_parts(sealed, sealed.open_envelope().kind, is_all=brought[id_])
        columns = (*_columns(left.figures), *_columns(left.words), id_)
        query = "UPDATE records SET figures_salt = ?, figures = ?, words_salt = ?, words = ? WHERE id = ?"
        connection.execute(query, columns)
    schema.drop_cached(connection)
    schema.note_vacuum(connection, is_due=True)
