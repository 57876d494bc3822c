from pathlib import Path

import pytest

from acumen.desk.ledgers.redact import redact
from acumen.desk.ledgers.verify import verify
from acumen.errors import UsageError
from acumen.history import dump
from acumen.records import Note
from tests.desk.ledgers.books import fill, open_at


def test_a_name_is_gone_from_the_bytes_and_its_forecasts_stay(tmp_path: Path) -> None:
    book = open_at(tmp_path / "a")
    person, question, *_ = fill(book)
    head = book.ledger.head()
    book.ledger.put_cached("marks", dump(book.recall("marks"), "marks"), at=head)
    assert b"Quimby" in (tmp_path / "a").read_bytes()
    done = redact(book, person[:6], why="asked to")
    assert b"Quimby" not in (tmp_path / "a").read_bytes()
    assert (done.id, done.kind, done.position, done.is_all) == (person, "person-named", 1, False)
    history = book.recall()
    said = history.marks.persons[person]
    assert (said.record.name, said.is_redacted) == (None, True)
    assert [forecast.record.chance for forecast in history.questions.by_id[question].sayings] == [0.7, 0.2]
    assert history.marks.redactions[done.record].record.why == "asked to"
    assert verify(book).is_sound


def test_figures_stay_unless_all_is_asked_for() -> None:
    book = open_at(None)
    _, question, forecast, *_ = fill(book)
    redact(book, forecast, why="x")
    (first, _) = book.recall().questions.by_id[question].sayings
    assert (first.record.chance, first.record.reason) == (0.7, None)
    redact(book, forecast, why="x", is_all=True)
    assert [said.record.chance for said in book.recall().questions.by_id[question].sayings] == [0.2]


def test_other_records_with_the_same_words_are_named() -> None:
    book = open_at(None)
    _, question, _, _, note, *_ = fill(book)
    (quoting,) = book.write(Note(text='They asked: "Will it rain?" – "ü"'))
    done = redact(book, question, why="x")
    assert done.also_in == (quoting,)
    assert quoting[:8] in str(done)
    assert note[:8] not in str(done)


def test_what_has_nothing_to_take_away_is_refused_with_the_reason() -> None:
    book = open_at(None)
    person, question, _, wordless, *_ = fill(book)
    with pytest.raises(UsageError, match="it never had any") as raised:
        redact(book, wordless, why="x")
    assert "--all" in raised.value.hint
    redact(book, person, why="x")
    with pytest.raises(UsageError, match="they were redacted before"):
        redact(book, person, why="x")
    redaction = redact(book, question, why="secret").record
    redact(book, redaction, why="x", is_all=True)
    with pytest.raises(UsageError, match="redacted before"):
        redact(book, redaction, why="x", is_all=True)
    with pytest.raises(UsageError, match="expected a reason"):
        redact(book, question, why=" ")
    with pytest.raises(UsageError, match="no record's id begins with"):
        redact(book, "ffffffffff", why="x")
