"""What answers rest on is what is proven: caches, imports and whose ledger it is."""

import hashlib
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from acumen import planfile
from acumen.desk.book import Book
from acumen.desk.calibration.cache import NAME, check, learn
from acumen.desk.ledgers.verify import verify
from acumen.desk.loop.adopt import adopt
from acumen.desk.recall import recall
from acumen.errors import DamageError
from acumen.history import History, dump, fold, load
from acumen.history.replay import Name
from acumen.ledger.memory import MemoryLedger
from acumen.records import ForecastMade, IdeaListed, Imported, Note, QuestionAsked, QuestionResolved, digest
from tests.desk.ledgers.books import fill, open_at


def grow(book: Book, n_questions: int) -> None:
    """Forecasts of 30 % that came true."""
    ids = [book.new_id() for _ in range(n_questions)]
    book.write(*[QuestionAsked(form="yes-no", claim=f"{number}") for number in range(n_questions)], ids=ids)
    book.write(*[ForecastMade(question=id_, chance=0.3) for id_ in ids])
    book.now += timedelta(days=1)
    book.write(*[QuestionResolved(question=id_, yes=True) for id_ in ids])


def forge_questions(book: Book) -> None:
    """Say in the cache that all forecasts were of 95 %."""
    history = fold(History(names=frozenset({"questions"})), book.ledger.read())
    for facts in history.questions.by_id.values():
        facts.sayings[:] = [
            msgspec.structs.replace(said, record=msgspec.structs.replace(said.record, chance=0.95))
            for said in facts.sayings
        ]
    book.ledger.put_cached("questions", dump(history, "questions"), at=book.ledger.head())


def chances(book: Book) -> set[float | None]:
    return {said.record.chance for one in book.recall("questions").questions.by_id.values() for said in one.sayings}


@pytest.mark.parametrize("is_file", [False, True])
def test_a_forged_cache_is_named_and_dropped_and_answers_are_right_again(tmp_path: Path, *, is_file: bool) -> None:
    with open_at(tmp_path / "l" if is_file else None) as book:
        grow(book, 12)
        forge_questions(book)
        assert chances(book) == {0.95}
        book.write(Note(text="and then something else was written"))
        found = verify(book)
        assert not found.is_sound
        (fault,) = found.faults
        assert (fault.position, "what was kept of questions" in fault.message) == (0, True)
        assert "it was dropped" in fault.message
        assert chances(book) == {0.3}
        assert verify(book).is_sound


@pytest.mark.parametrize("name", ["plans", "questions", "ratings", "marks"])
def test_every_section_is_compared_with_what_the_records_say_up_to_where_it_goes(name: Name) -> None:
    with open_at(None) as book:
        fill(book)
        adopt(book, planfile.template("p"))
        book.write(IdeaListed(title="an idea"))
        head = book.ledger.head()
        true = dump(fold(History(), book.ledger.read()), name)
        book.ledger.put_cached(name, true, at=head)
        fill(book, "snow")
        assert verify(book).is_sound
        assert book.ledger.get_cached(name) == true
        empty = dump(History(position=head.position, hash=head.hash), name)
        book.ledger.put_cached(name, empty, at=book.ledger.head())
        (fault,) = verify(book).faults
        assert f"what was kept of {name}" in fault.message
        assert book.ledger.get_cached(name) == b""
        elsewhere = dump(History(position=head.position, hash=b"x" * 32), name)
        book.ledger.put_cached(name, elsewhere, at=book.ledger.head())
        assert verify(book).is_sound, "that is not taken for this ledger's past"


def test_a_cache_that_was_carried_on_is_the_same_as_one_folded_at_once() -> None:
    with open_at(None) as book:
        for turn in range(3):
            grow(book, 200)
            recall(book.ledger)
            fill(book, f"word{turn}")
        assert load(book.ledger.get_cached("questions"), "questions").position > 1_000
        assert verify(book).is_sound


def test_a_forged_cache_in_a_file_that_can_t_be_written_is_said_to_be_still_there(tmp_path: Path) -> None:
    with open_at(tmp_path / "l") as book:
        grow(book, 5)
        forge_questions(book)
    other = sqlite3.connect(tmp_path / "l", isolation_level=None)
    with open_at(tmp_path / "l") as book:
        book.ledger.head()
        other.execute("BEGIN IMMEDIATE")
        (fault,) = verify(book).faults
        assert "can't be dropped" in fault.message
    other.close()


def test_what_a_record_has_taught_is_learnt_again_and_compared() -> None:
    with open_at(None) as book:
        grow(book, 40)
        book.now = datetime(2026, 12, 9, tzinfo=UTC)
        true = learn(book)
        assert true is not None
        assert check(book) is True
        assert verify(book).is_sound
        cached = book.ledger.get_cached(NAME)
        assert cached is not None
        false = msgspec.msgpack.decode(cached)
        false["body"] = false["body"].replace(b"n_questions\x28", b"n_questions\x29")
        book.ledger.put_cached(NAME, msgspec.msgpack.encode(false), at=book.ledger.head())
        forged = learn(book)
        assert forged is not None
        assert forged.n_questions == true.n_questions + 1
        (fault,) = verify(book).faults
        assert "what your record has taught" in fault.message
        relearnt = learn(book)
        assert relearnt is not None
        assert relearnt.n_questions == true.n_questions
        false["day"] += 7  # for later
        book.ledger.put_cached(NAME, msgspec.msgpack.encode(false), at=book.ledger.head())
        assert verify(book).is_sound
        book.now += timedelta(days=7)
        again = learn(book)
        assert again is not None
        assert again.n_questions == true.n_questions


def add_a_side(array: list[Any]) -> None:
    array[1].append(1)


def call_it_bytes(array: list[Any]) -> None:
    array[0] = "|u1"


def take_its_sides(array: list[Any]) -> None:
    array[1].clear()


CHANGES = (add_a_side, call_it_bytes, take_its_sides)


def arrays_of(value: object) -> Iterator[list[Any]]:
    """Every array in what was learnt, as it is kept: its type, shape and bytes."""
    if isinstance(value, list) and len(value) == 3 and isinstance(value[0], str) and isinstance(value[2], bytes):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from arrays_of(part)


def test_an_array_of_another_shape_or_type_in_what_was_taught_is_no_answer_and_no_traceback() -> None:
    with open_at(None) as book:
        grow(book, 40)
        book.now = datetime(2026, 12, 9, tzinfo=UTC)
        true = learn(book)
        cached = book.ledger.get_cached(NAME)
        assert true is not None
        assert cached is not None
        whole = msgspec.msgpack.decode(cached)
        n_arrays = len(list(arrays_of(msgspec.msgpack.decode(whole["body"]))))
        assert n_arrays >= 8
        for number in range(n_arrays):
            for change in CHANGES:
                body = msgspec.msgpack.decode(whole["body"])
                change(list(arrays_of(body))[number])
                book.ledger.put_cached(
                    NAME, msgspec.msgpack.encode({**whole, "body": msgspec.msgpack.encode(body)}), at=book.ledger.head()
                )
                verify(book)
                assert book.ledger.get_cached(NAME) != msgspec.msgpack.encode(whole)
                found = learn(book)
                assert found is not None
                assert found.correct_chance(0.8, "code") == true.correct_chance(0.8, "code")
                assert found.correct_hours(2.0, 8.0, "code") == true.correct_hours(2.0, 8.0, "code")


def test_an_import_that_only_claims_hashes_proves_no_head() -> None:
    with open_at(None) as true:
        grow(true, 3)
        noted = str(true.ledger.head())
        envelopes = [kept.sealed.envelope for kept in true.ledger.read()]
        ids = tuple(kept.open_envelope().id for kept in true.ledger.read())
    with Book(MemoryLedger(writer=true.ledger.writer), now=true.now) as forged:
        questions = ids[:3]
        forged.write(*[QuestionAsked(form="yes-no", claim=f"{number}") for number in range(3)], ids=questions)
        forged.write(*[ForecastMade(question=id_, chance=0.95) for id_ in questions], ids=ids[3:6])
        forged.write(*[QuestionResolved(question=id_, yes=True) for id_ in questions], ids=ids[6:])
        elsewhere = tuple((place, digest(envelope).hex()) for place, envelope in enumerate(envelopes))
        position, _, hashed = noted.partition(":")
        forged.write(
            Imported(form="ledger", ids=ids, elsewhere=elsewhere, position=int(position), hash=hashed, source="backup")
        )
        found = verify(forged, head=noted)
        assert not found.is_sound
        assert found.n_others == 9
        assert str(found).startswith("NOT PROVEN")
        assert "9 records before it stand here with other envelopes" in " ".join(str(found).split())


def test_a_ledger_that_was_made_another_s_is_refused_by_every_answer_and_found_by_verify(tmp_path: Path) -> None:
    with open_at(tmp_path / "l") as book:
        fill(book)
    connection = sqlite3.connect(tmp_path / "l", isolation_level=None)
    change = "UPDATE facts SET value = 'another', digest = ? WHERE name = 'writer'"
    connection.execute(change, (hashlib.sha256(b"another").digest(),))
    connection.close()
    with open_at(tmp_path / "l") as book:
        with pytest.raises(DamageError, match="another's than its first record"):
            book.recall("questions")
        assert [fault.position for fault in verify(book).faults] == [1]


def test_rows_of_a_table_may_stand_first_and_say_nothing_of_whose_ledger_it_is() -> None:
    with open_at(None) as book:
        book.write(QuestionAsked(form="yes-no", claim="a row"), writer="table")
        book.write(Note(text="mine"))
        book.recall()
        assert verify(book).is_sound
