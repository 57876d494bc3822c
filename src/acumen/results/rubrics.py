"""Scores by a rubric, over time."""

from datetime import datetime

import msgspec

from acumen.results.result import Result


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """One mark that was written down."""

    id: str
    criterion: str
    title: str
    score: float
    is_blind: bool  # nothing that others marked on this occasion could be seen


class CriterionShown(msgspec.Struct, frozen=True, kw_only=True):
    """A criterion, `depth` levels in; `weight` as a share of all. Of one with parts the marks are those of its parts.

    `my_score` is the latest of whoever looks, `others_score` the mean of the latest of each of `n_others`; `n` marks may be
    seen.
    """

    criterion: str
    title: str
    depth: int
    weight: float
    is_marked: bool  # it has no parts
    my_score: float | None
    others_score: float | None
    n_others: int
    n: int


class CriteriaShown(Result, frozen=True, kw_only=True):
    """A rubric with marks of `about`; `rows` from the top, the last one the whole."""

    rubric: str
    title: str
    scale: tuple[float, float]
    is_ready: bool  # none was adopted: it is the one that comes with acumen
    about: str
    name: str | None
    is_me: bool
    rows: tuple[CriterionShown, ...]
    n_hidden: int
    now: datetime


class Marked(Result, frozen=True, kw_only=True):
    """What was written down, and the rubric as whoever marked may now see it; `unmarked`: titles of criteria left out."""

    given: tuple[Given, ...]
    unmarked: tuple[str, ...]
    shown: CriteriaShown


class CriterionTrend(msgspec.Struct, frozen=True, kw_only=True):
    """Points per year of one criterion, 90 % from `low` to `high`; None where there is one moment only.

    `first_score` and `last_score` are of the rater with most marks; `verdict` is rising, falling or cannot tell; `noise` the sd
    of one
    mark that it was judged by.
    """

    criterion: str
    title: str
    n: int
    n_raters: int
    first_score: float | None
    last_score: float | None
    per_year: float | None
    low: float | None
    high: float | None
    rising_prob: float
    noise: float
    tendency: str


class TrendShown(Result, frozen=True, kw_only=True):
    """The whole first, then its criteria; the whole counts on days when one rater marked everything."""

    rubric: str
    scale: tuple[float, float]
    about: str
    name: str | None
    is_me: bool
    rows: tuple[CriterionTrend, ...]
    n_marks: int
    n_hidden: int
    now: datetime
