import copy
from collections.abc import Callable
from random import Random

import pytest

from acumen.desk.plans.changes import change, change_and_tell
from acumen.desk.plans.read import read_plan
from acumen.desk.plans.solve import solve
from acumen.errors import AcumenError, UsageError
from acumen.records import Group, Interval, Plan, Step, walk
from tests.desk.drawn_plans import Spec, draw_spec, members_of, read_spec, steps_of
from tests.desk.plan_texts import plan_text

TEXT = """\
plan: base
worth: 400
goal:
  all:
    - {step: checker, chance: 95%, hours: 2 to 6}
    - any:
        name: signal
        of:
          - {step: base-rl, chance: 30%, hours: 24, fails: 8}
          - {step: primed-rl, needs: [checker], chance: {primed: 80%, otherwise: 15%}, hours: 20 to 60}
    - all:
        name: tail
        of:
          - {step: figures, needs: [base-rl, signal], chance: 90%, hours: 3}
hypotheses:
  primed: {claim: Priming matters, chance: 55%}
  which: {claim: One of three, states: {red: 20%, green: 50%, blue: 30%}}
probes:
  - {probe: ask, about: which, needs: [base-rl], hours: 1, positive: {red: 10%, otherwise: 50%}}
"""
PLAN = read_plan(TEXT)


def step_of(plan: Plan, id_: str) -> Step:
    return next(node for node in walk(plan.goal) if isinstance(node, Step) and node.id == id_)


@pytest.mark.parametrize(
    ("name", "value", "old", "new"),
    [
        ("worth", "300", "worth: 400", "worth: 300"),
        ("worth", 300, "worth: 400", "worth: 300"),
        ("worth", "10 d", "worth: 400", "worth: 10 d"),
        ("checker.chance", "60%", "chance: 95%", "chance: 60%"),
        ("checker.chance", 0.6, "chance: 95%", "chance: 0.6"),
        ("checker.chance", "3:2", "chance: 95%", "chance: 3:2"),
        ("checker.hours", "2 to 9", "hours: 2 to 6", "hours: 2 to 9"),
        ("checker.hours", "30 min", "hours: 2 to 6", "hours: 30 min"),
        ("checker.fails", "1 to 2", "hours: 2 to 6", "hours: 2 to 6, fails: 1 to 2"),
        ("base-rl.fails", "9", "fails: 8", "fails: 9"),
        ("primed-rl.chance", "50%", "chance: {primed: 80%, otherwise: 15%}", "chance: 50%"),
        ("primed.chance", "20%", "chance: 55%", "chance: 20%"),
    ],
)
def test_a_value_set_is_the_value_edited_in_the_file(name: str, value: str | float, old: str, new: str) -> None:
    assert TEXT.count(old) == 1
    assert change(PLAN, settings={name: value}) == read_plan(TEXT.replace(old, new))


def test_the_plan_that_was_given_stays_as_it_was() -> None:
    before = copy.deepcopy(PLAN)
    change(PLAN, settings={"checker.hours": "9"}, drops=["base-rl"])
    assert before == PLAN


@pytest.mark.parametrize("seed", range(40))
def test_changes_equal_edits_of_the_file_on_drawn_plans(seed: int) -> None:
    spec = draw_spec(seed)
    edited = copy.deepcopy(spec)
    rng = Random(seed)
    settings: dict[str, str | float] = {"worth": "77"}
    edited["worth"] = 77
    for step in steps_of(edited["goal"]):
        key, value = rng.choice([("chance", "1:3"), ("hours", "1 to 3 d"), ("fails", "20 min"), ("hours", "0")])
        settings[f"{step['step']}.{key}"] = step[key] = value
    assert change(read_spec(spec), settings=settings) == read_spec(edited)


@pytest.mark.parametrize("seed", range(40))
def test_a_drop_equals_taking_the_step_out_of_the_file(seed: int) -> None:
    spec = draw_spec(seed)
    edited = copy.deepcopy(spec)
    id_ = f"s{seed % len(steps_of(spec['goal']))}"
    is_refused = not taken_out(edited["goal"], id_)
    for step in steps_of(edited["goal"]):
        step["needs"] = [need for need in step.get("needs", []) if need != id_]
    if is_refused:
        with pytest.raises(UsageError, match="all dropped"):
            change(read_spec(spec), drops=[id_])
    else:
        assert change(read_spec(spec), drops=[id_]) == read_spec(edited)


def taken_out(group: Spec, id_: str) -> bool:
    """Whether the step was taken out and its group has a member left."""
    members = members_of(group)
    kept = [member for member in members if member.get("step") != id_]
    if len(kept) < len(members):
        members[:] = kept
        return bool(kept)
    return any(taken_out(member, id_) for member in members if "step" not in member)


def test_nothing_needs_what_was_dropped_and_the_changes_say_what_it_means() -> None:
    plan, changes = change_and_tell(PLAN, drops=["base-rl"])
    assert step_of(plan, "figures").needs == ("signal",)
    assert plan.probes[0].needs == ()
    assert [made.what for made in changes] == ["base-rl", "figures.needs"]
    assert "one of the ways in `signal`" in changes[0].note
    _, (required, *_) = change_and_tell(PLAN, drops=["checker"])
    assert "taken as not needed" in required.note


def test_a_named_group_is_dropped_with_all_that_is_in_it() -> None:
    plan = change(PLAN, drops=["signal"])
    assert [node.id for node in walk(plan.goal) if isinstance(node, Step)] == ["checker", "figures"]
    assert step_of(plan, "figures").needs == ()


def test_a_group_left_without_members_is_refused_and_the_hint_names_it() -> None:
    with pytest.raises(UsageError, match="group `tail`") as refused:
        change(PLAN, drops=["figures"])
    assert refused.value.hint == "drop the group: `tail`"


@pytest.mark.parametrize(
    ("name", "value", "message", "hint"),
    [
        ("chekcer.chance", "5%", "id of a step, found 'chekcer'", "did you mean `checker`"),
        ("checker.chanse", "5%", "found 'chanse'", "did you mean `chance`"),
        ("checker.needs", "x", "found 'needs'", "chance, hours, fails"),
        ("signal.chance", "5%", "the group 'signal'", "its steps"),
        ("checker.chance", "150%", "checker.chance: expected a chance from 0 to 1", "95%"),
        ("checker.hours", "6-2", "0 < low < high", "smaller figure first"),
        ("base-rl.fails", "6 to 2", "0 < low < high", "smaller figure first"),
        ("worth", "0", "worth: expected hours above 0", "worth"),
        ("ship", "2027-01-01", "found 'ship'", "STEP.KEY=VALUE"),
        ("primed.claim", "x", "found 'claim'", "chance"),
        ("which.chance", "5%", "several states in 'which'", "in the file"),
    ],
)
def test_a_wrong_setting_says_what_was_expected_and_what_to_write(
    name: str, value: str, message: str, hint: str
) -> None:
    with pytest.raises(UsageError) as refused:
        change(PLAN, settings={name: value})
    assert message in str(refused.value)
    assert hint in refused.value.hint


def test_a_wrong_drop_says_what_is_wrong_with_it() -> None:
    with pytest.raises(UsageError, match="'base-lr'") as refused:
        change(PLAN, drops=["base-lr"])
    assert refused.value.hint == "did you mean `base-rl`?"
    with pytest.raises(UsageError, match="found both"):
        change(PLAN, settings={"checker.chance": "5%"}, drops=["checker"])
    alone = read_plan("plan: one\ngoal: {step: only, chance: 5%, hours: 1}\n")
    with pytest.raises(UsageError, match="the goal itself"):
        change(alone, drops=["only"])


def test_without_changes_the_plan_is_the_same() -> None:
    assert change_and_tell(PLAN) == (PLAN, ())
    assert isinstance(PLAN.goal, Group)
    assert step_of(PLAN, "checker").hours == Interval(low_hours=2.0, high_hours=6.0)


def test_a_worth_of_nothing_is_refused_wherever_it_is_said() -> None:
    text = plan_text(["any", (0.5, "2 to 8")], worth=60)
    asked: list[Callable[[], object]] = [
        lambda: solve(read_plan(text), worth=0.0),
        lambda: read_plan(text.replace("worth: 60", "worth: 0")),
        lambda: change(read_plan(text), settings={"worth": "0"}),
    ]
    for ask in asked:
        with pytest.raises(AcumenError, match="above 0"):
            ask()
