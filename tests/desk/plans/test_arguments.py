"""Worth and hours are read from a text as in a plan, by every function that takes them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

import acumen
from acumen.errors import UsageError

PLAN = acumen.read_plan("""
plan: p
worth: 40
hypotheses: {h: {claim: it holds, chance: 40%}}
goal: {all: [{step: a, chance: 60%, hours: 2 to 6}, {step: b, chance: {h: 80%, otherwise: 10%}, hours: 3}]}
probes: [{probe: look, about: h, hours: 1, positive: {h: 80%, otherwise: 20%}}]
""")
ASKED: dict[str, Callable[[Any], Any]] = {
    "solve": lambda worth: acumen.solve(PLAN, worth=worth),
    "why": lambda worth: acumen.why(PLAN, worth=worth),
    "tree": lambda worth: acumen.tree(PLAN, worth=worth),
    "simulate": lambda worth: acumen.simulate(PLAN, worth=worth, runs=50),
    "probes": lambda worth: acumen.probes(PLAN, worth=worth),
    "compare": lambda worth: acumen.compare(PLAN, worth=worth, settings={"a.chance": "50%"}),
}


@pytest.mark.parametrize("name", list(ASKED))
def test_a_worth_may_be_a_text_and_is_the_same_as_its_hours(name: str) -> None:
    assert ASKED[name]("12 w").to_json() == ASKED[name](480.0).to_json()
    for wrong in ("often", "8,4", "-3"):
        with pytest.raises(UsageError, match="worth: expected hours"):
            ASKED[name](wrong)


def test_hours_to_be_told_the_chances_for_may_be_texts() -> None:
    told, same = (acumen.simulate(PLAN, runs=50, within=ends).within for ends in (["1 d", "90 min"], [8, 1.5]))
    assert told == same
    for wrong in ("8", [True], ["often"], [-1]):
        with pytest.raises(UsageError, match="within"):
            acumen.simulate(PLAN, runs=50, within=wrong)


def test_the_advice_for_an_adopted_plan_reads_a_worth_too() -> None:
    book = acumen.open_book(None, now=datetime(2027, 1, 1, tzinfo=UTC))
    acumen.adopt(book, PLAN)
    assert acumen.next_(book, worth="12 w").answer == acumen.next_(book, worth=480.0).answer


def test_what_sayings_have_meant_is_asked_with_figures_or_texts() -> None:
    book = acumen.open_book(None, now=datetime(2027, 1, 1, tzinfo=UTC))
    assert acumen.meant(book, 0.7).to_json() == acumen.meant(book, "70%").to_json()
    assert acumen.meant(book, (4, 12)).to_json() == acumen.meant(book, "4 to 12").to_json()
