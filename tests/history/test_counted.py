import pytest
from hypothesis import given

from acumen.history import count_forecasts, count_questions
from acumen.records import ForecastMade, PersonNamed, QuestionAsked, QuestionResolved, Sealed
from tests.history.asking import ME, ask, at, read, say, settle, undo, write
from tests.history.test_resolution import some_records

DAY_0 = at(0).timestamp() / 86_400


def test_a_forecast_is_one_row_with_what_a_fit_needs() -> None:
    rows = count_forecasts(
        read([ask(due=9, domain="tooling"), say("f1", 0.7, 1), say("f2", 0.4, 1.5), settle("r", 4, yes=False)])
    )
    assert [row.made.id for row in rows] == ["f1", "f2"]
    assert {row.question.id for row in rows} == {"q"}
    assert [row.made.chance for row in rows] == [0.7, 0.4]
    assert [row.outcome for row in rows] == [0.0, 0.0]
    assert {row.made.person for row in rows} == {ME}
    assert {row.question.domain for row in rows} == {"tooling"}
    assert [row.said_days for row in rows] == [DAY_0 + 1, DAY_0 + 1.5]
    assert [row.known_days for row in rows] == [DAY_0 + 4, DAY_0 + 4]
    assert [row.horizon_days for row in rows] == [8.0, 7.5]
    assert [row.weight for row in rows] == [0.5, 0.5]
    assert [row.made.is_superseded for row in rows] == [True, False]
    assert [row.made.is_proven for row in rows] == [True, True]


def test_without_a_due_date_the_horizon_goes_to_when_it_was_known() -> None:
    (row,) = count_forecasts(read([ask(), say("f", 0.7, 1), settle("r", 4)]))
    assert row.horizon_days == 3.0


def test_what_is_open_void_or_said_late_has_no_row_unless_open_ones_are_asked_for() -> None:
    void = write("rv", QuestionResolved(question="v", is_void=True), 4)
    records = [ask("o"), say("f1", 0.7, 1, question="o"), ask("v"), say("f2", 0.7, 1, question="v"), void]
    records += [ask("q"), settle("r", 4), say("f3", 0.7, 5)]
    assert count_forecasts(read(records)) == ()
    (still,) = count_forecasts(read(records), is_settled=False)
    assert (still.made.id, still.outcome, still.known_days, still.horizon_days) == ("f1", None, None, None)


def test_a_forecast_withdrawn_too_late_has_its_row() -> None:
    assert len(count_forecasts(read([ask(), say("f", 0.7, 1), settle("r", 2), undo("c", "f", 3)]))) == 1


@pytest.fixture
def all_forms() -> list[Sealed]:
    return [
        ask("y"),
        say("fy", 0.7, 1, question="y"),
        settle("ry", 2, question="y"),
        write("n", QuestionAsked(form="number"), 0),
        write("fn", ForecastMade(question="n", quantiles=((0.05, 1.0), (0.95, 9.0))), 1),
        write("rn", QuestionResolved(question="n", number=-3.5), 2),
        write("c", QuestionAsked(form="choice", choices=("a", "b")), 0),
        write("fc", ForecastMade(question="c", chances=(0.25, 0.75)), 1),
        write("rc", QuestionResolved(question="c", choice=1), 2),
    ]


def test_of_each_form_the_outcome_is_a_figure(all_forms: list[Sealed]) -> None:
    rows = count_forecasts(read(all_forms))
    assert [(row.question.form, row.outcome) for row in rows] == [("choice", 1.0), ("number", -3.5), ("yes-no", 1.0)]
    assert [row.outcome for row in count_forecasts(read(all_forms), form="number")] == [-3.5]


def test_what_several_people_said_last_stands_side_by_side() -> None:
    ada = write("p", PersonNamed(name="Ada"), 0)
    mine = [say("f1", 0.7, 1), say("f2", 0.6, 2)]
    gut = write("f0", ForecastMade(question="q", chance=0.1, manner="gut"), 2.5)
    (row,) = count_questions(read([ask(), ada, *mine, gut, say("f3", 0.2, 3, person="p"), settle("r", 4)]))
    assert [one.person for one in row.now] == [ME, "p"]
    assert [one.chance for one in row.now] == [0.6, 0.2], "considered before gut"
    assert (row.outcome, row.known_days) == (1.0, DAY_0 + 4)


def test_nobody_has_a_row_where_nothing_was_forecast() -> None:
    assert count_questions(read([ask(), settle("r", 2)])) == ()
    assert count_forecasts(read([])) == ()


@given(some_records())
def test_rows_are_ordered_and_the_weights_of_a_question_sum_to_one(records: list[Sealed]) -> None:
    rows = count_forecasts(read(records), is_settled=False)
    assert [row.said_days for row in rows] == sorted(row.said_days for row in rows)
    total: dict[str, float] = {}
    for row in rows:
        total[row.question.id] = total.get(row.question.id, 0.0) + row.weight
    assert all(abs(one - 1.0) < 1e-12 for one in total.values())
