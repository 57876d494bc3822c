"""Log-normal hours against scipy and numerical integration."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from acumen.distributions import Fixed, LogNormal
from acumen.distributions.durations import Z95, log_normal_cdf

lows = st.floats(0.01, 100.0)
spreads = st.floats(1.05, 200.0)


def _peer(duration: LogNormal) -> "stats.rv_frozen":
    return stats.lognorm(s=duration.sigma, scale=math.exp(duration.mu))


@given(low=lows, spread=spreads)
def test_five_percent_lie_below_the_low_and_five_above_the_high_figure(low: float, spread: float) -> None:
    duration = LogNormal.from_interval(low, low * spread)
    assert duration.cdf(low) == pytest.approx(0.05, abs=1e-12)
    assert duration.survival(low * spread) == pytest.approx(0.05, abs=1e-12)


@given(low=lows, spread=spreads, at=st.floats(-6.0, 6.0))
def test_distribution_and_mean_agree_with_scipy(low: float, spread: float, at: float) -> None:
    duration = LogNormal.from_interval(low, low * spread)
    hours = math.exp(duration.mu + at * duration.sigma)
    peer = _peer(duration)
    assert duration.cdf(hours) == pytest.approx(peer.cdf(hours), rel=1e-9)
    assert duration.survival(hours) == pytest.approx(peer.sf(hours), rel=1e-9)
    assert duration.log_density(hours) == pytest.approx(peer.logpdf(hours), rel=1e-9, abs=1e-9)
    assert duration.mean_hours == pytest.approx(peer.mean(), rel=1e-9)


@settings(max_examples=15)  # the other library integrates
@given(low=lows, spread=spreads)
def test_a_cut_log_normal_is_the_log_normal_given_that_it_ends_in_time(low: float, spread: float) -> None:
    high = low * spread
    duration, peer = LogNormal.from_interval(low, high, is_cut=True), _peer(LogNormal.from_interval(low, high))
    assert duration.cdf(high) == 1.0
    assert duration.survival(high) == 0.0
    middle = math.sqrt(low * high)
    assert duration.cdf(middle) == pytest.approx(peer.cdf(middle) / 0.95, rel=1e-9)
    assert duration.mean_hours == pytest.approx(peer.expect(ub=high, conditional=True, lb=0.0), rel=1e-6)


@pytest.mark.parametrize("is_cut", [True, False])
@pytest.mark.parametrize(("low", "high"), [(2.0, 40.0), (1.0, 100.0), (5.0, 6.0)])
def test_expected_spent_hours_are_the_integral_of_the_survival(low: float, high: float, is_cut: bool) -> None:  # noqa: FBT001
    duration = LogNormal.from_interval(low, high, is_cut=is_cut)
    for hours in (0.0, 0.5 * low, low, math.sqrt(low * high), 0.9 * high):
        whole, _ = integrate.quad(
            duration.survival, 0.0, hours, epsabs=1e-12, epsrel=1e-12, limit=200, points=[low / 3]
        )
        assert duration.expected_spent_hours(hours) == pytest.approx(whole, abs=1e-9)


@given(low=lows, spread=spreads, prob=st.floats(0.001, 0.999), is_cut=st.booleans())
def test_quantiles_invert_the_distribution(low: float, spread: float, prob: float, is_cut: bool) -> None:  # noqa: FBT001
    duration = LogNormal.from_interval(low, low * spread, is_cut=is_cut)
    assert duration.cdf(duration.quantile(prob)) == pytest.approx(prob, abs=1e-9)


@pytest.mark.parametrize("z", [-40.0, -31.0, -30.0, -29.9, -5.0, 0.0, 3.0])
def test_the_log_of_the_normal_tail_is_right_where_the_tail_is_no_float(z: float) -> None:
    assert log_normal_cdf(z) == pytest.approx(stats.norm.logcdf(z), rel=1e-12)


def test_a_fixed_figure_has_shown_at_the_very_hour() -> None:
    assert Fixed(3.0).cdf(3.0) == 1.0
    assert Fixed(3.0).survival(2.999) == 1.0
    assert Fixed(3.0).expected_spent_hours(5.0) == 3.0
    assert Fixed(3.0).quantile(0.2) == 3.0


def test_the_95_percent_point_is_that_of_the_normal() -> None:
    assert pytest.approx(stats.norm.ppf(0.95), rel=1e-15) == Z95
