"""What goes out as tables: what may be seen, harmless to a spreadsheet, and the same events in every calendar."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import msgspec
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
        ("", "4.0", "12.0", "4.0 to 12.0 h"), ("0.7", "", "", "70%"), ("", "", "", "a=20%, b=80%"),
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


def records_of(book: Book) -> list[tuple[str, ...]]:
    names = ("claim", "domain", "person", "said_at", "chance", "low", "median", "high", "says", "outcome", "known_at")
    return sorted(tuple(one[name] for name in names) for one in read(book, "forecasts"))


def test_every_form_of_forecast_goes_out_and_comes_back_the_same(tmp_path: Path) -> None:
    book = new_book()
    given: list[tuple[str, str, str | float | None]] = [
        ('It rains; or, "snows"', "70%", "yes"), ("Line one, line two é", "0.30000000000000004", "no"),
        ("Nothing counts", "50%", "void"), ("Range", "4 to 12", 5), ("Three", "2, 3, 9", 2.5), ("Below", "-5 to 3", None),
        ("Hours", "3 to 8 min", 4), ("Which", "a=20%, b=80%", "b"), ("Levels", "10%=3, 50%=5, 90%=9", 4),
    ]  # fmt: skip
    for day, (claim, saying, value) in enumerate(given, start=1):
        who = "Ada" if day % 3 == 0 else None
        unit = "min" if claim == "Hours" else None
        asked = predict(book, claim, saying, on=f"2020-01-0{day}", person=who, domain="a", unit=unit).question
        predict(book, claim, saying, on=f"2020-01-1{day}") if day == 2 else None
        if value is not None:
            resolve(book, asked, value, on=f"2020-02-0{day}")
    path = tmp_path / "f.csv"
    path.write_bytes(b"".join(write_table(book, "forecasts")))
    told = Mapping(question="claim", says="says", outcome="outcome", at="said_at", known="known_at")
    columns = msgspec.structs.replace(told, person="person", domain="domain", by="due_at")
    other = new_book()
    assert import_table(other, path, columns).problems == ()
    assert records_of(other) == records_of(book)
    assert import_table(other, path, columns).n_new == 0


def test_a_day_that_nobody_told_is_an_empty_cell_and_comes_back_so(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("claim,chance,outcome,at\nA,0.7,yes,\nB,0.6,no,2020-01-02\n", encoding="utf-8")
    columns = Mapping(question="claim", prob="chance", outcome="outcome", at="at")
    book = new_book()
    import_table(book, path, columns)
    assert [(one["claim"], one["said_at"], one["known_at"]) for one in read(book, "forecasts")] == [
        ("A", "", ""), ("B", "2020-01-02 00:00:00", "2020-01-02 00:00:00"),
    ]  # fmt: skip
    path.write_bytes(b"".join(write_table(book, "forecasts")))
    other = new_book()
    import_table(other, path, msgspec.structs.replace(columns, at="said_at", known="known_at"))
    assert records_of(other) == records_of(book)


def test_a_calendar_obeys_the_grammar_of_its_format() -> None:
    book = new_book()
    hostile = 'a\\n;,:"^ BEGIN:VEVENT\u2028' + "日" * 60 + "\u0085 END:VCALENDAR"
    for number, claim in enumerate((hostile, "x" * 74, "é" * 90)):
        predict(book, claim, 0.7, by=f"{number + 1}w")
    text = b"".join(write_calendar(book))
    assert text.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in text.replace(b"\r\n", b"")
    assert b"\r" not in text.replace(b"\r\n", b"")
    for line in text.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # folded between letters, never inside one
    lines = text.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")
    assert all(re.fullmatch(r"[A-Z-]+(;[A-Z-]+=[A-Z-]+)*:.*", line, re.DOTALL) for line in lines)
    assert (lines[0], lines[1], lines[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    summaries = {unescape(line.partition(":")[2]) for line in lines if line.startswith("SUMMARY:")}
    assert summaries == {" ".join(claim.split()) for claim in (hostile, "x" * 74, "é" * 90)}
    stamps = [line.partition(":")[2] for line in lines if line.startswith("DTSTAMP")]
    assert all(re.fullmatch(r"\d{8}T\d{6}Z", stamp) for stamp in stamps)
    for begun, ended in pairwise(lines):
        if begun.startswith("DTSTART;VALUE=DATE:"):
            first, last = (datetime.strptime(one[-8:], "%Y%m%d").replace(tzinfo=UTC) for one in (begun, ended))
            assert last - first == timedelta(days=1), "the end of an event is exclusive"


def unescape(text: str) -> str:
    """As whoever reads a calendar does (RFC 5545, 3.3.11)."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text)


@pytest.mark.parametrize("what", ["questions", "forecasts", "steps", "hours"])
def test_an_empty_ledger_has_heads_alone(what: What) -> None:
    assert read(new_book(), what) == []
