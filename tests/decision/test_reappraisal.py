"""What a policy comes to where the chances and hours are others than those it was made for."""

from dataclasses import replace

import pytest

from acumen.decision import DecisionProblem, Kind, solve
from acumen.decision.hypotheses.policy import extended, follow_shared
from acumen.decision.policies.policy import follow
from acumen.decision.policies.reappraisal import reappraise, with_one_bet
from acumen.decision.tree_structure import Objective, attempt_of
from acumen.distributions import Attempt, Fixed
from tests.decision.test_informed import EXAMPLE_10
from tests.decision.trees import ALL, ANY, build, plain
from tests.oracles import random_shared
from tests.oracles.random_problems import random_leavable_problem, random_plain_problem, random_worth, seeded


def with_chances(problem: DecisionProblem, chance: float) -> DecisionProblem:
    """The same tree with every step at `chance`."""
    return DecisionProblem(
        nodes=tuple(
            node if node.attempt is None else replace(node, attempt=replace(node.attempt, chance=chance))
            for node in problem.nodes
        )
    )


@pytest.mark.parametrize("objective", ["net", "hours"])
def test_under_its_own_problem_a_policy_is_worth_what_it_says(objective: Objective) -> None:
    rng = seeded(51)
    for k in range(80):
        problem = (random_plain_problem, random_leavable_problem)[k % 2](rng, with_needs=k % 4 > 1)
        worth = random_worth(rng, problem)
        policy = follow(problem, objective=objective, worth=worth)
        found = reappraise(policy, problem)
        assert found.chance == pytest.approx(policy.chance, abs=1e-12)
        assert found.hours == pytest.approx(policy.expected_hours, abs=1e-9 * worth)


def test_another_bet_in_one_place_moves_a_policy_as_the_pass_over_all_of_it_says() -> None:
    rng = seeded(57)
    n_moved = 0
    for k in range(40):
        problem = (random_plain_problem, random_leavable_problem)[k % 2](rng, with_needs=k % 4 > 1)
        policy = follow(problem, worth=random_worth(rng, problem))
        for step in problem.steps:
            other = replace(attempt_of(problem, step), chance=0.35, failure=Fixed(2.5))
            nodes = [replace(node, attempt=other) if n == step else node for n, node in enumerate(problem.nodes)]
            whole, alone = reappraise(policy, DecisionProblem(nodes=tuple(nodes))), with_one_bet(policy, step, other)
            assert (alone.chance, alone.hours) == pytest.approx((whole.chance, whole.hours), abs=1e-9)
            longer = tuple(
                replace(here, patience_hours=1.7 * here.patience_hours) if here.step == step else here
                for here in policy.situations
            )
            whole = reappraise(replace(policy, situations=longer), DecisionProblem(nodes=tuple(nodes)))
            alone = with_one_bet(policy, step, other, stretch=1.7)
            assert (alone.chance, alone.hours) == pytest.approx((whole.chance, whole.hours), abs=1e-9)
            n_moved += abs(alone.hours - policy.expected_hours) > 1e-6
    assert n_moved > 40


def test_what_tells_of_hypotheses_keeps_the_chances_that_the_policy_has_learnt() -> None:
    rng = seeded(53)
    drawn = [random_shared.random_shared(rng) for _ in range(60)]
    asked = [(EXAMPLE_10, 56.0), *((shared, random_shared.random_worth(rng, shared)) for shared in drawn)]
    n_probed = 0
    for shared, worth in asked:
        policy = follow_shared(shared, worth=worth)
        found = reappraise(policy, extended(shared), telling=shared.chances)
        assert found.chance == pytest.approx(policy.chance, abs=1e-9)
        assert found.hours == pytest.approx(policy.expected_hours, abs=1e-9)
        n_probed += any(here.step >= len(shared.problem.nodes) for here in policy.situations)
    assert n_probed > 1, "some policies should ask a probe"


def test_no_policy_beats_the_best_one_of_the_problem_it_is_appraised_under() -> None:
    rng = seeded(52)
    n_worse = 0
    for k in range(60):
        problem = (random_plain_problem, random_leavable_problem)[k % 2](rng, with_needs=False)
        worth = random_worth(rng, problem)
        other = with_chances(problem, 0.35)
        found = reappraise(follow(problem, worth=worth), other)
        best = solve(other, worth=worth).upper
        assert worth * found.chance - found.hours <= best + 1e-9 * worth
        n_worse += worth * found.chance - found.hours < best - 1e-6 * worth
    assert n_worse > 10, "policies made for other chances should often be worse"


def test_misses_that_go_together_raise_the_chance_of_all_and_lower_that_of_any() -> None:
    chances = (0.5, 0.7, 0.9)
    for group, sign in ((ALL, 1), (ANY, -1)):
        problem = build(group(*[plain(0.7, 1.0) for _ in range(6)]))
        policy = follow(problem, worth=1000.0)
        mean = sum(reappraise(policy, with_chances(problem, c)).chance for c in chances) / len(chances)
        closed = [c**6 if group is ALL else 1.0 - (1.0 - c) ** 6 for c in chances]
        assert mean == pytest.approx(sum(closed) / len(closed), abs=1e-12)
        assert sign * (mean - policy.chance) > 0.0


def test_a_patience_is_kept_though_another_one_would_be_better() -> None:
    attempt = Attempt.open_ended(0.5, 2.0, 40.0)
    problem = build(attempt)
    policy = follow(problem, worth=80.0)
    assert policy.situations[0].patience_hours == pytest.approx(21.0, abs=0.05)
    other = Attempt.open_ended(0.9, 4.0, 80.0)
    found = reappraise(policy, build(other))
    patience_hours = policy.situations[0].patience_hours
    assert found.chance == pytest.approx(0.9 * other.success.cdf(patience_hours))
    assert found.hours == pytest.approx(other.expected_spent_hours(patience_hours))


def test_a_policy_that_starts_nothing_comes_to_nothing() -> None:
    problem = build(ALL(plain(0.1, 50.0), plain(0.1, 50.0)))
    found = reappraise(follow(problem, worth=1.0), problem)
    assert (found.chance, found.hours) == (0.0, 0.0)
    assert problem.nodes[0].kind == Kind.ALL
