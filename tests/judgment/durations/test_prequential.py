"""A record lived through again: nothing is known early, what is there is found, what is not there is left alone."""

import math

import msgspec
import numpy as np
import pytest
from numpy.typing import NDArray

from acumen.errors import UsageError
from acumen.judgment.durations import HoursCorrection, HoursRecord, Spread, fit_hours, read_record, replay
from acumen.judgment.durations.bins import MIDDLE, N_CELLS, POINTS, normal_masses
from acumen.judgment.durations.correction import find_classes
from acumen.judgment.quantile_scoring_rules import coverage, crps_points
from tests.judgment.durations.made import make_record

Floats = NDArray[np.float64]


def crps_gain(record: HoursRecord, sd: float) -> float:
    """By how much less the CRPS of log hours is in the second half than that of a log-normal with the true spread."""
    found = replay(record, start_days=float(record.at_days[record.n // 2]))
    masses = found.masses.astype(np.float64)
    ratios = record.log_ratio[found.rows]
    raw = np.tile(normal_masses(sd), (found.rows.size, 1))
    return float((crps_points(POINTS, raw, ratios) - crps_points(POINTS, masses, ratios)).mean())


@pytest.mark.parametrize("has_dates", [True, False])
def test_whoever_means_what_he_says_is_not_made_worse(has_dates: bool) -> None:  # noqa: FBT001 (pytest hands it over by name)
    gains = [crps_gain(make_record(200, seed=seed, sd=0.75, has_dates=has_dates), 0.75) for seed in range(6)]
    assert np.mean(gains) > -0.001


@pytest.mark.parametrize("shift", [-0.5, 0.5])
def test_whoever_takes_longer_or_shorter_than_said_is_corrected(shift: float) -> None:
    record = make_record(600, shift=shift)
    assert crps_gain(record, math.hypot(0.6, shift)) > 0.03
    middle = fit_hours(record).predict([4.0], persons=["a"], domains=[["x"]]).quantile(0.5)[0]
    assert math.log(middle / 4.0) == pytest.approx(shift, abs=0.15)


def test_a_person_who_takes_twice_as_long_is_told_apart() -> None:
    fit = fit_hours(make_record(900, slow="b"))
    slow, quick = fit.predict([4.0, 4.0], persons=["b", "a"], domains=[["x", "x"]]).quantile(0.5)
    assert math.log(slow / quick) == pytest.approx(math.log(2.0), abs=0.25)


def test_the_share_that_is_exactly_right_becomes_a_mass_on_the_estimate() -> None:
    fit = fit_hours(make_record(900, exactly=0.4, shift=0.2))
    masses = fit.predict([4.0], persons=["a"], domains=[["y"]]).masses[0]
    assert masses[MIDDLE] == pytest.approx(0.4, abs=0.1)
    assert masses.sum() == pytest.approx(1.0)


def test_intervals_hold_what_they_claim_although_a_third_is_exactly_right() -> None:
    record = make_record(1500, exactly=0.35, shift=0.3)
    found = replay(record, start_days=float(record.at_days[600]))
    estimate = record.estimate_hours[found.rows]
    spread = Spread(estimate_hours=estimate, masses=found.masses.astype(np.float64))
    below, inside = spread.bounds(estimate * np.exp(record.log_ratio[found.rows]))
    for central in (0.5, 0.9):
        held = coverage(below, below + inside, central=central)
        assert held.mean() == pytest.approx(central, abs=0.04)


def test_what_becomes_known_later_changes_no_earlier_prediction() -> None:
    record = make_record(300, shift=0.4)
    moment = float(record.at_days[200])
    changed = np.where(record.known_days >= moment, 3.0, record.log_ratio)
    other = msgspec.structs.replace(record, log_ratio=changed)
    one, two = replay(record, start_days=0.0), replay(other, start_days=0.0)
    is_before = record.at_days[one.rows] <= moment
    assert is_before.sum() > 150
    assert np.array_equal(one.masses[is_before], two.masses[is_before])
    assert not np.array_equal(one.masses, two.masses)


def test_frozen_learns_nothing_after_the_cut() -> None:
    record = make_record(300, shift=0.4)
    moment = float(record.at_days[150])
    other = msgspec.structs.replace(record, log_ratio=np.where(record.known_days >= moment, 3.0, record.log_ratio))
    one, two = (replay(each, start_days=moment, frozen_days=moment) for each in (record, other))
    assert np.array_equal(one.masses, two.masses)


def test_what_was_never_known_teaches_nothing() -> None:
    record = make_record(200)
    silent = msgspec.structs.replace(record, known_days=np.full(200, np.inf))
    assert fit_hours(silent).n == 0
    masses = replay(silent, start_days=0.0).masses
    assert np.allclose(masses, normal_masses(0.75), atol=1e-6)


def test_a_prediction_of_the_fit_is_that_of_the_replay_for_the_next_row() -> None:
    record = make_record(400, shift=0.5)
    last = record.n - 1
    now = float(record.at_days[last])
    fit = fit_hours(record, now_days=now)
    person = next(name for name, code in record.names["person"].items() if code == record.groups["person"][last])
    domain = next(name for name, code in record.names["domain 0"].items() if code == record.groups["domain 0"][last])
    one = fit.predict(record.estimate_hours[-1:], persons=[str(person)], domains=[[str(domain)]])
    quantiles = [one.quantile(prob)[0] for prob in (0.05, 0.5, 0.95)]
    replayed = replay(record, start_days=now)
    other = Spread(estimate_hours=record.estimate_hours[-1:], masses=replayed.masses[-1:].astype(np.float64))
    assert [other.quantile(prob)[0] for prob in (0.05, 0.5, 0.95)] == pytest.approx(quantiles, rel=0.1)


def test_people_and_domains_never_met_get_what_all_have_in_common() -> None:
    fit: HoursCorrection = fit_hours(make_record(500, shift=0.5))
    spread = fit.predict([4.0, 5.7], persons=["nobody", ""], domains=[["elsewhere", ""]])
    assert spread.masses.sum(axis=1) == pytest.approx([1.0, 1.0])
    assert spread.quantile(0.5)[0] > 5.0
    assert fit.n_of(person="nobody") == 0
    assert fit.n_of(person="a", domain="x") < fit.n_of(person="a") < fit.n_of() == fit.n == 500


def test_hours_in_any_unit_and_records_of_one_kind_are_taken() -> None:
    same = read_record([2.0] * 60, [2.0] * 60)
    assert fit_hours(same).predict([2.0]).quantile(0.95)[0] == pytest.approx(2.0)
    odd = read_record([1e-4, 1e5] * 30, [1e5, 1e-4] * 30)
    assert np.isfinite(fit_hours(odd).predict([1.0]).mean[0])
    assert fit_hours(read_record([], [])).weight == 0.0


def test_the_classes_of_the_gate_are_nine_and_the_estimate_has_its_own() -> None:
    classes = find_classes(0.75)
    assert sorted(set(classes.tolist())) == list(range(9))
    assert (classes == classes[MIDDLE]).sum() == 1
    shares = np.bincount(classes, normal_masses(0.75))
    assert shares[[0, 8]] == pytest.approx([0.05, 0.05], abs=0.01)
    assert classes.size == N_CELLS


@pytest.mark.parametrize(
    ("estimate", "actual", "found"),
    [([0.0], [1.0], "above 0"), ([1.0], [-1.0], "above 0"), ([1.0, 2.0], [1.0], "as long")],
)
def test_a_record_that_makes_no_sense_is_refused(estimate: list[float], actual: list[float], found: str) -> None:
    with pytest.raises(UsageError, match=found):
        read_record(estimate, actual)
