"""The plan that `acumen new` writes works as it is."""

import pytest

from acumen.errors import UsageError
from acumen.planfile import read, template
from acumen.records import Group, Step


def test_the_template_is_a_plan_of_two_steps_in_about_six_lines() -> None:
    text = template("my-first_plan")
    plan, problems = read(text)
    assert problems == ()
    assert plan is not None
    assert plan.plan == "my-first_plan"
    assert plan.worth is not None
    assert isinstance(plan.goal, Group)
    assert len(plan.goal.of) == 2
    assert len([line for line in text.splitlines() if not line.startswith("#")]) == 6
    assert all(len(line) <= 100 for line in text.splitlines())


def test_the_template_is_worth_starting() -> None:
    plan, _ = read(template("p"))
    assert plan is not None
    assert plan.worth is not None
    assert isinstance(plan.goal, Group)
    first, second = (step for step in plan.goal.of if isinstance(step, Step))
    assert isinstance(first.chance, float)
    assert isinstance(second.chance, float)
    # Run to the end, with as many hours as an attempt can cost: 6, then 30 if the first works.
    assert first.chance * second.chance * plan.worth - (6 + first.chance * 30) > 0


@pytest.mark.parametrize("slug", ["", "two words", "a.b", "-a", "a/b", "a\n", "a" * 101, "a: b"])
def test_a_name_that_is_no_id_is_refused(slug: str) -> None:
    with pytest.raises(UsageError) as raised:
        template(slug)
    assert raised.value.hint
