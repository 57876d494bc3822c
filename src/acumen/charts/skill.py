"""Skill by domain: a figure and its interval for each, in rows."""

import math
from collections.abc import Sequence

import altair as alt

from acumen.charts.chart import Chart
from acumen.charts.look import DARK, FAINT_INK, INK, MIDDLE, N_SMALL, finish, name_rows, table

ROW_HEIGHT, WIDTH = 27, 400
ROOM = 0.2  # to the right of the widest interval, for n, as a share of the width


def draw_skill(
    names: Sequence[str],  # (k,)
    values: Sequence[float],  # (k,)
    lower: Sequence[float],  # (k,) NaN: too few to tell
    upper: Sequence[float],
    counts: Sequence[int],  # (k,)
    *,
    unit: str,  # what the figure is, and which side is better
    title: str,
    subtitle: str | Sequence[str] = "",
    reference: float = 0.0,  # where a line stands: no skill
) -> Chart:
    """A point for each name with its interval and n, in the order given; without an interval the point is hollow.

    ValueError where columns differ in length.
    """
    keys, y = name_rows(names)
    rows: list[dict[str, object]] = []
    for row, name, value, low, high, n in zip(keys, names, values, lower, upper, counts, strict=True):
        if math.isnan(value):
            continue
        is_known = not (math.isnan(low) or math.isnan(high))
        ends = (low, high) if is_known else (value, value)
        figures = {"value": value, "low": ends[0], "high": ends[1], "known": is_known}
        rows.append({"row": row, "name": name, "n": n, "words": f"n = {n:,}", **figures})
    ends_of_all = [float(str(row[key])) for row in rows for key in ("low", "high")] + [reference]
    least, most = min(ends_of_all), max(ends_of_all)
    span = (most - least) or 1.0
    scale = alt.Scale(domain=[least - 0.04 * span, most + ROOM * span], nice=False)
    axis = alt.Axis(tickCount=6)
    x = alt.X("value:Q", title=unit, scale=scale, axis=axis)
    tooltip = ["name:N", "value:Q", "low:Q", "high:Q", "n:Q"]
    chart = alt.Chart(table(rows), height=ROW_HEIGHT * max(1, len(names)), width=WIDTH)
    fill = alt.when(alt.datum.known).then(alt.value(DARK)).otherwise(alt.value("white"))
    layers = alt.layer(
        alt.Chart(table([{"at": reference}])).mark_rule(color=INK, strokeDash=[4, 3]).encode(x="at:Q"),
        chart.mark_rule(color=MIDDLE, strokeWidth=3).encode(
            x=alt.X("low:Q", title=unit, scale=scale, axis=axis), x2="high:Q", y=y
        ),
        chart.mark_circle(size=90, stroke=DARK, strokeWidth=2, opacity=1.0).encode(
            x=x, y=y, color=fill, tooltip=tooltip
        ),
        chart.mark_text(align="left", dx=9, fontSize=N_SMALL, color=FAINT_INK).encode(x="high:Q", y=y, text="words:N"),
    )
    return finish(layers, title=title, subtitle=subtitle)
