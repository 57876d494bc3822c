"""What hours shown so far tell of the factor that all steps share, and of hours that run over."""

import math

import numpy as np
import pytest

from acumen.distributions.common_factor import W, learnt, posterior
from acumen.distributions.shown import Shown
from acumen.distributions.slip_evidence import e_value, fell_prob, times_said

RNG = np.random.default_rng(20)


def worked(z: float, sigma: float = 0.5) -> Shown:
    return Shown(z=z, sigma=sigma, chance=1.0, has_worked=True)


def moments(shown: list[Shown], share: float) -> tuple[float, float]:
    weights = posterior(shown, share)
    mean = float((weights * W).sum())
    return mean, float((weights * (W - mean) ** 2).sum())


@pytest.mark.parametrize("share", [0.15, 0.4, 0.9])
@pytest.mark.parametrize("zs", [(1.4,), (-0.5, 2.0, 0.3)])
def test_steps_that_worked_add_precision_as_normal_theory_has_it(share: float, zs: tuple[float, ...]) -> None:
    precision = 1.0 + len(zs) * share / (1.0 - share)
    mean = sum(zs) / math.sqrt(share) * share / (1.0 - share) / precision
    assert moments([worked(z) for z in zs], share) == pytest.approx((mean, 1.0 / precision), rel=1e-3, abs=1e-3)


def test_a_step_that_had_not_worked_by_then_tells_of_slow_hours_and_of_nothing_if_it_never_would() -> None:
    late = worked(2.0)
    still = Shown(z=2.0, sigma=0.5, chance=1.0, has_worked=False)
    never = Shown(z=2.0, sigma=0.5, chance=0.0, has_worked=False)
    assert moments([never], 0.3)[0] == pytest.approx(0.0, abs=1e-9)
    assert moments([late], 0.3)[0] > 0.0
    assert moments([still], 0.3)[0] > 0.0


def test_draws_are_as_before_where_nothing_was_shown_or_nothing_is_shared() -> None:
    draws = RNG.normal(size=4000)
    assert learnt(draws, [], 0.3) is draws
    assert learnt(draws, [worked(2.0)], 0.0) is draws
    moved = learnt(draws, [worked(2.0), worked(1.5)], 0.3)
    mean, variance = moments([worked(2.0), worked(1.5)], 0.3)
    assert (moved.mean(), moved.var()) == pytest.approx((mean, variance), abs=0.08)


@pytest.mark.parametrize("z", [-1.0, 0.3, 2.5])
def test_one_steps_e_value_is_the_mean_of_three_likelihood_ratios_whatever_is_shared(z: float) -> None:
    sigma = 0.4
    ratios = [math.exp(z * math.log(b) / sigma - 0.5 * (math.log(b) / sigma) ** 2) for b in (1.25, 1.5, 2.0)]
    for share in (0.0, 0.15, 0.7):
        assert e_value([worked(z, sigma)], share) == pytest.approx(sum(ratios) / 3.0, rel=1e-3)


def test_right_plans_ring_no_more_often_than_was_promised_and_slow_ones_do() -> None:
    n_plans, n_steps, share = 150, 10, 0.15
    rung = {1.0: 0, 1.5: 0}
    for times in rung:
        for _ in range(n_plans):
            z = math.sqrt(share) * RNG.normal() + math.sqrt(1.0 - share) * RNG.normal(size=n_steps)
            shown = [worked(one + math.log(times) / 0.33, 0.33) for one in z]
            rung[times] += any(e_value(shown[:n], share) >= 10.0 for n in range(2, n_steps + 1, 2))
    assert rung[1.0] <= 0.1 * n_plans  # Ville: at most a tenth
    assert rung[1.5] >= 0.5 * n_plans


def test_what_was_said_typically_and_how_far_a_right_chance_would_fall() -> None:
    assert times_said([]) is None
    assert times_said([worked(1.0), worked(3.0)]) == pytest.approx(math.exp(1.0))
    assert e_value([], 0.15) == pytest.approx(1.0)
    assert fell_prob(0.62, 0.38) == pytest.approx(0.38 / 0.62)  # the page: at most 61 of 100
    assert fell_prob(0.62, 0.7) == 1.0
