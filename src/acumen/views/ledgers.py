"""What is said about a ledger: is it sound, what came in, what was taken away. Lines of at most 80 columns."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from acumen.pages.columns import N_COLUMNS, clip, wrap

if TYPE_CHECKING:
    from acumen.results.ledgers import Anchored, HeadCompared, LedgerImported, Redacted, Verified

N_ID = 8  # characters of an id that are shown


def say_count(count: int, name: str) -> str:
    """`1 record`, `2 records`."""
    return f"{count:,} {name}" if count == 1 else f"{count:,} {name}s"


def say_verified(found: "Verified") -> Iterator[str]:
    """The verdict, the faults, the head to note elsewhere."""
    size = say_count(found.position, "record")
    if found.faults:
        yield f"DAMAGED: {say_count(len(found.faults), 'fault')} in a ledger of {size}"
        for fault in found.faults:
            where = f"record {fault.position}" if fault.position else "the file"
            yield from wrap(f"  {where}: {fault.message}", indent="    ")
    elif found.noted is not None and found.noted_is is None:
        yield f"NOT PROVEN: {size} that fit together, and the head is not among them"
    elif found.noted is not None and found.n_others:
        yield f"NOT PROVEN: {size} that fit together, and nothing here proves the head"
    elif not found.is_proven:
        yield f"NOT PROVEN: {size} that fit together, and not with a head that was noted"
    else:
        yield f"sound: {size}, each as it was written"
    yield from _say_noted(found)
    for compared in found.anchors:
        yield from _say_compared(compared)
    if found.n_redacted:
        yield f"  {say_count(found.n_redacted, 'record')} without words that were redacted"
    yield from _say_unread(found.unread)
    yield "  head, to note elsewhere (`acumen verify --head P:HASH` finds a cut tail):"
    yield f"  {found.position}:{found.hash}"


def _say_noted(found: "Verified") -> Iterator[str]:
    if found.noted is None:
        return
    position = found.noted.partition(":")[0]
    if found.noted_is is not None and found.n_others:
        yield from wrap(
            f"  not proven: the head at {position} is that of {found.noted_is}, as that record says;"
            f" {say_others(found.n_others)}",
            indent="  ",
        )
    elif found.noted_is is not None:
        yield from wrap(f"  the head at {position} is in the past of {found.noted_is}", indent="  ")
    elif int(position) > found.position:
        yield from wrap(
            f"  it has only {say_count(found.position, 'record')}: its tail was cut, or the head is another's",
            indent="  ",
        )
    else:
        yield from wrap("  its past was computed anew since the head was noted, or the head is another's", indent="  ")


def say_others(count: int) -> str:
    """`2 records before it stand here with other envelopes`."""
    verb = "stands here with another envelope" if count == 1 else "stand here with other envelopes"
    return f"{say_count(count, 'record')} before it {verb}"


def _say_compared(compared: "HeadCompared") -> Iterator[str]:
    """What a place where heads are noted says."""
    if compared.n is None:
        text = f"heads are noted in {compared.place}, which can't be read here"
    elif compared.n == 0:
        text = f"no head of this ledger is noted in {compared.place} any more"
    elif compared.n_unproven and not compared.lost:
        text = (
            f"{compared.n_unproven} of {say_count(compared.n, 'head')} noted in {compared.place} not proven: records before"
            " them stand here with other envelopes"
        )
    elif not compared.lost:
        text = f"{say_count(compared.n, 'head')} noted in {compared.place}, the last on {compared.last}: as they were"
    else:
        position, day = compared.lost[0][0].partition(":")[0], compared.lost[0][1]
        text = (
            f"{len(compared.lost)} of {say_count(compared.n, 'head')} noted in {compared.place} not found here, the first that"
            f" of {say_count(int(position), 'record')} on {day}: an older copy was brought back, or records written anew"
        )
    yield from wrap(f"  {text}", indent="  ")


def _say_unread(unread: dict[str, int]) -> Iterator[str]:
    if unread:
        kinds = ", ".join(f"{name} ({count:,})" for name, count in sorted(unread.items()))
        yield from wrap(f"  kept and not understood, as a later acumen may have written them: {kinds}", indent="  ")


def say_taken_over(taken: "LedgerImported") -> Iterator[str]:
    """What came in, and from where."""
    source = clip(taken.source, N_COLUMNS // 2)
    if taken.is_copy and taken.n_records:
        yield f"{say_count(taken.n_records, 'record')} from {source}: this ledger is a copy of it now,"
        yield "  with the same head, and what you write here is written as there"
    elif taken.n_new or taken.record is not None:
        yield f"{say_count(taken.n_new, 'new record')} of {taken.n_records:,} from {source}"
    else:
        yield f"nothing new in {source}: {say_count(taken.n_records, 'record')}, all here already"
    yield from _say_unread(taken.unread)


def say_redacted(done: "Redacted") -> Iterator[str]:
    """What is gone, and what may not be."""
    what = "its words and figures are" if done.is_all else "its words are"
    yield f"record {done.position} ({done.kind} {done.id[:N_ID]}): {what} gone from this ledger"
    yield "  exports and ledgers that have it keep them until they import this one"
    if done.also_in:
        shown = ", ".join(id_[:N_ID] for id_ in done.also_in[:N_ID])
        more = f" and {len(done.also_in) - N_ID:,} more" if len(done.also_in) > N_ID else ""
        yield from wrap(f"  the same words also stand in {shown}{more}", indent="  ")


def say_anchored(noted: "Anchored") -> Iterator[str]:
    """What was noted, and what it is good for."""
    size = say_count(noted.position, "record")
    done = "noted" if noted.is_new else "noted already:"
    where = noted.place if noted.form == "file" else f"the git notes of {noted.place}"
    yield from wrap(f"{done} the head of {size} in {where}", indent="  ")
    yield "  `acumen ledger verify` compares with it from now on"
    if noted.form == "git":
        yield "  to send it along: git push origin refs/notes/acumen"
