"""Bytes and texts as rows of cells: each case stands for its kind, as people's files have it."""

import gzip
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from acumen.errors import UsageError
from acumen.tables.encoding import _without_mark, decode
from acumen.tables.table import Table, parse_bytes, parse_table, read_table


def read(text: str | bytes) -> Table:
    data = text.encode() if isinstance(text, str) else text
    return parse_bytes(data, source="t.csv")


def rows(table: Table) -> list[tuple[str, ...]]:
    return [
        row for at, row in enumerate(zip(*table.columns.values(), strict=True)) if at not in table.wrong
    ]  # what can be trusted


def test_a_quote_that_is_never_closed_costs_its_own_line_and_no_other() -> None:
    table = read('claim,chance,note\nRain,0.7,"looked at radar\nSnow,0.1,x\nHail,0.3,"y"\nWind,0.9,z\n')
    assert rows(table) == [("Snow", "0.1", "x"), ("Hail", "0.3", "y"), ("Wind", "0.9", "z")]
    assert {table.lines[row]: why for row, why in table.wrong.items()} == {2: "a quote is opened here and never closed"}


def test_a_quote_that_swallows_whole_rows_before_another_closes_it_is_found() -> None:
    table = read('a,b,c\n1,2,"open\n3,4,5\n6,7,8\n9,10,"shut"\n')
    assert rows(table) == [("3", "4", "5"), ("6", "7", "8"), ("9", "10", "shut")]
    assert list(table.wrong) == [0]
    two = read('a,b\n1,"open\n3,4\n6,7\n9,"shut"\n')
    assert rows(two) == [("3", "4"), ("6", "7"), ("9", "shut")]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('"two\nlines",2', ("two\nlines", "2")),
        ('"say ""hi""",2', ('say "hi"', "2")),
        ('say "hi",2', ('say "hi"', "2")),
        ('"he said \\"no\\"",2', ('he said "no"', "2")),
        (' "spaced" ,2', ("spaced", "2")),
    ],
)
def test_quotes_that_go_in_pairs_are_read_as_they_are_meant(line: str, cells: tuple[str, str]) -> None:
    table = read(f"a,b\n{line}\nx,y\n")
    assert rows(table) == [cells, ("x", "y")]
    assert not table.wrong


def test_a_row_that_is_short_is_kept_and_one_with_more_than_its_head_is_not_trusted() -> None:
    table = read("a,b,c\n1,2\n1,2,3,\n1,2,3,4\n")
    assert rows(table) == [("1", "2", ""), ("1", "2", "3")]
    assert table.wrong == {2: "expected 3 cells as in its head, found 4"}
    assert "1 row has fewer cells" in table.notes[0]


@pytest.mark.parametrize("text", ["sep=;\nclaim;chance\nRain;0,7\n", "\ufeffsep=;\r\nclaim;chance\r\nRain;0,7\r\n"])
def test_the_line_that_excel_writes_says_what_separates(text: str) -> None:
    assert read(text).texts("chance") == ("0,7",)


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("claim;chance\nRain;0,7\nSnow;0,125\n", ";"),
        ("claim, in short;chance, in %\nRain, or snow;70\n", ";"),
        ("claim|p\na, b|1\n", "|"),
        ("claim\tp\na;b,c\t1\n", "\t"),
        ("claim\na;b\n", ","),
    ],
)
def test_what_separates_is_what_most_rows_agree_on(text: str, separator: str) -> None:
    assert read(text).separator == separator


def test_lines_above_the_head_are_passed_over_and_said() -> None:
    table = read("My forecasts 2026,,\n,,\nclaim,chance,outcome\nRain,0.7,yes\n")
    assert table.names == ("claim", "chance", "outcome")
    assert table.notes == ("1 line above the names of columns passed over.",)


def test_columns_that_repeat_are_told_apart_and_asked_about_only_where_one_is_wanted() -> None:
    table = read("Key,Labels,Labels\na,x,y\n")
    assert table.texts("Labels (2)") == ("y",)
    with pytest.raises(UsageError, match="'Labels' 2 times"):
        table.texts("Labels")
    assert table.texts("key") == ("a",)


def test_a_byte_that_is_no_utf8_is_named_with_its_line_and_the_rest_read() -> None:
    table = read("claim,p\nZażółć,1\n".encode() + b"bad \xff byte,2\n" + "日本語,3\n".encode())
    assert rows(table) == [("Zażółć", "1"), ("日本語", "3")]
    assert table.wrong == {1: "expected UTF-8, found byte ff on line 3"}


@pytest.mark.parametrize(
    ("data", "encoding", "said"),
    [
        (b"claim,p\nRain,1\nbad \x81 byte,2\n", "cp1252", "expected t.csv in cp1252, found byte 81 on line 3"),
        (b"\xff,p\nRain,1\n", "ascii", "expected t.csv in ascii, found byte ff on line 1"),
    ],
)
def test_a_byte_that_the_encoding_told_does_not_have_is_named_with_its_line(
    data: bytes, encoding: str, said: str
) -> None:
    with pytest.raises(UsageError) as refused:
        decode(data, source="t.csv", encoding=encoding)
    assert str(refused.value) == said


def test_a_byte_of_no_encoding_that_is_tried_is_named_with_its_line() -> None:
    with pytest.raises(UsageError, match="byte 81 on line 2 is neither"):
        read(b"claim,p\n\x81\x8d\x8f\x90,1\nRain,2\n")


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        ("Frage;p\nWird es schön über Köln?;1\nl\u2019été – déjà vu;2\n", "cp1252", "cp1252"),
        ("Pytanie;p\nZażółć gęślą jaźń;1\n", "cp1250", "cp1250"),
        ("claim,p\nZażółć,1\n", "utf-16", "utf-16"),
        ("claim,p\nRain in Köln,1\n", "utf-16-le", "utf-16-le"),
        ("claim,p\nZażółć,1\n", "utf-8-sig", "utf-8"),
    ],
)
def test_an_encoding_is_told_by_its_bytes(text: str, encoding: str, found: str) -> None:
    table = read(text.encode(encoding))
    assert table.encoding == found
    assert next(iter(table.columns.values())) == tuple(
        line.replace(";", ",").split(",")[0] for line in text.splitlines()[1:]
    )


@pytest.mark.parametrize(
    "encoding", ["cp1251", "koi8-r", "euc-jp", "iso2022-jp", "cp437", "mac-roman", "gb18030", "cp949"]
)
def test_an_encoding_that_the_bytes_do_not_tell_is_asked_for(encoding: str) -> None:
    words = {"cp1251": "Пойдёт ли дождь завтра", "cp949": "내일 비가 온다", "gb18030": "明天会下雨吗"}
    words |= {"koi8-r": words["cp1251"]} | dict.fromkeys(("euc-jp", "iso2022-jp"), "雨が降るかもしれません")
    text = f"claim,p\n{words.get(encoding, 'déjà vu à Zürich, être')},1\n".replace("Zürich, ", "Zürich ")
    with pytest.raises(UsageError, match="encoding") as raised:
        read(text.encode(encoding))
    assert "--encoding" in raised.value.hint


def test_gzip_is_unfolded_and_half_of_it_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n1,2\n"))
    assert read_table(path).texts("b") == ("2",)
    path.write_bytes(gzip.compress(b"a,b\n" + b"1,2\n" * 9999)[:-30])
    with pytest.raises(UsageError, match="can't read"):
        read_table(path)


def test_a_huge_cell_is_a_cell() -> None:
    assert len(read(f'a,b\n"{"x" * 3_000_000}",1\n').texts("a")[0]) == 3_000_000


def workbook(cells: list[list[object]], **formats: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    book.create_sheet("Empty", 0)
    for row in cells:
        sheet.append(row)
    for place, form in formats.items():
        sheet[place].number_format = form
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_is_read_as_what_its_cells_hold(tmp_path: Path) -> None:
    from datetime import datetime, timedelta

    path = tmp_path / "t.xlsx"
    when = datetime(2026, 3, 4)  # noqa: DTZ001
    path.write_bytes(
        workbook(
            [
                ["Title of all"],
                ["claim", "p", "said", "took", "ok"],
                ["Rain", 0.7, when, timedelta(hours=26), True],
                ["Snow", 3, None, 1.5, "#N/A"],
            ],
            B3="0%",
        )
    )
    table = read_table(path)
    assert rows(table) == [("Rain", "70%", "2026-03-04", "26:00:00", "yes"), ("Snow", "3", "", "1.5", "")]
    assert table.lines == (3, 4)  # as the program numbers them


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 x", "a PDF"),
        (b"\xd0\xcf\x11\xe0 x", "an old Excel file"),
        (b"a\x00\x01\x02\x03b\x00\x00\x00", "no text"),
        (b'{"a": 1}', "JSON"),
        (b"<html>", "a page"),
    ],
)
def test_what_is_no_table_is_called_by_its_name(tmp_path: Path, data: bytes, what: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    with pytest.raises(UsageError, match=what):
        read_table(path)


def test_a_packed_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.csv", "a,b\n")
    with pytest.raises(UsageError, match="a packed file"):
        read_table(path)


def test_a_table_of_one_column_is_one() -> None:
    assert parse_table("a\n1\n2\n", source="t.csv").texts("a") == ("1", "2")


@pytest.mark.parametrize("sign", [";;", '"', "\n"])
def test_what_can_not_separate_is_refused(sign: str) -> None:
    with pytest.raises(UsageError, match="one sign"):
        parse_table("a;b\n1;2\n", source="t.csv", separator=sign)
    if sign == '"':
        with pytest.raises(UsageError, match="one sign"):
            read('sep="\na,b\n')


@pytest.mark.parametrize(("n_zeros", "is_read"), [(24, False), (25, True), (26, True)])
def test_utf_16_without_its_mark_is_known_by_a_quarter_of_zeros_on_one_side(n_zeros: int, is_read: bool) -> None:  # noqa: FBT001
    """Of 100 bytes, so many letters of 50 are of ASCII: the others have both their bytes."""
    text = ("a" * n_zeros + "ż" * (50 - n_zeros)).encode("utf-16-le")
    assert _without_mark(text) == ("utf-16-le" if is_read else None)
    assert _without_mark(text[1:] + b"a") == ("utf-16-be" if is_read else None)


@pytest.mark.parametrize(("n_other", "is_read"), [(3, True), (4, False)])
def test_zeros_on_the_other_side_too_are_no_text(n_other: int, is_read: bool) -> None:  # noqa: FBT001
    """One in ten of the side that has most, and no more."""
    text = b"a\x00" * 30 + b"\x00a" * n_other + b"zz" * 10
    assert (_without_mark(text) == "utf-16-le") is is_read


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ('Say \\"hi\\",0.7,yes', 'Say "hi"'),  # pandas with escapechar, doublequote=False
        ('"Say \\"hi\\", twice",0.7,yes', 'Say "hi", twice'),
        ('"ends with \\"",0.7,yes', 'ends with "'),
        ('Say \\"a\\, b\\",0.7,yes', 'Say "a, b"'),  # QUOTE_NONE
        ('C:\\new \\"x\\",0.7,yes', 'C:\\new "x"'),  # what escapes nothing stays
        ('"C:\\dir\\",0.7,yes', "C:\\dir\\"),  # a path, and no quote
        ('"a \\""b\\"" c",0.7,yes', 'a \\"b\\" c'),  # doubled as they should be
    ],
)
def test_quotes_behind_backslashes_are_read_where_a_row_can_only_be_read_so(text: str, cells: str) -> None:
    table = read(f"claim,chance,outcome\n{text}\nSnow,0.1,no\n")
    assert rows(table) == [(cells, "0.7", "yes"), ("Snow", "0.1", "no")]


def test_backslashes_mean_the_same_in_rows_beside_one_that_shows_it_and_are_kept_and_told_where_none_does() -> None:
    shown = read('claim,chance\nSay \\"hi\\",0.7\nC:\\\\new,0.1\n"in ""C:\\\\x""",0.2\n')
    assert [row[0] for row in rows(shown)] == ['Say "hi"', "C:\\new", 'in "C:\\x"']
    plain = read("claim,chance\nC:\\\\new,0.1\n")
    assert rows(plain) == [("C:\\\\new", "0.1")]
    assert plain.notes == ("All backslashes come in pairs: kept as written.",)
    assert read('claim,chance\n"open \\" x,0.7\nSnow,0.1\n').wrong == {0: "a quote is opened here and never closed"}
