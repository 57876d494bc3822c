"""By which day a plan ships: the share of runs over the days until the date, and what later dates would make of it."""

from collections.abc import Iterator, Sequence
from datetime import date

import altair as alt

from acumen.charts.chart import Chart
from acumen.charts.look import DARK, FAINT_INK, INK, MIDDLE, N_SMALL, finish, table

WIDTH, HEIGHT = 520, 300
ROOM = 0.24  # of the width, to the right, for words


def draw_finish(
    days: Sequence[date],  # (n,) ascending, from today to the last day on which shipping pays
    shares: Sequence[float],  # (n,) of runs that have shipped by the end of each
    *,
    ship: date,
    on_time: float,
    ever: float,
    title: str,
    subtitle: str | Sequence[str] = "",
    later: Sequence[tuple[date, float]] = (),  # other dates, planned anew, and the chance of each
) -> Chart:
    """A line that rises until the date, a dot for each later one, and the level above which no date lifts it."""
    if not days or len(days) != len(shares):
        raise ValueError(f"expected a share for each of {len(days)} days, at least 1, found {len(shares)}")
    last = max([days[-1], ship, *(day for day, _ in later)])
    span = max(1, (last - days[0]).days)
    end = date.fromordinal(last.toordinal() + round(ROOM * span) + 1)
    across = alt.Scale(domain=[_at(days[0]), _at(end)], nice=False)
    x = alt.X("day:T", title=None, scale=across, axis=alt.Axis(format="%-d %b", labelOverlap=True, labelSeparation=10))
    up = alt.Scale(domain=[0.0, 1.0])
    y = alt.Y("share:Q", title="share of runs that have shipped", scale=up, axis=alt.Axis(format="%", tickCount=5))
    tooltip = [alt.Tooltip("day:T", format="%Y-%m-%d"), alt.Tooltip("share:Q", format=".1%")]
    rows = [{"day": _at(day), "share": share} for day, share in zip(days, shares, strict=True)]
    line = alt.Chart(table(rows), width=WIDTH, height=HEIGHT).mark_line(interpolate="step-after", color=DARK)
    layers = [line.encode(x=x, y=y, tooltip=tooltip), *_level(x, y, days[0], end, ever), *_date(x, y, ship, on_time)]
    if later:
        dots = alt.Chart(table([{"day": _at(day), "share": share} for day, share in later]))
        layers.append(dots.mark_circle(size=70, color=MIDDLE, opacity=1.0).encode(x=x, y=y, tooltip=tooltip))
    return finish(alt.layer(*layers), title=title, subtitle=subtitle)


def _level(x: alt.X, y: alt.Y, first: date, end: date, ever: float) -> Iterator[alt.Chart]:
    """What no date lifts it above."""
    ends = alt.Chart(table([{"day": _at(first), "share": ever}, {"day": _at(end), "share": ever}]))
    yield ends.mark_line(color=FAINT_INK, strokeDash=[2, 3], strokeWidth=1.2).encode(x=x, y=y)
    word = alt.Chart(
        table([{"day": _at(first), "share": ever, "words": f"with all the time there is {_percent(ever)}"}])
    )
    mark = word.mark_text(align="left", baseline="bottom", dx=4, dy=-3, fontSize=N_SMALL, color=FAINT_INK)
    yield mark.encode(x=x, y=y, text="words:N")


def _date(x: alt.X, y: alt.Y, ship: date, on_time: float) -> Iterator[alt.Chart]:
    """The day it is due, and the chance of that."""
    row = {"day": _at(ship), "share": on_time, "words": f"{ship.day} {ship:%b}: {_percent(on_time)}"}
    here = alt.Chart(table([row]))
    yield here.mark_rule(color=INK, strokeDash=[4, 3]).encode(x=x)
    yield here.mark_circle(size=90, color=DARK, opacity=1.0).encode(x=x, y=y)
    words = here.mark_text(align="left", baseline="top", dx=8, dy=8, fontSize=N_SMALL, color=INK)
    yield words.encode(x=x, y=y, text="words:N")


def _at(day: date) -> str:
    """A day as the pictures take it: its noon, so that no zone moves it to another."""
    return f"{day.isoformat()}T12:00:00"


def _percent(share: float) -> str:
    return f"{100.0 * share:.0f} %"
