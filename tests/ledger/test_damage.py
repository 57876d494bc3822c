"""Bytes of a file that are not what was written end as DamageError with the position, never as another error."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from acumen.desk.ledgers.export import export
from acumen.desk.ledgers.redact import redact
from acumen.desk.ledgers.verify import verify
from acumen.desk.loop.log import log
from acumen.desk.loop.undo import undo
from acumen.errors import DamageError, LedgerError
from acumen.ledger.sqlite import SqliteLedger
from acumen.records import Note
from acumen.testing.records import WRITER, id_of, named, noted
from tests.desk.ledgers.books import fill, open_at

COLUMNS = ("hash", "id", "envelope", "figures_salt", "figures", "words_salt", "words", "redacts", "is_all")


def spoil(path: Path, statement: str) -> None:
    """Change the file as a flipped byte in a row's header would: columns lose their types."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute(
        "UPDATE sqlite_master SET sql = replace(replace(replace(replace(sql, ' STRICT', ''), ' NOT NULL', ''),"
        " 'CHECK (position >= 1)', ''), 'BLOB', '') WHERE name = 'records'"
    )
    connection.close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(statement)
    connection.close()


def read_all_ways(path: Path) -> list[str]:
    """Every way of reading and writing, each ending well or in a LedgerError; what was raised."""
    person = id_of(1)
    calls: list[Callable[[SqliteLedger], object]] = [
        lambda ledger: ledger.head(),
        lambda ledger: list(ledger.read()),
        lambda ledger: ledger.find([person, id_of(2)]),
        lambda ledger: ledger.match("0"),
        lambda ledger: ledger.writer,
        lambda ledger: ledger.inspect(),
        lambda ledger: ledger.get_cached("questions"),
        lambda ledger: ledger.put_cached("questions", b"1", at=ledger.head()),
        lambda ledger: ledger.append([noted(2, "two")]),
        lambda ledger: ledger.append([named(99)]),
    ]
    raised = []
    for call in calls:
        ledger = SqliteLedger(path)
        try:
            call(ledger)
        except LedgerError as error:
            raised.append(str(error))
        finally:
            ledger.close()
    return raised


@pytest.mark.parametrize("value", ["NULL", "7", "'a text'", "0.5", "CAST(x'ff00' AS TEXT)"])
@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_of_another_type_is_damage_with_its_position(tmp_path: Path, column: str, value: str) -> None:
    path = tmp_path / "l"
    ledger = SqliteLedger(path, writer=WRITER)
    ledger.append([noted(number, "text", about=id_of(9)) for number in range(1, 4)])
    ledger.close()
    spoil(path, f"UPDATE records SET {column} = {value} WHERE position = 2")  # noqa: S608
    read_all_ways(path)
    with open_at(path) as book:
        found = verify(book)
        if column in ("redacts", "is_all") and value == "NULL":
            return  # that says what the record says, or is not looked at where there is no redaction
        assert not found.is_sound, (column, value)
    if column not in ("id", "redacts", "is_all"):
        is_gone = value == "NULL" and column not in ("hash", "envelope")  # a part that is missing
        with open_at(path) as book, pytest.raises(DamageError) as raised:
            list(book.ledger.read()) if not is_gone else list(export(book))
        assert raised.value.position == 2


@pytest.mark.parametrize("envelope", ["ff00", "00", "7b7d", "", "5b" * 5_000, "c3"])
def test_an_envelope_that_is_none_is_damage_with_its_position_in_every_verb(tmp_path: Path, envelope: str) -> None:
    with open_at(tmp_path / "l") as book:
        fill(book)
    connection = sqlite3.connect(tmp_path / "l", isolation_level=None)
    connection.execute(f"UPDATE records SET envelope = x'{envelope}' WHERE position = 3")  # noqa: S608
    connection.close()
    with open_at(tmp_path / "l") as book:
        for call in (
            book.recall,
            lambda: log(book),
            lambda: undo(book),
            lambda: redact(book, book.ledger.match("")[2], why="x"),
            lambda: list(export(book)),
        ):
            with pytest.raises(DamageError) as raised:
                call()
            assert raised.value.position == 3
            assert "acumen ledger verify" in raised.value.hint
        assert verify(book).faults[0].position == 3
        assert book.write(Note(text="what is new is kept all the same"))


@pytest.mark.parametrize(
    ("statement", "position"),
    [
        ("UPDATE records SET words = x'7b7d' WHERE position = 3", 3),
        ("UPDATE records SET hash = x'00' WHERE position = 5", 5),
        ("UPDATE records SET figures = NULL, figures_salt = NULL WHERE position = 6", 6),
        ("DELETE FROM records WHERE position = 4", 4),
        ("UPDATE facts SET value = 'another'", 0),
    ],
)
def test_a_damaged_ledger_is_not_exported_and_the_first_line_waits_for_the_proof(
    tmp_path: Path, statement: str, position: int
) -> None:
    with open_at(tmp_path / "l") as book:
        fill(book)
    connection = sqlite3.connect(tmp_path / "l", isolation_level=None)
    connection.execute(statement)
    connection.close()
    with open_at(tmp_path / "l") as book:
        with pytest.raises(DamageError) as raised:
            next(export(book))
        assert raised.value.position == position
        assert "acumen ledger verify" in raised.value.hint


def test_a_table_of_tables_with_bytes_that_are_no_text_is_damage(tmp_path: Path) -> None:
    ledger = SqliteLedger(tmp_path / "l", writer=WRITER)
    ledger.append([named(1)])
    ledger.close()
    data = (tmp_path / "l").read_bytes()
    for old, new in ((b"CREATE TABLE records", b"CREATE TABLE \xff\xfecords"), (b"TABLE facts", b"TABLE\xc3\x28acts")):
        assert old in data
        (tmp_path / "l").write_bytes(data.replace(old, new))
        assert read_all_ways(tmp_path / "l")
        with open_at(tmp_path / "l") as book:
            assert not verify(book).is_sound


def test_a_record_where_none_can_be_stops_reading_and_writing(tmp_path: Path) -> None:
    with open_at(tmp_path / "l") as book:
        fill(book)
    connection = sqlite3.connect(tmp_path / "l", isolation_level=None)
    insert = "INSERT INTO records VALUES (?, x'00', ?, x'7b7d', NULL, NULL, NULL, NULL, ?, 0)"
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(insert, (-1, id_of(77), id_of(78)))
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute(insert, (-1, id_of(77), id_of(78)))
    connection.close()
    with open_at(tmp_path / "l") as book:
        for call in (book.recall, lambda: book.write(Note(text="x")), lambda: list(export(book))):
            with pytest.raises(DamageError, match="a record at position -1, where none can be"):
                call()
        assert book.ledger.find([id_of(77)]) == {}
        assert not verify(book).is_sound


def test_the_first_files_which_lack_the_check_of_positions_are_sound_and_guarded_all_the_same() -> None:
    golden = Path(__file__).parents[1] / "golden" / "version-1.sqlite"
    assert b"CHECK (position" not in golden.read_bytes()
    assert SqliteLedger(golden).inspect() == []
