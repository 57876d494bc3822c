"""The tables of a ledger's file, how they are made and brought up to date, and what is kept beside the records."""

import hashlib
import os
import sqlite3

from acumen.errors import DamageError, LedgerError
from acumen.ledger.failures import damaged
from acumen.ledger.rows import BLOB, MAYBE_BLOB, MAYBE_TEXT, NUMBER, TEXT, MisreadRow, read_text, take
from acumen.ledger.rules import find_target
from acumen.records import Part, Redaction, Sealed

APPLICATION_ID = 0x61636D6E  # "acmn"
OLDEST_SQLITE = (3, 37, 0)  # the first with STRICT tables
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE records (
    position INTEGER PRIMARY KEY CHECK (position >= 1),
    hash BLOB NOT NULL,
    id TEXT NOT NULL UNIQUE,
    envelope BLOB NOT NULL,
    figures_salt BLOB,
    figures BLOB,
    words_salt BLOB,
    words BLOB,
    redacts TEXT,
    is_all INTEGER NOT NULL
) STRICT""",
        "CREATE INDEX redactions ON records (redacts) WHERE redacts IS NOT NULL",
        "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL, digest BLOB NOT NULL) STRICT",
        "CREATE TABLE cached (name TEXT PRIMARY KEY, value BLOB NOT NULL, digest BLOB NOT NULL) STRICT",
    ),
)
# As the first files have it: records at positions that can't be were not refused by the table, only by us when we read.
OLDER_RECORDS = MIGRATIONS[0][0].replace(" CHECK (position >= 1)", "")
PRAGMAS = (
    "synchronous = EXTRA",  # the folder too: after the commit nothing can roll it back
    "fullfsync = ON",  # macOS: as far as the disk itself; nothing elsewhere
    "secure_delete = ON",
    "temp_store = MEMORY",
    "trusted_schema = OFF",
    "cell_size_check = ON",
)
JOURNAL = "delete"
_IN_AN_ADDRESS = str.maketrans({"%": "%25", "?": "%3f", "#": "%23"})  # what would end the name of a file
ROLLBACK = b"\x01\x01"  # bytes 18 and 19 of a file that is kept with a rollback journal


def connect(path: str, busy_seconds: float) -> sqlite3.Connection:
    """Open a file that is there; never makes one. A file that may not be written opens for reading."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise LedgerError(
            f"expected SQLite 3.37 or newer, found {sqlite3.sqlite_version}", hint="use a newer build of Python"
        )
    _refuse_foreign_log(path)
    named = f"./{path}" if path == ":memory:" else path  # a file of that name, not what SQLite takes the bare word for
    connection = sqlite3.connect(
        f"file:{named.translate(_IN_AN_ADDRESS)}?mode=rw",
        uri=True,
        isolation_level=None,
        timeout=busy_seconds,
        check_same_thread=False,
    )
    connection.text_factory = read_text
    try:
        _end_other_journals(connection, path)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _end_other_journals(connection: sqlite3.Connection, path: str) -> None:
    """Back from a write-ahead log, should another program have begun one."""
    (journal,) = connection.execute(f"PRAGMA journal_mode = {JOURNAL}").fetchone()
    if journal != JOURNAL:
        message = f"the ledger {path!r} is kept with another journal, {journal!r}, by another program"
        raise LedgerError(message, hint="end that program, make the file writable, and try again")


def _refuse_foreign_log(path: str) -> None:
    """SQLite plays back any write-ahead log beside a file, also one that is not of this file, over newer records."""
    log = f"{path}-wal"
    try:
        with open(path, "rb") as stream:  # noqa: PTH123 -- pathlib costs 5 ms
            is_foreign = stream.read(20)[18:] == ROLLBACK and os.stat(log).st_size > 0  # noqa: PTH116
    except OSError:
        return  # there is none, or what is wrong with the file is told by opening it
    if is_foreign:
        message = f"beside the ledger lies a write-ahead log, {log!r}, that acumen never wrote"
        raise LedgerError(message, hint="it would overwrite records: move it away, then `acumen ledger verify`")


def prepare(connection: sqlite3.Connection, path: str, *, writer: str) -> None:
    """Make the tables where there are none, bring old ones up to date, refuse what is no ledger or a later one's."""
    version = _version(connection, path)
    if version == len(MIGRATIONS):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statements in MIGRATIONS[_version(connection, path) :]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        if connection.execute("SELECT count(*) FROM facts WHERE name = 'writer'").fetchone() == (0,):
            write_writer(connection, writer)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection, path: str) -> int:
    """How many migrations the file has had."""
    application_id, version, n_tables = _marks(connection)
    if application_id != APPLICATION_ID and (n_tables or application_id or version):
        raise LedgerError(f"{path!r} is no ledger of acumen", hint="name another file with --ledger")
    if version > len(MIGRATIONS):
        message = f"the ledger {path!r} has version {version}; expected at most {len(MIGRATIONS)}"
        raise LedgerError(message, hint="it was written by a later acumen: use that one")
    if (version == 0) != (n_tables == 0):
        raise damaged(path, f"it has {n_tables} tables and version {version}")
    return int(version)


def _marks(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """Whose file it is, its version and number of tables, all of one moment: another process may be making it just now."""
    is_alone = not connection.in_transaction
    if is_alone:
        connection.execute("BEGIN")
    try:
        (n_tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        (application_id,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    finally:
        if is_alone and connection.in_transaction:
            connection.execute("COMMIT")
    return int(application_id), int(version), int(n_tables)


def read_writer(connection: sqlite3.Connection) -> str:
    """The ledger's own writer."""
    rows = connection.execute("SELECT value, digest FROM facts WHERE name = 'writer'")
    row = next(iter(take(rows, (TEXT, BLOB), "its writer")), None)
    if row is None or _digest(row[0].encode()) != row[1]:
        raise MisreadRow("its writer is not what was written")
    return str(row[0])


def write_writer(connection: sqlite3.Connection, writer: str) -> None:
    """Say whose ledger it is."""
    connection.execute("INSERT OR REPLACE INTO facts VALUES ('writer', ?, ?)", (writer, _digest(writer.encode())))


def is_vacuum_due(connection: sqlite3.Connection) -> bool:
    """Whether something was redacted and the file was not written anew since."""
    return connection.execute("SELECT 1 FROM facts WHERE name = 'vacuum'").fetchone() is not None


def note_vacuum(connection: sqlite3.Connection, *, is_due: bool) -> None:
    """Keep in mind that the file has to be written anew, or that it was."""
    if is_due:
        connection.execute("INSERT OR REPLACE INTO facts VALUES ('vacuum', 'due', ?)", (_digest(b"due"),))
    else:
        connection.execute("DELETE FROM facts WHERE name = 'vacuum'")


def get_cached(connection: sqlite3.Connection, name: str) -> bytes | None:
    """A cached value; None where there is none or it is damaged."""
    try:
        rows = connection.execute("SELECT value, digest FROM cached WHERE name = ?", (name,))
        row = next(iter(take(rows, (BLOB, BLOB))), None)
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return None
    return bytes(row[0]) if row is not None and _digest(row[0]) == row[1] else None


def put_cached(connection: sqlite3.Connection, name: str, value: bytes) -> None:
    """Keep a value that can be computed again."""
    connection.execute("INSERT OR REPLACE INTO cached VALUES (?, ?, ?)", (name, value, _digest(value)))


def drop_cached(connection: sqlite3.Connection) -> None:
    """Forget all cached values."""
    connection.execute("DELETE FROM cached")


def inspect(connection: sqlite3.Connection) -> list[str]:
    """What SQLite finds wrong with its file, and what is not as the migrations made it."""
    found = [f"SQLite: {line}" for (line,) in connection.execute("PRAGMA integrity_check(20)") if line != "ok"]
    wanted = [statement for statements in MIGRATIONS for statement in statements]
    there = take(
        connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"), (TEXT,), "its table of tables"
    )
    if sorted(MIGRATIONS[0][0] if sql == OLDER_RECORDS else sql for (sql,) in there) != sorted(wanted):
        found.append("the tables are not those that acumen makes")
    read_writer(connection)
    return found or _compare_redactions(connection)


def _compare_redactions(connection: sqlite3.Connection) -> list[str]:
    """Whether the columns by which redactions are found say what the records say."""
    found = []
    query = "SELECT position, envelope, figures, redacts, is_all FROM records WHERE redacts IS NOT NULL OR instr(envelope, ?)"
    rows = connection.execute(query, (f'"{Redaction.KIND}"'.encode(),))
    for position, envelope, figures, redacts, is_all in take(rows, (NUMBER, BLOB, MAYBE_BLOB, MAYBE_TEXT, NUMBER)):
        sealed = Sealed(
            envelope=envelope, figures=None if figures is None else Part(salt=b"", body=figures), words=None
        )
        try:
            target = find_target(sealed.open_envelope(), sealed)
        except DamageError:
            continue  # the walk through the records reports that
        if (target or (None, False)) != (redacts, bool(is_all)):
            found.append(f"record {position} is not found as the redaction that it is")
    return found


def _digest(value: bytes) -> bytes:
    return hashlib.sha256(value).digest()
