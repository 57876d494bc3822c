"""Tables from outside: what is read, what is refused with its line, and what dates and outcomes may look like."""

from pathlib import Path

import pytest

from acumen.errors import UsageError
from acumen.importing.sheet import read_chance
from acumen.tables.table import keep_rows, parse_table, read_table


def test_cells_are_stripped_and_rows_know_their_line() -> None:
    table = parse_table('a, b\n1 , "x\ny"\n\n , \n2,z\n', source="t.csv")
    assert table.names == ("a", "b")
    assert table.texts("a") == ("1", "2")
    assert table.texts("b") == ("x\ny", "z")
    assert table.lines == (2, 6)
    assert table.n_rows == 2


def test_quoted_cells_may_hold_separators_and_ends_of_lines() -> None:
    table = parse_table('a,b\r\n"1,5","two\r\nlines"\r\n3,4\r\n', source="t.csv")
    assert table.texts("a") == ("1,5", "3")
    assert table.texts("b") == ("two\r\nlines", "4")
    assert table.lines == (2, 4)


@pytest.mark.parametrize("text", ["a\rb\r", "a\nb\n", "a\r\nb\r\n", "a\nb"])
def test_any_end_of_line_is_one(text: str) -> None:
    assert parse_table(text, source="t.csv").texts("a") == ("b",)


@pytest.mark.parametrize(("source", "sign"), [("t.csv", ";"), ("t.csv", "\t"), ("T.TSV", "\t"), ("t.csv", ",")])
def test_separators_are_told_by_the_name_or_the_first_line(source: str, sign: str) -> None:
    table = parse_table(f"a{sign}b\n1{sign}2\n", source=source)
    assert table.texts("b") == ("2",)


def test_columns_without_a_name_are_dropped() -> None:
    table = parse_table(",a,\n0,1,\n", source="t.csv")
    assert table.texts("a") == ("1",)
    assert table.texts("column 1") == ("0",), "what has cells has a name"
    assert len(table.columns) == 2
    with pytest.raises(UsageError, match="column"):
        table.texts("")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "names of columns"),
        (",,\n1,2,3\n", "names of columns"),
        ("{}\n", "found JSON"),
        ("<table>\n", "found a page"),
    ],
)
def test_what_is_no_table_is_refused_with_its_place(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        parse_table(text, source="t.csv")
    assert caught.value.hint


def test_a_column_that_is_not_there_is_named_with_the_nearest() -> None:
    table = parse_table("prob,outcome\n.5,1\n", source="t.csv")
    with pytest.raises(UsageError, match="found 'probs'") as caught:
        table.texts("probs")
    assert caught.value.hint.startswith("did you mean 'prob'? its columns: prob")
    with pytest.raises(UsageError) as caught:
        table.texts("zzz")
    assert caught.value.hint == "its columns: prob, outcome"


def test_a_cell_that_cannot_be_read_is_a_problem_and_the_others_are_kept() -> None:
    table = parse_table("p\n.5\nNA\nmany\n.7\n", source="t.csv")
    values, problems = table.parse("p", read_chance, expected="a chance")
    assert values == (0.5, None, None, 0.7)
    assert [str(problem) for problem in problems] == ["t.csv:4:1: expected a chance in column 'p', found 'many' [cell]"]
    assert keep_rows(values, (1, 1, 1, None)) == [0]


@pytest.mark.parametrize(
    ("kept", "name"),
    [
        (b"\xef\xbb\xbfa\n\xc3\xa9\n", "é"),
        ("a\né\n".encode("utf-16"), "é"),
        (b"a\n\xe9\n", "é"),
    ],
)
def test_files_are_read_in_what_spreadsheets_write(tmp_path: Path, kept: bytes, name: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(kept)
    assert read_table(path).texts("a") == (name,)


def test_a_file_that_is_not_there_is_reported(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't read"):
        read_table(tmp_path / "none.csv")
