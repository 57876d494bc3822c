"""Functions of statistics against scipy's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from acumen.distributions.special import beta_cdf, beta_quantile, expit, normal_cdf, student_cdf, student_quantile

probs = st.floats(1e-6, 1.0 - 1e-6)
sizes = st.floats(0.5, 5_000.0)


@given(x=st.floats(-800.0, 800.0))
def test_the_logistic_function_is_scipys_at_both_ends_too(x: float) -> None:
    assert float(expit(x)) == pytest.approx(float(special.expit(x)), rel=1e-14, abs=1e-300)
    assert expit(np.array([[x, -x]])).sum() == pytest.approx(1.0)


@given(z=st.floats(-37.0, 37.0))
def test_the_normal_distribution_is_scipys(z: float) -> None:
    assert float(normal_cdf(z)) == pytest.approx(float(special.ndtr(z)), rel=1e-12)
    assert normal_cdf(np.array([[z, -z]])).sum() == pytest.approx(1.0)


@given(x=probs, a=sizes, b=sizes)
def test_the_beta_distribution_is_scipys(x: float, a: float, b: float) -> None:
    assert beta_cdf(x, a, b) == pytest.approx(float(special.betainc(a, b, x)), rel=1e-9, abs=1e-12)
    assert (beta_cdf(0.0, a, b), beta_cdf(1.0, a, b)) == (0.0, 1.0)


@given(prob=probs, a=sizes, b=sizes)
def test_a_beta_quantile_is_scipys(prob: float, a: float, b: float) -> None:
    assert beta_quantile(prob, a, b) == pytest.approx(float(special.betaincinv(a, b, prob)), rel=1e-8)


@given(t=st.floats(-30.0, 30.0), freedom=st.integers(1, 20_000))
def test_students_t_is_scipys(t: float, freedom: int) -> None:
    assert student_cdf(t, freedom) == pytest.approx(float(stats.t.cdf(t, freedom)), rel=1e-8, abs=1e-12)


@given(prob=probs, freedom=st.integers(1, 20_000))
def test_its_quantile_is_scipys_too(prob: float, freedom: int) -> None:
    assert student_quantile(prob, freedom) == pytest.approx(float(stats.t.ppf(prob, freedom)), rel=1e-7, abs=1e-9)


@pytest.mark.parametrize("t", [0.0, 2e-6, -1e-9, 40.0, -1e6])
def test_the_middle_and_the_ends_of_students_t_are_as_precise(t: float) -> None:
    assert student_cdf(t, 1010) == pytest.approx(float(stats.t.cdf(t, 1010)), rel=1e-9, abs=1e-300)
    assert student_quantile(0.5 + 1e-7, 30) == pytest.approx(float(stats.t.ppf(0.5 + 1e-7, 30)), rel=1e-6)
    assert student_quantile(0.5, 30) == 0.0
