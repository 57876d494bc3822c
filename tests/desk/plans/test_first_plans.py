import pytest

from acumen.desk.plans.read import read_plan
from acumen.desk.plans.solve import solve
from acumen.desk.plans.turning import teach
from tests.desk.plans.first_plans import FIRST_PLANS


@pytest.mark.parametrize("name", FIRST_PLANS)
def test_the_first_answer_on_a_first_plan_names_what_to_do_or_what_sinks_it_and_what_would_turn_it(name: str) -> None:
    plan = read_plan(FIRST_PLANS[name])
    answer = teach(solve(plan), plan)
    if answer.next != "stop":
        assert answer.value is not None
        assert answer.value > 0.0
        return
    found = answer.anyway
    assert found is not None
    assert found.sinks
    assert [turn.id for turn in found.turns or ()][:1] == ["worth"]
    said = str(answer)
    assert found.sinks[0].id in said.partition("What sinks it")[2].partition("Any one of these")[0]
    assert "To start at a worth of" in said


def test_a_chain_of_long_shots_is_sunk_by_the_longest_shot_whose_work_is_small() -> None:
    plan = read_plan(FIRST_PLANS["novel"])  # a draft of 500 h at 40 %, an agent at 5 %, a publisher at 30 %
    found = teach(solve(plan), plan).anyway
    assert found is not None
    assert found.chance == pytest.approx(0.4 * 0.05 * 0.3)
    assert found.hours == pytest.approx(10 + 0.3 * (20 + 0.05 * 500), rel=1e-3)
    assert {sink.id for sink in found.sinks or ()} == {"draft", "agent", "publisher"}
