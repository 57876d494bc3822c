import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from acumen.desk.book import Book
from acumen.desk.elicitation.people import call_me, people
from acumen.desk.elicitation.predict import predict
from acumen.desk.elicitation.question_list import list_questions
from acumen.desk.elicitation.resolve import resolve
from acumen.desk.ledgers.redact import redact
from acumen.desk.loop.due_dates import due
from acumen.errors import UsageError
from acumen.records import Correction, Record
from tests.desk.elicitation.books import NOW, later, new_book

CLAIM = "The checker passes"


def test_a_claim_is_asked_and_forecast_in_one_go() -> None:
    book = new_book()
    told = predict(book, f" {CLAIM} ", "70%", by="2w", domain="tooling", resolution="CI is green", why="it did before")
    assert told.is_new
    assert book.ledger.head().position == 3, "and what ties the two together"
    assert told.shown.claim == CLAIM
    assert told.shown.due_at == datetime(2027, 2, 15, 23, 59, 59, tzinfo=UTC)
    (made,) = told.shown.mine
    assert (made.forecast, made.chance, made.reason, made.said_at) == (told.forecast, 0.7, "it did before", NOW)
    plain = json.loads(told.to_json())
    assert (plain["question"], plain["forecast"]) == (told.question, told.forecast)


def test_a_further_forecast_goes_to_the_question_whose_id_is_begun() -> None:
    book = new_book()
    first = predict(book, CLAIM, "70%")
    again = predict(later(book, 1), first.shown.short, "60%")
    assert (again.question, again.is_new) == (first.question, False)
    assert [one.chance for one in again.shown.mine] == [0.6]
    assert [one.is_superseded for one in again.shown.forecasts] == [True, False]
    by_forecast = predict(later(book, 2), first.forecast[:8], "50%")
    assert by_forecast.question == first.question, "the id of a forecast will do"


@pytest.mark.parametrize("claim", [CLAIM, "  the CHECKER passes. "])
def test_the_same_claim_asked_twice_is_asked_once(claim: str) -> None:
    book = new_book()
    first = predict(book, CLAIM, "70%", by="2w", domain="tooling")
    again = predict(book, claim, "60%")
    assert again.question == first.question
    assert "asked already" in again.notes[0]
    assert predict(book, claim, "60%", by="2w").question == first.question
    assert predict(book, claim, "60%", by="3w").question != first.question, "by another date it is another question"


def test_a_claim_that_was_settled_may_be_asked_anew() -> None:
    book = new_book()
    first = predict(book, CLAIM, "70%")
    resolve(later(book, 1), CLAIM, "yes")
    assert predict(later(book, 2), CLAIM, "70%").question != first.question


def test_what_is_known_is_forecast_no_more() -> None:
    book = new_book()
    told = predict(book, CLAIM, "70%")
    resolve(later(book, 1), CLAIM, "yes")
    position = book.ledger.head().position
    with pytest.raises(UsageError, match="settled on 2027-02-02") as raised:
        predict(later(book, 2), told.shown.short, "100%")
    assert "undo" in raised.value.hint
    assert book.ledger.head().position == position
    said_then = predict(later(book, 2), told.shown.short, "40%", on="2027-02-01T10:00")
    assert [one.is_proven for one in said_then.shown.mine] == [False], (
        "what was said in time may be told later, as a claim"
    )


def test_a_forecast_after_the_date_is_taken_with_a_word() -> None:
    book = new_book()
    told = predict(book, CLAIM, "70%", by="1d")
    assert "date has passed" in predict(later(book, 5), told.shown.short, "60%").notes[0]


@pytest.mark.parametrize("given", [{"by": "2w"}, {"domain": "x"}, {"resolution": "x"}, {"unit": "h"}])
def test_what_belongs_to_the_question_is_not_said_again_with_a_forecast(given: dict[str, str]) -> None:
    book = new_book()
    told = predict(book, CLAIM, "70%")
    with pytest.raises(UsageError, match=f"no --{next(iter(given))}"):
        predict(book, told.shown.short, "60%", **given)  # type: ignore[arg-type]  # names of options


def test_a_forecast_has_the_form_of_its_question() -> None:
    book = new_book()
    told = predict(book, CLAIM, "70%")
    with pytest.raises(UsageError, match="expected a chance, as `70%`"):
        predict(book, told.shown.short, "4 to 12")
    with pytest.raises(UsageError, match="expected a chance, as `70%`"):
        predict(book, CLAIM, "4 to 12")


def test_chances_of_choices_are_put_in_the_order_of_the_question() -> None:
    book = new_book()
    told = predict(book, "Who wins", "red=20%, blue=80%")
    again = predict(book, told.shown.short, "Blue=70%, red=30%")
    assert again.shown.mine[0].chances == (0.3, 0.7)
    with pytest.raises(UsageError, match="a chance for each of red, blue"):
        predict(book, told.shown.short, "green=70%, red=30%")


@pytest.mark.parametrize("claim", ["", "   "])
def test_nothing_is_no_claim(claim: str) -> None:
    with pytest.raises(UsageError, match="expected a claim"):
        predict(new_book(), claim, "70%")


def test_what_looks_like_an_id_is_a_claim_where_no_question_has_it_and_that_is_said() -> None:
    told = predict(new_book(), "abcd1234", "70%")
    assert (told.is_new, told.shown.claim) == (True, "abcd1234")
    assert told.notes == ("Taken as a claim: no question has an id that begins with abcd1234.",)


def test_gut_and_considered_are_side_by_side() -> None:
    book = new_book()
    predict(book, CLAIM, "70%", manner="gut")
    told = predict(book, CLAIM, "60%", manner="considered")
    assert [(one.manner, one.chance) for one in told.shown.mine] == [("gut", 0.7), ("considered", 0.6)]
    assert "you, gut" in str(told)


# Settling.


def test_a_question_is_settled_by_words_of_its_claim_and_what_was_said_is_scored() -> None:
    book = new_book()
    predict(book, CLAIM, "70%")
    predict(book, CLAIM, "90%", person="Ada")
    told = resolve(later(book, 1), "checker", "no", source="the log")
    assert (told.shown.state, told.shown.outcome) == ("resolved", False)
    assert told.shown.known_at == NOW + timedelta(days=1)
    assert [round(one.brier, 12) for one in told.scores] == [0.49, 0.81]
    assert [round(one.log_loss, 4) for one in told.scores] == [1.204, 2.3026]
    assert "Ada" in str(told)


@pytest.mark.parametrize(
    ("says", "value", "outcome"),
    [
        ("70%", "Yes", True),
        ("70%", True, True),
        ("70%", "n", False),
        ("4 to 12", "13.5", 13.5),
        ("4 to 12", "13.5 h", 13.5),
        ("4 to 12", 13, 13.0),
        ("red=20%, blue=80%", "BLUE", "blue"),
        ("red=20%, blue=80%", "r", "red"),
        ("70%", "void", None),
    ],
)
def test_a_value_is_what_the_form_of_the_question_asks_for(says: str, value: str | float, outcome: object) -> None:
    book = new_book()
    predict(book, CLAIM, says, unit="h")
    told = resolve(book, CLAIM, value)
    assert told.shown.outcome == outcome
    assert told.shown.state == ("void" if outcome is None else "resolved")


@pytest.mark.parametrize(
    ("says", "value"),
    [
        ("70%", "perhaps"),
        ("70%", "13"),
        ("4 to 12", "yes"),
        ("4 to 12", "nan"),
        ("red=20%, rose=80%", "r"),
        ("a=1%,b=99%", ""),
    ],
)
def test_another_value_is_refused(says: str, value: str) -> None:
    book = new_book()
    predict(book, CLAIM, says)
    with pytest.raises(UsageError, match="expected"):
        resolve(book, CLAIM, value)


def test_settling_twice_is_settling_once_and_otherwise_is_refused() -> None:
    book = new_book()
    predict(book, CLAIM, "70%")
    first = resolve(book, CLAIM, "yes")
    position = book.ledger.head().position
    again = resolve(later(book, 1), CLAIM, "yes")
    assert (again.is_new, again.resolution) == (False, first.resolution)
    with pytest.raises(UsageError, match="settled as something else") as raised:
        resolve(book, CLAIM, "no")
    assert f"acumen undo {first.resolution[:4]}" in raised.value.hint
    assert book.ledger.head().position == position
    book.write(Correction(corrects=first.resolution))
    assert resolve(book, CLAIM, "no").shown.outcome is False


def test_an_outcome_known_before_something_was_said_leaves_it_out() -> None:
    book = new_book()
    predict(book, CLAIM, "70%")
    told = resolve(later(book, 1), CLAIM, "yes", on="2027-01-20")
    assert not told.scores
    assert "after it was known" in told.notes[0]


def test_words_that_fit_several_questions_or_none_are_refused_with_a_list() -> None:
    book = new_book()
    first, second = predict(book, "It rains in Brno", "70%"), predict(book, "It rains in Oslo", "70%")
    with pytest.raises(UsageError, match="2 questions are meant") as raised:
        resolve(book, "rains", "yes")
    assert first.shown.short in raised.value.hint
    assert second.shown.short in raised.value.hint
    with pytest.raises(UsageError, match="expected the id of a question or words of its claim"):
        resolve(book, "snows", "yes")
    with pytest.raises(UsageError, match="expected the id"):
        resolve(book, "", "yes")
    resolve(book, "rains in brno", "yes")
    assert resolve(book, "rains", "no").question == second.question, "open ones first"


# What is due.


def test_due_tells_what_is_past_near_and_without_a_date() -> None:
    book = new_book()
    for claim, by in (("b", "3d"), ("a", "1d"), ("c", "14d"), ("d", "15d"), ("e", None)):
        predict(book, f"{claim} happens", "70%", by=by)
    predict(book, "f happens", "70%")
    resolve(book, "f happens", "yes")
    told = due(later(book, 4), within_days=10)
    assert [one.claim for one in told.past] == ["a happens", "b happens"]
    assert [one.claim for one in told.near] == ["c happens"]
    assert [one.claim for one in told.undated] == ["e happens"]
    assert told.n_later == 1
    text = str(told)
    assert "Past their date (2)" in text
    assert "1 more later" in text
    assert str(due(new_book())) == "Nothing is due within 14 days."


def test_the_list_can_be_searched() -> None:
    book = new_book()
    told = predict(book, "It rains in Brno", "70%", domain="weather")
    predict(book, "It snows in Oslo", "70%", domain="weather")
    predict(book, "It compiles in Oslo", "70%", domain="tooling")
    resolve(book, "snows", "no")

    def claims(**wanted: str) -> list[str | None]:
        return [one.claim for one in list_questions(book, **wanted).questions]  # type: ignore[arg-type]  # literals

    assert len(claims()) == 2
    assert claims(state="resolved") == ["It snows in Oslo"]
    assert len(claims(state="all")) == 3
    assert claims(search="OSLO in", state="all", domain="weather") == ["It snows in Oslo"]
    assert claims(search=told.question[:6]) == ["It rains in Brno"]
    assert claims(search="nothing") == []
    assert "None of 3 questions" in str(list_questions(book, search="nothing"))
    assert "Nothing was asked yet" in str(list_questions(new_book()))


# Several people.


def test_what_others_said_of_an_open_question_is_hidden_until_ones_own_is_in() -> None:
    book = new_book()
    theirs = predict(book, CLAIM, "91%", person="Ada", why="seen the code")
    short = theirs.shown.short
    for told in (due(book), list_questions(book), list_questions(book, search=CLAIM)):
        for text in (str(told), told.to_json()):
            assert not {"91", "0.91", "seen the code"} & set(text.replace("%", " ").split())
            assert "0.91" not in text
            assert "seen the code" not in text
            assert theirs.forecast not in text
    (hidden,) = list_questions(book).questions
    assert (hidden.forecasts, hidden.n_hidden) == ((), 1)
    mine = predict(book, short, "40%")
    assert {one.chance for one in mine.shown.forecasts} == {0.91, 0.4}
    assert "91 %" in str(mine)
    assert "seen the code" in list_questions(book).to_json()


def test_the_same_name_is_the_same_person_and_written_once() -> None:
    book = new_book()
    predict(book, CLAIM, "91%", person="Ada Lovelace")
    position = book.ledger.head().position
    predict(book, CLAIM, "81%", person=" ada  lovelace")
    assert book.ledger.head().position == position + 1
    assert [(one.name, one.is_me, one.n_forecasts) for one in people(book).people] == [
        (None, True, 0),
        ("Ada Lovelace", False, 2),
    ]
    assert "Ada Lovelace" in str(people(book))


def test_a_name_can_be_ones_own() -> None:
    book = new_book()
    predict(book, CLAIM, "91%", person="Ada")
    told = call_me(book, "ada")
    assert [(one.name, one.is_me, one.n_forecasts) for one in told.people] == [("Ada", True, 1)]
    position = book.ledger.head().position
    call_me(book, "Ada")
    assert book.ledger.head().position == position, "saying it twice is saying it once"
    assert predict(book, CLAIM, "50%", person="Ada").shown.n_hidden == 0
    with pytest.raises(UsageError):
        call_me(book, " ")


def test_eyes_of_somebody_unknown_are_refused() -> None:
    with pytest.raises(UsageError, match="somebody known"):
        due(new_book(), person="Ada")
    with pytest.raises(UsageError, match="expected a name"):
        predict(new_book(), CLAIM, "50%", person=" ")


def test_people_counts_void_questions_neither_as_open_nor_as_settled() -> None:
    book = new_book()
    predict(book, "a is", "70%")
    predict(book, "b is", "70%")
    predict(book, "c is", "70%")
    resolve(book, "a is", "void")
    resolve(book, "b is", "yes")
    (me,) = people(book).people
    assert (me.n_forecasts, me.n_open, me.n_settled) == (3, 1, 1)


# Words that are gone, and others who write.


def test_redacted_words_are_gone_and_the_figures_still_count() -> None:
    book = new_book()
    told = predict(book, "A secret thing works", "70%", person="Ada Lovelace")
    redact(book, told.question, why="secret")
    named = next(kept for kept in book.ledger.read() if kept.sealed.open_envelope().kind == "person-named")
    redact(book, named.sealed.open_envelope().id, why="asked to")
    settled = resolve(book, told.shown.short, "yes")
    assert [round(one.brier, 12) for one in settled.scores] == [0.09]
    text = str(settled) + settled.to_json() + str(list_questions(book, state="all")) + str(people(book))
    assert "secret" not in text
    assert "Ada" not in text
    assert "(words redacted)" in text
    assert "somebody" in text


class Overtaken(Book):
    """A book into whose ledger somebody else writes just before the first thing that is written here."""

    def __init__(self, book: Book, other: Callable[[Book], object]) -> None:
        super().__init__(book.ledger, now=book.now)
        self._others = [other]

    def write(self, *records: Record, **options: Any) -> tuple[str, ...]:  # noqa: ANN401 -- as they are
        while self._others:
            self._others.pop()(Book(self.ledger, now=self.now))
        return super().write(*records, **options)


def test_a_claim_that_somebody_asks_at_the_same_moment_is_asked_once() -> None:
    book = new_book()
    told = predict(Overtaken(book, lambda other: predict(other, CLAIM, "50%", person="Ada")), CLAIM, "70%")
    assert not told.is_new
    assert len(list_questions(book).questions) == 1
    assert [one.chance for one in told.shown.others] == [0.5]


def test_a_question_that_somebody_settles_at_the_same_moment_is_settled_once() -> None:
    book = new_book()
    predict(book, CLAIM, "70%")
    with pytest.raises(UsageError, match="settled as something else"):
        resolve(Overtaken(book, lambda other: resolve(other, CLAIM, "no")), CLAIM, "yes")
    again = resolve(Overtaken(book, lambda other: predict(other, "something else", "1%")), CLAIM, "no")
    assert not again.is_new
