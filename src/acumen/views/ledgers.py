"""What is said about a ledger: is it sound, what came in, what was taken away."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from acumen.pages import Block, Hint, Text
from acumen.pages.columns import N_COLUMNS, clip
from acumen.pages.number_format import say_count

if TYPE_CHECKING:
    from acumen.results.ledgers import Anchored, HeadCompared, LedgerImported, Redacted, Verified

N_ID = 8  # characters of an id that are shown


def say_verified(found: "Verified") -> Iterator[Block]:
    """The verdict, the faults, the head to note elsewhere."""
    size = say_count(found.position, "record")
    if found.faults:
        yield Text(f"DAMAGED: {say_count(len(found.faults), 'fault')} in a ledger of {size}")
        for fault in found.faults:
            where = f"record {fault.position}" if fault.position else "the file"
            yield Text(f"{where}: {fault.message}", indent=2, hang=4)
    elif found.asked_head is not None and found.asked_head_is is None:
        yield Text(f"NOT PROVEN: {size} that fit together, and the head is not among them")
    elif found.asked_head is not None and found.n_others:
        yield Text(f"NOT PROVEN: {size} that fit together, and nothing here proves the head")
    elif not found.is_proven:
        yield Text(f"NOT PROVEN: {size} that fit together, and not with a head that was noted")
    else:
        yield Text(f"sound: {size}, each as it was written")
    yield from _say_noted(found)
    for compared in found.anchors:
        yield from _say_compared(compared)
    if found.n_redacted:
        yield Text(f"{say_count(found.n_redacted, 'record')} without words that were redacted", indent=2)
    yield from _say_unread(found.unread)
    yield Text("head, to note elsewhere:", indent=2)
    yield Text(f"{found.position}:{found.hash}", indent=2)
    yield Hint("with it a cut tail is found", "ledger verify --head P:HASH", indent=2)


def _say_noted(found: "Verified") -> Iterator[Block]:
    if found.asked_head is None:
        return
    position = found.asked_head.partition(":")[0]
    if found.asked_head_is is not None and found.n_others:
        yield Text(
            f"not proven: the head at {position} is that of {found.asked_head_is}, as that record says;"
            f" {say_others(found.n_others)}",
            indent=2,
        )
    elif found.asked_head_is is not None:
        yield Text(f"the head at {position} is in the past of {found.asked_head_is}", indent=2)
    elif int(position) > found.position:
        yield Text(
            f"it has only {say_count(found.position, 'record')}: its tail was cut, or the head is another's",
            indent=2,
        )
    else:
        yield Text("its past was computed anew since the head was noted, or the head is another's", indent=2)


def say_others(count: int) -> str:
    """`2 records before it stand here with other envelopes`."""
    verb = "stands here with another envelope" if count == 1 else "stand here with other envelopes"
    return f"{say_count(count, 'record')} before it {verb}"


def _say_compared(compared: "HeadCompared") -> Iterator[Block]:
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
        text = (
            f"{say_count(compared.n, 'head')} noted in {compared.place}, the last on {compared.last_day}: as they were"
        )
    else:
        position, day = compared.lost[0][0].partition(":")[0], compared.lost[0][1]
        text = (
            f"{len(compared.lost)} of {say_count(compared.n, 'head')} noted in {compared.place} not found here, the first that"
            f" of {say_count(int(position), 'record')} on {day}: an older copy was brought back, or records written anew"
        )
    yield Text(f"{text}", indent=2)


def _say_unread(unread: dict[str, int]) -> Iterator[Block]:
    if unread:
        kinds = ", ".join(f"{name} ({count:,})" for name, count in sorted(unread.items()))
        yield Text(f"kept and not understood, as a later acumen may have written them: {kinds}", indent=2)


def say_taken_over(taken: "LedgerImported") -> Iterator[Block]:
    """What came in, and from where."""
    source = clip(taken.source, N_COLUMNS // 2)
    if taken.is_copy and taken.n_records:
        yield Text(f"{say_count(taken.n_records, 'record')} from {source}: this ledger is a copy of it now,")
        yield Text("with the same head, and what you write here is written as there", indent=2)
    elif taken.n_new or taken.record is not None:
        yield Text(f"{say_count(taken.n_new, 'new record')} of {taken.n_records:,} from {source}")
    else:
        yield Text(f"nothing new in {source}: {say_count(taken.n_records, 'record')}, all here already")
    yield from _say_unread(taken.unread)


def say_redacted(done: "Redacted") -> Iterator[Block]:
    """What is gone, and what may not be."""
    what = "its words and figures are" if done.is_all else "its words are"
    yield Text(f"record {done.position} ({done.kind} {done.id[:N_ID]}): {what} gone from this ledger")
    yield Text("exports and ledgers that have it keep them until they import this one", indent=2)
    if done.also_in is None:
        yield Text("where else the same words stand was told the first time", indent=2)
    elif done.also_in:
        shown = ", ".join(id_[:N_ID] for id_ in done.also_in[:N_ID])
        more = f" and {len(done.also_in) - N_ID:,} more" if len(done.also_in) > N_ID else ""
        yield Text(f"the same words also stand in {shown}{more}", indent=2)


def say_anchored(noted: "Anchored") -> Iterator[Block]:
    """What was noted, and what it is good for."""
    size = say_count(noted.position, "record")
    done = "noted" if noted.is_new else "noted already:"
    where = noted.place if noted.form == "file" else f"the git notes of {noted.place}"
    yield Text(f"{done} the head of {size} in {where}")
    yield Text("`acumen ledger verify` compares with it from now on", indent=2)
    if noted.form == "git":
        yield Text("to send it along: git push origin refs/notes/acumen", indent=2)
