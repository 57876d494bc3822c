"""Rows that stand in the ledger already, from another source: said at the look and at the act, never counted in silence."""

from pathlib import Path

import msgspec
import pytest

from acumen.desk.book import Book
from acumen.desk.elicitation.predict import predict
from acumen.desk.ledgers.doubled_rows import Doubles
from acumen.desk.ledgers.tables_in import import_table, look_at_table
from acumen.errors import UsageError
from acumen.importing.mapping import Mapping
from tests.desk.elicitation.books import new_book

SAID = [f"Claim {row},{50 + 4 * row}%,{'yes' if row % 3 else 'no'},2026-01-{1 + row:02d}" for row in range(12)]
HEAD = "question,chance,outcome,said at"
BARE = [
    f"{chance}%,{outcome}" for chance, outcome in zip([50, 60, 70, 80, 90] * 8, ["yes", "no", "yes"] * 14, strict=False)
]


def write(folder: Path, name: str, rows: list[str], head: str = HEAD) -> Path:
    file = folder / name
    file.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return file


def n_settled(book: Book) -> int:
    facts = book.recall("questions").questions.by_id.values()
    return sum(len(one.sayings) for one in facts if one.outcomes)


def test_a_copy_under_another_name_is_said_at_the_look_and_refused_until_somebody_says_what_becomes_of_it(
    tmp_path: Path,
) -> None:
    book = new_book()
    import_table(book, write(tmp_path, "mine.csv", SAID), is_as_shown=True)
    copy, head = write(tmp_path, "copy.csv", [*SAID[::-1], "Another claim,30%,no,2026-03-01"]), book.head()
    looked = look_at_table(copy, book=book)
    said = "12 of 13 rows stand in the ledger already, from mine.csv"
    assert any(note.startswith(said) for note in looked.notes)
    assert (looked.n_ready, looked.command.endswith(" --doubles skip")) == (1, True)
    with pytest.raises(UsageError, match=said) as refused:
        import_table(book, copy, is_as_shown=True)
    assert book.head() == head, "nothing is written"
    assert all(f"--{way}" in refused.value.hint for way in ("doubles skip", "doubles take", "source 'mine.csv'"))
    told = import_table(book, copy, is_as_shown=True, doubles="skip")
    assert (told.n_new_forecasts, n_settled(book)) == (1, 13)
    assert f"{said}: left out." in told.notes
    assert not any("stand in" in note for note in look_at_table(write(tmp_path, "mine.csv", SAID), book=book).notes)


@pytest.mark.parametrize(
    ("doubles", "source", "n_new", "n"), [("take", None, 12, 24), (None, "mine.csv", 0, 12), ("skip", None, 0, 12)]
)
def test_each_way_out_that_the_error_prints_does_what_it_says(
    tmp_path: Path, doubles: Doubles | None, source: str | None, n_new: int, n: int
) -> None:
    book = new_book()
    import_table(book, write(tmp_path, "mine.csv", SAID), is_as_shown=True)
    copy = write(tmp_path, "copy.csv", SAID)
    told = import_table(book, copy, is_as_shown=True, doubles=doubles, source=source)
    assert (told.n_new_forecasts, n_settled(book)) == (n_new, n)


@pytest.mark.parametrize(
    ("row", "n"),
    [
        ("Claim 3,62%,no,2026-01-04", 1),  # the same
        ("claim  3,62%,no,2026-01-04 09:30", 1),  # at another hour of the day that the first tells
        ("Claim 3,62%,,2026-01-04", 1),  # exported when it was open
        ("Claim 3,62%,no,", 1),  # without its day
        ("Claim 3,62%,yes,2026-01-04", 0),  # something else came of it
        ("Claim 3,63%,no,2026-01-04", 0),  # something else was said
        ("Claim 3,62%,no,2026-01-05", 0),  # said once more
        ("Claim three,62%,no,2026-01-04", 0),  # of something else
        (",62%,no,2026-01-04", 0),  # of who knows what: one row without a claim is alike by chance
    ],
)
def test_a_row_stands_already_where_nothing_that_both_tell_differs(tmp_path: Path, row: str, n: int) -> None:
    book = new_book()
    import_table(book, write(tmp_path, "mine.csv", SAID), is_as_shown=True)
    rest = [f"Other {at},{20 + at}%,no,2025-05-01" for at in range(6)]
    doubled = [
        note for note in look_at_table(write(tmp_path, "more.csv", [row, *rest]), book=book).notes if "stand" in note
    ]
    assert [note[:9] for note in doubled] == (["1 of 7 ro"] if n else [])


def test_tables_without_claims_are_alike_only_as_a_whole(tmp_path: Path) -> None:
    """Both kinds of error: a copy is said, and another table of round figures is not."""
    book = new_book()
    bare = Mapping(prob="chance", outcome="outcome")
    import_table(book, write(tmp_path, "mine.csv", BARE, "chance,outcome"), bare)
    with pytest.raises(UsageError, match="40 of 40 rows stand in the ledger already"):
        import_table(book, write(tmp_path, "copy.csv", BARE, "chance,outcome"), bare)
    other = [
        f"{chance}%,{outcome}" for chance, outcome in zip([50, 70, 70, 90, 90] * 8, ["no", "yes"] * 20, strict=True)
    ]
    assert import_table(book, write(tmp_path, "other.csv", other, "chance,outcome"), bare).n_new_forecasts == 40
    few = write(tmp_path, "few.csv", BARE[:4], "chance,outcome")
    assert import_table(book, few, bare).n_new_forecasts == 4


def test_hours_and_what_was_typed_by_hand_stand_too_and_what_others_said_or_was_undone_does_not(tmp_path: Path) -> None:
    book = new_book()
    hours = Mapping(hours="est", taken="act", question="task")
    work = write(tmp_path, "work.csv", ["loader,2,3", "sweep,4,7"], "task,est,act")
    import_table(book, work, hours)
    with pytest.raises(UsageError, match=r"2 of 2 rows stand in the ledger already, from work\.csv"):
        import_table(book, write(tmp_path, "copy.csv", ["Loader,2,3", "sweep,4,7"], "task,est,act"), hours)
    predict(book, "It rains", "70%")
    typed = Mapping(question="question", prob="chance")
    mine = write(tmp_path, "mine.csv", ["It rains,70%,,"])
    with pytest.raises(UsageError, match="1 of 1 row stands in the ledger already, from what you wrote down yourself"):
        import_table(book, mine, typed)
    assert import_table(book, mine, typed, person="Ann").n_new_forecasts == 1, "Ann said it too"
    with pytest.raises(UsageError, match=r"from mine\.csv"):
        import_table(book, write(tmp_path, "ann.csv", ["Ann,It rains,70%"], "who,question,chance"), is_as_shown=True)


def test_leaving_rows_out_leaves_no_question_outcome_or_person_behind_that_only_they_had(tmp_path: Path) -> None:
    book = new_book()
    named = Mapping(question="question", prob="chance", outcome="outcome", person="who")
    head = "question,chance,outcome,who"
    import_table(book, write(tmp_path, "a.csv", ["q,60%,yes,Ann", "r,70%,no,Ann"], head), named)
    before = book.head().position
    b = write(tmp_path, "b.csv", ["q,60%,yes,Ann", "r,70%,no,Ann", "r,20%,no,Bob"], head)
    told = import_table(book, b, named, doubles="skip")
    kinds = sorted(kept.open_envelope().kind for kept in book.ledger.read(after=before))
    assert told.n_new_forecasts == 1
    assert kinds == ["forecast-made", "imported", "person-named", "question-asked", "question-resolved"]


def test_the_same_table_in_two_ledgers_is_told_apart_from_nothing(tmp_path: Path) -> None:
    file = write(tmp_path, "mine.csv", SAID)
    assert not look_at_table(file, book=new_book()).command.endswith("skip")
    assert msgspec.structs.replace(look_at_table(file), notes=()) == msgspec.structs.replace(
        look_at_table(file, book=new_book()), notes=()
    )
