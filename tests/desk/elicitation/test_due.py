"""What is due comes by date, whatever the ids and whatever the order of asking."""

import pytest

from acumen.desk.elicitation.predict import predict
from acumen.desk.loop.due_dates import due
from tests.desk.elicitation.books import later, new_book

DAYS = (9, 2, 12, 4, 7, 1, 11, 3, 8, 6, 13, 5)


@pytest.mark.parametrize("days_on", [0, 30])
def test_open_questions_come_by_date_before_and_after_it(days_on: int) -> None:
    book = new_book()
    for days in DAYS:
        predict(book, f"On day {days}", "60%", by=f"{days}d")
    found = due(later(book, days_on), within_days=20)
    shown = found.past if days_on else found.near
    assert [question.claim for question in shown] == [f"On day {days}" for days in sorted(DAYS)]
    assert sorted(question.question for question in shown) != [question.question for question in shown], (
        "ids would sort alike"
    )
