"""Where outcomes come from, and answers without what came from one source."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from acumen.desk.book import Book, open_book
from acumen.desk.calibration.cache import learn
from acumen.desk.calibration.correct_one import mean_chance, mean_hours
from acumen.desk.calibration.data import settle
from acumen.desk.calibration.report import score_record
from acumen.desk.elicitation.predict import predict
from acumen.desk.elicitation.resolve import resolve
from acumen.desk.ledgers.export import export
from acumen.desk.ledgers.merge import take_over
from acumen.desk.ledgers.redact import redact
from acumen.desk.ledgers.tables_in import import_table
from acumen.desk.loop.adopt import adopt
from acumen.desk.loop.done import done
from acumen.desk.loop.log import log
from acumen.desk.loop.next import next_
from acumen.desk.loop.start import start
from acumen.desk.loop.undo import undo
from acumen.desk.state.sources import leave_out, leaving_out, sources
from acumen.errors import UsageError
from acumen.importing.mapping import Mapping as Named

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 2, 1, 9, tzinfo=UTC)
NAMED = Named(prob="chance", outcome="worked", domain="kind", at="said_on", known="known_on")
TABLE = "my-forecasts.csv"


def new_book(days: float = 0.0) -> Book:
    return open_book(None, now=NOW + timedelta(days=days))


@pytest.fixture
def book() -> Book:
    """Forty forecasts from a table, one said here, and a plan."""
    made = new_book()
    import_table(made, ROOT / "examples" / TABLE, NAMED)
    predict(made, "It works", "80%", on="2026-01-01")
    resolve(made, "It works", "yes")
    adopt(made, ROOT / "examples" / "two-ways.yaml")
    return made


def test_every_answer_from_the_record_says_where_its_outcomes_come_from(book: Book) -> None:
    for told in (score_record(book), mean_chance(book, "80%"), next_(book)):
        assert told.origins.n == 41
        assert told.origins.n_by_source == ((TABLE, 40),)
        assert f"40 of 41 outcomes come from {TABLE}" in str(told)
        assert json.loads(told.to_json())["origins"] == {"n": 41, "n_by_source": [[TABLE, 40]], "left_out": []}


def test_what_was_said_here_alone_needs_no_word_about_it() -> None:
    here = new_book()
    predict(here, "It works", "80%", on="2026-01-01")
    resolve(here, "It works", "yes")
    assert "come from" not in str(score_record(here))
    assert "come from" not in str(mean_chance(here, "80%"))


def test_an_answer_without_a_source_is_that_of_a_ledger_that_never_saw_it(book: Book) -> None:
    never = new_book()
    predict(never, "It works", "80%", on="2026-01-01")
    resolve(never, "It works", "yes")
    adopt(never, ROOT / "examples" / "two-ways.yaml")
    without = leaving_out(book, ["my-f"])
    told = score_record(without)
    assert told.n == score_record(never).n == 1
    assert told.overall is not None
    assert (told.overall.mean_said, told.overall.base_rate) == (0.8, 1.0)
    assert told.origins.left_out == (TABLE,)
    assert f"Left out: {TABLE}." in str(told)
    assert mean_chance(without, "80%").prob == mean_chance(never, "80%").prob
    advice = next_(without)
    assert advice.answer.next == next_(never).answer.next != next_(book).answer.next
    assert advice.noted is None
    assert f"Left out: {TABLE}." in str(advice)
    assert json.loads(advice.to_json())["origins"]["left_out"] == [TABLE]


def test_leaving_out_for_good_lasts_until_it_is_undone_and_saying_it_twice_is_saying_it_once(book: Book) -> None:
    before = learn(book)
    told = leave_out(book, "MY-FORECASTS.csv")
    assert [(one.name, one.n_forecasts) for one in told.sources] == [(TABLE, 40)]
    n_records = book.ledger.head().position
    leave_out(book, TABLE)
    assert book.ledger.head().position == n_records
    assert score_record(book).n == 1
    without = learn(book)
    assert without is not None
    assert without.chances.n == 1, "what was remembered of it is forgotten"
    assert "left out my-forecasts.csv" in str(log(book))
    assert "left out (acumen undo " in str(sources(book))
    undo(book)
    after = learn(book)
    assert before is not None
    assert after is not None
    assert (after.chances.n, after.chances.gained) == (before.chances.n, before.chances.gained)


def test_an_answer_without_a_source_is_not_remembered_for_those_with_it(book: Book) -> None:
    learn(book)
    without = learn(leaving_out(book, [TABLE]))
    assert without is not None
    assert without.chances.n == 1
    again = learn(book)
    assert again is not None
    assert again.chances.n == 41


def test_a_name_that_no_source_has_is_refused_with_those_there_are(book: Book) -> None:
    with pytest.raises(UsageError) as told:
        leaving_out(book, ["my-forecast.cvs"])
    assert told.value.hint == f"did you mean {TABLE}? there is: {TABLE}"
    with pytest.raises(UsageError, match="expected what was imported"):
        leave_out(new_book(), TABLE)
    other = new_book()
    for name in ("a-1.csv", "a-2.csv"):
        import_table(other, ROOT / "examples" / TABLE, NAMED, source=name, doubles="take")
    assert {one.name for one in sources(other).sources} == {"a-1.csv", "a-2.csv"}
    with pytest.raises(UsageError, match="that begins so once"):
        leave_out(other, "a-")


def test_an_import_that_is_undone_teaches_nothing_and_is_no_source(book: Book) -> None:
    (record,) = [entry for entry in log(book, n=None).entries if entry.kind == "imported"]
    writers = {row.made.writer for row in settle(book).questions}
    undo(book, record.id)
    assert not sources(book).sources
    assert len(writers - {row.made.writer for row in settle(book).questions}) == 1


def a_laptop() -> Book:
    """A ledger of one's own with ten steps."""
    steps = "\n".join(f"    - {{step: s{n}, chance: 70%, hours: 2 to 8}}" for n in range(10))
    laptop = new_book(-9.0)
    adopt(laptop, f"plan: ten\nworth: 400\ngoal:\n  all:\n{steps}\n".encode())
    for n in range(10):
        start(laptop, f"s{n}")
        done(laptop, "succeeded", hours=6.0)
    return laptop


def test_steps_of_another_ledger_of_ones_own_are_a_source_like_a_table() -> None:
    book = new_book()
    predict(book, "It works", "80%", on="2026-01-01")
    resolve(book, "It works", "yes")
    take_over(book, export(a_laptop()), source="laptop.jsonl", is_mine=True)
    told = mean_hours(book, "2 to 8")
    assert told.origins.n_by_source == (("laptop.jsonl", 10),)
    assert "10 of 10 outcomes come from laptop.jsonl" in str(told)
    assert "acumen meant '2 to 8' --without laptop.jsonl" in str(told)
    leave_out(book, "laptop")
    assert mean_hours(book, "2 to 8").n_all == 0
    assert score_record(book).n == 1


def test_what_one_person_leaves_out_of_a_merged_ledger_another_does_not(book: Book) -> None:
    leave_out(book, TABLE)
    other = new_book()
    import_table(other, ROOT / "examples" / TABLE, NAMED, person="Ada")
    take_over(other, export(book), source="theirs.jsonl")
    assert score_record(other, person="Ada").n == 40
    take_over(other, export(book), source="theirs.jsonl", is_mine=True)
    assert score_record(other, person="Ada").n == 0


def test_a_source_whose_name_was_redacted_is_still_left_out(book: Book) -> None:
    leave_out(book, TABLE)
    for entry in log(book, n=None).entries:
        if entry.kind in {"imported", "source-left-out"}:
            redact(book, entry.id, why="asked to")
    assert score_record(book).n == 1
    assert TABLE not in str(score_record(book))


def test_an_own_forecast_that_an_imported_one_replaced_stands_again_without_it() -> None:
    book, laptop = new_book(), new_book(-1.0)
    predict(laptop, "something else", "50%")  # so that it is a ledger of its own
    predict(book, "It works", "80%", on="2026-01-01")
    take_over(laptop, export(book), source="here.jsonl", is_mine=True)
    predict(laptop, "It works", "30%")
    take_over(book, export(laptop), source="laptop.jsonl", is_mine=True)
    resolve(book, "It works", "yes")
    assert score_record(book).overall is not None
    said = [
        each.mean_said
        for each in (score_record(book).overall, score_record(leaving_out(book, ["laptop"])).overall)
        if each
    ]
    assert said == pytest.approx([0.3, 0.8])
