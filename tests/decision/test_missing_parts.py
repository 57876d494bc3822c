"""Parts that may be missing, without a date: judged by the plain solver where they can be bought."""

import math

import pytest

from acumen.decision import DecisionProblem, Kind, Limits, Node, solve
from acumen.decision.dated.undated import PartsVaried, follow_bracketed, follow_parts, solve_parts
from acumen.decision.missing import find_missed, without_lost_parts
from acumen.decision.policies.continuing import break_even_by
from acumen.decision.policies.scenarios import scenarios
from acumen.decision.policies.simulation import simulate
from acumen.decision.tree_structure import FALSE, OPEN, TRUE, view
from acumen.distributions import Attempt
from tests.oracles.bought_parts import bought, random_parts

CASES = [(seed, 2 + seed % 5) for seed in range(24)]


def found_with_parts() -> tuple[DecisionProblem, tuple[float, ...], float]:
    """One of the random plans in which something is missing now and then."""
    for seed in range(100):
        problem, cuts, worth = random_parts(seed, 5)
        solution = solve_parts(problem, cuts, worth=3.0 * worth)
        if solution.cut_hours > 1.0 and solution.hours > 5.0:
            return problem, cuts, 3.0 * worth
    raise AssertionError


@pytest.mark.parametrize(("seed", "n_steps"), CASES)
def test_a_plan_with_parts_is_worth_what_it_is_where_parts_can_be_bought(seed: int, n_steps: int) -> None:
    problem, cuts, worth = random_parts(seed, n_steps)
    for at in (worth, 4.0 * worth):
        found, judged = solve_parts(problem, cuts, worth=at), solve(bought(problem, cuts), worth=at)
        assert found.status == judged.status == "exact"
        assert found.value == pytest.approx(judged.value, abs=1e-9 * at)
        assert found.chance == pytest.approx(judged.chance, abs=1e-9)
        assert found.hours + found.cut_hours == pytest.approx(judged.hours, abs=1e-9 * at)


@pytest.mark.parametrize(("seed", "n_steps"), CASES[:15])
def test_the_policy_laid_out_comes_to_the_same(seed: int, n_steps: int) -> None:
    problem, cuts, worth = random_parts(seed, n_steps)
    found = solve_parts(problem, cuts, worth=3.0 * worth)
    policy = follow_parts(problem, cuts, worth=3.0 * worth)
    assert policy.value == pytest.approx(found.value, abs=1e-9 * worth)
    assert policy.cut_hours == pytest.approx(found.cut_hours, abs=1e-9 * worth)
    assert math.fsum(policy.missing_probs.values()) == pytest.approx(found.chance, abs=1e-12)
    ways = scenarios(policy)
    assert math.fsum(way.prob * way.cut_hours for way in ways) == pytest.approx(found.cut_hours, abs=1e-9 * worth)


def test_runs_of_the_policy_bring_what_it_is_worth() -> None:
    problem, cuts, worth = found_with_parts()
    policy = follow_parts(problem, cuts, worth=worth)
    runs = simulate(policy, 4_000, 1)
    assert runs.net(worth).mean() == pytest.approx(
        policy.value, abs=4.0 * runs.net(worth).std() / math.sqrt(len(runs.hours))
    )
    assert runs.cut_hours[~runs.reached].max(initial=0.0) == 0.0
    assert runs.net_controlled(worth).mean() == pytest.approx(
        policy.value, abs=4.0 * runs.surprise_hours.std() / math.sqrt(len(runs.hours)) + 1e-9
    )


def test_what_has_too_many_states_lies_between_proven_bounds_and_its_policy_attains_the_lower() -> None:
    for seed, n_steps in CASES[:8]:
        problem, cuts, worth = random_parts(seed, n_steps)
        exact = solve_parts(problem, cuts, worth=2.0 * worth).value
        rough = solve_parts(problem, cuts, worth=2.0 * worth, limits=Limits(max_states=1))
        assert rough.lower - 1e-9 <= exact <= rough.upper + 1e-9
        policy = follow_bracketed(problem, cuts, worth=2.0 * worth, statuses=None, limits=Limits())
        assert policy.value >= rough.lower - 1e-9 * worth


def test_a_start_pays_from_the_break_even_worth_on() -> None:
    problem, cuts, worth = found_with_parts()
    least = break_even_by(lambda at: solve_parts(problem, cuts, worth=at), worth)
    assert least is not None
    assert solve_parts(problem, cuts, worth=least.worth * 0.999).value == 0.0
    assert solve_parts(problem, cuts, worth=least.worth * 1.001).value > 0.0


def test_a_bet_changed_in_thought_is_solved_as_if_it_stood_in_the_plan() -> None:
    problem, cuts, worth = found_with_parts()
    step = problem.steps[0]
    varied = PartsVaried(problem, cuts, step, worth, Limits())
    attempt = problem.nodes[step].attempt
    assert attempt is not None
    assert varied.look(attempt).value == pytest.approx(solve_parts(problem, cuts, worth=worth).value)
    assert varied.at_worth(worth / 2.0).value == pytest.approx(solve_parts(problem, cuts, worth=worth / 2.0).value)


def test_a_part_that_is_lost_leaves_the_goal_open_and_one_that_must_be_there_fails_it() -> None:
    must, part = (Node(id=id_, kind=Kind.STEP, parent=0, attempt=Attempt.plain(0.5, 1.0)) for id_ in ("must", "part"))
    problem = DecisionProblem(nodes=(Node(id="", kind=Kind.ALL, parent=-1, members=(1, 2)), must, part))
    cuts = (math.inf, math.inf, 20.0)
    assert find_missed(problem, cuts, (OPEN, OPEN, FALSE)).goal(100.0) is None
    assert find_missed(problem, cuts, (OPEN, FALSE, OPEN)).goal(100.0) is False
    assert find_missed(problem, cuts, (OPEN, TRUE, OPEN)).goal(100.0) is None
    gone = find_missed(problem, cuts, (OPEN, TRUE, FALSE))
    assert (gone.goal(100.0), gone.parts, gone.hours) == (True, (2,), 20.0)
    assert gone.goal(20.0) is False  # what is left of the worth is nothing
    assert view(problem, "net", without_lost_parts(problem, cuts, (OPEN, OPEN, FALSE))).truths[0] == OPEN
