"""Ranking by pairs: choix as oracle, the gradient, simulate and recover, which pair to ask about."""

import math

import numpy as np
import pytest
from scipy import optimize

from acumen.errors import UsageError
from acumen.judgment.ratings.bradley_terry import (
    FIRST,
    SECOND,
    TIE,
    Comparisons,
    Ranking,
    _objective,
    chances,
    compare,
    fit,
    most_informative,
)
from acumen.judgment.ratings.mixed_model import Floats
from tests.oracles import peers


def met(n_items: int, n: int, *, ties: float, seed: int) -> tuple[Comparisons, Floats]:
    """Simulated comparisons of items with skills N(0, 1)."""
    rng = np.random.default_rng(seed)
    skills = rng.standard_normal(n_items)
    i = rng.integers(0, n_items, n)
    j = (i + rng.integers(1, n_items, n)) % n_items
    probs = chances(skills[i] - skills[j], ties)
    u = rng.random(n)
    outcome = np.select([u < probs[TIE], u < probs[TIE] + probs[FIRST]], [TIE, FIRST], SECOND)
    return Comparisons(first=i, second=j, outcome=outcome, n_items=n_items), skills


def test_skills_agree_with_choix_where_there_are_no_ties() -> None:
    data, _ = met(15, 200, ties=0.0, seed=1)
    won = [
        (int(a), int(b)) if outcome == FIRST else (int(b), int(a))
        for a, b, outcome in zip(data.first, data.second, data.outcome, strict=True)
    ]
    sds = (0.5, 1.0, 2.0)

    def asked() -> list[list[float]]:
        import choix

        return [choix.opt_pairwise(15, won, alpha=0.5 / sd**2).tolist() for sd in sds]

    for sd, skills in zip(sds, peers.ask("skills", "choix", asked), strict=True):
        peer = np.array(skills)
        assert fit(data, prior_sd=sd).skills == pytest.approx(peer - peer.mean(), abs=1e-6)


def test_the_slope_and_the_curvature_are_those_of_the_log_posterior() -> None:
    data, _ = met(6, 40, ties=0.6, seed=2)
    x = np.random.default_rng(0).normal(0.0, 0.5, 7)

    def value(at: Floats) -> float:
        return _objective(data, at, 0.9, has_ties=True)[0]

    def slope(at: Floats) -> Floats:
        return _objective(data, at, 0.9, has_ties=True)[1]

    _, found, bend = _objective(data, x, 0.9, has_ties=True)
    assert found == pytest.approx(optimize.approx_fprime(x, value, 1e-7), abs=1e-4)
    assert bend == pytest.approx(optimize.approx_fprime(x, slope, 1e-7), abs=1e-4)
    assert np.linalg.eigvalsh(bend).min() > 0.0


def test_skills_and_ties_are_recovered_within_their_errors() -> None:
    inside, ties = [], []
    for seed in range(20):
        data, skills = met(10, 250, ties=0.5, seed=seed)
        found = fit(data)
        gap = found.skills - (skills - skills.mean())
        inside.append(np.mean(np.abs(gap) < 1.6449 * found.sds))
        ties.append(found.ties)
    assert float(np.mean(inside)) == pytest.approx(0.9, abs=3.0 * float(np.std(inside)) / math.sqrt(20) + 0.01)
    assert float(np.mean(ties)) == pytest.approx(0.5, abs=3.0 * float(np.std(ties)) / math.sqrt(20) + 0.02)


def test_who_wins_always_is_ahead_by_a_finite_skill() -> None:
    data, names = compare(["a"] * 4, ["b", "c", "b", "c"], [FIRST] * 4)
    found = fit(data)
    assert names[int(found.skills.argmax())] == "a"
    assert found.skills.max() < 10.0
    assert 0.5 < found.win_prob(0, 1) < 1.0
    assert found.best_probs(rng=np.random.default_rng(0)).sum() == pytest.approx(1.0)


def test_chances_follow_davidson() -> None:
    tie, first, second = chances(np.array([0.0, 2.0]), 0.5).T[0]
    assert tie == pytest.approx(0.5 / 2.5)
    assert first == second
    no_tie = chances(np.array([2.0]), 0.0)
    assert no_tie[FIRST, 0] == pytest.approx(1.0 / (1.0 + math.exp(-2.0)))


def test_the_most_telling_pair_is_close_and_uncertain() -> None:
    skills = np.array([0.0, 0.1, 4.0, -4.0])
    covariance = np.diag([0.8, 0.8, 0.8, 0.01])
    found = most_informative(Ranking(skills=skills, covariance=covariance, prior_sd=1.0, ties=0.0), n_pairs=6)
    assert found[0][:2] == (0, 1)
    assert [bits for _, _, bits in found] == sorted((bits for _, _, bits in found), reverse=True)
    sure = Ranking(skills=skills, covariance=np.zeros((4, 4)), prior_sd=1.0, ties=0.3)
    assert all(bits == pytest.approx(0.0, abs=1e-12) for _, _, bits in most_informative(sure))


def test_the_bits_of_a_pair_are_those_of_a_simulation() -> None:
    covariance = np.diag([0.5, 0.7])
    ranking = Ranking(skills=np.array([0.3, -0.2]), covariance=covariance, prior_sd=1.0, ties=0.4)
    gaps = 0.5 + math.sqrt(1.2) * np.random.default_rng(1).standard_normal(400_000)
    probs = chances(gaps, 0.4)
    entropy = -(probs * np.log2(probs)).sum(axis=0)
    mean = probs.mean(axis=1)
    expected = -(mean * np.log2(mean)).sum() - entropy.mean()
    assert most_informative(ranking)[0][2] == pytest.approx(float(expected), abs=1e-3)


def test_a_thing_is_not_compared_with_itself() -> None:
    with pytest.raises(UsageError, match="two different items"):
        compare(["a"], ["a"], [FIRST])
    with pytest.raises(UsageError, match="at least one comparison"):
        compare([], [], [])
