"""What goes out as tables: what may be seen, harmless to a spreadsheet, and the same events in every calendar."""

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest

from acumen.desk.book import Book
from acumen.desk.elicitation.predict import predict
from acumen.desk.elicitation.resolve import resolve
from acumen.desk.ledgers.tables_in import import_table
from acumen.desk.ledgers.tables_out import What, write_calendar, write_table
from acumen.desk.loop.undo import undo
from acumen.importing.mapping import Mapping
from tests.desk.elicitation.books import new_book


def read(book: Book, what: What) -> list[dict[str, str]]:
    text = b"".join(write_table(book, what)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_questions_and_forecasts_are_rows_with_what_came() -> None:
    book = new_book()
    predict(book, "It rains, or snows", 0.7, by="2w", domain="weather")
    predict(book, "Hours it takes", "4 to 12", unit="h")
    predict(book, "Who wins", "a=20%, b=80%")
    resolve(book, "It rains", "yes")
    resolve(book, "Hours", 5)
    questions = sorted(read(book, "questions"), key=lambda one: one["form"])
    forecasts = sorted(read(book, "forecasts"), key=lambda one: one["claim"])
    assert [(one["claim"], one["outcome"], one["state"]) for one in questions] == [
        ("Who wins", "", "open"), ("Hours it takes", "5.0", "resolved"), ("It rains, or snows", "yes", "resolved"),
    ]  # fmt: skip
    assert [(one["chance"], one["low"], one["high"], one["says"]) for one in forecasts] == [
        ("", "4.0", "12.0", ""), ("0.7", "", "", ""), ("", "", "", "a=0.2, b=0.8"),
    ]  # fmt: skip


def test_a_text_that_would_be_a_formula_is_made_harmless_and_figures_stay_figures() -> None:
    book = new_book()
    for claim in ("=2+5", "+1", "-1 degree", "@sum", "plain"):
        predict(book, claim, "-5 to 3")
    assert {one["claim"] for one in read(book, "questions")} == {"'=2+5", "'+1", "'-1 degree", "'@sum", "plain"}
    assert {one["low"] for one in read(book, "forecasts")} == {"-5.0"}


def test_what_others_said_is_no_row_before_one_has_said_something() -> None:
    book = new_book()
    predict(book, "It rains", 0.7, person="Ada")
    assert len(read(book, "questions")) == 1
    assert read(book, "forecasts") == []
    predict(book, "It rains", 0.6)
    assert [one["chance"] for one in read(book, "forecasts")] == ["0.7", "0.6"]


def test_hours_of_a_table_go_out_as_they_came_in_and_an_import_undone_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "h.csv"
    path.write_text("task,estimate,actual,domain\nloader,2,3.5,code\nsweep,4 to 6,7,\n", encoding="utf-8")
    book = new_book()
    told = import_table(book, path, Mapping(question="task", hours="estimate", taken="actual", domain="domain"))
    assert (told.n_hours, told.n_new) == (2, 2)
    rows = [(one["title"], one["low_hours"], one["high_hours"], one["taken_hours"]) for one in read(book, "hours")]
    assert sorted(rows) == [("loader", "2.0", "2.0", "3.5"), ("sweep", "4.0", "6.0", "7.0")]
    undo(book)
    assert read(book, "hours") == []


def test_a_calendar_has_an_event_for_each_open_question_with_a_date() -> None:
    book = new_book()
    predict(book, "It rains; or, perhaps, " + "snows " * 20 + "é", 0.7, by="2w")
    predict(book, "At noon", 0.7, by=(book.now + timedelta(days=3)).replace(hour=12, minute=0, second=0))
    predict(book, "No date", 0.7)
    text = b"".join(write_calendar(book))
    lines = text.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    whole = text.replace(b"\r\n ", b"").decode().split("\r\n")
    assert whole.count("BEGIN:VEVENT") == 2
    assert "SUMMARY:It rains\\; or\\, perhaps\\, " + "snows " * 20 + "é" in whole
    assert sum(line.startswith("DTSTART;VALUE=DATE:") for line in whole) == 1
    assert b"".join(write_calendar(book)) == text, "the same events, by their ids"
    uids = [line for line in whole if line.startswith("UID:")]
    assert len(set(uids)) == 2


def test_an_import_of_its_own_forecasts_reads_back(tmp_path: Path) -> None:
    book = new_book()
    for number in range(3):
        predict(book, f"Claim {number}", 0.25 * (number + 1), on="2020-01-05")
        resolve(book, f"Claim {number}", "yes" if number else "no", on="2020-01-13")
    path = tmp_path / "f.csv"
    path.write_bytes(b"".join(write_table(book, "forecasts")))
    mapping = Mapping(question="claim", prob="chance", outcome="outcome", at="said_at", known="known_at")
    other = new_book()
    assert import_table(other, path, mapping).n_settled == 3
    again = [
        (one["claim"], one["chance"], one["outcome"], one["said_at"], one["known_at"])
        for one in read(other, "forecasts")
    ]
    first = [
        (one["claim"], one["chance"], one["outcome"], one["said_at"], one["known_at"])
        for one in read(book, "forecasts")
    ]
    assert sorted(again) == sorted(first)


@pytest.mark.parametrize("what", ["questions", "forecasts", "steps", "hours"])
def test_an_empty_ledger_has_heads_alone(what: What) -> None:
    assert read(new_book(), what) == []
