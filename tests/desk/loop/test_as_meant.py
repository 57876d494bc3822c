"""The loop closes: what came of one's sayings changes what is advised next."""

import json
from datetime import timedelta

import pytest

from acumen.desk.loop.next import next_
from acumen.desk.loop.spend import spend
from acumen.desk.loop.start import start
from acumen.desk.loop.status import status
from acumen.history import plan_states
from tests.desk.calibration.records import TWO_WAYS, adopt, evenly, settled_forecasts

EARLIER = "risky"


@pytest.mark.parametrize(
    ("n", "n_true", "advised"), [(60, 30, "other"), (5, 2, "risky"), (60, 48, "risky"), (0, 0, "risky")]
)
def test_advice_changes_once_a_record_has_earned_it(n: int, n_true: int, advised: str) -> None:
    book = settled_forecasts(evenly(n, n_true) if n else [])
    adopt(book, TWO_WAYS)
    assert next_(book).answer.next == advised
    assert next_(book, as_said=True).answer.next == EARLIER


def test_advice_that_changed_says_so_with_said_and_meant_side_by_side() -> None:
    book = settled_forecasts(evenly(60, 30))
    adopt(book, TWO_WAYS)
    text = str(next_(book))
    assert "Your record changes the advice: as said it would be risky." in text
    row = next(line for line in text.splitlines() if line.startswith("  risky  ") and "80 %" in line)
    assert row.split()[1:] == ["80", "%", "56", "%", "60"]
    assert max(map(len, text.splitlines())) <= 80


def test_nothing_is_said_of_a_record_that_moves_nothing() -> None:
    book = settled_forecasts(evenly(60, 48))
    adopt(book, TWO_WAYS)
    found = next_(book)
    assert found.said_answer is None
    assert "record" not in str(found)


def test_json_has_the_answer_without_the_record_and_every_step() -> None:
    book = settled_forecasts(evenly(60, 30))
    adopt(book, TWO_WAYS)
    found = json.loads(next_(book).to_json())
    assert (found["next"], found["said_answer"]["next"]) == ("other", "risky")
    assert [step["n"] for step in found["meant_steps"]] == [60, 0]
    assert found["together"]["n_draws"] == 200


def test_the_advice_that_is_kept_is_the_corrected_one_and_names_the_other() -> None:
    book = settled_forecasts(evenly(60, 30))
    adopt(book, TWO_WAYS)
    assert next_(book).noted is not None
    assert next_(book, as_said=True).noted is None
    history = book.recall("plans", "marks")
    (state,) = plan_states(history.plans, history.marks)
    assert state.advice is not None
    assert (state.advice.record.next, state.advice.record.said_next) == ("other", "risky")


def test_starting_without_a_name_starts_what_is_advised_and_keeps_what_is_said() -> None:
    book = settled_forecasts(evenly(60, 30))
    adopt(book, TWO_WAYS)
    begun = start(book)
    assert (begun.step, begun.said_chance) == ("other", 0.69)


def test_a_step_that_is_said_not_to_work_is_not_made_to_by_a_record_of_other_sayings() -> None:
    book = settled_forecasts([False] * 30, chance=0.9)
    adopt(book, TWO_WAYS.replace("chance: 80%", "chance: 0"))
    found = next_(book)
    assert [(step.id, step.chance) for step in found.meant_steps if step.said_chance == 0.0] == [("risky", 0.0)]
    assert found.answer.next != "risky"


@pytest.mark.parametrize(("n", "n_true"), [(0, 0), (60, 30)])
def test_a_step_under_way_has_one_patience_and_one_chance_whoever_is_asked(n: int, n_true: int) -> None:
    book = settled_forecasts(evenly(n, n_true) if n else [])
    adopt(book, TWO_WAYS)
    start(book, "risky")
    book.now += timedelta(hours=2)
    spent = spend(book, 1.5)
    (left,) = next_(book).answer.under_way
    (plan,) = status(book).plans
    assert (spent.left, spent.is_as_said) == (left, False)
    assert (plan.under_way[0].left, plan.under_way[0].is_as_said) == (left, False)
    assert "`next` asks the whole plan" not in f"{spent}{status(book)}"


def test_a_plan_too_big_to_be_solved_in_passing_says_that_its_figures_are_those_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("acumen.desk.loop.remaining.N_QUICK", 1)
    book = settled_forecasts(evenly(60, 30))
    adopt(book, TWO_WAYS)
    start(book, "risky")
    spent = spend(book, 1.0)
    (plan,) = status(book).plans
    assert spent.left is not None
    assert spent.left.said_chance == 0.8  # as the plan says, whatever the record makes of it
    assert plan.under_way[0].is_as_said
    for told in (spent, status(book)):
        assert "`next` asks the whole plan" in " ".join(str(told).split())
