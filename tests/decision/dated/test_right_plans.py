"""Right plans, whose hours miss together as is said: how often the date looks lost on the way, and sums by quadrature."""

import math

import numpy as np
import numpy.typing as npt
import pytest

from acumen.decision.dated.runs import run
from acumen.decision.dated.solve import solve_dated
from acumen.decision.problem import Kind
from acumen.distributions import Attempt, LogNormal
from acumen.distributions.common_factor import W, posterior
from acumen.distributions.shown import Shown
from acumen.distributions.special import normal_cdf
from tests.decision.dated.test_dated_solver import by, flat

SHARE, SIGMA, N_STEPS, N_PLANS = 0.15, 0.33, 12, 400
CELL, N_CELLS = 0.05, 1_024  # of hours; a step takes one at the median
Floats = npt.NDArray[np.float64]


def later_than(share: float) -> tuple[Floats, Floats]:
    """P(k steps take longer than so many cells | w), (k, w, cell), by convolution; and the edges of the cells."""
    edges: Floats = (np.arange(N_CELLS, dtype=np.float64) + 0.5) * CELL
    z = (np.log(edges)[None, :] / SIGMA - math.sqrt(share) * W[:, None]) / math.sqrt(1.0 - share)
    one = np.fft.rfft(np.diff(normal_cdf(z), prepend=0.0, axis=1), axis=1)
    sums, found = np.ones_like(one), [np.zeros((len(W), N_CELLS))]
    for _ in range(N_STEPS):
        sums = sums * one
        found.append(1.0 - np.cumsum(np.fft.irfft(sums, axis=1), axis=1))
    return np.array(found), edges


def test_a_right_plan_looks_lost_as_seldom_as_ville_says() -> None:
    late, edges = later_than(SHARE)
    weights = posterior([], SHARE)
    promised = weights @ late[N_STEPS]
    date = float(edges[np.argmax(promised < 0.15)])
    first = float(promised[np.argmax(promised < 0.15)])
    rng = np.random.default_rng(5)
    luck = math.sqrt(SHARE) * rng.standard_normal((N_PLANS, 1))
    zs = luck + math.sqrt(1.0 - SHARE) * rng.standard_normal((N_PLANS, N_STEPS))
    worst, last = np.full(N_PLANS, first), np.zeros(N_PLANS)
    for plan in range(N_PLANS):
        shown, spent = [], 0.0
        for step, z in enumerate(zs[plan]):
            shown.append(Shown(z=float(z), sigma=SIGMA, chance=1.0, has_worked=True))
            spent += math.exp(SIGMA * z)
            cell = int(np.clip((date - spent) / CELL, 0, N_CELLS - 1))
            left = late[N_STEPS - step - 1][:, cell] if date > spent else np.ones(len(W))
            prob = float(posterior(shown, SHARE) @ left) if step < N_STEPS - 1 else float(spent > date)
            worst[plan], last[plan] = max(worst[plan], prob), prob
    error = 3.0 * math.sqrt(0.25 / N_PLANS)
    assert last.mean() == pytest.approx(first, abs=error)  # what was promised is what comes
    for chance in (0.3, 0.5, 0.8):
        assert (worst >= chance).mean() <= first / chance + error


@pytest.mark.parametrize("share", [0.0, SHARE, 0.6])
def test_runs_end_by_a_date_as_often_as_the_sum_by_quadrature(share: float) -> None:
    hours = LogNormal(mu=0.0, sigma=SIGMA, cut_hours=math.inf)
    problem = flat(Kind.ALL, *(Attempt(chance=1.0, success=hours, failure=hours) for _ in range(3)))
    date = 3.4
    dated = by(problem, date, 1_000.0)
    found = run(dated, solve_dated(dated).policy, 8_000, 1, share=share)
    nodes, weights = np.polynomial.hermite_e.hermegauss(24)
    within, common = math.sqrt(1.0 - share), math.sqrt(share)
    a, b, w = np.meshgrid(nodes, nodes, nodes, indexing="ij")
    two = np.exp(SIGMA * (common * w + within * a)) + np.exp(SIGMA * (common * w + within * b))
    left = np.maximum(date - two, 1e-12)
    prob = normal_cdf((np.log(left) / SIGMA - common * w) / within)
    product = weights[:, None, None] * weights[None, :, None] * weights[None, None, :] / (2.0 * math.pi) ** 1.5
    expected = float((product * np.where(date > two, prob, 0.0)).sum())
    assert found.on_time == pytest.approx(expected, abs=4.0 * math.sqrt(0.25 / 8_000))
