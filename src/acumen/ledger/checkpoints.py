"""Heads as other logs write theirs down: the text of a C2SP tlog-checkpoint (https://c2sp.org/tlog-checkpoint), unsigned.

Three lines and one more, then a blank one:

    acumen-ledger/5b0c…      the origin: whose ledger, by its writer
    12                       how many records
    Pz8/…=                   the hash there, in base64
    day 2026-11-24           for people

The hash is that of our chain and not of a Merkle tree, so other tools can read, compare and sign such heads; only acumen can
compute them again.
"""

import base64
import binascii
from collections.abc import Iterator

import msgspec

from acumen.ledger.contract import Head

ORIGIN = "acumen-ledger/"
DAY = "day "
N_LINES = 3  # that every checkpoint has
N_HASH_BYTES = 32


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """A head that was noted, of the ledger of a writer, on a day (as it was written; None where it was not)."""

    writer: str
    head: Head
    day: str | None = None

    def __str__(self) -> str:
        """Its text, with the blank line that ends it."""
        hashed = base64.b64encode(self.head.hash).decode()
        day = "" if self.day is None else f"{DAY}{self.day}\n"
        return f"{ORIGIN}{self.writer}\n{self.head.position}\n{hashed}\n{day}\n"


def read_checkpoints(text: str) -> Iterator[Checkpoint]:
    """Every checkpoint of an acumen ledger in a text, in order; what is none (other logs, signatures, notes) is passed over."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if line.startswith(ORIGIN):
            found = _read(lines[number : number + N_LINES + 1])
            if found is not None:
                yield found


def _read(lines: list[str]) -> Checkpoint | None:
    if len(lines) < N_LINES or not (lines[1].isascii() and lines[1].isdigit()):
        return None
    try:
        hashed = base64.b64decode(lines[2], validate=True)
        position = int(lines[1])
    except (binascii.Error, ValueError):
        return None
    if len(hashed) != N_HASH_BYTES:
        return None
    day = lines[N_LINES].removeprefix(DAY) if lines[N_LINES:] and lines[N_LINES].startswith(DAY) else None
    return Checkpoint(writer=lines[0].removeprefix(ORIGIN), head=Head(position=position, hash=hashed), day=day)
