"""What a policy for a plan that is too big to sweep starts with."""

import pytest

from acumen.decision import Limits, solve
from acumen.decision.problem import Kind
from acumen.decision.tree_structure import in_ratio_order
from tests.decision.trees import ALL, ANY, Group, build, plain
from tests.oracles.brute_force import first_action_values, hours_value
from tests.oracles.random_problems import random_plain_problem, seeded

TWO_GROUPS = build(ANY(ALL(plain(0.5, 1), plain(0.6, 2)), ALL(plain(0.5, 3), plain(0.6, 4))))


@pytest.mark.parametrize("max_states", range(1, 10))
def test_a_group_worked_through_starts_with_a_step_of_it(max_states: int) -> None:
    solution = solve(TWO_GROUPS, objective="hours", limits=Limits(max_states=max_states))
    assert solution.next == 2
    assert solution.lower - 1e-8 <= hours_value(TWO_GROUPS) <= solution.upper + 1e-12
    assert 0.0 <= solution.chance <= 1.0


def test_seventy_two_plain_steps_are_begun_with_the_first_step_of_a_group() -> None:
    rng = seeded(3)

    def group() -> Group:
        return ALL(*(plain(rng.uniform(0.6, 0.97), rng.uniform(1.0, 30.0)) for _ in range(8)))

    problem = build(ANY(*(group() for _ in range(9))))
    solution = solve(problem, objective="hours")
    around = problem.nodes[solution.next].parent
    assert solution.next == in_ratio_order(problem, Kind.ALL, problem.nodes[around].members)[0]
    assert solution.lower <= solution.value == solution.upper
    assert sum(entry.value is not None for entry in solution.ranked) > 1


@pytest.mark.parametrize("max_states", [1, 2, 3, 5, 8, 13, 30])
def test_under_any_limit_hours_are_bracketed_and_begun_with_a_step_that_may_start(max_states: int) -> None:
    for seed in range(40):
        problem = random_plain_problem(seeded(700 + seed), max_steps=7, with_needs=seed % 2 == 1)
        truth, slack = hours_value(problem), 1e-9 * max(1.0, hours_value(problem))
        solution = solve(problem, objective="hours", limits=Limits(max_states=max_states))
        assert solution.lower - slack <= truth <= solution.upper + slack
        assert solution.next in first_action_values(problem, 0.0, "hours")
        assert 0.0 <= solution.chance <= 1.0
