"""What a figure is made of: bars to the right for what adds to it, to the left for what it costs."""

from collections.abc import Sequence

import altair as alt

from acumen.charts.chart import Chart
from acumen.charts.look import DARK, FAINT_INK, INK, MIDDLE, N_SMALL, finish, name_rows, table

BAR_HEIGHT, WIDTH = 27, 400
ROOM = 0.34  # to the right, for words, as a share of the bars


def draw_parts(
    labels: Sequence[str],  # (n_parts,)
    parts: Sequence[float],  # (n_parts,) which sum to the figure
    words: Sequence[str],  # (n_parts,) written to the right of the bars
    *,
    title: str,
    subtitle: str | Sequence[str] = "",
    unit: str = "hours",
    label_pixels: float = 0.0,  # at least so much room for labels
) -> Chart:
    """One bar for each part, in the order given. ValueError where columns differ in length."""
    keys, y = name_rows(labels, least_pixels=label_pixels)
    rows: list[dict[str, object]] = [
        {"row": row, "label": label, "part": part, "words": word, "zero": 0.0, "right": max(0.0, part)}
        for row, label, part, word in zip(keys, labels, parts, words, strict=True)
    ]
    low, high = min(0.0, *parts, 0.0), max(0.0, *parts, 0.0)
    width = (high - low) or 1.0
    x = alt.X("part:Q", title=unit, scale=alt.Scale(domain=[low - 0.04 * width, high + ROOM * width], nice=False))
    bars = alt.Chart(table(rows), height=BAR_HEIGHT * max(1, len(labels)), width=WIDTH)
    shade = alt.when(alt.datum.part < 0.0).then(alt.value(MIDDLE)).otherwise(alt.value(DARK))
    tooltip = ["label:N", "words:N"]
    layers = alt.layer(
        bars.mark_bar(height={"band": 0.66}).encode(x=x, x2="zero:Q", y=y, color=shade, tooltip=tooltip),
        bars.mark_text(align="left", dx=6, fontSize=N_SMALL, color=FAINT_INK).encode(x="right:Q", y=y, text="words:N"),
        alt.Chart(table([{"zero": 0.0}])).mark_rule(color=INK).encode(x="zero:Q"),
    )
    return finish(layers, title=title, subtitle=subtitle)
