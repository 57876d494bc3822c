import random
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acumen.history import History, Question, Questions, dump, fold, load, read_questions
from acumen.history.replay import TYPES
from acumen.records import (
    Correction,
    ForecastMade,
    Manner,
    PersonNamed,
    QuestionAsked,
    QuestionResolved,
    Redaction,
    Sealed,
)
from tests.history.asking import ME, ask, at, keep, plain, read, say, settle, undo, write


def only(questions: Questions) -> Question:
    (found,) = questions.by_id.values()
    return found


def test_a_question_has_its_forecasts_in_the_order_in_which_they_were_said() -> None:
    question = only(read([say("f2", 0.2, 2), ask(), say("f1", 0.7, 1)]))
    assert [one.chance for one in question.forecasts] == [0.7, 0.2]
    assert [one.is_superseded for one in question.forecasts] == [True, False]
    assert question.is_open
    assert [one.is_proven for one in question.forecasts] == [None, None]


def test_a_forecast_is_proven_where_it_stands_before_the_outcome_and_was_written_before_it_was_known() -> None:
    question = only(read([ask(), say("f", 0.7, 1), settle("r", 2, written=5)]))
    assert [one.is_proven for one in question.forecasts] == [True]


@pytest.mark.parametrize(
    "forecast",
    [say("f", 0.7, 1, written=3), say("f", 0.7, 1.5, written=2.5)],
    ids=["written after the outcome was written", "written after it was known"],
)
def test_a_forecast_written_down_later_is_only_claimed(forecast: Sealed) -> None:
    assert [one.is_proven for one in only(read([ask(), forecast, settle("r", 2, written=4)])).forecasts] == [False]


def test_a_forecast_that_stands_after_the_outcome_is_only_claimed() -> None:
    assert [one.is_proven for one in only(read([ask(), settle("r", 2), say("f", 0.7, 1)])).forecasts] == [False]


def test_a_forecast_said_after_it_was_known_is_late_and_supersedes_nothing() -> None:
    first, second = only(read([ask(), say("f1", 0.7, 1), say("f2", 1.0, 3), settle("r", 2)])).forecasts
    assert (first.is_late, first.is_superseded) == (False, False)
    assert (second.is_late, second.is_superseded) == (True, False)


def test_gut_and_considered_stand_side_by_side_and_a_person_supersedes_only_themselves() -> None:
    def made(id_: str, day: float, manner: Manner | None, person: str | None = None) -> Sealed:
        return write(id_, ForecastMade(question="q", chance=0.5, manner=manner, person=person), day)

    ada = write("p", PersonNamed(name="Ada"), 0)
    question = only(read([ask(), ada, made("a", 1, "gut"), made("b", 2, "considered"), made("c", 3, None, "p")]))
    assert [one.is_superseded for one in question.forecasts] == [False, False, False]
    assert [one.id for one in question.latest(ME)] == ["a", "b"]
    again = only(read([ask(), made("b", 2, "considered"), made("a", 1, "gut"), made("d", 4, None)]))
    assert [one.id for one in again.latest(ME)] == ["a", "d"], "no manner counts as considered"


def test_a_forecast_withdrawn_before_it_was_known_does_not_count() -> None:
    assert not only(read([ask(), say("f", 0.7, 1), undo("c", "f", 1.5), settle("r", 2)])).forecasts


@pytest.mark.parametrize(
    "withdrawal",
    [undo("c", "f", 3), undo("c", "f", 1.5, written=3)],
    ids=["withdrawn after it was known", "said to have been withdrawn before, but written down after"],
)
def test_a_forecast_withdrawn_after_its_outcome_was_known_still_scores(withdrawal: Sealed) -> None:
    (forecast,) = only(read([ask(), say("f", 0.7, 1), settle("r", 2), withdrawal])).forecasts
    assert forecast.withdrawn_at == at(3)
    assert not forecast.is_late


def test_a_question_withdrawn_after_its_outcome_was_known_still_scores() -> None:
    question = only(read([ask(), say("f", 0.7, 1), settle("r", 2), undo("c", "q", 3)]))
    assert (len(question.forecasts), question.withdrawn_at) == (1, at(3))
    assert not read([ask(), say("f", 0.7, 1), undo("c", "q", 1.5)]).by_id


def test_reopening_a_question_does_not_let_a_lost_bet_be_withdrawn() -> None:
    records = [ask(), say("f", 0.7, 1), settle("r", 2, yes=False), undo("c1", "r", 3), undo("c2", "f", 3.5)]
    question = only(read(records))
    assert question.is_open
    assert len(question.forecasts) == 1
    assert len(only(read([*records, settle("r2", 4, yes=False)])).forecasts) == 1


def test_a_correction_that_was_itself_undone_changes_nothing() -> None:
    question = only(read([ask(), say("f", 0.7, 1), undo("c", "f", 1.2), undo("d", "c", 1.3), settle("r", 2)]))
    assert [one.withdrawn_at for one in question.forecasts] == [None]


def test_an_outcome_that_was_corrected_gives_way_to_the_next() -> None:
    question = only(read([ask(), settle("r1", 2, yes=True), undo("c", "r1", 3), settle("r2", 2.5, yes=False)]))
    assert question.outcome is not None
    assert question.outcome.yes is False


def test_of_two_different_outcomes_the_first_known_counts_and_the_other_is_a_problem() -> None:
    questions = read([ask(), settle("r2", 3, yes=False), settle("r1", 2, yes=True)])
    outcome = only(questions).outcome
    assert outcome is not None
    assert outcome.yes is True
    (found,) = questions.problems
    assert (found.code, found.where.line) == ("two-outcomes", 2)


def test_what_was_written_down_before_it_happened_is_a_problem() -> None:
    questions = read([ask(), say("f", 0.7, 2, written=1), settle("r", 4, written=3)])
    assert [(one.code, one.where.line) for one in questions.problems] == [("in-the-future", 2), ("in-the-future", 3)]
    assert [one.is_proven for one in only(questions).forecasts] == [True], "the clock orders nothing: position does"


def test_the_same_outcome_said_twice_is_no_problem() -> None:
    assert not read([ask(), settle("r2", 3), settle("r1", 2)]).problems


def test_void_is_an_outcome_that_no_forecast_is_scored_on() -> None:
    void = write("r", QuestionResolved(question="q", is_void=True), 2)
    outcome = only(read([ask(), void])).outcome
    assert outcome is not None
    assert outcome.is_void


def test_what_others_said_of_an_open_question_is_hidden_from_who_said_nothing() -> None:
    ada = write("p", PersonNamed(name="Ada"), 0)
    records = [ask(), ada, say("f", 0.7, 1, person="p")]
    assert read(records).hidden_from(ME) == {"f"}
    assert not read(records).hidden_from("p")
    assert not read([*records, say("g", 0.1, 2)]).hidden_from(ME)
    assert not read([*records, settle("r", 2)]).hidden_from(ME)
    assert not read([*records, say("g", 0.1, 2), undo("c", "g", 3)]).hidden_from(ME), "it was seen"
    assert not read([*records, settle("r", 2), undo("c", "r", 3)]).hidden_from(ME), "so it was"


BAD_FORECASTS: list[dict[str, Any]] = [
    {"chance": 1.2},
    {"chance": None},
    {"chances": (0.5, 0.5)},
    {"chance": 0.5, "chances": (0.5, 0.5)},
    {"quantiles": ((0.5, 1.0),)},
]


@pytest.mark.parametrize("fields", BAD_FORECASTS, ids=str)
def test_a_forecast_that_does_not_fit_its_question_is_a_problem_and_hides_nothing(fields: dict[str, Any]) -> None:
    questions = read([ask(), say("f", 0.7, 1), write("bad", ForecastMade(question="q", **fields), 1)])
    assert [one.code for one in questions.problems] == ["wrong-forecast"]
    assert [one.id for one in only(questions).forecasts] == ["f"]


@pytest.mark.parametrize(
    ("quantiles", "is_sound"),
    [
        (((0.05, 1.0), (0.95, 2.0)), True),
        (((0.05, 1.0), (0.95, 1.0)), True),
        (((0.05, 2.0), (0.95, 1.0)), False),
        (((0.5, 1.0), (0.5, 2.0)), False),
        (((0.0, 1.0), (1.0, 2.0)), False),
        ((), False),
    ],
)
def test_quantiles_ascend_in_level_and_value(quantiles: tuple[tuple[float, float], ...], *, is_sound: bool) -> None:
    number = write("q", QuestionAsked(form="number"), 0)
    questions = read([number, write("f", ForecastMade(question="q", quantiles=quantiles), 1)])
    assert (not questions.problems) is is_sound


@pytest.mark.parametrize(
    ("chances", "is_sound"),
    [((0.2, 0.8), True), ((0.2, 0.7), False), ((0.2, 0.3, 0.5), False), ((1.2, -0.2), False)],
)
def test_chances_of_a_choice_are_one_each_and_sum_to_one(chances: tuple[float, ...], *, is_sound: bool) -> None:
    choice = write("q", QuestionAsked(form="choice", choices=("a", "b")), 0)
    questions = read([choice, write("f", ForecastMade(question="q", chances=chances), 1)])
    assert (not questions.problems) is is_sound


@pytest.mark.parametrize(
    "resolved",
    [
        QuestionResolved(question="q"),
        QuestionResolved(question="q", number=3.0),
        QuestionResolved(question="q", yes=True, is_void=True),
    ],
)
def test_an_outcome_that_does_not_fit_its_question_is_a_problem(resolved: QuestionResolved) -> None:
    questions = read([ask(), write("r", resolved, 2)])
    assert [one.code for one in questions.problems] == ["wrong-outcome"]
    assert only(questions).is_open


def test_a_choice_that_is_not_there_is_no_outcome() -> None:
    choice = write("q", QuestionAsked(form="choice", choices=("a", "b")), 0)
    assert read([choice, write("r", QuestionResolved(question="q", choice=2), 1)]).problems
    assert not read([choice, write("r", QuestionResolved(question="q", choice=1), 1)]).problems


def test_a_forecast_on_a_question_that_never_arrived_is_a_problem_unless_the_question_was_erased() -> None:
    assert [one.code for one in read([say("f", 0.7, 1)]).problems] == ["unknown-question"]
    assert not read([say("f", 0.7, 1), write("x", Redaction(redacts="q", is_all=True), 2)]).problems


# The law of order: what the records come to does not depend on how they arrived.

IDS = st.sampled_from(["q", "f0", "f1", "f2", "r0", "r1", "c0", "c1"])
DAYS = st.integers(0, 5)


@st.composite
def some_records(draw: st.DrawFn) -> list[Sealed]:
    records = [ask("q", draw(DAYS)), write("p", PersonNamed(name="Ada"), 0), write("p2", PersonNamed(name=" ada"), 1)]
    for n in range(draw(st.integers(0, 3))):
        person = draw(st.sampled_from([None, "p", "p2"]))
        manner: Manner | None = draw(st.sampled_from([None, "gut", "considered"]))
        made = ForecastMade(question=draw(st.sampled_from(["q", "q2"])), chance=draw(st.sampled_from([0.2, 0.9, 1.1])))
        made = msgspec.structs.replace(made, person=person, manner=manner)
        records.append(write(f"f{n}", made, draw(DAYS), written=draw(DAYS), writer=draw(st.sampled_from([ME, "bb"]))))
    for n in range(draw(st.integers(0, 2))):
        yes = draw(st.sampled_from([True, False, None]))
        resolved = QuestionResolved(question="q", yes=yes, is_void=yes is None)
        records.append(write(f"r{n}", resolved, draw(DAYS), written=draw(DAYS)))
    targets = draw(st.lists(IDS, max_size=2))
    withdrawn = [
        write(f"c{n}", Correction(corrects=id_), draw(DAYS), written=draw(DAYS)) for n, id_ in enumerate(targets)
    ]
    return records + withdrawn


@given(some_records(), st.randoms(use_true_random=False))
def test_what_records_come_to_does_not_depend_on_the_order_of_their_arrival(
    records: list[Sealed], rng: random.Random
) -> None:
    before = plain(read(records))
    rng.shuffle(records)
    after = plain(read(records))
    assert after == before
    assert list(after["by_id"]) == list(before["by_id"])


@given(some_records(), st.data())
def test_history_can_be_put_by_anywhere_and_carried_on(records: list[Sealed], data: st.DataObject) -> None:
    kept = keep(records)
    cut = data.draw(st.integers(0, len(kept)))
    half = fold(History(), kept[:cut])
    again, *others = (fold(load(dump(half, name), name), kept[cut:]) for name in TYPES)
    for other in others:
        again.absorb(other)
    assert read_questions(again, writer=ME) == read(records)
