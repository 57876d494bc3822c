"""Power cuts at any instant of a ledger's life, and what is found afterwards."""

import ctypes
import os
import random
import tempfile
from pathlib import Path

import msgspec
import pytest

from acumen.desk.book import Book
from acumen.desk.ledgers.audit import walk
from acumen.desk.ledgers.export import export
from acumen.desk.ledgers.merge import take_over
from acumen.desk.ledgers.table_records import take_in
from acumen.errors import LedgerError
from acumen.importing.gathering import gather, read_columns
from acumen.importing.mapping import Mapping
from acumen.importing.rows import Gathered
from acumen.ledger.memory import MemoryLedger
from acumen.ledger.sqlite import SqliteLedger
from acumen.tables.table import parse_table
from acumen.testing.power import Disk, Event, Tape, find_library, record
from acumen.testing.records import WRITER, id_of, named, noted, redacted
from tests.desk.ledgers.books import NOW

MEMORY = Path("/dev/shm")  # noqa: S108 -- thousands of ledgers are opened: on a disk in memory, where there is one
N_BATCHES = 24
N_BATCH = 3
N_EVERY = 6  # batches, of which the last one redacts
LONG = "x" * 6_000  # more than a page
NAME = "ledger"


class Found(msgspec.Struct, kw_only=True):
    """What was found after so many cuts: acknowledged records lost, batches kept in part, ledgers that are not sound."""

    n_cuts: int = 0
    n_lost: int = 0
    n_half: int = 0
    n_unsound: int = 0
    n_torn: int = 0  # cuts that left something to be rolled back

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong."""
        return self.n_lost == self.n_half == self.n_unsound == 0


class Life(msgspec.Struct, frozen=True, kw_only=True):
    """What happened to the file, and the positions at which an act had ended."""

    events: tuple[Event, ...]
    ends: frozenset[int]


def library() -> ctypes.CDLL:
    """Python's SQLite, or skip."""
    found = find_library()
    if found is None:
        pytest.skip("Python's SQLite is no library of its own here, so nobody can stand between it and the files")
    return found


def scratch() -> str | None:
    """Where files are fast."""
    return str(MEMORY) if os.access(MEMORY, os.W_OK) else None


def live(*, n_batches: int = N_BATCHES) -> Life:
    """Write batches with long records and redactions, cache, take in another ledger and a table; note every call on files."""
    with tempfile.TemporaryDirectory(dir=scratch()) as folder, record(library()) as tape:
        ledger = SqliteLedger(Path(folder) / NAME, writer=WRITER)
        ends = {0}
        for number in range(1, n_batches + 1):
            first = (number - 1) * N_BATCH + 1
            batch = [noted(first, LONG), noted(first + 1, f"short {first}")]
            last = first + N_BATCH - 1
            batch.append(redacted(last, id_of(first - N_BATCH)) if number % N_EVERY == 0 else named(last))
            _tell(tape, ends, ledger.append(batch).position)
            ledger.put_cached("names", LONG.encode(), at=ledger.head())
        take_over(Book(ledger, now=NOW), export(_another()), source="another")
        _tell(tape, ends, ledger.head().position)
        take_in(Book(ledger, now=NOW), _table(), file="t.csv", me="Ada")
        _tell(tape, ends, ledger.head().position)
        ledger.close()
    return Life(events=tuple(tape.events), ends=frozenset(ends))


def _tell(tape: Tape, ends: set[int], position: int) -> None:
    ends.add(position)
    tape.tell(position)


def _another() -> Book:
    """A ledger of twelve records."""
    other = Book(MemoryLedger(writer="0" * 23 + "2"), now=NOW)
    other.ledger.append([named(1_000 + number, writer="0" * 23 + "2") for number in range(12)])
    return other


def _table() -> Gathered:
    """A table of forecasts by two people, one of whom is oneself."""
    rows = [f"claim {number},0.{number},{('Ada', 'Bo')[number % 2]}" for number in range(1, 7)]
    table = parse_table("claim,p,who\n" + "\n".join(rows), source="t.csv")
    return gather(read_columns(table, Mapping(prob="p", question="claim", person="who")), source="t.csv")[0]


def cut_power(life: Life, *, n_cuts: int, seed: int) -> Found:
    """Cut at random instants, and look at what is there."""
    rng = random.Random(seed)
    instants = sorted(rng.randrange(len(life.events) + 1) for _ in range(n_cuts))
    disk, found = Disk({NAME: b""}), Found()
    with tempfile.TemporaryDirectory(dir=scratch()) as folder:
        taken = 0
        for instant in instants:
            for event in life.events[taken:instant]:
                disk.take(event)
            taken = instant
            _look(found, disk, life, Path(folder), rng)
    return found


def _look(found: Found, disk: Disk, life: Life, folder: Path, rng: random.Random) -> None:
    files = disk.cut(rng)
    for path in folder.iterdir():
        path.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    found.n_cuts += 1
    found.n_torn += len(files.get(f"{NAME}-journal", b"")) > 0
    ledger = SqliteLedger(folder / NAME, writer=WRITER)
    try:
        position = ledger.head().position
        found.n_lost += position < disk.told
        found.n_half += position not in life.ends
        found.n_unsound += bool(walk(ledger).faults)
    except LedgerError:
        found.n_unsound += 1
        found.n_lost += disk.told > 0
    finally:
        ledger.close()


def delete_early(life: Life) -> Life:
    """The same life, each journal deleted before the ledger was synced: as a store would that trusts the system's order."""
    events = list(life.events)
    for place, event in enumerate(events):
        if event.what == "delete" and event.file == f"{NAME}-journal":
            before = [
                number for number in range(place) if events[number].what == "sync" and events[number].file == NAME
            ]
            if before:
                events.insert(before[-1], events.pop(place))
    return msgspec.structs.replace(life, events=tuple(events))
