from collections import Counter

import pytest

from acumen.desk.book import Book
from acumen.desk.elicitation.people import call_me
from acumen.desk.elicitation.predict import predict
from acumen.desk.elicitation.question_list import list_questions
from acumen.desk.ledgers.settings import set_
from acumen.desk.loop.undo import undo
from acumen.history.elicited import OpenedFact
from acumen.history.hidden import Hiding
from tests.desk.elicitation.blind_histories import run
from tests.desk.elicitation.books import later, new_book

N_HISTORIES = 24


def test_no_history_shows_what_is_hidden_or_takes_what_was_seen_for_unseen() -> None:
    assert run(range(N_HISTORIES), every=3) == Counter()


def test_the_oracle_notices_a_ledger_that_hides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OpenedFact, "to", lambda _, __, ___=None: True)
    assert run(range(3), every=7)["shown"]


def test_the_oracle_notices_a_log_that_hides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Hiding, "hides", lambda _, __: False)
    assert run(range(3), every=7)["shown"]


@pytest.mark.parametrize("way", ["people --me", "set person", "another name"])
def test_what_was_seen_under_a_name_stays_seen_after_the_name_was_taken_back(way: str) -> None:
    book = new_book()
    predict(book, "It hails", "40%", person="Ada")
    predict(book, "It hails", "61%", person="Bo")
    _ = call_me(later(book, 1), "Ada") if way == "people --me" else set_(later(book, 1), "person", "Ada")
    _ = set_(later(book, 2), "person", "Cy") if way == "another name" else undo(later(book, 2))
    (question,) = list_questions(later(book, 3)).questions
    assert [one.chance for one in question.forecasts] == [0.4, 0.61]
    assert not is_blind(later(book, 3))


def test_what_somebody_says_after_one_stood_under_their_name_opens_nothing() -> None:
    book = new_book()
    call_me(book, "Ada")
    undo(later(book, 1))
    predict(later(book, 2), "It hails", "40%", person="Ada")
    predict(later(book, 2), "It hails", "61%", person="Bo")
    (question,) = list_questions(later(book, 3)).questions
    assert question.forecasts == ()
    assert is_blind(later(book, 3))


def is_blind(book: Book) -> bool | None:
    told = predict(book, "It hails", "50%")
    return next(one.is_blind for one in told.shown.forecasts if one.forecast == told.forecast)
