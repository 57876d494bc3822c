import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from acumen.desk import recall as recalling
from acumen.desk.book import open_book
from acumen.desk.ledgers.redact import redact
from acumen.errors import LedgerError, StaleHeadError, UsageError
from acumen.history import History, dump, fold
from acumen.ledger import EMPTY
from acumen.records import Note, QuestionAsked
from tests.desk.ledgers.books import NOW, fill, open_at


def test_what_is_written_is_sealed_with_the_ledgers_writer_this_moment_and_its_place() -> None:
    zone = timezone(timedelta(hours=2))
    book = open_book(None, now=NOW.astimezone(zone))
    book.write(Note(text="one"))
    (second,) = book.write(Note(text="two"), happened_at=datetime(2026, 1, 1, 2, tzinfo=zone))
    envelope = list(book.ledger.read())[1].sealed.open_envelope()
    assert (envelope.id, envelope.writer, envelope.count) == (second, book.ledger.writer, 2)
    assert (envelope.written_at, envelope.happened_at) == (NOW, datetime(2026, 1, 1, tzinfo=UTC))
    assert envelope.written_at.tzinfo == UTC


def test_several_are_one_commit_each_with_its_own_moment() -> None:
    book = open_at(None)
    days = [NOW - timedelta(days=day) for day in (3, 2)]
    book.write(Note(text="a"), Note(text="b"), happened_at=days)
    assert [kept.sealed.open_envelope().happened_at for kept in book.ledger.read()] == days
    with pytest.raises(ValueError, match="zip"):
        book.write(Note(text="a"), Note(text="b"), happened_at=days[:1])


def test_a_moment_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 1, 1)  # noqa: DTZ001 -- that is what is refused
    with pytest.raises(UsageError, match="time zone"):
        open_book(None, now=naive)
    with pytest.raises(UsageError, match="time zone"):
        open_at(None).write(Note(text="a"), happened_at=naive)


def test_writing_the_same_ids_twice_is_writing_once() -> None:
    book = open_at(None)
    assert book.write(Note(text="a"), ids=["one"]) == ("one",)
    book.write(Note(text="a"), ids=["one"])
    assert book.ledger.head().position == 1


def test_an_expected_head_is_kept_to() -> None:
    book = open_at(None)
    book.write(Note(text="a"), expected=EMPTY)
    with pytest.raises(StaleHeadError):
        book.write(Note(text="b"), expected=EMPTY)


def test_ids_are_expanded_from_a_beginning_that_only_one_has() -> None:
    book = open_at(None)
    book.write(Note(text="a"), Note(text="b"), Note(text="c"), ids=["abcdef01", "abcdef02", "abcdef0211"])
    assert book.expand("abcdef01") == "abcdef01"
    assert book.expand("abcdef02") == "abcdef02", "a whole id, though another one begins with it"
    with pytest.raises(UsageError, match="3 ids begin with 'abcd'") as raised:
        book.expand("abcd")
    assert raised.value.hint == "one of abcdef01, abcdef02, abcdef0211"
    with pytest.raises(UsageError, match="at least 4 characters"):
        book.expand("abc")
    with pytest.raises(UsageError, match="no record's id begins with"):
        book.expand("ffff")


def test_processes_that_write_at_once_from_the_very_first_record_have_one_writer_and_rising_counts(
    tmp_path: Path,
) -> None:
    code = """
import sys
from datetime import UTC, datetime
from acumen.desk.book import open_book
from acumen.records import Note
for number in range(20):
    with open_book(sys.argv[1], now=datetime(2026, 11, 24, tzinfo=UTC)) as book:
        book.write(Note(text=f"{sys.argv[2]} {number}"))
"""
    running = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "l"), word]) for word in "abcd"]
    assert [process.wait(timeout=120) for process in running] == [0, 0, 0, 0]
    book = open_at(tmp_path / "l")
    envelopes = [kept.sealed.open_envelope() for kept in book.ledger.read()]
    assert {envelope.writer for envelope in envelopes} == {book.ledger.writer}
    assert [envelope.count for envelope in envelopes] == list(range(1, 81))


def test_a_ledger_that_must_be_there_is_asked_for_in_words(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="there is no ledger"):
        open_book(str(tmp_path / "l"), now=NOW, must_exist=True)


def test_recalling_with_what_was_cached_is_recalling_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recalling, "N_NEW", 5)
    book = open_at(tmp_path / "l")
    ids = fill(book)
    for number in range(30):
        names = [("plans", "marks"), ("questions",), ("marks",), ()][number % 4]
        found = book.recall(*names)  # type: ignore[arg-type]
        fresh = fold(History(names=found.names), book.ledger.read())
        assert found == fresh
        if number == 20:
            redact(book, ids[0], why="x")
        elif number % 3:
            book.write(QuestionAsked(form="yes-no", claim=str(number)), Note(text=str(number)))


def test_a_cache_is_used_and_one_of_another_past_or_version_or_with_damage_is_not(tmp_path: Path) -> None:
    book = open_at(tmp_path / "l")
    book.write(*[Note(text=str(one)) for one in range(recalling.N_NEW)])
    history = book.recall()
    cached = book.ledger.get_cached("marks")
    assert cached is not None
    other = History(names=history.names, position=history.position, hash=history.hash)
    for forged in (
        dump(other, "marks"),  # of this very head: believed
        cached[:-1] + b"\x00",
        b"",
        dump(History(position=history.position, hash=b"\x00" * 32), "marks"),
        dump(History(position=history.position + 1, hash=history.hash), "marks"),
    ):
        book.ledger.put_cached("marks", forged, at=book.ledger.head())
        n_notes = len(book.recall("marks").marks.notes)
        assert n_notes == (0 if forged == dump(other, "marks") else recalling.N_NEW)


def test_deleting_the_cache_changes_nothing(tmp_path: Path) -> None:
    book = open_at(tmp_path / "l")
    book.write(*[Note(text=str(one)) for one in range(recalling.N_NEW)])
    before = book.recall()
    assert book.ledger.get_cached("marks") is not None
    book.ledger.close()
    connection = sqlite3.connect(tmp_path / "l")
    connection.execute("DELETE FROM cached")
    connection.commit()
    connection.close()
    assert open_at(tmp_path / "l").recall() == before


def test_the_number_of_a_record_stands_for_its_id() -> None:
    book = open_at(None)
    book.write(Note(text="a"), Note(text="b"), ids=["abcdef01", "abcdef02"])
    assert [book.expand("1"), book.expand("2")] == ["abcdef01", "abcdef02"]
    for none in ("0", "3", "999"):
        with pytest.raises(UsageError, match=f"expected the number of one of 2 records, found {int(none)}"):
            book.expand(none)
