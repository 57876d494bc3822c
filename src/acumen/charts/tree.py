"""A tree of situations: boxes in columns by depth, lines between them."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from acumen.charts.chart import Chart
from acumen.charts.look import DARK, MIDDLE, finish, table

N_COLUMN_PIXELS, N_ROW_PIXELS = 230, 56


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A situation: where it stands (column and row, from 0), what it says in two lines, whether it is an end."""

    column: int
    row: float
    head: str
    foot: str
    is_end: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """From one box to another, by their numbers; `is_solid` where the step worked, dashed where it did not."""

    start: int
    end: int
    is_solid: bool


def draw_tree(boxes: Sequence[Box], lines: Sequence[Line], *, title: str, subtitle: str = "") -> Chart:
    """Solid lines: it worked; dashed: it did not. `ValueError` where a line names no box."""
    if any(not 0 <= number < len(boxes) for line in lines for number in (line.start, line.end)):
        raise ValueError("a line of the tree names a box that is not there")
    places = [{"x": box.column, "y": box.row, "head": box.head, "foot": box.foot, "end": box.is_end} for box in boxes]
    links = [
        {
            "x": boxes[line.start].column,
            "y": boxes[line.start].row,
            "x2": boxes[line.end].column,
            "y2": boxes[line.end].row,
            "how": "it worked" if line.is_solid else "it did not",
        }
        for line in lines
    ]
    right, low = max((box.column for box in boxes), default=0), max((box.row for box in boxes), default=0.0)
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-0.1, right + 0.9], nice=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[low + 0.6, -0.6], nice=False))
    how = ["it worked", "it did not"]
    edges = (
        alt.Chart(table(links))
        .mark_rule(strokeWidth=1.6)
        .encode(
            x=x,
            y=y,
            x2="x2:Q",
            y2="y2:Q",
            color=alt.Color("how:N", title=None, scale=alt.Scale(domain=how, range=[DARK, MIDDLE])),
            strokeDash=alt.StrokeDash("how:N", title=None, scale=alt.Scale(domain=how, range=[[1, 0], [5, 4]])),
        )
    )
    dots = alt.Chart(table(places)).mark_point(filled=True, size=70, opacity=1, color="black").encode(x=x, y=y)
    texts = alt.Chart(table(places)).encode(x=x, y=y)
    heads = texts.mark_text(align="left", dx=9, dy=-8, fontSize=14, fontWeight="bold", limit=N_COLUMN_PIXELS - 14)
    feet = texts.mark_text(align="left", dx=9, dy=9, fontSize=12, color="#444444", limit=N_COLUMN_PIXELS - 14)
    size = {"width": N_COLUMN_PIXELS * (right + 1), "height": max(120.0, N_ROW_PIXELS * (low + 1.2))}
    layers = alt.layer(edges, dots, heads.encode(text="head:N"), feet.encode(text="foot:N")).properties(**size)
    return finish(layers, title=title, subtitle=subtitle)
