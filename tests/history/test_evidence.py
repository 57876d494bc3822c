"""What records say of hypotheses: which count, from which moment on, in whatever order they arrive."""

from datetime import timedelta
from itertools import permutations

import pytest

from acumen.desk.beliefs.evidence import evidence
from acumen.desk.book import Book, open_book
from acumen.desk.ledgers.redact import redact
from acumen.desk.loop.adopt import adopt
from acumen.desk.loop.undo import undo
from acumen.history import Heard, PlanState, fold, plan_states
from acumen.history.entry import order
from acumen.history.plans import facts_until
from acumen.history.replay import History, dump, load
from acumen.records import ArtifactChecked, EvidenceSeen, Leaning
from tests.desk.beliefs.books import PROBED, belief
from tests.desk.loop.books import START, later, new_book


def state_of(history: History) -> PlanState:
    (state,) = plan_states(history.plans, history.marks)
    return state


def heard(book: Book) -> Heard:
    return state_of(book.recall("plans", "marks")).heard


def followed() -> Book:
    """Evidence, a belief set anew, evidence again, a check."""
    book = new_book(PROBED)
    evidence(later(book), "h", if_true=0.9, if_false=0.3, artifacts=["bug: 5%"])
    adopt(later(book), PROBED, belief_now=True)
    (plan,) = book.recall().plans.by_id
    seen = EvidenceSeen(
        plan=plan, hypothesis="h", chances=(("no", 0.2), ("yes", 0.8)), leans=(Leaning(artifact="bug"),)
    )
    book.write(seen, happened_at=START + timedelta(minutes=1))  # it happened before, and was written after
    book.write(ArtifactChecked(plan=plan, artifact="bug", chance=0.5), happened_at=later(book).now)
    return book


def test_what_was_written_before_the_belief_was_set_counts_no_more() -> None:
    found = heard(followed())
    assert found.n_earlier == 1
    assert [piece.chances for piece in found.pieces] == [(0.8, 0.2)]  # in the order of the plan's states
    assert found.chances == {"bug": 0.5}
    assert found.is_checked("bug")
    assert found.set_at is not None


def test_the_order_of_arrival_changes_nothing() -> None:
    kept = list(followed().ledger.read())
    first, *rest = kept
    expected = None
    for shuffled in permutations(rest):
        found = state_of(fold(History(), [first, *shuffled])).heard
        plain = [(piece.id, piece.chances, piece.shows) for piece in found.pieces], found.chances, found.n_earlier
        expected = expected or plain
        assert plain == expected


def test_a_cached_section_has_the_evidence() -> None:
    history = followed().recall("plans", "marks")
    again = load(dump(history, "plans"), "plans")
    assert again.plans == history.plans


def test_facts_up_to_a_place_leave_out_what_came_later() -> None:
    (facts,) = followed().recall().plans.by_id.values()
    (revision,) = facts.revisions
    before = facts_until(facts, order(revision), is_with=False)
    assert (len(before.evidence), len(before.revisions), len(before.checks)) == (2, 0, 0)
    assert len(facts_until(facts, order(revision)).revisions) == 1


def test_redacting_the_words_of_evidence_keeps_its_figures_and_redacting_all_takes_it_away() -> None:
    with open_book(None, now=START) as book:
        adopt(book, PROBED)
        seen = evidence(book, "h", if_true=0.8, if_false=0.2, why="something private")
        redact(book, seen.id, why="asked to")
        assert heard(book).pieces[0].why is None
        assert belief(book) == pytest.approx(seen.after[0])
        redact(book, seen.id, why="asked to", is_all=True)
        assert heard(book).pieces == ()
        assert belief(book) == pytest.approx(0.65)


def test_an_undone_belief_lets_the_earlier_evidence_count_again() -> None:
    book = new_book(PROBED)
    evidence(book, "h", if_true=0.8, if_false=0.2)
    adopt(later(book), PROBED.replace("65%", "10%"), belief_now=True)
    undo(book)
    assert (heard(book).n_earlier, len(heard(book).pieces)) == (0, 1)


def test_figures_that_can_t_be_are_problems() -> None:
    book = new_book(PROBED)
    (plan,) = book.recall().plans.by_id
    both = (("yes", 0.5), ("no", 0.2))
    book.write(
        EvidenceSeen(plan=plan, hypothesis="h", chances=(("yes", 1.5), ("no", 0.2))),
        EvidenceSeen(plan=plan, hypothesis="h", chances=(("yes", 0.5),)),
        EvidenceSeen(plan=plan, hypothesis="g", chances=both),
        EvidenceSeen(plan=plan, hypothesis="h", chances=both, leans=(Leaning(artifact="bug"),)),
        ArtifactChecked(plan=plan, artifact="bug", chance=2.0),
    )
    state = state_of(book.recall("plans", "marks"))
    assert state.heard.pieces == ()
    assert [one.code for one in state.problems] == [*["evidence-does-not-fit"] * 4, "chance-outside"]
