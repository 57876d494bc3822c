import random
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acumen.desk.book import Book
from acumen.desk.elicitation.people import people
from acumen.desk.elicitation.predict import predict
from acumen.desk.elicitation.question_list import list_questions
from acumen.desk.ledgers.redact import redact
from acumen.desk.ledgers.table_records import take_in
from acumen.desk.ledgers.tables_in import import_table
from acumen.desk.loop.log import log
from acumen.errors import LedgerError, UsageError
from acumen.history import CountedForecast, Questions, count_forecasts, read_questions
from acumen.importing.gathering import gather, read_columns
from acumen.importing.mapping import Mapping as Named
from acumen.ledger import Head
from acumen.ledger.memory import MemoryLedger
from acumen.records import Imported, Reader, Sealed
from acumen.tables.table import parse_table
from tests.desk.elicitation.books import later, new_book

TABLE = """\
id,said,happened,who,when,known,area
1,70,yes,Ada,2020-01-01,2020-02-01,tooling
1,60,yes,Bob,2020-01-02T10:00:00,2020-02-01,tooling
2,50%,no,ada,2020-01-03,2020-02-02 12:00:00+00:00,
3,20,,Bob,2020-01-03,,theory
"""
NAMED = Named(
    prob="said",
    outcome="happened",
    question="id",
    person="who",
    at="when",
    known="known",
    domain="area",
    scale=100,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def read(book: Book) -> Questions:
    return read_questions(book.recall("questions", "marks"), writer=book.ledger.writer)


def rows_of(book: Book, *, is_settled: bool = True) -> tuple[CountedForecast, ...]:
    return count_forecasts(read(book), is_settled=is_settled)


def test_rows_become_questions_forecasts_and_outcomes(file: Path) -> None:
    book = new_book()
    told = import_table(book, file, NAMED)
    assert (told.n_rows, told.n_forecasts, told.n_questions, told.n_settled, told.n_new_forecasts) == (4, 4, 3, 2, 4)
    assert not told.problems
    found = rows_of(book, is_settled=False)
    assert sorted([(row.made.chance, row.outcome) for row in found], key=str) == [
        (0.2, None),
        (0.5, 0.0),
        (0.6, 1.0),
        (0.7, 1.0),
    ]
    claims = {question.claim: question for question in read(book).each()}
    assert set(claims) == {"1", "2", "3"}
    assert (claims["1"].domain, claims["2"].domain, claims["3"].domain) == ("tooling", None, "theory")
    assert claims["3"].is_open
    assert [one.name for one in people(book).people if one.name] == ["Ada", "Bob"], "Ada and ada are one"


def test_a_date_alone_is_its_first_second_when_said_and_its_last_when_known(file: Path) -> None:
    book = new_book()
    import_table(book, file, NAMED)
    (question,) = [one for one in read(book).each() if one.claim == "1"]
    assert question.forecasts[0].said_at == datetime(2020, 1, 1, tzinfo=UTC)
    assert question.outcome is not None
    assert question.outcome.known_at == datetime(2020, 2, 1, 23, 59, 59, tzinfo=UTC)


def test_nothing_imported_is_proven_to_have_been_said_in_time(file: Path) -> None:
    book = new_book()
    import_table(book, file, NAMED)
    assert {row.made.is_proven for row in rows_of(book)} == {False}


def test_nor_is_what_a_table_says_will_be_known_after_the_import(file: Path) -> None:
    book = new_book(now=datetime(2020, 1, 15, tzinfo=UTC))
    import_table(book, file, NAMED)
    found = rows_of(book)
    assert any(row.known_days is not None and row.known_days > book.now.timestamp() / 86_400 for row in found)
    assert {row.made.is_proven for row in found} == {False}


def test_the_log_says_of_rows_without_a_claim_where_they_came_from_and_of_nobody_that_they_were_redacted(
    file: Path,
) -> None:
    book = new_book()
    import_table(book, file, Named(prob="said", outcome="happened", scale=100))
    told = str(log(book, n=None))
    assert "70 %: (from table.csv)" in told
    assert "asked: (from table.csv)" in told
    asked = next(entry for entry in log(book, n=None).entries if entry.kind == "question-asked")
    assert "redacted" not in told
    redact(book, asked.id, why="asked to")
    assert next(entry.text for entry in log(book, n=None).entries if entry.id == asked.id) == "asked: (redacted)"


def test_importing_twice_is_importing_once(file: Path) -> None:
    book = new_book()
    import_table(book, file, NAMED)
    head = book.ledger.head()
    told = import_table(later(book, 3), file, NAMED)
    assert (told.n_new, told.n_forecasts) == (0, 4)
    assert book.ledger.head() == head
    assert "nothing new" in str(told)


def test_a_table_sorted_anew_is_the_same_and_a_longer_one_adds_what_is_new(file: Path) -> None:
    book = new_book()
    import_table(book, file, NAMED)
    head, *rows = TABLE.splitlines()
    rows.reverse()
    file.write_text("\n".join([head, *rows]), encoding="utf-8")
    assert import_table(book, file, NAMED).n_new == 0
    rows[rows.index("3,20,,Bob,2020-01-03,,theory")] = "3,20,no,Bob,2020-01-03,2020-03-01,theory"
    file.write_text("\n".join([head, *rows, "4,10,no,Cid,2020-01-03,2020-02-02,"]), encoding="utf-8")
    told = import_table(book, file, NAMED)
    assert (told.n_new_forecasts, told.n_settled) == (1, 4)
    assert len(rows_of(book)) == 5


def test_two_ledgers_that_take_in_the_same_table_have_the_same_records(file: Path) -> None:
    one, other = new_book(), later(new_book(), 5)
    import_table(one, file, NAMED)
    import_table(other, file, NAMED)
    kept = {kept.sealed.open_envelope().id: kept.sealed for kept in one.ledger.read()}
    here = one.ledger.head()
    theirs = [kept.sealed for kept in other.ledger.read() if kept.sealed.open_envelope().kind != "imported"]
    assert {sealed.open_envelope().id for sealed in theirs} <= set(kept)
    assert one.ledger.append(theirs) == here, "taken as written already, without a conflict"


def test_equal_rows_are_all_kept(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("p,y\n0.7,1\n0.7,0\n0.7,1\n0.2,\n", encoding="utf-8")
    book = new_book()
    told = import_table(book, path, Named(prob="p", outcome="y"), on="2020-05-01")
    assert (told.n_forecasts, told.n_questions, told.n_settled) == (4, 4, 3)
    assert sorted([row.outcome for row in rows_of(book)], key=str) == [0.0, 1.0, 1.0]
    path.write_text("p,y\n0.7,0\n0.2,\n0.7,1\n0.7,1\n", encoding="utf-8")
    assert import_table(book, path, Named(prob="p", outcome="y"), on="2020-05-01").n_new == 0
    assert "(from t.csv)" in str(list_questions(book))


def test_without_a_person_column_the_rows_are_mine_or_whose_it_is_said(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("p,y\n0.7,1\n", encoding="utf-8")
    mine, hers = new_book(), new_book()
    import_table(mine, path, Named(prob="p", outcome="y"))
    assert [row.made.person for row in rows_of(mine)] == [people(mine).people[0].person]
    assert people(mine).people[0].is_me
    import_table(hers, path, Named(prob="p", outcome="y"), person="Ada")
    assert [one.name for one in people(hers).people if one.n_forecasts] == ["Ada"]


def test_rows_without_a_name_in_a_table_with_names_are_each_somebody_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("q,p,y,who\na,0.7,1,\na,0.6,1,\na,0.5,1,Ada\n", encoding="utf-8")
    book = new_book()
    told = import_table(book, path, Named(prob="p", outcome="y", question="q", person="who"))
    assert told.n_people == 3
    assert len({row.made.person for row in rows_of(book)}) == 3
    assert not any(row.made.is_superseded for row in rows_of(book))
    assert "2 without a name" in str(people(book))


def test_a_name_in_the_table_can_be_mine(file: Path) -> None:
    book = new_book()
    import_table(book, file, NAMED, me="Bob")
    me = people(book).people[0]
    assert (me.name, me.is_me, me.n_forecasts) == ("Bob", True, 2)


def test_without_a_known_column_an_outcome_is_known_with_the_last_forecast(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("q,p,y,d\na,0.7,1,2020-01-01\na,0.6,1,2020-01-05\n", encoding="utf-8")
    book = new_book()
    import_table(book, path, Named(prob="p", outcome="y", question="q", at="d"))
    found = rows_of(book)
    assert len(found) == 2, "none is late"
    assert {row.known_days for row in found} == {found[1].said_days}, (
        "a learner that waits until later learns nothing from the tie"
    )


def test_wrong_cells_are_reported_with_line_and_column_and_the_good_rows_kept(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = ["q,p,y,d", "a,0.7,1,2020-01-01", "b,7o,1,2020-01-01", "c,0.7,maybe,2020-01-01"]
    rows += ["d,,1,2020-01-01", "e,.1,0,soon", "f,.1,0,"]
    path.write_text("\n".join(rows), encoding="utf-8")
    book = new_book()
    named = Named(prob="p", outcome="y", question="q", at="d")
    head = book.ledger.head()
    told = import_table(book, path, named)
    assert told.is_refused
    assert book.ledger.head() == head, "some can't be read, so nothing is taken in"
    told = import_table(book, path, named, skip_bad=True)
    assert [(one.where.line, one.where.column) for one in told.problems] == [(3, 2), (4, 3), (6, 4)]
    assert [(one.name, one.n) for one in told.by_column] == [("p", 1), ("y", 1), ("d", 1)]
    assert told.n_forecasts == 2
    assert sorted(row.made.chance or 0.0 for row in rows_of(book)) == [0.1, 0.7]
    assert "3 rows could not be read" in str(told)
    assert "1 row in which nothing is said left out" in str(told)
    assert "1 row without a date: kept as of an unknown day" in " ".join(str(told).split())


def test_void_in_several_words_is_void(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("p,y\n0.7,void\n0.6,Ambiguous\n", encoding="utf-8")
    book = new_book()
    assert import_table(book, path, Named(prob="p", outcome="y")).n_settled == 2
    assert {question.outcome.is_void for question in read(book).each() if question.outcome} == {True}


def test_a_question_with_two_outcomes_is_reported_by_history(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("q,p,y\na,0.7,1\na,0.6,0\n", encoding="utf-8")
    book = new_book()
    import_table(book, path, Named(prob="p", outcome="y", question="q"))
    assert [one.code for one in read(book).problems] == ["two-outcomes"]


def test_one_name_for_all_and_a_column_of_names_contradict_each_other(file: Path) -> None:
    with pytest.raises(UsageError, match="only where no column tells who"):
        import_table(new_book(), file, NAMED, person="Ada")
    with pytest.raises(UsageError, match="expected a day"):
        import_table(new_book(), file, Named(prob="said", scale=100), on="soon")


def test_a_column_that_is_not_there_is_refused_with_a_near_one(file: Path) -> None:
    book = new_book()
    with pytest.raises(UsageError, match="expected a column") as raised:
        import_table(book, file, Named(prob="sad"))
    assert "said" in raised.value.hint
    assert book.ledger.head().position == 0


def test_what_others_said_of_an_open_question_stays_hidden_in_what_was_imported(file: Path) -> None:
    book = new_book()
    import_table(book, file, NAMED)
    (shown,) = list_questions(book).questions
    assert (shown.forecasts, shown.n_hidden) == ((), 1)
    assert predict(book, shown.short, "30%").shown.others[0].chance == 0.2


def test_where_a_row_came_from_tells_nothing_of_what_it_said(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("p,y,who\n0.7321,,Ada Lovelace\n", encoding="utf-8")
    book = new_book()
    import_table(book, path, Named(prob="p", outcome="y", person="who"))
    told = list_questions(book)
    assert told.questions[0].n_hidden == 1
    assert not [word for word in ("7321", "Ada") if word in told.to_json() + str(told)]


CELLS = st.tuples(
    st.sampled_from(["a", "b", ""]),
    st.sampled_from(["0.1", "0.9"]),
    st.sampled_from(["1", "0", "", "void"]),
    st.sampled_from(["Ada", "ada", "Bob", ""]),
    st.sampled_from(["2020-01-01", "2020-01-02T10:00", "2020-01-02T10:00:00Z"]),
)


def ids(book: Book) -> set[str]:
    envelopes = [kept.sealed.open_envelope() for kept in book.ledger.read()]
    return {envelope.id for envelope in envelopes if envelope.kind != "imported"}


@settings(max_examples=60)
@given(
    rows=st.lists(CELLS, max_size=12),
    rng=st.randoms(use_true_random=False),
    has_question=st.booleans(),
    has_person=st.booleans(),
)
def test_a_table_in_any_order_is_the_same_records_and_every_row_is_kept(
    *, rows: list[tuple[str, ...]], rng: random.Random, has_question: bool, has_person: bool
) -> None:
    named = Named(
        prob="p", outcome="y", question="q" if has_question else None, person="who" if has_person else None, at="d"
    )

    def take(book: Book) -> None:
        text = "\n".join(["q,p,y,who,d", *map(",".join, rows)])
        gathered, _ = gather(read_columns(parse_table(text, source="t.csv"), named), source="t.csv")
        assert len(gathered.said) == gathered.n_rows == len(rows)
        take_in(book, gathered, file="t.csv")

    one, other = new_book(), new_book()
    take(one)
    rng.shuffle(rows)
    take(other)
    assert ids(one) == ids(other)
    head = one.ledger.head()
    take(one)
    assert one.ledger.head() == head
    assert sum(len(question.forecasts) for question in read(one).each()) == len(rows)
    assert [row.made.chance for row in rows_of(one)] == [row.made.chance for row in rows_of(other)]


def test_days_that_are_not_told_are_named_in_a_note(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("p,y\n0.7,1\n", encoding="utf-8")
    book = new_book()
    assert "the day is kept as unknown" in str(import_table(book, path, Named(prob="p")))
    assert "1970" not in str(log(book)), "no day is made up for it"
    assert "unknown" not in str(import_table(new_book(), path, Named(prob="p"), on="2020-01-01"))


class Refusing(MemoryLedger):
    """A ledger that takes so many commits and no more."""

    def __init__(self, n_commits: int) -> None:
        super().__init__()
        self.n_left = n_commits

    def append(self, records: Sequence[Sealed], *, expected: Head | None = None, writer: str | None = None) -> Head:
        if self.n_left == 0:
            raise LedgerError("the disk is full", hint="make room")
        self.n_left -= 1
        return super().append(records, expected=expected, writer=writer)


def test_a_table_comes_in_by_one_commit_with_who_one_is_in_it_and_the_ids_of_all_that_came(file: Path) -> None:
    book = Book(Refusing(1), now=new_book().now)
    import_table(book, file, NAMED, me="Bob")
    envelopes = [kept.open_envelope() for kept in book.ledger.read()]
    assert envelopes[-1].kind == "imported"
    (kept,) = book.ledger.read(after=len(envelopes) - 1)
    opened = Reader().open(kept.sealed).record
    assert isinstance(opened, Imported)
    assert set(opened.ids) == {one.id for one in envelopes[:-1]}
    assert [kind for kind, _ in book.kept][-1] == "imported"
    assert [row.made.person for row in rows_of(book)].count(read(book).people.me) == 1  # of the settled ones


def test_a_table_that_cannot_be_kept_leaves_nothing(file: Path) -> None:
    book = Book(Refusing(0), now=new_book().now)
    with pytest.raises(LedgerError):
        import_table(book, file, NAMED, me="Bob")
    assert book.ledger.head().position == 0


def test_a_name_is_told_once_also_where_the_table_brings_nothing_new(file: Path) -> None:
    book = new_book()
    import_table(book, file, NAMED)
    before = book.ledger.head().position
    import_table(book, file, NAMED, me="Bob")
    import_table(book, file, NAMED, me="bob")
    assert book.ledger.head().position == before + 1


def test_somebody_who_writes_meanwhile_is_let_in_first(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book, another = new_book(), False
    true = MemoryLedger.append

    def late(
        self: MemoryLedger, records: list[Sealed], *, expected: Head | None = None, writer: str | None = None
    ) -> Head:
        nonlocal another
        if not another:
            another = True
            predict(book, "It rains", "70%")
        return true(self, records, expected=expected, writer=writer)

    monkeypatch.setattr(MemoryLedger, "append", late)
    told = import_table(book, file, NAMED)
    assert told.n_new_forecasts == 4
    assert len(rows_of(book, is_settled=False)) == 5
