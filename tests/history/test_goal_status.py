"""What is true of a goal some of whose parts may be missing."""

import math
from itertools import product

import pytest

from acumen.decision.missing import find_missed
from acumen.desk.plans.problem import pose
from acumen.history import goal_truth, missing_parts
from acumen.planfile import read
from acumen.records import Plan

TEXT = """plan: parts
worth: 100
goal:
  all:
    - {step: core, chance: 90%, hours: 5}
    - {step: extra, chance: 50%, hours: 4, needs: core, cut: 30}
    - any:
        name: way
        cut: 60
        of:
          - {step: one, chance: 50%, hours: 3}
          - {step: two, chance: 50%, hours: 3}
"""


def plan() -> Plan:
    found, problems = read(TEXT)
    assert found is not None, problems
    return found


def test_a_part_that_failed_leaves_the_goal_open_until_nothing_more_can_come() -> None:
    assert goal_truth(plan(), {"extra": False}) is None
    assert goal_truth(plan(), {"core": False}) is False
    assert goal_truth(plan(), {"core": True}) is None
    assert goal_truth(plan(), {"core": True, "extra": False, "one": True}) is True
    assert missing_parts(plan(), {"core": True, "extra": False, "one": True}) == ("extra",)


def test_a_plan_that_is_stopped_has_reached_its_goal_once_what_must_be_there_is_there() -> None:
    assert goal_truth(plan(), {"core": True}, is_over=True) is True
    assert missing_parts(plan(), {"core": True}) == ("extra", "way")
    assert goal_truth(plan(), {"one": True}, is_over=True) is False
    assert goal_truth(plan(), {}, is_over=True) is False


@pytest.mark.parametrize("ends", list(product((None, True, False), repeat=4)))
def test_records_and_problems_agree_on_what_is_missing(ends: tuple[bool | None, ...]) -> None:
    posed = pose(plan())
    steps = ("core", "extra", "one", "two")
    ended = {step: end for step, end in zip(steps, ends, strict=True) if end is not None}
    numbers = {node.id: number for number, node in enumerate(posed.problem.nodes)}
    statuses = [0] * len(posed.nodes)
    for step, end in ended.items():
        statuses[numbers[step]] = 1 if end else 2
    found = find_missed(posed.problem, posed.cuts, statuses)
    if ended:
        assert goal_truth(plan(), ended) == found.goal(100.0)
    named = missing_parts(plan(), ended)
    assert (named is None) == (not found.hours < 100.0)
    assert math.isinf(found.hours) or named is None or len(named) == len(found.parts)
