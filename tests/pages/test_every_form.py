"""What holds for each renderer: nothing of a table is lost and nothing is said twice."""

import pytest

from acumen.pages import Cell, Column, Facts, Page, Table, html, markdown, text, values

CELLS = [[f"w{row}x{column}" for column in range(3)] for row in range(4)]
COLUMNS = (Column(head="h0", width=20), Column(head="h1", width=9, is_right=True), Column(head="h2"))
PAGE: Page = (
    Table(COLUMNS, tuple((row[0], Cell(row[1], row[1]), row[2]) for row in CELLS)),
    Facts(((("label", "w9x9"),),)),
)


@pytest.mark.parametrize("render", [text.render, markdown.render, html.render, values.render, values.render_lines])
def test_every_cell_is_said_once(render: object) -> None:
    shown = render(PAGE)  # type: ignore[operator]
    for cell in [*(cell for row in CELLS for cell in row), "w9x9"]:
        assert shown.count(cell) == 1


@pytest.mark.parametrize("render", [text.render, markdown.render, html.render, values.render])
def test_every_head_is_said_once(render: object) -> None:
    shown = render(PAGE)  # type: ignore[operator]
    assert [shown.count(f"h{at}") for at in range(3)] == [1, 1, 1]
