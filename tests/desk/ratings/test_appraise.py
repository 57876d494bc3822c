"""A decision appraised: figures, words, what is read from the command line."""

import json
import math

import pytest
from scipy import stats

from acumen.desk.ratings.appraise import (
    SOURCES,
    appraise,
    published,
    read_decision,
    read_prior,
    read_reliability,
    read_source,
)
from acumen.errors import UsageError
from acumen.judgment.ratings.decisions import Decision, QualityPrior
from acumen.results.ratings import AGAIN, PublishedReliability

STRICT = Decision(is_accepted=False, accept=0.05, reliability=0.4)
NEURIPS = Decision(is_accepted=False, accept=0.26, reliability=0.54)


def test_a_rejection_is_told_in_sds_percentiles_bits_and_one_sentence() -> None:
    found = appraise([NEURIPS])
    tau = stats.norm.ppf(0.74)
    assert found.mean_sd == pytest.approx(-math.sqrt(0.54) * stats.norm.pdf(tau) / 0.74, abs=1e-10)
    assert found.percentile.from_ == pytest.approx(50.0)
    assert found.percentile.to == pytest.approx(100.0 * stats.norm.cdf(found.mean_sd))
    assert found.bits is not None
    assert 0.0 < found.bits < 1.0
    assert (
        found.sentence
        == "A rejection there moves the estimate by −0.32 sd: from the 50th to the 37th percentile of the pool."
    )
    assert not found.is_thin


def test_thin_evidence_says_so_and_names_what_would_tell_more() -> None:
    found = appraise([STRICT])
    assert round(found.mean_sd, 2) == -0.07
    assert found.is_thin
    assert "too little to change anyone's mind" in found.sentence
    assert found.more[0].name in found.sentence.lower()
    assert found.more[0].bits > next(each.bits for each in found.more if each.name == AGAIN)


def test_an_acceptance_where_few_are_accepted_is_not_thin() -> None:
    found = appraise([Decision(is_accepted=True, accept=0.05, reliability=0.4)])
    assert found.sentence.startswith("An acceptance there moves the estimate by +1.30 sd")


def test_a_prior_moves_both_ends_and_a_pool_has_a_place_in_its_field() -> None:
    found = appraise([NEURIPS], prior=QualityPrior(mean=1.0, sd=0.5), pool=0.1)
    assert found.percentile.from_ == pytest.approx(100.0 * stats.norm.cdf(1.0))
    assert found.moved_sd == pytest.approx(found.mean_sd - 1.0)
    assert found.field_percentile is not None
    assert found.field_percentile.to == pytest.approx(90.0 + 0.1 * found.percentile.to)


def test_several_kinds_are_told_apart_and_the_assumption_is_named() -> None:
    job = Decision(is_accepted=True, accept=0.05, reliability=0.3, kind="jobs")
    found = appraise([Decision(is_accepted=False, accept=0.26, reliability=0.54, kind="papers"), job])
    assert [kind.kind for kind in found.kinds] == ["papers", "jobs"]
    assert found.kinds[0].mean_sd < found.kinds[1].mean_sd == found.mean_sd
    assert found.shared == 0.5
    assert "assumption" in found.notes[0]
    assert "the estimate of jobs" in found.sentence
    assert "Kind of work" in str(found)


def test_sources_are_ordered_by_bits_per_hour() -> None:
    mine = (
        PublishedReliability(name="slow", reliability=0.8, cost_hours=20.0),
        PublishedReliability(name="quick", reliability=0.3, cost_hours=0.5),
    )
    names = [each.name for each in appraise([NEURIPS, NEURIPS], sources=mine).more]
    assert names.index("quick") < names.index("slow")
    assert len(appraise([NEURIPS]).more) == len(SOURCES) + 2


def test_json_has_the_names_that_are_promised() -> None:
    told = json.loads(appraise([NEURIPS]).to_json())
    assert {"mean_sd", "percentile", "bits", "sentence"} <= told.keys()
    assert set(told["percentile"]) == {"from", "to", "low", "high"}


def test_the_picture_has_unit_area_before_and_after() -> None:
    papers = Decision(is_accepted=False, accept=0.26, reliability=0.54, kind="papers")
    for decisions in ([NEURIPS], [papers, Decision(is_accepted=True, accept=0.1, reliability=0.5, kind="talks")]):
        curve = appraise(decisions).curve
        width = curve.quality[1] - curve.quality[0]
        assert sum(curve.before) * width == pytest.approx(1.0, abs=1e-3)
        assert sum(curve.after) * width == pytest.approx(1.0, abs=2e-3)
        jumps = [abs(b - a) for a, b in zip(curve.after, curve.after[1:], strict=False)]
        assert max(jumps) < 0.04  # smooth: no grid shows through


def test_lines_fit_a_screen() -> None:
    job = Decision(
        is_accepted=True, accept=0.05, reliability=0.3, kind="a kind of work with a very long name indeed, it is"
    )
    for found in (appraise([STRICT]), appraise([NEURIPS, job], pool=0.2)):
        assert all(len(line) <= 80 for line in str(found).splitlines())


def test_decisions_are_read_from_one_word() -> None:
    decision, source = read_decision("rejected:26%:.54")
    assert (decision.is_accepted, decision.accept, decision.reliability, source) == (False, 0.26, 0.54, "")
    decision, source = read_decision("accepted:0.05:neurips2014:papers")
    assert (decision.is_accepted, decision.reliability, decision.kind) == (True, 0.53, "papers")
    assert "166 papers" in source
    assert read_decision("no:5%:fitted", fitted=(0.6, "mine"))[0].reliability == 0.6


@pytest.mark.parametrize(
    "text", ["rejected:26%", "maybe:26%:.5", "rejected:x:.5", "rejected:26%:unheard", "rejected:126%:.5"]
)
def test_a_decision_that_can_not_be_read_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="expected"):
        read_decision(text)


def test_priors_and_sources_are_read_or_refused() -> None:
    assert read_prior("0.5,0.8") == QualityPrior(mean=0.5, sd=0.8)
    assert read_source("my mentor:.4:2") == PublishedReliability(name="my mentor", reliability=0.4, cost_hours=2.0)
    assert read_source("my mentor:.4").cost_hours is None
    for wrong in ("mentor", "mentor:1.2", "mentor:.4:0", "mentor:.4:x", "m:.4:1:1"):
        with pytest.raises(UsageError, match="RELIABILITY"):
            read_source(wrong)
    with pytest.raises(UsageError, match="MEAN,SD"):
        read_prior("0.5")


def test_every_published_reliability_has_a_source_and_can_be_asked_for() -> None:
    for entry in published():
        assert entry.source
        assert read_reliability(entry.name)[0] == entry.committee
        assert 0.0 < entry.committee < 1.0
