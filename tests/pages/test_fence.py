"""What a notebook shows of an answer is the text of the terminal."""

from datetime import UTC, datetime

import pytest

import acumen
from acumen.pages.fence import fence
from tests.desk.calibration.records import TWO_WAYS, adopt, evenly, settled_forecasts
from tests.desk.loop.books import TEXT, new_book


def test_a_notebook_shows_the_text_of_what_follows_from_a_plan() -> None:
    plan = acumen.read_plan(TEXT)
    for found in (
        acumen.tree(plan),
        acumen.simulate(plan, runs=100),
        acumen.why(plan),
        acumen.compare(plan, drops=["real"]),
    ):
        assert found._repr_markdown_() == fence(str(found))


def test_a_notebook_shows_the_verbs_of_the_loop_as_markdown() -> None:
    book = new_book(TEXT)
    for found in (acumen.start(book), acumen.status(book), acumen.log(book), acumen.undo(book)):
        assert "```" not in found._repr_markdown_()
    for asked in (
        acumen.predict(book, "It rains", "70%"),
        acumen.due(book),
        acumen.list_questions(book),
        acumen.people(book),
    ):
        assert "```" not in asked._repr_markdown_()


def test_the_advice_in_a_notebook_says_what_the_record_has_made_of_it() -> None:
    book = settled_forecasts(evenly(60, 30))
    adopt(book, TWO_WAYS)
    shown = acumen.next_(book)._repr_markdown_()
    assert shown.startswith("**Next: `other`**")
    assert "Your record changes the advice: as said it would be risky." in shown
    assert "record" not in acumen.next_(book, as_said=True)._repr_markdown_()


@pytest.mark.parametrize(("text", "marks"), [("a", "```"), ("a ``` b", "````"), ("`````", "``````")])
def test_no_text_ends_its_own_block(text: str, marks: str) -> None:
    assert fence(text) == f"{marks}text\n{text}\n{marks}\n"


def test_an_open_ledger_says_where_it_is_and_what_time_it_is() -> None:
    book = acumen.open_book(None, now=datetime(2027, 2, 1, 9, tzinfo=UTC))
    assert repr(book) == "<Book memory: 0 records, now 2027-02-01T09:00:00+00:00>"
