import pytest

from acumen.decision import Limits, solve
from acumen.decision.policies.policy import FAILED, REACHED, STOPPED, follow
from acumen.decision.policies.scenarios import scenarios
from acumen.distributions import Attempt
from tests.decision.trees import ALL, ANY, build, plain
from tests.oracles.random_problems import random_leavable_problem, random_plain_problem, random_worth, seeded


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("max_histories", [20_000, 1])
def test_the_ways_to_end_make_up_the_policy(seed: int, max_histories: int) -> None:
    rng = seeded(seed)
    draw = random_leavable_problem if seed % 2 else random_plain_problem
    problem = draw(rng, max_steps=6, with_needs=seed % 3 == 0)
    worth = random_worth(rng, problem)
    policy = follow(problem, worth=worth)
    found = scenarios(policy, max_histories=max_histories)
    assert sum(way.prob for way in found) == pytest.approx(1.0, abs=1e-12)
    assert sum(way.prob * way.hours for way in found) == pytest.approx(policy.expected_hours, abs=1e-9)
    for end, prob in policy.end_probs.items():
        assert sum(way.prob for way in found if way.end == end) == pytest.approx(prob, abs=1e-12)
    value = sum(way.prob * (worth * (way.end == REACHED) - way.hours) for way in found)
    assert value == pytest.approx(solve(problem, worth=worth, limits=Limits()).value, abs=1e-6 * worth)


def test_a_goal_reached_is_told_by_the_steps_that_made_it_true() -> None:
    problem = build(ALL(plain(0.9, 1), ANY(plain(0.5, 1), plain(0.8, 5))))  # steps 1, 3 and 4
    found = scenarios(follow(problem, worth=100.0))
    told = {(way.end, way.steps): (way.prob, way.hours) for way in found}
    assert told[REACHED, (1, 3)] == pytest.approx((0.45, 2.0))
    assert told[REACHED, (1, 4)] == pytest.approx((0.36, 7.0))
    assert told[FAILED, (4,)] == pytest.approx((0.09, 7.0))
    assert told[FAILED, (1,)] == pytest.approx((0.1, 1.0))
    assert len(told) == 4
    assert [way.prob for way in found] == sorted((way.prob for way in found), reverse=True)


def test_a_step_that_worked_in_vain_is_no_part_of_the_way() -> None:
    first = ALL(plain(0.9, 1), plain(0.4, 1))  # 2 works, 3 does not
    problem = build(ANY(first, plain(0.5, 20)))
    found = scenarios(follow(problem, worth=200.0))
    assert {way.steps for way in found if way.end == REACHED} == {(2, 3), (4,)}


def test_what_is_needed_is_part_of_the_way() -> None:
    from dataclasses import replace

    from acumen.decision import DecisionProblem

    plain_problem = build(ANY(plain(0.3, 1), plain(0.9, 9)))
    nodes = list(plain_problem.nodes)
    nodes[2] = replace(nodes[2], needs=(1,))
    found = scenarios(follow(DecisionProblem(nodes=tuple(nodes)), worth=50.0))
    assert {way.steps for way in found if way.end == REACHED} == {(1,)}


def test_giving_up_is_told_by_what_was_tried_last_and_stopping_at_once_by_nothing() -> None:
    problem = build(ALL(plain(0.5, 1), ANY(plain(0.5, 1), plain(0.1, 90))))
    found = scenarios(follow(problem, worth=20.0))
    assert {(way.end, way.steps) for way in found} == {(REACHED, (1, 3)), (FAILED, (1,)), (STOPPED, (3,))}
    (at_once,) = scenarios(follow(build(plain(0.1, 90)), worth=1.0))
    assert (at_once.end, at_once.steps, at_once.prob, at_once.hours) == (STOPPED, (), 1.0, 0.0)


def test_pasts_beyond_the_limit_are_taken_together_and_not_lost() -> None:
    problem = build(ALL(*(ANY(plain(0.5, 1), plain(0.6, 2)) for _ in range(4)), Attempt.open_ended(0.5, 1.0, 9.0)))
    policy = follow(problem, worth=1000.0)
    fine, coarse = scenarios(policy), scenarios(policy, max_histories=len(policy.situations) * 2)
    assert len([way for way in fine if way.end == REACHED]) == 16
    assert 1 < len([way for way in coarse if way.end == REACHED]) < 16
    assert [way for way in coarse if way.end == REACHED and not way.steps]
