"""Steps that have outlived their patience, and the ways out."""

import pytest

from acumen.desk.loop.next import next_
from acumen.desk.loop.overruns import has_outlived
from acumen.desk.loop.spend import spend
from acumen.desk.loop.start import start
from acumen.desk.loop.status import status
from acumen.desk.plans.read import read_plan
from acumen.desk.plans.solve import solve
from tests.desk.loop.books import WAYS, later, new_book, past


def test_a_step_within_its_patience_is_no_swamp() -> None:
    book = new_book(WAYS)
    start(book, "quick")
    spend(later(book), 2)
    assert next_(book).swamps == ()
    assert status(book).plans[0].swamps == ()


def test_a_step_past_its_patience_is_named_with_the_ways_worth_more_an_hour() -> None:
    book = new_book(WAYS)
    start(book, "quick")
    spend(later(book), 7.9)
    found = next_(book)
    (swamp,) = found.swamps
    assert (swamp.step, swamp.spent_hours, swamp.value_per_hour) == ("quick", 7.9, 0.0)
    assert swamp.patience_hours is not None
    assert swamp.patience_hours < 7.9
    assert {way.id for way in swamp.ways} == {"sure", "commit"}
    rates = [way.value_per_hour or 0.0 for way in swamp.ways]
    assert rates == sorted(rates, reverse=True)
    assert status(book).plans[0].swamps == (swamp,)
    for told in (found, status(book)):
        assert "quick has outlived its patience: 7.9 h spent" in " ".join(str(told).split())


def test_the_first_way_out_is_worth_what_the_plan_without_the_step_is_by_its_hours() -> None:
    book = new_book(WAYS)
    start(book, "quick")
    spend(later(book), 9)
    (swamp,) = next_(book).swamps
    rest = solve(read_plan(WAYS.replace("    - {step: quick, chance: 30%, hours: 2 to 8}\n", "")))
    assert rest.value is not None
    rates = {way.id: way.value_per_hour for way in swamp.ways}
    assert rates[rest.next] == pytest.approx(rest.value / rest.hours)


def test_without_a_worth_the_ways_are_named_without_figures() -> None:
    book = new_book(WAYS.replace("worth: 100\n", ""))
    start(book, "quick")
    spend(later(book), 9)
    (swamp,) = next_(book).swamps
    assert swamp.value_per_hour is None
    assert {way.value_per_hour for way in swamp.ways} == {None}
    assert "Untried: commit, sure." in " ".join(str(next_(book)).split())


def test_exactly_at_its_patience_a_step_has_outlived_it() -> None:
    book = new_book(WAYS)
    patience_hours = start(book, "quick").patience_hours
    assert patience_hours is not None
    spend(later(book), patience_hours - 0.25)
    assert not has_outlived(past(book, "quick", "ways"))
    spend(later(book), 0.25)
    assert past(book, "quick", "ways").hours == patience_hours
    assert has_outlived(past(book, "quick", "ways"))
    assert status(book).plans[0].swamps != ()


def test_a_step_that_was_bet_on_anew_and_deserves_nothing_is_not_told_to_have_outlived_its_hours() -> None:
    book = new_book(WAYS)
    start(book, "quick")
    spend(later(book, 33), 33)
    start(book, "quick", chance="1%", hours="10 to 40")
    for told in (next_(book), status(book)):
        text = " ".join(str(told).split())
        assert "quick is worth no further hour by what you last said of it: 33 h spent." in text
        assert "outlived" not in text


def test_of_a_step_that_is_given_up_every_way_that_brings_anything_is_a_way_out() -> None:
    book = new_book(
        WAYS.replace("worth: 100", "worth: 42").replace("    - {step: commit, chance: 40%, hours: 6, fails: 2}\n", "")
    )
    start(book, "quick")
    spend(later(book), 7.9)
    (swamp,) = next_(book).swamps
    assert swamp.value_per_hour == 0.0
    ((rate, name),) = [(way.value_per_hour or 0.0, way.id) for way in swamp.ways]
    assert name == "sure"
    assert 0.0 < rate < 1.0
