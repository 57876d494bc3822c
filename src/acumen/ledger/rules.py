"""What every store does alike: whether two records are the same, what a redaction takes away, what may be kept at all."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import msgspec

from acumen.errors import ConflictError, DamageError, StaleHeadError
from acumen.ledger.contract import Head
from acumen.records import Envelope, Part, Redaction, Sealed


class Entry(msgspec.Struct, kw_only=True):
    """A record on its way in: what of it will be kept, and which other record's parts it takes away."""

    envelope: Envelope
    sealed: Sealed
    redacts: str | None
    is_all: bool


class _Target(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of a redaction."""

    redacts: str
    is_all: bool = False


_TARGETS = msgspec.json.Decoder(_Target)


def enter(sealed: Sealed) -> Entry:
    """Open what a store must know of a record. Raises DamageError where it is not what it says it is."""
    envelope = sealed.open_envelope()
    if sealed.figures is not None and sealed.figures.hash() != envelope.figures:
        raise _changed("figures", envelope)
    if sealed.words is not None and sealed.words.hash() != envelope.words:
        raise _changed("words", envelope)
    target = find_target(envelope, sealed)
    redacts, is_all = (None, False) if target is None else target
    return Entry(envelope=envelope, sealed=sealed, redacts=redacts, is_all=is_all)


def _changed(name: str, envelope: Envelope) -> DamageError:
    message = f"the {name} of record {envelope.id} are not those that its envelope was made for"
    return DamageError(message, position=0, hint="something changed them after they were written")


def find_target(envelope: Envelope, sealed: Sealed) -> tuple[str, bool] | None:
    """(id, whether its figures go too) of the record that this one takes words away from; None where it is no redaction."""
    if envelope.kind != Redaction.KIND or sealed.figures is None:
        return None
    try:
        target = _TARGETS.decode(sealed.figures.body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return target.redacts, target.is_all


def without_parts(sealed: Sealed, kind: str, *, is_all: bool) -> Sealed:
    """The record after its redaction. The figures of a redaction stay: they say what was taken away."""
    figures = None if is_all and kind != Redaction.KIND else sealed.figures
    return Sealed(envelope=sealed.envelope, figures=figures, words=None)


def is_same(here: Sealed, other: Sealed, *, but: Collection[str] = ()) -> bool:
    """Whether two records of one id have the same content, as promise 3 has it; `but` for these parts of the envelope."""
    if here.envelope == other.envelope:
        return True
    ours, theirs = here.open_envelope(), other.open_envelope()
    fields = ("id", "kind", "version", "writer", "happened_at")
    if any(getattr(ours, name) != getattr(theirs, name) for name in fields if name not in but):
        return False
    return all(
        (hashed is None) == (other_hashed is None) and _is_same_part(part, other_part)
        for hashed, other_hashed, part, other_part in (
            (ours.figures, theirs.figures, here.figures, other.figures),
            (ours.words, theirs.words, here.words, other.words),
        )
    )


def _is_same_part(here: Part | None, other: Part | None) -> bool:
    return here is None or other is None or here.body == other.body


def sift(records: Iterable[Sealed], look_up: Callable[[Collection[str]], Mapping[str, Sealed]]) -> list[Entry]:
    """The records that are not known yet, each once, in order. Raises ConflictError for a known id with other content."""
    entries = [enter(sealed) for sealed in records]
    known = dict(look_up([entry.envelope.id for entry in entries]))
    fresh: list[Entry] = []
    for entry in entries:
        id_ = entry.envelope.id
        here = known.get(id_)
        if here is None:
            known[id_] = entry.sealed
            fresh.append(entry)
        elif not is_same(here, entry.sealed):
            raise ConflictError(
                f"record {id_} is in the ledger already, with other content",
                hint="an id is written once; to say something else, write another record and a correction of the first",
            )
    return fresh


def strip(entries: Sequence[Entry], removed: Mapping[str, bool]) -> dict[str, bool]:
    """Take away from each entry what redactions say, those of `removed` (id → is_all) and those among the entries.

    Gives the removals that the entries bring, for records that are kept already.
    """
    brought: dict[str, bool] = {}
    for entry in entries:
        if entry.redacts is not None:
            brought[entry.redacts] = brought.get(entry.redacts, False) or entry.is_all
    for entry in entries:
        id_ = entry.envelope.id
        if id_ in brought or id_ in removed:
            is_all = brought.get(id_, False) or removed.get(id_, False)
            entry.sealed = without_parts(entry.sealed, entry.envelope.kind, is_all=is_all)
    return brought


def compare_heads(expected: Head | None, found: Head) -> None:
    """Raise StaleHeadError where the ledger is not where the writer thinks it is."""
    if expected is not None and expected != found:
        raise StaleHeadError(
            f"expected a ledger of {expected.position} records, found {found.position}",
            hint="something else has written meanwhile: read what is new and try again",
        )


def find_writer(envelopes: Iterable[Envelope]) -> str | None:
    """Whose ledger it is, by its records: the writer of the first that is not from a table; None where there is none.

    Rows of tables count 0, and what comes from other ledgers comes after the first record of one's own.
    """
    return next((envelope.writer for envelope in envelopes if envelope.count > 0), None)


def find_missing(envelope: Envelope, sealed: Sealed) -> tuple[str, ...]:
    """The names of parts that the envelope vouches for and that are not there."""
    parts = (("figures", envelope.figures, sealed.figures), ("words", envelope.words, sealed.words))
    return tuple(name for name, hashed, part in parts if part is None and hashed is not None)


def is_redacted(removed: Mapping[str, bool], id_: str, name: str) -> bool:
    """Whether this part of a record was taken away by the redactions `removed` (id → whether its figures too)."""
    return id_ in removed and (name == "words" or removed[id_])
