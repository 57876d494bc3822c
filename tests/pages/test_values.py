"""The tables of a page for a program: values and not how they are said, nothing that a spreadsheet would run."""

import csv
import io
import json

from hypothesis import given, settings

from acumen.pages import Cell, Column, Facts, Page, Section, Table, Text
from acumen.pages.values import FORMULA, render, render_lines, sheets
from tests.pages.some_pages import PAGES

COLUMNS = (Column(head="If you started with …", name="step"), Column(head="λ /h", is_right=True), Column())
TABLE = Table(COLUMNS, (("a", Cell(0.25, "25 %", "chance"), "x, y"), ("b", Cell(None, "-"), "=1+1")))


def test_a_table_gives_its_values_under_the_names_of_its_columns() -> None:
    assert render((Text("so"), TABLE)) == 'step,λ_h,column_3\na,0.25,"x, y"\nb,,\'=1+1\n'
    assert render((TABLE,), "\t").splitlines()[1] == "a\t0.25\tx, y"


def test_each_row_is_an_object_a_line() -> None:
    assert [json.loads(line) for line in render_lines((TABLE,)).splitlines()] == [
        {"step": "a", "λ_h": 0.25, "column_3": "x, y"},
        {"step": "b", "λ_h": None, "column_3": "=1+1"},
    ]


def test_no_two_columns_have_one_name_and_a_dash_is_nothing() -> None:
    table = Table((Column(head="a"), Column(head="A"), Column()), (("-", "x", "--"),))
    assert render((table,)) == "a,a_2,column_3\n,x,'--\n"


def test_what_stands_under_a_row_is_a_column() -> None:
    table = Table((Column(head="a"),), (("x",), ("y",)), under=("because",), under_name="reason")
    assert render((table,)) == "a,reason\nx,because\ny,\n"


def test_several_tables_are_told_apart() -> None:
    page = (Facts(((("worth", Cell(4.0, "4 h", "hours")),),)), Section("More", (TABLE,)))
    assert render(page).startswith("what,value\nworth,4\n\nstep,")
    assert [json.loads(line)["table"] for line in render_lines(page).splitlines()] == [1, 2, 2]


def test_a_page_without_a_table_gives_nothing() -> None:
    assert not render((Text("so"),))
    assert not render_lines((Text("so"),))


@settings(max_examples=40)
@given(PAGES)
def test_every_row_can_be_read_back_and_none_holds_a_formula(page: Page) -> None:
    n_rows = sum(1 + len(sheet.rows) for sheet in sheets(page))
    read = [row for row in csv.reader(io.StringIO(render(page))) if row]
    assert len(read) == n_rows
    assert not [cell for row in read for cell in row if cell.startswith(FORMULA)]
    assert len(render_lines(page).splitlines()) == n_rows - len(list(sheets(page)))
