"""The hierarchical fit against a plain dense Laplace approximation, a numerical integral, and its own simulations."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import integrate, optimize, stats
from scipy.special import expit, logit

from acumen.judgment.chances import Correction, correction, settled
from acumen.judgment.chances.draws import draw_logits
from acumen.judgment.chances.effects import Seen, Spread, fit
from acumen.judgment.chances.integral import mean_prob

Floats = NDArray[np.float64]
N_LABELS = (7, 3)


def some_record(rng: np.random.Generator, n: int = 400) -> Seen:
    """Two groupings, some rows without a label, a third of the rows seen only through likelihoods."""
    x = rng.normal(0.0, 1.5, n)
    happened = (rng.random(n) < expit(-0.4 + 0.6 * x)).astype(float)
    partly = rng.random(n) < 0.3
    return Seen(
        logits=x,
        if_true=np.where(partly, rng.uniform(0.2, 1.0, n), happened),
        if_false=np.where(partly, rng.uniform(0.2, 1.0, n), 1.0 - happened),
        weights=rng.choice([0.25, 0.5, 1.0], n),
        labels=tuple(rng.integers(-1, count, n) for count in N_LABELS),
        n_labels=N_LABELS,
    )


def dense_design(seen: Seen) -> Floats:
    """Every effect as a column: shared, then each grouping, (n, 2·(1 + labels))."""
    z = np.stack([np.ones_like(seen.logits), seen.logits], axis=1)
    columns = [z]
    for codes, count in zip(seen.labels, seen.n_labels, strict=True):
        columns += [z * (codes == code)[:, None] for code in range(count)]
    return np.concatenate(columns, axis=1)


def test_mode_and_variance_are_those_of_the_dense_problem() -> None:
    seen, spread = some_record(np.random.default_rng(5)), Spread()
    design = dense_design(seen)
    precision = np.concatenate([np.full(2, 1 / 0.25), np.full(design.shape[1] - 2, 1 / 0.09)])

    def cost(theta: Floats) -> float:
        q = expit(seen.logits + design @ theta)
        seen_prob = q * seen.if_true + (1 - q) * seen.if_false
        return float(0.5 * theta**2 @ precision - seen.weights @ np.log(seen_prob))

    peer = optimize.minimize(cost, np.zeros(design.shape[1]), method="BFGS", options={"gtol": 1e-7, "maxiter": 2000}).x
    q = expit(seen.logits + design @ peer)
    r = q * seen.if_true / (q * seen.if_true + (1 - q) * seen.if_false)
    bend = seen.weights * np.maximum(q * (1 - q) - r * (1 - r), 0.0)
    cov = np.linalg.inv(design.T @ (bend[:, None] * design) + np.diag(precision))
    posterior = fit(seen, spread=spread)
    rows = (seen.labels[0] >= 0) & (seen.labels[1] >= 0)
    mean, variance = posterior.predict(seen.logits, seen.labels)
    np.testing.assert_allclose(mean, seen.logits + design @ peer, atol=2e-4)
    np.testing.assert_allclose(variance[rows], np.einsum("ij,jk,ik->i", design, cov, design)[rows], rtol=1e-3)


def test_without_observations_the_posterior_is_the_prior() -> None:
    empty = np.zeros(0)
    nobody = np.zeros(0, dtype=np.intp)
    seen = Seen(logits=empty, if_true=empty, if_false=empty, weights=empty, labels=(nobody,), n_labels=(0,))
    mean, variance = fit(seen, spread=Spread()).predict(np.array([0.0, 2.0]), (np.array([-1, -1]),))
    np.testing.assert_allclose(mean, [0.0, 2.0])
    np.testing.assert_allclose(variance, [0.25, 0.25 * 5.0])


def test_what_is_equally_likely_either_way_teaches_nothing() -> None:
    x = np.array([0.5, 1.0, -2.0])
    same = np.full(3, 0.4)
    seen = Seen(logits=x, if_true=same, if_false=same, weights=np.ones(3), labels=(), n_labels=())
    mean, variance = fit(seen, spread=Spread()).predict(x, ())
    np.testing.assert_allclose(mean, x, atol=1e-12)
    np.testing.assert_allclose(variance, 0.25 * (1 + x**2))


def test_a_label_that_was_never_seen_brings_the_variance_of_its_prior() -> None:
    seen = some_record(np.random.default_rng(6))
    posterior = fit(seen, spread=Spread())
    x = np.array([1.0])
    known = posterior.predict(x, (np.array([-1]), np.array([0])))[1][0]
    alone = fit(
        Seen(
            logits=seen.logits,
            if_true=seen.if_true,
            if_false=seen.if_false,
            weights=seen.weights,
            labels=seen.labels,
            n_labels=seen.n_labels,
        ),
        spread=Spread(),
    ).predict(x, (np.array([3]), np.array([0])))[1][0]
    assert known > alone
    assert known > 0.09 * 2


@pytest.mark.parametrize(("mean", "variance"), [(0.0, 0.0), (1.0, 0.5), (-3.0, 4.0), (2.0, 4.0), (2.0, 9.0)])
def test_the_mean_chance_is_the_integral_over_the_log_odds(mean: float, variance: float) -> None:
    sd = variance**0.5
    exact = (
        float(expit(mean))
        if sd == 0.0
        else integrate.quad(lambda u: expit(mean + sd * u) * stats.norm.pdf(u), -9.0, 9.0, epsabs=1e-12)[0]
    )
    assert mean_prob(np.array([mean]), np.array([variance]))[0] == pytest.approx(
        exact, abs=1e-6 if variance <= 4.0 else 1e-5
    )


def test_shared_draws_have_the_means_and_variances_that_are_predicted_and_go_together() -> None:
    seen = some_record(np.random.default_rng(7))
    posterior = fit(seen, spread=Spread())
    x = np.array([1.0, -1.0, 0.5, 0.5, 2.0])
    labels = (np.array([0, 1, -1, -2, 0]), np.array([2, 2, 0, -1, -1]))
    mean, variance = posterior.predict(x, labels)
    n_draws = 40_000
    drawn = draw_logits(posterior, x, labels, rng=np.random.default_rng(8), n_draws=n_draws)
    error = np.sqrt(variance / n_draws)
    assert np.all(np.abs(drawn.mean(axis=0) - mean) < 4 * error)
    np.testing.assert_allclose(drawn.var(axis=0), variance, rtol=4 * np.sqrt(2 / n_draws))
    same_person, another = (float(np.mean((drawn[:, 0] - mean[0]) * (drawn[:, i] - mean[i]))) for i in (4, 3))
    assert same_person > another > 0.0


@pytest.mark.parametrize("left_share", [0.0, 0.5])
def test_the_posterior_covers_the_truth_as_often_as_it_says(left_share: float) -> None:
    """Also where half of the steps are left unless they have shown by when 40 % of successes and no failure have."""
    rng = np.random.default_rng(9)
    n_worlds, n, spread = 300, 150, Spread()
    inside = 0
    for _ in range(n_worlds):
        shared, persons = rng.normal(0, 0.5, 2), rng.normal(0, 0.3, (5, 2))
        x, who = rng.normal(0, 1.5, n), rng.integers(0, 5, n)
        z = np.stack([np.ones(n), x], axis=1)
        eta = x + z @ shared + np.einsum("ij,ij->i", z, persons[who])
        happened = (rng.random(n) < expit(eta)).astype(float)
        left = (rng.random(n) < left_share) & ((happened == 0.0) | (rng.random(n) < 0.6))
        if_true, if_false = np.where(left, 0.6, happened), np.where(left, 1.0, 1.0 - happened)
        seen = Seen(logits=x, if_true=if_true, if_false=if_false, weights=np.ones(n), labels=(who,), n_labels=(5,))
        mean, variance = fit(seen, spread=spread).predict(x[:1], (who[:1],))
        inside += abs(mean[0] - eta[0]) < 1.645 * np.sqrt(variance[0])
    assert abs(inside / n_worlds - 0.9) < 3 * np.sqrt(0.9 * 0.1 / n_worlds)


@pytest.mark.parametrize(("said", "outcome"), [(0.99, False), (0.999, False), (0.01, True), (0.98, False)])
@pytest.mark.parametrize("n", [5, 40])
def test_whoever_says_more_never_means_less(said: float, outcome: bool, n: int) -> None:  # noqa: FBT001
    found = correct_many(said, outcome, n)
    grid = np.linspace(0.02, 0.98, 25)
    mean, variance = found.posterior.predict(logit(grid), (np.full(25, -1), np.zeros(25, dtype=np.intp)))
    assert np.all(np.diff(mean) >= -1e-9)
    assert np.all(variance > 0.0)


def test_draws_of_a_falling_record_have_the_moments_that_are_told() -> None:
    found = correct_many(0.99, outcome=False, n=40).posterior
    logits, labels = logit(np.array([0.1, 0.5, 0.9])), (np.full(3, -1), np.zeros(3, dtype=np.intp))
    drawn = draw_logits(found, logits, labels, rng=np.random.default_rng(3), n_draws=20_000)
    mean, variance = found.predict(logits, labels)
    assert drawn.mean(axis=0) == pytest.approx(mean, abs=5.0 * float(np.sqrt(variance.max() / 20_000)))
    assert drawn.var(axis=0) == pytest.approx(variance, rel=0.06)


def correct_many(said: float, outcome: bool, n: int) -> Correction:  # noqa: FBT001
    """What is learnt from `n` sayings of one extreme chance with one outcome, in one domain."""
    return correction.fit(settled([said] * n, [outcome] * n, domains=(["d"] * n,)))
