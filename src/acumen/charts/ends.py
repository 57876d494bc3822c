"""How runs end, over hours: the share that has reached the goal, failed or given up by then."""

from collections.abc import Sequence

import altair as alt

from acumen.charts.chart import Chart
from acumen.charts.look import DARK, LIGHT, MIDDLE, finish, table

ENDS = ("goal reached", "given up", "goal failed")


def draw_ends(
    hours: Sequence[float],  # (n_hours,) ascending
    reached: Sequence[float],  # (n_hours,) share of the runs that ended so within these hours; likewise the next two
    stopped: Sequence[float],
    failed: Sequence[float],
    *,
    title: str,
    subtitle: str = "",
) -> Chart:
    """Three areas stacked; what is left white is still under way."""
    rows = [
        {"hours": at, "share": share, "end": end, "place": place}
        for place, (end, shares) in enumerate(zip(ENDS, (reached, stopped, failed), strict=True))
        for at, share in zip(hours, shares, strict=True)
    ]
    chart = (
        alt.Chart(table(rows), width=480, height=280)
        .mark_area(interpolate="step-after", line={"color": "white", "strokeWidth": 1})
        .encode(
            x=alt.X("hours:Q", title="hours"),
            y=alt.Y("share:Q", title="share of runs", stack="zero", axis=alt.Axis(format="%")),
            color=alt.Color("end:N", title=None, scale=alt.Scale(domain=list(ENDS), range=[DARK, MIDDLE, LIGHT])),
            order=alt.Order("place:Q"),
        )
    )
    return finish(chart, title=title, subtitle=subtitle)
