"""Figures of a dated plan that are known exactly: those of a grid's choices, and the most that runs may come to."""

import math

import numpy as np
import pytest

from acumen.decision import DecisionProblem, Kind, Node
from acumen.decision.dated.possible import kinds, shares
from acumen.decision.dated.problem import DatedProblem
from acumen.decision.dated.runs import DatedRuns, run
from acumen.decision.dated.solve import GridPolicy, solve_dated
from acumen.distributions import Attempt

CHANCES = (0.8, 0.95, 0.85)
HOURS = ((4.0, 8.0), (15.0, 30.0), (15.0, 35.0))
FAR, N_RUNS, WORTH = 200.0, 2_000, 90.0


def three_in_order(last_hours: float, *, cut: float = math.inf) -> DatedProblem:
    """Three steps of an `all`, each after the one before; the last may be missing where `cut` says so."""
    steps = [
        Node(
            id=f"s{place}",
            kind=Kind.STEP,
            parent=0,
            needs=(place,) if place else (),
            attempt=Attempt.open_ended(chance, *hours),
        )
        for place, (chance, hours) in enumerate(zip(CHANCES, HOURS, strict=True))
    ]
    group = Node(id="", kind=Kind.ALL, parent=-1, members=(1, 2, 3))
    return DatedProblem(
        problem=DecisionProblem(nodes=(group, *steps)),
        by_hours=(last_hours,),
        worths=(WORTH,),
        cuts=(math.inf, math.inf, math.inf, cut),
        due_hours=(math.inf,) * 4,
    )


def followed(dated: DatedProblem, *, seed: int = 0, share: float = 0.4) -> DatedRuns:
    """Runs of its policy, weighed by what could come of it."""
    policy = solve_dated(dated).policy
    assert isinstance(policy, GridPolicy)
    known = shares(dated, policy.begun, policy.states)
    assert known is not None
    return run(dated, policy, N_RUNS, seed, share=share).weighed(known)


def test_where_the_date_is_far_chances_are_the_products_of_the_steps() -> None:
    dated = three_in_order(FAR)
    solution, product = solve_dated(dated), math.prod(CHANCES)
    assert solution.on_time == pytest.approx(product, abs=1e-12)
    assert followed(dated).on_time == pytest.approx(product, abs=1e-12)
    assert followed(dated).on_time_error == 0.0


@pytest.mark.parametrize("last_hours", [45.0, 60.0, FAR])
@pytest.mark.parametrize("cut", [math.inf, 50.0])
def test_worth_times_chances_less_hours_is_the_value(last_hours: float, cut: float) -> None:
    solution = solve_dated(three_in_order(last_hours, cut=cut))
    assert solution.on_time is not None
    assert solution.whole is not None
    assert solution.hours is not None
    missing = 0.0 if math.isinf(cut) else cut * (solution.on_time - solution.whole)
    assert WORTH * solution.on_time - missing - solution.hours == pytest.approx(solution.value, abs=1e-9)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("last_hours", [45.0, 60.0, FAR])
def test_no_plan_ships_oftener_than_it_can_come_true(last_hours: float, seed: int) -> None:
    drawn = followed(three_in_order(last_hours, cut=50.0), seed=seed)
    assert drawn.on_time <= CHANCES[0] * CHANCES[1] + 1e-12
    assert drawn.whole <= math.prod(CHANCES) + 1e-12


def test_weighed_runs_say_the_same_with_a_smaller_error() -> None:
    dated = three_in_order(60.0)
    policy = solve_dated(dated).policy
    truth = run(dated, policy, 100_000, 99, share=0.4).on_time
    told = [followed(dated, seed=seed) for seed in range(10)]
    plain = [run(dated, policy, N_RUNS, seed, share=0.4) for seed in range(10)]
    assert np.mean([one.on_time for one in told]) == pytest.approx(truth, abs=0.006)
    assert told[0].on_time_error < 0.8 * plain[0].on_time_error
    spread = float(np.std([one.on_time for one in told], ddof=1))
    assert 0.4 * told[0].on_time_error < spread < 2.0 * told[0].on_time_error


def test_no_step_is_gone_on_with_beyond_the_hours_that_it_may_take() -> None:
    policy = solve_dated(three_in_order(FAR)).policy
    assert isinstance(policy, GridPolicy)
    rows = np.arange(len(policy.states.codes))
    columns, leave = policy.look(rows, np.zeros(len(rows)))
    most = np.array([high for _, high in HOURS])
    assert (leave[columns >= 0] <= most[columns[columns >= 0]]).all()
    assert 30.0 in leave


def test_kinds_too_rare_to_be_seen_are_counted_with_the_next() -> None:
    many = np.arange(1_000) < 500
    none = np.zeros(1_000, dtype=np.bool_)
    assert kinds((none, many), (0.001, 0.6)).probs == pytest.approx((0.601, 0.399))
    assert sum(kinds((many, ~many), (0.3, 0.6)).probs) == pytest.approx(0.9)  # no run stands for the rest
