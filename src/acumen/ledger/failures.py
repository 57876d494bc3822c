"""What SQLite and the system raise, in words that say what to do."""

import sqlite3
from typing import TypeAlias

from acumen.errors import DamageError, LedgerError
from acumen.ledger.rows import MisreadRow
from acumen.records import DAMAGED_HINT

DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
REFUSED = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
PRIMARY_BITS = 0xFF  # of an extended result code
Raised: TypeAlias = (
    sqlite3.Error | OSError | UnicodeDecodeError
)  # the last: a message of SQLite about bytes that are no text
INTACT = "what was in the ledger before is intact"


def damaged(path: str, message: str, *, position: int = 0) -> DamageError:
    """Bytes of the file that are not what was written."""
    return DamageError(f"the ledger {path!r} is damaged: {message}", position=position, hint=DAMAGED_HINT)


def in_words(error: Raised, path: str, doing: str) -> LedgerError:
    """A LedgerError for what went wrong while the file was `read` or `write`."""
    if isinstance(error, OSError):
        reason = error.strerror or str(error)
        return LedgerError(f"can't {doing} the ledger {path!r}: {reason}", hint="name another with --ledger")
    if isinstance(error, (MisreadRow, UnicodeDecodeError)):
        return damaged(path, str(error), position=getattr(error, "position", 0))
    code = getattr(error, "sqlite_errorcode", 0) & PRIMARY_BITS
    if code in DAMAGED or not code:
        return damaged(path, str(error))
    if code == sqlite3.SQLITE_FULL:
        return LedgerError(
            f"can't write the ledger {path!r}: no space is left", hint=f"make room and try again; {INTACT}"
        )
    if code in REFUSED:
        hint = "it, or its folder, may be read-only; name another with --ledger"
        return LedgerError(f"can't {doing} the ledger {path!r}: {error}", hint=hint)
    if code in BUSY:
        hint = "another program has been writing all the while; try again when it has ended"
        return LedgerError(f"can't {doing} the ledger {path!r}: it is locked", hint=hint)
    if code == sqlite3.SQLITE_ERROR:  # a statement that does not fit the tables
        return damaged(path, str(error))
    return LedgerError(f"can't {doing} the ledger {path!r}: {error}", hint=f"nothing was written; {INTACT}")
