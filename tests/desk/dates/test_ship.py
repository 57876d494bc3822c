"""The date questioned, in plans that stand at their beginning, midway, and past their day."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from acumen.desk.dates.ship import ship
from acumen.desk.dates.tree import tree_by_date
from acumen.desk.plans.capacity import SHARE, dated, working_hours
from acumen.desk.plans.conditioning import begin
from acumen.desk.plans.problem import pose
from acumen.desk.plans.progress import End, Progress
from acumen.desk.plans.read import read_plan
from acumen.desk.plans.solve import solve
from acumen.errors import UsageError
from acumen.results.plans import Then

ROOT = Path(__file__).parents[3]
TODAY = date(2026, 11, 2)  # a Monday
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
SURE = """plan: sure
worth: 100
ship: 2026-11-06
hours: 20 per week
goal: {all: [{step: a, chance: 100%, hours: 8}, {step: b, chance: 50%, hours: 12, cut: 30}]}
"""
FEW = 4_000


def test_two_working_weeks_of_twenty_hours() -> None:
    told = ship(WAYS, today=TODAY, runs=FEW)
    assert told.hours_until == 40.0
    assert told.next == "quick"
    assert 52.2 - 0.1 <= told.lower <= told.upper <= 52.9 + 0.1  # as the design measured it
    assert told.patience_hours == pytest.approx(6.0, abs=0.4)
    assert told.on_time == pytest.approx(0.75, abs=0.02)


def test_fixed_hours_are_exact_and_a_part_may_be_missing() -> None:
    told = ship(SURE, today=TODAY, runs=FEW)
    assert (told.status, told.value, told.next) == ("exact", 100.0 - 30.0 - 8.0 + 0.5 * 30.0 - 12.0, "a")
    assert (told.on_time, told.ever) == (1.0, 1.0)
    assert told.whole_prob == pytest.approx(0.5, abs=0.03)
    assert [(part.part, part.cut_hours) for part in told.parts] == [("b", 30.0)]
    assert told.parts[0].missing_prob == pytest.approx(1.0 - told.whole_prob)
    assert [(cut.part_ids, cut.lost_hours, cut.cost_hours) for cut in told.cuts] == [
        ((), 0.0, 0.0),
        (("b",), 30.0, 3.0),
    ]


def test_a_part_is_worth_beginning_as_long_as_it_can_end() -> None:
    told = ship(SURE, today=TODAY, runs=FEW)
    assert told.parts[0].begin_by == date(2026, 11, 4)  # Wednesday: three days of four hours are left
    assert ship(SURE.replace("12, cut", "21, cut"), today=TODAY, runs=FEW).parts[0].begin_by is None


def test_the_effect_of_a_step_is_that_of_the_plan_changed_by_hand() -> None:
    told = ship(SURE, today=TODAY, runs=FEW)
    (effect,) = [each for each in told.effects if each.step == "b"]
    assert effect.half_gain_hours == pytest.approx(6.0)
    assert effect.sure_gain_hours == pytest.approx(15.0)
    assert effect.sure_on_time == 1.0


def test_what_has_been_done_counts_and_its_hours_are_gone() -> None:
    progress = Progress(ended={"quick": End(is_true=False)})
    told = ship(WAYS, today=TODAY + timedelta(days=2), runs=FEW, progress=progress)
    assert told.hours_until == 32.0
    assert "quick" not in {effect.step for effect in told.effects}
    assert told.value < ship(WAYS, today=TODAY, runs=FEW).value


def test_the_same_seed_gives_the_same_figures() -> None:
    assert ship(WAYS, today=TODAY, runs=FEW, seed=3) == ship(WAYS, today=TODAY, runs=FEW, seed=3)


def test_hours_that_miss_together_change_chances_and_no_value() -> None:
    apart, joined = (
        ship(WAYS.replace("hours: 20", f"together: {share}\nhours: 20"), today=TODAY, runs=FEW)
        for share in ("0%", "60%")
    )
    assert apart.value == joined.value
    assert "60 % of what surprises" in " ".join(str(joined).split())
    assert "miss together" not in str(apart)
    assert ship(WAYS, today=TODAY, runs=FEW).shared_surprise == SHARE


def test_a_day_asked_about_replaces_the_plans() -> None:
    assert ship(WAYS, today=TODAY, on=date(2026, 11, 20), runs=FEW).hours_until == 60.0


@pytest.mark.parametrize(
    ("text", "today", "message"),
    [
        (WAYS.replace("ship: 2026-11-13\nhours: 20 per week\n", ""), TODAY, "with `ship`"),
        (WAYS.replace("hours: 20 per week\n", ""), TODAY, "with `hours`"),
        (WAYS.replace("worth: 100\n", ""), TODAY, "what ways is worth"),
        (WAYS, date(2026, 11, 14), "has passed"),
    ],
)
def test_what_can_not_be_questioned_is_refused_with_what_to_do(text: str, today: date, message: str) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        ship(text, today=today)
    assert caught.value.hint


def test_hypotheses_and_probes_count_by_a_date() -> None:
    plan = (ROOT / "examples" / "two-probes.yaml").read_text().replace("goal:", "ship: DAY\nhours: 20 per week\ngoal:")
    late, soon = (ship(plan.replace("DAY", day), today=TODAY, runs=FEW) for day in ("2027-03-01", "2026-11-06"))
    assert (late.status, late.next, soon.next) == ("estimated", "toy-case", "build")
    assert late.value == pytest.approx(18.5, abs=4.0 * late.error)  # both looks, as without a date
    assert soon.value == pytest.approx(16.4, abs=4.0 * soon.error)  # no hour is left for a look
    answer = solve(plan.replace("DAY", "2027-03-01"), today=TODAY)
    assert answer.dated is not None
    assert answer.status == "estimated"
    assert not any("does not count" in note for note in answer.notes)


def test_worth_that_falls_by_the_day() -> None:
    plan = read_plan(WAYS.replace("ship: 2026-11-13", "ship: 2026-11-06\nlate: 70 per week"))
    problem = dated(begin(pose(plan), None), TODAY).problem
    assert problem.by_hours[:3] == (20.0, 24.0, 28.0)  # Friday, then Monday and Tuesday
    assert problem.worths[:3] == (100.0, 70.0, 60.0)
    assert min(problem.worths) > 0.0


def test_late_work_still_pays_after_the_day() -> None:
    told = ship(
        WAYS.replace("ship: 2026-11-13", "ship: 2026-11-13\nlate: 20 per week"), today=date(2026, 11, 16), runs=FEW
    )
    assert told.value > 0.0
    assert told.on_time == 0.0


def test_days_off_and_days_of_the_week_take_hours() -> None:
    plan = read_plan(WAYS.replace("hours: 20 per week", "hours: 20 per week\ndays: [mon, wed]\noff: [2026-11-04]"))
    assert working_hours(plan, TODAY, 10).by_day == (10.0, 0, 0, 0, 0, 0, 0, 10.0, 0, 10.0)


def test_the_advice_is_that_of_the_date_where_a_day_is_given() -> None:
    by_date, without = solve(WAYS, today=TODAY), solve(WAYS)
    assert by_date.dated is not None
    assert (without.dated, without.passed) == (None, None)
    assert by_date.value is not None
    assert without.value is not None
    assert by_date.value < without.value
    assert by_date.dated.hours_until == 40.0
    assert by_date.value == ship(WAYS, today=TODAY, runs=FEW).value
    assert [entry.id for entry in by_date.ranked] == ["quick", "rig", "sure"]
    assert by_date.if_it_works == Then(next="done", goal=True)


@pytest.mark.parametrize(
    ("text", "today", "note"),
    [
        (WAYS.replace("hours: 20 per week\n", ""), TODAY, "say how many hours"),
        (WAYS.replace("worth: 100\n", ""), TODAY, "no worth"),
    ],
)
def test_a_date_that_does_not_count_is_said_not_to(text: str, today: date, note: str) -> None:
    answer = solve(text, today=today)
    assert answer.dated is None
    assert any(note in each for each in answer.notes)


def test_a_day_that_has_passed_is_said_and_does_not_count() -> None:
    answer = solve(WAYS, today=date(2026, 11, 14))
    assert answer.passed == date(2026, 11, 13)
    assert answer.value == solve(WAYS).value


def test_shipping_what_is_there_is_said_where_nothing_more_pays() -> None:
    progress = Progress(ended={"a": End(is_true=True)})
    answer = solve(SURE.replace("chance: 50%", "chance: 5%"), today=TODAY, progress=progress)
    assert answer.next == "stop"
    assert any(note.startswith("Ship what is there: that is worth 70 h now") for note in answer.notes)


def test_the_curve_rises_to_the_chance_of_the_date_on_the_day_itself() -> None:
    told = ship(WAYS, today=TODAY, runs=FEW)
    assert told.curve_days[0] == TODAY
    assert list(told.curve_shares) == sorted(told.curve_shares)
    at = dict(zip(told.curve_days, told.curve_shares, strict=True))
    assert at[told.ship] == pytest.approx(told.on_time)
    assert at[told.ship - timedelta(days=4)] < told.on_time


def test_a_tripwire_is_the_last_day_on_which_a_plan_that_is_still_open_is_likelier_met_than_missed() -> None:
    text = "plan: wire\nworth: 500\nship: 2026-11-13\nhours: 20 per week\ngoal: {all: [ONE, TWO]}\n"
    one = "{step: one, chance: 70%, hours: 2}"
    two = "{step: two, chance: 95%, hours: 4 to 60}"
    told = ship(text.replace("ONE", one).replace("TWO", two), today=TODAY, runs=FEW)
    assert told.on_time > 0.5
    wires = {wire.step: wire.by_day for wire in told.tripwires}
    assert "two" in wires
    assert wires["two"] > TODAY + timedelta(days=4)  # were failures of `one` counted as waiting, it would be near today
    assert "one" not in wires  # it ends within its 2 h, one way or the other


def test_the_tree_by_the_date_is_worth_what_the_date_is_questioned_for() -> None:
    told, found = ship(SURE, today=TODAY, runs=FEW), tree_by_date(SURE, TODAY)
    assert found is not None
    assert (found.value, found.by_day, found.whole_prob) == (told.value, told.ship, 0.5)
    assert [act.if_not.part_ids for act in found.acts if act.id == "b"] == [("b",)]
    assert tree_by_date(WAYS, TODAY) is None  # what comes next hangs on hours that are not fixed
