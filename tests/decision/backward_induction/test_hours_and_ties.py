"""Expected hours are summed along the policy, not told from a difference; what differs by roundings is a tie."""

import math

import pytest

from acumen.decision import DecisionProblem, Limits, solve
from acumen.decision.backward_induction import sweeping
from acumen.decision.hypotheses.problem import SharedProblem
from acumen.decision.hypotheses.solve import solve_shared
from acumen.decision.leverage import break_even
from acumen.distributions import Attempt
from tests.decision.trees import ALL, ANY, build, plain
from tests.oracles.random_problems import add_needs, random_leavable_problem, random_plain_problem, random_worth, seeded

TWO = build(ALL(plain(0.5, 6.0), plain(0.8, 18.171)))  # 6 + .5 · 18.171 hours
OPEN = build(ANY(ALL(Attempt.open_ended(0.6, 2.0, 9.0), plain(0.7, 3.0)), plain(0.2, 11.0)))


@pytest.mark.parametrize("worth", [1e9, 1e12, 1e15, 1e18, 1e100])
def test_hours_are_kept_whatever_is_at_stake(worth: float) -> None:
    assert solve(TWO, worth=worth).hours == pytest.approx(15.0855, rel=1e-14)
    tied = SharedProblem(problem=TWO, probes=(), belief=(0.5, 0.5), chances={2: (0.7, 0.9)})
    for limits in (None, Limits(max_places=0)):
        assert solve_shared(tied, worth=worth, limits=limits).hours == pytest.approx(15.0855, rel=1e-14)


def test_hours_of_work_that_may_be_left_are_kept_at_the_largest_worth() -> None:
    attempt = OPEN.nodes[2].attempt
    assert attempt is not None
    spent = (
        3.0 + 0.7 * attempt.mean_hours + (1.0 - 0.6 * 0.7) * 11.0
    )  # the likelier of the two that both have to work last
    assert solve(OPEN, worth=1e9).hours == pytest.approx(spent, rel=1e-12)


@pytest.mark.parametrize("is_compiled", [False, True])
def test_value_is_worth_times_chance_less_hours_to_rounding(is_compiled: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001
    monkeypatch.setattr(sweeping, "PATIENCE_SECONDS", -1.0 if is_compiled else math.inf)
    monkeypatch.setattr(sweeping, "LOADED_SECONDS", -1.0 if is_compiled else math.inf)
    for seed in range(18):
        rng = seeded(seed)
        problem = (random_leavable_problem if seed % 2 else random_plain_problem)(rng)
        problem = add_needs(rng, problem) if seed % 3 == 0 else problem
        worth = random_worth(rng, problem)
        for limits in (None, Limits(max_states=5)):
            found = solve(problem, worth=worth, limits=limits)
            assert found.value == pytest.approx(worth * found.chance - found.hours, abs=1e-12 * worth)
            run = solve(problem, objective="hours", limits=limits)
            assert run.value == run.hours


def test_equal_ratios_are_listed_in_the_order_of_the_file() -> None:
    found = solve(build(ANY(plain(0.5, 3.0), plain(0.25, 1.5), plain(0.1, 0.6))), worth=30.0)
    assert [entry.step for entry in found.ranked] == [1, 2, 3]
    assert found.next == 1


@pytest.mark.parametrize("kind", [ANY, ALL])
def test_a_difference_of_roundings_does_not_change_the_advice(kind: type) -> None:
    for nudged in range(3):
        hours = [2.0 - 1e-15 * (place == nudged) for place in range(3)]
        for last in (plain(0.4, hours[2]), ALL(plain(0.4, hours[2])), Attempt.open_ended(0.4, 1.0, 3.0)):
            flat = build(kind(plain(0.4, hours[0]), plain(0.4, hours[1]), last))
            assert solve(flat, worth=400.0).next == 1 or (isinstance(last, Attempt) and last.may_be_left)
            assert solve(flat, objective="hours").next == 1 or (isinstance(last, Attempt) and last.may_be_left)
    apart = build(ANY(ALL(plain(0.4, 2.0), plain(0.5, 1.0)), ALL(plain(0.4, 2.0 - 1e-15), plain(0.5, 1.0))))
    assert solve(apart, worth=40.0).next == 3


def test_a_goal_that_is_next_to_impossible_has_a_break_even_worth_all_the_same() -> None:
    for power in (1, 4, 8):
        problem: DecisionProblem = build(ALL(*(plain(0.01, hours) for hours in range(1, power + 1))))
        found = break_even(problem)
        spent = sum(0.01 ** (place - 1) * place for place in range(1, power + 1))
        assert found is not None
        assert found.worth == pytest.approx(spent / 0.01**power, rel=1e-9)
