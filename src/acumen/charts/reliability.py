"""Reliability: what chances that were said have meant, with the band in which a calibrated forecaster's would lie."""

from collections.abc import Sequence

import altair as alt

from acumen.charts.chart import Chart
from acumen.charts.look import DARK, INK, LIGHT, MIDDLE, Drawing, finish, table

SIZE, COUNT_HEIGHT = 380, 70
PERCENT = alt.Axis(format="%", values=[0.0, 0.2, 0.4, 0.6, 0.8, 1.0])
N_COUNT_BARS = 20


def draw_reliability(
    said: Sequence[float],  # (m,) chances, ascending
    meant: Sequence[float],  # (m,) share of each that came true, smoothed
    lower: Sequence[float],  # (m,) band at each chance, were they calibrated
    upper: Sequence[float],
    counts: Sequence[int],  # (m,) forecasts with this chance
    *,
    title: str,
    subtitle: str | Sequence[str] = "",
) -> Chart:
    """Curve and band over the diagonal, below them how many lie where. ValueError where columns differ in length."""
    lengths = {len(said), len(meant), len(lower), len(upper), len(counts)}
    if len(lengths) > 1 or not said:
        raise ValueError(f"expected columns of one length, at least 1, found {sorted(lengths)}")
    rows: list[dict[str, object]] = [
        {"said": x, "came true": y, "low": low, "high": high, "n": n}
        for x, y, low, high, n in zip(said, meant, lower, upper, counts, strict=True)
    ]
    x = alt.X("said:Q", title=None, scale=alt.Scale(domain=[0, 1]), axis=PERCENT)
    y = alt.Y("came true:Q", title="came true", scale=alt.Scale(domain=[0, 1]), axis=PERCENT)
    whole = alt.Chart(table(rows), width=SIZE, height=SIZE)
    corners: list[dict[str, object]] = [{"said": at, "came true": at} for at in (0.0, 1.0)]
    tooltip = [alt.Tooltip("said:Q", format=".0%"), alt.Tooltip("came true:Q", format=".1%"), "n:Q"]
    curve = alt.layer(
        whole.mark_area(color=LIGHT).encode(x=x, y=alt.Y("low:Q", title="came true"), y2="high:Q"),
        whole.mark_rule(color=LIGHT, strokeWidth=5).encode(
            x=x, y=alt.Y("low:Q"), y2="high:Q"
        ),  # a lone chance has no area
        alt.Chart(table(corners)).mark_line(color=INK, strokeWidth=1, strokeDash=[4, 3]).encode(x=x, y=y),
        whole.mark_line(color=DARK, strokeWidth=2).encode(x=x, y=y),
        whole.mark_point(color=DARK, filled=True, opacity=1.0).encode(x=x, y=y, size=_size(), tooltip=tooltip),
    )
    return finish(alt.vconcat(curve, _counts(said, counts), spacing=8), title=title, subtitle=subtitle)


def _size() -> alt.Size:
    return alt.Size("n:Q", legend=None, scale=alt.Scale(range=[18, 160]))


def _counts(said: Sequence[float], counts: Sequence[int]) -> Drawing:
    """How many forecasts were said in each twentieth."""
    summed = [0] * N_COUNT_BARS
    for chance, n in zip(said, counts, strict=True):
        summed[min(N_COUNT_BARS - 1, int(chance * N_COUNT_BARS))] += n
    bars: list[dict[str, object]] = [
        {"from": place / N_COUNT_BARS, "to": (place + 1) / N_COUNT_BARS, "n": n} for place, n in enumerate(summed)
    ]
    x = alt.X("from:Q", title="chance said", scale=alt.Scale(domain=[0, 1]), axis=PERCENT)
    chart = alt.Chart(table(bars), width=SIZE, height=COUNT_HEIGHT)
    y = alt.Y("n:Q", title="n", axis=alt.Axis(tickCount=2))
    drawn: Drawing = chart.mark_bar(color=MIDDLE, stroke="white").encode(
        x=x, x2="to:Q", y=y, y2=alt.datum(0), tooltip=["n:Q"]
    )
    return drawn
