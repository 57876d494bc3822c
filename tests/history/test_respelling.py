"""A plan that comes back with its ids in another spelling is the plan that it was."""

import pytest

from acumen.desk.beliefs.evidence import evidence
from acumen.desk.book import Book
from acumen.desk.loop.adopt import adopt
from acumen.desk.loop.done import done
from acumen.desk.loop.next import next_
from acumen.desk.loop.spend import spend
from acumen.desk.loop.start import start
from acumen.desk.loop.undo import undo
from acumen.desk.plans.read import read_plan
from acumen.desk.state.current_plan import choose
from acumen.history import find_taken_away, open_plans, respell
from tests.desk.loop.books import later, new_book

PLAN = """\
plan: small
worth: 80
goal:
  all:
    - {step: Pr\u00fcfung, title: A test, chance: {Glaube: 70%, otherwise: 20%}, hours: 2 to 6, domain: code}
    - {any: [{step: Real, chance: 80%, hours: 10 to 30, needs: [Pr\u00fcfung]}, {step: B, chance: 10%, hours: 1}]}
hypotheses:
  Glaube: {claim: it works, chance: 60%}
probes:
  - {probe: Look, about: Glaube, hours: 1, positive: {Glaube: 80%, otherwise: 20%}, artifacts: [{artifact: Bug, chance: 10%}]}
"""
AGAIN = (
    PLAN.replace("Pr\u00fcfung", "pru\u0308fung")
    .replace("Glaube", "GLAUBE")
    .replace("Look", "look")
    .replace("Real", "real")
    .replace("Bug", "bug")
)


def tell(text: str) -> Book:
    """The plan adopted, worked on, adopted again as `text`."""
    book = new_book(PLAN)
    start(later(book), "Look")
    done(later(book), "positive", "Look", hours=1.0)
    evidence(later(book), "Glaube", if_true="90%", if_false="30%", artifacts=["Bug"])
    start(later(book), "Pr\u00fcfung")
    spend(later(book), 1.5)
    adopt(later(book), text)
    return book


def test_what_had_happened_goes_on() -> None:
    book, wanted = tell(AGAIN), tell(PLAN)
    state, before = choose(book).state, choose(wanted).state
    assert [past.id for past in state.steps] == ["pru\u0308fung", "real", "B", "look"]
    assert [(past.hours, past.ended, len(past.sayings)) for past in state.steps] == [
        (past.hours, past.ended, len(past.sayings)) for past in before.steps
    ]
    assert not state.problems
    assert [piece.chances for piece in state.heard.pieces] == [piece.chances for piece in before.heard.pieces]
    assert {name.casefold(): chance for name, chance in state.heard.chances.items()} == {
        name.casefold(): chance for name, chance in before.heard.chances.items()
    }
    assert next_(book).answer.value == pytest.approx(next_(wanted).answer.value)


def test_that_it_is_spelt_otherwise_is_all_that_is_said() -> None:
    book = new_book(PLAN)
    told = adopt(later(book), AGAIN)
    assert [(one.old_text, one.new_text) for one in told.changes] == [
        ("Pr\u00fcfung", "pru\u0308fung"),
        ("Real", "real"),
        ("Glaube", "GLAUBE"),
        ("Look", "look"),
    ]
    assert told.gone == ()
    assert told.n_steps == 3


def test_words_stay_with_the_entry_they_belong_to() -> None:
    book = tell(AGAIN.replace("title: A test, ", ""))
    assert choose(book).plan.probes[0].id == "look"
    undo(book)
    assert choose(book).state.step("Pr\u00fcfung") is not None
    assert next(iter(choose(book).plan.goal.of)).title == "A test"  # type: ignore[union-attr]


def test_a_goal_that_an_end_in_the_old_spelling_decides_is_known() -> None:
    book = new_book(PLAN)
    start(book, "Pr\u00fcfung")
    done(later(book), "failed", "Pr\u00fcfung", hours=2.0)
    adopt(later(book), AGAIN)
    history = book.recall("plans", "marks")
    assert open_plans(history.plans, history.marks) == []


def test_a_bet_whose_end_is_undone_in_the_new_spelling_is_counted_as_taken_away() -> None:
    book = tell(AGAIN)
    done(later(book), "failed", "PR\u00dcFUNG", hours=2.0)
    undo(later(book))
    found = find_taken_away(book.recall("plans", "questions", "marks"), writer=book.ledger.writer)
    assert [(one.what, one.id) for one in found] == [("step", "pru\u0308fung")]


def test_a_plan_spelt_alike_is_left_as_it_is() -> None:
    plan = read_plan(PLAN)
    assert respell(plan, plan) is plan


def test_a_step_that_is_another_stays_another() -> None:
    book = new_book(PLAN)
    start(book, "B")
    told = adopt(later(book), PLAN.replace("step: B", "step: C"))
    assert told.gone == ("B",)
