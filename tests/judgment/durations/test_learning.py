"""The two halves of the prediction by themselves: empirical ratios, and the fitted model against scipy and simulated truth."""

import math

import numpy as np
import pytest
from scipy import stats

from acumen.judgment.durations import read_record
from acumen.judgment.durations.backoff import FIRST_COUNT, FIRST_EXACTLY, KAPPA, Backoff, find_base
from acumen.judgment.durations.bins import EDGES, MIDDLE, N_CELLS, POINTS, normal_masses
from acumen.judgment.durations.prequential import fit_hours
from acumen.judgment.durations.ratio_model import Misses
from tests.judgment.durations.made import make_record


def test_nothing_seen_backs_off_to_a_log_normal() -> None:
    record = read_record([1.0], [1.0])
    masses = Backoff(record).predict({kind: codes[:1] for kind, codes in record.groups.items()}, 0.0)[0]
    expected = (1.0 - FIRST_EXACTLY) * normal_masses(0.75)
    expected[MIDDLE] += FIRST_EXACTLY
    assert masses == pytest.approx(expected)


def test_the_base_has_the_moments_of_what_was_seen_beside_what_is_imagined() -> None:
    counts = np.zeros(N_CELLS)
    counts[[MIDDLE, MIDDLE + 20, MIDDLE + 40]] = 300.0
    base = find_base(counts)
    off = np.repeat(POINTS[[MIDDLE + 20, MIDDLE + 40]], 300)
    imagined = 0.75 * stats.norm.ppf((np.arange(1000) + 0.5) / 1000)
    mean = off.sum() / (600 + FIRST_COUNT)
    spread = ((off - mean) ** 2).sum() + FIRST_COUNT * ((imagined - mean) ** 2).mean()
    assert base @ POINTS == pytest.approx((1.0 - 1 / 3) * mean, rel=0.01)
    second = (1.0 - 1 / 3) * (spread / (600 + FIRST_COUNT) + mean**2)
    assert base @ POINTS**2 == pytest.approx(second, rel=0.02)
    assert base.sum() == pytest.approx(1.0)


def test_each_level_mixes_what_it_saw_with_the_wider_one_by_its_count() -> None:
    record = read_record([1.0, 4.0], [1.0, 4.0])
    backoff = Backoff(record)
    rows = np.array([0])
    cells = np.array([MIDDLE])
    backoff.learn({kind: codes[rows] for kind, codes in record.groups.items()}, cells, record.known_days[rows])
    found = backoff.predict(record.groups, 0.0)[:, MIDDLE]
    one = np.zeros(N_CELLS)
    one[MIDDLE] = 1.0
    root = (1.0 + KAPPA * find_base(one)[MIDDLE]) / (1.0 + KAPPA)
    assert found[1] == pytest.approx(root)  # another size and figure: only the root has seen something
    expected = root
    for _ in ("size", "exact"):
        expected = (1.0 + KAPPA * expected) / (1.0 + KAPPA)
    assert found[0] == pytest.approx(expected)


def test_an_outcome_counts_half_after_250_days_however_long_the_record() -> None:
    at = [0.0, 250.0, 60_000.0, 60_250.0]
    record = read_record([1.0] * 4, [1.0] * 4, at_days=at, known_days=at)
    for first, second in ((0, 1), (2, 3)):
        backoff = Backoff(record)
        for row, cell in ((first, 10), (second, 190)):
            rows = np.array([row])
            backoff.learn(
                {kind: codes[rows] for kind, codes in record.groups.items()}, np.array([cell]), record.known_days[rows]
            )
        masses = backoff.predict({kind: codes[:1] for kind, codes in record.groups.items()}, at[second])[0]
        assert masses[10] / masses[190] == pytest.approx(0.5, rel=0.01)
        assert masses.sum() == pytest.approx(1.0)


@pytest.mark.parametrize("days", [0.0, 250.0, 1000.0])
def test_an_outcome_fades_where_nothing_follows_it_and_what_is_imagined_does_not(days: float) -> None:
    record = read_record([1.0, 4.0], [1.0, 4.0], at_days=[0.0, days + 1.0], known_days=[0.0, days + 1.0])
    backoff, rows, cell = Backoff(record), np.array([0]), np.array([10])
    backoff.learn({kind: codes[rows] for kind, codes in record.groups.items()}, cell, record.known_days[rows])
    kept = 0.5 ** (days / 250.0)
    counts = np.zeros(N_CELLS)
    counts[10] = kept
    found = backoff.predict({kind: codes[1:] for kind, codes in record.groups.items()}, days)[0]
    assert found == pytest.approx((counts + KAPPA * find_base(counts)) / (kept + KAPPA))
    own = backoff.predict({kind: codes[:1] for kind, codes in record.groups.items()}, days)[0]
    for _ in ("size", "exact"):
        found = (counts + KAPPA * found) / (kept + KAPPA)
    assert own == pytest.approx(found)


def test_the_model_says_a_two_piece_student_t_beside_an_atom() -> None:
    record = make_record(50)
    model = Misses(record)
    model.skew, model.nu, model.is_fitted = 0.3, 4.0, True
    model.shift.curve[0], model.log_scale.curve[0], model.exactly.curve[0] = 0.2, math.log(0.5), math.log(0.25 / 0.75)
    masses = model.predict(np.array([2.0]), {kind: np.array([-1]) for kind in record.groups})[0]
    left, right = 0.5 * math.exp(-0.3), 0.5 * math.exp(0.3)

    def below(ratio: float) -> float:
        t = stats.t(4.0)
        share = left / (left + right)
        if ratio <= 0.2:
            return float(2 * share * t.cdf((ratio - 0.2) / left))
        return float(share + (1 - share) * (2 * t.cdf((ratio - 0.2) / right) - 1))

    for cell in (60, 90, 115, 140):
        expected = 0.75 * (below(float(EDGES[cell + 1])) - below(float(EDGES[cell])))
        assert masses[cell] == pytest.approx(expected, rel=1e-3)
    assert masses[MIDDLE] > 0.25
    assert masses.sum() == pytest.approx(1.0)


def test_the_fit_recovers_what_made_the_record() -> None:
    rng = np.random.default_rng(5)
    n = 4000
    estimate = rng.choice([1.0, 2.0, 4.0, 8.0], n)
    t = np.abs(stats.t(5).rvs(n, random_state=rng))
    left, right = 0.4 * math.exp(-0.25), 0.4 * math.exp(0.25)
    is_right = rng.random(n) < right / (left + right)
    slope = 0.3 - 0.2 * np.log(estimate / 3.0)
    ratio = slope + np.where(is_right, right * t, -left * t)
    ratio = np.where(rng.random(n) < 0.3, 0.0, ratio)
    record = read_record(estimate, estimate * np.exp(ratio))
    model = Misses(record)
    for _ in range(6):
        model.fit(record, np.arange(n), float(n))
    curve = np.array([[1.0, x, x * x] for x in (np.log([1.0, 2.0, 4.0, 8.0]) - model.centre) / model.unit])
    codes = [np.array([record.names["exact"][f"{e:g}"] for e in (1, 2, 4, 8)]), *[np.full(4, -1)] * 2]
    assert model.shift.at(curve, codes) == pytest.approx(0.3 - 0.2 * np.log(np.array([1, 2, 4, 8]) / 3.0), abs=0.1)
    assert np.exp(model.log_scale.at(curve, codes)) == pytest.approx([0.4] * 4, rel=0.15)
    assert 1 / (1 + np.exp(-model.exactly.at(curve, codes))) == pytest.approx([0.3] * 4, abs=0.06)
    assert model.skew == pytest.approx(0.25, abs=0.1)
    assert 3.0 <= model.nu <= 10.0


def test_fitting_again_on_the_same_record_rests() -> None:
    record = make_record(500, shift=0.4)
    model = Misses(record)
    groups = {kind: codes[:40] for kind, codes in record.groups.items()}
    for _ in range(40):
        model.fit(record, np.arange(500), 500.0)
    before = model.predict(record.estimate_hours[:40], groups)
    model.fit(record, np.arange(500), 500.0)
    assert np.abs(model.predict(record.estimate_hours[:40], groups) - before).max() < 1e-4


def test_a_fiftieth_of_every_correction_is_the_estimate_as_said() -> None:
    record = make_record(12)
    correction = fit_hours(record)
    groups = {kind: codes[:1] for kind, codes in record.groups.items()}
    masses = correction.learner.predict(record.estimate_hours[:1], groups, correction.now_days)[0]
    learnt = correction.learner.backoff.predict(groups, correction.now_days)[0]
    assert masses == pytest.approx(0.98 * learnt + 0.02 * normal_masses(correction.learner.sd))
