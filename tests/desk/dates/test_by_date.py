"""Why and simulate by the date; and laws: more hours, a later day or a higher chance never make a plan worth less."""

import math
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from acumen.decision.dated.runs import run
from acumen.decision.dated.solve import solve_dated
from acumen.desk.book import Book, open_book
from acumen.desk.dates.ship import ship
from acumen.desk.dates.why import _next as next_at
from acumen.desk.front import plans as front
from acumen.desk.plans.capacity import dated
from acumen.desk.plans.problem import pose
from acumen.desk.plans.read import read_plan
from acumen.desk.plans.solve import solve
from acumen.pages.number_format import say_hours
from acumen.results.plans import Then

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)  # a Monday
TODAY = NOW.date()
WAYS = """plan: ways
worth: 100
ship: 2026-11-13
hours: 20 per week
goal:
  any:
    - {step: quick, chance: 30%, hours: 2 to 8}
    - {step: sure, chance: 70%, hours: 10 to 40}
    - {step: rig, chance: 40%, hours: 12}
"""
CUT = """plan: sure
worth: 100
ship: 2026-11-06
hours: 20 per week
goal: {all: [{step: a, chance: 100%, hours: 8}, {step: b, chance: 50%, hours: 12, cut: 30}]}
"""
LONG = """plan: long
worth: 100
ship: 2026-11-06
hours: 20 per week
goal: {any: [{step: quick, chance: 10%, hours: 1}, {step: slow, chance: 60%, hours: 20}]}
"""


def nowhere() -> Book:
    return open_book(None, now=NOW)


def test_why_speaks_by_the_date_and_of_how_many_hours_until_it_the_advice_stands() -> None:
    found = front.why(nowhere, NOW, LONG.encode())
    assert found.answer.dated is not None
    assert found.answer.next == "slow"  # both don't fit
    holds = found.holds_while
    assert holds is not None
    assert holds.next_if_less in {"stop", "quick"}
    assert holds.low_hours == pytest.approx(20.0, rel=0.02)
    assert holds.high_hours == pytest.approx(21.0, rel=0.02)  # from there on both fit
    assert holds.next_if_more == "quick"
    assert "with more than 21" in str(found)
    assert not str(found).startswith("Without the date")


def test_value_is_worth_times_chance_less_hours_in_each_of_the_two_sets_of_figures() -> None:
    found = solve(WAYS, today=TODAY)
    told = ship(WAYS, today=TODAY)
    assert found.dated is not None
    assert found.value is not None
    assert found.dated.net_mean is not None
    assert found.value == pytest.approx(100.0 * found.chance - found.hours)
    assert found.dated.net_mean == pytest.approx(100.0 * found.dated.on_time - told.hours) == told.net_mean
    problem = dated(pose(read_plan(WAYS)), TODAY).problem
    alone = run(problem, solve_dated(problem).policy, 20_000, 0)
    assert found.chance == pytest.approx(alone.on_time, abs=0.02)
    text = " ".join(str(found).split())
    assert (
        f"As steps tend to run over together, rather: on time {100 * found.dated.on_time:.0f} %, worth "
        f"{say_hours(told.net_mean)}." in text
    )
    assert "if no step's overrun goes with another's" in text
    assert "Were no step's overrun to go with another's" in str(told)


def test_what_is_shipped_without_a_part_is_a_goal_that_is_reached() -> None:
    found = solve(CUT, today=TODAY)
    assert found.if_it_works is not None
    late = solve(CUT.replace("hours: 12", "hours: 13"), today=TODAY)
    assert late.if_it_works == Then(next="done", goal=True, part_ids=("b",))
    assert "the goal is reached (without b)" in str(late)
    assert "miss together" not in str(late)  # fixed hours do not miss


def test_a_part_that_may_be_missing_is_not_taken_for_needed() -> None:
    found = front.why(nowhere, NOW, CUT.encode())
    assert found.answer.value == solve(CUT, today=TODAY).value == 65.0
    assert "brings 85 h and costs 20 h" in found.answer.why[0]


def test_runs_by_the_date_come_to_what_ship_says_of_it() -> None:
    told = front.simulate(nowhere, NOW, WAYS.encode(), runs=3_000, seed=1)
    asked = ship(WAYS, today=TODAY, runs=3_000, seed=1)
    by_date = told.by_date
    assert by_date is not None
    assert by_date.whole_prob + by_date.cut_prob == pytest.approx(asked.on_time)
    assert by_date.whole_prob + by_date.cut_prob + by_date.late_prob + by_date.never_prob == pytest.approx(1.0)
    assert told.curve.reached_curve[-1] == pytest.approx(told.chance)  # it ends at what ever ships
    assert told.hours_quantiles.q95 <= asked.hours_until + 1e-9
    assert sum(use.hours for use in told.steps) == pytest.approx(told.hours_mean)
    assert "shipped with nothing missing" in str(told)


def test_parts_that_are_missing_and_what_ships_late_are_told_apart() -> None:
    cut = front.simulate(nowhere, NOW, CUT.encode(), runs=2_000).by_date
    assert cut is not None
    assert cut.cut_prob == pytest.approx(0.5, abs=0.04)
    late_text = WAYS.replace("ship: 2026-11-13", "ship: 2026-11-03\nlate: 5 per week")
    late = front.simulate(nowhere, NOW, late_text.encode(), runs=2_000).by_date
    assert late is not None
    assert late.late_prob > 0.2


def test_what_is_no_question_of_a_date_is_answered_as_before() -> None:
    undated = WAYS.replace("ship: 2026-11-13\nhours: 20 per week\n", "")
    assert front.simulate(nowhere, NOW, undated.encode(), runs=50).by_date is None
    assert front.why(nowhere, NOW, undated.encode()).holds_while is None
    assert front.simulate(nowhere, NOW, WAYS.encode(), runs=50, objective="hours").by_date is None
    assert front.why(nowhere, NOW + timedelta(days=30), WAYS.encode()).holds_while is None


def value(text: str, today: date = TODAY) -> tuple[float, float]:
    answer = solve(text, today=today)
    return answer.value or 0.0, answer.upper or 0.0


@pytest.mark.parametrize("text", [WAYS, CUT, LONG, CUT.replace("hours: 12", "hours: 4 to 20")])
@pytest.mark.parametrize(
    ("before", "after"),
    [("20 per", "25 per"), ("2026-11-06", "2026-11-09"), ("2026-11-13", "2026-11-16"), ("30%", "40%")],
)
def test_more_hours_a_later_day_or_a_higher_chance_never_make_it_worth_less(text: str, before: str, after: str) -> None:
    (lower, _), (_, upper) = value(text), value(text.replace(before, after))
    assert upper >= lower - 1e-9
    if "to" not in text.partition("goal")[2]:  # exact, so the value itself never falls
        assert value(text.replace(before, after))[0] >= lower - 1e-9


def test_unless_asked_it_is_told_how_likely_all_is_within_quarters_of_the_hours_until_the_date() -> None:
    told = front.simulate(nowhere, NOW, WAYS.encode(), runs=400, seed=1)
    assert told.by_date is not None
    hours = [one.hours for one in told.within]
    assert hours == pytest.approx([told.by_date.hours_until * share for share in (0.25, 0.5, 0.75, 1.0)], rel=0.01)
    asked = front.simulate(nowhere, NOW, WAYS.encode(), runs=400, seed=1, within=(3.0,))
    assert [one.hours for one in asked.within] == [3.0]


def test_more_hours_in_each_week_are_more_hours_until_every_day_that_counts() -> None:
    posed = pose(read_plan(LONG.replace("hours: 1}", "hours: 12}")))
    whole = dated(posed, TODAY).problem
    slow = next(step for step in posed.problem.steps if posed.step(step).id == "slow")
    due = tuple(15.0 if number == slow else math.inf for number in range(len(whole.problem.nodes)))
    problem = replace(whole, by_hours=(40.0,), due_hours=due)
    assert [next_at(posed, problem, factor) for factor in (1.0, 2.0)] == ["stop", "slow"]
    assert next_at(posed, replace(problem, due_hours=(math.inf,) * len(due)), 0.25) == "stop"
