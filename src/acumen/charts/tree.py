"""A tree of situations: each is one box; where another way comes to it again, that way ends in its number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import altair as alt

from acumen.charts.chart import Chart
from acumen.charts.look import DARK, FAINT_INK, INK, MIDDLE, N_SMALL, N_TEXT, finish, table
from acumen.charts.placing import Box, Places, Way, place

BOX_WIDTH, BOX_HEIGHT = 208.0, 42.0  # pixels, as everything here
COLUMN, ROW = 298.0, 80.0
MARGIN, SIGN_WIDTH, STUB = 8.0, 7.3, 20.0
THIN, THICK = 1.2, 7.0
WORKED, FAILED = "it worked", "it did not"  # solid and dashed
FRAME: Mapping[str, Any] = {"stroke": DARK, "strokeWidth": 1.5, "cornerRadius": 4}
WORDS: Mapping[str, Any] = {
    "align": "left",
    "baseline": "middle",
    "color": INK,
    "fontSize": N_SMALL,
    "limit": BOX_WIDTH - 12.0,
}

_Table: TypeAlias = list[dict[str, object]]


@dataclass(slots=True)
class _Rows:
    """What is drawn: lines, frames and words, as rows of tables."""

    lines: _Table = field(default_factory=list)
    frames: _Table = field(default_factory=list)
    figures: _Table = field(default_factory=list)
    ends: _Table = field(default_factory=list)
    goals: _Table = field(default_factory=list)
    width: float = 0.0
    height: float = 0.0

    def reach(self, x: float, y: float) -> None:
        """Make the drawing large enough for a point."""
        self.width, self.height = max(self.width, x), max(self.height, y)

    def end(self, places: Places, way: Way, x: float, y: float) -> None:
        """The words where a way ends."""
        text = way.end if way.to is None else f"to {places.boxes[way.to].number}"
        right = x + SIGN_WIDTH * len(text)
        if way.is_goal:
            self.goals.append({"x": x, "y": y - 10.0, "x2": right + 10.0, "y2": y + 10.0, "text": text})
        else:
            self.ends.append({"x": x, "y": y, "text": text})
        self.reach(right + 12.0, y + 12.0)


def draw_tree(boxes: Sequence[Box], *, title: str, subtitle: str | Sequence[str] = "") -> Chart:
    """The tree that starts with the first box. `ValueError` where there is none, or a way leads to no box."""
    ends = [way.to for box in boxes for way in (box.won, box.lost) if way is not None and way.to is not None]
    if not boxes or any(not 0 <= number < len(boxes) for number in ends):
        raise ValueError("expected a first box, and ways that lead to boxes")
    places, rows = place(boxes), _Rows()
    for number in places.at:
        _add(rows, places, number)
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, rows.width], nice=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[rows.height, 0], nice=False))
    thickness = alt.StrokeWidth("prob:Q", legend=None, scale=alt.Scale(domain=[0, 1], range=[THIN, THICK]))
    dashes = alt.StrokeDash("way:N", legend=None, scale=alt.Scale(domain=[WORKED, FAILED], range=[[1, 0], [5, 3]]))
    layers = alt.layer(
        alt.Chart(table(rows.lines))
        .mark_rule(color=MIDDLE)
        .encode(x, y, x2="x2:Q", y2="y2:Q", strokeWidth=thickness, strokeDash=dashes),
        _boxes(rows.frames, x, y, fill="white").encode(tooltip=alt.Tooltip("hint:N", title=" ")),
        _text(rows.frames, "head", x, y, {"dx": 9, "dy": 15, "fontSize": N_TEXT + 1, "fontWeight": "bold"}),
        _text(rows.frames, "foot", x, y, {"dx": 9, "dy": 32, "color": FAINT_INK}),
        _text(rows.figures, "text", x, y, {"color": FAINT_INK}),
        _text(rows.ends, "text", x, y, {}),
        _boxes(rows.goals, x, y, fill=DARK),
        _text(rows.goals, "text", x, y, {"dx": 7, "dy": 11, "color": "white", "fontWeight": "bold"}),
    )
    return finish(layers.properties(width=rows.width, height=rows.height), title=title, subtitle=subtitle)


def _boxes(rows: _Table, x: alt.X, y: alt.Y, *, fill: str) -> alt.Chart:
    boxes: alt.Chart = alt.Chart(table(rows)).mark_rect(fill=fill, **FRAME).encode(x, y, x2="x2:Q", y2="y2:Q")
    return boxes


def _text(rows: _Table, name: str, x: alt.X, y: alt.Y, look: Mapping[str, Any]) -> alt.Chart:
    words: alt.Chart = alt.Chart(table(rows)).mark_text(**{**WORDS, **look}).encode(x, y, text=f"{name}:N")
    return words


def _add(rows: _Rows, places: Places, number: int) -> None:
    """A box and the two ways from it."""
    box, (column, row) = places.boxes[number], places.at[number]
    x, y = column * COLUMN, row * ROW
    right, low, middle = x + BOX_WIDTH, y + BOX_HEIGHT, y + BOX_HEIGHT / 2.0
    head = f"{box.number}. {box.head}"
    rows.frames.append(
        {"x": x, "y": y, "x2": right, "y2": low, "head": head, "foot": box.foot, "hint": box.hint or head}
    )
    rows.reach(right + 2.0, low + 2.0)
    is_won = places.below(number)
    beside, under = box.way(is_won=not is_won), box.way(is_won=is_won)
    if beside is not None:
        start = x + COLUMN
        rows.lines.append({"x": right, "y": middle, "x2": start, "y2": middle, **_look(beside, is_won=not is_won)})
        for text, up in zip(beside.label, (-11.0, 13.0), strict=True):
            rows.figures.append({"x": right + MARGIN, "y": middle + up, "text": text})
        if places.child(number, is_won=not is_won) is None:
            rows.end(places, beside, start + 5.0, middle)
    if under is not None:
        below = places.child(number, is_won=is_won)
        end = low + STUB if below is None else places.at[below][1] * ROW
        line, figures = x + 2.0 * MARGIN, ", ".join(part for part in under.label if part)
        rows.lines.append({"x": line, "y": low, "x2": line, "y2": end, **_look(under, is_won=is_won)})
        rows.figures.append({"x": line + MARGIN, "y": low + STUB - 4.0, "text": figures})
        if below is None:
            rows.end(places, under, line + 2.0 * MARGIN + 6.2 * len(figures), low + STUB - 4.0)


def _look(way: Way, *, is_won: bool) -> dict[str, object]:
    return {"prob": way.prob, "way": WORKED if is_won else FAILED}
