"""The points of a mixture of normals, against a root finder of another library."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from acumen.judgment.durations.predictive import PredictivePart, mixture_cdf, mixture_quantile

parts = st.lists(
    st.builds(PredictivePart, share=st.floats(0.01, 1.0), mean=st.floats(-20.0, 20.0), sd=st.floats(0.01, 5.0)),
    min_size=1,
    max_size=10,
)


@settings(max_examples=100)
@given(made=parts, prob=st.sampled_from([0.05, 0.5, 0.95]))
def test_the_points_of_a_mixture_are_found(made: list[PredictivePart], prob: float) -> None:
    whole = sum(part.share for part in made)
    mixed = [PredictivePart(share=part.share / whole, mean=part.mean, sd=part.sd) for part in made]

    def off(at: float) -> float:
        return float(sum(part.share * stats.norm.cdf((at - part.mean) / part.sd) for part in mixed)) - prob

    found = mixture_quantile(mixed, prob)
    assert off(found) == pytest.approx(0.0, abs=1e-10)
    assert mixture_cdf(mixed, found) == pytest.approx(prob, abs=1e-10)
    peer = optimize.brentq(off, -300.0, 300.0, xtol=1e-13)
    assert mixture_cdf(mixed, peer) == pytest.approx(prob, abs=1e-10)


def test_one_normal_has_its_own_points() -> None:
    assert mixture_quantile([PredictivePart(share=1.0, mean=2.0, sd=3.0)], 0.95) == pytest.approx(
        2.0 + 3.0 * 1.6448536269514722
    )


def test_two_far_apart_have_their_points_in_the_tails_of_each() -> None:
    far = [PredictivePart(share=0.5, mean=-100.0, sd=1.0), PredictivePart(share=0.5, mean=100.0, sd=1.0)]
    assert mixture_quantile(far, 0.05) == pytest.approx(-100.0 + stats.norm.ppf(0.1))
    assert mixture_quantile(far, 0.95) == pytest.approx(100.0 + stats.norm.ppf(0.9))
