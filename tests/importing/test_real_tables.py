"""Records that nobody here wrote: every row kept, exported and imported again to the same head."""

import csv
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from acumen.desk.book import Book, open_book
from acumen.desk.ledgers.export import export
from acumen.desk.ledgers.merge import take_over
from acumen.desk.ledgers.tables_in import import_table
from acumen.history import count_forecasts, read_questions
from acumen.importing.mapping import Mapping as Named
from acumen.results.ledgers import TableImported
from tests.desk.elicitation.books import NOW

RealData = Callable[[str], Path]


def copy_through_export(book: Book, path: Path) -> Book:
    copy = open_book(str(path), now=NOW + timedelta(days=3))
    take_over(copy, export(book), source="copy.jsonl")
    return copy


def check(book: Book, told: TableImported, tmp_path: Path, *, n_rows: int, n_ahead: int = 0) -> None:
    assert (told.n_rows, told.n_forecasts, told.n_new_forecasts, told.problems) == (n_rows, n_rows, n_rows, ())
    questions = read_questions(book.recall("questions", "marks"), writer=book.ledger.writer)
    assert sum(len(question.forecasts) for question in questions.each()) == n_rows
    assert [one.code for one in questions.problems] == ["in-the-future"] * n_ahead
    assert (f"{n_ahead} moments lie ahead" in str(told)) is (n_ahead > 0)
    with copy_through_export(book, tmp_path / "copy.sqlite") as copy:
        assert copy.ledger.head() == book.ledger.head()
        again = read_questions(copy.recall("questions", "marks"), writer=copy.ledger.writer)
        assert count_forecasts(again) == count_forecasts(questions)


def test_predictionbook_is_taken_in_whole_with_its_double_row(realdata: RealData, tmp_path: Path) -> None:
    file = realdata("predictionbook/responses.csv")
    lines = file.read_text(encoding="utf-8").splitlines()[1:]
    assert (len(lines), len(lines) - len(set(lines))) == (4403, 1)
    with open_book(str(tmp_path / "ledger.sqlite"), now=NOW) as book:
        told = import_table(book, file)
        assert (told.source, told.n_questions, told.n_people, told.n_settled) == ("predictionbook", 1879, 707, 1879)
        ahead = {row["number"] for row in read_rows(file) if datetime.fromisoformat(row["time_known"]) > NOW}
        check(book, told, tmp_path, n_rows=4403, n_ahead=len(ahead))
        assert import_table(book, file).n_new == 0
        # The scores of what was said in time, by hand from the file and from the ledger.
        by_hand = [brier for line in csv.DictReader([HEAD, *lines]) if (brier := score(line)) is not None]
        questions = read_questions(book.recall("questions", "marks"), writer=book.ledger.writer)
        rows = count_forecasts(questions, form="yes-no")
        assert len(by_hand) == len(rows)
        scored = sum((float(row.made.chance or 0) - float(row.outcome or 0)) ** 2 for row in rows)
        assert abs(scored - sum(by_hand)) < 1e-9


HEAD = "split,number,outcome,user,time,time_known,credence"


def read_rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def score(line: dict[str, str]) -> float | None:
    """The Brier score of a row; None where it was said after it was known."""
    if line["time"] > line["time_known"]:
        return None
    return (float(line["credence"]) / 100.0 - (line["outcome"] == "right")) ** 2


def test_the_survey_on_replications_is_taken_in_whole_with_its_double_rows(realdata: RealData, tmp_path: Path) -> None:
    findings = read_rows(realdata("replication_markets/finding_data.csv"))
    outcomes = {(row["project"], row["finding_id"]): row["replicated"] for row in findings}
    rows = read_rows(realdata("replication_markets/survey_data.csv"))
    cells = [tuple(row.values()) for row in rows]
    assert (len(rows), len(rows) - len(set(cells))) == (7377, 4)
    joined = tmp_path / "survey.csv"
    with joined.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["finding", "who", "said", "replicated"])
        for row in rows:
            key = row["project"], row["finding_id"]
            writer.writerow([" ".join(key), row["forecaster_id"], row["response"], outcomes[key]])
    named = Named(prob="said", outcome="replicated", question="finding", person="who")
    with open_book(str(tmp_path / "ledger.sqlite"), now=NOW) as book:
        told = import_table(book, joined, named, on="2018-08-27")
        n_nameless = sum(row["forecaster_id"] in {"", "NA"} for row in rows)
        n_named = len({row["forecaster_id"].casefold() for row in rows} - {"", "na"})
        assert (told.n_questions, told.n_settled) == (103, 103)
        assert told.n_people == n_named + n_nameless
        check(book, told, tmp_path, n_rows=7377)
        assert import_table(book, joined, named, on="2018-08-27").n_new == 0
