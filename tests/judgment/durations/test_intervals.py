"""What intervals have meant: shrunk to the identity, gated, integrated, drawn once for all steps."""

import math
from typing import Literal

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from acumen.distributions.durations import Z95
from acumen.judgment.censored_outcomes import EndedStep
from acumen.judgment.durations import fit_intervals
from acumen.judgment.gate import PERSON_SHARE

FOREVER = 1e9


def record(
    n: int, *, shift: float = 0.0, stretch: float = 0.0, seed: int = 0, person: str = "ann", domain: str = "code"
) -> list[EndedStep]:
    """Successes of someone whose log hours lie `shift` higher than said and spread e^`stretch` as wide."""
    rng = np.random.default_rng(seed)
    steps = []
    for _ in range(n):
        low = float(rng.uniform(0.5, 8.0))
        high = low * float(rng.uniform(2.0, 8.0))
        sigma = math.log(high / low) / (2 * Z95) * math.exp(stretch)
        hours = math.exp(math.log(low * high) / 2 + shift + sigma * float(rng.standard_normal()))
        steps.append(
            EndedStep(low_hours=low, high_hours=high, end="succeeded", at_hours=hours, person=person, domain=domain)
        )
    return steps


def test_without_a_record_nothing_is_corrected() -> None:
    fit = fit_intervals([])
    assert (fit.n, fit.weight) == (0, 0.0)
    assert fit.correct(4.0, 12.0) == (4.0, 12.0)
    low, high = fit.draw(5).correct(4.0, 12.0)
    assert low == pytest.approx([4.0] * 5)
    assert high == pytest.approx([12.0] * 5)


def test_a_long_record_recovers_shift_and_stretch() -> None:
    fit = fit_intervals(record(400, shift=0.5, stretch=0.3), half_life_days=FOREVER)
    assert fit.weight > 0.999
    assert fit.n == fit.n_of(person="ann") == fit.n_of(domain="code") == 400
    assert fit.n_of(domain="other") == 0
    low, high = fit.correct(4.0, 12.0, person="ann", domain="code")
    assert math.log(low * high) / 2 - math.log(48.0) / 2 == pytest.approx(0.5, abs=0.1)
    assert math.log(math.log(high / low) / math.log(3.0)) == pytest.approx(0.3, abs=0.12)


def test_three_outcomes_change_little_and_forty_change_much() -> None:
    few = fit_intervals(record(3, shift=0.5)).correct(4.0, 12.0, person="ann", domain="code")
    many = fit_intervals(record(40, shift=0.5)).correct(4.0, 12.0, person="ann", domain="code")
    said = math.log(48.0)
    assert abs(math.log(math.prod(few)) - said) < 0.3 < math.log(math.prod(many)) - said


def test_who_says_what_he_means_is_left_alone_on_average() -> None:
    moved, gains = [], []
    for seed in range(10):
        fit = fit_intervals(record(60, seed=seed))
        moved.append(fit.weight)
        truth = record(200, seed=1000 + seed)
        for step in truth:
            low, high = fit.correct(step.low_hours, step.high_hours, person="ann", domain="code")
            gains.append(_log_density(step, low, high) - _log_density(step, step.low_hours, step.high_hours))
    assert np.mean(gains) > -0.01  # nats per step
    assert np.mean(moved) < 0.3


def _log_density(step: EndedStep, low: float, high: float) -> float:
    return float(stats.norm.logpdf(math.log(step.at_hours), math.log(low * high) / 2, math.log(high / low) / 2 / Z95))


def test_the_sign_is_right_for_who_says_too_much_and_too_wide() -> None:
    low, high = fit_intervals(record(60, shift=-0.4, stretch=-0.5)).correct(4.0, 12.0, person="ann", domain="code")
    assert low * high < 48.0
    assert high / low < 3.0


def test_another_domain_moves_less_than_the_one_with_the_record() -> None:
    fit = fit_intervals(record(60, shift=0.6))
    own = math.log(math.prod(fit.correct(4.0, 12.0, person="ann", domain="code")))
    other = math.log(math.prod(fit.correct(4.0, 12.0, person="ann", domain="writing")))
    stranger = math.log(math.prod(fit.correct(4.0, 12.0, person="bob", domain="writing")))
    assert math.log(48.0) < stranger < other < own


def test_steps_still_running_lengthen_what_successes_alone_would_say() -> None:
    short = [step for step in record(60) if step.at_hours < 6.0]
    left = [
        EndedStep(
            low_hours=s.low_hours, high_hours=s.high_hours, end="left", at_hours=6.0, chance=1.0, fails_low_hours=900.0
        )
        for s in record(60)
        if s.at_hours >= 6.0 and s.low_hours < 6.0
    ]
    alone = fit_intervals(short).posterior.mode[0]
    assert fit_intervals([*short, *left]).posterior.mode[0] > alone + 0.1


def test_failures_say_nothing_about_the_hours_of_success() -> None:
    base = record(30, shift=0.3)
    failed = [EndedStep(low_hours=2, high_hours=9, end="failed", at_hours=9.0, person="ann", domain="code")] * 20
    one, other = fit_intervals(base, half_life_days=FOREVER), fit_intervals([*base, *failed], half_life_days=FOREVER)
    assert other.posterior.mode == pytest.approx(one.posterior.mode, abs=1e-6)


def test_only_outcomes_known_before_a_saying_count_in_the_gate() -> None:
    late = [
        EndedStep(
            low_hours=s.low_hours,
            high_hours=s.high_hours,
            end=s.end,
            at_hours=s.at_hours,
            said_days=0.0,
            known_days=9.0,
        )
        for s in record(50, shift=0.8)
    ]
    assert fit_intervals(late).gain == 0.0
    assert fit_intervals(late).weight == PERSON_SHARE


def test_draws_repeat_are_shared_by_all_steps_and_spread_as_the_prediction_does() -> None:
    fit = fit_intervals(record(25, shift=0.5, seed=4), half_life_days=FOREVER)
    fit = msgspec.structs.replace(fit, weight=1.0)
    draws = fit.draw(4000, seed=1)
    low, high = draws.correct(4.0, 12.0, person="ann", domain="code")
    again, _ = fit.draw(4000, seed=1).correct(4.0, 12.0, person="ann", domain="code")
    assert low.tolist() == again.tolist()
    other, _ = draws.correct(40.0, 120.0, person="ann", domain="code")
    assert other / low == pytest.approx(np.full(4000, 10.0))
    middles, sds = np.log(low * high) / 2, np.log(high / low) / 2 / Z95
    below = [
        float(np.mean(stats.norm.cdf((math.log(at) - middles) / sds)))
        for at in fit.correct(4.0, 12.0, person="ann", domain="code")
    ]
    assert below == pytest.approx([0.05, 0.95], abs=0.012)
    unseen = draws.correct(4.0, 12.0, person="bob", domain="code")[0]
    assert np.std(np.log(unseen)) > np.std(np.log(low))


def test_posteriors_cover_the_truth_as_often_as_they_say() -> None:
    inside = 0
    rng = np.random.default_rng(7)
    for seed in range(150):
        shift, stretch = 0.66 * float(rng.standard_normal()), 0.53 * float(rng.standard_normal())
        posterior = fit_intervals(
            record(15, shift=shift, stretch=stretch, seed=seed), half_life_days=FOREVER, is_gated=False
        )
        mean, sd = posterior.posterior.moments("shift", "ann", "code")
        inside += abs(shift - mean) < Z95 * sd
    assert inside / 150 == pytest.approx(0.9, abs=3 * math.sqrt(0.09 / 150))


def test_what_is_told_is_where_the_mixture_of_said_and_meant_has_5_and_95_percent() -> None:
    fit = fit_intervals(record(40, shift=0.5), half_life_days=FOREVER)
    half = msgspec.structs.replace(fit, weight=0.4)
    low, high = fit.candidate(4.0, 12.0, person="ann", domain="code")
    meant = msgspec.structs.replace(fit, weight=1.0).correct(4.0, 12.0, person="ann", domain="code")
    assert meant == (low, high)
    draws = msgspec.structs.replace(fit, weight=1.0).draw(20_000, seed=3)
    middles, sds = _moments(*draws.correct(4.0, 12.0, person="ann", domain="code"))
    said, sigma = math.log(48.0) / 2, math.log(3.0) / 2 / Z95
    for point, prob in zip(half.correct(4.0, 12.0, person="ann", domain="code"), (0.05, 0.95), strict=True):
        at = math.log(point)
        mixed = 0.6 * stats.norm.cdf((at - said) / sigma) + 0.4 * float(np.mean(stats.norm.cdf((at - middles) / sds)))
        assert mixed == pytest.approx(prob, abs=0.004)


def _moments(low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return np.log(low * high) / 2, np.log(high / low) / 2 / Z95


def dated(steps: list[EndedStep], said: list[float], known: list[float]) -> list[EndedStep]:
    return [
        msgspec.structs.replace(step, said_days=start, known_days=end)
        for step, start, end in zip(steps, said, known, strict=True)
    ]


def test_a_step_begun_and_ended_at_one_moment_does_not_foretell_itself() -> None:
    days = [float(day // 2) for day in range(8)]
    one_moment = fit_intervals(dated(record(8, shift=1.5), [5.0] * 8, [5.0] * 8))
    assert (one_moment.gain, one_moment.weight) == (0.0, PERSON_SHARE)
    pairs, steps = fit_intervals(dated(record(8, shift=1.5), days, days)), record(8, shift=1.5)
    before = fit_intervals(dated(steps, days, [day + 0.25 for day in days]))
    assert pairs.gain == pytest.approx(
        before.gain
    )  # what ended on a day teaches the next day's sayings, not that day's


def test_a_step_that_ended_before_it_began_teaches_the_next_but_not_itself() -> None:
    backwards = dated(record(3, shift=1.5), [3.0, 3.0, 3.0], [1.0, 1.0, 1.0])
    assert fit_intervals(backwards).gain == 0.0


@pytest.mark.parametrize("n", [1, 2])
def test_below_three_ended_steps_a_correction_is_shown_and_not_applied(n: int) -> None:
    fit = fit_intervals(dated(record(n, shift=1.0), [float(at) for at in range(n)], [at + 0.5 for at in range(n)]))
    assert (fit.n, fit.weight) == (n, 0.0)
    assert fit.correct(10.0, 30.0, person="ann") == (10.0, 30.0)
    assert fit.candidate(10.0, 30.0, person="ann") != (10.0, 30.0)
    assert fit_intervals(record(3, shift=1.0)).weight > 0.0


def test_failures_do_not_make_a_correction_of_hours() -> None:
    failed = [EndedStep(low_hours=2, high_hours=9, end="failed", at_hours=9.0)] * 6
    assert (fit_intervals(failed).n, fit_intervals(failed).weight) == (0, 0.0)


def test_one_surprise_carries_the_weight_to_a_half_at_most() -> None:
    calm = [EndedStep(low_hours=4.0, high_hours=5.0, end="succeeded", at_hours=at) for at in (4.0, 4.4, 5.0, 4.2, 4.7)]
    shock = EndedStep(low_hours=4.0, high_hours=5.0, end="succeeded", at_hours=50.0)
    before, after = fit_intervals(calm), fit_intervals([*calm, shock])
    assert before.weight <= PERSON_SHARE
    assert before.weight < after.weight <= 0.5


def test_outcomes_of_one_day_count_for_less_than_those_of_many() -> None:
    steps = record(41, shift=0.6)
    said = [0.0] + [20.0] * 40
    one_day = fit_intervals(dated(steps, said, [1.0] + [21.0] * 40))
    many = fit_intervals(dated(steps, said, [1.0, *[21.0 + at for at in range(40)]]))
    assert many.gain == pytest.approx(one_day.gain * (1.0 + 39 * 0.05))
    assert one_day.posterior.moments("shift", "ann", "code")[1] > many.posterior.moments("shift", "ann", "code")[1]


def test_a_share_w_of_the_draws_is_corrected_in_all_steps_at_once() -> None:
    fit = msgspec.structs.replace(fit_intervals(record(25, shift=0.5)), weight=0.3)
    draws = fit.draw(1000, seed=2)
    low, high = draws.correct(4.0, 12.0, person="ann", domain="code")
    as_said = (low == 4.0) & (high == 12.0)
    assert int(as_said.sum()) == 700
    other, _ = draws.correct(2.0, 50.0, person="bob", domain="writing")
    assert (other == 2.0).tolist() == as_said.tolist()
    assert fit.draw(1000, seed=3).is_corrected.tolist() != draws.is_corrected.tolist()


def test_an_extreme_record_gives_finite_hours() -> None:
    odd = [
        EndedStep(low_hours=1e-3, high_hours=1e3, end="succeeded", at_hours=1e6),
        EndedStep(low_hours=5.0, high_hours=5.001, end="succeeded", at_hours=500.0),
        EndedStep(low_hours=5.0, high_hours=5.001, end="left", at_hours=5e5, chance=1.0),
    ]
    low, high = fit_intervals(odd).correct(4.0, 12.0)
    assert 0.0 < low < high < math.inf


@given(low=st.floats(0.01, 100.0), spread=st.floats(1.01, 100.0), factor=st.floats(0.1, 10.0))
def test_hours_in_another_unit_are_corrected_alike_and_stay_in_order(low: float, spread: float, factor: float) -> None:
    found = FITTED.correct(low, low * spread, person="ann", domain="code")
    other = FITTED.correct(low * factor, low * spread * factor, person="ann", domain="code")
    assert found[0] < found[1]
    assert other == pytest.approx((found[0] * factor, found[1] * factor), rel=1e-9)


ends = st.sampled_from(["succeeded", "failed", "left"])
rows = st.tuples(ends, st.floats(0.01, 50.0), st.floats(1.01, 50.0), st.floats(0.01, 500.0), st.floats(0.0, 1.0))


@settings(max_examples=60)
@given(made=st.lists(rows, max_size=12))
def test_any_record_gives_hours_in_order_and_a_weight_between_0_and_1(
    made: list[tuple[Literal["succeeded", "failed", "left"], float, float, float, float]],
) -> None:
    steps = [
        EndedStep(low_hours=low, high_hours=low * spread, end=end, at_hours=at, chance=chance)
        for end, low, spread, at, chance in made
    ]
    fit = fit_intervals(steps)
    low, high = fit.correct(4.0, 12.0)
    assert 0.0 < low < high < math.inf
    assert 0.0 <= fit.weight <= 1.0
    assert fit.n == sum(step.tells_hours for step in steps)


def test_posteriors_cover_the_truth_also_where_half_of_the_work_was_left() -> None:
    inside, n_left = 0, 0
    rng = np.random.default_rng(3)
    for seed in range(120):
        shift = 0.66 * float(rng.standard_normal())
        steps = [leave_at_middle(step) for step in record(25, shift=shift, seed=seed)]
        fit = fit_intervals(steps, half_life_days=FOREVER, is_gated=False)
        mean, sd = fit.posterior.moments("shift", "ann", "code")
        inside += abs(shift - mean) < Z95 * sd
        n_left += fit.n_left
    assert 0.3 < n_left / (120 * 25) < 0.7
    assert inside / 120 == pytest.approx(0.9, abs=3 * math.sqrt(0.09 / 120))


def leave_at_middle(step: EndedStep) -> EndedStep:
    """The same work, which would have succeeded for certain, left at the middle of the interval unless done by then."""
    middle = math.sqrt(step.low_hours * step.high_hours)
    end, at = ("left", middle) if step.at_hours > middle else (step.end, step.at_hours)
    return msgspec.structs.replace(step, end=end, at_hours=at, chance=1.0, fails_low_hours=1e6)


FITTED = fit_intervals(record(60, shift=0.5, stretch=0.2))
