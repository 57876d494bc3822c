"""Dated plans of any size: a policy and its bounds, against exact answers where those are at hand, and by laws."""

import math
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from acumen.decision import solve
from acumen.decision.dated import changes, estimated
from acumen.decision.dated.estimated import ByRuns, estimate
from acumen.decision.dated.problem import DatedProblem
from acumen.decision.dated.relaxed import known_beforehand, without_date
from acumen.decision.dated.runs import run
from acumen.decision.dated.solve import solve_dated
from acumen.decision.hypotheses.problem import ProbeNode, SharedProblem
from acumen.decision.limits import Limits
from acumen.decision.problem import Kind
from acumen.decision.solution import STOP
from acumen.decision.tree_structure import attempt_of
from acumen.distributions import Attempt
from tests.decision.dated.test_dated_solver import INF, by, flat, random_dated
from tests.oracles.random_problems import _grow, number

N_RUNS = 3_000


@pytest.fixture(autouse=True)
def _few_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(estimated, "N_RUNS", N_RUNS)
    monkeypatch.setattr(estimated, "N_SEARCH", 300)


def estimate_of(dated: DatedProblem, begun: tuple[int, ...] | None = None) -> ByRuns:
    return estimate(dated, begun or (0,) * len(dated.problem.nodes), Limits())


def big(seed: int, n_steps: int, *, is_plain: bool, share: float = 0.45) -> DatedProblem:
    """A random tree of many steps, with hours for a share of all of them."""
    rng = Random(seed)

    def one() -> Attempt:
        chance, low = rng.uniform(0.15, 0.95), rng.uniform(0.5, 3.0)
        return (
            Attempt.plain(chance, float(rng.randint(1, 5))) if is_plain else Attempt.open_ended(chance, low, 3.0 * low)
        )

    problem = number(_grow(rng, [one() for _ in range(n_steps)], 3))
    hours = math.fsum(attempt_of(problem, step).mean_hours for step in problem.steps)
    return by(problem, share * hours, 4.0 * hours)


def test_a_policy_without_states_is_no_better_than_the_best_and_its_bound_no_less() -> None:
    total, most = 0.0, 0.0
    for seed in range(10):
        dated = random_dated(seed, is_plain=seed % 2 == 0)
        exact, found = solve_dated(dated), estimate_of(dated)
        slack = 4.0 * found.error + 1e-9
        assert found.value <= exact.upper + slack, seed
        assert found.bound.upper >= exact.lower - 1e-9, seed
        assert found.lower <= found.value <= found.bound.upper + slack, seed
        total, most = total + found.value, most + exact.value
    assert total >= 0.95 * most


def test_needs_cuts_due_days_and_worth_that_falls_are_within_the_same_bounds() -> None:
    total, most = 0.0, 0.0
    for seed in range(10):
        plain, rng = random_dated(seed, is_plain=True), Random(seed)
        nodes, hours = plain.problem.nodes, plain.last_hours
        cuts = tuple(
            float(rng.randint(1, 8)) if node.parent >= 0 and nodes[node.parent].kind == Kind.ALL else INF
            for node in nodes
        )
        due = tuple(rng.choice([INF, 0.5 * hours]) for _ in nodes)
        falling = (plain.worths[0], 0.4 * plain.worths[0])
        dated = replace(plain, by_hours=(hours, 1.5 * hours), worths=falling, cuts=cuts, due_hours=due)
        exact, found = solve_dated(dated), estimate_of(dated)
        assert found.value <= exact.upper + 4.0 * found.error + 1e-9, seed
        assert found.bound.upper >= exact.lower - 1e-9, seed
        total, most = total + found.value, most + exact.value
    assert total >= 0.9 * most


@pytest.mark.parametrize(("seed", "is_plain"), [(1, True), (5, False)])
def test_thirty_steps_come_within_three_percent_of_what_nothing_exceeds(seed: int, *, is_plain: bool) -> None:
    dated = big(seed, 30, is_plain=is_plain)
    assert len(dated.problem.steps) == 30
    found = estimate_of(dated)
    assert found.value >= 0.97 * found.bound.upper > 0.0


def test_other_runs_bring_what_the_policy_is_said_to_be_worth() -> None:
    found = estimate_of(dated := big(5, 30, is_plain=False, share=0.3))
    other = run(dated, found.policy, N_RUNS, 99)
    assert float(other.net.mean()) == pytest.approx(
        found.value, abs=4.0 * math.hypot(found.error, other.error(other.net))
    )


def test_the_longer_way_is_taken_where_only_one_fits_and_a_first_step_where_it_is_asked_for() -> None:
    dated = by(flat(Kind.ANY, Attempt.plain(0.1, 1.0), Attempt.plain(0.6, 6.0)), 6.0, 100.0)
    found = estimate_of(dated)
    assert found.next == 2
    assert found.value == pytest.approx(54.0, abs=4.0 * found.error)
    other = found.policy.begun_with(0, INF)
    columns, _ = other.look(other.at_start(3), np.zeros(3))
    assert columns.tolist() == [0, 0, 0]


def test_a_bound_known_beforehand_is_the_mean_of_what_could_have_been_done() -> None:
    dated = by(flat(Kind.ANY, Attempt.plain(0.5, 2.0), Attempt.plain(0.5, 3.0)), 3.0, 10.0)
    found = known_beforehand(dated, (0, 0, 0), 20_000)
    assert set(np.unique(found)) == {0.0, 7.0, 8.0}
    assert found.mean() == pytest.approx(0.5 * 8.0 + 0.25 * 7.0, abs=0.1)


def test_without_its_date_a_plan_is_worth_no_less_and_a_price_of_hours_tells_a_tight_date() -> None:
    attempts = [Attempt.plain(0.1, 1.0) for _ in range(30)]
    dated = by(flat(Kind.ANY, *attempts), 4.0, 100.0)
    plain = without_date(dated, (0,) * 31, Limits())
    assert plain == pytest.approx(solve(dated.problem, worth=100.0).upper)
    assert without_date(dated, (0,) * 31, Limits(), prices=(0.0, 1.0, 3.0)) < plain
    exact = sum(0.9**n * (10.0 - 1.0) for n in range(4))
    assert without_date(dated, (0,) * 31, Limits(), prices=(0.0, 1.0, 3.0, 9.0)) >= exact


def test_what_is_known_already_and_what_can_not_pay_ends_in_nothing_to_start() -> None:
    dated = by(flat(Kind.ALL, Attempt.plain(0.1, 5.0), Attempt.plain(0.1, 5.0)), 20.0, 20.0)
    found = estimate_of(dated)
    assert (found.next, found.value, found.lower) == (STOP, 0.0, 0.0)
    done = estimate_of(replace(dated, cuts=(INF, INF, 5.0)), (0, 1, 0))
    assert (done.next, done.value, done.error) == (STOP, 15.0, 0.0)


def test_a_probe_is_made_where_what_it_tells_decides_which_way_still_fits() -> None:
    problem = flat(Kind.ANY, Attempt.plain(0.5, 4.0), Attempt.plain(0.6, 6.0))
    probe = ProbeNode(id="look", attempt=Attempt.plain(0.5, 1.0))
    shared = SharedProblem(problem=problem, probes=(probe,), belief=(0.5, 0.5), chances={1: (0.9, 0.1), 3: (1.0, 0.0)})
    dated = replace(by(problem, 8.0, 50.0), shared=shared)
    found = solve_dated(dated)
    best_value = 0.5 * (0.9 * 50.0 - 4.0) + 0.5 * (0.6 * 50.0 - 6.0) - 1.0  # no time for both ways
    assert (found.next, found.status) == (3, "estimated")
    assert found.value == pytest.approx(best_value, abs=4.0 * found.error)
    assert found.upper >= best_value
    told = replace(dated, shared=replace(shared, belief=(1.0, 0.0)))
    assert solve_dated(told, statuses=(0, 0, 0, 1)).next == 1
    assert changes.sure(dated, 1).attempt(1).chance == 1.0
    assert changes.halved(dated, 2).attempt(2).mean_hours == 3.0
    useless = replace(dated, shared=replace(shared, chances={1: (0.9, 0.1), 3: (0.5, 0.5)}))
    assert solve_dated(useless).next == 2
