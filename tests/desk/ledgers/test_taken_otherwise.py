"""A table that was taken in already, read with other columns named: refused, as its rows would count twice."""

from pathlib import Path

import msgspec
import pytest

from acumen.desk.calibration.correct_one import mean_hours
from acumen.desk.elicitation.question_list import list_questions
from acumen.desk.ledgers.tables_in import import_table
from acumen.desk.loop.undo import undo
from acumen.errors import UsageError
from acumen.importing.mapping import Mapping
from acumen.views.registry import show
from tests.desk.elicitation.books import new_book

HOURS = "est,act,begun,done,task,area\n" + "".join(
    f"{1 + row % 7},{2 + row % 5},2026-01-{1 + row:02d},2026-02-{1 + row:02d},piece {row},kind {row % 2}\n"
    for row in range(20)
)
SAID = "p,came,when,claim\n" + "".join(
    f"{50 + 3 * row} %,{'yes' if row % 3 else 'no'},2026-01-{1 + row:02d},claim {row}\n" for row in range(12)
)
BARE, DATED = Mapping(hours="est", taken="act"), Mapping(hours="est", taken="act", at="begun")
SAID_BARE = Mapping(prob="p", outcome="came")
WIDER = {
    "dates": (HOURS, BARE, Mapping(hours="est", taken="act", at="begun", known="done")),
    "one date more": (HOURS, DATED, Mapping(hours="est", taken="act", at="begun", known="done")),
    "all": (HOURS, BARE, Mapping(hours="est", taken="act", at="begun", known="done", question="task", domain="area")),
    "fewer": (HOURS, Mapping(hours="est", taken="act", question="task", domain="area"), BARE),
    "another unit": (HOURS, BARE, Mapping(hours="est", taken="act", unit="d")),
    "another date": (HOURS, DATED, Mapping(hours="est", taken="act", at="done")),
    "forecasts by date": (SAID, SAID_BARE, Mapping(prob="p", outcome="came", at="when")),
    "forecasts by claim": (SAID, SAID_BARE, Mapping(prob="p", outcome="came", question="claim")),
}


@pytest.mark.parametrize("case", WIDER)
def test_the_same_rows_with_other_columns_named_are_refused_until_the_first_are_taken_back(
    tmp_path: Path, case: str
) -> None:
    text, first, second = WIDER[case]
    file = tmp_path / "work.csv"
    file.write_text(text)
    book = new_book()
    n = import_table(book, file, first).n_new_forecasts
    head = book.head()
    with pytest.raises(UsageError, match=f"found {n} that are here already") as refused:
        import_table(book, file, second)
    assert book.head() == head, "nothing is written"
    undo(book, refused.value.hint.split()[2])
    assert import_table(book, file, second).n_new_forecasts == n
    assert import_table(book, file, second).n_new == 0, "the same way twice is no mistake"


def test_a_table_that_grew_or_another_of_that_name_is_taken_in(tmp_path: Path) -> None:
    book, file = new_book(), tmp_path / "work.csv"
    told = Mapping(hours="est", taken="act", at="begun", question="task")
    file.write_text(HOURS)
    assert import_table(book, file, told).n_new_forecasts == 20
    file.write_text(HOURS + "3,4,2026-03-01,2026-03-02,piece 0,kind 0\n")
    assert import_table(book, file, told).n_new_forecasts == 1
    file.write_text("est,act,begun,task\n" + "".join(f"{row},{row + 1},2026-05-01,new {row}\n" for row in range(1, 5)))
    assert import_table(book, file, told).n_new_forecasts == 4


def test_rows_that_only_look_alike_go_in_once_somebody_says_that_they_are_others(tmp_path: Path) -> None:
    """A few round figures without titles are soon alike: the way out stands in the error, and works."""
    book, file = new_book(), tmp_path / "work.csv"
    file.write_text("est,act,when\n1,2,\n2,2,\n4,8,\n2,3,\n8,8,\n")
    few = Mapping(hours="est", taken="act")
    import_table(book, file, few)
    file.write_text("est,act,when\n2,4,\n2,2,\n4,8,\n2,3,\n8,8,\n")
    with pytest.raises(UsageError, match="here already") as refused:
        import_table(book, file, msgspec.structs.replace(few, at="when", domain="when"), on="2026-01-01")
    assert "--doubles take" in refused.value.hint
    told = msgspec.structs.replace(few, at="when", domain="when")
    assert import_table(book, file, told, on="2026-01-01", doubles="take").n_new_forecasts == 5


def test_moments_ahead_of_today_are_named_and_listed_by_the_command_that_is_printed(tmp_path: Path) -> None:
    book, file = new_book(), tmp_path / "said.csv"
    file.write_text("p,came,when\n60 %,yes,2199-01-03\n70 %,no,2020-01-01\n")
    notes = import_table(book, file, Mapping(prob="p", outcome="came", at="when")).notes
    assert any("up to 2199-01-03" in note for note in notes)
    assert any(note.endswith("acumen questions --problems") for note in notes)
    assert {problem.code for problem in list_questions(book).problems} == {"in-the-future"}
    file.write_text("est,act,when\n6,5,2199-01-03\n")
    notes = import_table(book, file, Mapping(hours="est", taken="act", at="when")).notes
    assert any("1 moment lies ahead of today, up to 2199-01-03" in note for note in notes)
    assert not any("--problems" in note for note in notes), "which lists no hours"


def test_hours_out_of_a_table_are_said_to_be_pieces_of_work_and_a_figure_how_wide_it_is_taken(tmp_path: Path) -> None:
    book, file = new_book(), tmp_path / "work.csv"
    file.write_text(HOURS)
    import_table(book, file, BARE)
    page = " ".join(show(mean_hours(book, "4"), "text").split())
    assert "taken for 1.33 to 12 h, a third to three times that;" in page
    assert "20 pieces of work" in page
    assert "ended steps" not in page
