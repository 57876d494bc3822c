"""Ideas as a picture: what raters make of each, with how sure that is."""

from __future__ import annotations

from acumen import charts
from acumen.charts import Chart
from acumen.errors import UsageError
from acumen.pages.columns import clip
from acumen.pages.number_format import say_number, say_prob
from acumen.results.ideas import IdeasListed

N_NAME = 30
N_IDEAS = 30


def draw_ideas(told: IdeasListed) -> Chart:
    """A dot and its interval for each idea that may be judged; UsageError where there is none."""
    rated = [(row.shown.title or row.shown.short, row.estimate) for row in told.rows if row.estimate is not None]
    if not rated:
        raise UsageError("there is nothing to draw: no rating may be seen yet", hint="acumen ideas next")
    shown = [(f"{clip(name, N_NAME)} ({found.n})", found) for name, found in rated[:N_IDEAS]]
    by = f" by {told.criterion}" if told.criterion else ""
    share = "" if told.item_share is None else f"one score is {say_prob(round(told.item_share, 2))} idea"
    basis = f"{share}, {'as fitted to these ratings' if told.basis == 'fitted' else 'as in most ratings; not fitted'}"
    more = f"; the first {len(shown)} of {len(rated)}" if len(shown) < len(rated) else ""
    return charts.draw_intervals(
        [name for name, _ in shown],
        [found.mean for _, found in shown],
        [found.low for _, found in shown],
        [found.high for _, found in shown],
        raw=[found.raw_mean for _, found in shown],
        title=f"Ideas{by}, and how sure their place is",
        subtitle=["dot: estimate with 90 % of its belief; circle: mean of the scores (how many)", basis + more],
        unit=f"score, {say_number(told.scale[0])} to {say_number(told.scale[1])}",
        label_pixels=charts.room_for([name for name, _ in shown]),
    )
