"""Several forecasters: the slope that the design's formula predicts is the one that a regression finds."""

import numpy as np
import pytest
from scipy import stats
from scipy.special import expit, logit

from acumen.judgment.calibration import fit, settled, unearned
from acumen.judgment.calibration.pooling import Spreads, measure_spreads, pool


def test_spreads_are_recovered_from_unbalanced_answers() -> None:
    rng = np.random.default_rng(1)
    sizes = rng.integers(1, 12, 600)
    questions = np.repeat(np.arange(600), sizes)
    x = 0.4 + rng.normal(0, 0.8, 600)[questions] + rng.normal(0, 1.2, len(questions))
    found = measure_spreads(expit(x), questions)
    assert found.within == pytest.approx(1.44, rel=0.08)
    assert found.between == pytest.approx(0.64, rel=0.2)
    assert found.centre == pytest.approx(0.4, abs=0.15)


def test_within_is_the_mean_square_of_analysis_of_variance() -> None:
    groups = [[0.2, 0.4, 0.5], [0.6, 0.7], [0.9, 0.5, 0.8, 0.6]]
    questions = np.repeat([0, 1, 2], [3, 2, 4])
    found = measure_spreads(np.concatenate(groups), questions)
    f_peer = stats.f_oneway(*(logit(group) for group in groups)).statistic
    usual = (9 - (9 + 4 + 16) / 9) / 2
    assert (found.between * usual + found.within) / found.within == pytest.approx(f_peer)


def test_one_forecaster_is_not_sharpened_and_agreement_sharpens_nobody() -> None:
    assert Spreads(centre=0.0, between=0.5, within=2.0).sharpening(1) == 1.0
    assert Spreads(centre=0.0, between=0.5, within=0.0).sharpening(50) == 1.0
    assert Spreads(centre=0.0, between=0.5, within=2.0).sharpening(1e9) == pytest.approx(5.0)
    assert Spreads(centre=0.0, between=0.0, within=0.0).sharpening(3) == 1.0


def test_the_pooled_forecast_of_noisy_people_finds_the_truth_behind_them() -> None:
    """Everyone sees the truth with noise: one by one over-confident, together under-confident."""
    rng = np.random.default_rng(2)
    n_questions, k = 400, 20
    truth = 0.5 + rng.normal(0, 1.0, n_questions)
    x = truth[:, None] + rng.normal(0, 1.5, (n_questions, k))
    happened = rng.random(n_questions) < expit(truth)
    questions = np.repeat(np.arange(n_questions), k)
    record = settled(expit(x).ravel(), np.repeat(happened, k), questions=questions.tolist())
    correction, spreads = fit(record), measure_spreads(record.probs, questions)
    assert np.exp(correction.posterior.core_mean[1]) == pytest.approx(1.0 / (1.0 + 2.25), abs=0.12)  # attenuated
    unsharpened = Spreads(centre=0.0, between=1.0, within=0.0)
    new_truth = np.linspace(-1.5, 2.5, 60)
    errors: list[list[float]] = [[], []]
    for at in new_truth:
        said = expit(at + rng.normal(0, 1.5, k))
        for which, used in enumerate((spreads, unsharpened)):
            found = pool(correction, said, (None,) * k, spreads=used, rng=np.random.default_rng(5), n_draws=200)
            errors[which].append(found.prob - float(expit(at)))
    sharp, blunt = (float(np.sqrt(np.mean(np.square(column)))) for column in errors)
    assert sharp < 0.6 * blunt
    assert spreads.sharpening(k) == pytest.approx(3.25 / (1.0 + 2.25 / 20), rel=0.15)


def test_without_a_record_the_pooled_forecast_is_the_mean_of_the_log_odds() -> None:
    said = np.array([0.9, 0.6, 0.7])
    spreads = Spreads(centre=0.0, between=1.0, within=1.0)
    found = pool(unearned(), said, ("a", "b", "c"), spreads=spreads, rng=np.random.default_rng(1))
    assert found.prob == found.said == pytest.approx(expit(logit(said).mean()))
    with pytest.raises(ValueError, match="at least one"):
        pool(unearned(), np.zeros(0), (), spreads=spreads, rng=np.random.default_rng(1))


def test_who_tells_nothing_apart_counts_for_little() -> None:
    rng = np.random.default_rng(3)
    n = 300
    x = rng.normal(0, 1.5, n)
    good = (rng.random(n) < expit(1.2 * x)).tolist()
    useless = (rng.random(n) < 0.5).tolist()
    record = settled(np.tile(expit(x), 2), good + useless, persons=["good"] * n + ["useless"] * n)
    correction, spreads = fit(record), Spreads(centre=0.0, between=2.0, within=0.5)
    one_way, other = (
        pool(correction, np.array(said), ("good", "useless"), spreads=spreads, rng=np.random.default_rng(4)).prob
        for said in ((0.9, 0.1), (0.1, 0.9))
    )
    assert one_way > 0.55
    assert other < 0.45
