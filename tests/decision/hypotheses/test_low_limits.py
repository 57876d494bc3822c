"""A limit on effort changes the status of an answer and never ends in none: hypotheses under limits of next to nothing."""

from dataclasses import fields
from itertools import permutations

import pytest

from acumen.decision import Limits
from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.hypotheses import too_big
from acumen.decision.hypotheses.policy import follow_shared
from acumen.decision.hypotheses.problem import ProbeNode, SharedProblem
from acumen.decision.hypotheses.solve import solve_shared
from acumen.decision.problem import Kind
from acumen.decision.tree_structure import OPEN
from acumen.distributions import Attempt
from tests.decision.trees import ALL, ANY, build, plain
from tests.oracles.leavable_shared import first_action_values as leavable_values
from tests.oracles.leavable_shared import random_tied
from tests.oracles.random_problems import number, seeded
from tests.oracles.random_shared import random_shared, random_worth
from tests.oracles.shared_brute_force import first_action_values

NOTHING = Limits(**{field.name: 1 for field in fields(Limits)})
LOW = [
    NOTHING,
    Limits(max_states=3, max_histories=0),
    Limits(max_places=0, max_histories=0),
    Limits(max_visits=9, max_histories=9),
]


@pytest.mark.parametrize("number", range(len(LOW)))
def test_under_low_limits_the_truth_lies_between_the_bounds(number: int) -> None:
    for seed in range(12):
        rng = seeded(900 + seed)
        shared = random_shared(rng, max_actions=6)
        worth = random_worth(rng, shared)
        for stake in (worth, None):
            truth, firsts = first_action_values(shared, worth=stake)
            slack = 1e-9 * max(1.0, worth)
            if stake is None:
                found = solve_shared(shared, objective="hours", limits=LOW[number])
                assert found.next in firsts or not firsts
            else:
                found = solve_shared(shared, worth=stake, limits=LOW[number])
                assert found.hours == pytest.approx(stake * found.chance - found.value, abs=slack)
            assert found.lower - slack <= truth <= found.upper + slack
            assert found.value == (found.upper if stake is None else found.lower)
            assert 0.0 <= found.chance <= 1.0


def test_under_low_limits_steps_that_may_be_left_are_bracketed_too() -> None:
    rng = seeded(6)
    for _ in range(15):
        shared, worth = random_tied(rng)
        truth, _ = leavable_values(shared, worth=worth)
        for limits in LOW:
            found = solve_shared(shared, worth=worth, limits=limits)
            assert found.lower - 1e-9 * worth <= truth + 2e-6 * worth
            assert truth <= found.upper + 1e-9 * worth


def test_hours_of_thirty_two_steps_with_hypotheses_lie_between_proven_bounds() -> None:
    rng = seeded(8)
    groups = [ALL(*(plain(rng.uniform(0.6, 0.95), rng.uniform(1.0, 9.0)) for _ in range(4))) for _ in range(8)]
    problem = build(ANY(*groups))
    chances: dict[int, tuple[float, ...]] = {
        step: (rng.uniform(0.3, 0.6), rng.uniform(0.6, 0.95)) for step in problem.steps[::2]
    }
    chances[len(problem.nodes)] = (0.9, 0.2)
    shared = SharedProblem(
        problem=problem,
        probes=(ProbeNode(id="p", attempt=plain(0.5, 1.0)),),
        belief=(0.3, 0.7),
        chances=chances,
    )
    found = solve_shared(shared, objective="hours")
    total = sum(shared.attempt(step).mean_hours for step in problem.steps)
    assert found.status == "bracketed"
    assert 0.0 < found.lower <= found.value == found.upper < total
    assert found.upper < 1.3 * found.lower
    assert found.next in problem.steps
    with pytest.raises(TooManyStatesError):
        follow_shared(shared, objective="hours")


def test_where_nothing_can_be_searched_the_advice_is_to_stop_between_0_and_what_the_worlds_allow() -> None:
    tree = ALL(Attempt.open_ended(0.9, 2.0, 20.0), plain(0.5, 9.0))
    shared = SharedProblem(problem=build(tree), probes=(), belief=(0.5, 0.5), chances={2: (1.0, 0.0)})
    found = solve_shared(shared, worth=50.0, limits=NOTHING)
    truth, _ = leavable_values(shared, worth=50.0)
    assert (found.value, found.lower, found.status) == (0.0, 0.0, "bracketed")
    assert truth <= found.upper < 50.0


@pytest.mark.parametrize("kind", [Kind.ALL, Kind.ANY])
def test_a_group_is_worked_on_until_it_is_known_in_the_order_that_takes_least(kind: Kind) -> None:
    for seed in range(12):
        rng = seeded(seed)
        steps = tuple(Attempt.plain(round(rng.uniform(0.05, 0.95), 2), float(rng.randint(1, 20))) for _ in range(4))
        shared = SharedProblem(problem=number((kind, steps)), probes=(), belief=(1.0,), chances={})
        found = too_big.bounded(shared, (OPEN,) * 5, "hours", None, Limits())

        def hours(order: tuple[Attempt, ...]) -> float:
            total, going_on = 0.0, 1.0
            for one in order:
                total += going_on * one.mean_hours
                going_on *= one.chance if kind == Kind.ALL else 1.0 - one.chance
            return total

        assert found.upper == pytest.approx(min(map(hours, permutations(steps))))
