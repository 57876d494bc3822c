"""What information is worth in a plan that has been begun, against the plan that is left, written out."""

import pytest

from acumen.desk.beliefs.believe import believe
from acumen.desk.beliefs.evidence import evidence
from acumen.desk.book import Book
from acumen.desk.loop.done import done
from acumen.desk.loop.next import next_
from acumen.desk.loop.spend import spend
from acumen.desk.loop.start import start
from acumen.desk.plans.read import read_plan
from acumen.desk.plans.value_of_information import probes
from acumen.desk.state.current_plan import choose, progress_of
from acumen.errors import UsageError
from acumen.results.plans import Information
from tests.desk.beliefs.books import PROBED, TWO, belief
from tests.desk.loop.books import later, new_book

AGAIN = "  - {probe: again, about: h, hours: 1, positive: {h: 80%, otherwise: 20%}}\n"
ONE = """\
plan: one
worth: 50
goal: {step: s, chance: {h: 90%, otherwise: 20%}, hours: 2 to 8}
hypotheses: {h: {claim: x, chance: 50%}}
"""


def today(book: Book) -> Information:
    chosen = choose(book)
    return probes(chosen.believed, progress=progress_of(chosen.state))


def left(chance: float) -> Information:
    """PROBED without its first probe, with that belief."""
    head = PROBED.partition("probes:")[0].replace("65%", repr(chance))
    return probes(read_plan(f"{head}probes:\n{AGAIN}"))


@pytest.mark.parametrize("answer", ["positive", "negative"])
def test_after_an_answer_the_rest_is_priced_by_the_belief_that_followed(answer: str) -> None:
    book = new_book(PROBED)
    done(book, "positive" if answer == "positive" else "negative", "ask", hours=1)
    found, expected = today(book), left(belief(book))
    assert [entry.id for entry in found.results] == [entry.id for entry in expected.results]
    for here, there in zip(found.results, expected.results, strict=True):
        assert here.evsi.lower == pytest.approx(there.evsi.lower, abs=1e-9)
        assert here.bits == pytest.approx(there.bits)
        assert here.goal_bits == pytest.approx(there.goal_bits)
    assert found.value == pytest.approx(expected.value)
    assert found.perfect[0].evppi.lower == pytest.approx(expected.perfect[0].evppi.lower)
    assert found.perfect[0].entropy_bits == pytest.approx(expected.perfect[0].entropy_bits)
    assert any("has been begun" in note for note in found.notes)


def test_evidence_moves_what_information_is_worth() -> None:
    book = new_book(PROBED)
    evidence(book, "h", if_true=0.3, if_false=0.6)
    there = probes(read_plan(PROBED.replace("65%", repr(belief(book)))))
    found = today(book)
    assert found.value == pytest.approx(there.value)
    assert [entry.evsi.lower for entry in found.results] == pytest.approx([entry.evsi.lower for entry in there.results])


def test_a_plan_that_has_not_been_begun_is_priced_as_its_file() -> None:
    assert today(new_book(TWO)) == probes(read_plan(TWO))


def test_with_a_step_under_way_its_rest_is_priced_and_the_value_is_no_less_than_that_of_the_advice() -> None:
    book = new_book(TWO)
    done(later(book), "positive", "look", hours=1)
    start(later(book), "fast")
    spend(later(book), "2")
    found, advice = today(book), next_(book).answer
    assert {entry.id for entry in found.results} == {"fast", "slow", "last", "both"}
    assert advice.lower is not None
    assert found.upper >= advice.lower - 1e-6
    assert any("set aside" in note for note in found.notes)
    assert found.evpi is not None
    assert all(entry.evppi.lower <= found.evpi.upper + 1e-9 for entry in found.perfect)
    stands = {one.hypothesis: one.entropy_bits for one in believe(book).hypotheses}
    for entry in found.perfect:
        assert entry.entropy_bits == pytest.approx(stands[entry.hypothesis_ids[0]])


def test_what_only_a_step_under_way_depends_on_is_not_priced() -> None:
    book = new_book(ONE)
    assert [entry.hypothesis_ids for entry in today(book).perfect] == [("h",)]
    start(later(book), "s")
    spend(later(book), "3")
    assert today(book).perfect == ()


def test_where_the_goal_is_known_nothing_is_left_to_be_told() -> None:
    book = new_book(PROBED)
    done(book, "succeeded", "main", hours=20)
    with pytest.raises(UsageError, match="goal of probed is known"):
        today(book)
