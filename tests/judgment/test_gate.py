"""The gate that chances and hours share: how far a gain opens it, what a day counts, which draws are corrected."""

import math

import numpy as np
import pytest

from acumen.judgment.gate import add_up, choose, mix, share_days, weigh


def test_nothing_known_gives_no_weight_and_one_day_no_more_than_the_share() -> None:
    np.testing.assert_allclose(weigh([9.0, 9.0, -1.0], [0, 1, 1]), [0.0, 0.2, 1.0 / (1.0 + 4.0 * math.e)])
    assert weigh(9.0, 1, share=0.25) == pytest.approx(0.25)


def test_from_two_days_on_the_weight_is_the_posterior_chance_of_the_correction() -> None:
    gains = np.array([-3.0, 0.0, math.log(4.0), 30.0, 2000.0, -2000.0])
    np.testing.assert_allclose(weigh(gains, np.full(6, 2)), [0.012294, 0.2, 0.5, 1.0, 1.0, 0.0], atol=1e-6)
    np.testing.assert_allclose(weigh(math.log(3.0), 2, share=0.25), 0.5)


@pytest.mark.parametrize("share", [0.2, 0.25])
def test_it_never_loses_more_than_it_began_with(share: float) -> None:
    """In sequence, the loss of the mixture against what was said is at most −ln(1 − w₀), whatever happens."""
    rng = np.random.default_rng(3)
    for _ in range(50):
        said, corrected = rng.uniform(0.01, 0.99, (2, 80))  # chances given to what came
        gained, lost = 0.0, 0.0
        for p, q in zip(said, corrected, strict=True):
            w = float(weigh(gained, 2, share=share))
            lost += math.log(p) - math.log((1.0 - w) * p + w * q)
            gained += math.log(q) - math.log(p)
        assert lost <= -math.log(1.0 - share) + 1e-9


def test_a_mixture_is_made_in_probability_and_leaves_certainties_alone_without_weight() -> None:
    np.testing.assert_allclose(mix(np.array([0.01, 0.9]), np.array([0.06, 0.5]), 0.2), [0.02, 0.82])
    assert mix(np.array([0.0, 1.0]), np.array([0.3, 0.3]), 0.0).tolist() == [0.0, 1.0]


def test_outcomes_of_one_day_share_it_and_many_of_one_question_are_one() -> None:
    days = [3.0, 3.9, 4.0, 3.5]
    np.testing.assert_allclose(share_days(days), [1 / 1.1, 1 / 1.1, 1.0, 1 / 1.1])
    np.testing.assert_allclose(share_days(days, np.array([7, 7, 1, 2])), [1 / 1.05, 1 / 1.05, 1.0, 1 / 1.05])
    assert share_days([]).shape == (0,)


def test_sixty_outcomes_of_one_day_count_as_fifteen() -> None:
    gained, n_days = add_up(np.full(60, 0.5), np.full(60, 12.3))
    assert gained[-1] == pytest.approx(60 * 0.5 / (1 + 59 * 0.05))
    assert n_days[[0, 1, 60]].tolist() == [0, 1, 1]


def test_gains_add_up_to_what_each_prefix_would_give_by_itself() -> None:
    rng = np.random.default_rng(4)
    days = np.sort(rng.integers(0, 9, 40)) + rng.uniform(0.0, 0.9)
    sizes = rng.integers(1, 4, 40)
    days, units = np.repeat(days, sizes), np.repeat(np.arange(40), sizes)
    gains = rng.normal(0.0, 1.0, len(days))
    gained, n_days = add_up(gains, days, units)
    for k in range(len(days) + 1):
        assert gained[k] == pytest.approx(float(gains[:k] @ share_days(days[:k], units[:k])))
        assert n_days[k] == len(np.unique(np.floor(days[:k])))


def test_a_share_of_the_draws_is_corrected_on_average_exactly() -> None:
    rng = np.random.default_rng(5)
    counts = [int(choose(0.126, 50, rng=rng).sum()) for _ in range(2000)]
    assert set(counts) == {6, 7}
    assert np.mean(counts) == pytest.approx(6.3, abs=4 * math.sqrt(0.21 / 2000))
    assert not choose(0.0, 50, rng=rng).any()
    assert choose(1.0, 50, rng=rng).all()
