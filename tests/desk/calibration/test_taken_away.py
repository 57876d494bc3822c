"""A lost bet that leaves the score is counted and said, whichever way it goes."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from acumen.desk.book import Book, open_book
from acumen.desk.calibration.report import score_record
from acumen.desk.elicitation.predict import predict
from acumen.desk.elicitation.resolve import resolve
from acumen.desk.ledgers.export import export
from acumen.desk.ledgers.merge import take_over
from acumen.desk.ledgers.redact import redact
from acumen.desk.loop.adopt import adopt
from acumen.desk.loop.done import done
from acumen.desk.loop.start import start
from acumen.desk.loop.undo import undo
from acumen.results.forecasts import Predicted

NOW = datetime(2027, 2, 1, 9, tzinfo=UTC)
PLAN = b"plan: p\ngoal:\n  any:\n    - {step: a, chance: 80%, hours: 2 to 8}\n    - {step: b, chance: 50%, hours: 3}\n"


class Days:
    """The same ledger, a day later each time."""

    def __init__(self) -> None:
        self.ledger = open_book(None, now=NOW).ledger
        self.day = 0

    @property
    def next(self) -> Book:
        self.day += 1
        return Book(self.ledger, now=NOW + timedelta(days=self.day))


def lost_bet(days: Days, claim: str = "It works") -> Predicted:
    """Said 90 %, and it did not."""
    said = predict(days.next, claim, "90%")
    resolve(days.next, claim, "no")
    return said


def gone(days: Days) -> list[tuple[str, str, str]]:
    return [(one.what, one.id, one.how) for one in score_record(days.next).taken_away]


def test_nothing_is_said_where_every_bet_that_was_known_is_scored() -> None:
    days = Days()
    lost_bet(days)
    predict(days.next, "open", "60%")
    predict(days.next, "void from the beginning", "60%")
    resolve(days.next, "void from the beginning", "void")
    told = score_record(days.next)
    assert (told.n, told.taken_away) == (1, ())
    assert "taken away" not in str(told)


def test_a_question_redacted_wholly_is_counted_with_its_id() -> None:
    days = Days()
    said = lost_bet(days)
    redact(days.next, said.question, why="embarrassing", is_all=True)
    told = score_record(days.next)
    assert told.n == 0
    assert gone(days) == [("forecast", said.question, "redacted")]
    assert f"1 settled forecast was taken away (redacted): {said.question[:8]}." in str(told)
    assert json.loads(told.to_json())["taken_away"][0]["how"] == "redacted"


def test_words_alone_may_go_and_the_bet_stays() -> None:
    days = Days()
    said = lost_bet(days)
    redact(days.next, said.question, why="she asked me to")
    assert (score_record(days.next).n, gone(days)) == (1, [])


@pytest.mark.parametrize("which", ["forecast", "outcome"])
def test_a_forecast_or_an_outcome_redacted_wholly_is_counted_though_nobody_can_tell_what_it_was(which: str) -> None:
    days = Days()
    said = predict(days.next, "It works", "90%")
    outcome = resolve(days.next, "It works", "no").resolution
    id_ = said.forecast if which == "forecast" else outcome
    redact(days.next, id_, why="embarrassing", is_all=True)
    told = score_record(days.next)
    assert told.n == 0
    assert [(one.what, one.id, one.is_settled) for one in told.taken_away] == [("record", id_, False)]
    assert "1 forecast or outcome was redacted wholly" in str(told)


def test_an_outcome_undone_and_then_voided_is_counted() -> None:
    days = Days()
    said = lost_bet(days)
    undo(days.next)
    assert gone(days) == [("forecast", said.question, "undone")]
    resolve(days.next, "It works", "void")
    assert gone(days) == [("forecast", said.question, "voided")]
    assert "(voided after it was known)" in str(score_record(days.next))


def test_a_void_said_to_be_of_an_earlier_day_is_counted_all_the_same() -> None:
    days = Days()
    said = predict(days.next, "It works", "90%", on="2027-01-01")
    resolve(days.next, "It works", "no")
    undo(days.next)
    resolve(days.next, "It works", "void", on="2027-01-15")
    assert gone(days) == [("forecast", said.question, "voided")]


def test_a_slip_that_was_put_right_is_no_bet_taken_away() -> None:
    days = Days()
    lost_bet(days)
    undo(days.next)
    resolve(days.next, "It works", "yes")
    assert (score_record(days.next).n, gone(days)) == (1, [])


def test_several_are_counted_by_how_they_went_and_only_of_the_person_who_said_them() -> None:
    days = Days()
    first = lost_bet(days)
    predict(days.next, "It rains", "90%", person="Ada")
    resolve(days.next, "It rains", "no")
    undo(days.next)
    second = predict(days.next, "It snows", "90%")
    resolve(days.next, "It snows", "no")
    undo(days.next)
    redact(days.next, first.question, why="embarrassing", is_all=True)
    assert {id_ for _, id_, _ in gone(days)} == {first.question, second.question}
    assert "2 settled forecasts were taken away (1 redacted, 1 undone after it was known):" in str(
        score_record(days.next)
    )
    assert len(score_record(days.next, person="Ada").taken_away) == 1


@pytest.mark.parametrize("way", ["end", "start", "plan"])
def test_a_step_whose_end_start_or_plan_was_undone_is_counted(way: str) -> None:
    days = Days()
    adopted = adopt(days.next, PLAN).id
    begun = start(days.next, "a").id
    done(days.next, "failed", "a", hours=5.0)
    assert (score_record(days.next).n, gone(days)) == (1, [])
    undo(days.next, {"end": None, "start": begun, "plan": adopted}[way])
    assert gone(days) == [("step", "a", "undone")]
    assert "1 settled step was taken away (undone after it was known): a." in str(score_record(days.next))


def test_a_step_under_way_and_one_that_was_left_are_no_lost_bets() -> None:
    days = Days()
    adopt(days.next, PLAN)
    start(days.next, "a")
    done(days.next, "left", "a", hours=5.0)
    start(days.next, "b")
    assert gone(days) == []


def test_a_merge_and_a_copy_say_the_same() -> None:
    days = Days()
    said = lost_bet(days)
    undo(days.next)
    copy = open_book(None, now=NOW + timedelta(days=30))
    take_over(copy, export(days.next), source="a.jsonl")
    assert [one.id for one in score_record(copy).taken_away] == [said.question]
    other = open_book(None, now=NOW + timedelta(days=30))
    predict(other, "another", "50%")
    take_over(other, export(days.next), source="a.jsonl", is_mine=True)
    assert [one.id for one in score_record(other).taken_away] == [said.question]
