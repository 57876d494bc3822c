"""Scores of chances against scoringrules, textbook values and laws."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acumen.judgment.scoring_rules import brier, brier_of_choices, log_loss, log_loss_of_choices, ranked
from tests.oracles import peers

chances = st.floats(0.0, 1.0)


def test_brier_and_log_agree_with_scoringrules() -> None:
    said = [(p, y) for p in (0.0, 1e-4, 0.001, 0.03, 0.3, 0.5, 0.77, 0.999, 1.0) for y in (0, 1)]

    def asked() -> list[list[float]]:
        import scoringrules

        clipped = [(min(max(p, 0.001), 0.999), float(y)) for p, y in said]
        return [
            [float(scoringrules.brier_score(float(y), p)) for p, y in said],
            [float(scoringrules.log_score(y, p)) for p, y in clipped],
        ]

    squares, logs = peers.ask("brier and log", "scoringrules", asked)
    probs, outcomes = [p for p, _ in said], [y for _, y in said]
    assert brier(probs, outcomes) == pytest.approx(squares, abs=1e-15)
    assert log_loss(probs, outcomes) == pytest.approx(logs, rel=1e-9)


def test_the_ranked_score_agrees_with_scoringrules() -> None:
    rng = np.random.default_rng(5)
    drawn = [rng.dirichlet(np.ones(n)) for n in (2, 2, 3, 3, 4, 5, 6, 6)]
    cases = [(probs, outcome) for probs in drawn for outcome in range(len(probs))]

    def asked() -> list[float]:
        import scoringrules  # counts categories from 1

        return [float(scoringrules.rps_score(np.array([at + 1]), probs[None, :])[0]) for probs, at in cases]

    found = [ranked(probs[None, :], [outcome])[0] for probs, outcome in cases]
    assert found == pytest.approx(peers.ask("ranked", "scoringrules", asked), abs=1e-12)


def test_a_certainty_that_fails_costs_the_log_of_the_clip() -> None:
    assert log_loss([1.0], [0])[0] == pytest.approx(math.log(1000))
    assert log_loss([1.0], [0], clip=0.02)[0] == pytest.approx(math.log(50))
    assert log_loss_of_choices([[0.0, 1.0, 0.0]], [2])[0] == pytest.approx(math.log(1000))


@given(p=chances, y=st.integers(0, 1))
def test_two_choices_are_a_yes_and_a_no(p: float, y: int) -> None:
    pair = [[1.0 - p, p]]
    assert ranked(pair, [y])[0] == pytest.approx(brier([p], [y])[0], abs=1e-12)
    assert brier_of_choices(pair, [y])[0] == pytest.approx(2 * brier([p], [y])[0], abs=1e-12)
    assert log_loss_of_choices(pair, [y])[0] == pytest.approx(log_loss([p], [y])[0], rel=1e-9)


def test_a_near_miss_costs_less_only_in_the_ranked_score() -> None:
    far, near = [[0.8, 0.1, 0.1]], [[0.1, 0.8, 0.1]]
    assert brier_of_choices(far, [2])[0] == pytest.approx(brier_of_choices(near, [2])[0])
    assert ranked(far, [2])[0] == pytest.approx(0.64 + 0.81)
    assert ranked(near, [2])[0] == pytest.approx(0.01 + 0.81)


@given(truth=st.floats(0.01, 0.99), said=st.floats(0.01, 0.99))
def test_saying_what_one_believes_is_never_worse_on_average(truth: float, said: float) -> None:
    for score in (brier, log_loss):
        assert score([truth], [truth])[0] <= score([said], [truth])[0] + 1e-12


def test_nothing_said_gives_nothing_and_a_gap_stays_a_gap() -> None:
    assert brier([], []).shape == (0,)
    assert log_loss([], []).shape == (0,)
    assert np.isnan(brier([math.nan, 0.5], [1, 1])).tolist() == [True, False]
    assert np.isnan(log_loss([math.nan, 0.5], [1, 1])).tolist() == [True, False]


@pytest.mark.parametrize("probs", [[1.2], [-0.1]])
def test_a_chance_outside_its_range_is_refused(probs: list[float]) -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        brier(probs, [1])


def test_choices_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match="sum to 1"):
        ranked([[0.5, 0.6]], [0])
    with pytest.raises(ValueError, match="from 0 to 1"):
        ranked([[0.5, 0.5]], [2])
    with pytest.raises(ValueError, match=r"\(n, k\)"):
        ranked([0.5, 0.5], [0])
