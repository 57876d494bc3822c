"""Every command that writes is one act: one undo takes all of it back, and can be taken back."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from acumen.desk.beliefs.believe import believe
from acumen.desk.beliefs.evidence import evidence
from acumen.desk.book import Book
from acumen.desk.elicitation.idea_add import add_idea
from acumen.desk.elicitation.idea_list import list_ideas
from acumen.desk.elicitation.idea_outcome import turn_out
from acumen.desk.elicitation.idea_rate import rate_idea
from acumen.desk.elicitation.people import call_me, people
from acumen.desk.elicitation.predict import predict
from acumen.desk.elicitation.question_list import list_questions
from acumen.desk.elicitation.resolve import resolve
from acumen.desk.elicitation.rubric_mark import mark_criteria
from acumen.desk.elicitation.rubric_show import show_criteria
from acumen.desk.ledgers.export import export
from acumen.desk.ledgers.merge import take_over
from acumen.desk.ledgers.settings import set_, settings
from acumen.desk.ledgers.tables_in import import_table
from acumen.desk.ledgers.verify import verify
from acumen.desk.loop.adopt import adopt
from acumen.desk.loop.done import done
from acumen.desk.loop.log import log
from acumen.desk.loop.spend import spend
from acumen.desk.loop.start import start
from acumen.desk.loop.status import status
from acumen.desk.loop.undo import undo
from acumen.desk.state.sources import leave_out, sources
from acumen.errors import UsageError
from acumen.importing.mapping import Mapping as Named
from acumen.ledger.memory import MemoryLedger
from acumen.records import Act, Correction, ForecastMade, Imported, QuestionAsked, QuestionResolved, Record
from tests.desk.loop.books import TEXT, WAYS, later, new_book

CLAIM = "The checker passes"
HYPOTHESIS = """\
plan: guess
worth: 100
goal: {step: real, chance: {h: 80%, otherwise: 20%}, hours: 10 to 30}
hypotheses:
  h: {claim: It matters, chance: 55%}
"""


def prepared() -> Book:
    """Something of everything, all of it said by the owner, so that nothing is hidden."""
    book = new_book(TEXT, HYPOTHESIS)
    predict(book, "Old question", "40%", person="Ben")
    predict(book, "Old question", "50%")
    add_idea(book, "Old idea", person="Ben")
    rate_idea(book, "Old idea", 5)
    rate_idea(book, "Old idea", 6, person="Ben")
    mark_criteria(book, {"speed": 5})
    start(book, "test")
    return book


def theirs() -> list[bytes]:
    book = Book(MemoryLedger(writer="e" * 24), now=new_book().now)
    adopt(book, WAYS)
    predict(book, "Theirs", "30%")
    return list(export(book))


def rows(book: Book, n: int = 3) -> tuple[str, ...]:
    """As a table is taken in: rows, then the record that lists them."""
    ids = [f"{number:024x}" for number in range(3 * n)]
    records: list[Record] = []
    for question in ids[::3]:
        records += [
            QuestionAsked(form="yes-no", claim=f"Row {question}"),
            ForecastMade(question=question, chance=0.3),
            QuestionResolved(question=question, yes=True),
        ]
    book.write(*records, ids=ids, writer="d" * 24)
    return book.write(Imported(form="table", ids=tuple(ids), writer="d" * 24, is_mine=True, source="rows.csv"))


ACTS: dict[str, Callable[[Book], object]] = {
    "adopt": lambda book: adopt(book, WAYS),
    "revise": lambda book: adopt(book, TEXT.replace("60%", "70%")),
    "start": lambda book: start(book, "real", plan="guess"),
    "spend": lambda book: spend(book, 2.0, "test", plan="small"),
    "done": lambda book: done(book, "succeeded", "test", plan="small"),
    "evidence": lambda book: evidence(book, "h", if_true=0.8, if_false=0.3, plan="guess"),
    "predict": lambda book: predict(book, CLAIM, "70%"),
    "predict for somebody new": lambda book: predict(book, CLAIM, "70%", person="Ada"),
    "predict what was asked": lambda book: predict(book, "Old question", "70%"),
    "resolve": lambda book: resolve(book, "Old question", "yes", person="Judge"),
    "ideas add": lambda book: add_idea(book, CLAIM, person="Ada"),
    "ideas rate": lambda book: rate_idea(book, "Old idea", 7, person="Ada"),
    "ideas outcome": lambda book: turn_out(book, "Old idea", 40, person="Judge"),
    "criteria rate": lambda book: mark_criteria(book, {"speed": 3, "working": 4}, of="Ada", person="Ada"),
    "people": lambda book: call_me(book, "Jo"),
    "set": lambda book: set_(book, "person", "Jo"),
    "import a ledger": lambda book: take_over(book, theirs(), source="theirs.jsonl"),
    "import a table": rows,
}


def seen(book: Book) -> list[str]:
    """All that is told, ids and figures included."""
    told = [
        status(book),
        list_questions(book, state="all"),
        list_ideas(book),
        show_criteria(book),
        people(book),
        settings(book),
        sources(book),
        believe(book, "guess"),
    ]
    return [one.to_json() for one in told]


def a_copy(book: Book) -> Book:
    copy = Book(MemoryLedger(writer="f" * 24), now=book.now)
    take_over(copy, export(book), source="copy.jsonl")
    return copy


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_one_undo_takes_all_of_an_act_back_and_one_more_brings_it_back(act: Callable[[Book], object]) -> None:
    book = prepared()
    before = seen(book)
    act(book)
    after = seen(book)
    assert after != before
    position = book.ledger.head().position
    undone = undo(book)
    assert book.ledger.head().position == position + 1, "one record says it"
    assert seen(book) == before
    assert seen(a_copy(book)) == before
    undo(book, undone.id)
    assert seen(book) == after
    assert verify(book).is_sound


def test_a_forecast_takes_the_question_that_it_opened_with_it() -> None:
    book = new_book()
    told = predict(book, CLAIM, "70%", person="Ada")
    undone = undo(book, told.forecast[:8])
    assert (undone.kind, undone.n_records, undone.n_by_kind) == (
        "forecast-made",
        3,
        {"person-named": 1, "question-asked": 1},
    )
    assert "with it: 1 name, 1 question" in str(undone)
    assert not list_questions(book, state="all").questions
    with pytest.raises(UsageError, match="undone already"):
        undo(book, told.question)


def test_what_others_have_built_on_is_left_and_said() -> None:
    book = new_book()
    told = predict(book, CLAIM, "70%", person="Ada")
    predict(book, CLAIM, "60%")
    undone = undo(book, told.forecast)
    assert [one.kind for one in undone.left_standing] == ["question-asked"]
    assert f"left, as more was said of it: asked: {CLAIM} ({told.question[:8]})" in str(undone)
    (question,) = list_questions(book).questions
    assert [one.chance for one in question.forecasts] == [0.6]
    assert [one.name for one in people(book).people] == [None]


def test_a_name_under_which_more_was_said_is_left() -> None:
    book = new_book()
    first = predict(book, CLAIM, "70%", person="Ada")
    predict(book, "Something else", "60%", person="Ada")
    undo(book, first.forecast)
    assert [(one.name, one.n_forecasts) for one in people(book).people] == [(None, 0), ("Ada", 1)]


def test_a_question_on_which_others_spoke_can_still_be_undone_by_its_id() -> None:
    book = new_book()
    told = predict(book, CLAIM, "70%")
    predict(book, CLAIM, "60%", person="Ada")
    assert undo(book, told.question).kind == "question-asked"
    assert not list_questions(book, state="all").questions


def test_undo_goes_back_act_by_act() -> None:
    book = new_book()
    predict(book, CLAIM, "70%", person="Ada")
    mark_criteria(book, {"speed": 3, "working": 4})
    predict(book, CLAIM, "60%")
    assert [undo(book).kind for _ in range(3)] == ["forecast-made", "mark-given", "forecast-made"]
    with pytest.raises(UsageError, match="nothing is there"):
        undo(book)


def test_a_row_of_an_import_is_undone_alone_and_the_rest_with_the_import() -> None:
    book = new_book()
    (imported,) = rows(book)
    undo(book, f"{1:024x}")
    assert [len(one.forecasts) for one in list_questions(book, state="all").questions].count(1) == 3, "it was known"
    undone = undo(book, imported)
    assert undone.kind == "imported"
    assert (undone.n_records, undone.n_by_kind["question-asked"]) == (8, 3)
    assert not list_questions(book, state="all").questions
    assert not sources(book).sources or sources(book).sources[0].n_forecasts == 0


def test_what_two_imports_brought_counts_while_one_of_them_does() -> None:
    book = new_book()
    rows(book, 2)
    ids = tuple(f"{number:024x}" for number in range(6))
    (again,) = book.write(Imported(form="table", ids=ids, writer="d" * 24, is_mine=True, source="rows.csv"))
    undo(book)
    assert len(list_questions(book, state="all").questions) == 2
    undo(book)
    assert not list_questions(book, state="all").questions
    corrections = [said for said in book.recall().marks.corrections.values() if said.record.corrects == again]
    undo(book, corrections[0].id)
    assert len(list_questions(book, state="all").questions) == 2


def test_what_was_undone_is_taken_in_again_from_a_table_or_a_ledger(tmp_path: Path) -> None:
    book, other = prepared(), theirs()
    table = tmp_path / "rows.csv"
    table.write_text("claim,p,came,who\nIt rains,70%,yes,Cleo\nIt snows,20%,,Cleo\n")
    named = Named(question="claim", prob="p", outcome="came", person="who")
    for take_in in (
        lambda: import_table(book, table, named),
        lambda: take_over(book, other, source="theirs.jsonl"),
    ):
        before = seen(book)
        take_in()
        after = seen(book)
        undo(book)
        assert seen(book) == before
        take_in()
        assert seen(book) == after
        undo(book)
        assert seen(book) == before
    import_table(book, table, named, me="Cleo")
    undo(book)
    assert seen(book) == before, "also whose name it was said under"


def test_what_was_here_before_a_ledger_came_stays_when_that_is_undone() -> None:
    book, mine = new_book(), new_book()
    predict(mine, CLAIM, "70%")
    theirs = Book(MemoryLedger(writer="e" * 24), now=book.now)
    take_over(theirs, export(mine), source="mine.jsonl")
    predict(theirs, "Theirs", "30%")
    take_over(mine, export(theirs), source="theirs.jsonl")
    assert len(list_questions(mine).questions) == 2
    undo(mine)
    assert [one.claim for one in list_questions(mine).questions] == [CLAIM]


def test_an_imported_plan_that_was_carried_on_is_left_with_all_of_it() -> None:
    book = new_book(TEXT)
    theirs = Book(MemoryLedger(writer="e" * 24), now=book.now)
    adopt(theirs, WAYS)
    start(theirs, "quick")
    predict(theirs, "Theirs", "30%")
    take_over(book, export(theirs), source="theirs.jsonl")
    done(later(book), "failed", "quick", plan="ways")
    imported = next(iter(book.recall().marks.imports))
    undone = undo(book, imported)
    assert {one.kind for one in undone.left_standing} >= {"plan-adopted", "step-started"}
    assert not status(book).problems
    assert not list_questions(book, state="all").questions


def test_the_log_names_no_act_and_says_of_each_record_whether_it_counts() -> None:
    book = new_book()
    predict(book, CLAIM, "70%", person="Ada")
    undo(book)
    entries = log(book).entries
    assert Act.KIND not in {entry.kind for entry in entries}
    assert [entry.is_undone for entry in entries] == [True, True, True, False]


def test_corrections_in_circles_end() -> None:
    book = new_book()
    ids = [f"{number:024x}" for number in range(3)]
    book.write(
        Correction(corrects=ids[1]),
        Correction(corrects=ids[0]),
        Act(verb="x", ids=tuple(ids)),
        ids=ids,
    )
    book.write(Correction(corrects=ids[2]))
    assert book.recall().marks.corrected() >= {ids[2]}


@pytest.mark.parametrize("is_reversed", [False, True])
def test_a_chain_of_thousands_of_corrections_is_followed_to_its_end(*, is_reversed: bool) -> None:
    book = new_book()
    told = predict(book, CLAIM, "70%")
    ids = [told.question, *(f"{number:024x}" for number in range(2_001))]
    records = [Correction(corrects=id_) for id_ in ids[:-1]]
    times = [book.now - timedelta(seconds=number if is_reversed else -number) for number in range(len(records))]
    book.write(*records, ids=ids[1:], happened_at=times)
    assert (told.question in book.recall().marks.corrected()) is (len(records) % 2 == 1)


def test_leaving_out_several_is_one_act() -> None:
    book = new_book()
    rows(book)
    leave_out(book, "rows.csv")
    assert sources(book).sources[0].left_out_by is not None
    undo(book)
    assert sources(book).sources[0].left_out_by is None


def test_a_bet_said_anew_as_of_before_the_last_that_was_said_is_refused() -> None:
    book = new_book(TEXT)
    start(book, "test")
    spend(later(book, 24.0), 1.0)
    later(book, -12.0)  # a clock that is wrong
    with pytest.raises(UsageError, match="was still worked on after that") as error:
        start(book, "test", chance="70%", hours="2 to 5")
    assert "undo" in error.value.hint
    with pytest.raises(UsageError, match="was still worked on after that"):
        done(book, "succeeded")
    assert start(later(book, 13.0), "test", chance="70%", hours="2 to 5").is_anew


def test_the_log_names_what_an_undone_act_was_as_its_id_stands_nowhere() -> None:
    book = new_book(TEXT)
    undo(later(book))
    texts = [line.text for line in log(book).entries]
    assert any(text.startswith("undid all that one adopt wrote") for text in texts), texts
