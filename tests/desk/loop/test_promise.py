"""Dates are promised when they are set; slips are told as soon as they can be known, and each rings once."""

from datetime import UTC, datetime, timedelta

import pytest

from acumen.desk.book import Book, open_book
from acumen.desk.front import plans as front
from acumen.desk.loop.adopt import adopt
from acumen.desk.loop.done import done
from acumen.desk.loop.log import log
from acumen.desk.loop.next import next_
from acumen.desk.loop.spend import spend
from acumen.desk.loop.start import start
from acumen.desk.loop.status import status
from acumen.desk.loop.undo import undo
from acumen.errors import ArgumentsError, UsageError
from acumen.results.dates import Alarm, DateCounted, SinceThen

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)  # a Monday
PLAN = """plan: paper
worth: 300
ship: 2026-12-04
hours: 20 per week
goal:
  all:
    - {step: data, chance: 95%, hours: 8 to 30}
    - {step: text, chance: 100%, hours: 20 to 50, needs: [data]}
"""


def later(book: Book, days: float) -> Book:
    return Book(book.ledger, now=NOW + timedelta(days=days))


def adopted(text: str = PLAN) -> Book:
    book = open_book(None, now=NOW)
    adopt(book, text)
    return book


def shown(book: Book) -> DateCounted:
    dated = status(book).plans[0].dated
    assert dated is not None
    return dated


def kinds(book: Book) -> list[str]:
    return [entry.kind for entry in log(book, n=None).entries]


def slipped() -> Book:
    """Three weeks on nothing but data, which took twice what was said."""
    book = adopted()
    start(book, "data")
    spend(later(book, 21), 26)
    return later(book, 21)


def which(alarms: tuple[Alarm, ...]) -> set[str]:
    return {alarm.what for alarm in alarms}


def test_adopting_promises_the_date_once_and_that_stands_beside_what_it_is_now() -> None:
    book = adopted()
    assert kinds(book).count("baseline-set") == 1
    first = shown(book)
    assert (first.promised, first.alarms) == (first.on_time, ())
    adopt(book, PLAN.replace("worth: 300", "worth: 310"))
    next_(book)
    assert kinds(book).count("baseline-set") == 1
    idle = shown(later(book, 14))
    assert idle.promised == first.promised
    assert idle.on_time < first.on_time - 0.1
    assert f"(promised {100 * first.on_time:.0f} % on 2 Nov)" in " ".join(str(status(later(book, 14))).split())


def test_another_date_is_promised_anew() -> None:
    book = adopted()
    moved = later(book, 14)
    adopt(moved, PLAN.replace("2026-12-04", "2026-12-18"))
    dated = shown(moved)
    assert dated.promised == dated.on_time
    assert dated.promised_at == moved.now


def test_a_slip_is_told_as_soon_as_it_can_be_known_and_rings_once() -> None:
    book = slipped()
    before = kinds(book)
    assert which(shown(book).alarms) == {"date"}  # reading rings nothing
    assert kinds(book) == before
    told = next_(book)
    assert told.answer.dated is not None
    assert all(alarm.is_new for alarm in told.answer.dated.alarms)
    assert "The date is in danger" in str(told)
    assert kinds(book).count("alarm-rung") == 1
    again = next_(book).answer.dated
    assert again is not None
    assert not any(alarm.is_new for alarm in again.alarms)
    assert kinds(book).count("alarm-rung") == 1
    assert any("the date is in danger" in entry.text for entry in log(book, n=None).entries)


def test_the_end_of_a_step_that_ran_over_tells_at_once_that_hours_run_over() -> None:
    assert "Your hours run over" in str(done(slipped(), "succeeded", "data", hours=55))


def test_an_alarm_survives_a_re_adoption_and_is_silent_once_undone() -> None:
    book = slipped()
    next_(book)
    (rung,) = [entry.id for entry in log(book, n=None).entries if entry.kind == "alarm-rung"]
    adopt(book, PLAN.replace("worth: 300", "worth: 310"))
    assert which(shown(book).alarms) == {"date"}
    undo(book, rung)
    assert shown(book).alarms == ()
    next_(book)
    assert kinds(book).count("alarm-rung") == 1


def test_a_bare_undo_takes_back_what_somebody_said_and_no_alarm() -> None:
    book = slipped()
    next_(book)
    assert undo(book).kind == "time-spent"
    assert which(shown(book).alarms) == {"date"}  # three weeks are gone all the same


def test_a_promise_that_was_asked_for_counts_from_then_on_and_can_be_taken_back() -> None:
    book = slipped()
    front.ship(lambda: book, book.now, is_promised=True, runs=100)
    dated = shown(book)
    assert (dated.promised, dated.alarms) == (dated.on_time, ())
    assert undo(book).kind == "baseline-set"
    assert which(shown(book).alarms) == {"date"}


def test_what_is_overdue_has_to_be_settled_before_a_date_is_in_danger() -> None:
    book = adopted()
    start(book, "data")
    late = later(book, 3)
    spend(late, 31)
    assert status(late).plans[0].on_time is None  # what is advised is as if it were left
    next_(late)
    assert "alarm-rung" not in kinds(late)


def since(book: Book, day: str) -> SinceThen:
    found = front.ship(lambda: book, book.now, since=day, as_said=True).slip
    assert found is not None
    return found


def test_what_changed_a_date_sums_up() -> None:
    book = slipped()
    adopt(book, PLAN.replace("2026-12-04", "2026-12-11"))
    told = since(book, "adoption")
    changes = told.by_work + told.by_time + told.by_plan + told.by_record
    assert told.current_prob - told.then_prob == pytest.approx(changes)
    assert told.by_time < 0.0 < told.by_plan
    assert told.by_record == pytest.approx(0.0, abs=1e-9)
    idle = since(later(adopted(), 14), "2026-11-09")
    assert (idle.by_work, idle.by_plan) == (0.0, 0.0)
    assert idle.by_time < 0.0


def test_looking_back_is_about_an_adopted_plan_from_its_adoption_on() -> None:
    book = adopted()
    with pytest.raises(ArgumentsError, match="leave PLAN out"):
        front.ship(lambda: book, NOW, PLAN.encode(), since="adoption")
    with pytest.raises(UsageError, match="from the adoption on"):
        since(later(book, 3), "2026-10-01")
