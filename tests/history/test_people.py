from datetime import UTC, datetime

import acumen
from acumen.history import History, People, fold, read_people
from acumen.records import Imported, PersonNamed, Sealed
from tests.history.asking import ME, keep, undo, write


def read(*sealed: Sealed, writer: str = ME) -> People:
    return read_people(fold(History(), keep(sealed)).marks, writer=writer)


def test_the_same_name_is_the_same_person_whoever_wrote_it_and_however() -> None:
    people = read(
        write("p2", PersonNamed(name=" ADA  lovelace"), 2, writer="bb"),
        write("p1", PersonNamed(name="Ada Lovelace"), 1),
    )
    assert people.key("p1", ME) == people.key("p2", "bb") == "p1"
    assert people.names == {"p1": "Ada Lovelace"}, "the first spelling is shown"
    assert people.find("ada LOVELACE") == "p1"
    assert people.find("Grace") is None


def test_what_nobody_signed_was_said_by_the_writer_of_the_record() -> None:
    people = read(write("p1", PersonNamed(name="Ada"), 1))
    assert people.key(None, ME) == people.me == ME
    assert people.key(None, "bb") == "bb"


def test_a_name_that_is_my_own_is_me() -> None:
    people = read(
        write("p1", PersonNamed(name="Ada", is_me=True), 1), write("p2", PersonNamed(name="ada"), 1, writer="bb")
    )
    assert people.key("p2", "bb") == people.key("p1", ME) == people.me
    assert people.names[people.me] == "Ada"


def test_somebody_may_have_two_names_and_is_shown_by_the_first() -> None:
    people = read(
        write("p2", PersonNamed(name="Countess", is_me=True), 2), write("p1", PersonNamed(name="Ada", is_me=True), 1)
    )
    assert people.find("countess") == people.find("ada") == people.me
    assert people.names == {people.me: "Ada"}


def test_a_name_that_another_writer_calls_their_own_is_theirs() -> None:
    people = read(write("p1", PersonNamed(name="Ada", is_me=True), 1, writer="bb"))
    assert people.find("Ada") == people.key(None, "bb") != people.me


def test_what_was_imported_as_mine_is_mine() -> None:
    mine = Imported(form="ledger", is_mine=True, writer="bb")
    people = read(write("i", mine, 1), write("j", Imported(form="ledger", writer="cc"), 1))
    assert people.key(None, "bb") == people.me
    assert people.key(None, "cc") != people.me
    assert read(write("i", mine, 1), undo("c", "i", 2)).key(None, "bb") == "bb", "unless that was undone"


def test_people_whose_names_are_gone_stay_apart() -> None:
    people = read(write("p1", PersonNamed(), 1), write("p2", PersonNamed(), 1))
    assert people.key("p1", ME) != people.key("p2", ME)
    assert not people.names


def test_a_setting_that_is_no_name_names_nobody() -> None:
    book = acumen.open_book(None, now=datetime(2026, 11, 1, 9, tzinfo=UTC))
    acumen.ledger_set(book, "person", "Ada")
    acumen.ledger_set(book, "hours", "20 a week")
    for number, person in enumerate((None, "ada", "20 per week")):
        acumen.predict(book, f"claim {number}", 0.7, person=person)
    found = {one.name: (one.is_me, one.n_forecasts) for one in acumen.ledger_people(book).people}
    assert found == {"Ada": (True, 2), "20 per week": (False, 1)}
