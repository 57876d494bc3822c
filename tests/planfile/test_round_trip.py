"""What is written reads back as the same plan, whatever the plan."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acumen.errors import PlanError, UsageError
from acumen.planfile import read, write
from acumen.records import Case, Conditional, Group, Hypothesis, Interval, Plan, Probe, Step
from acumen.testing.plans import plans

STEP = Step(id="a", chance=0.5, hours=1.0)


@given(plans())
def test_a_plan_reads_back_as_it_was_written(plan: Plan) -> None:
    assert read(write(plan)) == (plan, ())


@given(plans())
def test_writing_a_plan_that_was_read_gives_the_same_text(plan: Plan) -> None:
    text = write(plan)
    found, _ = read(text.encode())
    assert found is not None
    assert write(found) == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_survives_as_a_note(note: str) -> None:
    plan = Plan(plan="p", goal=Step(id="a", chance=0.5, hours=1.0, note=note))
    assert read(write(plan)) == (plan, ())


@given(st.floats(0.0, 1.0))
def test_any_chance_is_the_same_float_again_also_as_a_belief(chance: float) -> None:
    plan, _ = read(write(Plan(plan="p", goal=Step(id="a", chance=chance, hours=1.0))))
    assert plan is not None
    assert isinstance(plan.goal, Step)
    assert plan.goal.chance == chance


@given(st.integers(0, 1000), st.integers(0, 3))
def test_a_percentage_is_the_float_nearest_to_it(thousandths: int, n_zeros: int) -> None:
    text = f"{thousandths // 10}.{thousandths % 10}{'0' * n_zeros}%"
    plan, problems = read(f"plan: p\ngoal: {{step: a, chance: {text}, hours: 1}}")
    assert problems == ()
    assert plan is not None
    assert isinstance(plan.goal, Step)
    assert plan.goal.chance == thousandths / 1000


def test_a_written_plan_looks_as_a_person_would_write_it() -> None:
    plan = Plan(
        plan="p",
        title="Does it work?",
        worth=400.0,
        ship=date(2027, 3, 1),
        goal=Group(
            kind="all",
            of=(
                Step(id="a", title="This: that", chance=0.95, hours=Interval(low_hours=2.0, high_hours=6.0)),
                Group(
                    kind="any",
                    name="g",
                    of=(
                        Step(id="b", chance=0.3, hours=24.0, note="one\ntwo\n"),
                        Step(
                            id="c",
                            chance=Conditional(cases=(Case(when=(("h", "yes"),), then=0.8),), otherwise=0.15),
                            hours=0.5,
                            fails=Interval(low_hours=5.0, high_hours=15.0),
                            needs=("a", "b"),
                            domain="training",
                        ),
                    ),
                ),
            ),
        ),
        hypotheses=(
            Hypothesis(id="h", claim="It does", states=(("yes", 0.55), ("no", 0.45))),
            Hypothesis(id="s", claim="Why", states=(("x", 0.25), ("y", 0.75)), is_binary=False),
        ),
        probes=(
            Probe(
                id="q",
                about="s",
                hours=0.3,
                positive=Conditional(cases=(Case(when=(("h", "no"), ("s", "x")), then=0.8),), otherwise=0.2),
            ),
        ),
    )
    assert write(plan) == (
        "plan: p\n"
        "title: Does it work?\n"
        "worth: 400\n"
        "ship: 2027-03-01\n"
        "goal:\n"
        "  all:\n"
        "    - step: a\n"
        '      title: "This: that"\n'
        "      chance: 95%\n"
        "      hours: 2 to 6\n"
        "    - any:\n"
        "        name: g\n"
        "        of:\n"
        "          - step: b\n"
        "            chance: 30%\n"
        "            hours: 24\n"
        "            note: |\n"
        "              one\n"
        "              two\n"
        "          - step: c\n"
        "            needs: [a, b]\n"
        "            chance: {h: 80%, otherwise: 15%}\n"
        "            hours: 0.5\n"
        "            fails: 5 to 15\n"
        "            domain: training\n"
        "hypotheses:\n"
        "  h:\n"
        "    claim: It does\n"
        "    chance: 55%\n"
        "  s:\n"
        "    claim: Why\n"
        "    states: {x: 25%, y: 75%}\n"
        "probes:\n"
        "  - probe: q\n"
        "    about: s\n"
        "    hours: 0.3\n"
        "    positive:\n"
        "      - {when: {h: no, s: x}, then: 80%}\n"
        "      - {otherwise: 20%}\n"
    )


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (Plan(plan="p", goal=Step(id="a", chance=1.5, hours=1.0)), "chance-outside"),
        (Plan(plan="p", goal=Step(id="a", chance=0.5, hours=float("nan"))), "hours-unreadable"),
        (Plan(plan="p", goal=Step(id="a b", chance=0.5, hours=1.0)), "bad-id"),
        (Plan(plan="p", goal=Step(id="a", chance=0.5, hours=1.0, needs=("b c",))), "needs-unknown"),
        (Plan(plan="p", goal=Group(kind="all", of=())), "empty-group"),
        (Plan(plan="p", goal=STEP, worth=0.0), "worth-not-positive"),
        (Plan(plan="p", goal=STEP, title="\ud800"), "not-yaml"),
    ],
)
def test_a_plan_that_breaks_the_format_is_not_written(plan: Plan, code: str) -> None:
    with pytest.raises(PlanError) as raised:
        write(plan)
    assert [problem.code for problem in raised.value.problems] == [code]


def test_a_belief_that_the_format_would_change_is_not_written() -> None:
    hypothesis = Hypothesis(id="h", claim="x", states=(("yes", 0.5), ("no", 0.4999999)))
    with pytest.raises(UsageError):
        write(Plan(plan="p", goal=STEP, hypotheses=(hypothesis,)))


def test_groups_nested_too_deep_to_be_read_are_not_written_and_do_no_harm() -> None:
    goal: Group | Step = STEP
    for _ in range(500):
        goal = Group(kind="all", of=(goal,))
    with pytest.raises(PlanError) as raised:
        write(Plan(plan="p", goal=goal))
    assert [problem.code for problem in raised.value.problems] == ["too-deep"]
