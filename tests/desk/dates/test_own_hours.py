"""Hours set once for all plans date a plan that says only its day; a day that has passed is said before all else."""

from datetime import UTC, datetime, timedelta

import pytest

from acumen.desk.book import Book, open_book
from acumen.desk.front import plans as front
from acumen.desk.ledgers.settings import set_, settings
from acumen.desk.loop.adopt import adopt
from acumen.desk.loop.next import next_
from acumen.desk.loop.spend import spend
from acumen.desk.loop.start import start
from acumen.desk.loop.status import status
from acumen.desk.loop.undo import undo
from acumen.errors import UsageError

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)  # a Monday
PLAN = """plan: paper
worth: 100
ship: 2026-11-13
goal:
  any:
    - {step: quick, chance: 30%, hours: 2 to 8}
    - {step: rig, chance: 40%, hours: 12}
"""


def new_book(text: str = PLAN, **own: str) -> Book:
    book = open_book(None, now=NOW)
    for key, value in own.items():
        set_(book, key, value)
    adopt(book, text)
    return book


def hours_until(book: Book) -> float | None:
    dated = next_(book).answer.dated
    return None if dated is None else dated.hours_until


@pytest.mark.parametrize(
    ("own", "hours"),
    [
        ({}, None),
        ({"days": "mon to fri"}, None),
        ({"hours": "20 per week"}, 40.0),
        ({"hours": "1 d per week"}, 16.0),
        ({"hours": "20 per week", "days": "mon, tue"}, 40.0),
        ({"hours": "20 per week", "off": "2026-11-04, 2026-11-12 to 2027-01-02"}, 28.0),
    ],
)
def test_own_hours_date_a_plan_that_says_none(own: dict[str, str], hours: float | None) -> None:
    book = new_book(**own)
    assert hours_until(book) == (None if hours is None else pytest.approx(hours))
    assert ("those count that you set for all plans" in " ".join(str(next_(book)).split())) is (hours is not None)
    assert (status(book).plans[0].on_time is not None) is (hours is not None)


def test_what_the_plan_says_of_hours_goes_before_ones_own() -> None:
    text = PLAN.replace("ship:", "hours: 10 per week\nship:")
    assert hours_until(new_book(text, hours="20 per week", off="2026-11-04")) == 20.0
    assert hours_until(new_book(PLAN.replace("ship: 2026-11-13\n", ""), hours="20 per week")) is None


def test_own_hours_count_for_a_file_too_and_no_longer_once_undone() -> None:
    book = open_book(None, now=NOW)
    set_(book, "hours", "20 per week")
    assert front.ship(lambda: book, NOW, PLAN.encode(), runs=100).hours_until == 40.0
    undo(book)
    with pytest.raises(UsageError, match="with `hours`"):
        front.ship(lambda: book, NOW, PLAN.encode(), runs=100)


@pytest.mark.parametrize(
    ("key", "text"), [("hours", "20"), ("hours", "500 per week"), ("days", "someday"), ("off", "x")]
)
def test_a_setting_that_can_not_be_read_says_how_it_is_written_and_changes_nothing(key: str, text: str) -> None:
    book = open_book(None, now=NOW)
    with pytest.raises(UsageError, match=f"for {key}, found") as caught:
        set_(book, key, text)
    assert f"acumen ledger set {key} '" in (caught.value.hint or "")
    assert settings(book)[key] is None


def test_a_day_that_has_passed_is_said_first() -> None:
    book = new_book(hours="20 per week")
    after = Book(book.ledger, now=NOW + timedelta(days=12))
    opened = lambda: after  # noqa: E731
    told = [str(next_(after)), str(status(after)).partition("\n")[2]]
    told += [str(ask(opened, after.now)) for ask in (front.why, front.tree, front.probes)]
    told += [str(front.simulate(opened, after.now, runs=50))]
    for text in told:
        assert "due" in text.splitlines()[0]
        assert "2026-11-13" in text.splitlines()[0]
    still_paid = new_book(PLAN.replace("ship:", "late: 5 per week\nship:"), hours="20 per week")
    assert status(Book(still_paid.ledger, now=after.now)).plans[0].passed is None


def test_what_is_overdue_is_said_before_the_date_that_hangs_on_it() -> None:
    book = new_book(hours="20 per week")
    assert front.ship(lambda: book, NOW, runs=100).overdue_steps == ()
    start(book, "quick")
    spend(book, 11.0, "quick")
    told = front.ship(lambda: book, NOW, runs=100)
    assert told.overdue_steps == ("quick",)
    assert str(told).splitlines()[:2] == [
        "quick is overdue: say how much remains, or leave it",
        "  acumen next --plan paper asks. What follows is as if it were left.",
    ]
