"""What a chance that someone says has meant: the figures of the design, the sign, shared draws, no harm."""

import math

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import expit, logit

from acumen.errors import UsageError
from acumen.judgment.chances import correct_small, fit, observed, settled, unearned
from acumen.judgment.chances.gate import blend, weigh


def spaced(n: int, n_true: int) -> list[bool]:
    """`n` outcomes of which `n_true` came true, evenly spread."""
    return [math.floor((i + 1) * n_true / n) > math.floor(i * n_true / n) for i in range(n)]


def test_sixty_sayings_of_80_percent_of_which_half_failed_have_meant_52_percent() -> None:
    found = correct_small([0.8] * 60, spaced(60, 30), 0.8)
    assert found.prob == pytest.approx(0.52, abs=0.01)
    assert found.n == 60
    assert found.weight > 0.99
    assert 0.15 < found.log_odds_sd < 0.35


@pytest.mark.parametrize("n_true", [2, 3, 4])
def test_five_sayings_hardly_move_anything(n_true: int) -> None:
    assert correct_small([0.8] * 5, spaced(5, n_true), 0.8).prob == pytest.approx(0.8, abs=0.06)


def test_sayings_that_were_right_stay_as_they_are() -> None:
    found = correct_small([0.8] * 60, spaced(60, 48), 0.8)
    assert found.prob == 0.8
    assert found.weight == 0.0


def test_an_under_confident_record_moves_the_other_way() -> None:
    assert correct_small([0.6] * 60, spaced(60, 54), 0.6).prob > 0.8


def test_an_empty_record_changes_nothing_certainties_included() -> None:
    correction = unearned()
    for prob in (0.0, 0.3, 1.0):
        assert correction.correct(prob, person="ann", domain="tooling").prob == prob
    drawn = correction.draw([0.3, 1.0], ["ann"] * 2, ["tooling"] * 2, rng=np.random.default_rng(1), n_draws=5)
    np.testing.assert_array_equal(drawn, np.tile([0.3, 1.0], (5, 1)))


def test_the_gate_opens_with_the_gain_and_not_before() -> None:
    np.testing.assert_allclose(weigh(np.array([-5.0, 0.5, 0.5 + math.log(2), 40.0])), [0.0, 0.0, 0.5, 1.0])
    half = blend(np.array([0.8]), np.array([0.5]), np.array([0.5]))[0]
    assert logit(half) == pytest.approx(0.5 * logit(0.8))


def _record(rng: np.random.Generator, slope: float, n: int) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Chances said by one whose truth lies at `slope` times their log-odds, and what came of them."""
    x = rng.normal(0.3, 1.5, n)
    return expit(x), rng.random(n) < expit(slope * x)


@pytest.mark.parametrize(("slope", "is_softer"), [(0.4, True), (1.8, False)])
def test_the_sign_is_right_for_the_over_and_the_under_confident(slope: float, is_softer: bool) -> None:  # noqa: FBT001
    probs, happened = _record(np.random.default_rng(11), slope, 300)
    correction = fit(settled(probs, happened))
    assert correction.weight > 0.9
    assert (correction.correct(0.85).prob < 0.85) is is_softer
    assert (correction.correct(0.15).prob > 0.15) is is_softer


def test_a_step_that_was_left_teaches_by_its_likelihood_and_recovers_the_true_chance() -> None:
    """A true 50 %, said to be 80 %; left after a patience: a count of successes alone would say 100 %."""
    rng = np.random.default_rng(12)
    n, patience = 400, 6.0
    hours = rng.lognormal(math.log(6.3), 0.7, n)
    works = (rng.random(n) < 0.5) & (hours <= patience)
    shown = 0.5 * math.erfc(-(math.log(patience) - math.log(6.3)) / 0.7 / math.sqrt(2))
    record = observed([0.8] * n, np.where(works, 1.0, 1.0 - shown), np.where(works, 0.0, 1.0), persons=["ann"] * n)
    found = fit(record).correct(0.8, person="ann")
    assert found.prob == pytest.approx(0.5, abs=3 * found.log_odds_sd * 0.25)
    assert found.log_odds_sd < 0.3


def test_one_persons_record_moves_others_less_than_themselves() -> None:
    n = 100
    correction = fit(settled([0.8] * n, spaced(n, 50), persons=["ann"] * n, domains=[["tooling"] * n]))
    ann, bob = (correction.correct(0.8, person=name, domain="tooling").prob for name in ("ann", "bob"))
    abroad = correction.correct(0.8, person="bob", domain="theory").prob
    assert ann < bob < abroad < 0.8
    assert correction.count(person="ann", domain="tooling") == n
    assert correction.count(person="bob") == 0
    assert correction.count() == n


def test_many_sayings_about_one_question_count_as_one() -> None:
    crowd = fit(settled([0.8] * 200, [False] * 200, questions=["q"] * 200))
    one = fit(settled([0.8], [False]))
    assert crowd.n_questions == one.n_questions == 1
    assert crowd.correct(0.8).prob == pytest.approx(one.correct(0.8).prob)
    assert crowd.posterior.core_mean == pytest.approx(one.posterior.core_mean, abs=1e-6)


def test_old_outcomes_fade() -> None:
    days = np.arange(120.0)
    record = settled([0.8] * 120, spaced(120, 60), known_days=days)
    soon, late = fit(record, now_days=120.0), fit(record, now_days=120.0 + 5 * 365.0)
    assert soon.correct(0.8).prob < late.correct(0.8).prob - 0.03


def test_draws_are_shared_by_all_steps_and_agree_with_the_mean() -> None:
    n = 60
    correction = fit(settled([0.8] * n, spaced(n, 30), persons=["ann"] * n, domains=[["tooling"] * n]))
    steps = [0.8, 0.8, 0.6]
    drawn = correction.draw(steps, ["ann"] * 3, ["tooling"] * 3, rng=np.random.default_rng(13), n_draws=20_000)
    assert drawn.shape == (20_000, 3)
    assert np.all(drawn[:, 0] == drawn[:, 1])
    assert np.corrcoef(drawn[:, 0], drawn[:, 2]).item(1) > 0.3
    for column, prob in zip(drawn.T, steps, strict=True):
        mean = correction.correct(prob, person="ann", domain="tooling").prob
        assert abs(column.mean() - mean) < 4 * column.std() / math.sqrt(20_000) + 1e-4


def test_columns_that_do_not_fit_are_refused_in_words() -> None:
    with pytest.raises(UsageError, match="one length"):
        settled([0.5, 0.5], [True])
    with pytest.raises(UsageError, match="from 0 to 1"):
        settled([1.5], [True])
    with pytest.raises(UsageError, match="not both 0"):
        observed([0.5], [0.0], [0.0])
