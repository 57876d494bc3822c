import json

import pytest

from acumen.desk.loop.adopt import adopt
from acumen.desk.loop.done import done
from acumen.desk.loop.start import start
from acumen.desk.loop.status import status
from acumen.desk.loop.stop import stop
from acumen.desk.loop.undo import undo
from acumen.results.modes import Mode
from tests.desk.loop.books import later, new_book
from tests.desk.plan_texts import plan_text

RISKY = plan_text(["all", (0.4, 2), (0.9, 30), (1.0, 8)], worth=400)  # a, then b, then c


def test_status_says_a_mode_from_where_the_plan_stands_and_none_once_it_rests_or_is_over() -> None:
    book = new_book()
    adopt(book, RISKY)

    def mode() -> Mode | None:
        return status(book).plans[0].mode

    first = mode()
    assert first is not None
    assert (first.name, first.put_off) == ("de-risking", ("c",))
    assert "De-risking: 1 step holds 93.8 % of the doubt: a." in str(status(book))
    assert "Put off, as it can't fail: c." in str(status(book))
    stop(book, how="park")
    assert mode() is None
    undo(book)
    start(book, "a")
    book = later(book, 1)
    done(book, "succeeded", "a", hours=3.0)
    second = mode()
    assert second is not None
    assert second.name == "executing"
    assert second.hours_in_all == pytest.approx(3 + 30 + 0.9 * 8, abs=0.1)  # a little less: the record has one success
    assert "Executing: what is left is hours: 37.2 of 40.2 h; a doubt of " in str(status(book))
    assert json.loads(status(book).to_json())["plans"][0]["mode"]["name"] == "executing"
    start(book, "b")
    done(later(book, 1), "failed", "b", hours=30.0)
    assert mode() is None


def test_much_doubt_that_shows_late_is_said_with_the_hours_after_which_it_does() -> None:
    book = new_book()
    adopt(
        book,
        plan_text(["all", (0.99, 20), ["any", (0.2, 3, {"needs": ["a"]}), (0.25, 7, {"needs": ["a"]})]], worth=900),
    )
    said = " ".join(str(status(book)).split())
    assert "Executing: failure is not likely to show soon, though likely in all (60.4 %)." in said
    assert "1 step holds 98.3 % of that doubt: c; it shows after 30 h on average." in said
