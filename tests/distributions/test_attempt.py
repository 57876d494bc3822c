"""What an attempt is worth, and its patience, against numerical integration and a search over all hours."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import integrate

from acumen.distributions import Attempt, Fixed, LogNormal
from acumen.distributions.stopping import candidates

chances = st.floats(0.01, 0.99)
lows = st.floats(0.1, 20.0)
spreads = st.floats(1.2, 60.0)
stakes = st.floats(0.1, 3000.0)


@st.composite
def open_ended(draw: st.DrawFn) -> Attempt:
    """Work that may be left, in all three ways of failing."""
    low, spread, chance = draw(lows), draw(spreads), draw(chances)
    how = draw(st.sampled_from(["cut", "fixed", "interval"]))
    if how == "cut":
        return Attempt.open_ended(chance, low, low * spread)
    if how == "fixed":
        return Attempt.open_ended(chance, low, low * spread, Fixed(low * draw(st.floats(0.2, 30.0))))
    start = low * draw(st.floats(0.2, 5.0))
    return Attempt.open_ended(chance, low, low * spread, LogNormal.from_interval(start, start * draw(spreads)))


def _worth_of_leaving_at(attempt: Attempt, stake: float, hours: float) -> float:
    return attempt.works_within(hours) * stake - attempt.expected_spent_hours(hours)


@pytest.mark.parametrize("stake", [10.0, 51.9, 53.0, 80.0, 500.0])
@pytest.mark.parametrize(
    "attempt",
    [
        Attempt.open_ended(0.5, 2.0, 40.0),
        Attempt.open_ended(0.5, 1.0, 100.0, Fixed(20.0)),
        Attempt.open_ended(0.3, 3.0, 30.0, LogNormal.from_interval(1.0, 15.0)),
    ],
)
def test_gain_is_the_integral_it_stands_for(attempt: Attempt, stake: float) -> None:
    gain = attempt.gain(stake)
    end = gain.patience_hours

    def under_way(hours: float) -> float:
        fails = attempt.failure.survival(hours)
        return attempt.chance * attempt.success.survival(hours) + (1.0 - attempt.chance) * fails

    breaks = [x for x in (0.3, 1.0, 3.0, 20.0) if x < end]
    spent = sum(
        integrate.quad(under_way, a, b, epsabs=1e-12, epsrel=1e-12, limit=500)[0]
        for a, b in pairwise([0.0, *breaks, end])
        if b > a
    )
    assert gain.value == pytest.approx(max(0.0, attempt.works_within(end) * stake - spent), abs=1e-9)


@given(attempt=open_ended(), stake=stakes)
def test_no_other_patience_is_worth_more(attempt: Attempt, stake: float) -> None:
    gain = attempt.gain(stake)
    assert isinstance(attempt.success, LogNormal)
    far = max(attempt.success.mu + 7.0 * attempt.success.sigma, math.log(max(gain.patience_hours, 1e-9)) + 1.0)
    grid = np.exp(np.linspace(attempt.success.mu - 5.0 * attempt.success.sigma, far, 600))
    others = [_worth_of_leaving_at(attempt, stake, float(hours)) for hours in grid]
    assert gain.value >= max(0.0, *others) - 1e-9 * max(1.0, stake)


@given(attempt=open_ended(), stake=stakes)
def test_value_slope_and_patience_belong_together(attempt: Attempt, stake: float) -> None:
    gain = attempt.gain(stake)
    assert gain.slope == pytest.approx(attempt.works_within(gain.patience_hours), abs=1e-12)
    assert gain.value == pytest.approx(_worth_of_leaving_at(attempt, stake, gain.patience_hours), abs=1e-9)


@given(attempt=open_ended(), stakes_of=st.lists(stakes, min_size=3, max_size=3, unique=True))
def test_gain_is_convex_and_its_slope_is_the_chance_within_the_patience(
    attempt: Attempt, stakes_of: list[float]
) -> None:
    a, b, c = sorted(stakes_of)
    assume(c - a > 1e-3)
    low, middle, high = (attempt.gain(stake) for stake in (a, b, c))
    share = (b - a) / (c - a)
    assert middle.value <= (1.0 - share) * low.value + share * high.value + 1e-9 * c
    assert middle.value >= low.value + low.slope * (b - a) - 1e-9 * c  # the tangent at a lies below


@pytest.mark.parametrize(
    ("stake", "patience_hours", "value", "other_hours", "other_value"),
    [(51.9, 9.827, 4.39998, 67.679, 4.32984), (53.0, 69.821, 4.83350, 10.086, 4.67430)],
)
def test_of_several_local_maxima_the_highest_is_taken(
    stake: float, patience_hours: float, value: float, other_hours: float, other_value: float
) -> None:
    attempt = Attempt.open_ended(0.5, 1.0, 100.0, Fixed(20.0))
    gain = attempt.gain(stake)
    assert gain.patience_hours == pytest.approx(patience_hours, abs=5e-4)
    assert gain.value == pytest.approx(value, abs=5e-6)
    assert _worth_of_leaving_at(attempt, stake, other_hours) == pytest.approx(other_value, abs=5e-6)


def test_the_standards_single_step_has_patience_of_21_hours() -> None:
    gain = Attempt.open_ended(0.5, 2.0, 40.0).gain(80.0)
    assert round(gain.value, 2) == 19.25
    assert round(gain.patience_hours, 1) == 21.0


def test_nothing_is_spent_where_nothing_is_at_stake() -> None:
    gain = Attempt.open_ended(0.5, 2.0, 40.0).gain(0.0)
    assert (gain.value, gain.slope, gain.patience_hours) == (0.0, 0.0, 0.0)


def test_what_can_not_work_deserves_nothing() -> None:
    assert Attempt.open_ended(0.0, 2.0, 40.0).gain(1e6).patience_hours == 0.0


def test_a_commitment_is_worth_its_chance_of_the_stake_less_its_mean_hours() -> None:
    gain = Attempt.plain(0.4, 3.0, 1.0).gain(10.0)
    assert gain.value == pytest.approx(0.4 * 10.0 - (0.4 * 3.0 + 0.6 * 1.0))
    assert gain.patience_hours == math.inf


@given(attempt=open_ended(), stake=stakes, share=st.floats(0.05, 0.95))
def test_having_waited_changes_nothing_about_when_to_leave(attempt: Attempt, stake: float, share: float) -> None:
    gain = attempt.gain(stake)
    waited = share * gain.patience_hours
    alive = attempt.chance * attempt.success.survival(waited) + (1 - attempt.chance) * attempt.failure.survival(waited)
    assume(gain.patience_hours > 1e-3 and alive > 1e-3)  # or there is hardly anybody left to wait
    later = attempt.gain(stake, elapsed_hours=waited)
    assert later.patience_hours == pytest.approx(gain.patience_hours, rel=1e-4)


def test_the_chance_falls_as_time_passes_where_only_success_shows() -> None:
    attempt = Attempt.open_ended(0.5, 2.0, 40.0)
    chances_left = [attempt.chance_after(hours) for hours in (0.0, 5.0, 10.0, 20.0, 39.0, 40.0)]
    assert chances_left[0] == pytest.approx(0.5)
    assert chances_left == sorted(chances_left, reverse=True)
    assert chances_left[-1] == 0.0
    works, fails = 0.5 * attempt.success.survival(10.0), 0.5
    assert chances_left[2] == pytest.approx(works / (works + fails))


def test_the_chance_after_is_right_far_out_in_both_tails() -> None:
    attempt = Attempt.open_ended(0.5, 1.0, 2.0, LogNormal.from_interval(1.0, 2.0))
    assert attempt.chance_after(1e9) == pytest.approx(0.5)


@given(open_ended(), stakes)
def test_what_the_search_makes_of_a_stop_is_what_the_durations_make_of_it(attempt: Attempt, stake: float) -> None:
    for hours, works_prob, spent_hours in candidates(attempt.chance, attempt.success, attempt.failure, stake):
        assert works_prob == pytest.approx(attempt.works_within(hours), rel=1e-9, abs=1e-12)
        assert spent_hours == pytest.approx(attempt.expected_spent_hours(hours), rel=1e-9, abs=1e-12)


def test_the_gain_never_falls_as_more_is_at_stake_and_is_at_least_that_of_never_leaving() -> None:
    late = Attempt.open_ended(0.25, 0.31, 3.27, LogNormal.from_interval(2.68, 18.28))  # the rate is least at 670 hours
    gains = [late.gain(10.0**power) for power in range(13)]
    assert all(before.value <= after.value for before, after in pairwise(gains))
    assert all(before.slope <= after.slope + 1e-12 for before, after in pairwise(gains))
    for power, gain in enumerate(gains):
        assert gain.value >= (0.25 * 10.0**power - late.mean_hours) * (1.0 - 1e-12)
    assert gains[-1].patience_hours == math.inf


@pytest.mark.parametrize(
    ("low", "high", "fails"),
    [
        (1.0, 1.0000001, (0.5, 0.5000001)),
        (13.579646836674478, 13.579741878194785, (3.5007253783916314, 3.500785364489876)),
    ],
)
def test_the_patience_for_narrow_hours_is_found_in_a_few_steps(
    low: float, high: float, fails: tuple[float, float]
) -> None:
    attempt = Attempt.open_ended(0.5, low, high, LogNormal.from_interval(*fails))
    whole = (low + high) / 4.0 + sum(fails) / 4.0
    for stake in (3.0 * high, 100.0 * high, 1e9):
        assert attempt.gain(stake).value == pytest.approx(0.5 * stake - whole, rel=1e-6)


@pytest.mark.parametrize("ratio", [1e-9, 1e-8, 1e-6, 1e-4])
@pytest.mark.parametrize("low", [1e-3, 1.0, 999.0])
def test_the_narrowest_intervals_are_worth_what_their_figure_is(ratio: float, low: float) -> None:
    for failure in (None, LogNormal.from_interval(low / 2.0, low / 2.0 * (1.0 + ratio)), Fixed(low / 2.0)):
        attempt = Attempt.open_ended(0.5, low, low * (1.0 + ratio), failure)
        fails_hours = low if failure is None else low / 2.0
        gain = attempt.gain(9.0 * low)
        assert gain.value == pytest.approx(4.5 * low - 0.5 * low - 0.5 * fails_hours, rel=4.0 * ratio + 1e-9)


def test_on_a_tie_going_on_comes_before_leaving() -> None:
    sure = Attempt.open_ended(1.0, 2.0, 9.0)
    tie = sure.gain(sure.mean_hours)
    assert (tie.slope, tie.patience_hours) == (1.0, 9.0)
    assert tie.value == pytest.approx(0.0, abs=1e-12)
    assert sure.gain(0.999 * sure.mean_hours).patience_hours == 0.0


@given(chances, lows, spreads, stakes, st.booleans())
def test_the_value_is_the_stake_times_the_slope_less_the_hours(
    chance: float,
    low: float,
    spread: float,
    stake: float,
    fails: bool,  # noqa: FBT001
) -> None:
    failure = LogNormal.from_interval(low / 2.0, 3.0 * low) if fails else None
    attempt = Attempt.open_ended(chance, low, low * spread, failure)
    best = attempt.gain(stake)
    assert best.value == pytest.approx(best.slope * stake - best.spent_hours, rel=1e-12, abs=1e-12 * stake)
    if math.isfinite(best.patience_hours):
        assert best.spent_hours == pytest.approx(attempt.expected_spent_hours(best.patience_hours), rel=1e-12)
