import os
from pathlib import Path

import pytest

from acumen.desk.plans.check import check
from acumen.desk.plans.read import order_notes, read_plan
from acumen.errors import PlanError, UsageError
from tests.desk.plan_texts import plan_text

TEXT = plan_text((0.5, 3), worth=10)
WRONG = "plan: p\ngoal: {step: a, chance: 150%, hours: -1}\n"


def test_a_text_of_several_lines_is_a_plan_and_one_line_is_a_path(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(TEXT, encoding="utf-8")
    assert read_plan(TEXT) == read_plan(str(file)) == read_plan(file) == read_plan(TEXT.encode())


def test_a_name_without_a_file_says_so_with_a_hint() -> None:
    with pytest.raises(UsageError, match=r"no such file: 'nowhere\.yaml'") as refused:
        read_plan("nowhere.yaml")
    assert "acumen new" in refused.value.hint


@pytest.mark.parametrize("name", ["", "a\0b", "x" * 5000])
def test_a_name_that_no_file_can_have_is_refused_in_words(name: str) -> None:
    with pytest.raises(UsageError):
        read_plan(name)


def test_a_folder_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="found a directory"):
        read_plan(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_refused_in_words(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(TEXT, encoding="utf-8")
    file.chmod(0)
    with pytest.raises(UsageError, match="can't read"):
        read_plan(file)


def test_all_mistakes_of_a_file_are_raised_together_with_its_name(tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text(WRONG, encoding="utf-8")
    with pytest.raises(PlanError) as refused:
        read_plan(file)
    assert [problem.where.source for problem in refused.value.problems] == [str(file)] * 2
    assert {problem.where.line for problem in refused.value.problems} == {2}


def test_bytes_that_are_not_utf8_are_a_mistake_of_the_plan() -> None:
    with pytest.raises(PlanError, match="UTF-8"):
        read_plan(b"plan: \xff\n", source="<stdin>")


def test_a_check_counts_what_is_there_or_lists_what_is_wrong() -> None:
    good = check(plan_text(["all", (0.5, 1), ["any", (0.5, 1), (0.5, 2)]]))
    assert str(good) == "ok: 3 steps, 2 groups"
    assert str(check(TEXT)) == "ok: 1 step"
    bad = check(WRONG)
    assert (bad.is_ok, len(bad.problems)) == (False, 2)
    assert str(bad).startswith("<text>:2:")


A, B, C = (f"{{step: {name}, chance: 9%, hours: 1}}" for name in "abc")


@pytest.mark.parametrize(
    ("goal", "is_noted"),
    [
        (f"{{all: [{A}, {B}, {C}]}}", True),
        (f"{{any: [{A}, {B}, {C}]}}", False),
        (f"{{all: [{A}, {B}]}}", False),
        (f"{{all: [{A}, {B.replace('}', ', needs: a}')}, {C}]}}", False),
        (A, False),
    ],
)
def test_a_plan_of_three_parts_without_any_order_is_noted(goal: str, *, is_noted: bool) -> None:
    assert bool(order_notes(read_plan(f"plan: p\nworth: 9\ngoal: {goal}\n"))) is is_noted
