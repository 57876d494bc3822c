"""Files that are too much, damaged, or made to do harm: an error in words, and no more memory than they are worth."""

import gzip
import io
import os
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from acumen.errors import UsageError
from acumen.tables import encoding, splitting, table, workbook
from acumen.tables.encoding import unfold
from acumen.tables.table import Table, parse_bytes, read_table

SOURCE = "t.csv"


def parse(text: str | bytes) -> Table:
    return parse_bytes(text if isinstance(text, bytes) else text.encode(), source=SOURCE)


def workbook_of(cells: list[list[object]], *, far: str = "") -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in cells:
        book.active.append(row)
    if far:
        book.active[far] = 1
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_a_head_of_more_columns_than_excel_has_is_refused() -> None:
    with pytest.raises(UsageError, match=r"at most 16,384 columns in t\.csv, found 16,385"):
        parse(",".join("a" * 16_385) + "\n")
    assert len(parse(",".join(map(str, range(16_384))) + "\n").names) == 16_384


@pytest.mark.parametrize("text", ["a,b\n" + "1,2\n" * 10, "a,b\n" + "1\n" * 10, "a,b\n" + "1,2,3\n" * 7])
def test_more_cells_than_memory_is_meant_for_are_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(splitting, "MOST_CELLS", 19)
    with pytest.raises(UsageError, match="at most 19 cells"):
        parse(text)


def test_lines_are_counted_before_they_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splitting, "MOST_CELLS", 19)
    with pytest.raises(UsageError, match="at most 19 cells"):
        parse("a,b\n1,2\n" + "\n" * 20)


def test_a_huge_cell_is_a_problem_of_its_row_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splitting, "MOST_IN_CELL", 1000)
    found = parse(f"claim,chance\nA,1\n{'x' * 1001},2\nB,3\n")
    assert found.columns["chance"] == ("1", "", "3")
    assert found.wrong == {1: "expected at most 1,000 letters in a cell"}


def test_a_byte_nought_is_no_letter_wherever_it_stands() -> None:
    rows = b"C,1\n" * 3000
    for text in (b"claim,chance\nA\x00B,2\n" + rows, b"claim,chance\n" + rows + b"A\x00B,2\n"):
        found = parse(text)
        assert list(found.wrong.values()) == [
            f"expected UTF-8, found byte 00 on line {found.lines[next(iter(found.wrong))]}"
        ]
        assert found.n_rows == 3001
    with pytest.raises(UsageError, match="bytes that are no text"):
        parse(b"\x00\x01\x02\x00" * 20)


def test_ends_of_lines_may_be_mixed() -> None:
    found = parse(b'claim,chance\r\nA,1\rB,2\nC,3\r\n"D\r\nd",4\n')
    assert found.columns["chance"] == ("1", "2", "3", "4")
    assert found.lines == (2, 3, 4, 5)


def test_an_open_quote_far_below_costs_its_own_row_only() -> None:
    n = 400
    text = "claim,chance\n" + "".join(f'"q{row}{"" if row == 200 else chr(34)},{row}\n' for row in range(n))
    found = parse(text)
    assert (found.n_rows, list(found.wrong)) == (n, [200])
    assert found.lines[200] == 202


def test_all_parts_of_a_gzip_file_are_read() -> None:
    packed = gzip.compress(b"claim,chance\nA,1\n") + gzip.compress(b"B,2\n") + b"\x00" * 7
    assert parse(unfold(packed, source=SOURCE)).columns["claim"] == ("A", "B")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda packed: packed[:-9], "its end missing"),
        (lambda packed: packed + b"more", "can't read"),
        (lambda packed: packed[:20] + b"\xff" * 8 + packed[28:], "can't read"),
    ],
)
def test_a_damaged_gzip_file_is_refused(change: object, said: str) -> None:
    packed = gzip.compress(b"claim,chance\n" + bytes(range(48, 120)) * 9)
    with pytest.raises(UsageError, match=said):
        unfold(change(packed), source=SOURCE)  # type: ignore[operator]


def locked(read: bytes) -> bytes:
    """The same zip, its files marked as having a password."""
    marked = bytearray(read)
    for head, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        begin = -1
        while (begin := marked.find(head, begin + 1)) >= 0:
            marked[begin + at] |= 1
    return bytes(marked)


def without(read: bytes, part: str) -> bytes:
    """The same zip, half of a part cut off."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(read)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, text[: len(text) // 2] if name == part else text)
    return written.getvalue()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda read: read[: len(read) // 2], "packed, and damaged"),
        (locked, "has a password"),
        (lambda read: without(read, "xl/worksheets/sheet1.xml"), "the workbook is damaged$"),
        (lambda read: without(read, "xl/workbook.xml"), "the workbook is damaged$"),
        (b"\xd0\xcf\x11\xe0" + bytes(99) + "EncryptedPackage".encode("utf-16-le"), "with a password"),
        (b"\xd0\xcf\x11\xe0" + bytes(99), "an old Excel file"),
        (b'[\n {"claim": 1}]', "found JSON"),
        (b"{\\rtf1 claim}", "RTF"),
        (b" <table>", "found a page"),
    ],
)
def test_what_is_no_whole_table_is_said_in_words(
    tmp_path: Path, change: bytes | Callable[[bytes], bytes], said: str
) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(change if isinstance(change, bytes) else change(workbook_of([["claim", "chance"], ["A", 0.5]])))
    with pytest.raises(UsageError, match=said):
        read_table(path)


def test_a_head_that_begins_with_a_bracket_is_no_other_thing() -> None:
    assert parse("[claim],{,p\na,b,1\n").names == ("[claim]", "{", "p")
    assert parse("{,p\nb,1\n").names == ("{", "p")


def test_a_folder_and_a_pipe_into_which_nobody_writes_are_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="expected a file, found the folder"):
        read_table(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError, match="found none"):
        read_table(tmp_path / "pipe")


def test_what_comes_through_a_pipe_is_waited_for() -> None:
    begin, end = os.pipe()
    with subprocess.Popen(["sh", "-c", "sleep .05; printf 'claim,p\\na,1\\n'"], stdout=end):
        os.close(end)
        assert read_table(f"/dev/fd/{begin}").columns["p"] == ("1",)
    os.close(begin)


@pytest.mark.parametrize("n_parts", [1, 3])
def test_what_unfolds_to_too_much_is_refused_early(monkeypatch: pytest.MonkeyPatch, n_parts: int) -> None:
    monkeypatch.setattr(encoding, "MOST_BYTES", 1000)
    packed = b"".join(gzip.compress(b"a,b\n" * (249 // n_parts)) for _ in range(n_parts))
    assert unfold(packed + gzip.compress(b"a,b\n"), source=SOURCE) == b"a,b\n" * 250, "just as much as may be"
    packed = b"".join(gzip.compress(b"a,b\n" * (300 // n_parts)) for _ in range(n_parts))
    with pytest.raises(UsageError, match="more than 256 MiB in it"):
        unfold(packed, source=SOURCE)


def test_a_file_that_is_too_large_is_refused_unread(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(table, "MOST_BYTES", 10)
    (tmp_path / "t.csv").write_text("claim,chance\n")
    with pytest.raises(UsageError, match="larger than 256 MiB"):
        read_table(tmp_path / "t.csv")


def test_a_workbook_that_unfolds_to_too_much_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_BYTES", 5000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", "a" * 5001)
    with pytest.raises(UsageError, match="more than 256 MiB in it"):
        workbook.is_workbook(packed.getvalue(), source="t.xlsx")


def test_a_cell_far_to_the_right_does_not_make_every_row_so_long(monkeypatch: pytest.MonkeyPatch) -> None:
    read = workbook_of([["claim", "chance"], ["A", 0.5], ["B", 0.6]], far="XFD2")
    assert len(workbook.read_workbook(read, source="t.xlsx")[1]) == 16_384
    monkeypatch.setattr(splitting, "MOST_CELLS", 40_000)
    with pytest.raises(UsageError, match="at most 40,000 cells"):
        workbook.read_workbook(read, source="t.xlsx")


def test_a_workbook_with_more_rows_than_excel_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    with pytest.raises(UsageError, match="at most 2 rows"):
        workbook.read_workbook(workbook_of([["claim"], ["A"], ["B"]]), source="t.xlsx")


def test_without_openpyxl_a_workbook_is_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    read = workbook_of([["claim"], ["A"]])
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(UsageError, match="need openpyxl") as caught:
        workbook.read_workbook(read, source="t.xlsx")
    assert "acumen[excel]" in caught.value.hint
