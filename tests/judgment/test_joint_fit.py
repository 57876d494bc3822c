"""Chance and hours learnt together from how steps ended, left ones among them."""

import math

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import integrate, optimize, stats

from acumen.distributions import Attempt, LogNormal
from acumen.errors import UsageError
from acumen.judgment.censored_outcomes import EndedStep, end_likelihoods, end_log_likelihood
from acumen.judgment.joint_fit import fit_steps, likelihood_columns, works_probs

Floats = NDArray[np.float64]
LOW, HIGH, PATIENCE = 2.0, 20.0, 12.9


def left(at_hours: float, **more: float) -> EndedStep:
    return EndedStep(low_hours=LOW, high_hours=HIGH, end="left", at_hours=at_hours, **more)  # type: ignore[arg-type]


def one_rate(if_true: Floats, if_false: Floats) -> Floats:
    """The posterior mode of one chance for all, with a standard normal prior on its log-odds."""

    def loss(log_odds: float) -> float:
        p = 1.0 / (1.0 + math.exp(-log_odds))
        return 0.5 * log_odds**2 - float(np.log(p * if_true + (1.0 - p) * if_false).sum())

    found = optimize.minimize_scalar(loss, bounds=(-9.0, 9.0), method="bounded").x
    return np.full(if_true.shape, 1.0 / (1.0 + math.exp(-found)))


def simulate(*, n: int, seed: int, shift: float = 0.0, chance: float = 0.5) -> list[EndedStep]:
    """Steps said to take `2 to 20`, each left at 12.9 h unless it has worked by then."""
    rng = np.random.default_rng(seed)
    success = LogNormal.from_interval(LOW, HIGH, is_cut=True)
    steps = []
    for _ in range(n):
        hours = success.quantile(rng.random()) * math.exp(shift)
        works = rng.random() < chance and hours < PATIENCE
        end, at = ("succeeded", hours) if works else ("left", PATIENCE)
        steps.append(EndedStep(low_hours=LOW, high_hours=HIGH, end=end, at_hours=at, chance=chance))  # type: ignore[arg-type]
    return steps


def test_a_record_of_steps_left_by_policy_recovers_the_true_chance_where_successes_alone_say_always() -> None:
    found = []
    for seed in range(8):
        steps = simulate(n=200, seed=seed)
        assert {step.end for step in steps if step.end != "left"} == {
            "succeeded"
        }  # the rate without the left ones: 100 %
        found.append(float(fit_steps(steps, one_rate).chances[0]))
    error = float(np.std(found, ddof=1)) / math.sqrt(len(found))
    assert np.mean(found) == pytest.approx(0.5, abs=3.0 * error)
    assert error < 0.04


def test_hours_that_run_half_as_long_again_are_recovered_beside_the_chance() -> None:
    found = [fit_steps(simulate(n=200, seed=seed, shift=math.log(1.5)), one_rate) for seed in range(3)]
    chances = [float(fit.chances[0]) for fit in found]
    assert np.mean(chances) == pytest.approx(0.5, abs=0.1)
    middles = [math.log(math.prod(fit.hours.correct(LOW, HIGH))) / 2 - math.log(LOW * HIGH) / 2 for fit in found]
    assert 0.15 < np.mean(middles) < 0.55  # the truth is .405, and the prior and the gate hold back


def test_it_settles_and_says_so() -> None:
    fit = fit_steps(simulate(n=100, seed=3), one_rate)
    assert fit.is_settled
    assert fit_steps(simulate(n=100, seed=3), one_rate, max_rounds=1).is_settled is False
    assert fit_steps([], one_rate).is_settled


@pytest.mark.parametrize("fails", [{}, {"fails_low_hours": 15.0}, {"fails_low_hours": 5.0, "fails_high_hours": 15.0}])
def test_a_step_that_was_left_has_the_chance_that_the_planner_gives_it_after_those_hours(
    fails: dict[str, float],
) -> None:
    step = left(8.0, chance=0.4, **fails)
    attempt = Attempt.open_ended(0.4, LOW, HIGH, step.failure if fails else None)
    if_true, if_false = likelihood_columns([step])
    assert works_probs(np.array([0.4]), if_true, if_false)[0] == pytest.approx(attempt.chance_after(8.0), rel=1e-12)


def test_what_was_seen_is_certain_and_a_step_left_after_its_end_has_failed() -> None:
    steps = [
        EndedStep(low_hours=2, high_hours=20, end="succeeded", at_hours=15.0),
        EndedStep(low_hours=2, high_hours=20, end="failed", at_hours=3.0),
        left(20.0),
        left(0.0),
    ]
    if_true, if_false = likelihood_columns(steps)
    assert works_probs(np.full(4, 0.3), if_true, if_false) == pytest.approx([1.0, 0.0, 0.0, 0.3])


def test_the_likelihoods_of_all_that_can_be_seen_within_a_patience_sum_to_one() -> None:
    step = EndedStep(low_hours=LOW, high_hours=HIGH, end="succeeded", at_hours=1.0, chance=0.6, fails_low_hours=9.0)
    patience = 8.0

    def density(log_hours: float) -> float:
        seen = EndedStep(
            low_hours=LOW,
            high_hours=HIGH,
            end="succeeded",
            at_hours=math.exp(log_hours),
            chance=0.6,
            fails_low_hours=9.0,
        )
        return math.exp(end_log_likelihood(seen, LOW, HIGH))

    succeeded, _ = integrate.quad(density, -5.0, math.log(patience))
    works, fails = end_likelihoods(left(patience, fails_low_hours=9.0), LOW, HIGH)
    assert succeeded + step.chance * works + (1 - step.chance) * fails == pytest.approx(1.0, abs=1e-9)
    peer = stats.lognorm(s=math.log(10) / (2 * 1.6448536269514722), scale=math.sqrt(40.0))
    assert works == pytest.approx(peer.sf(patience), rel=1e-12)


@pytest.mark.parametrize(
    "wrong",
    [{"low_hours": 5.0, "high_hours": 5.0}, {"at_hours": -1.0}, {"chance": 1.2}, {"at_hours": math.nan}],
)
def test_what_can_not_have_been_said_is_refused(wrong: dict[str, float]) -> None:
    fields = {"low_hours": 2.0, "high_hours": 20.0, "at_hours": 3.0, **wrong}
    with pytest.raises(UsageError, match="expected"):
        EndedStep(end="succeeded", **fields)  # type: ignore[arg-type]


def test_a_success_after_the_cut_is_none_by_then_unless_such_hours_have_meant_more() -> None:
    late = EndedStep(low_hours=2.0, high_hours=6.0, end="succeeded", at_hours=9.0, chance=0.5)
    assert end_likelihoods(late, 2.0, 6.0) == (0.0, 1.0)
    assert end_likelihoods(late, 3.0, 10.0) == (1.0, 0.0)
    shown = EndedStep(low_hours=2.0, high_hours=6.0, end="succeeded", at_hours=9.0, chance=0.5, fails_low_hours=4.0)
    assert end_likelihoods(shown, 2.0, 6.0) == (1.0, 0.0)
