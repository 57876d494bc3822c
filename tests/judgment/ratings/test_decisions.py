"""Decisions as measurements: the closed forms of the design, brute force, laws, and simulation."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats

from acumen.errors import UsageError
from acumen.judgment.ratings.decisions import (
    ONE_KIND,
    Belief,
    Decision,
    QualityPrior,
    decision_bits,
    own_score_bits,
    percentile,
    score_bits,
    shift,
    weigh,
)

shares = st.floats(0.02, 0.98)
reliabilities = st.floats(0.0, 0.95)
priors = st.builds(QualityPrior, mean=st.floats(-1.5, 1.5), sd=st.floats(0.3, 1.5))
decisions = st.builds(Decision, is_accepted=st.booleans(), accept=shares, reliability=reliabilities)


@given(accept=shares, reliability=reliabilities)
def test_a_decision_moves_the_mean_by_the_closed_form_of_the_design(accept: float, reliability: float) -> None:
    tau, root = stats.norm.ppf(1.0 - accept), math.sqrt(reliability)
    rejected = Decision(is_accepted=False, accept=accept, reliability=reliability)
    accepted = Decision(is_accepted=True, accept=accept, reliability=reliability)
    assert shift(rejected)[0] == pytest.approx(-root * stats.norm.pdf(tau) / (1.0 - accept), abs=1e-12)
    assert shift(accepted)[0] == pytest.approx(root * stats.norm.pdf(tau) / accept, abs=1e-12)


def test_a_rejection_where_one_in_twenty_is_accepted_moves_the_estimate_by_seven_hundredths_of_an_sd() -> None:
    mean, sd = shift(Decision(is_accepted=False, accept=0.05, reliability=0.4))
    assert round(mean, 2) == -0.07
    assert sd < 1.0
    assert round(percentile(mean), 1) == 47.3


@given(decision=decisions, prior=priors)
def test_the_grid_agrees_with_the_closed_form_under_any_prior(decision: Decision, prior: QualityPrior) -> None:
    belief = weigh([decision], prior=prior).kinds[ONE_KIND]
    mean, sd = shift(decision, prior=prior)
    assert belief.mean == pytest.approx(mean, abs=1e-10)
    assert belief.sd == pytest.approx(sd, abs=1e-10)


@given(decision=decisions, prior=priors)
def test_what_is_expected_to_be_believed_is_what_is_believed(decision: Decision, prior: QualityPrior) -> None:
    other = Decision(is_accepted=not decision.is_accepted, accept=decision.accept, reliability=decision.reliability)
    seen, unseen = weigh([decision], prior=prior), weigh([other], prior=prior)
    assert seen.chance + unseen.chance == pytest.approx(1.0, abs=1e-12)
    mean = seen.chance * seen.kinds[ONE_KIND].mean + unseen.chance * unseen.kinds[ONE_KIND].mean
    assert mean == pytest.approx(prior.mean, abs=1e-10)
    assert seen.bits == pytest.approx(unseen.bits, abs=1e-12)
    learned = seen.chance * seen.learned_bits + unseen.chance * unseen.learned_bits
    assert seen.bits == pytest.approx(learned, abs=1e-9)


def test_a_second_decision_is_weighed_as_numerical_integration_does_it() -> None:
    first = Decision(is_accepted=False, accept=0.26, reliability=0.54)
    second = Decision(is_accepted=True, accept=0.1, reliability=0.3)

    def weight(theta: float) -> float:
        no = stats.norm.cdf((first.threshold - math.sqrt(0.54) * theta) / math.sqrt(0.46))
        yes = stats.norm.sf((second.threshold - math.sqrt(0.3) * theta) / math.sqrt(0.7))
        return float(stats.norm.pdf(theta) * no * yes)

    total = integrate.quad(weight, -9, 9, epsabs=1e-13)[0]
    mean = integrate.quad(lambda theta: theta * weight(theta), -9, 9, epsabs=1e-13)[0] / total
    found = weigh([first, second])
    assert found.chance == pytest.approx(total, abs=1e-11)
    assert found.kinds[ONE_KIND].mean == pytest.approx(mean, abs=1e-10)


def test_the_order_of_decisions_does_not_matter() -> None:
    some = [
        Decision(is_accepted=True, accept=0.3, reliability=0.5, kind="talks"),
        Decision(is_accepted=False, accept=0.1, reliability=0.2, kind="papers"),
        Decision(is_accepted=False, accept=0.6, reliability=0.4, kind="papers"),
    ]
    one, other = weigh(some), weigh(some[::-1])
    for kind in ("talks", "papers"):
        assert one.kinds[kind].mean == pytest.approx(other.kinds[kind].mean, abs=1e-12)
    assert one.bits == pytest.approx(other.bits, abs=1e-12)


def test_kinds_that_share_everything_are_one_kind_and_kinds_that_share_nothing_do_not_touch() -> None:
    paper = Decision(is_accepted=False, accept=0.26, reliability=0.54, kind="papers")
    job = Decision(is_accepted=True, accept=0.05, reliability=0.3, kind="jobs")
    same = [Decision(is_accepted=d.is_accepted, accept=d.accept, reliability=d.reliability) for d in (paper, job)]
    whole, alike = weigh(same), weigh([paper, job], shared=1.0)
    assert alike.kinds["papers"].mean == pytest.approx(whole.kinds[ONE_KIND].mean, abs=1e-9)
    assert alike.bits == pytest.approx(whole.bits, abs=1e-9)
    apart = weigh([paper, job], shared=0.0)
    assert apart.kinds["papers"].mean == pytest.approx(shift(paper)[0], abs=1e-9)
    assert apart.general is not None
    assert apart.general.mean == pytest.approx(0.0, abs=1e-12)
    between = weigh([paper, job]).kinds["papers"].mean
    assert shift(paper)[0] < between < whole.kinds[ONE_KIND].mean


def test_two_kinds_recover_simulated_qualities() -> None:
    rng = np.random.default_rng(20)
    n, c = 400_000, 0.5
    g, own = rng.standard_normal(n), rng.standard_normal((2, n))
    quality = math.sqrt(c) * g + math.sqrt(1.0 - c) * own
    paper = Decision(is_accepted=False, accept=0.3, reliability=0.5, kind="papers")
    job = Decision(is_accepted=True, accept=0.2, reliability=0.4, kind="jobs")
    scores = [
        math.sqrt(each.reliability) * theta + math.sqrt(1.0 - each.reliability) * rng.standard_normal(n)
        for each, theta in zip((paper, job), quality, strict=True)
    ]
    kept = (scores[0] <= paper.threshold) & (scores[1] > job.threshold)
    found = weigh([paper, job], shared=c)
    error = math.sqrt(found.chance * (1.0 - found.chance) / n)
    assert kept.mean() == pytest.approx(found.chance, abs=4 * error)
    for kind, theta in zip(("papers", "jobs"), quality, strict=True):
        belief = found.kinds[kind]
        assert theta[kept].mean() == pytest.approx(belief.mean, abs=4 * belief.sd / math.sqrt(kept.sum()))
        low, high = belief.quantile(0.05), belief.quantile(0.95)
        assert np.mean((theta[kept] > low) & (theta[kept] < high)) == pytest.approx(0.9, abs=0.01)


def test_bits_never_exceed_one_per_decision_and_a_useless_committee_tells_none() -> None:
    fair = Decision(is_accepted=True, accept=0.5, reliability=0.99)
    found = weigh([fair] * 3)
    assert found.bits is not None
    assert 0.0 < found.bits < 3.0
    blind = weigh([Decision(is_accepted=False, accept=0.2, reliability=0.0)])
    assert blind.bits == pytest.approx(0.0, abs=1e-12)
    assert blind.kinds[ONE_KIND].mean == pytest.approx(0.0, abs=1e-12)
    assert weigh([fair] * 11).bits is None


@given(decision=decisions, prior=priors)
def test_a_decision_and_the_score_behind_it_tell_together_what_the_score_tells(
    decision: Decision, prior: QualityPrior
) -> None:
    other = Decision(is_accepted=not decision.is_accepted, accept=decision.accept, reliability=decision.reliability)
    rest = 0.0
    for each in (decision, other):
        found = weigh([each], prior=prior)
        rest += found.chance * own_score_bits(found.kinds[ONE_KIND], each, prior=prior)
    r, v = decision.reliability, prior.sd**2
    whole = 0.5 * math.log2(1.0 + v * r / (1.0 - r))
    bits = weigh([decision], prior=prior).bits
    assert bits is not None
    assert bits + rest == pytest.approx(whole, abs=1e-6)


def test_another_decision_tells_less_than_the_score_behind_it_would() -> None:
    decision = Decision(is_accepted=False, accept=0.26, reliability=0.54)
    belief = weigh([decision]).kinds[ONE_KIND]
    assert 0.0 < decision_bits(belief, decision) < score_bits(belief, 0.54)


@pytest.mark.parametrize("wrong", [{"accept": 0.0}, {"accept": 1.0}, {"reliability": -0.1}, {"reliability": 1.0}])
def test_what_lies_outside_the_domain_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(UsageError, match="expected a"):
        Decision(**{"is_accepted": True, "accept": 0.5, "reliability": 0.5, **wrong})  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="at least one decision"):
        weigh([])


def test_a_node_stands_for_the_cell_around_it_so_that_half_of_its_weight_lies_below() -> None:
    """Of 1, 2, 3 with weights ¼, ½, ¼ the median is 2, and ⅛ and ⅞ lie at the ends; between nodes it is linear."""
    found = Belief(at=np.array([1.0, 2.0, 3.0]), weights=np.array([0.25, 0.5, 0.25]))
    assert [found.quantile(prob) for prob in (0.125, 0.3125, 0.5, 0.875)] == pytest.approx([1.0, 1.5, 2.0, 3.0])
