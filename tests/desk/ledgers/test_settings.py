"""Settings: told once, the last counts, undo takes it back, and they go along with the ledger."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from acumen.desk.book import Book, open_book
from acumen.desk.elicitation.people import people
from acumen.desk.elicitation.predict import predict
from acumen.desk.ledgers.export import export
from acumen.desk.ledgers.merge import take_over
from acumen.desk.ledgers.redact import redact
from acumen.desk.ledgers.settings import KEYS, set_, settings
from acumen.desk.loop.log import log
from acumen.desk.loop.undo import undo
from acumen.errors import UsageError
from acumen.records import SettingTold

NOW = datetime(2027, 2, 1, 9, tzinfo=UTC)


def new_book(days: float = 0.0) -> Book:
    return open_book(None, now=NOW + timedelta(days=days))


def mine(book: Book) -> int:
    return next(one.n_forecasts for one in people(book).people if one.is_me)


def test_what_was_told_last_counts_and_undo_brings_back_what_counted_before() -> None:
    book = new_book()
    assert settings(book)["person"] is None
    set_(book, "person", "Ada")
    told = set_(book, "person", "  Ada   Lovelace ")
    assert (told["person"], told.old_text) == ("Ada Lovelace", "Ada")
    assert "To take that back: acumen undo " in str(told)
    undo(book)
    assert settings(book)["person"] == "Ada"
    undo(book)
    assert settings(book)["person"] is None


def test_an_undo_that_is_undone_lets_it_count_again() -> None:
    book = new_book()
    set_(book, "person", "Ada")
    taken_back = undo(book)
    undo(book, taken_back.id)
    assert settings(book)["person"] == "Ada"


def test_telling_the_same_twice_writes_once() -> None:
    book = new_book()
    for _ in range(2):
        set_(book, "person", "Ada")
    assert book.ledger.head().position == 1


def test_a_key_that_there_is_not_names_those_there_are() -> None:
    book = new_book()
    with pytest.raises(UsageError) as told:
        set_(book, "persn", "Ada")
    assert "'persn'" in str(told.value)
    assert told.value.hint == "did you mean person? there is: person, hours, days, off"
    with pytest.raises(UsageError, match="expected a name for person, found '  '"):
        set_(book, "person", "  ")
    assert book.ledger.head().position == 0
    assert set_(book, "pers", "Ada").just_set == "person"


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_every_key_takes_its_own_example_and_refuses_nothing_at_all(key: object) -> None:
    name, example = key.name, key.example  # type: ignore[attr-defined]
    book = new_book()
    assert set_(book, name, example)[name] is not None
    assert "\n" not in settings(book).settings[0].meaning
    with pytest.raises(UsageError, match=f"for {name}"):
        set_(book, name, "")


def test_the_name_one_goes_by_makes_what_is_said_under_it_ones_own_until_it_is_another() -> None:
    book = new_book()
    predict(book, "It rains", "70%", person="Ada")
    assert mine(book) == 0
    set_(book, "person", "ADA")
    assert mine(book) == 1
    set_(book, "person", "Ben")
    assert mine(book) == 0
    assert any(one.name == "Ada" for one in people(book).people)


def copy_of(book: Book) -> Book:
    copy = new_book()
    take_over(copy, export(book), source="a.jsonl")
    return copy


def test_a_setting_goes_along_with_a_copy() -> None:
    book = new_book()
    set_(book, "person", "Ada")
    assert settings(copy_of(book))["person"] == "Ada"


def test_of_two_ledgers_merged_each_keeps_its_own_persons_setting_and_one_persons_last_counts_in_both() -> None:
    here, there = new_book(), new_book(days=1.0)
    set_(here, "person", "Ada")
    set_(there, "person", "Ben")
    lines_here, lines_there = list(export(here)), list(export(there))
    take_over(here, lines_there, source="there.jsonl")
    assert settings(here)["person"] == "Ada"
    assert any(one.name == "Ben" for one in people(here).people)
    take_over(here, lines_there, source="there.jsonl", is_mine=True)
    take_over(there, lines_here, source="here.jsonl", is_mine=True)
    assert settings(here)["person"] == settings(there)["person"] == "Ben"


def test_a_setting_whose_words_were_redacted_counts_for_nothing_and_says_so() -> None:
    book = new_book()
    told = set_(book, "person", "Ada")
    (one,) = [each for each in told.settings if each.key == "person"]
    redact(book, one.id or "", why="asked to")
    assert settings(book)["person"] is None
    assert "set person to (redacted)" in str(log(book))
    assert settings(copy_of(book))["person"] is None


def test_a_key_of_a_later_acumen_is_kept_shown_and_does_nothing() -> None:
    book = new_book()
    book.write(SettingTold(key="mood", value="calm"))
    told = settings(book)
    assert [(one.key, one.set_to, one.is_known) for one in told.settings][-1] == ("mood", "calm", False)
    assert "of a later acumen" in str(told)
    assert json.loads(told.to_json())["settings"][-1]["is_known"] is False
