import math
import re
from dataclasses import replace
from typing import Literal

import msgspec
import pytest

from acumen.decision import Limits, Solution
from acumen.desk.plans import questioned, solving
from acumen.desk.plans.anyway import ABOVE
from acumen.desk.plans.changes import change
from acumen.desk.plans.policy_tree import tree
from acumen.desk.plans.problem import Posed
from acumen.desk.plans.progress import End, Progress
from acumen.desk.plans.read import read_plan
from acumen.desk.plans.simulate import simulate
from acumen.desk.plans.solve import solve
from acumen.desk.plans.turning import teach
from acumen.desk.plans.value_of_information import probes
from acumen.desk.sensitivity.why import why
from acumen.planfile.scalars import write_chance, write_hours
from acumen.records import Interval, Plan
from acumen.results.anyway import Anyway, SingleChange
from tests.desk.drawn_plans import draw_spec, read_spec
from tests.desk.plan_texts import plan_text

ALL_OF_TWO = plan_text(
    ["all", (0.5, 10), (0.2, 30)], worth=100
)  # b first: 30 + .2·10 = 32 h for .1; a first: 25 h for .1
BOUND = """
plan: bound
worth: 140
goal: {all: [{step: build, chance: {sound: 90%, otherwise: 5%}, hours: 50}, {step: use, chance: 60%, hours: 10}]}
hypotheses: {sound: {claim: It is sound, chance: 40%}}
probes: [{probe: look, about: sound, hours: 13, positive: {sound: 95%, otherwise: 5%}}]
"""


def anyway_of(text: str | Plan, **more: object) -> Anyway:
    plan = read_plan(text) if isinstance(text, str) else text
    found = teach(solve(plan, **more), plan, **more).anyway  # type: ignore[arg-type]
    assert found is not None
    return found


def turn_of(found: Anyway, kind: str, id_: str) -> SingleChange | None:
    return next((turn for turn in found.turns or () if (turn.kind, turn.id) == (kind, id_)), None)


def test_going_on_anyway_takes_the_fewest_hours_for_each_chance_of_the_goal() -> None:
    found = anyway_of(ALL_OF_TWO)
    assert (found.next, found.patience_hours) == ("a", None)
    assert found.chance == pytest.approx(0.1)
    assert found.hours == pytest.approx(10 + 0.5 * 30)
    assert found.worth_from == pytest.approx(250)
    assert found.value == pytest.approx(100 * 0.1 - 25)
    assert found.needed_chance == pytest.approx(0.25)
    assert found.hours_factor == pytest.approx(0.4)


def test_a_step_sinks_a_plan_by_what_a_start_would_pay_from_if_it_were_done() -> None:
    sinks = anyway_of(ALL_OF_TWO).sinks or ()
    assert [sink.id for sink in sinks] == ["b", "a"]
    assert [sink.break_even_worth for sink in sinks] == pytest.approx([10 / 0.5, 30 / 0.2])


def test_the_smallest_changes_are_those_of_the_closed_form() -> None:
    found = anyway_of(ALL_OF_TWO)
    # a first, p_a = .5: 100 · .5 · p_b > 10 + .5 · 30 from p_b = .5 on; b first: 100 · p_b · .5 > 30 + 10 p_b from .75 on
    turn = turn_of(found, "chance", "b")
    assert turn is not None
    assert (turn.enough, turn.not_enough, turn.setting) == (0.51, 0.5, "b.chance=51%")
    # hours of b: a first 10 > 10 + .5 h, never; b first: 10 > h + 2, below 8 h; a hundredth of 30 h is 0.3 h
    turn = turn_of(found, "hours", "b")
    assert turn is not None
    assert (turn.enough, turn.not_enough) == (7.8, 8.1)
    assert turn_of(found, "chance", "a") is None  # sure: 20 > 30 never
    turn = turn_of(found, "worth", "worth")
    assert turn is not None
    assert (turn.enough, turn.not_enough, turn.setting) == (251.0, 250.0, "worth=251")
    assert [turn.id for turn in found.turns or () if turn.kind == "drop"] == ["b"]  # a alone: 50 > 10; b alone: 20 < 30


def test_finding_out_first_may_take_what_the_result_is_worth() -> None:
    turn = turn_of(anyway_of(ALL_OF_TWO), "told", "b")
    assert turn is not None
    # told that b works: better of a first, 50 − 10 − .5·30, and b first, 50 − 30 − 10
    assert turn.enough == pytest.approx(0.2 * 25)


def test_with_the_odds_of_all_chances_so_much_better_it_starts() -> None:
    found = anyway_of(ALL_OF_TWO)
    assert found.odds_factor is not None

    def pays(factor: float) -> bool:
        a, b = (factor * odds / (1 + factor * odds) for odds in (1.0, 0.25))
        return max(100 * a * b - 10 - a * 30, 100 * a * b - 30 - b * 10) > 0

    assert pays(found.odds_factor)
    assert not pays(found.odds_factor - 0.1)
    assert (found.sinks or ())[0].needed_chance == pytest.approx(
        0.25 * found.odds_factor / (1 + 0.25 * found.odds_factor)
    )


def applied(plan: Plan, turn: SingleChange, figure: object) -> Plan:
    """A plan with a turn's figure, by way of what is typed."""
    if turn.kind == "drop":
        return change(plan, drops=[turn.id])
    key = "worth" if turn.kind == "worth" else f"{turn.id}.{turn.kind}"
    if isinstance(figure, tuple):
        text = write_hours(Interval(low_hours=figure[0], high_hours=figure[1]))
    else:
        assert isinstance(figure, float)
        text = write_chance(figure) if turn.kind == "chance" else write_hours(figure)
    return change(plan, settings={key: text})


def stops(seeds: range) -> list[Plan]:
    """Drawn plans at a worth at which nothing of them is worth starting."""
    found = []
    for seed in seeds:
        plan = read_spec(draw_spec(seed, n_most_steps=5))
        least = solve(plan).break_even_worth
        if least:
            found.append(msgspec.structs.replace(plan, worth=round(0.7 * least, 3)))
    return found


@pytest.mark.parametrize("plan", stops(range(12)), ids=lambda plan: plan.plan)
def test_each_change_turns_the_advice_and_a_notch_less_does_not(plan: Plan) -> None:
    found = anyway_of(plan)
    assert found.turns
    for turn in found.turns:
        if turn.kind == "told":
            continue
        assert solve(applied(plan, turn, turn.enough)).next != "stop", turn
        if turn.setting is not None:
            assert solve(change(plan, settings=dict([turn.setting.split("=", 1)]))).next != "stop"
        if turn.kind != "drop":
            assert solve(applied(plan, turn, turn.not_enough)).next == "stop", turn


@pytest.mark.parametrize("plan", stops(range(12)), ids=lambda plan: plan.plan)
def test_no_policy_has_fewer_hours_for_its_chance_than_going_on_anyway(plan: Plan) -> None:
    found = solve(plan).anyway
    assert found is not None
    assert found.hours / found.chance == pytest.approx(found.worth_from)
    paying = solve(plan, worth=found.worth_from * 1.001)
    assert paying.next != "stop"
    assert paying.hours / paying.chance >= found.worth_from * (1 - 1e-9)
    assert solve(plan, worth=found.worth_from * 0.999).next == "stop"


def test_a_probe_that_is_too_dear_would_turn_it_in_as_many_hours_as_its_answer_is_worth() -> None:
    found = anyway_of(BOUND)
    turn = turn_of(found, "told", "look")
    assert turn is not None
    assert turn.current == 13.0
    assert isinstance(turn.enough, float)
    for hours, first in ((turn.enough * 0.99, "look"), (turn.enough * 1.02, "stop")):
        assert solve(read_plan(BOUND.replace("hours: 13", f"hours: {hours:.4g}"))).next == first


def test_a_hypothesis_that_were_likelier_turns_it() -> None:
    found = anyway_of(BOUND)
    turn = turn_of(found, "chance", "sound")
    assert turn is not None
    plan = read_plan(BOUND)
    assert solve(change(plan, settings={"sound.chance": write_chance(float(turn.enough or 0))})).next != "stop"  # type: ignore[arg-type]
    assert solve(change(plan, settings={"sound.chance": write_chance(float(turn.not_enough or 0))})).next == "stop"  # type: ignore[arg-type]


def test_in_a_begun_plan_only_what_is_open_sinks_it_or_turns_it() -> None:
    plan = read_plan(plan_text(["all", (0.5, 10), (0.2, 30), (0.9, 5)], worth=100))
    progress = Progress(ended={"a": End(is_true=True)})
    found = teach(solve(plan, progress=progress), plan, progress=progress).anyway
    assert found is not None
    assert found.worth_from == pytest.approx((30 + 0.2 * 5) / 0.18)
    assert {sink.id for sink in found.sinks or ()} <= {"b", "c"}
    assert all(turn.id != "a" for turn in found.turns or ())
    turn = turn_of(found, "chance", "b")  # b first: 90 p > 30 + 5 p from 30/85 on
    assert turn is not None
    assert turn.enough == math.ceil(100 * 30 / 85) / 100


def test_where_one_way_is_enough_the_best_of_them_is_what_sinks_it() -> None:
    found = anyway_of(plan_text(["any", (0.1, 20), (0.2, 30)], worth=50))
    assert found.next == "b"
    assert (found.chance, found.worth_from) == pytest.approx((0.2, 150))
    assert [(sink.id, sink.break_even_worth) for sink in found.sinks or ()] == [("b", 0.0)]


def test_what_is_reached_or_begun_or_has_no_worth_has_nothing_to_go_on_with() -> None:
    text = plan_text(["all", (0.5, 10)], worth=100)
    assert solve(read_plan(text)).anyway is None
    assert solve(read_plan(plan_text(["all", (0.5, 10)]))).anyway is None
    assert solve(read_plan(ALL_OF_TWO), objective="hours").anyway is None
    ended = Progress(ended={"b": End(is_true=False)})
    assert solve(read_plan(ALL_OF_TWO), progress=ended).anyway is None
    assert solve(read_plan(plan_text(["all", (0.0, 10)], worth=100))).anyway is None


def test_tree_simulation_and_reasons_follow_the_policy_that_goes_on_anyway() -> None:
    plan = read_plan(ALL_OF_TWO)
    laid_out, runs, reasons = tree(plan), simulate(plan, runs=4000), why(plan)
    assert (laid_out.next, laid_out.acts[0].id, runs.next) == ("stop", "a", "stop")
    assert laid_out.value == pytest.approx(-15)
    assert runs.exact.net == pytest.approx(-15)
    assert runs.net_mean is not None
    assert runs.net_se is not None
    assert abs(runs.net_mean + 15) < 4 * runs.net_se
    assert sum(way.value or 0.0 for way in reasons.scenarios) == pytest.approx(-15)
    assert reasons.answer.anyway is not None
    assert reasons.answer.anyway.turns
    for found in (laid_out.anyway, runs.anyway):
        assert found is not None
        assert found.worth_from == pytest.approx(250)


def test_where_being_told_turns_nothing_it_is_priced_where_a_start_pays() -> None:
    plan = read_plan(plan_text(["all", (0.5, 10), (0.2, 30)], worth=20))
    found = probes(plan)
    assert found.priced_worth_hours == pytest.approx(250 * ABOVE)
    prices = {told.id: told.evsi.lower for told in found.results}
    assert prices["b"] == pytest.approx(
        0.2 * (125 - 25), abs=1e-3
    )  # told yes: 125 − 10 − 15; told no: nothing; untold: 0
    assert probes(read_plan(ALL_OF_TWO)).priced_worth_hours is None


LONG = plan_text(["all", *((0.5 + 0.04 * n, f"{2 + n} to {9 + n}") for n in range(8)), (0.2, 40)], worth=90)


def counted(monkeypatch: pytest.MonkeyPatch, *, status: Literal["exact", "bracketed"] = "exact") -> list[Solution]:
    """What is solved from now on; where `status` is not `exact`, every stop looks as if it were not proven."""
    solved: list[Solution] = []

    def find(posed: Posed, *, worth: float, limits: Limits) -> Solution:
        found = solving.find(posed, worth=worth, limits=limits)
        if status != "exact":
            found = replace(found, status=status, upper=found.upper + 1.0)
        solved.append(found)
        return found

    monkeypatch.setattr(questioned, "find", find)
    return solved


@pytest.mark.parametrize("seconds", [0.0, 0.06, 0.3])
def test_no_more_plans_are_solved_than_is_said_and_the_rest_is_named(
    seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = read_plan(LONG)
    answer, solved = solve(plan), counted(monkeypatch)
    found = teach(answer, plan, seconds=seconds).anyway
    assert found is not None
    (note,) = found.notes
    stated = re.search(r"^Not computed, to solve no more than (\d+) plans: ", note)
    assert len(solved) <= (int(stated[1]) if stated else 0)
    assert len(found.sinks or ()) == 3
    assert any(turn.kind == "worth" for turn in found.turns or ())


def test_of_a_plan_too_big_to_be_exact_nothing_is_solved_again_and_its_likeliest_failures_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan = read_plan(LONG)
    answer, solved = msgspec.structs.replace(solve(plan), status="bracketed"), counted(monkeypatch)
    found = teach(answer, plan, seconds=10.0).anyway
    assert found is not None
    assert solved == []
    assert (found.sinks or ())[0].id == "i"  # 20 %, and most of the hours
    assert "as the plan is too big to be solved again" in found.notes[0]


def test_a_stop_that_is_not_proven_turns_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = read_plan(LONG)
    answer, solved = solve(plan), counted(monkeypatch, status="bracketed")
    found = teach(answer, plan).anyway
    assert found is not None
    assert [turn.kind for turn in found.turns or ()] == ["worth"]
    assert len(solved) == 1  # as dear as any, and the last
