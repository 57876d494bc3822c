"""A plan too big to be exact: every verb goes on from its bracket, and all say the same of it."""

import json
from functools import cache
from itertools import islice

import pytest

from acumen.decision import Limits
from acumen.desk.plans.policy_tree import tree
from acumen.desk.plans.simulate import simulate
from acumen.desk.plans.solve import solve
from acumen.desk.sensitivity.what_if import compare
from acumen.desk.sensitivity.why import why
from acumen.records import Plan
from tests.desk.drawn_plans import Spec, draw_spec, read_spec, steps_of

LOW = Limits(max_states=12, max_explored=8, max_visits=2_000)
N_PLANS = 5


def bracketed(seed: int) -> Plan | None:
    """A drawn plan of some nine steps that pays and is not exact under LOW; None where it does not or is."""
    spec: Spec = draw_spec(seed, n_most_steps=10)
    steps = steps_of(spec["goal"])
    steps[-1]["needs"] = [steps[0]["step"]]
    plan = read_spec({**spec, "worth": 400})
    answer = solve(plan, limits=LOW)
    return plan if answer.status == "bracketed" and answer.next != "stop" else None


@cache
def plans() -> tuple[Plan, ...]:
    found = (plan for plan in map(bracketed, range(40)) if plan is not None)
    return tuple(islice(found, N_PLANS))


@pytest.fixture
def plan(request: pytest.FixtureRequest) -> Plan:
    place: int = request.param
    return plans()[place]


EACH = pytest.mark.parametrize("plan", range(N_PLANS), indirect=True)


@EACH
def test_tree_runs_and_reasons_are_of_one_policy(plan: Plan) -> None:
    answer = solve(plan, limits=LOW)
    laid, ran, told = tree(plan, limits=LOW), simulate(plan, limits=LOW, runs=4_000), why(plan, limits=LOW)
    assert laid.next == ran.next == told.answer.next == answer.next == laid.acts[0].id
    assert laid.value == pytest.approx(answer.value, abs=1e-5)
    assert laid.chance == ran.exact.chance == pytest.approx(answer.chance, abs=1e-6)
    assert laid.hours == ran.exact.hours == pytest.approx(answer.hours, abs=1e-4)
    assert ran.net_mean is not None
    assert abs(ran.net_mean - (answer.value or 0.0)) <= 4.0 * (ran.net_se or 0.0) + 1e-6
    assert sum(way.value or 0.0 for way in told.scenarios) == pytest.approx(laid.value, abs=1e-6)
    assert answer.if_it_works is not None
    assert answer.if_it_works.next == laid.acts[0].if_it_works.next
    for shown in (laid, ran, told, answer):
        assert json.loads(shown.to_json())
        assert "too big to be laid out" not in str(shown)
        assert "can't be followed" not in str(shown)


@EACH
def test_tips_and_swings_are_attained_where_the_plan_is_changed(plan: Plan) -> None:
    told = why(plan, limits=LOW)
    assert told.answer.tips is not None
    assert len(told.swings) >= len(told.answer.tips) / 2
    for swing in told.swings[:4]:
        if swing.input == "chance" and isinstance(swing.high, float):
            best = compare(plan, settings={f"{swing.id}.chance": swing.high}).as_changed
            assert (swing.value_high or 0.0) <= (best.upper or 0.0) + 1e-4 * 400.0
    for move in told.moves:
        assert move.kind != "drop" or move.value == told.answer.value


@pytest.mark.parametrize("plan", range(2), indirect=True)
def test_what_if_solves_each_of_the_two_plans_as_it_would_alone(plan: Plan) -> None:
    first = solve(plan, limits=LOW).next
    found = compare(plan, settings={f"{first}.chance": "90%"}, limits=LOW)
    assert found.as_it_is == solve(plan, limits=LOW)
    assert found.as_changed.value is not None
    assert found.as_it_is.value is not None
    assert found.as_changed.value >= found.as_it_is.value - 1e-6


def test_ways_that_the_policy_never_tries_may_be_dropped_and_what_is_done_already_is_worth_what_is_attained() -> None:
    def ways(number: int) -> Spec:
        pays = [{"step": f"a{number}{n}", "chance": 0.6 - 0.1 * number, "hours": 3 + n + number} for n in range(2)]
        return {"any": [*pays, {"step": f"w{number}", "chance": 0.02, "hours": 40}]}

    last = {"step": "last", "chance": 0.5, "hours": 8}
    plan = read_spec({"plan": "p", "worth": 400, "goal": {"all": [*map(ways, range(3)), last]}})
    told = why(plan, limits=Limits(max_states=2))
    assert told.answer.status == "bracketed"
    assert {move.id for move in told.moves if move.kind == "drop"} == {"w0", "w1", "w2"}
    (done,) = (move for move in told.moves if move.kind == "requirement")
    assert done.id == "last"
    best = compare(plan, settings={"last.chance": "100%", "last.hours": "0"}).as_changed
    assert (told.answer.value or 0.0) < (done.value or 0.0) <= (best.upper or 0.0) + 1e-6
