"""What safety costs: the best value for every chance, a corner for each way to act."""

from collections.abc import Sequence

import altair as alt

from acumen.charts.chart import Chart
from acumen.charts.look import DARK, FAINT_INK, INK, MIDDLE, N_SMALL, finish, table

WIDTH, HEIGHT = 460, 300
ROOM = 0.22  # to the right and above, for words, as a share of the width and height


def draw_frontier(
    chances: Sequence[float],  # (n,) ascending, 0 to 1
    values: Sequence[float],  # (n,) hours, falling
    words: Sequence[str],  # (n,) beside each corner; empty: none
    *,
    title: str,
    subtitle: str | Sequence[str] = "",
    x_title: str,
    y_title: str = "hours more than they take",
    asked: float | None = None,  # a chance that was asked for
) -> Chart:
    """A line through the corners. ValueError where columns differ in length or there is no corner."""
    rows: list[dict[str, object]] = [
        {"chance": chance, "value": value, "words": word}
        for chance, value, word in zip(chances, values, words, strict=True)
    ]
    if not rows:
        raise ValueError("expected at least one corner, found none")
    ends = [*chances, *([] if asked is None else [asked])]
    width = (max(ends) - min(ends)) or 0.1
    height = (max(values) - min(values)) or max(1.0, abs(values[0]))
    across = alt.Scale(domain=[max(0.0, min(ends) - 0.08 * width), min(1.0, max(ends) + ROOM * width)], nice=False)
    up = alt.Scale(domain=[min(values) - 0.12 * height, max(values) + ROOM * height], nice=False)
    x = alt.X("chance:Q", title=x_title, scale=across, axis=alt.Axis(format=".0%", tickCount=6))
    y = alt.Y("value:Q", title=y_title, scale=up, axis=alt.Axis(tickCount=6))
    chart = alt.Chart(table(rows), width=WIDTH, height=HEIGHT)
    tooltip = [alt.Tooltip("chance:Q", format=".1%"), alt.Tooltip("value:Q", format=".4"), "words:N"]
    layers = [
        chart.mark_line(color=MIDDLE, strokeWidth=2).encode(x=x, y=y),
        chart.mark_circle(size=90, color=DARK, opacity=1.0).encode(x=x, y=y, tooltip=tooltip),
        chart.mark_text(align="left", baseline="bottom", dx=7, dy=-5, fontSize=N_SMALL, color=FAINT_INK).encode(
            x=x, y=y, text="words:N"
        ),
    ]
    if asked is not None:
        line = alt.Chart(table([{"chance": asked}])).mark_rule(color=INK, strokeDash=[4, 3])
        layers.append(line.encode(x=alt.X("chance:Q", title=x_title, scale=across)))
    return finish(alt.layer(*layers), title=title, subtitle=subtitle)
