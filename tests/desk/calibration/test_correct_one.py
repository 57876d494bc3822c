import json

import pytest

from acumen.desk.calibration.correct_one import mean_chance, mean_hours
from acumen.desk.calibration.pooling import learn_people, pool_on_the_way
from acumen.desk.elicitation.predict import predict
from acumen.desk.elicitation.question_list import list_questions
from acumen.errors import UsageError
from acumen.history import CountedQuestion, count_questions
from acumen.records import ForecastMade, PersonNamed, QuestionAsked, QuestionResolved, Sealed
from acumen.views.earned import say_weight
from tests.desk.calibration.records import evenly, forecast, settled_forecasts
from tests.desk.calibration.rows import a_year, over_confident
from tests.desk.elicitation.books import new_book
from tests.history.asking import read, write


def test_a_chance_without_a_record_stands_as_it_is() -> None:
    told = mean_chance(new_book(), "80%")
    assert [told.prob, told.lower, told.upper] == pytest.approx([0.8] * 3)
    assert told.n == 0
    assert str(told) == "Said 80 %; taken as it stands.\n  The record is not applied yet: nothing has come out."


def test_a_chance_means_what_such_sayings_have_come_to() -> None:
    told = mean_chance(settled_forecasts(evenly(60, 30)), "80%", domain="ml")
    assert told.n == 60
    assert told.lower < 0.5 < told.prob < 0.58
    assert "(n = 60 in ml)" in " ".join(str(told).split())
    assert f"The record counts for {say_weight(told.weight)}: on 60 outcomes" in " ".join(str(told).split())
    borrowed = mean_chance(over_confident(), "80%", domain="writing")
    assert "borrowed from other kinds of work: n = 0 in writing, 60 in all" in " ".join(str(borrowed).split())
    assert json.loads(told.to_json())["weight"] == told.weight


def test_one_failed_99_percent_turns_nothing_over() -> None:
    book = settled_forecasts([False], chance=0.99, domain=None)
    probs = [json.loads(mean_chance(book, said).to_json())["prob"] for said in ("1%", "50%", "99%")]
    assert 0.015 < probs[0] < 0.02
    assert 0.49 < probs[1] < 0.51
    assert probs[2] == pytest.approx(0.97, abs=0.005)


def test_sixty_outcomes_settled_in_one_day_hardly_count() -> None:
    book = settled_forecasts([])
    for number, yes in enumerate(evenly(60, 30)):
        forecast(book, number / 100.0, yes, chance=0.8, domain="code")
    told = mean_chance(book, "80%", domain="code")
    assert told.n == 60
    assert told.weight == pytest.approx(0.2)
    assert 0.75 < told.prob < 0.8


def test_hours_without_a_record_stand_as_they_are_and_a_figure_is_given_a_width() -> None:
    told = mean_hours(new_book(), "4 to 12")
    assert (told.low_hours, told.high_hours) == (4.0, 12.0)
    figure = mean_hours(new_book(), "9")
    assert [figure.said_low_hours, figure.said_high_hours] == pytest.approx([3.0, 27.0])
    assert str(figure).startswith("Said 9 h, taken for 3 to 27 h")


@pytest.mark.parametrize("words", ["often", "1.5", "-3"])
def test_what_is_no_chance_is_refused(words: str) -> None:
    with pytest.raises(UsageError):
        mean_chance(new_book(), words)


@pytest.mark.parametrize("words", ["long", "0", "12 to 4"])
def test_what_are_no_hours_is_refused(words: str) -> None:
    with pytest.raises(UsageError):
        mean_hours(new_book(), words)


def test_the_pooled_forecast_is_shown_once_ones_own_is_in() -> None:
    book = a_year()
    told = predict(book, "the new one", "30%", person="Ben")
    question = told.shown.question
    assert list_questions(book, search=question).pooled is None
    predict(book, question, "50%", person="Ada")
    before = list_questions(book, search=question)
    assert before.pooled is None, "two others have spoken, and I have not"
    assert list_questions(book, search=question, person="Ben").pooled is not None
    assert "pooled" not in str(before)
    predict(book, question, "60%")
    shown = list_questions(book, search=question)
    assert shown.pooled is not None
    assert (shown.pooled.n_people, shown.pooled.n_settled) == (3, 120)
    assert "pooled, 3 people" in str(shown)
    assert list_questions(book).pooled == shown.pooled


def settled_questions(n: int, *, late: int = 0) -> tuple[CountedQuestion, ...]:
    """Two people; what is known of the last `late` questions is turned round."""
    records: list[Sealed] = [write("b", PersonNamed(name="Bo"), 0)]
    for k in range(n):
        records += [
            write(f"q{k}", QuestionAsked(form="yes-no"), k),
            write(f"f{k}", ForecastMade(question=f"q{k}", chance=0.8), k),
            write(f"g{k}", ForecastMade(question=f"q{k}", chance=0.9, person="b"), k + 0.1),
            write(f"r{k}", QuestionResolved(question=f"q{k}", yes=(k % 2 == 0) != (k >= n - late)), k + 0.5),
        ]
    return count_questions(read(records))


def test_the_pool_on_the_way_knows_only_what_was_known() -> None:
    first, second = (
        {row.question.id: prob for row, prob in pool_on_the_way(settled_questions(60, late=late))} for late in (0, 20)
    )
    assert [first[f"q{k}"] for k in range(41)] == [second[f"q{k}"] for k in range(41)]
    assert first["q59"] < 0.7 < first["q0"]


def test_a_pool_of_nothing_is_what_was_said() -> None:
    assert learn_people([]).correction.weight == 0.0
