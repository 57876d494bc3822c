"""All verbs go on from the same figures: as meant by the record, and as believed by what has ended."""

import pytest

from acumen.desk.loop.done import done
from acumen.desk.loop.next import next_
from acumen.desk.loop.spend import spend
from acumen.desk.loop.standing import AS_MEANT, stand
from acumen.desk.loop.start import start
from acumen.desk.plans.policy_tree import tree
from tests.desk.calibration.records import TWO_WAYS, adopt, evenly, settled_forecasts
from tests.desk.loop.books import TEXT, WAYS, later, new_book

SOUND = """
plan: sound
worth: 300
goal:
  all:
    - {step: build, chance: {sound: 80%, otherwise: 40%}, hours: 10 to 40}
    - {step: use, chance: {sound: 90%, otherwise: 20%}, hours: 5, needs: [build]}
hypotheses:
  sound: {claim: The method is sound, chance: 60%}
probes:
  - {probe: look, about: sound, hours: 1, positive: {sound: 90%, otherwise: 30%}}
"""
BELIEF = 0.6 * 0.9 / (0.6 * 0.9 + 0.4 * 0.3)  # after a positive look


def test_the_advice_in_full_begins_with_what_next_says_by_the_record() -> None:
    book = settled_forecasts(evenly(60, 30))
    adopt(book, TWO_WAYS)
    standing = stand(book)
    assert tree(standing.plan, progress=standing.progress).next == next_(book).answer.next == "other"
    assert standing.notes == (AS_MEANT,)
    said = stand(book, as_said=True)
    assert tree(said.plan, progress=said.progress).next == next_(book, as_said=True).answer.next == "risky"
    assert said.notes == ()


def test_a_record_that_moves_nothing_leaves_the_plan_as_it_is_and_needs_no_word() -> None:
    book = new_book(TEXT)
    standing = stand(book)
    assert standing.plan.plan == "small"
    assert standing.notes == ()


def test_a_bet_by_hypothesis_is_told_at_what_is_believed_when_it_is_made() -> None:
    book = new_book(SOUND)
    start(book, "look")
    done(book, "positive", "look", hours=1.0)
    started = start(book, "build")
    chance = BELIEF * 0.8 + (1.0 - BELIEF) * 0.4
    assert started.left is not None
    assert started.left.said_chance == pytest.approx(chance)
    assert f"Started build: {100 * chance:.3g} % (by hypothesis)" in str(started)


def test_hours_without_an_end_lower_the_chance_of_such_a_bet_as_that_of_any_other() -> None:
    book = new_book(SOUND)
    first = start(book, "build").left
    spend(later(book), 15.0)
    (left,) = next_(book).answer.under_way
    assert first is not None
    assert left.said_chance == pytest.approx(first.said_chance)
    assert left.chance < left.said_chance
    assert left.hours < first.hours


def test_where_several_plans_are_open_the_advice_says_which_one_it_is_about() -> None:
    book = new_book(TEXT, WAYS)
    start(book, "quick")
    text = str(next_(book))
    assert text.startswith("2 plans are followed; ways pays most:")
    assert "go on with quick" in text
    assert "followed" not in str(next_(book, "ways")) + str(next_(new_book(TEXT)))


def test_once_the_goal_is_known_nothing_is_said_of_how_steps_would_have_been_carried_out() -> None:
    book = new_book(SOUND)
    start(book, "build")
    assert "Note: " in str(next_(book))
    done(book, "failed", hours=20.0)
    assert "Note: " not in str(next_(book))


def test_a_bet_by_hypothesis_is_called_so_afterwards() -> None:
    book = new_book(SOUND)
    start(book, "build")
    assert "build failed after 20 h (said a chance for each hypothesis, 10 to 40 h)." in str(
        done(book, "failed", hours=20.0)
    )
