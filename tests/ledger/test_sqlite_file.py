import contextlib
import random
import resource
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from acumen.desk.ledgers.audit import walk
from acumen.errors import DamageError, LedgerError
from acumen.ledger import EMPTY, schema
from acumen.ledger.sqlite import SqliteLedger
from acumen.testing.records import WRITER, id_of, named, noted, redacted

N_FLIPS = 1_000
NOBODY = 65_534  # a user to whom permissions apply


def filled(path: Path, n_records: int = 40) -> SqliteLedger:
    """A ledger with long and short records, figures, a redaction, and a cached value."""
    ledger = SqliteLedger(path, writer=WRITER)
    ledger.append([noted(number, f"text {number} " * (number % 60), about=id_of(1)) for number in range(1, n_records)])
    head = ledger.append([redacted(n_records, id_of(5))])
    ledger.put_cached("questions", b"what was computed" * 100, at=head)
    return ledger


def test_the_first_write_makes_the_file_for_its_owner_alone_and_folders_on_the_way(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b ?#%41" / "ledger.sqlite"
    ledger = SqliteLedger(path)
    assert (ledger.head(), path.parent.exists()) == (EMPTY, False)
    ledger.append([named(1)])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [file.name for file in path.parent.iterdir()] == ["ledger.sqlite"]


def test_the_file_says_what_it_is_and_how_it_is_kept(tmp_path: Path) -> None:
    ledger = filled(tmp_path / "l")
    assert (tmp_path / "l").read_bytes()[68:72] == schema.APPLICATION_ID.to_bytes(4, "big")
    connection = ledger._connection
    assert connection is not None
    for pragma, value in (("journal_mode", "delete"), ("synchronous", 3), ("secure_delete", 1), ("user_version", 1)):
        assert connection.execute(f"PRAGMA {pragma}").fetchone() == (value,)


def test_a_log_that_another_program_began_is_ended(tmp_path: Path) -> None:
    filled(tmp_path / "l").close()
    connection = sqlite3.connect(tmp_path / "l")
    assert connection.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    connection.close()
    ledger = SqliteLedger(tmp_path / "l")
    assert ledger.append([named(99)]).position == 41
    assert [file.name for file in tmp_path.iterdir()] == ["l"]
    assert ledger._connection is not None
    assert ledger._connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_file_named_as_sqlite_names_its_memory_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with contextlib.closing(SqliteLedger(":memory:")) as ledger:
        head = ledger.append([named(1)])
    with contextlib.closing(SqliteLedger(":memory:")) as ledger:
        assert ledger.head() == head != EMPTY


def test_an_empty_file_is_an_empty_ledger(tmp_path: Path) -> None:
    path = tmp_path / "l"
    path.touch()
    ledger = SqliteLedger(path)
    assert ledger.head() == EMPTY
    assert ledger.append([named(1)]).position == 1


def test_a_file_that_is_no_ledger_is_refused_and_left_alone(tmp_path: Path) -> None:
    text, other = tmp_path / "plan.yaml", tmp_path / "other.db"
    text.write_text("plan: p\n" * 1_000, encoding="utf-8")
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE t (a)")
    connection.commit()
    connection.close()
    for path in (text, other):
        before = path.read_bytes()
        with pytest.raises(LedgerError, match=path.name):
            SqliteLedger(path).head()
        with pytest.raises(LedgerError, match=path.name):
            SqliteLedger(path).append([named(1)])
        assert path.read_bytes() == before


def test_a_folder_in_place_of_the_file_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="can't write the ledger"):
        SqliteLedger(tmp_path).append([named(1)])


def test_a_ledger_of_a_later_version_is_refused_with_a_hint(tmp_path: Path) -> None:
    filled(tmp_path / "l").close()
    connection = sqlite3.connect(tmp_path / "l")
    connection.execute("PRAGMA user_version = 9")
    connection.close()
    with pytest.raises(LedgerError, match="has version 9; expected at most 1") as raised:
        SqliteLedger(tmp_path / "l").head()
    assert "later acumen" in raised.value.hint


def test_an_older_ledger_is_brought_up_to_date_wholly_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = filled(tmp_path / "l")
    before = list(ledger.read())
    ledger.close()
    broken = ("CREATE TABLE later (a INTEGER) STRICT", "CREATE TABLE later (b INTEGER) STRICT")
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, broken))
    with pytest.raises(LedgerError):
        SqliteLedger(tmp_path / "l").head()
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS[:1], broken[:1]))
    ledger = SqliteLedger(tmp_path / "l")
    assert list(ledger.read()) == before
    assert ledger.inspect() == []
    assert ledger._connection is not None
    assert ledger._connection.execute("PRAGMA user_version").fetchone() == (2,)


def test_a_file_and_a_folder_that_may_only_be_read_are_read_and_writing_says_so() -> None:
    folder = Path(tempfile.mkdtemp(prefix="acumen-"))  # not below tmp_path, into which nobody else may look
    path = folder / "l"
    filled(path).close()
    for file in (path, folder):
        file.chmod(0o555 if file.is_dir() else 0o444)
    before = path.read_bytes()
    code = """
import os, sys
from acumen.errors import LedgerError
from acumen.ledger.sqlite import SqliteLedger
from acumen.testing.records import named
if os.getuid() == 0:
    os.setuid(NOBODY)
ledger = SqliteLedger(sys.argv[1])
ledger.put_cached("a", b"1", at=ledger.head())
print(ledger.head().position, len(list(ledger.read())), ledger.inspect(), ledger.get_cached("a"))
try:
    ledger.append([named(99)])
except LedgerError as error:
    print(error, "|", error.hint)
"""
    try:
        command = [sys.executable, "-c", code.replace("NOBODY", str(NOBODY)), str(path)]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stderr
        read, refused = ended.stdout.splitlines()
        assert read == "40 40 [] None"
        assert "can't write the ledger" in refused
        assert "read-only" in refused
        assert path.read_bytes() == before
    finally:
        folder.chmod(0o700)
        shutil.rmtree(folder)


def test_a_full_disk_is_said_and_what_was_there_is_intact(tmp_path: Path) -> None:
    ledger = filled(tmp_path / "l")
    before, head = list(ledger.read()), ledger.head()
    connection = ledger._connection
    assert connection is not None
    (n_pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {n_pages + 2}")
    with pytest.raises(LedgerError, match="no space is left") as raised:
        ledger.append([noted(number, "x" * 9_000) for number in range(100, 120)])
    assert "intact" in raised.value.hint
    assert (list(ledger.read()), ledger.head()) == (before, head)
    connection.execute("PRAGMA max_page_count = 100000")
    assert ledger.append([noted(100, "x" * 9_000)]).position == head.position + 1


def test_a_disk_that_takes_no_more_bytes_is_said_and_what_was_there_is_intact(tmp_path: Path) -> None:
    filled(tmp_path / "l").close()
    before = (tmp_path / "l").read_bytes()

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before), len(before)))

    code = """
import sys
import tempfile
from acumen.errors import LedgerError
from acumen.ledger.sqlite import SqliteLedger
from acumen.testing.records import noted
ledger = SqliteLedger(sys.argv[1])
try:
    ledger.append([noted(number, "x" * 9_000) for number in range(100, 120)])
except LedgerError as error:
    print(error)
print(ledger.head().position, ledger.inspect())
"""
    command = [sys.executable, "-c", code, str(tmp_path / "l")]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=limit)
    assert ended.returncode == 0, ended.stderr
    assert "can't write the ledger" in ended.stdout
    assert ended.stdout.endswith("40 []\n")
    ledger = SqliteLedger(tmp_path / "l")
    assert ledger.head().position == 40
    assert not walk(ledger).faults


def test_a_locked_ledger_is_said_after_the_wait(tmp_path: Path) -> None:
    filled(tmp_path / "l").close()
    other = sqlite3.connect(tmp_path / "l", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(LedgerError, match="locked"):
        SqliteLedger(tmp_path / "l", busy_seconds=0.01).append([named(99)])
    other.execute("ROLLBACK")
    other.close()


def test_what_a_redaction_left_undone_the_next_write_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = filled(tmp_path / "l")
    monkeypatch.setattr("acumen.ledger.sqlite._vacuum", id)
    ledger.append([redacted(50, id_of(7))])
    connection = ledger._connection
    assert connection is not None
    assert schema.is_vacuum_due(connection)
    monkeypatch.undo()
    ledger.append([named(51)])
    assert not schema.is_vacuum_due(connection)
    assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)


def test_a_flipped_bit_is_found_or_harmless(tmp_path: Path) -> None:
    path = tmp_path / "l"
    ledger = filled(path)
    before, head, writer = list(ledger.read()), ledger.head(), ledger.writer
    cached = ledger.get_cached("questions")
    ledger.close()
    rng = random.Random(4)
    size = path.stat().st_size
    n_found = 0
    for _ in range(N_FLIPS):
        place, bit = rng.randrange(size), 1 << rng.randrange(8)
        flip(path, place, bit)
        try:
            broken = SqliteLedger(path)
            is_found = bool(walk(broken).faults)
            if not is_found:
                assert (list(broken.read()), broken.head(), broken.writer) == (before, head, writer), (place, bit)
                assert broken.get_cached("questions") in (cached, None)
                assert broken.find([id_of(3)]) == {id_of(3): 3}
        except LedgerError:
            is_found = True
        finally:
            broken.close()
        n_found += is_found
        flip(path, place, bit)
    assert n_found > N_FLIPS / 3
    assert list(SqliteLedger(path).read()) == before


def flip(path: Path, place: int, bit: int) -> None:
    with path.open("r+b") as stream:
        stream.seek(place)
        (byte,) = stream.read(1)
        stream.seek(place)
        stream.write(bytes([byte ^ bit]))


def test_a_missing_row_is_damage_and_says_which(tmp_path: Path) -> None:
    ledger = filled(tmp_path / "l")
    assert ledger._connection is not None
    ledger._connection.execute("DELETE FROM records WHERE position = 17")
    with pytest.raises(DamageError, match="record 17 is missing") as raised:
        list(ledger.read())
    assert raised.value.position == 17


def test_a_log_of_another_time_that_lies_beside_the_file_is_refused_and_no_record_is_lost(tmp_path: Path) -> None:
    path, log = tmp_path / "l", tmp_path / "l-wal"
    filled(path).close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA user_version = 1")
    stale = log.read_bytes()
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    with_more = SqliteLedger(path)
    with_more.append([named(99)])
    with_more.close()
    log.write_bytes(stale)
    for write in (False, True):
        ledger = SqliteLedger(path)
        with pytest.raises(LedgerError, match="beside the ledger lies a write-ahead log") as raised:
            ledger.append([named(100)]) if write else ledger.head()
        assert "move it away" in raised.value.hint
        ledger.close()
    log.unlink()
    assert SqliteLedger(path).head().position == 41


def test_an_empty_log_and_an_index_of_a_log_beside_the_file_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "l"
    filled(path).close()
    (tmp_path / "l-wal").touch()
    (tmp_path / "l-shm").write_bytes(b"\xff" * 32_768)
    ledger = SqliteLedger(path)
    assert ledger.append([named(99)]).position == 41
    assert ledger._connection is not None
    assert ledger._connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert not walk(ledger).faults


def test_a_log_that_another_program_holds_open_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "l"
    filled(path).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("SELECT count(*) FROM records").fetchone()
    ledger = SqliteLedger(path, busy_seconds=0.0)
    with pytest.raises(LedgerError):
        ledger.append([named(99)])
    other.close()
    assert SqliteLedger(path).append([named(99)]).position == 41


def test_the_disk_itself_is_asked_to_write_where_a_system_tells_the_two_apart(tmp_path: Path) -> None:
    ledger = filled(tmp_path / "l")
    assert ledger._connection is not None
    assert ledger._connection.execute("PRAGMA fullfsync").fetchone() == (1,)


def test_a_file_that_another_process_is_making_is_seen_before_or_after_and_never_in_between(tmp_path: Path) -> None:
    path = tmp_path / "ledger"
    path.touch()
    n_read = 0

    class Slow(sqlite3.Connection):
        """Between its second and third statement somebody else writes the first record."""

        def execute(self, *statement: object) -> sqlite3.Cursor:
            nonlocal n_read
            n_read += 1
            if n_read == 3:
                with contextlib.suppress(LedgerError):
                    SqliteLedger(path, writer=WRITER, busy_seconds=0.0).append([named(1)])
            return super().execute(*statement)  # type: ignore[arg-type]

    slow = sqlite3.connect(path, isolation_level=None, factory=Slow)
    schema.prepare(slow, str(path), writer=WRITER)
    assert n_read > 3
    slow.close()
    SqliteLedger(path).append([named(2)])
