"""Bounds of what is too big to sweep: they hold, and no wider than they were when they were measured."""

import pytest

from acumen.decision import Limits, solve
from acumen.decision.bounds.until_known import hours_bound, told_chance
from acumen.decision.tree_structure import view
from tests.decision.trees import ALL, ANY, build, plain
from tests.oracles.brute_force import hours_value, optimal_chances, sweep
from tests.oracles.random_problems import add_needs, random_plain_problem, seeded, set_needs

GROUPS = [
    ALL(plain(0.9, 2.0), plain(0.7, 5.0)),
    ALL(plain(0.8, 3.0), plain(0.6, 1.0)),
    ALL(plain(0.95, 6.0), plain(0.5, 2.0)),
]


def test_few_states_cost_little_where_groups_are_apart() -> None:
    for tree, most in ((ANY(*GROUPS), 0.005), (ALL(*(ANY(*group.members) for group in GROUPS)), 0.08)):
        problem = build(tree)
        exact = solve(problem, worth=60.0)
        rough = solve(problem, worth=60.0, limits=Limits(max_states=6))
        assert rough.status == "bracketed" or rough.upper == pytest.approx(exact.value)
        assert rough.lower <= exact.value + 1e-9 <= rough.upper + 2e-9
        assert rough.upper - rough.lower <= most * exact.value


def test_the_least_hours_of_an_all_with_needs_are_bounded_by_more_than_nothing() -> None:
    problem = set_needs(build(ALL(ANY(plain(0.6, 4.0), plain(0.5, 2.0)), plain(0.7, 3.0), plain(0.8, 5.0))), {5: (4,)})
    now = view(problem, "hours", (0,) * len(problem.nodes))
    for limits in (Limits(), Limits(max_states=2)):
        assert 0.5 * hours_value(problem) <= hours_bound(now, limits) <= hours_value(problem) + 1e-9


def test_hours_are_bounded_and_chances_told_whatever_needs_what() -> None:
    for seed in range(150):
        rng = seeded(3_000 + seed)
        problem = add_needs(rng, random_plain_problem(rng, max_steps=6))
        now = view(problem, "hours", (0,) * len(problem.nodes))
        if now.truths[0] != 0:
            continue
        truth = hours_value(problem)
        for limits in (Limits(max_states=3), Limits()):
            assert hours_bound(now, limits) <= truth + 1e-9 * max(1.0, truth)
        chance = told_chance(now)
        low, high = optimal_chances(sweep(problem, objective="hours"), 1e-12)
        assert chance is not None
        assert low - 1e-9 <= chance <= high + 1e-9


def test_a_goal_that_is_certain_at_no_cost_takes_no_hours_whatever_its_chance_is_rounded_to() -> None:
    never = set_needs(
        build(ANY(plain(0.9, 0.0), plain(1.0, 0.0), plain(0.6, 1.0), ALL(plain(0.4, 4.0), plain(0.3, 1.0)))), {3: (5,)}
    )
    now = view(never, "hours", (0,) * len(never.nodes))
    assert hours_bound(now, Limits(max_states=2)) == 0.0
    solution = solve(never, objective="hours", limits=Limits(max_states=1, max_visits=1))
    assert solution.lower == 0.0
