"""What all charts look like: greys and one blue that keep apart in print, type that can be read at half size.

A module of charts takes columns, makes an Altair definition of them with `table`, and gives it through `finish`.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import altair as alt

from acumen.charts.chart import Chart

Drawing: TypeAlias = alt.Chart | alt.LayerChart | alt.FacetChart | alt.HConcatChart | alt.VConcatChart

DARK, MIDDLE, LIGHT = "#1f4e79", "#8a9bab", "#d5dade"  # about 32, 63 and 87 % lightness: apart without colour
INK, FAINT_INK, GRID = "#111111", "#444444", "#ececec"
N_TITLE, N_TEXT, N_SMALL = 17, 13, 12  # sizes of type in pixels
FONT = "Arial, Liberation Sans, Helvetica, sans-serif"  # alike in width, so that what fits here fits elsewhere
N_LABEL_PIXELS = 260
_OF_THE_WHOLE = ("$schema", "config", "datasets")


def table(rows: Sequence[Mapping[str, object]]) -> alt.InlineData:
    """Rows as the data of a chart, written into its definition."""
    return alt.InlineData(values=list(rows))


def name_rows(names: Sequence[str], *, least_pixels: float = 0.0) -> tuple[list[str], alt.Y]:
    """Keys for rows that are called so, and the axis that shows the names, in this order; two may have one name.

    `least_pixels`: room for the names, so that what stands to the right is in line with another chart's (`room_for`).
    """
    keys = [str(number) for number in range(len(names))]
    shown = f"{json.dumps(dict(zip(keys, names, strict=True)))}[datum.value]"
    axis = alt.Axis(labelExpr=shown, ticks=False, domain=False, minExtent=least_pixels)
    return keys, alt.Y("row:N", sort=keys, title=None, axis=axis)


def room_for(names: Sequence[str]) -> float:
    """About the pixels that names take."""
    return min(N_LABEL_PIXELS, 7.2 * max(map(len, names), default=0))


def finish(drawing: Drawing, *, title: str, subtitle: str | Sequence[str] = "") -> Chart:
    """Title, type and frame: the last thing done to every chart."""
    heading = alt.TitleParams(text=title, subtitle=subtitle, anchor="start")
    looks = {
        "font": FONT,
        "background": "white",
        "padding": 12,
        "title": {
            "fontSize": N_TITLE,
            "subtitleFontSize": N_TEXT,
            "subtitleColor": FAINT_INK,
            "subtitlePadding": 5,
            "offset": 14,
        },
        "axis": {
            "labelFontSize": N_TEXT,
            "titleFontSize": N_TEXT,
            "titleFontWeight": "normal",
            "titlePadding": 8,
            "labelLimit": N_LABEL_PIXELS,
            "gridColor": GRID,
            "domainColor": MIDDLE,
            "tickColor": MIDDLE,
        },
        "legend": {
            "labelFontSize": N_TEXT,
            "titleFontSize": N_TEXT,
            "titleFontWeight": "normal",
            "orient": "bottom",
            "labelLimit": N_LABEL_PIXELS,
        },
        "header": {"labelFontSize": N_TEXT, "titleFontSize": N_TEXT, "labelFontWeight": "bold"},
        "view": {"stroke": None},
    }
    definition = drawing.properties(title=heading).to_dict()
    definition["config"] = {**definition.get("config", {}), **looks}
    return Chart(definition)


def stack(*charts: Chart) -> Chart:
    """Finished charts one above the other, each with its own heading and scales, as one chart; there has to be one."""
    if len(charts) == 1:
        return charts[0]
    panels = [{k: v for k, v in chart.definition.items() if k not in _OF_THE_WHOLE} for chart in charts]
    whole: dict[str, Any] = {key: charts[0].definition[key] for key in ("$schema", "config")}
    whole["datasets"] = {name: rows for chart in charts for name, rows in chart.definition["datasets"].items()}
    return Chart({**whole, "vconcat": panels, "spacing": 30, "resolve": {"scale": {"color": "independent"}}})
