import pytest

from acumen import planfile
from acumen.desk.plans.solve import solve
from acumen.errors import UsageError
from acumen.planfile.ladders import LADDERS
from acumen.records import Step, walk


@pytest.mark.parametrize("name", LADDERS)
def test_a_ladder_is_a_plan_that_is_solved_and_says_that_its_figures_are_to_be_filled_in(name: str) -> None:
    text = planfile.ladder(name, "mine")
    plan, problems = planfile.read(text, source="ladder")
    assert not problems
    assert plan is not None
    steps = [node for node in walk(plan.goal) if isinstance(node, Step)]
    assert {step.hours for step in steps} == {10.0}
    figures = [
        line for line in text.splitlines() if line.split(":")[0].strip() in {"chance", "hours", "positive", "worth"}
    ]
    assert len(figures) == 2 * len(steps) + 2 * len(plan.probes) + 2
    assert all("# fill in" in line for line in figures)
    answer = solve(plan)
    assert answer.status == "exact"
    assert answer.next != "stop"


def test_a_ladder_that_is_not_known_is_refused_with_those_that_are() -> None:
    with pytest.raises(UsageError, match="expected a ladder of prompting, theorem, system, empirical, found 'rope'"):
        planfile.ladder("rope", "mine")


def test_a_ladder_needs_a_short_name() -> None:
    with pytest.raises(UsageError, match="expected a name of letters"):
        planfile.ladder("system", "not a slug")
