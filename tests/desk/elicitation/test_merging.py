"""Ledgers that were taken into one another come to the same, whichever came first."""

from datetime import timedelta
from pathlib import Path

from acumen.desk.book import Book, open_book
from acumen.desk.elicitation.people import call_me, people
from acumen.desk.elicitation.predict import predict
from acumen.desk.elicitation.resolve import resolve
from acumen.desk.ledgers.export import export
from acumen.desk.ledgers.merge import take_over
from acumen.desk.ledgers.tables_in import import_table
from acumen.history import read_questions
from acumen.importing.mapping import Mapping as Named
from tests.desk.elicitation.books import NOW, later, new_book
from tests.history.asking import plain


def copy(book: Book) -> Book:
    into = open_book(None, now=book.now)
    take_over(into, export(book), source="copy.jsonl")
    return into


def merge(one: Book, other: Book, *, is_mine: bool = False) -> Book:
    both = later(copy(one), 30)
    take_over(both, export(other), source="other.jsonl", is_mine=is_mine)
    return both


def two_ledgers(tmp_path: Path) -> tuple[Book, Book]:
    """Two people who share a question and a table, and each say and settle something."""
    table = tmp_path / "t.csv"
    table.write_text("q,p,y,who\na,0.7,1,Ada\na,0.6,1,Bob\nb,0.6,,Bob\n", encoding="utf-8")
    named = Named(prob="p", outcome="y", question="q", person="who")
    first = new_book()
    told = predict(first, "The run diverges", "80%")
    second = later(open_book(None, now=NOW), 2)
    predict(second, "Something else", "4 to 12", person="ada")
    take_over(second, export(first), source="first.jsonl")
    predict(second, told.shown.short, "30%")
    import_table(first, table, named, me="Ada")
    import_table(second, table, named)
    predict(later(first, 3), told.shown.short, "60%", manner="gut")
    resolve(later(second, 5), told.shown.short, "yes")
    resolve(later(first, 6), told.shown.short, "no")
    return first, second


def test_one_into_the_other_and_the_other_into_the_one_come_to_the_same(tmp_path: Path) -> None:
    one, other = two_ledgers(tmp_path)
    there, back = merge(one, other), merge(other, one)
    for writer in (one.ledger.writer, other.ledger.writer):
        found = [read_questions(book.recall("questions", "marks"), writer=writer) for book in (there, back)]
        assert plain(found[0]) == plain(found[1])
        assert [problem.code for problem in found[0].problems] == ["two-outcomes"]
        assert len(found[0].by_id) == 4


def test_what_another_ledger_said_is_somebody_elses_unless_it_is_mine() -> None:
    one, other = new_book(), open_book(None, now=NOW + timedelta(days=1))
    predict(one, "mine", "80%")
    predict(other, "theirs", "80%")
    apart, together = merge(one, other), merge(one, other, is_mine=True)
    assert [entry.n_forecasts for entry in people(apart).people] == [1, 1]
    assert [entry.n_forecasts for entry in people(together).people] == [2]
    call_me(other, "Ada")
    named = people(merge(one, other)).people
    assert [(entry.is_me, entry.name) for entry in named] == [(True, None), (False, "Ada")]
