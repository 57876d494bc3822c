"""What all charts look like: greys and one blue that keep apart in print, type that can be read at half size."""

import altair as alt

DARK, MIDDLE, LIGHT = "#1f4e79", "#8a9bab", "#d5dade"  # about 30, 62 and 86 % lightness: apart without colour
N_LABEL_PIXELS = 260


def finish(chart: alt.Chart | alt.LayerChart, *, title: str, subtitle: str = "") -> alt.LayerChart | alt.Chart:
    """Title, type and frame."""
    headed = chart.properties(title=alt.TitleParams(text=title, subtitle=subtitle, anchor="start"))
    return (
        headed.configure(font="sans-serif", background="white")
        .configure_title(fontSize=17, subtitleFontSize=14, subtitleColor="#444444", offset=14)
        .configure_axis(labelFontSize=13, titleFontSize=13, labelLimit=N_LABEL_PIXELS, gridColor="#ececec")
        .configure_legend(labelFontSize=13, titleFontSize=13, orient="bottom", labelLimit=N_LABEL_PIXELS)
        .configure_view(stroke=None)
    )
