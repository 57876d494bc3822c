"""A policy laid out for following is worth what the solver says, and every situation has one place in it."""

import math
from itertools import chain

import pytest

from acumen.decision import DecisionProblem, solve
from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.policies.policy import FAILED, REACHED, STOPPED, Policy, follow
from acumen.decision.tree_structure import Objective
from acumen.distributions import Attempt
from acumen.errors import UsageError
from tests.decision.trees import ALL, ANY, build, plain
from tests.oracles.random_problems import random_leavable_problem, random_plain_problem, random_worth, seeded


def drawn(count: int, seed: int) -> list[tuple[DecisionProblem, float]]:
    rng = seeded(seed)
    draws = (random_plain_problem, random_leavable_problem)
    problems = [draws[k % 2](rng, with_needs=k % 4 > 1) for k in range(count)]
    return [(problem, random_worth(rng, problem)) for problem in problems]


def chance_and_hours_by_paths(policy: Policy) -> tuple[float, float]:
    """Walk every path from the start to its end."""
    chance = hours = 0.0
    waiting = [(policy.start, 1.0)]
    while waiting:
        number, prob = waiting.pop()
        if number < 0:
            chance += prob * (number == REACHED)
            continue
        here = policy.situations[number]
        hours += prob * (here.works_prob * here.won_hours + (1.0 - here.works_prob) * here.lost_hours)
        waiting += [(here.won, prob * here.works_prob), (here.lost, prob * (1.0 - here.works_prob))]
    return chance, hours


@pytest.mark.parametrize("objective", ["net", "hours"])
def test_a_policy_attains_the_value_of_the_solution(objective: Objective) -> None:
    n_long = 0
    for problem, worth in drawn(150, 41):
        solution = solve(problem, objective=objective, worth=worth)
        policy = follow(problem, objective=objective, worth=worth)
        assert policy.value == pytest.approx(solution.value, abs=1e-9 * worth)
        assert policy.chance == pytest.approx(solution.chance, abs=1e-9)
        assert chance_and_hours_by_paths(policy) == pytest.approx(
            (policy.chance, policy.expected_hours), abs=1e-9 * worth
        )
        first = policy.situations[0].step if policy.situations else STOPPED
        assert first == (solution.next if policy.situations else STOPPED)
        n_long += len(policy.situations) > 3
    assert n_long > 30


def test_what_follows_stands_later_and_everything_is_come_to() -> None:
    for problem, worth in drawn(100, 42):
        policy = follow(problem, objective="net", worth=worth)
        for number, here in enumerate(policy.situations):
            assert all(after < 0 or after > number for after in (here.won, here.lost))
        led_to = set(chain.from_iterable((here.won, here.lost) for here in policy.situations))
        assert set(range(1, len(policy.situations))) <= led_to


def test_no_two_situations_go_on_in_the_same_way() -> None:
    for problem, worth in drawn(100, 43):
        policy = follow(problem, objective="net", worth=worth)
        marks = [(here.step, f"{here.patience_hours:.9g}", here.won, here.lost) for here in policy.situations]
        assert len(set(marks)) == len(marks)


def test_ends_and_branches_sum_to_1() -> None:
    for problem, worth in drawn(100, 44):
        ends = follow(problem, objective="net", worth=worth).end_probs
        assert sum(ends.values()) == pytest.approx(1.0, abs=1e-12)
        policy = follow(problem, objective="hours")
        assert policy.end_probs[STOPPED] == 0.0
        assert policy.end_probs[REACHED] == pytest.approx(policy.chance, abs=1e-12)


def test_alike_steps_are_each_attempted_under_their_own_name() -> None:
    twin = Attempt.open_ended(0.5, 1.0, 4.0)
    policy = follow(build(ANY(twin, twin, twin)), objective="net", worth=100.0)
    assert [here.step for here in policy.situations] == [1, 2, 3]
    assert [here.lost for here in policy.situations] == [1, 2, FAILED]


def test_ways_that_lead_to_the_same_rest_meet() -> None:
    policy = follow(build(ALL(ANY(plain(0.5, 1), plain(0.5, 2)), plain(0.6, 3), plain(0.7, 9))), worth=1e6)
    steps = [here.step for here in policy.situations]
    assert len(steps) == len(set(steps)) == 4


def test_the_hours_of_a_branch_are_means_given_how_it_ended() -> None:
    attempt = Attempt.open_ended(0.5, 2.0, 40.0)
    policy = follow(build(ALL(attempt)), objective="net", worth=80.0)
    (here,) = policy.situations
    assert here.patience_hours == pytest.approx(21.0, abs=0.05)
    assert here.lost_hours == pytest.approx(here.patience_hours)
    mean_hours = here.works_prob * here.won_hours + (1.0 - here.works_prob) * here.lost_hours
    assert mean_hours == pytest.approx(attempt.expected_spent_hours(here.patience_hours))
    assert policy.value == pytest.approx(19.25, abs=0.005)
    assert here.left_prob == pytest.approx(1.0 - here.works_prob)


def test_stopping_at_once_is_a_policy_without_situations() -> None:
    policy = follow(build(ALL(plain(0.1, 100))), objective="net", worth=1.0)
    assert (policy.start, policy.situations, policy.value, policy.chance) == (STOPPED, (), 0.0, 0.0)
    assert policy.end_probs[STOPPED] == 1.0


def test_of_more_situations_than_are_asked_for_none_is_laid_out() -> None:
    problem = build(ALL(ANY(plain(0.3, 1), plain(0.2, 7)), plain(0.2, 8)))
    with pytest.raises(TooManyStatesError):
        follow(problem, worth=111.0, max_situations=1)


@pytest.mark.parametrize("worth", [None, -1.0, math.nan])
def test_net_needs_a_worth(worth: float | None) -> None:
    with pytest.raises(UsageError, match="expected a worth"):
        follow(build(ALL(plain(0.5, 1))), objective="net", worth=worth)
