"""What is said about a ledger: is it sound, what came in, what was taken away. Lines of at most 80 columns."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from acumen.desk.wording.lines import N_COLUMNS, clip, wrap

if TYPE_CHECKING:
    from acumen.desk.keeping.redact import Redacted
    from acumen.desk.keeping.take_over import TakenOver
    from acumen.desk.keeping.verify import Verified

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
    else:
        yield f"sound: {size}, each as it was written"
    yield from _say_noted(found)
    if found.n_redacted:
        yield f"  {say_count(found.n_redacted, 'record')} without words that were redacted"
    yield from _say_unread(found.unread)
    yield "  head, to be noted elsewhere (then `acumen verify --head` finds a cut tail too):"
    yield f"  {found.position}:{found.hash}"


def _say_noted(found: "Verified") -> Iterator[str]:
    if found.noted is None:
        return
    position = found.noted.partition(":")[0]
    if found.noted_is is not None:
        yield from wrap(f"  the head at {position} is in the past of {found.noted_is}", indent="  ")
    elif int(position) > found.position:
        yield from wrap(
            f"  it has only {say_count(found.position, 'record')}: its tail was cut, or the head is another's",
            indent="  ",
        )
    else:
        yield from wrap("  its past was computed anew since the head was noted, or the head is another's", indent="  ")


def _say_unread(unread: dict[str, int]) -> Iterator[str]:
    if unread:
        kinds = ", ".join(f"{name} ({count:,})" for name, count in sorted(unread.items()))
        yield from wrap(f"  kept and not understood, as a later acumen may have written them: {kinds}", indent="  ")


def say_taken_over(taken: "TakenOver") -> Iterator[str]:
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
