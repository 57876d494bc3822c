"""Trend: marks over time, by criterion and as a whole, with the noise of a single mark in view."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from acumen.desk.book import Book
from acumen.desk.state.rubrics import RubricReading
from acumen.history import Mark
from acumen.inputs.days import in_zone
from acumen.results.rubrics import CriterionTrend, TrendShown

N_DAYS = 365.25
TOTAL = "total"


class _Point(msgspec.Struct, frozen=True, kw_only=True):
    at: datetime
    score: float
    rater: str


def criteria_trend(book: Book, *, of: str | None = None, person: str | None = None) -> TrendShown:
    """Marks of the person `of` (the ledger's owner unless given) over time, as `person` sees them.

    What a rater says in gut and considered manner is taken as of two raters.

    >>> acumen.criteria_trend(book).rows[0].tendency
    'cannot tell'
    """
    reading = RubricReading(book)
    viewer = reading.find_viewer(person)
    about = reading.find_viewer(of)
    seen, n_hidden = reading.seen(viewer, about)
    points = {
        criterion: [_point(reading, one) for one in seen if one.criterion == criterion] for criterion in reading.weights
    }
    rows = [_row(reading, TOTAL, _totals(reading, points))]
    rows += [_row(reading, criterion, found) for criterion, found in points.items() if found]
    return TrendShown(
        rubric=reading.rubric.rubric,
        scale=reading.rubric.scale,
        about=about,
        name=reading.people.names.get(about),
        is_me=about == viewer,
        rows=tuple(rows),
        n_marks=len(seen),
        n_hidden=n_hidden,
        now=book.now,
    )


def _point(reading: RubricReading, one: Mark) -> _Point:
    low, high = reading.rubric.scale
    share = (one.score - one.scale[0]) / (one.scale[1] - one.scale[0])
    rater = f"{one.person} gut" if one.manner == "gut" else one.person
    return _Point(at=one.said_at, score=low + share * (high - low), rater=rater)


def _totals(reading: RubricReading, points: dict[str, list[_Point]]) -> list[_Point]:
    """The weighted mean on each day when one rater marked everything; of two marks on a day the later."""
    by_day: dict[tuple[date, str], dict[str, _Point]] = {}
    for criterion, found in points.items():
        for one in found:
            by_day.setdefault((in_zone(one.at, reading.book.now.tzinfo).date(), one.rater), {})[criterion] = one
    totals = [
        _Point(
            at=max(one.at for one in marks.values()),
            score=sum(reading.weights[criterion] * one.score for criterion, one in marks.items()),
            rater=rater,
        )
        for (_, rater), marks in by_day.items()
        if marks.keys() == reading.weights.keys()
    ]
    return sorted(totals, key=lambda one: one.at)


def _row(reading: RubricReading, criterion: str, points: list[_Point]) -> CriterionTrend:
    from acumen.judgment.ratings.smoothing import trend_in_noise  # noqa: PLC0415 -- loads numerics

    low, high = reading.rubric.scale
    begin = points[0].at if points else reading.book.now
    raters = [one.rater for one in points]
    own = [one.score for one in points if one.rater == max(raters, key=raters.count)]
    found = trend_in_noise(
        [(one.at - begin).total_seconds() / 86_400 / N_DAYS for one in points],
        [one.score for one in points],
        raters,
        width=high - low,
    )
    return CriterionTrend(
        criterion=criterion,
        title=TOTAL if criterion == TOTAL else reading.title(criterion),
        n=len(points),
        n_raters=len(set(raters)),
        first_score=own[0] if own else None,
        last_score=own[-1] if own else None,
        per_year=found.trend.slope,
        low=found.trend.low,
        high=found.trend.high,
        rising_prob=found.trend.rising_prob,
        noise=found.noise,
        tendency=found.trend.verdict,
    )
