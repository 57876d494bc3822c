"""A tornado: how far one figure moves with each input, the widest first."""

from collections.abc import Sequence

import altair as alt

from acumen.charts.chart import Chart
from acumen.charts.look import DARK, MIDDLE, finish, table

N_BARS = 20
N_BAR_PIXELS = 26


def draw_tornado(
    labels: Sequence[str],  # (n_inputs,) what is moved, and from where to where
    low: Sequence[float],  # (n_inputs,) the figure at the input's low place
    high: Sequence[float],  # (n_inputs,) the figure at its high place
    *,
    now: float,
    title: str,
    unit: str = "hours",
) -> Chart:
    """Bars from the figure as it is `now` to what it is at both places; beyond 20 inputs only the widest."""
    widest = sorted(zip(labels, low, high, strict=True), key=lambda row: -abs(row[2] - row[1]))[:N_BARS]
    order = [label for label, _, _ in widest]
    rows = [
        {"input": label, "from": now, "to": value, "side": side}
        for label, first, last in widest
        for side, value in (("at its low place", first), ("at its high place", last))
    ]
    data = table(rows)
    bars = (
        alt.Chart(data, height=N_BAR_PIXELS * max(1, len(widest)), width=420)
        .mark_bar(height={"band": 0.7})
        .encode(
            y=alt.Y("input:N", sort=order, title=None),
            x=alt.X("from:Q", title=unit, scale=alt.Scale(zero=False)),
            x2="to:Q",
            color=alt.Color(
                "side:N",
                title=None,
                sort=["at its low place", "at its high place"],
                scale=alt.Scale(domain=["at its low place", "at its high place"], range=[MIDDLE, DARK]),
            ),
        )
    )
    rule = alt.Chart(table([{"now": now}])).mark_rule(color="black").encode(x="now:Q")
    return finish(alt.layer(bars, rule), title=title, subtitle=f"the line: as it stands, {now:.3g}")
