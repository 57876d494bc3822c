"""Days of plans that are due, as a list, in a calendar, and as a Gantt chart."""

from datetime import UTC, date, datetime, timedelta

from acumen.desk.book import Book, open_book
from acumen.desk.dates.ship import ship
from acumen.desk.ledgers.tables_out import write_calendar
from acumen.desk.loop.adopt import adopt
from acumen.desk.loop.due_dates import due
from acumen.views.registry import show

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)  # a Monday
PLAN = """plan: paper
worth: 300
ship: 2026-12-04
hours: 20 per week
off: [2026-11-16 to 2026-11-17]
goal:
  all:
    - {step: data, chance: 95%, hours: 8 to 16}
    - {step: text, chance: 100%, hours: 30 to 70, needs: [data]}
    - {step: extra, chance: 80%, hours: 4 to 12, cut: 40}
"""


def adopted(text: str = PLAN) -> Book:
    book = open_book(None, now=NOW)
    adopt(book, text)
    return book


def test_the_day_it_ships_and_the_days_by_which_something_has_to_be_decided_are_due_in_order() -> None:
    found = due(adopted(), within_days=60).dates
    assert [one.day for one in found] == sorted(one.day for one in found)
    by_kind = {(one.kind, one.what): one.day for one in found}
    assert by_kind["ship", None] == date(2026, 12, 4)
    assert NOW.date() < by_kind["begin", "data"] < by_kind["ship", None]
    assert ("worked", "text") not in by_kind  # it comes last
    assert ("worked", "data") not in by_kind  # begun only after that day it would still be likelier met than missed
    book = adopted()
    later = due(Book(book.ledger, now=NOW + timedelta(days=2)), within_days=60).dates
    moved = next(one.day for one in later if one.kind == "begin") - by_kind["begin", "data"]
    assert abs(moved) <= timedelta(days=1)  # it is a day of the plan, and does not move with today
    assert by_kind["part", "extra"] <= by_kind["ship", None]
    assert ("worked", "extra") not in by_kind  # it may be missing
    assert all(one.on_time is not None for one in found)


def test_only_what_is_near_is_listed_and_a_day_that_has_passed_stands_first() -> None:
    book = adopted()
    assert all(one.day <= NOW.date() + timedelta(days=3) for one in due(book, within_days=3).dates)
    late = Book(book.ledger, now=NOW + timedelta(days=40))
    assert "2026-12-04 paper: was due, 8 days ago" in str(due(late))
    assert due(adopted("plan: p\nworth: 9\ngoal: {step: a, chance: 50%, hours: 2}\n")).dates == ()


def events(book: Book) -> dict[str, str]:
    text = b"".join(write_calendar(book)).decode().replace("\r\n ", "")
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    found = {}
    for part in text.split("BEGIN:VEVENT\r\n")[1:]:
        lines = dict(line.split(":", 1) for line in part.partition("END:VEVENT")[0].splitlines())
        assert {"UID", "DTSTAMP", "SUMMARY"} <= lines.keys()
        found[lines["UID"]] = lines["DTSTART;VALUE=DATE"] + " " + lines["SUMMARY"]
    assert len(found) == text.count("BEGIN:VEVENT")
    return found


def test_a_calendar_has_each_day_once_and_moves_it_when_it_moves() -> None:
    book = adopted()
    before = events(book)
    assert "20261204 paper: ships" in before.values()
    assert any("begin data" in summary for summary in before.values())
    adopt(book, PLAN.replace("2026-12-04", "2026-12-11"))
    after = events(book)
    assert after.keys() == before.keys()
    assert "20261211 paper: ships" in after.values()


def test_a_gantt_chart_has_every_step_that_is_likely_tried_and_the_day() -> None:
    told = ship(PLAN, today=NOW.date(), runs=500)
    lines = show(told, "mermaid").splitlines()
    assert lines[0] == "gantt"
    assert "  excludes 2026-11-16, 2026-11-17" in lines
    assert lines[-1] == "  ships :milestone, ship, 2026-12-04, 0d"
    assert [
        line.split()[0] for line in lines if ", 2026" in line and "ships" not in line and "excludes" not in line
    ] == [one.step for one in told.schedule]
    assert sum("crit" in line for line in lines) == 1
    assert all(told.today <= one.begin_day <= one.end_day <= told.ship for one in told.schedule)
