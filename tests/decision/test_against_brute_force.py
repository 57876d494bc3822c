"""A sample of `make study`: random problems, every answer judged by the oracles."""

from functools import partial

import pytest

from acumen.decision import Limits, solve
from acumen.decision.problem import DecisionProblem, Kind
from acumen.distributions import Attempt, Fixed, LogNormal
from tests.oracles import brute_force
from tests.oracles.brute_force import Objective
from tests.oracles.random_problems import (
    describe,
    number,
    random_leavable_problem,
    random_plain_problem,
    random_state,
    random_worth,
    seeded,
    set_needs,
)
from tests.oracles.verdicts import Verdict, judge_leavable, judge_limited, judge_plain

N_PLAIN = 80
N_LIMITED = 40
N_LEAVABLE = 12

both_objectives = pytest.mark.parametrize("objective", ["net", "hours"])
needs_or_not = pytest.mark.parametrize("with_needs", [False, True], ids=["no needs", "needs"])


def draw_plain(count: int, seed: int, *, with_needs: bool) -> list[tuple[DecisionProblem, float]]:
    rng = seeded(seed)
    problems = [random_plain_problem(rng, with_needs=with_needs) for _ in range(count)]
    return [(problem, random_worth(rng, problem)) for problem in problems]


def draw_leavable(count: int, seed: int, *, with_needs: bool) -> list[tuple[DecisionProblem, float]]:
    rng = seeded(seed)
    problems = [random_leavable_problem(rng, with_needs=with_needs) for _ in range(count)]
    return [(problem, random_worth(rng, problem)) for problem in problems]


def report(verdicts: list[tuple[Verdict, DecisionProblem, float]]) -> list[str]:
    """Complaints with the problem they are about, the smallest problems first."""
    wrong = sorted((entry for entry in verdicts if entry[0].complaints), key=lambda entry: len(entry[1].nodes))
    return [f"{describe(problem)} worth {worth!r}: {verdict.complaints}" for verdict, problem, worth in wrong[:5]]


@both_objectives
@needs_or_not
def test_plain_problems_are_solved_as_by_brute_force(objective: Objective, with_needs: bool) -> None:  # noqa: FBT001
    drawn = draw_plain(N_PLAIN, 21, with_needs=with_needs)
    verdicts = [(judge_plain(problem, worth, objective), problem, worth) for problem, worth in drawn]
    assert report(verdicts) == []
    assert max(verdict.difference for verdict, _, _ in verdicts) < 1e-9


@both_objectives
@needs_or_not
def test_plain_problems_are_solved_midway_as_by_brute_force(objective: Objective, with_needs: bool) -> None:  # noqa: FBT001
    rng = seeded(28)
    verdicts = []
    for problem, worth in draw_plain(N_LIMITED, 29, with_needs=with_needs):
        state = random_state(rng, problem)
        verdicts.append((judge_plain(problem, worth, objective, state), problem, worth))
    assert report(verdicts) == []


@both_objectives
@pytest.mark.parametrize("max_states", [1, 6, 40])
def test_bounds_hold_the_truth_when_few_states_are_allowed(objective: Objective, max_states: int) -> None:
    drawn = draw_plain(N_LIMITED, 22, with_needs=False) + draw_plain(N_LIMITED, 23, with_needs=True)
    verdicts = [(judge_limited(problem, worth, objective, max_states), problem, worth) for problem, worth in drawn]
    assert report(verdicts) == []


def test_a_limit_that_is_reached_changes_the_status() -> None:
    drawn = draw_plain(N_LIMITED, 24, with_needs=True)
    statuses = {
        solve(problem, objective="net", worth=worth, limits=Limits(max_states=1)).status for problem, worth in drawn
    }
    assert "bracketed" in statuses


@needs_or_not
def test_steps_that_may_be_left_are_solved_as_on_a_fine_grid_of_time(with_needs: bool) -> None:  # noqa: FBT001
    drawn = draw_leavable(N_LEAVABLE, 25, with_needs=with_needs)
    assert report([(judge_leavable(problem, worth), problem, worth) for problem, worth in drawn]) == []


@pytest.mark.parametrize(
    ("attempt", "worth"),
    [
        (Attempt.open_ended(0.9, 2.0, 20.0, Fixed(1.0)), 48.8),
        (Attempt.open_ended(0.9, 2.0, 20.0, Fixed(1.0 + 1e-9)), 48.8),
        (Attempt.open_ended(0.5, 8.6, 12.1, Fixed(1.2)), 120.0),
        (Attempt.open_ended(0.1, 6.9, 9.3, LogNormal.from_interval(4.0, 5.3)), 1200.0),
        (Attempt.open_ended(1.0, 8.6, 9.0, Fixed(1.2)), 120.0),
        (Attempt.open_ended(0.5, 1.0, 100.0, Fixed(0.0)), 60.0),
    ],
    ids=["at one hour", "near one hour", "narrow", "narrow both", "narrow and certain", "at once"],
)
def test_failure_may_show_before_any_success(attempt: Attempt, worth: float) -> None:
    problem = number(attempt)
    assert report([(judge_leavable(problem, worth), problem, worth)]) == []


@pytest.mark.parametrize("kind", [Kind.ANY, Kind.ALL])
def test_one_of_two_certain_twins_that_may_be_left_is_taken_and_finished(kind: Kind) -> None:
    twin = Attempt.open_ended(1.0, 6.0, 14.0)  # in an `any`, leaving the first at once for the second is worth the same
    problem = number((kind, (twin, twin)))
    assert report([(judge_leavable(problem, 40.0), problem, 40.0)]) == []


def test_steps_that_may_be_left_run_to_their_end_when_hours_are_minimised() -> None:
    drawn = draw_leavable(N_LEAVABLE, 26, with_needs=True)
    assert report([(judge_plain(problem, worth, "hours"), problem, worth) for problem, worth in drawn]) == []


@pytest.mark.parametrize("max_states", [1, 8])
def test_bounds_hold_the_truth_when_steps_may_be_left_and_few_states_are_allowed(max_states: int) -> None:
    verdicts = []
    for problem, worth in draw_leavable(N_LEAVABLE, 27, with_needs=True):
        verdicts.append((judge_limited(problem, worth, "net", max_states, is_leavable=True), problem, worth))
    assert report(verdicts) == []


def test_asking_again_after_every_step_attains_the_value_that_was_promised() -> None:
    for problem, worth in draw_plain(12, 30, with_needs=True):
        answer = solve(problem, objective="net", worth=worth)
        chance, hours = brute_force.evaluate(problem, partial(choose, problem, worth))
        assert worth * chance - hours == pytest.approx(answer.value, abs=1e-9 * worth)


def choose(problem: DecisionProblem, worth: float, state: brute_force.State) -> int:
    ended = dict(zip(problem.steps, state, strict=True))
    statuses = tuple(ended.get(at, brute_force.UNTRIED) for at in range(len(problem.nodes)))
    return solve(problem, objective="net", worth=worth, statuses=statuses).next


def test_a_needed_step_in_a_settled_group_is_chosen() -> None:
    sure, coin = Attempt.plain(1.0, 1.0), Attempt.plain(0.5, 1.0)
    problem = set_needs(number((Kind.ALL, ((Kind.ANY, (sure, coin)), sure))), {4: (3,)})
    assert brute_force.net_value(problem, 10.0) == pytest.approx(3.5)
    answer = solve(problem, objective="net", worth=10.0)
    assert answer.value == pytest.approx(3.5)
    assert answer.next == 3
