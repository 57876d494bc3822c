"""Ratings out of tables of three shapes: what goes together, what is left out, and what is said of it."""

from pathlib import Path

import pytest

from acumen.errors import UsageError
from acumen.tables.ratings import Columns, GatheredRatings, gather

LONG = Columns(item="i", rater="r", scores=("s",))
MARKS = Columns(item="i", rater="r", criterion="c", scores=("s",))


def gathered(folder: Path, text: str, columns: Columns, **weights: float) -> GatheredRatings:
    path = folder / "t.csv"
    path.write_text(text, encoding="utf-8")
    return gather(str(path), columns, weights=weights)


@pytest.mark.parametrize(
    "columns",
    [
        Columns(item="i"),
        Columns(item="i", scores=("s",), wide=("a", "b")),
        Columns(item="i", wide=("a", "b"), rater="r"),
        Columns(item="i", wide=("a", "b"), criterion="c"),
        Columns(item="i", wide=("a", "b"), committee="k"),
        Columns(item="i", scores=("s",), criterion="c"),
        Columns(item="i", rater="r", scores=("s", "t"), criterion="c"),
    ],
)
def test_columns_that_do_not_go_together_are_refused_before_the_file_is_read(columns: Columns) -> None:
    with pytest.raises(UsageError, match="expected") as refused:
        gather("nowhere.csv", columns)
    assert refused.value.hint


def test_rows_without_a_score_or_an_item_are_left_out_and_counted(tmp_path: Path) -> None:
    found = gathered(tmp_path, "i,r,s\na,x,3\na,y,\n,x,4\n,y,5\nb,x,2\n", LONG)
    assert (found.items, found.raters, found.scores) == (("a", "b"), ("x", "x"), (3.0, 2.0))
    assert found.notes == ("1 row without a score is left out.", "2 ratings name no item and are left out.")
    assert not found.problems


def test_several_scores_are_weighted_into_one_and_a_rating_needs_all_of_them(tmp_path: Path) -> None:
    columns = Columns(item="i", rater="r", scores=("s", "t"))
    found = gathered(tmp_path, "i,r,s,t\na,x,3,1\na,y,5,\nb,x,2,4\n", columns, s=3.0, t=1.0)
    assert found.scores == (2.5, 2.5)
    assert found.weights == {"s": 0.75, "t": 0.25}
    assert found.criteria == {"s": (3.0, 2.0), "t": (1.0, 4.0)}
    assert len(found.notes) == 1


def test_marks_by_criterion_are_one_rating_where_none_is_lacking(tmp_path: Path) -> None:
    text = "i,r,c,s\na,x,p,4\na,x,q,8\na,y,p,1\nb,y,q,3\nb,y,p,5\n"
    found = gathered(tmp_path, text, MARKS)
    assert (found.items, found.raters, found.scores) == (("a", "b"), ("x", "y"), (6.0, 4.0))
    assert found.weights == {"p": 0.5, "q": 0.5}
    assert len(found.notes) == 1


def test_a_column_per_rater_gives_names_only_where_columns_are_raters(tmp_path: Path) -> None:
    text = "i,x,y\na,1,2\nb,,4\n"
    for are_named, raters in ((True, ("x", "x", "y", "y")), (False, None)):
        found = gathered(tmp_path, text, Columns(item="i", wide=("x", "y"), are_raters_named=are_named))
        order = sorted(zip(found.items, found.scores, strict=True))
        assert order == [("a", 1.0), ("a", 2.0), ("b", 4.0)]
        assert found.raters == (None if raters is None else ("x", "y", "y"))


def test_cells_that_are_no_score_are_told_in_the_order_of_the_table(tmp_path: Path) -> None:
    columns = Columns(item="i", rater="r", scores=("s", "t"))
    rows = "".join(f"n{number},x,{number},{number}\n" for number in range(30))
    found = gathered(tmp_path, f"i,r,s,t\na,x,good,1\nb,x,2,bad\n{rows}", columns)
    assert [(problem.where.line, problem.where.column) for problem in found.problems] == [(2, 3), (3, 4)]
    assert len(found.items) == 30
