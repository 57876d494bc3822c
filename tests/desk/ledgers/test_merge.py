import random
from pathlib import Path

import pytest

from acumen.desk.book import Book
from acumen.desk.ledgers.merge import take_over
from acumen.desk.ledgers.redact import redact
from acumen.desk.ledgers.verify import verify
from acumen.errors import ConflictError, DamageError
from acumen.ledger import EMPTY
from acumen.records import Imported, Note, QuestionAsked, Reader
from acumen.testing.records import WRITER, noted, sealed
from tests.desk.ledgers.books import fill, lines_of, open_at, told


def written(book: Book, position: int) -> Imported:
    (kept,) = book.ledger.read(after=position - 1, until=position)
    record = Reader().open(kept.sealed).record
    assert isinstance(record, Imported)
    return record


def test_into_an_empty_ledger_it_becomes_the_same_one(tmp_path: Path) -> None:
    source, target = open_at(tmp_path / "a"), open_at(tmp_path / "b")
    fill(source)
    taken = take_over(target, lines_of(source), source="a.jsonl")
    assert (taken.is_copy, taken.n_new, taken.record) == (True, 7, None)
    assert target.ledger.head() == source.ledger.head()
    assert target.ledger.writer == source.ledger.writer
    assert list(target.ledger.read()) == list(source.ledger.read())
    assert lines_of(target) == lines_of(source)


def test_into_another_it_adds_what_is_unknown_and_one_record_of_where_it_came_from() -> None:
    source, target = open_at(None), open_at(None)
    fill(source)
    fill(target, "snow")
    taken = take_over(target, lines_of(source), source="some/where/a.jsonl", is_mine=True)
    assert (taken.n_new, taken.n_records, target.ledger.head().position) == (7, 7, 15)
    (said,) = target.recall("marks").marks.imports.values()
    imported = said.record
    assert (imported.form, imported.source, imported.is_mine) == ("ledger", "a.jsonl", True)
    assert f"{imported.position}:{imported.hash}" == str(source.ledger.head())
    assert imported.writer == source.ledger.writer
    assert list(written(target, 15).ids) == [kept.sealed.open_envelope().id for kept in source.ledger.read()]
    assert said.count == 15


def test_the_same_again_does_nothing_and_more_of_it_adds_only_what_is_new() -> None:
    source, target = open_at(None), open_at(None)
    fill(source)
    fill(target, "snow")
    take_over(target, lines_of(source), source="a")
    before = target.ledger.head()
    again = take_over(target, lines_of(source), source="other-name")
    assert (again.n_new, again.record, target.ledger.head()) == (0, None, before)
    source.write(Note(text="more"))
    assert take_over(target, lines_of(source), source="a").n_new == 1
    assert target.ledger.head().position == before.position + 2


def test_that_it_is_mine_can_be_said_later() -> None:
    source, target = open_at(None), open_at(None)
    fill(source)
    fill(target, "snow")
    take_over(target, lines_of(source), source="a")
    assert take_over(target, lines_of(source), source="a", is_mine=True).record is not None
    assert take_over(target, lines_of(source), source="a").record is None


def test_ones_own_past_is_nothing_new(tmp_path: Path) -> None:
    book = open_at(tmp_path / "a")
    fill(book)
    old = lines_of(book)
    book.write(Note(text="later"))
    head = book.ledger.head()
    assert take_over(book, old, source="old").n_new == 0
    assert book.ledger.head() == head


def test_one_into_the_other_and_the_other_into_the_one_say_the_same() -> None:
    one, other = open_at(None), open_at(None, days=1)
    fill(one)
    fill(other, "snow")
    of_one, of_other = lines_of(one), lines_of(other)
    take_over(one, of_other, source="other")
    take_over(other, of_one, source="one")
    assert told(one) == told(other)
    assert len(told(one)) == 14


def test_ledgers_that_have_imported_one_another_in_circles_say_the_same_and_are_sound() -> None:
    books = [open_at(None) for _ in range(3)]
    for book, word in zip(books, ("rain", "snow", "hail"), strict=True):
        fill(book, word)
    for _ in range(3):
        for place, book in enumerate(books):
            take_over(book, lines_of(books[place - 1]), source=str(place))
    assert told(books[0]) == told(books[1]) == told(books[2])
    assert all(verify(book).is_sound for book in books)


def test_the_past_of_a_source_can_still_be_proven() -> None:
    source, target = open_at(None), open_at(None)
    fill(source)
    fill(target, "snow")
    early = "3:" + list(source.ledger.read())[2].hash.hex()
    take_over(target, lines_of(source), source="a.jsonl")
    for head in (str(source.ledger.head()), early):
        found = verify(target, head=head)
        assert found.is_sound
        assert found.asked_head_is == "a.jsonl, imported as record 15"
    assert not verify(target, head="3:" + "0" * 64).is_sound


def test_a_head_whose_records_stand_here_in_other_envelopes_is_not_proven_and_those_before_them_are() -> None:
    source, target = open_at(None), open_at(None)
    asked = QuestionAsked(form="yes-no", claim="the same row of the same table")
    for book in (source, target):
        fill(book)
        book.write(asked, ids=["row-1-of-the-table"], writer="table")
    take_over(target, lines_of(source), source="a")
    assert [place for place, _ in written(target, target.ledger.head().position).elsewhere] == [7]
    found = verify(target, head=str(source.ledger.head()))
    assert (found.is_sound, found.n_others, found.faults) == (False, 1, ())
    assert "not proven: the head at 8 is that of a, imported as record" in " ".join(str(found).split())
    assert "1 record before it stands here with another envelope" in " ".join(str(found).split())
    seventh = list(source.ledger.read())[6]
    assert verify(target, head=f"7:{seventh.hash.hex()}").is_sound
    assert verify(target).is_sound


def test_the_same_table_read_by_two_is_the_same_in_both_after_a_merge() -> None:
    one, other = open_at(None), open_at(None)
    rows = [QuestionAsked(form="yes-no", claim=str(number)) for number in range(5)]
    ids = [f"row-{number}" for number in (3, 1, 4, 2, 5)]
    fill(one)
    one.write(*rows, ids=ids, writer="table")
    other.write(*rows[::-1], ids=ids[::-1], writer="table")
    of_one, of_other = lines_of(one), lines_of(other)
    take_over(one, of_other, source="other")
    take_over(other, of_one, source="one")
    assert told(one) == told(other)


def test_a_record_of_the_same_id_with_other_content_is_refused_and_nothing_comes_in() -> None:
    source, target = open_at(None, writer=WRITER), open_at(None, writer=WRITER)
    source.ledger.append([noted(1, "one"), noted(2, "two")])
    target.ledger.append([noted(2, "another two")])
    head = target.ledger.head()
    with pytest.raises(ConflictError):
        take_over(target, lines_of(source), source="a")
    assert target.ledger.head() == head


def test_kinds_from_the_future_are_kept_and_reported_on_the_way_out_and_in() -> None:
    source, target = open_at(None, writer=WRITER), open_at(None)
    future = [
        sealed(1, figures=b'{"a":1}', kind="dream", version=3),
        sealed(2, words=b'{"text":"x"}', kind="note", version=9),
    ]
    source.ledger.append(future)
    fill(target)
    taken = take_over(target, lines_of(source), source="a")
    assert taken.unread == {"dream 3": 1, "note 9": 1}
    assert "not understood" in str(taken)
    assert [kept.sealed for kept in target.ledger.read()][7:9] == future
    assert verify(target).unread == {"dream 3": 1, "note 9": 1}
    assert [problem.where.line for problem in target.recall("marks").marks.problems] == [8, 9]


def test_what_was_redacted_there_is_redacted_here_and_does_not_come_back(tmp_path: Path) -> None:
    source, target = open_at(None), open_at(tmp_path / "b")
    person, *_ = fill(source)
    fill(target, "snow")
    full = lines_of(source)
    take_over(target, full, source="a")
    assert b"Quimby of rain" in (tmp_path / "b").read_bytes()
    redact(source, person, why="asked to")
    take_over(target, lines_of(source), source="a")
    assert b"Quimby of rain" not in (tmp_path / "b").read_bytes()
    take_over(target, full, source="a copy from before")
    assert b"Quimby of rain" not in (tmp_path / "b").read_bytes()
    assert verify(target).is_sound


def test_a_damaged_file_brings_nothing_in() -> None:
    source, target = open_at(None), open_at(None)
    fill(source)
    lines = lines_of(source)
    lines[4] = lines[4].replace(b"0.2", b"0.9")
    with pytest.raises(DamageError, match=r"a\.jsonl:5: "):
        take_over(target, lines, source="a.jsonl")
    assert target.ledger.head() == EMPTY


def test_orders_of_merging_make_no_difference() -> None:
    rng = random.Random(5)
    sources = [open_at(None, days=day) for day in range(4)]
    for number, book in enumerate(sources):
        fill(book, f"word{number}")
    exports = [lines_of(book) for book in sources]
    results = []
    for _ in range(5):
        rng.shuffle(exports)
        target = open_at(None, writer=WRITER)
        target.ledger.append([noted(1, "first")])
        for lines in exports:
            take_over(target, lines, source="a")
        results.append(told(target))
    assert all(result == results[0] for result in results)
