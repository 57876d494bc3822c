"""A score over time: its mean in stretches of equally many forecasts, with intervals, and the trend through them."""

from collections.abc import Sequence

import altair as alt

from acumen.charts.chart import Chart
from acumen.charts.look import DARK, INK, LIGHT, MIDDLE, finish, table

WIDTH, HEIGHT = 520, 280
MS_PER_DAY = 86_400_000.0


def draw_score_over_time(
    days: Sequence[float],  # (k,) middle of each stretch, days since 1970
    values: Sequence[float],  # (k,) mean score
    lower: Sequence[float],  # (k,)
    upper: Sequence[float],
    counts: Sequence[int],  # (k,) forecasts in it
    *,
    trend: Sequence[tuple[float, float, float, float]],  # (m,) day, trend and its bounds there; none: no line
    unit: str,
    title: str,
    subtitle: str | Sequence[str] = "",
) -> Chart:
    """Points with intervals over dates, and the band of the trend. ValueError where columns differ in length."""
    points: list[dict[str, object]] = [
        {"when": day * MS_PER_DAY, "score": value, "low": low, "high": high, "n": n}
        for day, value, low, high, n in zip(days, values, lower, upper, counts, strict=True)
    ]
    line: list[dict[str, object]] = [
        {"when": day * MS_PER_DAY, "score": value, "low": low, "high": high} for day, value, low, high in trend
    ]
    x = alt.X("when:T", title=None, axis=alt.Axis(tickCount=6, format="%b %Y", labelOverlap=True))
    y = alt.Y("score:Q", title=unit, scale=alt.Scale(zero=False))
    low = alt.Y("low:Q", title=unit)
    tooltip = [alt.Tooltip("when:T", format="%d %b %Y"), alt.Tooltip("score:Q", format=".4f"), "n:Q"]
    dots = alt.Chart(table(points), width=WIDTH, height=HEIGHT)
    course = alt.Chart(table(line))
    layers = alt.layer(
        course.mark_area(color=LIGHT, opacity=0.7).encode(x=x, y=low, y2="high:Q"),
        course.mark_line(color=INK, strokeWidth=1, strokeDash=[4, 3]).encode(x=x, y=y),
        dots.mark_rule(color=MIDDLE, strokeWidth=2).encode(x=x, y=low, y2="high:Q"),
        dots.mark_point(color=DARK, filled=True, size=70, opacity=1.0).encode(x=x, y=y, tooltip=tooltip),
    )
    return finish(layers, title=title, subtitle=subtitle)
