"""How a record is written down: an envelope that stays for ever, and two parts whose bytes it vouches for.

    envelope   who wrote it, when, of which kind; the salted hashes of its two parts. Never removed
    figures    what a score needs: chances, hours, outcomes, ids. Removed only by `redact --all`
    words      what people wrote: claims, titles, names, reasons. May be redacted

A part's hash is SHA-256(salt ‖ body) with 32 random bytes of salt that go with the part, so that what was redacted can't be
confirmed by guessing. Bodies are kept as they were written and never encoded anew. The ledger's chain covers envelopes
only: it is therefore the same before and after a redaction.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime
from os import urandom

import msgspec

from acumen.errors import DamageError

N_SALT_BYTES = 32
N_ID_BYTES = 12
DAMAGED_HINT = "`acumen ledger verify` says what is wrong; bring back a copy, or import an export into a new ledger"
GENESIS = bytes(32)  # the hash before the first record


class Envelope(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What is known of a record whatever happens to its parts; hashes in hexadecimal, moments in UTC."""

    id: str  # opaque; made by the writer, so that writing twice is writing once
    kind: str
    version: int
    writer: str  # opaque; one for each ledger that was ever written to
    count: int  # grows with every record of a ledger's writer; 0 in all of a table
    happened_at: datetime  # when it was said, done or became known
    written_at: datetime
    figures: str | None  # hash of the part; None where there is none
    words: str | None


class Part(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The bytes of one part, a JSON object, and the salt of its hash."""

    salt: bytes
    body: bytes

    def hash(self) -> str:
        """SHA-256(salt ‖ body), in hexadecimal."""
        return hashlib.sha256(self.salt + self.body).hexdigest()


class Sealed(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A record as it is kept: the bytes of its envelope, and its parts unless they were redacted or never there."""

    envelope: bytes
    figures: Part | None
    words: Part | None

    def open_envelope(self) -> Envelope:
        """The envelope; DamageError where its bytes are none."""
        return _open(self.envelope, 0)


class Kept(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A sealed record where it stands in a ledger, from 1, and the hash of the chain up to and with it."""

    position: int
    hash: bytes
    sealed: Sealed

    def open_envelope(self) -> Envelope:
        """Its envelope; DamageError with its position where the bytes are none."""
        return _open(self.sealed.envelope, self.position)


_ENVELOPES = msgspec.json.Decoder(Envelope)


def draw_bytes(n_bytes: int) -> bytes:
    """Random bytes of the system: where ids and salts come from, looked up at each call so that a test can seed it."""
    return urandom(n_bytes)


def _open(envelope: bytes, position: int) -> Envelope:
    """The one place where the bytes of an envelope become facts."""
    try:
        return _ENVELOPES.decode(envelope)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, TypeError) as error:
        which = f"record {position}" if position else "a record"
        message = f"the envelope of {which} can't be read: {error}"
        raise DamageError(message, position=position, hint=DAMAGED_HINT) from None


def new_id(draw: Callable[[int], bytes] = draw_bytes) -> str:
    """An opaque id of 24 hexadecimal digits, as good as unique; `draw` gives so many random bytes."""
    return draw(N_ID_BYTES).hex()


def chain(before: bytes, envelope: bytes) -> bytes:
    """The hash of a history that ends with this envelope: SHA-256(hash before ‖ SHA-256(envelope))."""
    return hashlib.sha256(before + hashlib.sha256(envelope).digest()).digest()


def digest(envelope: bytes) -> bytes:
    """SHA-256 of an envelope, which is all that the chain needs of it."""
    return hashlib.sha256(envelope).digest()


def link(before: bytes, digested: bytes) -> bytes:
    """`chain` from the digest of the envelope."""
    return hashlib.sha256(before + digested).digest()


def wrap(
    figures: bytes | None,
    words: bytes | None,
    *,
    id: str,  # noqa: A002 -- the envelope's own name for it
    kind: str,
    version: int,
    writer: str,
    count: int,
    happened_at: datetime,
    written_at: datetime,
    salt: Callable[[int], bytes] = draw_bytes,
) -> Sealed:
    """Put encoded parts into a new envelope."""
    first = None if figures is None else Part(salt=salt(N_SALT_BYTES), body=figures)
    second = None if words is None else Part(salt=salt(N_SALT_BYTES), body=words)
    envelope = Envelope(
        id=id,
        kind=kind,
        version=version,
        writer=writer,
        count=count,
        happened_at=happened_at,
        written_at=written_at,
        figures=None if first is None else first.hash(),
        words=None if second is None else second.hash(),
    )
    return Sealed(envelope=msgspec.json.encode(envelope, order="deterministic"), figures=first, words=second)
