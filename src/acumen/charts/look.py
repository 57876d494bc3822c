"""What all charts look like: greys and one blue that keep apart in print, type that can be read at half size.

A module of charts takes columns, makes an Altair definition of them with `table`, and gives it through `finish`.
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import altair as alt

from acumen.charts.chart import Chart

Drawing: TypeAlias = alt.Chart | alt.LayerChart | alt.FacetChart | alt.HConcatChart | alt.VConcatChart

DARK, MIDDLE, LIGHT = "#1f4e79", "#8a9bab", "#d5dade"  # about 32, 63 and 87 % lightness: apart without colour
INK, FAINT_INK, GRID = "#111111", "#444444", "#ececec"
N_TITLE, N_TEXT, N_SMALL = 17, 13, 12  # sizes of type in pixels
N_LABEL_PIXELS = 260


def table(rows: Sequence[Mapping[str, object]]) -> alt.InlineData:
    """Rows as the data of a chart, written into its definition."""
    return alt.InlineData(values=list(rows))


def finish(drawing: Drawing, *, title: str, subtitle: str | Sequence[str] = "") -> Chart:
    """Title, type and frame: the last thing done to every chart."""
    heading = alt.TitleParams(text=title, subtitle=subtitle, anchor="start")
    looks = {
        "font": "sans-serif",
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
    definition.setdefault("config", {}).pop("params", None)
    return Chart(definition)
