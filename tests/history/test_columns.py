import msgspec
import pytest
from hypothesis import given

from acumen.history import ForecastColumns, forecast_columns, question_columns
from acumen.records import ForecastMade, PersonNamed, QuestionAsked, QuestionResolved, Sealed
from tests.history.asking import ME, ask, at, read, say, settle, undo, write
from tests.history.test_resolution import some_records

DAY_0 = at(0).timestamp() / 86_400


def test_a_forecast_is_one_row_with_what_a_fit_needs() -> None:
    columns = forecast_columns(
        read([ask(due=9, domain="tooling"), say("f1", 0.7, 1), say("f2", 0.4, 1.5), settle("r", 4, yes=False)])
    )
    assert columns.forecast == ("f1", "f2")
    assert columns.question == ("q", "q")
    assert columns.prob == (0.7, 0.4)
    assert columns.outcome == (0.0, 0.0)
    assert columns.person == (ME, ME)
    assert columns.domain == ("tooling", "tooling")
    assert columns.said_at == (DAY_0 + 1, DAY_0 + 1.5)
    assert columns.known_at == (DAY_0 + 4, DAY_0 + 4)
    assert columns.horizon_days == (8.0, 7.5)
    assert columns.weight == (0.5, 0.5)
    assert columns.is_superseded == (True, False)
    assert columns.is_proven == (True, True)
    assert columns.position == (2, 3)


def test_without_a_due_date_the_horizon_goes_to_when_it_was_known() -> None:
    assert forecast_columns(read([ask(), say("f", 0.7, 1), settle("r", 4)])).horizon_days == (3.0,)


def test_what_is_open_void_or_said_late_has_no_row_unless_open_ones_are_asked_for() -> None:
    void = write("rv", QuestionResolved(question="v", is_void=True), 4)
    records = [ask("o"), say("f1", 0.7, 1, question="o"), ask("v"), say("f2", 0.7, 1, question="v"), void]
    records += [ask("q"), settle("r", 4), say("f3", 0.7, 5)]
    assert forecast_columns(read(records)).n_rows == 0
    still = forecast_columns(read(records), is_settled=False)
    assert (still.forecast, still.outcome, still.known_at, still.horizon_days) == (("f1",), (None,), (None,), (None,))


def test_a_forecast_withdrawn_too_late_has_its_row() -> None:
    assert forecast_columns(read([ask(), say("f", 0.7, 1), settle("r", 2), undo("c", "f", 3)])).n_rows == 1


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


def test_each_form_has_its_own_column_and_its_outcome_as_a_figure(all_forms: list[Sealed]) -> None:
    columns = forecast_columns(read(all_forms))
    assert columns.form == ("choice", "number", "yes-no")
    assert columns.outcome == (1.0, -3.5, 1.0)
    assert columns.prob == (None, None, 0.7)
    assert columns.quantiles == (None, ((0.05, 1.0), (0.95, 9.0)), None)
    assert columns.chances == ((0.25, 0.75), None, None)
    assert forecast_columns(read(all_forms), form="number").outcome == (-3.5,)


def test_what_several_people_said_last_stands_side_by_side() -> None:
    ada = write("p", PersonNamed(name="Ada"), 0)
    mine = [say("f1", 0.7, 1), say("f2", 0.6, 2)]
    gut = write("f0", ForecastMade(question="q", chance=0.1, manner="gut"), 2.5)
    columns = question_columns(read([ask(), ada, *mine, gut, say("f3", 0.2, 3, person="p"), settle("r", 4)]))
    assert columns.n_rows == 1
    assert columns.persons == ((ME, "p"),)
    assert columns.probs == ((0.6, 0.2),), "considered before gut"
    assert columns.said_at == ((DAY_0 + 2, DAY_0 + 3),)
    assert columns.outcome == (1.0,)


def test_nobody_has_a_row_where_nothing_was_forecast() -> None:
    assert question_columns(read([ask(), settle("r", 2)])).n_rows == 0
    assert forecast_columns(read([])) == ForecastColumns()


@given(some_records())
def test_columns_are_of_one_length_ordered_and_the_weights_of_a_question_sum_to_one(records: list[Sealed]) -> None:
    columns = forecast_columns(read(records), is_settled=False)
    assert {len(column) for column in msgspec.structs.astuple(columns)} == {columns.n_rows}
    assert list(columns.said_at) == sorted(columns.said_at)
    total: dict[str, float] = {}
    for question, weight in zip(columns.question, columns.weight, strict=True):
        total[question] = total.get(question, 0.0) + weight
    assert all(abs(one - 1.0) < 1e-12 for one in total.values())
