"""Bits an hour, from the ledger, against entropies worked out by hand."""

import math
from datetime import timedelta

import pytest

from acumen.desk.beliefs.evidence import evidence
from acumen.desk.beliefs.information_rate import rate
from acumen.desk.loop.adopt import adopt
from acumen.desk.loop.done import done
from acumen.desk.loop.next import next_
from acumen.desk.loop.spend import spend
from acumen.desk.loop.start import start
from acumen.errors import UsageError
from tests.desk.beliefs.books import PROBED, belief
from tests.desk.loop.books import TEXT, later, new_book


def entropy(prob: float) -> float:
    return -sum(p * math.log2(p) for p in (prob, 1.0 - prob) if p > 0.0)


def test_bits_gained_are_the_fall_of_the_entropy_by_the_hours_told() -> None:
    book = new_book(PROBED)
    before = next_(book).answer.chance or 0.0
    done(later(book), "positive", "ask", hours=2)
    now = next_(book).answer.chance or 0.0
    (one,) = rate(book).plans
    gained = entropy(0.65) - entropy(belief(book))
    assert (one.plan, one.n, one.total_hours) == ("probed", 1, 2.0)
    assert one.bits == pytest.approx(gained)
    assert one.bits_per_hour == pytest.approx(gained / 2)
    assert one.goal_bits == pytest.approx(entropy(before) - entropy(now))


def test_a_goal_that_is_known_is_certain() -> None:
    book = new_book(TEXT)
    chance = next_(book).answer.chance or 0.0
    start(book)
    done(later(book), "failed", hours=4)
    (one,) = rate(book).plans
    assert one.goal_bits == pytest.approx(entropy(chance))
    assert one.goal_bits_per_hour == pytest.approx(entropy(chance) / 4)
    assert one.bits == 0.0


def test_only_the_window_counts() -> None:
    book = new_book(PROBED)
    done(later(book), "positive", "ask", hours=2)
    then = belief(book)
    book.now += timedelta(weeks=6)
    start(book, "again")
    spend(later(book), 0.5)
    done(later(book), "negative", "again", hours=1.5)
    recent, whole = rate(book).all, rate(book, weeks=10).all
    assert (recent.n, recent.total_hours) == (1, 1.5)
    assert recent.bits == pytest.approx(entropy(then) - entropy(0.65))
    assert recent.bits < 0.0
    assert (whole.n, whole.total_hours) == (2, 3.5)
    assert whole.bits == pytest.approx(0.0, abs=1e-12)


def test_what_an_edit_changed_was_not_learnt() -> None:
    book = new_book(PROBED)
    adopt(later(book), PROBED.replace("65%", "99%"))
    evidence(later(book), "h", if_true=0.9, if_false=0.3)
    assert rate(book).all.bits == pytest.approx(entropy(0.99) - entropy(belief(book)))
    adopt(later(book), PROBED.replace("65%", "50%"), belief_now=True)
    assert rate(book).all.bits == pytest.approx(entropy(0.99) - entropy(0.99 * 3 / (0.99 * 3 + 0.01)))


def test_plans_are_told_apart_and_together() -> None:
    book = new_book(PROBED, TEXT)
    start(book, "test")
    spend(later(book), 2, "test")
    evidence(book, "h", plan="probed", if_true=0.9, if_false=0.3)
    told = rate(book)
    assert [(one.plan, one.total_hours, one.n) for one in told.plans] == [("small", 2.0, 0), ("probed", 0.0, 1)]
    assert told.plans[1].bits_per_hour is None
    assert told.all.bits == pytest.approx(told.plans[1].bits)
    assert rate(book, "small").plans[0].plan == "small"


def test_nothing_told_is_said() -> None:
    with pytest.raises(UsageError, match="no plan is adopted"):
        rate(new_book())
    assert "Nothing was told" in str(rate(new_book(PROBED)))
    with pytest.raises(UsageError, match="weeks"):
        rate(new_book(PROBED), weeks=0)
