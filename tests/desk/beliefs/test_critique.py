"""What a look at an artifact is worth: against the plan solved with it known, and against the bits of the judgment room."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acumen.desk.beliefs.artifact_checks import checked
from acumen.desk.beliefs.critique import doubt
from acumen.desk.beliefs.evidence import evidence
from acumen.desk.book import Book
from acumen.desk.loop.done import done
from acumen.desk.loop.next import next_
from acumen.desk.plans.read import read_plan
from acumen.desk.plans.solve import solve
from acumen.errors import UsageError
from acumen.judgment import evidence as weighing
from acumen.judgment.evidence import Artifact, Evidence
from tests.desk.beliefs.books import PROBED, TWO, belief
from tests.desk.loop.books import new_book

ALONE = (
    PROBED.replace("probes:", "  j: {claim: And so does this, chance: 50%}\nprobes:")
    .replace("goal: {", "goal: {all: [{step: more, chance: {j: 90%, otherwise: 10%}, hours: 1}, {")
    .replace("hours: 20}", "hours: 20}]}")
)

chances = st.integers(1, 99).map(lambda percent: percent / 100)


def doubted() -> Book:
    book = new_book(PROBED)
    evidence(book, "h", if_true=1.0, if_false=0.3, artifacts=["bug: 5%", "leak: 30%, shows 60%"])
    evidence(book, "h", if_true=0.9, if_false=0.02, artifacts=["bug"])
    return book


def test_bits_and_chances_are_those_of_the_judgment_room() -> None:
    found = doubt(doubted())
    pieces = [
        Evidence(id="one", chances=(1.0, 0.3), shows={"bug": 1.0, "leak": 0.6}),
        Evidence(id="two", chances=(0.9, 0.02), shows={"bug": 1.0}),
    ]
    artifacts = [Artifact(id="bug", chance=0.05), Artifact(id="leak", chance=0.3)]
    prior = (0.65, 0.35)
    now = weighing.posterior(prior, pieces, artifacts)
    assert {way.artifact for way in found.ways} == {"bug", "leak"}
    for way in found.ways:
        said = next(one.chance for one in artifacts if one.id == way.artifact)
        ends = [weighing.checked(artifacts, way.artifact, chance=chance) for chance in (1.0, 0.0)]
        weights = [
            prob * sum(b * q for b, q in zip(prior, weighing.joint_likelihoods(2, pieces, end), strict=True))
            for prob, end in zip((said, 1.0 - said), ends, strict=True)
        ]
        chance = weights[0] / sum(weights)
        there, gone = (weighing.posterior(prior, pieces, end) for end in ends)
        left = chance * weighing.entropy_bits(there) + (1.0 - chance) * weighing.entropy_bits(gone)
        assert way.chance == pytest.approx(chance)
        assert way.bits == pytest.approx(weighing.entropy_bits(now) - left)
        assert way.moved[0].if_found == pytest.approx(there)
        assert way.moved[0].if_ruled_out == pytest.approx(gone)
        assert len(way.evidence_ids) == sum(way.artifact in piece.shows for piece in pieces)


def value(prob: float) -> float:
    """The plan of PROBED with that belief in h, solved."""
    found = solve(read_plan(PROBED.replace("65%", repr(prob)))).value
    assert found is not None
    return found


@given(figures=st.tuples(chances, chances, chances))
@settings(max_examples=15)
def test_a_look_is_worth_the_value_with_the_artifact_known_less_the_value_now(
    figures: tuple[float, float, float],
) -> None:
    if_true, if_false, bug = figures
    book = new_book(PROBED)
    evidence(book, "h", if_true=if_true, if_false=if_false, artifacts=[f"bug: {bug}"])
    (way,) = doubt(book).ways
    (moved,) = way.moved
    assert way.check_worth is not None
    assert moved.if_found is not None
    assert moved.if_ruled_out is not None
    known = way.chance * value(moved.if_found[0]) + (1.0 - way.chance) * value(moved.if_ruled_out[0])
    assert way.check_worth.lower == pytest.approx(max(0.0, known - value(moved.current[0])), abs=1e-6)
    assert way.check_worth.lower <= way.check_worth.upper
    assert way.chance * moved.if_found[0] + (1.0 - way.chance) * moved.if_ruled_out[0] == pytest.approx(
        moved.current[0]
    )


def test_what_was_checked_is_worth_no_further_look() -> None:
    book = doubted()
    before = doubt(book).ways[0]
    assert before.artifact == "bug"
    assert before.check_worth is not None
    assert before.check_worth.lower > 0.0
    checked(book, "bug", is_ruled_out=True)
    way = next(way for way in doubt(book).ways if way.artifact == "bug")
    assert (way.chance, way.bits, way.check_worth) == (0.0, 0.0, way.check_worth)
    assert way.check_worth is not None
    assert way.check_worth.upper == 0.0
    assert way.moved[0].if_found is None


def test_what_steps_told_is_weighed_along() -> None:
    book = doubted()
    done(book, "negative", "ask", hours=1)
    way = doubt(book).ways[0]
    assert way.moved[0].current[0] == pytest.approx(belief(book))


def test_without_a_worth_only_bits_are_told_and_one_may_be_given() -> None:
    book = new_book(PROBED.replace("worth: 56\n", ""))
    evidence(book, "h", if_true=0.9, if_false=0.1, artifacts=["bug: 10%"])
    without = doubt(book)
    assert without.ways[0].check_worth is None
    assert "--worth" in without.notes[0]
    assert doubt(book, worth=56.0).ways[0].check_worth is not None


def test_without_evidence_there_is_nothing_to_doubt() -> None:
    with pytest.raises(UsageError, match="nothing was seen"):
        doubt(new_book(PROBED))


def test_evidence_that_names_no_artifact_is_told_to() -> None:
    book = new_book(PROBED)
    evidence(book, "h", if_true=0.9, if_false=0.1)
    assert doubt(book).ways == ()
    assert "none names an artifact" in str(doubt(book))


def test_evidence_changes_the_advice() -> None:
    book = new_book(PROBED)
    assert next_(book).answer.next == "ask"
    evidence(book, "h", if_true=1.0, if_false=0.01)
    assert next_(book).answer.next == "main"


def test_two_hypotheses_under_one_artifact_are_doubted_together() -> None:
    book = new_book(TWO)
    evidence(book, "g", if_true=0.9, if_false=0.2, artifacts=["leak: 20%"])
    evidence(book, "k", states={"high": 0.9, "low": 0.2, "none": 0.1}, artifacts=["leak"])
    found = doubt(book)
    assert found.notes == ()
    assert "leak is ruled out" in str(found)
    (way,) = found.ways
    assert [moved.hypothesis for moved in way.moved] == ["g", "k"]
    assert math.fsum(way.moved[1].current) == pytest.approx(1.0)
    assert way.check_worth is not None
    assert 0.0 <= way.check_worth.lower <= way.check_worth.upper


def test_every_answer_says_where_a_hypothesis_that_evidence_has_tied_is_taken_alone() -> None:
    book = new_book(ALONE)
    evidence(book, "h", if_true=0.9, if_false=0.2, artifacts=["leak: 20%"])
    evidence(book, "j", if_true=0.9, if_false=0.2, artifacts=["leak"])
    (note,) = doubt(book).notes
    assert "Solving takes `j` as it stands" in note
    assert note in next_(book).answer.notes
