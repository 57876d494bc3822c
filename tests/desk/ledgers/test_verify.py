import hashlib
import json
from pathlib import Path

import msgspec
import pytest

from acumen.desk.book import Book
from acumen.desk.ledgers.redact import redact
from acumen.desk.ledgers.verify import verify
from acumen.errors import DamageError, UsageError
from acumen.ledger.memory import MemoryLedger
from acumen.ledger.sqlite import SqliteLedger
from acumen.records import Imported, Note, Part
from acumen.testing.records import WRITER, sealed
from tests.desk.ledgers.books import fill, open_at

ANOTHER = hashlib.sha256(b"another").hexdigest()


def tamper(path: Path, statement: str) -> None:
    ledger = SqliteLedger(path)
    ledger.head()
    assert ledger._connection is not None
    ledger._connection.execute("PRAGMA ignore_check_constraints = ON")  # as in the first files, which have none
    ledger._connection.execute(statement)
    ledger.close()


def test_a_ledger_as_it_was_written_is_sound_and_says_its_head(tmp_path: Path) -> None:
    for book in (open_at(None), open_at(tmp_path / "a")):
        fill(book)
        redact(book, fill(book, "snow")[0], why="x", is_all=True)
        found = verify(book)
        assert found.is_sound
        assert (found.position, found.n_redacted, found.unread) == (15, 1, {})
        assert f"{found.position}:{found.hash}" == str(book.ledger.head())
        assert str(found).startswith("sound: 15 records")
        assert str(book.ledger.head()) in str(found)


@pytest.mark.parametrize(
    ("statement", "position", "message"),
    [
        ("UPDATE records SET words = x'7b7d' WHERE position = 3", 3, "its words are not what was written"),
        ("UPDATE records SET figures = x'7b7d' WHERE position = 4", 4, "its figures are not"),
        ("UPDATE records SET words_salt = x'00' WHERE position = 3", 3, "its words are not"),
        ("UPDATE records SET words = NULL, words_salt = NULL WHERE position = 2", 2, "no redaction says why"),
        ("UPDATE records SET figures = NULL, figures_salt = NULL WHERE position = 6", 6, "no redaction says why"),
        ("UPDATE records SET hash = x'00' WHERE position = 5", 5, "its envelope or its hash"),
        ("UPDATE records SET id = 'other' WHERE position = 5", 5, "not found under its id"),
        ("UPDATE records SET envelope = x'00' WHERE position = 2", 2, "its envelope"),
        ("DELETE FROM records WHERE position = 4", 4, "record 4 is missing"),
        ("DELETE FROM records WHERE position = 1", 1, "record 1 is missing"),
        ("UPDATE records SET redacts = 'x' WHERE position = 4", 0, "not found as the redaction"),
        ("UPDATE facts SET value = 'another' WHERE name = 'writer'", 0, "writer is not what was written"),
        ("DROP INDEX redactions", 0, "tables are not those"),
        (f"UPDATE facts SET value = 'another', digest = x'{ANOTHER}'", 1, "written by"),  # noqa: S608
        ("UPDATE records SET envelope = x'ff00' WHERE position = 3", 3, "its envelope"),
        ("UPDATE records SET position = 99 WHERE position = 5", 5, "record 5 is missing"),
    ],
)
def test_what_was_tampered_with_is_found_and_the_first_bad_position_named(
    tmp_path: Path, statement: str, position: int, message: str
) -> None:
    book = open_at(tmp_path / "a")
    fill(book)
    book.ledger.close()
    tamper(tmp_path / "a", statement)
    found = verify(open_at(tmp_path / "a"))
    assert not found.is_sound
    assert found.faults[0].position == position
    assert message in found.faults[0].message
    assert str(found).startswith("DAMAGED")
    assert json.loads(found.to_json())["is_sound"] is False


@pytest.mark.parametrize(
    ("statement", "position"),
    [
        ("UPDATE records SET position = position - 9 WHERE position < 3", -8),
        ("UPDATE records SET position = 0 WHERE position = 1", 0),
        ("INSERT INTO records VALUES (-1, x'00', 'f', x'00', NULL, NULL, NULL, NULL, 'e', 0)", -1),
    ],
)
def test_a_record_outside_of_the_positions_is_found(tmp_path: Path, statement: str, position: int) -> None:
    with open_at(tmp_path / "a") as book:
        fill(book)
    tamper(tmp_path / "a", statement)
    found = verify(open_at(tmp_path / "a"))
    assert not found.is_sound
    assert any(f"a record at position {position}, where none" in fault.message for fault in found.faults)


def test_where_a_redaction_is_damaged_the_gap_that_it_explains_is_not_taken_for_the_fault(tmp_path: Path) -> None:
    book = open_at(tmp_path / "a")
    redact(book, fill(book)[0], why="x")
    book.ledger.close()
    tamper(tmp_path / "a", "UPDATE records SET figures = x'7b7d', redacts = NULL WHERE position = 8")
    assert [fault.position for fault in verify(open_at(tmp_path / "a")).faults] == [8]


def test_words_that_came_back_after_their_redaction_are_found(tmp_path: Path) -> None:
    book = open_at(tmp_path / "a")
    person, *_ = fill(book)
    (before,) = book.ledger.read(until=1)
    redact(book, person, why="x")
    book.ledger.close()
    assert before.sealed.words is not None
    salt, body = before.sealed.words.salt.hex(), before.sealed.words.body.hex()
    tamper(tmp_path / "a", f"UPDATE records SET words = x'{body}', words_salt = x'{salt}' WHERE position = 1")  # noqa: S608
    (fault,) = verify(open_at(tmp_path / "a")).faults
    assert (fault.position, fault.message) == (1, "its words were redacted, and are there")


def test_only_a_head_noted_elsewhere_shows_a_cut_tail_or_a_chain_computed_anew(tmp_path: Path) -> None:
    book = open_at(tmp_path / "a")
    fill(book)
    noted = str(book.ledger.head())
    early = "5:" + list(book.ledger.read())[4].hash.hex()
    book.write(Note(text="more"))
    assert verify(book, head=noted).asked_head_is == verify(book, head=early).asked_head_is == "this ledger"
    book.ledger.close()
    tamper(tmp_path / "a", "DELETE FROM records WHERE position > 6")
    cut = open_at(tmp_path / "a")
    assert verify(cut).is_sound
    assert verify(cut, head=early).is_sound
    found = verify(cut, head=noted)
    assert not found.is_sound
    assert "its tail was cut" in str(found)
    forged = Book(MemoryLedger(writer=WRITER), now=cut.now)
    forged.ledger.append([sealed(number, words=b"{}") for number in range(9)])
    assert verify(forged).is_sound
    assert "computed anew" in str(verify(forged, head=noted))


def test_the_head_of_nothing_is_in_every_past() -> None:
    assert verify(open_at(None), head="0:" + "0" * 64).is_sound


@pytest.mark.parametrize("head", ["", "12", "12:", "12:zz", "x:" + "0" * 64, "-1:" + "0" * 64, "1:" + "0" * 63])
def test_a_head_that_is_none_is_refused_with_a_hint(head: str) -> None:
    with pytest.raises(UsageError, match="expected a head like 12:3f…") as raised:
        verify(open_at(None), head=head)
    assert raised.value.hint


def test_an_import_that_does_not_come_to_its_own_head_is_found() -> None:
    book = open_at(None)
    ids = fill(book)
    book.write(Imported(form="ledger", ids=ids[:2], position=2, hash="0" * 64))
    book.write(Imported(form="ledger", ids=("unknown",), position=1, hash="0" * 64))
    book.write(Imported(form="ledger", ids=ids[:1], elsewhere=((0, "zz"),), position=1, hash="0" * 64))
    first, second, third = verify(book).faults
    assert (first.position, second.position, third.position) == (8, 9, 10)
    assert "does not come to the head" in first.message
    assert "is not there" in second.message


def test_a_ledger_of_another_make_that_lets_a_part_change_is_found() -> None:
    class Careless(MemoryLedger):
        def spoil(self) -> None:
            kept = self._kept[2]
            words = Part(salt=b"", body=b"{}")
            self._kept[2] = msgspec.structs.replace(kept, sealed=msgspec.structs.replace(kept.sealed, words=words))

    careless = Careless()
    book = Book(careless, now=open_at(None).now)
    fill(book)
    careless.spoil()
    (fault,) = verify(book).faults
    assert fault.position == 3


def test_a_figure_that_changed_and_can_t_be_read_is_damage_and_not_a_record_left_out_without_a_word(
    tmp_path: Path,
) -> None:
    fill(open_at(tmp_path / "a"))
    tamper(tmp_path / "a", "UPDATE records SET figures = x'ff' WHERE position = 4")
    book = open_at(tmp_path / "a")
    with pytest.raises(DamageError, match=r"the figures of record \w+ are not what was written"):
        book.recall("questions", "plans", "marks")
    assert [fault.position for fault in verify(book).faults] == [4]
