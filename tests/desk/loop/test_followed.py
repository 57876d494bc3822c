"""A file that is asked about while the plan of its name is followed says what it does not count."""

from datetime import UTC, datetime, timedelta

from acumen.desk.book import Book, open_book
from acumen.desk.loop.adopt import adopt
from acumen.desk.loop.followed import note_followed
from acumen.desk.loop.start import start
from acumen.desk.loop.stop import stop
from acumen.desk.plans.read import read_plan

NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)
TEXT = "plan: two\nworth: 80\ngoal: {any: [{step: a, chance: 60%, hours: 2 to 6}, {step: b, chance: 50%, hours: 4}]}\n"


def test_the_file_of_a_followed_plan_says_so_once_it_differs_or_the_plan_has_been_begun() -> None:
    with open_book(None, now=NOW) as book:
        said, edited = read_plan(TEXT), read_plan(TEXT.replace("60%", "70%"))
        assert note_followed(book, said) == ()
        adopt(book, TEXT.encode())
        assert note_followed(book, said) == ()
        assert note_followed(book, read_plan(TEXT.replace("plan: two", "plan: other"))) == ()
        (differs,) = note_followed(book, edited)
        assert "something else" in differs
        start(book)
        (begun,) = note_followed(book, said)
        assert "`acumen next --plan two` goes on from there" in begun
        assert note_followed(book, edited) == (differs,)
        stop(book, "two")
        later = Book(book.ledger, now=NOW + timedelta(hours=1))
        assert note_followed(later, said) == note_followed(later, edited) == ()
