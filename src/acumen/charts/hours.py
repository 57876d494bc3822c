"""Hours said against hours taken, both in logs, with the band of what such sayings have meant."""

import math
from collections.abc import Sequence
from typing import Any

import altair as alt

from acumen.charts.chart import Chart
from acumen.charts.look import DARK, FAINT_INK, LIGHT, finish

MOST_POINTS = 3000  # beyond it every k-th is drawn
FEW_POINTS, FEW_DECADES = 300, 4
N_PIXELS = 420
SAID, MEANT, BAND = "as many as said", "middle of what it meant", "9 in 10 of what it meant"


def draw_hours(
    said: Sequence[float],  # (n,) hours estimated, > 0
    taken: Sequence[float],  # (n,) hours it took, > 0
    band: Sequence[tuple[float, float, float, float]],  # (n_band,) said, and its 5 %, 50 %, 95 % points; said ascending
    *,
    title: str,
    subtitle: str | Sequence[str] = "",
) -> Chart:
    """A dot for each outcome, the line on which hours are as said, the corrected band and its middle."""
    step = max(1, -(-len(said) // MOST_POINTS))
    points = [{"said": x, "taken": y} for x, y in list(zip(said, taken, strict=True))[::step]]
    rows = [{"said": x, "low": low, "middle": middle, "high": high} for x, low, middle, high in band]
    every = [*said, *taken, *(figure for row in band for figure in row)]
    least, most = (min(every), max(every)) if every else (1.0, 10.0)
    scale = alt.Scale(type="log", domain=[least / 1.2, most * 1.2], nice=False)
    decades = range(math.floor(math.log10(least)), math.ceil(math.log10(most)) + 1)
    figures = (1.0, 2.0, 5.0) if len(decades) <= FEW_DECADES else (1.0,)
    axis = alt.Axis(format="~g", values=[figure * 10.0**power for power in decades for figure in figures])
    x = alt.X("said:Q", title="hours said", scale=scale, axis=axis)

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", title="hours taken", scale=scale, axis=axis)

    names = [SAID, MEANT, BAND]
    strokes = alt.Legend(symbolType="stroke", symbolStrokeWidth=3)  # a dot is a step, so no dot stands for a line
    color = alt.Color("what:N", title=None, legend=strokes, scale=alt.Scale(domain=names, range=["black", DARK, LIGHT]))
    banded = _chart(rows, BAND).mark_area(opacity=1.0).encode(x=x, y=y("low"), y2="high:Q", color=color)
    dots = _chart(points, "").mark_circle(color=FAINT_INK, **_dot(len(points))).encode(x=x, y=y("taken"))
    even = [{"said": at, "taken": at} for at in (least / 1.2, most * 1.2)]
    line = _chart(even, SAID).mark_line(strokeWidth=1.2, strokeDash=[4, 3], clip=True)
    middle = _chart(rows, MEANT).mark_line(strokeWidth=2.2).encode(x=x, y=y("middle"), color=color)
    layers = alt.LayerChart(
        layer=[banded, dots, line.encode(x=x, y=y("taken"), color=color), middle], width=N_PIXELS, height=N_PIXELS
    )
    return finish(layers, title=title, subtitle=subtitle)


def _dot(n: int) -> dict[str, Any]:
    """Few are seen one by one, many by how dense they are."""
    return {"size": 40, "opacity": 0.8} if n <= FEW_POINTS else {"size": 14, "opacity": 0.25}


def _chart(rows: list[dict[str, float]], what: str) -> alt.Chart:
    data: list[dict[str, float | str]] = [{**row, "what": what} for row in rows]
    return alt.Chart(alt.InlineData(values=data))
