"""How runs end: over hours, the share that has reached the goal, was given up or has failed by then; and what they bring."""

import math
from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt

from acumen.charts.chart import Chart
from acumen.charts.look import DARK, FAINT_INK, INK, LIGHT, MIDDLE, N_SMALL, Drawing, finish, table

ENDS = ("goal reached", "given up", "goal failed")
SHADES = alt.Scale(domain=list(ENDS), range=[DARK, MIDDLE, LIGHT])
WIDTH, HEIGHT, LOW_HEIGHT = 520, 300, 150
LABEL_SHARE = 17.0 / HEIGHT  # the height of a line of words, as a share of runs
N_BARS = 40
MOST_TICKS = 12
LAST_STEP = 1.05
SHARE, AXIS_PIXELS = "share of runs", 46


def draw_ends(
    hours: Sequence[float],  # (n_hours,) ascending, at even distances
    reached: Sequence[float],  # (n_hours,) share of the runs that ended so within these hours; likewise the next two
    stopped: Sequence[float],
    failed: Sequence[float],
    *,
    title: str,
    subtitle: str | Sequence[str] = "",
    asked: Sequence[float] = (),  # hours at which the share that has reached the goal is written out
) -> Chart:
    """Three areas stacked; what is left white is still under way. ValueError where columns differ in length."""
    columns = _columns(hours, reached, stopped, failed)
    return finish(_areas(hours, columns, asked), title=title, subtitle=subtitle)


def draw_net(
    hours: Sequence[float],  # as for draw_ends
    reached: Sequence[float],
    stopped: Sequence[float],
    failed: Sequence[float],
    *,
    worth: float,  # hours
    title: str,
    subtitle: str | Sequence[str] = "",
) -> Chart:
    """What runs bring: worth less hours where the goal is reached, else less hours. ValueError as for draw_ends."""
    columns = _columns(hours, reached, stopped, failed)
    return finish(_net(hours, columns, worth), title=title, subtitle=subtitle)


def _columns(hours: Sequence[float], *shares: Sequence[float]) -> dict[str, Sequence[float]]:
    lengths = [len(hours), *map(len, shares)]
    if not hours or len(set(lengths)) > 1:
        raise ValueError(f"expected columns of one length, at least 1, found {lengths}")
    return dict(zip(ENDS, shares, strict=True))


def _areas(hours: Sequence[float], columns: dict[str, Sequence[float]], asked: Sequence[float]) -> Drawing:
    rows: list[dict[str, object]] = []
    top_hours = LAST_STEP * hours[-1]  # so that what ends with the last of the hours can be seen
    hours = [*hours, top_hours]
    below = [0.0] * len(hours)
    for end, each in columns.items():
        shares = [*each, each[-1]]
        above = [low + share for low, share in zip(below, shares, strict=True)]
        rows += [
            {"hours": at, "low": low, "high": high, "share": share, "end": end}
            for at, low, high, share in zip(hours, below, above, shares, strict=True)
        ]
        below = above
    x = alt.X("hours:Q", title="hours spent", scale=alt.Scale(domain=[0.0, top_hours], nice=False))
    y_axis = alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1], minExtent=AXIS_PIXELS)
    y = alt.Y("low:Q", title=SHARE, axis=y_axis, scale=alt.Scale(domain=[0, 1]))
    color = alt.Color("end:N", scale=SHADES, legend=None)
    tooltip = ["end:N", alt.Tooltip("hours:Q", format=".3~g"), alt.Tooltip("share:Q", format=".1%")]
    areas = (
        alt.Chart(table(rows), width=WIDTH, height=HEIGHT)
        .mark_area(interpolate="step-after", stroke="white", strokeWidth=0.7)
        .encode(x, y, y2="high:Q", color=color, tooltip=tooltip)
    )
    words = alt.Chart(table(list(_labels(columns)))).mark_text(align="left", dx=7, fontSize=N_SMALL + 1, color=INK)
    labels = words.encode(x=alt.value(WIDTH), y=alt.Y("place:Q", title=SHARE), text="text:N")
    return alt.layer(areas, labels, *_marks(hours[:-1], columns[ENDS[0]], asked))


def _labels(columns: dict[str, Sequence[float]]) -> Iterator[dict[str, object]]:
    """The name and the last share of each area, beside its end, kept a line apart."""
    below, least = 0.0, 0.0
    for end, shares in columns.items():
        if shares[-1] > 0.0:
            place = max(least, below + shares[-1] / 2.0)
            least = place + LABEL_SHARE
            yield {"place": place, "text": f"{end} {_percent(shares[-1])}"}
        below += shares[-1]


def _percent(share: float) -> str:
    return f"{100.0 * share:.0f} %" if share == 0.0 or share >= 0.01 else "<1 %"  # noqa: PLR2004 -- would round to 0


def _marks(hours: Sequence[float], reached: Sequence[float], asked: Sequence[float]) -> Iterator[alt.Chart]:
    """Upright lines at the hours asked for, with the share that has reached the goal by then."""
    for number, at in enumerate(at for at in asked if at <= hours[-1]):
        share = max((share for within, share in zip(hours, reached, strict=True) if within <= at), default=0.0)
        row = {"hours": at, "text": f"within {at:g} h: {_percent(share)} reached"}
        is_left = at > hours[-1] / 2.0
        mark: dict[str, Any] = {"align": "right" if is_left else "left", "dx": -5 if is_left else 5}
        marks = alt.Chart(table([row])).encode(x="hours:Q")
        yield marks.mark_rule(color=INK, strokeDash=[4, 3])
        words = marks.mark_text(color=INK, fontSize=N_SMALL, **mark)
        yield words.encode(y=alt.value(12 + 17 * number), text="text:N")


def _ticks(low: float, high: float) -> list[float]:
    """Round figures from one end to the other and over 0, which is where starting begins to pay."""
    low, high = min(low, 0.0), max(high, 0.0)
    least = (high - low) / MOST_TICKS or 1.0
    decade = 10.0 ** math.floor(math.log10(least))
    step = next(figure * decade for figure in (1.0, 2.0, 5.0, 10.0) if figure * decade >= least)
    return [number * step for number in range(math.floor(low / step), math.ceil(high / step) + 1 + (low == high))]


def _net(hours: Sequence[float], columns: dict[str, Sequence[float]], worth: float) -> Drawing:
    """Bars of runs that bring about as much; those of given up and failed runs stand on one another."""
    each = max(1, round(len(hours) / N_BARS))
    cuts = [*range(each, len(hours) - 1, each), len(hours) - 1]
    rows: list[dict[str, Any]] = []
    on_top = [0.0] * len(cuts)
    for end, shares in columns.items():
        is_reached = end == ENDS[0]
        last_hours, last_share = 0.0, 0.0
        for place, cut in enumerate(cuts):
            share, low = shares[cut] - last_share, 0.0 if is_reached else on_top[place]
            brings = worth if is_reached else 0.0
            bar = {"from": brings - hours[cut], "to": brings - last_hours, "low": low, "high": low + share}
            if share > 0.0:
                rows.append({**bar, "share": share, "end": end})
            on_top[place] += 0.0 if is_reached else share
            last_hours, last_share = hours[cut], shares[cut]
    ends = [figure for row in rows for figure in (row["from"], row["to"])]
    ticks = _ticks(min(ends, default=0.0), max(ends, default=1.0))
    scale = alt.Scale(domain=[ticks[0], ticks[-1]], nice=False)
    x = alt.X("from:Q", title="hours", axis=alt.Axis(values=ticks), scale=scale)
    y = alt.Y("low:Q", title=SHARE, axis=alt.Axis(format="%", tickCount=4, minExtent=AXIS_PIXELS))
    tooltip = ["end:N", alt.Tooltip("from:Q", format=".3~g"), alt.Tooltip("share:Q", format=".2%")]
    bars = alt.Chart(table(rows), width=WIDTH, height=LOW_HEIGHT).mark_rect(stroke=FAINT_INK, strokeWidth=0.5)
    shown = alt.Legend(values=list(dict.fromkeys(row["end"] for row in rows)))
    color = alt.Color("end:N", scale=SHADES, title=None, legend=shown)
    zero = alt.Chart(table([{"at": 0.0}])).mark_rule(color=INK).encode(x="at:Q")
    return alt.layer(bars.encode(x, y, x2="to:Q", y2="high:Q", color=color, tooltip=tooltip), zero)
