"""Which advice is kept."""

import pytest

from acumen.desk.loop.adopt import adopt
from acumen.desk.loop.next import next_
from acumen.desk.loop.spend import spend
from acumen.desk.loop.start import start
from tests.desk.loop.books import WAYS, later, new_book


@pytest.mark.parametrize(
    ("step", "hours", "is_kept"), [("commit", 6.0, True), ("quick", 6.0, True), ("quick", 8.0, False)]
)
def test_advice_is_kept_beside_a_spent_commitment_and_not_while_open_ended_work_is_overdue(
    step: str,
    hours: float,
    is_kept: bool,  # noqa: FBT001
) -> None:
    book = new_book(WAYS)
    start(book, step)
    spend(later(book), hours)
    adopt(later(book), WAYS.replace("worth: 100", "worth: 90"))  # other advice, as it is for another worth
    assert (next_(later(book)).noted is not None) is is_kept
