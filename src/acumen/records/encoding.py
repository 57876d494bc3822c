"""From a record to its sealed bytes and back: canonical JSON, versions, what to do with kinds nobody knows yet."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any, TypeAlias

import msgspec

from acumen.borders.signs import check_text
from acumen.errors import DamageError
from acumen.records.kinds import KINDS
from acumen.records.record import Record
from acumen.records.sealing import DAMAGED_HINT, Envelope, Part, Sealed, draw_bytes, wrap

Fields: TypeAlias = dict[str, Any]
Parts: TypeAlias = tuple[bytes | None, bytes | None]  # figures and words, encoded
EMPTY_BODY = b"{}"
Upcast: TypeAlias = Callable[[Fields], Fields]  # from the fields of one version to those of the next

# By (kind, version written): how its fields become those of the version after it.
UPCASTS: Mapping[tuple[str, int], Upcast] = {}


class Opened(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A record as read. `record` is None where `problem` says why: a kind or version from the future, or unreadable."""

    envelope: Envelope
    record: Record | None
    is_redacted: bool  # words, or everything, are gone
    problem: str | None = None


def encode(record: Record) -> Parts:
    """Figures and words of a record as canonical JSON (sorted keys, no blanks, defaults left out); None where empty."""
    if all(getattr(record, name) is None for name in record.WORDS) and _may_be_none(type(record)) >= record.WORDS:
        return _canonical(record), None  # all is figures: four times as fast as apart
    fields: Fields = msgspec.to_builtins(record, str_keys=True)
    words = {name: fields.pop(name) for name in sorted(record.WORDS & fields.keys())}
    return _canonical(fields), _canonical({name: value for name, value in words.items() if value is not None})


def _canonical(fields: Fields | Record) -> bytes | None:
    try:
        body = msgspec.json.encode(fields, order="sorted")
    except UnicodeEncodeError as error:
        check_text(error.object, "what is written down")
        raise
    return None if body == EMPTY_BODY else body


@cache
def _may_be_none(kind: type[Record]) -> frozenset[str]:
    """Fields of a kind that are left out where they are None."""
    return frozenset(field.name for field in msgspec.structs.fields(kind) if field.default is None)


def seal(
    record: Record,
    *,
    parts: Parts | None = None,
    id: str,  # noqa: A002 -- the envelope's own name for it
    writer: str,
    count: int,
    happened_at: datetime,
    written_at: datetime,
    salt: Callable[[int], bytes] = draw_bytes,
) -> Sealed:
    """Write a record down. `parts`: as `encode` gives them, where they are there already."""
    figures, words = parts or encode(record)
    return wrap(
        figures,
        words,
        id=id,
        kind=record.KIND,
        version=record.VERSION,
        writer=writer,
        count=count,
        happened_at=happened_at,
        written_at=written_at,
        salt=salt,
    )


class Reader:
    """Opens sealed records of known kinds; `kinds` and `upcasts` are arguments so that a test may age them."""

    def __init__(
        self, kinds: Iterable[type[Record]] = KINDS, *, upcasts: Mapping[tuple[str, int], Upcast] = UPCASTS
    ) -> None:
        """Make a decoder for each kind."""
        self._decoders = {kind.KIND: (kind, msgspec.json.Decoder(kind)) for kind in kinds}
        self._upcasts = upcasts

    @property
    def kinds(self) -> Collection[str]:
        """The kinds that are known."""
        return self._decoders.keys()

    def open(self, sealed: Sealed, envelope: Envelope | None = None) -> Opened:
        """The record, or why it can't be read. `envelope`: already opened.

        DamageError where a part can't be read and is not what its envelope was made for: a part that somebody else wrote
        oddly is a problem of that record, one whose bytes changed would be missing from every answer without a word.
        """
        envelope = envelope or sealed.open_envelope()
        figures, words = sealed.figures, sealed.words
        is_without_figures = figures is None and envelope.figures is not None
        is_redacted = is_without_figures or (words is None and envelope.words is not None)
        known = self._decoders.get(envelope.kind)
        if known is None or envelope.version > known[0].VERSION:
            problem = f"written by a later acumen: {envelope.kind} version {envelope.version}"
            return Opened(envelope=envelope, record=None, is_redacted=is_redacted, problem=problem)
        if is_without_figures:
            return Opened(envelope=envelope, record=None, is_redacted=True)
        kind, decoder = known
        try:
            body = _join(figures, words)
            record = decoder.decode(body) if envelope.version == kind.VERSION else self._age(body, envelope, kind)
        except (msgspec.MsgspecError, KeyError, ValueError, RecursionError) as error:
            _hold_to_envelope(envelope, figures, words)
            return Opened(envelope=envelope, record=None, is_redacted=is_redacted, problem=f"can't be read: {error}")
        return Opened(envelope=envelope, record=record, is_redacted=is_redacted)

    def _age(self, body: bytes, envelope: Envelope, kind: type[Record]) -> Record:
        """Bring the fields of an older version up to today's, one version after another."""
        fields: Fields = msgspec.json.decode(body)
        for version in range(envelope.version, kind.VERSION):
            fields = self._upcasts[envelope.kind, version](fields)
        return msgspec.convert(fields, kind, str_keys=True)


def _hold_to_envelope(envelope: Envelope, figures: Part | None, words: Part | None) -> None:
    """Raise DamageError where a part is not what was written."""
    for name, part, wanted in (("figures", figures, envelope.figures), ("words", words, envelope.words)):
        if part is not None and part.hash() != wanted:
            raise DamageError(
                f"the {name} of record {envelope.id} are not what was written", position=0, hint=DAMAGED_HINT
            )


def _join(figures: Part | None, words: Part | None) -> bytes:
    """Two JSON objects as one, without decoding either."""
    if words is None or words.body == EMPTY_BODY:
        return EMPTY_BODY if figures is None else figures.body
    if figures is None or figures.body == EMPTY_BODY:
        return words.body
    return figures.body[:-1] + b"," + words.body[1:]
