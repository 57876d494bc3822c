import importlib
import json
import math
import sys
from pathlib import Path
from typing import Literal

import pytest

import acumen
from acumen.desk.plans.solve import Limits, solve
from acumen.errors import UsageError
from acumen.results.plans import Answer
from tests.desk.plan_texts import plan_text

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.yaml"))
NAMES = {
    "plan", "objective", "worth", "value", "lower", "upper", "status", "chance", "hours", "leverage", "best_leverage",
    "break_even_worth", "break_even_next", "next", "patience_hours", "leave_chance", "if_it_works", "if_not", "ranked", "why",
    "dated", "passed",
    "notes", "beliefs", "tips", "n_states", "seed", "version", "goal", "own_range", "under_way", "bound_by", "limits", "anyway",
    "made_hours", "part_ids", "whole_prob", "parts", "uncounted",
}  # fmt: skip
STOPPABLE = plan_text(["all", (0.5, 2), (0.5, 10)])  # a, then b only if a worked: 7 hours for a chance of ¼


@pytest.mark.parametrize(
    ("goal", "objective", "worth", "value"),
    [
        (["all", ["any", (0.3, 1), (0.2, 7)], (0.2, 8)], "net", 111, 3.26),
        (["all", ["any", (0.5, 6), (0.2, 2)], ["any", (0.5, 7), (0.4, 1)]], "net", 26, 2.52),
        (["all", (0.4, 8), ["any", ["all", (0.4, 2), (0.7, 9)], (0.1, 2)]], "hours", None, 8.416),
        (["all", ["any", ["all", (0.2, 1), (0.5, 10)], ["all", (0.1, 1), (0.5, 6)]], (0.1, 5)], "hours", None, 3.464),
        (
            ["any", ["all", ["any", (0.25, 8), (0.95, 5)], ["any", (0.2, 1), (0.15, 9)]], ["all", (0.35, 8), (0.9, 9)]],
            "net",
            54,
            13.04695,
        ),
        (["all", (0.9, "30 min"), (0.4, "240 min")], "hours", None, 246 / 60),
        (["all", (0.9, 12), (0.65, 2)], "hours", None, 9.8),
    ],
)
def test_the_examples_of_the_standard_come_out_of_a_file(
    goal: object, objective: Literal["net", "hours"], worth: float | None, value: float
) -> None:
    answer = solve(plan_text(goal), objective=objective, worth=worth)
    assert answer.value == pytest.approx(value, abs=1e-9)
    assert (answer.lower, answer.upper, answer.status) == (answer.value, answer.value, "exact")


def test_open_ended_work_is_left_when_the_standard_says() -> None:
    answer = solve(plan_text((0.5, "2 to 40"), worth=80))
    assert answer.value == pytest.approx(19.25, abs=0.005)
    assert answer.patience_hours == pytest.approx(21.0, abs=0.05)
    assert answer.leave_chance is not None
    assert 0.5 < answer.leave_chance < 1.0


def test_lambda_is_the_rate_of_steinhardt() -> None:
    ranked = {entry.id: entry for entry in solve(plan_text(["all", (0.9, 12), (0.65, 2)]), objective="hours").ranked}
    assert ranked["a"].lambda_per_hour == pytest.approx(0.00878, abs=5e-6)
    assert ranked["b"].lambda_per_hour == pytest.approx(0.2154, abs=5e-5)
    assert ranked["a"].regret == pytest.approx(13.8 - 9.8)
    assert solve(plan_text(["any", (0, 1), (0.5, 0)], worth=9)).ranked[0].lambda_per_hour is None


def test_leverage_and_break_even_are_hours_of_worth_per_hour() -> None:
    answer = solve(STOPPABLE, worth=40)
    assert (answer.value, answer.chance, answer.hours) == pytest.approx((3.0, 0.25, 7.0))
    assert answer.leverage == pytest.approx(10 / 7)
    assert answer.break_even_worth == pytest.approx(28.0)
    assert answer.best_leverage == pytest.approx(40 / 28)
    assert answer.break_even_next == "a"


def test_the_worth_asked_for_replaces_that_of_the_plan() -> None:
    text = STOPPABLE.replace("goal:", "worth: 1000\ngoal:")
    assert solve(text).worth == 1000
    assert solve(text, worth=40).value == pytest.approx(3.0)


def test_without_a_worth_the_break_even_worth_and_the_advice_above_it_are_given() -> None:
    answer = solve(STOPPABLE)
    assert (answer.status, answer.next, answer.worth) == ("break-even", "a", None)
    assert (answer.value, answer.lower, answer.upper, answer.leverage, answer.best_leverage) == (None,) * 5
    assert answer.break_even_worth == pytest.approx(28.0)
    assert (answer.chance, answer.hours) == pytest.approx((0.25, 7.0))
    assert any("No worth is given" in reason for reason in answer.why)
    assert "28 h of your time (break-even, exact)" in " ".join(str(answer).split())


def test_below_the_break_even_worth_the_advice_is_to_stop_and_says_what_it_would_take() -> None:
    answer = solve(STOPPABLE, worth=20)
    assert (answer.next, answer.value, answer.chance, answer.hours) == ("stop", 0.0, 0.0, 0.0)
    assert answer.leverage is None
    text = str(answer)
    assert text.startswith("Next: stop\n")
    said = " ".join(text.split())
    assert "Starting pays from a worth of 28.1 h on. If you went on all the same, you would start with a" in said
    assert solve(STOPPABLE, worth=28.1).next == "a" != solve(STOPPABLE, worth=28).next


@pytest.mark.parametrize("worth", [None, 0.5, 50.0])
def test_a_goal_out_of_reach_is_said_to_be_so(worth: float | None) -> None:
    answer = solve(plan_text(["all", (0, 1), (0.5, 1)]), worth=worth)
    assert (answer.next, answer.break_even_worth, answer.chance) == ("stop", None, 0.0)
    assert any("can't be reached" in note for note in answer.notes)
    assert "can't be reached" in str(answer)


def test_a_goal_that_costs_nothing_breaks_even_at_no_worth() -> None:
    answer = solve(plan_text(["any", (0.5, 0), (0.5, 0)]))
    assert (answer.break_even_worth, answer.next, answer.leverage) == (0.0, "a", None)
    assert answer.chance == pytest.approx(0.75)


def test_what_follows_is_a_step_or_the_end_of_the_goal() -> None:
    answer = solve(STOPPABLE, worth=40)
    assert answer.if_it_works is not None
    assert answer.if_not is not None
    assert (answer.if_it_works.next, answer.if_it_works.goal) == ("b", None)
    assert (answer.if_not.next, answer.if_not.goal) == ("failed", False)
    last = solve(plan_text(["any", (0.5, 2), (0.001, 100)], worth=10)).if_it_works
    assert last is not None
    assert (last.next, last.goal) == ("done", True)
    assert "if not              stop" in str(solve(plan_text(["any", (0.5, 2), (0.001, 100)], worth=10)))


def test_json_has_the_names_of_the_fields_and_no_number_that_is_none() -> None:
    for answer in (solve(EXAMPLES[0]), solve(STOPPABLE), solve(STOPPABLE, worth=1)):
        written = json.loads(answer.to_json(), parse_constant=lambda word: pytest.fail(f"{word} in JSON"))
        assert set(written) - {"schema"} == NAMES == set(Answer.__struct_fields__)
        assert written["version"] == acumen.__version__
        assert written["next"] == answer.next


def test_a_commitment_has_no_patience_and_work_that_may_be_left_has() -> None:
    ranked = {entry.id: entry for entry in solve(plan_text(["any", (0.5, 3), (0.5, "1 to 4")], worth=40)).ranked}
    assert ranked["a"].patience_hours is None
    assert ranked["b"].patience_hours is not None
    assert math.isfinite(ranked["b"].patience_hours)


def test_with_a_low_limit_the_answer_has_bounds_and_is_called_bracketed() -> None:
    goal = ["all", ["any", (0.3, 1), (0.2, 7)], (0.2, 8)]
    answer = solve(plan_text(goal), worth=111, limits=Limits(max_states=2))
    assert answer.status == "bracketed"
    assert answer.lower is not None
    assert answer.upper is not None
    assert answer.lower <= 3.26 <= answer.upper
    assert answer.lower == answer.value
    assert "(proven)" in str(answer)


def test_without_a_worth_a_plan_too_big_for_the_limits_is_told_a_worth_that_pays() -> None:
    text = plan_text(["all", ["any", (0.3, 1), (0.2, 7)], (0.2, 8)])
    exact, bounded = solve(text), solve(text, limits=Limits(max_states=2))
    assert exact.break_even_worth is not None
    assert bounded.break_even_worth is not None
    assert exact.break_even_worth <= bounded.break_even_worth <= 2.0 * exact.break_even_worth
    assert "perhaps from less" in bounded.notes[-1]
    assert "exact" not in str(bounded)
    assert solve(text, worth=1.001 * bounded.break_even_worth).next != "stop"


@pytest.mark.parametrize("worth", [-1.0, math.inf, math.nan])
def test_a_worth_that_is_no_number_of_hours_is_refused(worth: float) -> None:
    with pytest.raises(UsageError, match="expected a worth"):
        solve(STOPPABLE, worth=worth)


def test_an_unknown_objective_is_refused() -> None:
    with pytest.raises(UsageError, match="objective"):
        solve(STOPPABLE, objective="fame")  # type: ignore[arg-type]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_has_an_answer_whose_value_fits_its_chance_and_hours(example: Path) -> None:
    answer = solve(example, worth=400)
    assert answer.value is not None
    missing_hours = sum(part.cut_hours * part.missing_prob for part in answer.parts)  # of what is reached
    assert answer.value == pytest.approx((400 - missing_hours) * answer.chance - answer.hours, abs=1e-6)
    assert answer.next in {entry.id for entry in answer.ranked}
    regrets = [entry.regret for entry in answer.ranked if entry.regret is not None]
    assert regrets == sorted(regrets)
    assert regrets[0] == pytest.approx(0.0, abs=1e-9)


def test_what_else_the_process_has_loaded_does_not_change_an_answer() -> None:
    pytest.importorskip("numba")
    ways = [
        "    - any:\n"
        + "".join(
            f"        - {{step: s{group}{at}, chance: {30 + 7 * at + group}%, hours: {1 + at} to {6 + at + group}}}\n"
            for at in range(3)
        )
        for group in range(3)
    ]
    text = "plan: p\nworth: 300\ngoal:\n  all:\n" + "".join(ways)
    sys.modules.pop("acumen.decision.backward_induction.compiled", None)
    before = acumen.solve(text)
    importlib.import_module("acumen.decision.backward_induction.compiled")
    after = acumen.solve(text)
    sys.modules.pop("acumen.decision.backward_induction.compiled", None)
    assert (before.value, before.chance, before.hours) == (after.value, after.chance, after.hours)


def test_a_plan_too_big_for_any_policy_is_begun_where_the_fewest_hours_are_wanted() -> None:
    answer = acumen.solve(STOPPABLE, objective="hours", limits=Limits(max_states=1))
    assert answer.next == "a"
    assert answer.hours == answer.upper == 7.0  # group after group, each in the order of its ratios
    assert answer.chance == 0.25
    assert answer.lower == pytest.approx(7.0)
    assert "nan" not in str(answer)


@pytest.mark.parametrize("worth", [None, 1e9])
@pytest.mark.parametrize("chance", ["1e-320", "1e-305"])
def test_a_goal_so_unlikely_that_no_float_holds_its_break_even_worth_stops(chance: str, worth: float | None) -> None:
    answer = solve(f"plan: p\ngoal: {{any: [{{step: a, chance: {chance}, hours: 77}}]}}", worth=worth)
    assert (answer.next, answer.break_even_worth) == ("stop", None)
    assert "next to 0" in " ".join(answer.notes)
    assert "inf" not in str(answer)


def test_a_goal_that_costs_nothing_takes_0_hours_without_a_sign() -> None:
    answer = solve(plan_text(["any", (0.5, 0), (1.0, 0)]), objective="hours")
    told = [answer.value, answer.lower, answer.upper, answer.hours, *(ranked.value for ranked in answer.ranked)]
    assert [str(figure) for figure in told] == ["0.0"] * len(told)


def test_where_parts_may_be_missing_no_best_worth_per_hour_is_said_as_their_price_is_fixed() -> None:
    goal = "{all: [{step: core, chance: 70%, hours: 10}, {step: extra, chance: 60%, hours: 10 to 20, cut: 50}]}"
    text = f"plan: p\nworth: 200\ngoal: {goal}\n"
    answer = solve(text)
    assert answer.parts
    assert (answer.best_leverage, "at best" in str(answer)) == (None, False)
    assert answer.break_even_worth is not None
    least = answer.break_even_worth
    assert (solve(text, worth=0.99 * least).next, solve(text, worth=1.01 * least).next) == ("stop", "core")


def test_where_a_part_has_no_price_in_the_answer_its_best_worth_per_hour_is_said() -> None:
    tied = "chance: {h: 90%, otherwise: 50%}, hours: 10"
    goal = (
        f"{{all: [{{step: core, {tied}}}, {{step: main, {tied}}}, {{step: extra, chance: 60%, hours: 10, cut: 50}}]}}"
    )
    answer = solve(f"plan: p\nworth: 200\nhypotheses: {{h: {{claim: c, chance: 50%}}}}\ngoal: {goal}\n")
    assert (answer.uncounted, answer.parts) == (("cut",), ())
    assert answer.best_leverage is not None
