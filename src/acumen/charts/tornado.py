"""A tornado: how far one figure moves with each input, the widest first."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from acumen.charts.chart import Chart
from acumen.charts.look import DARK, FAINT_INK, INK, MIDDLE, N_SMALL, finish, name_rows, table

N_BARS = 12
BAR_HEIGHT, WIDTH = 27, 400
ROOM = 0.28  # on both sides for the words at the ends of bars, as a share of the widest bar
SIDES = ("input lower", "input higher")


def draw_tornado(
    labels: Sequence[str],  # (n_inputs,) what is moved
    low: Sequence[float],  # (n_inputs,) the figure at the input's low place
    high: Sequence[float],  # (n_inputs,) the figure at its high place
    *,
    now: float,
    title: str,
    subtitle: str | Sequence[str] = "",
    unit: str = "hours",
    low_words: Sequence[str] | None = None,  # (n_inputs,) the low place in words, written where its bar ends
    high_words: Sequence[str] | None = None,
    label_pixels: float = 0.0,  # at least so much room for labels
) -> Chart:
    """Bars from the figure as it is `now` to what it is at both places; the dozen widest. ValueError where columns differ."""
    blank = [""] * len(labels)
    found = zip(labels, low, high, low_words or blank, high_words or blank, strict=True)
    widest = sorted(found, key=lambda row: -abs(row[2] - row[1]))[:N_BARS]
    keys, y = name_rows([row[0] for row in widest], least_pixels=label_pixels)
    rows: list[dict[str, Any]] = [
        {"row": key, "input": label, "from": now, "to": to, "side": side, "words": words}
        for key, (label, at_low, at_high, low_word, high_word) in zip(keys, widest, strict=True)
        for side, to, words in zip(SIDES, (at_low, at_high), (low_word, high_word), strict=True)
    ]
    least, most = (end([now, *(row["to"] for row in rows)]) for end in (min, max))
    room = ROOM * ((most - least) or 1.0)
    x = alt.X("to:Q", title=unit, scale=alt.Scale(domain=[least - room, most + room], nice=False))
    color = alt.Color("side:N", title=None, scale=alt.Scale(domain=list(SIDES), range=[MIDDLE, DARK]))
    tooltip = ["input:N", "words:N", alt.Tooltip("to:Q", format=".3~g")]
    bars = alt.Chart(table(rows), height=BAR_HEIGHT * max(1, len(widest)), width=WIDTH)
    layers = [bars.mark_bar(height={"band": 0.66}).encode(x=x, x2="from:Q", y=y, color=color, tooltip=tooltip)]
    for is_left in (True, False):
        side = [row for row in rows if row["to"] != now and (row["to"] < now) is is_left]
        mark: dict[str, Any] = {"align": "right" if is_left else "left", "dx": -5 if is_left else 5}
        words = alt.Chart(table(side)).mark_text(fontSize=N_SMALL, color=FAINT_INK, **mark)
        layers.append(words.encode(x=x, y=y, text="words:N"))
    rule = alt.Chart(table([{"now": now}])).mark_rule(color=INK).encode(x="now:Q")
    return finish(alt.layer(*layers, rule), title=title, subtitle=subtitle)
