"""Giving a plan up, parking and resuming it, on record."""

from datetime import timedelta

import pytest

from acumen.desk.book import Book, open_book
from acumen.desk.calibration.advice_record import score_advice
from acumen.desk.calibration.data import settle
from acumen.desk.front.score import score
from acumen.desk.ledgers.export import export
from acumen.desk.ledgers.merge import take_over
from acumen.desk.ledgers.verify import verify
from acumen.desk.loop.adopt import adopt
from acumen.desk.loop.done import done
from acumen.desk.loop.log import log
from acumen.desk.loop.next import next_
from acumen.desk.loop.spend import spend
from acumen.desk.loop.start import start
from acumen.desk.loop.status import status
from acumen.desk.loop.stop import How, stop
from acumen.desk.loop.undo import undo
from acumen.desk.state.current_plan import choose
from acumen.errors import UsageError
from acumen.history import open_plans
from acumen.ledger.memory import MemoryLedger
from acumen.records import PlanStopped
from acumen.results.calibration import AdviceScored, CalibrationReport
from tests.desk.loop.books import TEXT, WAYS, later, new_book

COMMITTED = (
    "plan: firm\nworth: 100\ngoal: {any: [{step: a, chance: 40%, hours: 6}, {step: b, chance: 30%, hours: 2 to 9}]}\n"
)


def followed(book: Book) -> list[str]:
    history = book.recall("plans", "marks")
    return open_plans(history.plans, history.marks, now=book.now)


def test_what_may_be_left_counts_as_left_with_the_hours_told_and_what_may_not_goes_on() -> None:
    book = new_book(COMMITTED)
    start(book, "a")
    start(later(book), "b")
    spend(later(book), 2.5, "b")
    told = stop(later(book), why="  nobody   pays ")
    assert (told.left_steps, told.still_under_way, told.reason) == (("b",), ("a",), "nobody pays")
    state = choose(book, "firm").state
    assert [(past.id, past.ended, past.hours) for past in state.steps] == [("a", None, None), ("b", "left", 2.5)]
    assert status(book).plans[0].goal is False
    assert status(book).plans[0].is_stopped
    assert done(later(book), "succeeded", "a", hours=6.0).step == "a"
    assert "Stopped firm: its goal counts as not reached." in str(told)
    assert "acumen done a --failed" in str(told)


def test_the_step_that_is_left_teaches_as_one_that_was_left() -> None:
    book = new_book(TEXT)
    start(book, "test")
    spend(later(book), 3.0)
    assert settle(book).steps == ()
    stop(later(book))
    (row,) = settle(book).steps
    assert (row.key.split()[1], row.ended, row.hours) == ("test", "left", 3.0)


@pytest.mark.parametrize("is_file", [False, True])
def test_an_undo_takes_all_of_it_back(tmp_path: object, *, is_file: bool) -> None:
    book = open_book(f"{tmp_path}/l.sqlite", now=new_book().now) if is_file else new_book()
    adopt(book, TEXT)
    start(book, "test")
    spend(later(book), 2.0)
    before = str(next_(book))
    told = stop(later(book))
    with pytest.raises(UsageError, match="small was stopped on 2026-03-02") as error:
        next_(book)
    assert error.value.hint == f"to take that back: acumen undo {told.id[:8]}"
    undone = undo(book)
    assert (undone.undone, undone.text) == (told.id, "stopped")
    assert str(next_(book)) == before
    undo(book, undone.id)
    assert followed(book) == []
    assert verify(book).is_sound
    book.ledger.close()


@pytest.mark.parametrize("act", [lambda book: start(book, "test"), next_, lambda book: adopt(book, TEXT), stop])
def test_a_plan_that_was_given_up_is_not_gone_on_with(act: object) -> None:
    book = new_book(TEXT)
    stop(book)
    before = book.ledger.head()
    with pytest.raises(UsageError, match="was stopped on"):
        act(later(book))  # type: ignore[operator]
    assert book.ledger.head() == before


def test_a_goal_that_is_known_can_be_neither_stopped_nor_parked() -> None:
    book = new_book(TEXT)
    start(book, "test")
    done(later(book), "failed", hours=3.0)
    for how in ("stop", "park"):
        with pytest.raises(UsageError, match="has failed already"):
            stop(later(book), how=how)


def test_a_parked_plan_is_left_out_until_its_day_or_until_it_is_resumed() -> None:
    book = new_book(TEXT, WAYS)
    stop(book, "ways", how="park", until=(book.now + timedelta(days=3)).date())
    assert len(followed(book)) == 1
    assert next_(book).answer.plan == "small"
    assert next_(book).others == ()
    assert [plan.is_parked for plan in status(book).plans] == [False, True]
    assert next_(book, "ways").answer.plan == "ways", "asked by name it answers"
    book.now += timedelta(days=5)
    assert len(followed(book)) == 2
    assert not any(plan.is_parked for plan in status(book).plans)


@pytest.mark.parametrize("plan", [None, "small"])
def test_a_parked_plan_is_resumed_by_name_or_as_the_only_one(plan: str | None) -> None:
    book = new_book(TEXT, WAYS)
    stop(book, "small", how="park")
    told = stop(later(book), plan, how="resume")
    assert told.plan == "small"
    assert len(followed(book)) == 2
    with pytest.raises(UsageError, match="parked"):
        stop(book, plan, how="resume")


def test_the_only_plan_when_parked_is_said_to_be_so() -> None:
    book = new_book(TEXT)
    stop(book, how="park")
    with pytest.raises(UsageError, match="small, the only plan there is, is parked"):
        next_(book)


@pytest.mark.parametrize(("how", "until"), [("sleep", None), ("stop", "2030-01-01"), ("resume", "2030-01-01")])
def test_what_makes_no_sense_is_refused(how: How, until: str | None) -> None:
    book = new_book(TEXT)
    before = book.ledger.head()
    with pytest.raises(UsageError):
        stop(book, how=how, until=until)
    assert book.ledger.head() == before


def test_a_stop_before_something_that_happened_is_refused() -> None:
    book = new_book(TEXT)
    start(later(book, 48.0), "test")
    with pytest.raises(UsageError, match="something happened to small after that"):
        stop(book, on=book.now.date() - timedelta(days=1))


def test_a_copy_and_a_merge_say_the_same() -> None:
    book = new_book(TEXT, WAYS)
    start(book, "test", plan="small")
    stop(later(book), "small", why="w")
    stop(later(book), "ways", how="park")
    copy = open_book(None, now=book.now)
    take_over(copy, export(book), source="copy")
    other = Book(MemoryLedger(writer="f" * 24), now=book.now)
    adopt(other, COMMITTED)
    take_over(other, export(book), source="other")
    for one in (copy, other):
        assert [str(choose(one, name).state.stopped is not None) for name in ("small", "ways")] == ["True", "False"]
        assert choose(one, "ways").state.rests(one.now)
    assert str(log(copy)) == str(log(book))


def test_two_that_stop_at_once_stop_once_for_what_it_means() -> None:
    book = new_book(TEXT)
    id_ = choose(book).state.id
    book.write(PlanStopped(plan=id_), PlanStopped(plan=id_))
    assert choose(book).state.stopped is not None
    undo(book)
    assert choose(book).state.stopped is not None, "the other still counts"


def test_adopting_says_what_becomes_of_the_goal_and_that_is_scored_when_it_is_settled() -> None:
    book = new_book(TEXT)
    answer = next_(book).answer
    assert score_advice(book).at_adoption is None
    assert score_advice(book).n_open == 1
    start(later(book), "test")
    done(later(book), "succeeded", hours=3.0)
    start(later(book), "real")
    done(later(book, 30.0), "succeeded", hours=20.0)
    told = score_advice(book)
    first, *acted = told.forecasts
    assert told.at_adoption is not None
    assert (first.chance, first.is_reached, first.is_first) == (answer.chance, True, True)
    assert (first.expected_hours, first.taken_hours) == (answer.hours, 23.0)
    assert [one.next for one in acted] == ["real"], "each advice that was acted on is another"
    assert acted[0].chance == pytest.approx(0.8)
    assert told.at_adoption.brier_interval.value == pytest.approx((1.0 - first.chance) ** 2)
    assert told.at_adoption.came_true.lower is not None
    assert 0.1 < told.at_adoption.came_true.lower < 1.0
    assert "1 plan settled" in str(told)


def test_advice_that_nobody_acted_on_is_no_forecast() -> None:
    book = new_book(WAYS)
    next_(book)
    start(later(book), "quick")
    done(later(book), "failed", hours=2.0)
    next_(later(book))  # advises another, and nobody does it
    stop(later(book))
    told = score_advice(book)
    assert [one.is_first for one in told.forecasts] == [True] + [False] * (len(told.forecasts) - 1)
    assert {one.next for one in told.forecasts if not one.is_first} <= {"quick"}
    assert not any(one.is_reached for one in told.forecasts)


def test_of_two_later_advices_only_the_one_that_was_done_counts() -> None:
    book = new_book(WAYS)
    first = next_(book).answer.next
    adopt(later(book), WAYS.replace("worth: 100", "worth: 1000"))
    assert next_(later(book)).noted is not None, "at another worth it is another advice"
    start(later(book), next(step for step in ("quick", "sure", "commit") if step != first), chance="5%", hours="1 to 2")
    stop(later(book))
    assert [one.is_first for one in score_advice(book).forecasts] == [True]


def test_the_advice_to_stop_is_acted_on_by_stopping() -> None:
    book = new_book(TEXT.replace("60%", "2%"))
    assert next_(book).answer.next == "stop"
    assert "acumen stop" in str(next_(book))
    told = stop(later(book))
    assert told.chance == 0.0
    (row,) = score_advice(book).forecasts
    assert (row.chance, row.is_reached, row.is_stopped) == (0.0, False, True)


def test_what_acumen_says_is_in_nobodys_calibration() -> None:
    book = new_book(TEXT)
    start(book, "test")
    done(later(book), "failed", hours=3.0)
    mine = score(book)
    assert isinstance(mine, tuple)
    assert isinstance(mine[0], CalibrationReport)
    assert mine[0].n == 1, "the step alone"
    assert isinstance(score(book, person=" Acumen "), AdviceScored)
    with pytest.raises(UsageError, match="whole plans"):
        score(book, person="acumen", domain="code")


def test_a_plan_given_up_before_anything_was_begun_says_nothing_of_what_acumen_said_of_it() -> None:
    book = new_book(TEXT)
    next_(book)
    stop(later(book), "small")
    told = score_advice(book)
    assert (told.forecasts, told.n_open) == ((), 0)
    begun = new_book(TEXT)
    start(begun, "test")
    stop(later(begun), "small")
    (row,) = score_advice(begun).forecasts
    assert (row.is_reached, row.is_first) == (False, True)
