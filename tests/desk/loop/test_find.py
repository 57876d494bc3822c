import pytest

from acumen.desk.elicitation.predict import predict
from acumen.desk.elicitation.resolve import resolve
from acumen.desk.loop.find import find
from acumen.errors import UsageError
from tests.desk.elicitation.books import new_book


def test_all_words_have_to_be_there_whatever_their_case_and_the_kind() -> None:
    book = new_book()
    predict(book, "The nightly job ends", "70%")
    predict(book, "The daily job ends", "60%")
    resolve(book, "nightly", "yes")
    assert [one.kind for one in find(book, "NIGHTLY job").entries] == [
        "question-asked",
        "forecast-made",
        "question-resolved",
    ]
    assert [one.kind for one in find(book, "job", kind="question-asked").entries] == ["question-asked"] * 2
    assert not find(book, "nightly daily").entries
    assert "Nothing that was written down has all of: nightly daily" in str(find(book, "nightly daily"))


def test_the_last_are_shown_and_the_others_counted() -> None:
    book = new_book()
    for number in range(3):
        predict(book, f"claim {number}", "70%")
    found = find(book, "asked", n=2)
    assert [one.text for one in found.entries] == ["asked: claim 1", "asked: claim 2"]
    assert found.n_more == 1
    assert "… 1 earlier (-n 3 shows all)" in str(found)


def test_what_others_said_is_not_looked_in_before_one_has_spoken() -> None:
    book = new_book()
    predict(book, "It works", "73%", person="Ada")
    assert find(book, "works").entries
    assert not find(book, "73").entries
    predict(book, "It works", "50%")
    assert find(book, "73").entries


def test_an_id_is_found_by_its_beginning_and_a_wrong_kind_is_told_those_that_are_there() -> None:
    book = new_book()
    question = predict(book, "It works", "70%").shown.question
    assert question in {one.id for one in find(book, question[:6]).entries}
    with pytest.raises(UsageError, match="found 'steps'") as told:
        find(book, "works", kind="steps")
    assert told.value.hint == "there are forecast-made, question-asked"
    with pytest.raises(UsageError, match="words to look for"):
        find(book, " . ")
    with pytest.raises(UsageError, match="n to be a whole number of 1 or more"):
        find(book, "works", n=0)
