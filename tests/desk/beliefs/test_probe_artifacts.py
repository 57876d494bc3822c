"""Probes that list artifacts, through the ledger: their answers weigh as evidence that leans on them."""

import math
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acumen.desk.beliefs.artifact_checks import checked
from acumen.desk.beliefs.believe import believe
from acumen.desk.beliefs.critique import doubt
from acumen.desk.beliefs.evidence import evidence
from acumen.desk.book import Book
from acumen.desk.loop.adopt import adopt
from acumen.desk.loop.done import done
from acumen.desk.loop.next import next_
from acumen.desk.loop.undo import undo
from acumen.desk.plans.read import read_plan
from acumen.desk.plans.solve import solve
from acumen.desk.plans.value_of_information import probes
from acumen.desk.state.current_plan import choose
from acumen.desk.state.updating import weigh
from acumen.errors import UsageError
from tests.desk.beliefs.books import PROBED, belief, odds_bits
from tests.desk.loop.books import later, new_book

PRIOR = 0.65
BUG = "artifacts: [{artifact: bug, chance: 5%}]"
BOTH = "artifacts: [{artifact: bug, chance: 5%, shows: 90%}, {artifact: leak, chance: 30%, shows: 20%}]"
chances = st.integers(1, 99).map(lambda percent: percent / 100)


def plan(*artifacts: str, positive: str = "{h: 80%, otherwise: 20%}") -> str:
    """PROBED with one probe for each list of artifacts, which may be empty."""
    head = PROBED.partition("probes:")[0]
    lines = "".join(
        f"  - {{probe: p{number}, about: h, hours: 1, positive: {positive}{', ' * bool(listed)}{listed}}}\n"
        for number, listed in enumerate(artifacts)
    )
    return f"{head}probes:\n{lines}"


def answered(text: str, *answers: str) -> Book:
    """The plan adopted, its probes run one after another."""
    book = new_book(text)
    for number, answer in enumerate(answers):
        done(later(book), "positive" if answer == "positive" else "negative", f"p{number}", hours=1)
    return book


def test_three_probes_that_one_bug_of_5_percent_would_all_show_give_its_4_bits_together() -> None:
    perfect = "{h: 100%, otherwise: 0%}"
    book = answered(plan(BUG, BUG, BUG, positive=perfect), "positive", "positive", "positive")
    assert odds_bits(belief(book)) - odds_bits(PRIOR) == pytest.approx(math.log2(1.0 / 0.05))
    alone = [BUG.replace("bug", f"bug-{number}") for number in range(3)]
    book = answered(plan(*alone, positive=perfect), "positive", "positive", "positive")
    assert odds_bits(belief(book)) - odds_bits(PRIOR) == pytest.approx(3.0 * math.log2(1.0 / 0.05))


@given(bug=chances, if_true=chances, if_false=chances)
@settings(max_examples=20)
def test_three_positive_answers_never_give_more_than_the_bug_they_share(
    bug: float, if_true: float, if_false: float
) -> None:
    listed = f"artifacts: [{{artifact: bug, chance: {bug}}}]"
    text = plan(listed, listed, listed, positive=f"{{h: {if_true}, otherwise: {if_false}}}")
    book = answered(text, "positive", "positive", "positive")
    gained = abs(odds_bits(belief(book)) - odds_bits(PRIOR))
    assert gained <= math.log2(1.0 / bug) + 1e-9


def test_an_answer_counts_as_the_evidence_that_leans_on_the_same_artifacts() -> None:
    book = answered(plan(BOTH, BUG.replace("5%", "5%, shows: 40%")), "positive", "positive")
    there = new_book(PROBED)
    evidence(there, "h", if_true=0.8, if_false=0.2, artifacts=["bug: 5%, shows 90%", "leak: 30%, shows 20%"])
    evidence(there, "h", if_true=0.8, if_false=0.2, artifacts=["bug: shows 40%"])
    assert belief(book) == pytest.approx(belief(there))


def test_evidence_and_probes_that_name_the_same_artifact_are_weighed_together() -> None:
    book = answered(plan(BUG), "positive")
    evidence(book, "h", if_true=0.8, if_false=0.2, artifacts=["bug"])
    assert belief(book) == pytest.approx(belief(answered(plan(BUG, BUG), "positive", "positive")))
    with pytest.raises(UsageError, match="has a chance of 5 % in this plan"):
        evidence(book, "h", if_true=0.8, if_false=0.2, artifacts=["bug: 6%"])


@pytest.mark.parametrize("listed", [(BOTH, BOTH), (BUG, BOTH), (BOTH, "")])
def test_the_chances_of_all_that_probes_may_answer_sum_to_one(listed: tuple[str, str]) -> None:
    totals = []
    for answers in product(("positive", "negative"), repeat=2):
        state = choose(answered(plan(*listed), *answers)).state
        told = [answer for answer, one in zip(answers, listed, strict=True) if not one]
        pieces = weigh(state.plan, state.heard.pieces, state.heard.chances)
        yes, no = pieces.belief("h")
        like = {"positive": (0.8, 0.2), "negative": (0.2, 0.8)}
        totals.append(
            pieces.total * (yes * math.prod(like[a][0] for a in told) + no * math.prod(like[a][1] for a in told))
        )
    assert math.fsum(totals) == pytest.approx(1.0)


def test_what_one_probe_will_answer_is_solved_as_it_will_be_weighed() -> None:
    text = plan(BOTH.replace("30%", "3%")).replace("worth: 56", "worth: 40")
    answer = solve(read_plan(text))
    (told,) = [entry for entry in probes(read_plan(text)).results if entry.id == "p0"]
    state = choose(answered(text, "positive")).state
    assert told.chance == pytest.approx(weigh(state.plan, state.heard.pieces, state.heard.chances).total)
    (now,) = answer.beliefs
    assert answer.next == "p0"
    assert now.chance_if_it_works == pytest.approx(belief(answered(text, "positive")))
    assert now.chance_if_not == pytest.approx(belief(answered(text, "negative")))


def test_answers_say_that_artifacts_of_probes_were_taken_as_independent() -> None:
    note = "is taken here as independent from probe to probe"
    for notes in (
        solve(read_plan(plan(BUG, BUG))).notes,
        probes(read_plan(plan(BUG))).notes,
        next_(new_book(plan(BUG, BUG))).answer.notes,
    ):
        assert any(note in one for one in notes)
    assert not any(note in one for one in solve(read_plan(plan("", ""))).notes)
    book = answered(plan(BUG, BUG, ""), "positive")
    assert any(note in one for one in next_(book).answer.notes)
    done(later(book), "positive", "p1", hours=1)
    assert not any(note in one for one in next_(book).answer.notes)


def test_next_follows_the_joint_belief() -> None:
    book = answered(plan(BUG, BUG, BUG), "positive", "positive")
    (now,) = next_(book).answer.beliefs
    assert now.current == pytest.approx(belief(book))


def test_a_check_before_any_answer_counts_for_what_comes_and_survives_another_adoption() -> None:
    book = new_book(plan(BUG))
    assert checked(book, "bug", is_ruled_out=True).moved == ()
    adopt(later(book), plan(BUG).replace("worth: 56", "worth: 57"))
    assert not any("may mislead" in note for note in next_(book).answer.notes)
    done(later(book), "positive", "p0", hours=1)
    assert odds_bits(belief(book)) - odds_bits(PRIOR) == pytest.approx(2.0)
    adopt(later(book), plan(BUG.replace("5%", "50%")))  # said anew, and otherwise: that counts from here on
    assert belief(book) == pytest.approx(belief(answered(plan(BUG.replace("5%", "50%")), "positive")))


def test_the_trail_and_the_doubts_name_the_probe_and_its_artifact() -> None:
    book = answered(plan(BUG, BUG), "positive", "negative")
    (stand,) = believe(book).hypotheses
    assert [(turn.kind, turn.what) for turn in stand.trail] == [("probe", "p0 positive"), ("probe", "p1 negative")]
    assert math.fsum(turn.bits or 0.0 for turn in stand.trail) == pytest.approx(
        odds_bits(stand.current[0]) - odds_bits(PRIOR)
    )
    (way,) = doubt(book).ways
    assert (way.artifact, way.said, len(way.evidence_ids)) == ("bug", 0.05, 2)
    assert way.chance == pytest.approx(0.0)  # a bug that shows it always would not have let p1 say no


def test_evidence_read_off_a_probe_replaces_its_answer_and_undoing_the_end_takes_it_back() -> None:
    book = answered(plan(BUG), "positive")
    seen = evidence(book, "h", if_true=0.3, if_false=0.15)
    assert [one.source for one in seen.if_from] == ["p0"]
    assert odds_bits(seen.if_from[0].belief[0]) - odds_bits(PRIOR) == pytest.approx(1.0)
    undo(book)
    seen = evidence(book, "h", if_true=0.3, if_false=0.15, source="p0")
    assert odds_bits(seen.after[0]) - odds_bits(PRIOR) == pytest.approx(1.0)
    assert belief(book) == seen.after[0]
    undo(book)
    end = next(past.end_id for past in choose(book).state.steps if past.id == "p0")
    undo(book, end)
    assert belief(book) == pytest.approx(PRIOR)


def test_a_belief_set_after_an_answer_has_it_in_it() -> None:
    book = answered(plan(BUG, BUG), "positive")
    adopt(later(book), plan(BUG, BUG).replace("chance: 65%", "chance: 40%"), belief_now=True)
    assert belief(book) == pytest.approx(0.4)
