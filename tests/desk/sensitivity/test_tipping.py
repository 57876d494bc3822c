from typing import Literal

import pytest

from acumen.desk.plans.changes import change
from acumen.desk.plans.solve import Limits, solve
from acumen.desk.sensitivity.tipping import MAX_SMALL, TOO_BIG, lean, with_tips
from acumen.records import Plan
from acumen.results.plans import Figure, TipShown
from tests.desk.drawn_plans import draw_spec, read_spec

ASIDE = 1e-3  # of the tipping point: three digits
QUESTIONS: list[tuple[Literal["net", "hours"], bool]] = [("net", True), ("hours", True), ("net", False)]


def text_of(figure: Figure, factor: float = 1.0) -> str:
    """A figure as `--set` takes it."""
    if isinstance(figure, tuple):
        return f"{figure[0] * factor!r} to {figure[1] * factor!r}"
    return repr(figure * factor)


def top(figure: Figure | None) -> float:
    assert figure is not None
    return figure[1] if isinstance(figure, tuple) else figure


def with_input(plan: Plan, tip: TipShown, factor: float) -> Plan:
    """The plan with the input at the tipping point times a factor; chances at most 1."""
    assert tip.at is not None
    at = min(1.0 / factor, tip.at) if tip.input == "chance" and isinstance(tip.at, float) else tip.at
    return change(plan, settings={"worth" if tip.input == "worth" else f"{tip.id}.{tip.input}": text_of(at, factor)})


@pytest.mark.parametrize(("objective", "has_worth"), QUESTIONS)
@pytest.mark.parametrize("seed", range(12))
def test_solving_on_both_sides_of_every_tip_shows_the_change(
    seed: int,
    objective: Literal["net", "hours"],
    has_worth: bool,  # noqa: FBT001 (pytest hands it over by name)
) -> None:
    plan = read_spec(draw_spec(seed, worth=has_worth))
    answer = solve(plan, objective=objective)
    found = lean(answer, plan)
    assert not found.notes
    for tip in (*found.tips, *found.worth_tips):
        if not tip.at:
            continue
        away = ASIDE if top(tip.at) > top(tip.current) else -ASIDE
        before = solve(with_input(plan, tip, 1.0 - away), objective=objective)
        after = solve(with_input(plan, tip, 1.0 + away), objective=objective)
        assert (before.next, after.next) == (answer.next, tip.next), tip


def test_the_drawn_plans_have_tips_to_all_sides_and_inputs_without_any() -> None:
    tips: list[TipShown] = []
    for seed in range(12):
        plan = read_spec(draw_spec(seed))
        tips += lean(solve(plan), plan).tips
    kinds = {(tip.input, top(tip.at) > top(tip.current)) for tip in tips if tip.at}
    assert kinds == {("chance", True), ("chance", False), ("hours", True), ("hours", False)}
    assert sum(tip.at is None for tip in tips) > 5
    assert sum(tip.next == "stop" for tip in tips) > 5
    assert sum(tip.next not in (None, "stop") for tip in tips) > 5


@pytest.mark.parametrize("seed", range(8))
def test_an_input_without_a_tip_changes_nothing_wherever_it_is_put(seed: int) -> None:
    plan = read_spec(draw_spec(seed))
    answer = solve(plan)
    for tip in lean(answer, plan).tips:
        if tip.at is not None:
            continue
        assert tip.next is None
        places = [0.01, 0.1, 0.3, 0.6, 0.9, 1.0] if tip.input == "chance" else [0.1, 0.3, 0.7, 1.4, 3.0, 9.9]
        for place in places:
            value = text_of(place) if tip.input == "chance" else text_of(tip.current, place)
            assert solve(change(plan, settings={f"{tip.id}.{tip.input}": value})).next == answer.next, tip


@pytest.mark.parametrize(("objective", "has_worth"), QUESTIONS)
@pytest.mark.parametrize("seed", range(6))
def test_a_swing_is_what_solving_at_its_ends_gives(
    seed: int,
    objective: Literal["net", "hours"],
    has_worth: bool,  # noqa: FBT001 (pytest hands it over by name)
) -> None:
    plan = read_spec(draw_spec(seed, worth=has_worth))
    swings = lean(solve(plan, objective=objective), plan).swings
    assert swings
    for swing in swings:
        ends = ((swing.low, swing.value_low, swing.next_low), (swing.high, swing.value_high, swing.next_high))
        for figure, value, then in ends:
            moved = change(plan, settings={f"{swing.id}.{swing.input}": text_of(figure)})
            answer = solve(moved, objective=objective)
            worth = answer.break_even_worth if answer.status == "break-even" else answer.value
            assert worth == pytest.approx(value, rel=1e-7, abs=1e-7)
            assert answer.next == then


def test_a_tip_of_two_steps_is_where_their_ratios_meet() -> None:
    plan = read_spec(
        {
            "plan": "two",
            "goal": {"any": [{"step": "a", "chance": "50%", "hours": 4}, {"step": "b", "chance": "40%", "hours": 4}]},
            "worth": 100,
        }
    )
    tips = {(tip.id, tip.input): tip for tip in lean(solve(plan), plan).tips if tip.next in ("a", "b")}
    assert tips["a", "chance"].at == pytest.approx(0.4, rel=1e-3)  # chance per hour: 0.4 / 4
    assert tips["a", "hours"].at == pytest.approx(5.0, rel=1e-3)
    assert tips["b", "chance"].at == pytest.approx(0.5, rel=1e-3)
    assert tips["b", "hours"].at == pytest.approx(3.2, rel=1e-3)
    assert [tips[key].next for key in tips] == ["b"] * 4


def test_tips_stand_nearest_first_and_swings_widest_first() -> None:
    plan = read_spec(draw_spec(3))
    found = lean(solve(plan), plan)
    is_known = [tip.at is not None for tip in found.tips]
    assert is_known == sorted(is_known, reverse=True)
    widths = [abs((swing.value_high or 0.0) - (swing.value_low or 0.0)) for swing in found.swings]
    assert widths == sorted(widths, reverse=True)


def test_certain_steps_and_free_steps_have_the_tips_that_make_sense() -> None:
    goal = {"all": [{"step": "sure", "chance": 1.0, "hours": 3}, {"step": "free", "chance": "50%", "hours": 0}]}
    plan = read_spec({"plan": "certain", "goal": goal, "worth": 10})
    found = lean(solve(plan), plan)
    assert {(tip.id, tip.input) for tip in found.tips} == {("sure", "chance"), ("sure", "hours"), ("free", "chance")}


def test_what_is_beyond_the_effort_is_named_and_left_out() -> None:
    plan = read_spec(draw_spec(3))
    found = lean(solve(plan), plan, max_evaluations=0)
    assert (found.tips, found.swings) == ((), ())
    assert found.notes[0].startswith("Not looked at, to keep the effort small: chance of s0")


def test_a_plan_that_was_not_solved_exactly_has_no_tips() -> None:
    ways = [{"any": [{"step": "a", "chance": 0.3, "hours": 1}, {"step": "b", "chance": 0.2, "hours": 7}]}]
    plan = read_spec({"plan": "p", "worth": 111, "goal": {"all": [*ways, {"step": "c", "chance": 0.2, "hours": 8}]}})
    answer = solve(plan, limits=Limits(max_states=2))
    assert answer.status == "bracketed"
    assert lean(answer, plan).notes == (TOO_BIG,)
    assert with_tips(answer, plan).tips is None


def test_an_answer_carries_tips_where_the_plan_is_small_and_a_note_where_it_is_not() -> None:
    small = read_spec(draw_spec(3))
    answer = solve(small)
    assert answer.tips is None
    assert with_tips(answer, small).tips == lean(answer, small, has_swings=False).tips
    steps = [{"step": f"s{n}", "chance": "50%", "hours": f"1 to {n + 3}"} for n in range(8)]
    large = read_spec({"plan": "large", "goal": {"any": steps}, "worth": 100})
    too_large = with_tips(solve(large), large)
    assert too_large.n_states * 8 > MAX_SMALL
    assert too_large.tips is None
    assert "`why` does" in too_large.notes[-1]


@pytest.mark.parametrize(("hours", "at"), [(5.5, 11.0), (9.5, 19.0), (10.5, 21.0), (4.5, None)])
def test_a_worth_is_looked_for_down_to_a_tenth_of_it_and_no_further(hours: float, at: float | None) -> None:
    plan = read_spec({"plan": "p", "worth": 100.0, "goal": {"any": [{"step": "a", "chance": 0.5, "hours": hours}]}})
    found = [tip for tip in lean(solve(plan), plan).worth_tips if tip.at is not None]
    assert [tip.next for tip in found] == ([] if at is None else ["stop"])
    assert [tip.at for tip in found] == ([] if at is None else [pytest.approx(at, rel=1e-3)])
