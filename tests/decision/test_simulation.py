"""Simulated runs against what is known exactly; fixed seeds, tolerances in standard errors."""

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy import integrate, stats

from acumen.decision import DecisionProblem, Kind, Node, solve
from acumen.decision.policies import simulation
from acumen.decision.policies.policy import REACHED, follow
from acumen.decision.policies.simulation import SimulatedEstimate, ended_by, ended_within, estimate, quantiles, simulate
from acumen.decision.tree_structure import Objective
from acumen.distributions import Attempt, LogNormal
from acumen.errors import UsageError
from tests.decision.trees import ALL, ANY, build, plain
from tests.oracles.random_problems import random_leavable_problem, random_plain_problem, random_worth, seeded

N_RUNS = 20_000


def drawn(count: int, seed: int) -> list[tuple[DecisionProblem, float]]:
    rng = seeded(seed)
    draws = (random_plain_problem, random_leavable_problem)
    problems = [draws[k % 2](rng, with_needs=k % 4 > 1) for k in range(count)]
    return [(problem, random_worth(rng, problem)) for problem in problems]


def errors_apart(found: SimulatedEstimate, exact: float) -> float:
    assert found.error is not None
    slack = 1e-9 * max(1.0, abs(exact))
    apart = abs(found.mean - exact)
    if apart <= slack:
        return 0.0
    return apart / found.error if found.error > slack else math.inf


@pytest.mark.parametrize("objective", ["net", "hours"])
def test_the_raw_mean_of_200_random_plans_is_within_4_standard_errors(objective: Objective) -> None:
    scores = []
    for seed, (problem, worth) in enumerate(drawn(200, 51)):
        exact = solve(problem, objective=objective, worth=worth).value
        runs = simulate(follow(problem, objective=objective, worth=worth), N_RUNS, seed)
        raw = runs.net(worth) if objective == "net" else runs.hours
        scores.append(errors_apart(estimate(raw), exact))
    assert len(scores) == 200
    assert max(scores) < 4.0
    assert np.mean(np.square(scores)) > 0.3  # luck is there


def test_the_shares_of_tries_and_ends_are_those_of_the_policy() -> None:
    for seed, (problem, worth) in enumerate(drawn(60, 52)):
        policy = follow(problem, objective="net", worth=worth)
        runs = simulate(policy, N_RUNS, seed)
        tries = dict.fromkeys(problem.steps, 0.0)
        for here, reach_prob in zip(policy.situations, policy.reach_probs, strict=True):
            tries[here.step] += reach_prob
        for step, prob in tries.items():
            error = math.sqrt(max(1e-9, prob * (1.0 - prob)) / N_RUNS)
            assert abs(runs.n_tried[step] / N_RUNS - prob) <= 5.0 * error + 2.0 / N_RUNS
        for end, prob in policy.end_probs.items():
            error = math.sqrt(max(1e-9, prob * (1.0 - prob)) / N_RUNS)
            assert abs((runs.ends == end).mean() - prob) <= 5.0 * error + 2.0 / N_RUNS
        assert runs.step_hours.sum() == pytest.approx(runs.hours.sum())
        assert ((runs.n_worked + runs.n_left) <= runs.n_tried).all()


def test_the_control_variate_keeps_the_mean_and_never_adds_noise() -> None:
    helped = 0
    for seed, (problem, worth) in enumerate(drawn(100, 53)):
        policy = follow(problem, objective="net", worth=worth)
        runs = simulate(policy, N_RUNS, seed)
        raw, controlled = estimate(runs.net(worth)), estimate(runs.net_controlled(worth))
        assert errors_apart(controlled, worth * policy.chance - policy.expected_hours) < 5.0
        assert raw.error is not None
        assert controlled.error is not None
        assert controlled.error <= raw.error * (1.0 + 5.0 / math.sqrt(N_RUNS)) + 1e-9
        helped += controlled.error < 0.5 * raw.error
    assert helped > 30


@pytest.mark.parametrize("objective", ["net", "hours"])
def test_the_hours_of_a_single_step_have_the_distribution_of_the_standard(objective: Objective) -> None:
    attempt = Attempt.open_ended(0.6, 2.0, 40.0, LogNormal.from_interval(1.0, 10.0))
    policy = follow(build(ALL(attempt)), objective=objective, worth=80.0)
    runs = simulate(policy, N_RUNS, 3)
    patience = policy.situations[0].patience_hours

    def cdf(hours: float) -> float:
        if hours >= patience:
            return 1.0
        return attempt.chance * attempt.success.cdf(hours) + (1.0 - attempt.chance) * attempt.failure.cdf(hours)

    worked = runs.hours[runs.reached]
    in_time = attempt.success.cdf(patience)
    assert stats.kstest(worked, lambda x: np.array([attempt.success.cdf(h) / in_time for h in x])).pvalue > 0.001
    for hours in (1.0, 3.0, 8.0, 20.0, 39.0):
        share = float((runs.hours <= hours).mean())
        exact = cdf(hours)
        assert abs(share - exact) <= 4.0 * math.sqrt(max(1e-9, exact * (1.0 - exact)) / N_RUNS)


def test_what_has_not_worked_by_the_upper_end_has_failed_then() -> None:
    policy = follow(build(ALL(Attempt.open_ended(0.5, 2.0, 40.0))), objective="hours")
    runs = simulate(policy, N_RUNS, 4)
    assert (runs.hours[~runs.reached] == 40.0).all()
    assert runs.hours[runs.reached].max() <= 40.0


def test_two_steps_in_series_take_the_sum_of_their_hours() -> None:
    first, second = LogNormal.from_interval(2.0, 9.0), LogNormal.from_interval(1.0, 30.0)
    steps = [Attempt(chance=1.0, success=hours, failure=hours) for hours in (first, second)]
    runs = simulate(follow(build(ALL(*steps)), objective="hours"), N_RUNS, 5)
    for hours in (5.0, 10.0, 20.0, 40.0):
        exact = _sum_cdf(first, second, hours)
        share = ended_within(runs, hours)[REACHED]
        assert abs(share - exact) <= 4.0 * math.sqrt(exact * (1.0 - exact) / N_RUNS)


def _sum_cdf(first: LogNormal, second: LogNormal, hours: float) -> float:
    """P(first + second ≤ hours), integrated over the normal score of the first."""

    def density(z: float) -> float:
        return float(stats.norm.pdf(z)) * second.cdf(hours - math.exp(first.mu + first.sigma * z))

    return float(integrate.quad(density, -8.0, 8.0, limit=200)[0])


def test_the_same_seed_gives_the_same_runs_and_another_seed_others() -> None:
    problem, worth = drawn(2, 54)[1]
    policy = follow(problem, objective="hours", worth=worth)
    one, same, other = (simulate(policy, 1000, seed) for seed in (1, 1, 2))
    assert (one.hours == same.hours).all()
    assert (one.ends == same.ends).all()
    assert (one.hours != other.hours).any()


def test_more_runs_begin_with_the_same_runs_however_they_are_cut_up(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = follow(build(ANY(Attempt.open_ended(0.5, 1.0, 9.0), plain(0.5, 3))), worth=100.0)
    few = simulate(policy, 500, 6)
    monkeypatch.setattr(simulation, "CHUNK", 64)
    many = simulate(policy, 700, 6)
    assert (many.hours[:500] == few.hours).all()
    assert (many.ends[:500] == few.ends).all()


def test_a_step_more_in_the_plan_leaves_the_luck_with_all_others_as_it_is() -> None:
    old = build(ALL(Attempt.open_ended(0.8, 2.0, 9.0), plain(0.7, 3)))
    named = [replace(node, id=name) for node, name in zip(old.nodes, ("goal", "a", "b"), strict=True)]
    more = Node(id="unrelated", kind=Kind.STEP, parent=0, attempt=plain(0.999999, 0.001))
    nodes = (replace(named[0], members=(1, 2, 3)), more, *named[1:])
    runs = [
        simulate(follow(problem, objective="hours"), 5000, 7)
        for problem in (DecisionProblem(nodes=tuple(named)), DecisionProblem(nodes=nodes))
    ]
    step = {"a": (1, 2), "b": (2, 3)}
    for before, after in step.values():
        assert runs[0].n_worked[before] == runs[1].n_worked[after]
        assert runs[0].step_hours[before] == pytest.approx(runs[1].step_hours[after], rel=1e-12)
    assert (runs[0].reached == runs[1].reached).all()


def test_stopping_at_once_spends_nothing() -> None:
    runs = simulate(follow(build(ALL(plain(0.1, 100))), worth=1.0), 10, 0)
    assert (runs.hours == 0.0).all()
    assert not runs.reached.any()
    assert runs.n_tried.sum() == 0


def test_quantiles_are_draws_that_a_share_does_not_exceed() -> None:
    assert quantiles(np.array([4.0, 1.0, 3.0, 2.0]), (0.25, 0.5, 0.51, 0.95)) == (1.0, 2.0, 3.0, 4.0)


def test_the_curve_of_ends_is_what_is_said_for_each_of_its_hours() -> None:
    policy = follow(build(ANY(plain(0.5, 2), Attempt.open_ended(0.5, 1.0, 9.0))), worth=100.0)
    runs = simulate(policy, 3000, 8)
    hours = np.array([0.0, 1.9, 2.0, 2.5, 7.0, 11.0, 40.0])
    curve = ended_by(runs, hours)
    for number, at in enumerate(hours):
        assert {end: float(shares[number]) for end, shares in curve.items()} == ended_within(runs, float(at))


def test_a_single_draw_has_no_standard_error() -> None:
    assert estimate(np.array([3.0])) == SimulatedEstimate(mean=3.0, error=None)
    assert estimate(np.array([1.0, 3.0])) == SimulatedEstimate(mean=2.0, error=1.0)


@pytest.mark.parametrize("n_runs", [0, -1, 10_000_001])
def test_a_number_of_runs_out_of_range_is_refused(n_runs: int) -> None:
    with pytest.raises(UsageError, match="runs"):
        simulate(follow(build(ALL(plain(0.5, 1))), worth=9.0), n_runs, 0)


def test_compiled_runs_are_the_same_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("numba")
    for seed, (problem, worth) in enumerate(drawn(30, 55)):
        policy = follow(problem, objective="hours" if seed % 3 else "net", worth=worth)
        monkeypatch.setattr(simulation, "COMPILED_ATTEMPTS", 0)
        monkeypatch.setattr(simulation, "LOADED_ATTEMPTS", 0)
        one = simulate(policy, 2000, seed)
        monkeypatch.setattr(simulation, "COMPILED_ATTEMPTS", math.inf)
        monkeypatch.setattr(simulation, "LOADED_ATTEMPTS", math.inf)
        other = simulate(policy, 2000, seed)
        assert (one.ends == other.ends).all()
        for name in ("hours", "surprise_hours", "step_hours", "n_tried", "n_worked", "n_left"):
            np.testing.assert_allclose(getattr(one, name), getattr(other, name), rtol=1e-11, atol=1e-10)
