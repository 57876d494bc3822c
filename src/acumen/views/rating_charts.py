"""Ratings and decisions as pictures: titles, order and words; what is drawn is computed elsewhere."""

from __future__ import annotations

from acumen import charts
from acumen.charts import Chart
from acumen.pages.columns import clip
from acumen.pages.number_format import say_prob, say_rank, say_sd
from acumen.results.ratings import Appraised, RatingsFitted

N_NAME = 30
N_ITEMS, N_RATERS = 24, 16


def draw_appraised(found: Appraised) -> Chart:
    """The belief before and after."""
    curve, place = found.curve, found.percentile
    words = (f"before: {say_rank(place.from_)} percentile", f"after: {say_rank(place.to)}")
    said = f"{say_sd(found.moved_sd)}; 90 % of the belief: {say_rank(place.low)} to {say_rank(place.high)} percentile"
    word = "an acceptance" if found.decisions[0].outcome == "accepted" else "a rejection"
    what = word if len(found.decisions) == 1 else f"{len(found.decisions)} decisions"
    return charts.draw_update(
        curve.quality,
        curve.before,
        curve.after,
        means=(found.mean_sd - found.moved_sd, found.mean_sd),
        words=words,
        title=f"What {what} should do to a belief",
        subtitle=said,
    )


def draw_rated(found: RatingsFitted) -> Chart:
    """The items that are ahead, and where raters are known their severity below."""
    shown = found.items[:N_ITEMS]
    named = [clip(f"{item.item} ({item.n})", N_NAME) for item in shown]
    judged = sorted(sorted(found.raters, key=lambda rater: -rater.n)[:N_RATERS], key=lambda rater: rater.severity)
    named_raters = [clip(f"{rater.rater} ({rater.n})", N_NAME) for rater in judged]
    room = charts.room_for([*named, *named_raters])
    more = len(found.items) - len(shown)
    items = charts.draw_intervals(
        named,
        [item.mean for item in shown],
        [item.low for item in shown],
        [item.high for item in shown],
        raw=[item.raw_mean for item in shown],
        line=found.mean,
        line_words="mean of all",
        title="Items, and how sure their place is",
        subtitle=[
            "dot: estimate with 90 % of its belief; circle: mean of the ratings (how many)",
            f"one rating is {say_prob(round(found.icc.value, 3))} item"
            + (f"; the first {len(shown)} of {len(found.items):,}" if more else ""),
        ],
        unit="points",
        label_pixels=room,
    )
    if not found.raters:
        return items
    raters = charts.draw_intervals(
        named_raters,
        [rater.severity for rater in judged],
        [rater.low for rater in judged],
        [rater.high for rater in judged],
        line=0.0,
        line_words="neither",
        title="Raters, kind to strict" if found.is_low_good else "Raters, strict to kind",
        subtitle="points that a rater adds, with 90 % of the belief"
        + (f"; the {N_RATERS} who rated most" if len(found.raters) > N_RATERS else ""),
        unit="points",
        label_pixels=room,
    )
    return charts.stack(items, raters)
