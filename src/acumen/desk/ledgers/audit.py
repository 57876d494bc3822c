"""Through the whole ledger once, comparing everything with everything it should agree with."""

from collections.abc import Iterator, Mapping

import msgspec

from acumen.errors import DamageError
from acumen.history import History, dump, load
from acumen.history.replay import TYPES, Facts, Name, collector_paused, find_homes, reach, take
from acumen.ledger import Ledger
from acumen.ledger.rules import find_missing, find_target, find_writer, is_redacted
from acumen.records import GENESIS, Envelope, Imported, Kept, Reader, Redaction, Sealed, digest, link

N_SHOWN = 50  # faults that are told
N_IDS_AT_ONCE = 1_000


class Walk(msgspec.Struct, kw_only=True):
    """What was seen on the way. `hashes[p]` is the hash at position p as the ledger has it, the first one that of nothing."""

    hashes: list[bytes] = msgspec.field(default_factory=lambda: [GENESIS])
    digests: dict[str, bytes] = {}  # of the envelopes, by id
    imports: list[tuple[int, Imported]] = []  # of ledgers, with their positions
    unread: dict[str, int] = {}
    faults: list[tuple[int, str]] = []
    n_redacted: int = 0
    removed: dict[str, bool] = {}  # id of what was redacted: whether its figures too
    gaps: list[tuple[int, str, str]] = []  # (position, id, part) of what is missing
    writer: str | None = None  # whose ledger it is, by its records, and where the first of them stands
    writer_at: int = 0
    history: History = msgspec.field(default_factory=History)  # folded anew, whatever is cached
    differing: list[Name] = []  # sections whose cached facts are not what the records say
    is_whole: bool = True  # whether every redaction could be read


def walk(ledger: Ledger) -> Walk:
    """See every record. What is wrong becomes a fault, whatever it is."""
    walked = Walk()
    try:
        walked.faults += [(0, message) for message in ledger.inspect()]
    except DamageError as error:
        walked.faults.append((error.position, str(error)))
    reader, homes = Reader(), find_homes(walked.history)
    try:
        cached = _find_cached(ledger)
        with collector_paused():
            for kept in ledger.read():
                _see(walked, kept, reader, homes)
                if kept.position in cached:
                    walked.differing += _compare_cached(walked.history, cached[kept.position])
    except DamageError as error:
        walked.faults.append((error.position or len(walked.hashes), str(error)))
        walked.is_whole = False
    walked.faults += _compare_redactions(walked, ledger)
    walked.faults += _compare_ids(walked, ledger)
    walked.faults += _compare_writer(walked, ledger)
    return walked


def _see(walked: Walk, kept: Kept, reader: Reader, homes: Mapping[str, Facts]) -> None:
    position, sealed = kept.position, kept.sealed
    walked.history.position, walked.history.hash = position, kept.hash
    digested = digest(sealed.envelope)
    if link(walked.hashes[-1], digested) != kept.hash:
        walked.faults.append((position, "its envelope or its hash is not what was written"))
    walked.hashes.append(kept.hash)
    try:
        envelope = kept.open_envelope()
    except DamageError as error:
        walked.faults.append((position, str(error)))
        walked.is_whole = False
        return
    if envelope.id in walked.digests:
        walked.faults.append((position, f"its id {envelope.id} stands before it already"))
    if walked.writer is None and find_writer([envelope]) is not None:
        walked.writer, walked.writer_at = envelope.writer, position
    walked.digests[envelope.id] = digested
    _see_parts(walked, position, envelope, sealed)
    target = find_target(envelope, sealed)
    if target is None:
        walked.is_whole &= envelope.kind != Redaction.KIND
    else:
        walked.removed[target[0]] = walked.removed.get(target[0], False) or target[1]
    try:
        opened = reader.open(sealed, envelope)
    except DamageError:
        return  # `_see_parts` has said so
    take(walked.history, homes.get(envelope.kind), position, opened)
    if opened.problem is not None:
        name = f"{envelope.kind} {envelope.version}"
        walked.unread[name] = walked.unread.get(name, 0) + 1
    if isinstance(opened.record, Imported) and opened.record.form == "ledger":
        walked.imports.append((position, opened.record))


def _find_cached(ledger: Ledger) -> dict[int, list[tuple[Name, bytes]]]:
    """Sections that are cached and can be loaded, by the position that they go up to."""
    found: dict[int, list[tuple[Name, bytes]]] = {}
    for name in TYPES:
        dumped = ledger.get_cached(name)
        position = reach(dumped)
        if dumped is not None and position > 0:
            found.setdefault(position, []).append((name, dumped))
    return found


def _compare_cached(history: History, cached: list[tuple[Name, bytes]]) -> Iterator[Name]:
    """Those that are taken for this ledger's past and differ from what was folded anew."""
    for name, dumped in cached:
        if dump(history, name) == dumped:
            continue
        there = load(dumped, name)
        if there.hash == history.hash and there.facts(name) != history.facts(name):
            yield name


def _see_parts(walked: Walk, position: int, envelope: Envelope, sealed: Sealed) -> None:
    figures, words = sealed.figures, sealed.words
    if figures is not None and figures.hash() != envelope.figures:
        walked.faults.append((position, "its figures are not what was written"))
    if words is not None and words.hash() != envelope.words:
        walked.faults.append((position, "its words are not what was written"))
    if (figures is None and envelope.figures is not None) or (words is None and envelope.words is not None):
        walked.gaps += [(position, envelope.id, name) for name in find_missing(envelope, sealed)]
        walked.n_redacted += 1


def _compare_redactions(walked: Walk, ledger: Ledger) -> Iterator[tuple[int, str]]:
    """What is missing was redacted (unless a redaction can't be read: that is the fault), and the other way round."""
    for position, id_, name in walked.gaps:
        if walked.is_whole and not is_redacted(walked.removed, id_, name):
            yield position, f"its {name} are missing, and no redaction says why"
    places = {id_: position for position, id_ in enumerate(walked.digests, start=1) if id_ in walked.removed}
    for id_, position in places.items() if len(walked.digests) == len(walked.hashes) - 1 else ():
        (kept,) = ledger.read(after=position - 1, until=position)
        is_redaction = kept.open_envelope().kind == Redaction.KIND
        for name, part in (("figures", kept.sealed.figures), ("words", kept.sealed.words)):
            if part is not None and is_redacted(walked.removed, id_, name) and not (is_redaction and name == "figures"):
                yield position, f"its {name} were redacted, and are there"


def _compare_writer(walked: Walk, ledger: Ledger) -> Iterator[tuple[int, str]]:
    """Whose ledger it says it is, is who wrote its first record."""
    try:
        writer = ledger.writer
    except DamageError:
        return  # `inspect` has said so
    if walked.writer not in (None, writer):
        yield walked.writer_at, f"it was written by {walked.writer}, and the ledger says that it is {writer}'s"


def _compare_ids(walked: Walk, ledger: Ledger) -> Iterator[tuple[int, str]]:
    """Every record is found under its id where it stands."""
    ids = list(walked.digests)
    wanted = {id_: position for position, id_ in enumerate(ids, start=1)}
    if len(ids) != len(walked.hashes) - 1:
        return  # some envelope could not be read, and that has been said
    for first in range(0, len(ids), N_IDS_AT_ONCE):
        some = ids[first : first + N_IDS_AT_ONCE]
        try:
            found = ledger.find(some)
        except DamageError as error:
            yield first + 1, str(error)
            continue
        for id_ in some:
            if found.get(id_) != wanted[id_]:
                yield wanted[id_], f"it is not found under its id {id_}"
