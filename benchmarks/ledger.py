"""The ledger: writing against bare SQLite, reading against bare msgspec, a small question against a long history."""

import gc
import sqlite3
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from acumen.desk.book import Book
from acumen.desk.ledgers.verify import verify
from acumen.desk.recall import recall
from acumen.history import History, dump, fold, load
from acumen.history.replay import Name
from acumen.ledger.sqlite import SqliteLedger
from acumen.records import (
    KINDS,
    Envelope,
    ForecastMade,
    Kept,
    Part,
    QuestionAsked,
    QuestionResolved,
    Record,
    Sealed,
    new_id,
    seal,
)
from benchmarks.measure import Spread, ratios, say_seconds, spread, time_call, write_table

N_LONG = 100_000
N_SHORT = 1_000
N_BATCH = 10_000
N_SINGLE = 200
N_NEW = 10  # records since a section was cached
N_ROUNDS = 7
WRITER = "w" * 24
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
ASKED: tuple[Name, ...] = ("plans", "marks")  # all that `next` wants to know


def make_records(n_records: int) -> list[Sealed]:
    """Questions, each with a forecast and an outcome."""
    sealed: list[Sealed] = []
    question = ""
    for number in range(n_records):
        id_ = new_id()
        record: Record
        if number % 3 == 0:
            question = id_
            record = QuestionAsked(form="yes-no", claim=f"Will experiment {number} work?", due_at=MOMENT, domain="runs")
        elif number % 3 == 1:
            record = ForecastMade(question=question, chance=0.7, reason="the last one did")
        else:
            record = QuestionResolved(question=question, yes=True)
        at = MOMENT + timedelta(minutes=number)
        sealed.append(seal(record, id=id_, writer=WRITER, count=number + 1, happened_at=at, written_at=at))
    return sealed


class Bare:
    """The same bytes in a table of bare sqlite3, with the same promises to the disk."""

    def __init__(self, path: Path) -> None:
        """Open and make it."""
        self._connection = sqlite3.connect(path, isolation_level=None)
        for statement in (
            "PRAGMA synchronous = EXTRA",
            "PRAGMA secure_delete = ON",
            "CREATE TABLE records (position INTEGER PRIMARY KEY, id TEXT UNIQUE, envelope BLOB, figures BLOB, words BLOB)",
        ):
            self._connection.execute(statement)

    def append(self, records: list[tuple[str, bytes, bytes | None, bytes | None]]) -> None:
        """One commit."""
        self._connection.execute("BEGIN IMMEDIATE")
        query = "INSERT INTO records (id, envelope, figures, words) VALUES (?, ?, ?, ?)"
        self._connection.executemany(query, records)
        self._connection.execute("COMMIT")


def as_rows(sealed: list[Sealed]) -> list[tuple[str, bytes, bytes | None, bytes | None]]:
    """What Bare writes of them; taking them apart is not counted."""
    return [(one.open_envelope().id, one.envelope, _bytes(one.figures), _bytes(one.words)) for one in sealed]


def _bytes(part: Part | None) -> bytes | None:
    return None if part is None else part.salt + part.body


def time_appends(folder: Path) -> list[tuple[object, ...]]:
    """Rows of the table: in one batch, and one by one."""
    rows: list[tuple[object, ...]] = []
    for name, n_records, is_single in (
        (f"{N_BATCH:,} records in one commit", N_BATCH, False),
        (f"{N_SINGLE} records, a commit each", N_SINGLE, True),
    ):
        ours, bare = [], []
        for turn in range(N_ROUNDS):
            sealed = make_records(n_records)
            plain = as_rows(sealed)
            ledger, table = SqliteLedger(folder / f"{turn}-{is_single}"), Bare(folder / f"{turn}-{is_single}-bare")
            ledger.append([])
            size = 1 if is_single else n_records
            batches = [sealed[first : first + size] for first in range(0, n_records, size)]
            bare_batches = [plain[first : first + size] for first in range(0, n_records, size)]
            ours.append(time_call(lambda ledger=ledger, batches=batches: [ledger.append(batch) for batch in batches]))  # type: ignore[misc]
            bare.append(time_call(lambda table=table, them=bare_batches: [table.append(batch) for batch in them]))  # type: ignore[misc]
        rows.append((name, say_seconds(spread(ours)), say_seconds(spread(bare)), f"{ratios(ours, bare):.2f}"))
    return rows


def decode_alone(bodies: list[tuple[bytes, bytes]]) -> Callable[[], object]:
    """Every envelope and every record decoded by msgspec, and nothing else; no collector meanwhile, as in `fold`."""
    envelopes = msgspec.json.Decoder(Envelope)
    decoders = {kind.KIND: msgspec.json.Decoder(kind) for kind in KINDS}

    def decode() -> None:
        gc.disable()
        found = []
        for envelope, body in bodies:
            opened = envelopes.decode(envelope)
            found.append((opened, decoders[opened.kind].decode(body)))
        gc.enable()

    return decode


def join(sealed: Sealed) -> bytes:
    """Figures and words in one body."""
    bodies = [part.body for part in (sealed.figures, sealed.words) if part is not None]
    return bodies[0] if len(bodies) == 1 else bodies[0][:-1] + b"," + bodies[1][1:]


def time_replay(ledger: SqliteLedger) -> list[tuple[object, ...]]:
    """Rows of the table: ways from bytes to facts."""
    kept: list[Kept] = list(ledger.read())
    dumped = dump(fold(History(), kept), "questions")
    calls: dict[str, Callable[[], object]] = {
        "msgspec alone, all decoded": decode_alone([(one.sealed.envelope, join(one.sealed)) for one in kept]),
        "fold, all sections": lambda: fold(History(), kept),
        "the same, read from SQLite": lambda: fold(History(), ledger.read()),
        "fold, plans and marks only": lambda: fold(History(names=frozenset(ASKED)), kept),
        "the questions from their cache": lambda: load(dumped, "questions"),
    }
    seconds: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(N_ROUNDS):
        for name, call in calls.items():
            gc.collect()
            seconds[name].append(time_call(call))
    bare = next(iter(seconds.values()))
    return [(name, say_seconds(spread(taken)), f"{ratios(taken, bare):.2f}") for name, taken in seconds.items()]


def time_recall(ledgers: dict[str, SqliteLedger]) -> list[tuple[object, ...]]:
    """Rows of the table: what `next` recalls, with a few records that no cache has."""
    seconds: dict[str, list[float]] = {name: [] for name in ledgers}
    for ledger in ledgers.values():
        recall(ledger, *ASKED)
        ledger.append(make_records(N_NEW))
    for _ in range(5 * N_ROUNDS):
        for name, ledger in ledgers.items():
            seconds[name].append(time_call(lambda ledger=ledger: recall(ledger, *ASKED)))  # type: ignore[misc]
    short = next(iter(seconds.values()))
    return [(name, say_seconds(spread(taken)), f"{_middle(ratios(taken, short))}") for name, taken in seconds.items()]


def time_verify(ledger: SqliteLedger) -> list[tuple[object, ...]]:
    """Rows of the table: `verify` with every section cached, against folding all of it once."""
    recall(ledger)
    book = Book(ledger, now=MOMENT + timedelta(days=365))
    replayed, verified = [], []
    for _ in range(N_ROUNDS):
        gc.collect()
        replayed.append(time_call(lambda: fold(History(), ledger.read())))
        gc.collect()
        verified.append(time_call(lambda: verify(book)))
    ratio = f"{ratios(verified, replayed):.2f}"
    return [("verify", say_seconds(spread(verified)), say_seconds(spread(replayed)), ratio, "at most 3")]


def _middle(ratio: Spread) -> str:
    return f"{ratio.median:.2f}"


def report() -> str:
    """Four tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        appends = write_table(["append", "acumen", "bare sqlite3", "ratio"], time_appends(folder))
        ledgers = {}
        for n_records in (N_SHORT, N_LONG):
            ledger = ledgers[f"{n_records:,} records"] = SqliteLedger(folder / str(n_records), writer=WRITER)
            ledger.append(make_records(n_records))
        replay = write_table(
            [f"{N_LONG:,} records", "time", "times msgspec"], time_replay(ledgers[f"{N_LONG:,} records"])
        )
        verified = write_table(
            [f"{N_LONG:,} records", "time", "a plain replay", "ratio", "target"],
            time_verify(ledgers[f"{N_LONG:,} records"]),
        )
        recalled = write_table(["plans and marks of", "time", "ratio"], time_recall(ledgers))
    return (
        f"## The ledger\n\nMedian (least to largest) of {N_ROUNDS} rounds in turn.\n\n{appends}\n\n{replay}\n\n{verified}\n\n"
        f"Recalled with {N_NEW} records that came since they were cached:\n\n{recalled}"
    )
