"""Plans built in Python are refused with the same report as plans that were read."""

from typing import Any

import msgspec
import pytest

import acumen
from acumen.desk.plans.solve import solve
from acumen.errors import PlanError, UsageError
from acumen.records import Case, Conditional, Group, Hypothesis, Interval, Plan, Probe, Step


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


@pytest.mark.parametrize(
    "changes",
    [
        {"hypotheses": (Hypothesis(id="h", claim="c", states=(("yes", 0.7), ("no", 0.7))),)},
        {"hypotheses": ()},
        {"probes": (Probe(id="a", about="h", hours=1.0, positive=0.5),)},
        {"probes": (Probe(id="p", about="k", hours=1.0, positive=0.5),)},
        {"probes": (Probe(id="p", about="h", hours=-1.0, positive=0.5),)},
        {"probes": (Probe(id="p", about="h", hours=1.0, positive=0.5, needs=("nothing",)),)},
    ],
)
def test_a_belief_or_probe_built_wrongly_is_refused_like_one_that_was_read(changes: dict[str, Any]) -> None:
    chance = Conditional(cases=(Case(when=(("h", "yes"),), then=0.9),), otherwise=0.1)
    good = Plan(
        plan="p",
        worth=9.0,
        goal=Step(id="a", chance=chance, hours=1.0),
        hypotheses=(Hypothesis(id="h", claim="c", states=(("yes", 0.5), ("no", 0.5))),),
        probes=(Probe(id="p", about="h", hours=1.0, positive=chance),),
    )
    assert solve(good).status == "exact"
    with pytest.raises((PlanError, UsageError)):
        solve(msgspec.structs.replace(good, **changes))
