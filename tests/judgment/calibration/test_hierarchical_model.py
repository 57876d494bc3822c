"""The hierarchical fit against a plain dense Laplace approximation, a numerical integral, and its own simulations."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import optimize
from scipy.special import expit, logit

from acumen.judgment.calibration import FittedCorrection, correction, settled
from acumen.judgment.calibration.fitting import fit
from acumen.judgment.calibration.hierarchical_model import Posterior, Prior, Seen
from acumen.judgment.calibration.posterior_draws import draw_logits

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
    """(a, t) of each row as combinations of every effect: shared, then each grouping, (n, 2, 3·(1 + labels))."""
    z = np.zeros((len(seen.logits), 2, 3))
    z[:, 0, 0] = z[:, 1, 1] = 1.0
    z[:, 1, 2] = np.sign(seen.logits)
    columns = [z]
    for codes, count in zip(seen.labels, seen.n_labels, strict=True):
        columns += [z * (codes == code)[:, None, None] for code in range(count)]
    return np.concatenate(columns, axis=2)


def test_mode_and_covariance_are_those_of_the_dense_problem() -> None:
    """Another minimiser, and the curvature by differences of a gradient that is written out."""
    seen, prior = some_record(np.random.default_rng(5)), Prior()
    design = dense_design(seen)
    n_effects = design.shape[2]
    sds = np.concatenate([prior.shared, np.tile(prior.label, n_effects // 3 - 1)])

    def cost(theta: Floats) -> float:
        lift, log_slope = (design @ theta).T
        q = expit(lift + seen.logits * np.exp(log_slope))
        return float(
            0.5 * (theta / sds) @ (theta / sds) - seen.weights @ np.log(q * seen.if_true + (1 - q) * seen.if_false)
        )

    def gradient(theta: Floats) -> Floats:
        lift, log_slope = (design @ theta).T
        u = seen.logits * np.exp(log_slope)
        q = expit(lift + u)
        up = seen.weights * q * (1 - q) * (seen.if_true - seen.if_false) / (q * seen.if_true + (1 - q) * seen.if_false)
        return np.asarray(theta / sds**2 - up @ design[:, 0] - (up * u) @ design[:, 1])

    peer = optimize.minimize(cost, np.zeros(n_effects), jac=gradient, method="BFGS", options={"gtol": 1e-8}).x
    step = 1e-5
    curvature = np.array(
        [(gradient(peer + step * e) - gradient(peer - step * e)) / (2 * step) for e in np.eye(n_effects)]
    )
    cov = np.linalg.inv((curvature + curvature.T) / 2)
    posterior = fit(seen, prior=prior)
    rows = (seen.labels[0] >= 0) & (seen.labels[1] >= 0)
    mean, found_cov = posterior.moments(seen.logits, seen.labels)
    np.testing.assert_allclose(mean, design @ peer, atol=1e-4)
    np.testing.assert_allclose(found_cov[rows], (design @ cov @ design.transpose(0, 2, 1))[rows], rtol=1e-3, atol=1e-5)


def prior_of(mean: tuple[float, float, float], cov: Floats) -> Posterior:
    """A posterior without labels."""
    return Posterior(
        prior=Prior(),
        leaf=-1,
        places=(),
        core_mean=np.array(mean),
        core_cov=cov,
        leaf_mean=np.zeros((0, 3)),
        leaf_cov=np.zeros((0, 3, 3)),
        leaf_pull=np.zeros((0, 3, 3)),
    )


def test_without_observations_the_posterior_is_the_prior() -> None:
    empty = np.zeros(0)
    nobody = np.zeros(0, dtype=np.intp)
    seen = Seen(logits=empty, if_true=empty, if_false=empty, weights=empty, labels=(nobody,), n_labels=(0,))
    mean, cov = fit(seen, prior=Prior()).moments(np.array([0.0, 2.0]), (np.array([-1, -1]),))
    np.testing.assert_allclose(mean, np.zeros((2, 2)))
    np.testing.assert_allclose(cov, [np.diag([0.1225, 0.1225]), np.diag([0.1225, 0.1225 + 0.0625])])


def test_what_is_equally_likely_either_way_teaches_nothing() -> None:
    x = np.array([0.5, 1.0, -2.0])
    same = np.full(3, 0.4)
    seen = Seen(logits=x, if_true=same, if_false=same, weights=np.ones(3), labels=(), n_labels=())
    mean, cov = fit(seen, prior=Prior()).moments(x, ())
    np.testing.assert_allclose(mean, np.zeros((3, 2)), atol=1e-12)
    np.testing.assert_allclose(cov, np.tile(np.diag([0.1225, 0.1225 + 0.0625]), (3, 1, 1)), atol=1e-12)


def test_a_label_that_was_never_seen_brings_the_variance_of_its_prior() -> None:
    seen = some_record(np.random.default_rng(6))
    posterior = fit(seen, prior=Prior())
    x = np.array([1.0])
    strange, known = (posterior.moments(x, (np.array([code]), np.array([0])))[1][0, 0, 0] for code in (-1, 3))
    assert strange > known
    assert strange > 0.04


@pytest.mark.parametrize("x", [-3.9, -0.4, 0.0, 1.0, 3.9])
@pytest.mark.parametrize("scale", [0.3, 1.0, 1.5])
def test_the_mean_chance_is_the_integral_over_all_effects(x: float, scale: float) -> None:
    rng = np.random.default_rng(10)
    mix = rng.normal(0.0, 1.0, (3, 3)) * np.array([[0.35], [0.35], [0.25]]) * scale / np.sqrt(3)
    mean, cov = (0.3, -0.4, 0.2), mix @ mix.T
    found = prior_of(mean, cov).predict(np.array([x]), ())
    along = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, np.sign(x)]])
    nodes, shares = np.polynomial.hermite_e.hermegauss(60)
    centre, root = along @ mean, np.linalg.cholesky(along @ cov @ along.T)
    one, other = np.meshgrid(nodes, nodes, indexing="ij")
    lift, log_slope = (centre + np.stack([one, other], axis=-1) @ root.T).transpose(2, 0, 1)
    eta = lift + x * np.exp(log_slope)

    def whole(values: Floats) -> float:
        return float(shares @ values @ shares / shares.sum() ** 2)

    assert found.prob[0] == pytest.approx(whole(expit(eta)), abs=2e-5)
    assert found.log_odds[0] == pytest.approx(whole(eta), abs=1e-5)
    assert found.log_odds_sd[0] == pytest.approx(np.sqrt(whole(np.square(eta - whole(eta)))), rel=1e-4)


def test_shared_draws_have_the_means_and_variances_that_are_predicted_and_go_together() -> None:
    seen = some_record(np.random.default_rng(7))
    posterior = fit(seen, prior=Prior())
    x = np.array([1.0, -1.0, 0.5, 0.5, 2.0])
    labels = (np.array([0, 1, -1, -2, 0]), np.array([2, 2, 0, -1, -1]))
    meant = posterior.predict(x, labels)
    mean, variance = meant.log_odds, np.square(meant.log_odds_sd)
    n_draws = 40_000
    drawn = draw_logits(posterior, x, labels, rng=np.random.default_rng(8), n_draws=n_draws)
    error = np.sqrt(variance / n_draws)
    assert np.all(np.abs(drawn.mean(axis=0) - mean) < 4 * error)
    np.testing.assert_allclose(drawn.var(axis=0), variance, rtol=6 * np.sqrt(2 / n_draws))
    np.testing.assert_allclose(expit(drawn).mean(axis=0), meant.prob, atol=0.002)
    same_person, another = (float(np.mean((drawn[:, 0] - mean[0]) * (drawn[:, i] - mean[i]))) for i in (4, 3))
    assert same_person > another > 0.0


@pytest.mark.parametrize("left_share", [0.0, 0.5])
def test_the_posterior_covers_the_truth_as_often_as_it_says(left_share: float) -> None:
    """Also where half of the steps are left unless they have shown by when 40 % of successes and no failure have."""
    rng = np.random.default_rng(9)
    n_worlds, n, prior = 300, 150, Prior()
    inside = 0
    for _ in range(n_worlds):
        shared, persons = rng.normal(0, prior.shared), rng.normal(0, prior.label, (5, 3))
        x, who = rng.normal(0, 1.5, n), rng.integers(0, 5, n)
        a, s, d = (shared + persons[who]).T
        eta = a + x * np.exp(s + np.sign(x) * d)
        happened = (rng.random(n) < expit(eta)).astype(float)
        left = (rng.random(n) < left_share) & ((happened == 0.0) | (rng.random(n) < 0.6))
        if_true, if_false = np.where(left, 0.6, happened), np.where(left, 1.0, 1.0 - happened)
        seen = Seen(logits=x, if_true=if_true, if_false=if_false, weights=np.ones(n), labels=(who,), n_labels=(5,))
        found = fit(seen, prior=prior).predict(x[:1], (who[:1],))
        inside += abs(found.log_odds[0] - eta[0]) < 1.645 * found.log_odds_sd[0]
    assert abs(inside / n_worlds - 0.9) < 3 * np.sqrt(0.9 * 0.1 / n_worlds)


@pytest.mark.parametrize(("said", "outcome"), [(0.99, False), (0.999, False), (0.01, True), (0.98, False)])
@pytest.mark.parametrize("n", [5, 40])
def test_whoever_says_more_never_means_less(said: float, outcome: bool, n: int) -> None:  # noqa: FBT001
    found = correct_many(said, outcome, n)
    grid = np.linspace(0.02, 0.98, 25)
    meant = found.posterior.predict(logit(grid), (np.full(25, -1), np.zeros(25, dtype=np.intp)))
    assert np.all(np.diff(meant.log_odds) > 0.0)
    assert np.all(np.diff(meant.prob) > 0.0)
    assert np.all(meant.log_odds_sd > 0.0)


def correct_many(said: float, outcome: bool, n: int) -> FittedCorrection:  # noqa: FBT001
    """What is learnt from `n` sayings of one extreme chance with one outcome, in one domain."""
    return correction.fit(settled([said] * n, [outcome] * n, domains=(["d"] * n,)))


def test_a_posterior_whose_shapes_do_not_belong_together_is_refused() -> None:
    shapes = {"core_cov": (1, 9), "leaf_mean": (0, 3), "leaf_cov": (0, 3, 3), "leaf_pull": (0, 3, 3)}
    arrays = {name: np.zeros(shape) for name, shape in shapes.items()}
    with pytest.raises(ValueError, match="expected the shapes of 3 effects and 0 labels"):
        Posterior(prior=Prior(), leaf=-1, places=(), core_mean=np.zeros(3), **arrays)
