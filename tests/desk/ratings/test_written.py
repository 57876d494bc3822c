"""Tables of ratings, comparisons and labels, however they are written: the same options, nothing lost silently."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from acumen.catalog import ratings as rows
from acumen.catalog.rows import Verb
from acumen.catalog.shared import OF_A_FILE
from acumen.desk.front import ratings as front
from acumen.errors import UsageError

RATINGS = {"item": "item", "scores": ("score",), "rater": "rater"}
PAIRS = {"first": "a", "second": "b", "winner": "w"}
LABELS = {"item": "item", "rater": "rater", "label": "label"}
FRENCH = "item|rater|score\nx|é|1,5\nx|b|2\ny|é|4,5\ny|b|3\n"


def write(folder: Path, text: str, encoding: str = "utf-8") -> str:
    path = folder / "table.csv"
    path.write_bytes(text.encode(encoding))
    return str(path)


@pytest.mark.parametrize("verb", [rows.RATINGS, rows.PAIRS, rows.CLASSES, rows.APPRAISE])
def test_every_verb_that_reads_a_table_of_ratings_takes_the_same_options(verb: Verb) -> None:
    assert {one.flag for one in OF_A_FILE} <= {one.flag for one in verb.takes}


def test_what_is_said_of_a_file_reaches_its_reader(tmp_path: Path) -> None:
    path = write(tmp_path, FRENCH, "cp1252")
    with pytest.raises(UsageError, match="found 'score'"):
        front.ratings(path, **RATINGS, separator=";", encoding="cp1252")
    found = front.ratings(path, **RATINGS, separator="|", encoding="cp1252", decimal=",")
    assert (found.n_ratings, {one.rater for one in found.raters}) == (4, {"é", "b"})


def test_pairs_and_labels_are_read_as_they_are_said_to_be_written(tmp_path: Path) -> None:
    path = write(tmp_path, "a|b|w\nä, c|ö|ä, c\nä, c|ö|?\n", "utf-16")
    found = front.pairs(path, **PAIRS, separator="|", encoding="utf-16", missing="?")
    assert (found.n_comparisons, {one.item for one in found.items}) == (1, {"ä, c", "ö"})
    path = write(tmp_path, "item\trater\tlabel\nx\ta\t1\nx\tb\t?\ny\ta\t0\ny\tb\t0\n")
    labelled = front.classes(path, **LABELS, separator="tab", missing="?")
    assert (labelled.n_labels, labelled.classes) == (3.0, ("0", "1"))
    assert labelled.notes == ("1 row without an item, a rater or a label is left out.",)


@pytest.mark.parametrize(
    ("verb", "columns", "text"),
    [
        (front.ratings, RATINGS, 'item,rater,score\nx,a,1\nx,"b,2\ny,a,3\ny,b,4\nx,c,2\n'),
        (front.pairs, PAIRS, 'a,b,w\nx,y,x\nx,"y,x\nx,y,y\n'),
        (front.classes, LABELS, 'item,rater,label\nx,a,1\nx,"b,1\ny,a,0\ny,b,0\n'),
    ],
)
def test_a_quote_that_is_never_closed_is_a_problem_with_its_line(
    tmp_path: Path, verb: Callable[..., Any], columns: dict[str, Any], text: str
) -> None:
    found = verb(write(tmp_path, text), **columns)
    assert [problem.partition("table.csv:")[2][:3] for problem in found.problems] == ["3:1"]


@pytest.mark.parametrize(
    ("verb", "columns", "text", "said"),
    [
        (front.ratings, RATINGS, "item,rater,score\nx,a,weak\nx,b,strong\n", "2 rows can't be read.*:2:3.*'weak'"),
        (front.ratings, RATINGS, "item,rater,score\nx,a,1\nx,b,strong\ny,a,2\n", "1 row can't be read.*:3:3.*'strong'"),
        (front.pairs, PAIRS, "a,b,w\nx,y,z\n", "1 row can't be read.*:2:3"),
        (front.classes, LABELS, 'item,rater,label\nx,a,1\nx,"b,0\n', "1 row can't be read.*:3:1"),
    ],
)
def test_too_little_to_go_by_names_the_cells_that_could_not_be_read(
    tmp_path: Path, verb: Callable[..., Any], columns: dict[str, Any], text: str, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        verb(write(tmp_path, text), **columns)


def test_rows_without_a_score_are_counted(tmp_path: Path) -> None:
    path = write(tmp_path, "item,rater,score\nx,a,1\nx,b,\ny,a,3\ny,b,4\nx,c,NA\n")
    assert "2 rows without a score are left out." in front.ratings(path, **RATINGS).notes


@pytest.mark.parametrize(("n", "is_said"), [(3, True), (40, False)])
def test_few_comparisons_are_said_to_give_approximate_skills(tmp_path: Path, n: int, *, is_said: bool) -> None:
    found = front.pairs(write(tmp_path, "a,b,w\n" + "x,y,x\nx,y,y\n" * n), **PAIRS)
    assert found.is_approximate == is_said == ("approximate" in str(found))


def test_python_calls_take_how_a_file_is_written_as_one_argument() -> None:
    from acumen.desk.ratings.rank import classify, rank

    assert all("written" in inspect.signature(verb).parameters for verb in (rank, classify))
