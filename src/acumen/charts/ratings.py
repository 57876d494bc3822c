"""Ratings as pictures: items and raters as intervals, a belief before and after a decision."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from acumen.charts.chart import Chart
from acumen.charts.look import DARK, FAINT_INK, INK, LIGHT, MIDDLE, N_SMALL, Drawing, finish, name_rows, table

N_ROWS = 30
ROW_HEIGHT, WIDTH = 20, 420
HEIGHT = 260
BELIEFS = ("before", "after")


def draw_intervals(
    names: Sequence[str],  # (n,) in the order they are to stand, from the top
    middle: Sequence[float],  # (n,)
    low: Sequence[float],  # (n,)
    high: Sequence[float],  # (n,)
    *,
    title: str,
    subtitle: str | Sequence[str] = "",
    unit: str = "points",
    raw: Sequence[float] | None = None,  # (n,) means as they were given, as open circles
    line: float | None = None,  # an upright line, with its words
    line_words: str = "",
    label_pixels: float = 0.0,  # at least so much room for names
) -> Chart:
    """A dot and its interval per row. ValueError where columns differ in length."""
    columns = [names, middle, low, high, *([] if raw is None else [raw])]
    if len({len(column) for column in columns}) > 1:
        raise ValueError(f"expected columns of one length, found {[len(column) for column in columns]}")
    keys, y = name_rows(names, least_pixels=label_pixels)
    rows: list[dict[str, Any]] = [
        {
            "row": key,
            "name": name,
            "estimate": at,
            "low": least,
            "high": most,
            "raw": None if raw is None else raw[place],
        }
        for place, (key, name, at, least, most) in enumerate(zip(keys, names, middle, low, high, strict=True))
    ]
    return finish(_dots(rows, y, unit, line, line_words, is_raw=raw is not None), title=title, subtitle=subtitle)


def _dots(
    rows: list[dict[str, Any]], y: alt.Y, unit: str, line: float | None, line_words: str, *, is_raw: bool
) -> Drawing:
    base = alt.Chart(table(rows), width=WIDTH, height=ROW_HEIGHT * max(1, len(rows)))
    scale = alt.Scale(zero=False, padding=12)
    tooltip = ["name:N", *(alt.Tooltip(f"{name}:Q", format=".2f") for name in ("estimate", "low", "high"))]
    layers: list[Any] = []
    if line is not None:
        mark = alt.Chart(table([{"at": line, "words": line_words}]))
        layers.append(mark.mark_rule(color=MIDDLE, strokeDash=[4, 3]).encode(x="at:Q"))
        words = mark.mark_text(align="left", dx=5, dy=-6, baseline="bottom", fontSize=N_SMALL, color=FAINT_INK)
        layers.append(words.encode(x="at:Q", y=alt.value(0), text="words:N"))
    layers.append(
        base.mark_rule(color=DARK, strokeWidth=1.6).encode(x=alt.X("low:Q", title=unit, scale=scale), x2="high:Q", y=y)
    )
    if is_raw:
        circle = base.mark_point(shape="circle", filled=False, color=MIDDLE, size=46, strokeWidth=1.6, opacity=1.0)
        layers.append(circle.encode(x=alt.X("raw:Q", title=unit, scale=scale), y=y, tooltip=tooltip))
    dot = base.mark_point(shape="circle", filled=True, color=DARK, size=64, opacity=1.0)
    layers.append(dot.encode(x=alt.X("estimate:Q", title=unit, scale=scale), y=y, tooltip=tooltip))
    return alt.layer(*layers)


def draw_update(
    quality: Sequence[float],  # (n,) sds of the pool, ascending
    before: Sequence[float],  # (n,) density
    after: Sequence[float],  # (n,)
    *,
    means: tuple[float, float],  # before, after
    words: tuple[str, str],  # at the two means
    title: str,
    subtitle: str | Sequence[str] = "",
) -> Chart:
    """The belief before as a grey area, after as a line over it, an upright line at each mean."""
    rows = [
        {"quality": at, "density": density, "belief": belief}
        for belief, densities in zip(BELIEFS, (before, after), strict=True)
        for at, density in zip(quality, densities, strict=True)
    ]
    base = alt.Chart(table(rows), width=WIDTH + 80, height=HEIGHT)
    x = alt.X(
        "quality:Q", title="quality, in sds of the pool", scale=alt.Scale(domain=[quality[0], quality[-1]], nice=False)
    )
    y = alt.Y("density:Q", axis=None)
    area = (
        base.transform_filter("datum.belief == 'before'")
        .mark_area(color=LIGHT, line={"color": MIDDLE})
        .encode(x=x, y=y)
    )
    line = base.transform_filter("datum.belief == 'after'").mark_line(color=DARK, strokeWidth=2.4).encode(x=x, y=y)
    top = 1.12 * max(*before, *after)
    is_left = means[1] < means[0]
    layers: list[Any] = [area, line]
    for place, (mean, word) in enumerate(zip(means, words, strict=True)):
        mark = alt.Chart(table([{"at": mean, "words": word, "top": top}]))
        color, ink = (MIDDLE, FAINT_INK) if place == 0 else (DARK, INK)
        on_left = is_left == (place == 1)
        layers.append(mark.mark_rule(color=color, strokeWidth=1.6).encode(x="at:Q"))
        text = mark.mark_text(
            align="right" if on_left else "left", dx=-6 if on_left else 6, color=ink, fontSize=N_SMALL
        )
        layers.append(text.encode(x="at:Q", y=alt.Y("top:Q"), text="words:N"))
    return finish(alt.layer(*layers), title=title, subtitle=subtitle)
