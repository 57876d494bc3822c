"""What every ledger promises, whatever it is kept in.

1.  A record whose append has returned is never lost; one whose append has raised is never kept. A batch is kept whole or
    not at all.
2.  Positions are 1, 2, 3, …: no gaps, and their order is the order of commits.
3.  Writing the same id twice is writing it once. A known id is looked up before the expected head is compared; the same id
    with other content raises ConflictError. Content is all of a sealed record but its salts, its parts where either side
    is redacted, and what only tells of the writing (`count`, `written_at`).
4.  With an expected head that is not the ledger's, StaleHeadError is raised and nothing is kept.
5.  The head is (position, hash); the hash covers the bytes of every envelope in order (records.chain), and through them
    every part. So any byte altered, removed or moved is found by `verify`, except a cut tail or a chain computed
    anew from some position on, which only a head noted elsewhere shows.
6.  Appending a Redaction removes the words (and figures) of its target from every file of the ledger in the same
    commit; envelopes, and so the chain, stay as they are. What was removed does not come back: a record that arrives after its
    own redaction is kept without what was redacted.
7.  A record whose parts are not those its envelope was made for is refused with DamageError.
8.  Cached values are no part of the promise: losing them changes nothing; a redaction drops them all.
9.  Reading makes nothing: a ledger that was never written to leaves no file behind.

`acumen.testing.store_contract.StoreContract` tests all of it on any store.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

import msgspec

from acumen.records import GENESIS, Kept, Sealed


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """How far a ledger goes: the number of its records and the hash of their chain. Written `12:3f…`."""

    position: int
    hash: bytes

    def __str__(self) -> str:
        """As it is noted elsewhere and given back: `12:` and 64 hexadecimal digits."""
        return f"{self.position}:{self.hash.hex()}"


EMPTY = Head(position=0, hash=GENESIS)


class Ledger(Protocol):
    """Where records are kept in order, for ever."""

    @property
    def writer(self) -> str:
        """The opaque id under which this ledger's own records are written. The first append fixes it for good."""

    def head(self) -> Head:
        """How far it goes now; EMPTY where nothing was written."""

    def append(self, records: Sequence[Sealed], *, expected: Head | None = None, writer: str | None = None) -> Head:
        """Keep new records after all others, in this order, and give the head after them. See promises 1 to 4.

        `writer`: whose ledger an empty one becomes with these first records (a copy of another); UsageError elsewhere.
        """

    def read(self, *, after: int = 0, until: int | None = None) -> Iterator[Kept]:
        """Records of positions after < p ≤ until (to the head at the first one unless given), in order.

        A reader on its way hinders no writer; words that are redacted meanwhile may be missing already.
        """

    def find(self, ids: Sequence[str]) -> dict[str, int]:
        """The positions of those ids that are here."""

    def match(self, prefix: str, *, limit: int = 10) -> list[str]:
        """Ids that begin so, at most `limit`, in the order of their positions."""

    def get_cached(self, name: str) -> bytes | None:
        """A value put here under that name; None where there is none or its bytes are damaged."""

    def put_cached(self, name: str, value: bytes, *, at: Head) -> None:
        """Keep a value that was computed from the records up to `at` and can be computed again.

        Does nothing where the ledger has gone on, as a redaction may be among what came, or can't be written now.
        """

    def inspect(self) -> list[str]:
        """What is wrong with the storage itself, in words, besides what its records tell; nothing where all is well."""

    def close(self) -> None:
        """Let go of files and connections."""
