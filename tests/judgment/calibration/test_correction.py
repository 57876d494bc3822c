"""What a chance that someone says has meant: the figures of the design, the sign, shared draws, no harm."""

import math
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import expit, logit

from acumen.errors import UsageError
from acumen.judgment.calibration import PERSON, FittedCorrection, correct_small, fit, observed, settled, unearned
from acumen.judgment.calibration.prequential import follow


def spaced(n: int, n_true: int) -> list[bool]:
    """`n` outcomes of which `n_true` came true, evenly spread."""
    return [math.floor((i + 1) * n_true / n) > math.floor(i * n_true / n) for i in range(n)]


def own(probs: Sequence[float], outcomes: Sequence[bool], *, days: Sequence[float] | None = None) -> FittedCorrection:
    """What one person's record of no domain in particular teaches."""
    n = len(probs)
    return fit(settled(probs, outcomes, persons=["ann"] * n, made_days=[0.0] * n if days else None, known_days=days))


def mean(correction: FittedCorrection, prob: float) -> float:
    """What she means by it."""
    return correction.correct(prob, person="ann").prob


def test_sixty_sayings_of_80_percent_of_which_half_failed_have_meant_50_to_58_percent() -> None:
    found = correct_small([0.8] * 60, spaced(60, 30), 0.8)
    assert 0.5 <= found.prob <= 0.58
    assert found.n == 60
    assert found.weight > 0.99
    assert found.lower < 0.5
    assert 0.6 < found.upper < 0.7


@pytest.mark.parametrize("n_true", [2, 3, 4])
def test_five_sayings_hardly_move_anything(n_true: int) -> None:
    assert correct_small([0.8] * 5, spaced(5, n_true), 0.8).prob == pytest.approx(0.8, abs=0.06)


def test_sayings_that_were_right_stay_nearly_as_they_are() -> None:
    found = correct_small([0.8] * 60, spaced(60, 48), 0.8)
    assert found.prob == pytest.approx(0.8, abs=0.002)
    assert found.weight < 0.1


def test_an_under_confident_record_moves_the_other_way() -> None:
    assert correct_small([0.8] * 60, spaced(60, 59), 0.8).prob >= 0.95
    assert correct_small([0.6] * 60, spaced(60, 54), 0.6).prob > 0.8


def test_one_failed_99_percent_turns_no_record_over() -> None:
    correction = own([0.99], [False])
    assert correction.weight == pytest.approx(0.2)  # one day, whatever it told
    assert 0.015 <= mean(correction, 0.01) <= 0.02
    assert 0.49 <= mean(correction, 0.5) <= 0.51
    assert mean(correction, 0.99) == pytest.approx(0.97, abs=0.005)


def test_with_ordinary_outcomes_beside_it_it_tells_no_more() -> None:
    correction = own([0.99, 0.7, 0.6, 0.8, 0.3], [False, True, True, True, False])
    assert mean(correction, 0.01) <= 0.03
    assert 0.49 <= mean(correction, 0.5) <= 0.51


def test_five_of_five_failing_at_99_percent_on_five_days_move_it_to_two_thirds() -> None:
    correction = own([0.99] * 5, [False] * 5)
    assert 0.65 <= mean(correction, 0.99) <= 0.72
    assert mean(correction, 0.01) <= 0.06


@pytest.mark.parametrize("said", [0.02, 0.2, 0.5, 0.8, 0.98])
@pytest.mark.parametrize("outcome", [True, False])
def test_no_single_outcome_moves_any_chance_far(said: float, outcome: bool) -> None:  # noqa: FBT001
    correction = own([said], [outcome])
    for prob in np.linspace(0.01, 0.99, 29):
        assert abs(mean(correction, float(prob)) - prob) < 0.03


@pytest.mark.parametrize(
    ("probs", "outcomes"),
    [
        ([0.99], [False]),
        ([0.99] * 5, [False] * 5),
        ([0.8] * 60, spaced(60, 30)),
        ([0.8] * 60, spaced(60, 59)),
        ([0.3, 0.9, 0.6, 0.95, 0.1, 0.7], [True, False, True, True, False, False]),
        ([0.05] * 8 + [0.95] * 4, [False, True] * 4 + [True] * 4),
    ],
)
def test_the_posterior_is_that_of_an_exact_grid(probs: list[float], outcomes: list[bool]) -> None:
    """One person without a label: all of (a, s, d) summed over a grid, no normal approximation in it."""
    a, s, d = np.meshgrid(*(sd * np.linspace(-5.0, 5.0, 41) for sd in (0.35, 0.35, 0.25)), indexing="ij")

    def eta(prob: float) -> NDArray[np.float64]:
        x = float(logit(np.clip(prob, 0.02, 0.98)))
        return np.asarray(a + x * np.exp(s + np.sign(x) * d))

    log_posterior = -0.5 * ((a / 0.35) ** 2 + (s / 0.35) ** 2 + (d / 0.25) ** 2)
    for prob, outcome in zip(probs, outcomes, strict=True):
        log_posterior += np.log(expit(eta(prob) if outcome else -eta(prob)))
    shares = np.exp(log_posterior - log_posterior.max())
    posterior = fit(settled(probs, outcomes)).posterior
    for prob in (0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99):
        exact = float((shares * expit(eta(prob))).sum() / shares.sum())
        assert posterior.predict(logit(np.clip([prob], 0.02, 0.98)), ()).prob[0] == pytest.approx(exact, abs=0.014)


def test_an_empty_record_changes_nothing_certainties_included() -> None:
    correction = unearned()
    for prob in (0.0, 0.3, 1.0):
        assert correction.correct(prob, person="ann", domain="tooling").prob == prob
    drawn = correction.draw([0.3, 1.0], ["ann"] * 2, ["tooling"] * 2, rng=np.random.default_rng(1), n_draws=5)
    np.testing.assert_array_equal(drawn, np.tile([0.3, 1.0], (5, 1)))


def test_sixty_outcomes_loaded_in_one_day_weigh_little_and_sixty_days_much() -> None:
    outcomes = spaced(60, 30)
    loaded, daily = own([0.8] * 60, outcomes, days=[100.0] * 60), own([0.8] * 60, outcomes, days=list(range(100, 160)))
    assert loaded.n_days == 1
    assert loaded.weight == pytest.approx(0.2)
    assert 0.75 < mean(loaded, 0.8) < 0.8
    assert daily.weight > 0.99
    assert mean(daily, 0.8) <= 0.58


def test_outcomes_of_one_day_count_as_the_fewer_that_they_are_worth() -> None:
    """Sixty of one day are worth 60 / (1 + 59 · .05) = 15.2 of separate days."""
    loaded, apart = own([0.8] * 60, spaced(60, 30), days=[100.0] * 60), own([0.8] * 15, spaced(15, 7))
    assert loaded.posterior.core_mean == pytest.approx(apart.posterior.core_mean, abs=0.03)
    assert loaded.posterior.core_cov[0, 0] == pytest.approx(apart.posterior.core_cov[0, 0], rel=0.05)


def test_what_becomes_known_as_one_speaks_teaches_nothing_yet() -> None:
    """Ten failures, each known at the very instant at which the next is said: strictly before, one fewer is known."""
    moments = np.arange(11.0)
    record = settled([0.99] * 10, [False] * 10, made_days=moments[:10], known_days=moments[1:])
    found = follow(record, prior=PERSON)
    later = settled([0.99] * 10, [False] * 10, made_days=moments[:10] + 1e-6, known_days=moments[1:])
    assert found.weights[:2].tolist() == [0.0, 0.0]
    assert follow(later, prior=PERSON).weights[1] == pytest.approx(0.2)
    assert found.corrected[1] == 0.99


def test_what_is_said_and_known_at_one_instant_foretells_nothing_of_itself() -> None:
    once = np.full(30, 7.0)
    found = follow(settled([0.8] * 30, [False] * 30, made_days=once, known_days=once), prior=PERSON)
    np.testing.assert_array_equal(found.corrected, np.full(30, 0.8))
    assert len(set(found.candidate)) == 1
    alone = follow(settled([0.8], [False]), prior=PERSON)
    assert found.total == pytest.approx(30 / (1 + 29 * 0.05) * alone.total)


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
    sd = float(logit(found.upper) - logit(found.lower)) / 2 / 1.645  # the gate is open
    assert found.prob == pytest.approx(0.5, abs=3 * sd * 0.25)
    assert sd < 0.3


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
        expected = correction.correct(prob, person="ann", domain="tooling").prob
        assert abs(column.mean() - expected) < 4 * column.std() / math.sqrt(20_000) + 1e-4


def test_a_share_of_the_draws_is_corrected_in_all_steps_at_once() -> None:
    correction = own([0.99, 0.7], [False, True])
    steps = [0.8, 0.6]
    drawn = correction.draw(steps, ["ann"] * 2, [None] * 2, rng=np.random.default_rng(14), n_draws=4000)
    as_said = drawn == np.array(steps)
    assert 0.0 < correction.weight < 1.0
    assert np.all(as_said[:, 0] == as_said[:, 1])
    assert 1.0 - as_said[:, 0].mean() == pytest.approx(correction.weight, abs=1 / 4000)


def test_ends_are_those_of_the_mixture() -> None:
    """5 % and 95 % of the draws lie beyond them; and what is told lies between."""
    correction = own([0.99, 0.7, 0.9, 0.8], [False, True, False, True])
    assert 0.3 < correction.weight < 0.99
    for said in (0.05, 0.5, 0.9):
        found = correction.correct(said, person="ann")
        drawn = correction.draw([said], ["ann"], [None], rng=np.random.default_rng(15), n_draws=40_000)[:, 0]
        assert [found.lower, found.upper] == pytest.approx(np.quantile(drawn, [0.05, 0.95]), abs=0.01)
        assert found.lower <= found.prob <= found.upper


def test_a_domain_without_outcomes_borrows_from_the_others() -> None:
    n = 60
    correction = fit(settled([0.8] * n, spaced(n, 30), persons=["ann"] * n, domains=[["tooling"] * n]))
    own_kind, borrowed = (correction.correct(0.8, person="ann", domain=name) for name in ("tooling", "theory"))
    assert (own_kind.n, borrowed.n) == (n, 0)
    assert own_kind.prob < borrowed.prob < 0.7


def test_columns_that_do_not_fit_are_refused_in_words() -> None:
    with pytest.raises(UsageError, match="one length"):
        settled([0.5, 0.5], [True])
    with pytest.raises(UsageError, match="from 0 to 1"):
        settled([1.5], [True])
    with pytest.raises(UsageError, match="not both 0"):
        observed([0.5], [0.0], [0.0])
