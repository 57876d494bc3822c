"""Plans built in Python are refused with the same report as plans that were read."""

import pytest

import acumen
from acumen.errors import PlanError
from acumen.records import Group, Interval, Plan, Step


def _plan(*steps: Step) -> Plan:
    return Plan(plan="built", worth=50.0, goal=Group(kind="all", of=steps))


@pytest.mark.parametrize(
    "steps",
    [
        (Step(id="a", chance=0.5, hours=2.0, needs=("b",)),),
        (Step(id="a", chance=0.5, hours=2.0, needs=("a",)),),
        (
            Step(id="a", chance=0.5, hours=2.0, needs=("b",)),
            Step(id="b", chance=0.5, hours=2.0, needs=("a",)),
        ),
        (Step(id="a", chance=0.5, hours=2.0), Step(id="a", chance=0.5, hours=2.0)),
        (Step(id="a", chance=1.5, hours=2.0),),
        (Step(id="a", chance=0.5, hours=-2.0),),
        (Step(id="a", chance=0.5, hours=Interval(low_hours=6.0, high_hours=2.0)),),
        (),
    ],
)
def test_an_unsound_plan_is_refused_with_its_mistakes(steps: tuple[Step, ...]) -> None:
    with pytest.raises(PlanError) as caught:
        acumen.solve(_plan(*steps))
    assert caught.value.problems


def test_the_same_step_object_twice_is_a_mistake() -> None:
    step = Step(id="a", chance=0.5, hours=2.0)
    with pytest.raises(PlanError):
        acumen.solve(_plan(step, step))


def test_a_sound_plan_built_in_python_is_solved() -> None:
    assert acumen.solve(_plan(Step(id="a", chance=0.5, hours=2.0))).next == "a"
