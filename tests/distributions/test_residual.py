"""What remains of a step, against numerical integration of the whole and against asking the whole itself."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import integrate, stats

from acumen.distributions import Attempt, Fixed, LogNormal, ResidualTime, UnderWay, carry_on
from acumen.distributions.random_streams import hours_at
from acumen.distributions.residual import _is_over

WHOLES = [
    Attempt.open_ended(0.5, 2.0, 40.0),
    Attempt.open_ended(0.5, 1.0, 100.0, Fixed(20.0)),
    Attempt.open_ended(0.3, 3.0, 30.0, LogNormal.from_interval(1.0, 15.0)),
]
ELAPSED = [0.5, 5.0, 12.0, 19.0]


def begun(whole: Attempt, elapsed_hours: float) -> UnderWay:
    rest = carry_on(whole, elapsed_hours)
    assert rest is not None
    return rest


def lasts(whole: Attempt, hours: float) -> float:
    return whole.chance * whole.success.survival(hours) + (1.0 - whole.chance) * whole.failure.survival(hours)


def quad(function: object, start: float, end: float) -> float:
    """An integral in pieces, as survival may jump and is steep near 0."""
    cuts = sorted({start, end, *(x for x in (1.0, 3.0, 10.0, 20.0, 30.0, 40.0, 80.0) if start < x < end)})
    return float(
        sum(integrate.quad(function, a, b, epsabs=1e-12, epsrel=1e-12, limit=200)[0] for a, b in pairwise(cuts))
    )


@pytest.mark.parametrize("elapsed", ELAPSED)
@pytest.mark.parametrize("whole", WHOLES)
def test_the_rest_is_the_whole_conditional_on_what_has_passed(whole: Attempt, elapsed: float) -> None:
    rest = begun(whole, elapsed)
    assert rest.chance == pytest.approx(whole.chance * whole.success.survival(elapsed) / lasts(whole, elapsed))
    for hours in (0.3, 2.0, 7.0, 25.0):
        alive = rest.chance * rest.success.survival(hours) + (1.0 - rest.chance) * rest.failure.survival(hours)
        assert alive == pytest.approx(lasts(whole, elapsed + hours) / lasts(whole, elapsed), rel=1e-9, abs=1e-12)
        spent = rest.expected_spent_hours(hours)
        area = quad(lambda u: lasts(whole, u), elapsed, elapsed + hours)
        assert spent == pytest.approx(area / lasts(whole, elapsed), rel=1e-8)


@pytest.mark.parametrize("whole", WHOLES)
def test_the_mean_of_the_rest_is_its_integral(whole: Attempt) -> None:
    rest = begun(whole, 7.0)
    assert isinstance(rest.success, ResidualTime)
    end = (
        whole.success.cut_hours
        if isinstance(whole.success, LogNormal) and math.isfinite(whole.success.cut_hours)
        else 4e4
    )
    area = quad(whole.success.survival, 7.0, min(end, 80.0)) + (
        integrate.quad(whole.success.survival, 80.0, end, limit=500)[0] if end > 80.0 else 0.0
    )
    assert rest.success.mean_hours == pytest.approx(area / whole.success.survival(7.0), rel=1e-6)


@pytest.mark.parametrize("stake", [10.0, 51.9, 53.0, 80.0, 500.0])
@pytest.mark.parametrize("elapsed", ELAPSED)
@pytest.mark.parametrize("whole", WHOLES)
def test_no_other_patience_is_worth_more_than_the_one_that_is_left(
    whole: Attempt, elapsed: float, stake: float
) -> None:
    rest = begun(whole, elapsed)
    gain = rest.gain(stake)

    def worth(hours: float) -> float:
        return rest.works_within(hours) * stake - rest.expected_spent_hours(hours)

    assert gain.value == pytest.approx(worth(gain.patience_hours), abs=1e-7)
    assert gain.slope == pytest.approx(rest.works_within(gain.patience_hours), abs=1e-9)
    grid = np.concatenate(([0.0], np.geomspace(1e-2, 300.0, 800)))
    assert gain.value >= max(worth(float(hours)) for hours in grid) - 1e-7


@given(
    chance=st.floats(0.02, 0.98),
    low=st.floats(0.1, 20.0),
    spread=st.floats(1.3, 40.0),
    stake=st.floats(0.5, 2000.0),
    share=st.floats(0.05, 0.95),
)
def test_going_on_as_advised_leads_to_the_same_hour(
    chance: float, low: float, spread: float, stake: float, share: float
) -> None:
    whole = Attempt.open_ended(chance, low, low * spread)
    gain = whole.gain(stake)
    elapsed = share * gain.patience_hours
    assume(gain.patience_hours > 1e-3 and lasts(whole, elapsed) > 1e-3)
    rest = begun(whole, elapsed)
    later = rest.gain(stake)
    assert elapsed + later.patience_hours == pytest.approx(gain.patience_hours, rel=1e-4)
    won_by_then = whole.works_within(elapsed)
    tower = won_by_then * stake - whole.expected_spent_hours(elapsed) + lasts(whole, elapsed) * later.value
    assert tower == pytest.approx(gain.value, abs=1e-7 * max(1.0, stake))


@pytest.mark.parametrize("prob", [0.01, 0.3, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("whole", [LogNormal.from_interval(2.0, 40.0), LogNormal.from_interval(2.0, 40.0, is_cut=True)])
def test_a_quantile_is_where_that_share_has_shown(whole: LogNormal, prob: float) -> None:
    rest = ResidualTime(mu=whole.mu, sigma=whole.sigma, cut_hours=whole.cut_hours, elapsed_hours=9.0)
    assert rest.cdf(rest.quantile(prob)) == pytest.approx(prob, rel=1e-9)
    assert float(hours_at(rest, np.array([prob]))[0]) == pytest.approx(rest.quantile(prob), rel=1e-9)


def test_drawn_hours_of_the_rest_follow_its_distribution() -> None:
    whole = LogNormal.from_interval(2.0, 40.0, is_cut=True)
    rest = ResidualTime(mu=whole.mu, sigma=whole.sigma, cut_hours=whole.cut_hours, elapsed_hours=9.0)
    draws = hours_at(rest, (np.arange(20_000) + 0.5) / 20_000)
    assert stats.kstest(draws, np.vectorize(rest.cdf)).statistic < 1e-4
    assert float(draws.mean()) == pytest.approx(rest.mean_hours, rel=1e-3)


def test_the_density_of_the_rest_integrates_to_what_has_shown() -> None:
    rest = begun(WHOLES[0], 9.0).success
    assert isinstance(rest, ResidualTime)
    area = integrate.quad(lambda u: math.exp(rest.log_density(u)), 0.0, 12.0)[0]
    assert area == pytest.approx(rest.cdf(12.0), rel=1e-9)


def test_what_should_have_worked_by_now_has_no_rest() -> None:
    whole = Attempt.open_ended(0.5, 2.0, 40.0)
    assert carry_on(whole, 40.0) is None
    assert carry_on(whole, 55.0) is None
    assert carry_on(whole, 39.999) is not None


def test_a_commitment_owes_its_result_when_its_hours_are_spent() -> None:
    rest = begun(Attempt.plain(0.3, 24.0), 30.0)
    assert (rest.chance, rest.mean_hours) == (0.3, 0.0)
    assert begun(Attempt.plain(0.3, 24.0), 20.0).mean_hours == pytest.approx(4.0)


def test_a_failure_that_would_have_shown_by_now_has_not_happened() -> None:
    rest = begun(Attempt.plain(0.3, 24.0, 6.0), 7.0)
    assert rest.chance == 1.0
    assert rest.mean_hours == pytest.approx(17.0)


def test_the_rest_is_finite_far_out_in_the_tail() -> None:
    whole = Attempt.open_ended(0.5, 1.0, 2.0, LogNormal.from_interval(1.0, 4.0))
    for elapsed in (20.0, 1e3, 1e6):
        rest = begun(whole, elapsed)
        assert 0.0 <= rest.chance <= 1.0
        assert math.isfinite(rest.mean_hours)
        assert math.isfinite(rest.gain(100.0).value)


@pytest.mark.parametrize("sds", [34.0, 34.99, 35.01, 36.0, 40.0, 60.0])
@pytest.mark.parametrize("sigma", [0.3, 1.0])
def test_far_out_in_the_tail_the_hours_that_remain_are_those_of_its_log_survival(sds: float, sigma: float) -> None:
    whole = LogNormal(mu=0.5, sigma=sigma)
    at_hours = math.exp(0.5 + sds * sigma)
    rest = ResidualTime(mu=0.5, sigma=sigma, elapsed_hours=at_hours)
    scale = sigma * at_hours / sds
    grid = np.linspace(0.0, 60.0 * scale, 200_001)
    logs = np.array([whole.log_survival(at_hours + hours) for hours in grid]) - whole.log_survival(at_hours)
    assert rest.mean_hours == pytest.approx(float(np.trapezoid(np.exp(logs), grid)), rel=0.03)


@pytest.mark.parametrize(
    ("chance", "success_hours", "failure_hours", "is_over"),
    [
        (0.5, 4.0, 6.0, False),
        (0.5, 4.0, 5.0, True),
        (0.5, 6.0, 4.0, False),
        (1.0, 4.0, 6.0, True),  # what can't fail shows no failure later
        (1.0, 6.0, 4.0, False),
        (0.0, 6.0, 4.0, True),
        (0.0, 4.0, 6.0, False),
    ],
)
def test_a_step_is_over_when_nothing_that_is_possible_can_show_later(
    chance: float,
    success_hours: float,
    failure_hours: float,
    is_over: bool,  # noqa: FBT001
) -> None:
    whole = Attempt(chance=chance, success=Fixed(success_hours), failure=Fixed(failure_hours), may_be_left=True)
    assert _is_over(whole, 5.0) is is_over
