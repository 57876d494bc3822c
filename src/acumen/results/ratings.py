"""Noisy ratings and decisions, pairs and classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from acumen.results.result import Result

if TYPE_CHECKING:
    from acumen.judgment.ratings.cross_validation import Holdout


AGAIN = "the same kind of committee decides again"


class Percentile(msgspec.Struct, frozen=True, kw_only=True):
    """Where the estimate lies in the pool, in percent: before and after; and where 90 % of the belief then lie."""

    from_: float = msgspec.field(name="from")
    to: float
    low: float
    high: float


class KindOfWork(msgspec.Struct, frozen=True, kw_only=True):
    """Quality in one kind of work, after the decisions; sds of the pool."""

    kind: str
    mean_sd: float
    spread_sd: float
    pool_percentile: float


class DecisionWeighed(msgspec.Struct, frozen=True, kw_only=True):
    """A decision as it was taken into account, and what it alone would have moved."""

    outcome: str
    accept: float
    reliability: float
    kind: str
    alone_sd: float
    source: str = ""


class PublishedReliability(msgspec.Struct, frozen=True, kw_only=True):
    """Something else that could be asked: a score of this reliability that costs so many hours of your own."""

    name: str
    reliability: float
    cost_hours: float | None


class MoreRaters(msgspec.Struct, frozen=True, kw_only=True):
    """What a source would tell, given what is known now."""

    name: str
    bits: float
    cost_hours: float | None
    bits_per_hour: float | None


class DecisionCurve(msgspec.Struct, frozen=True, kw_only=True):
    """Densities of the belief before and after, over quality in sds of the pool."""

    quality: tuple[float, ...]
    before: tuple[float, ...]
    after: tuple[float, ...]


class Appraised(Result, frozen=True, kw_only=True):
    """What decisions did to a belief. Sds are those of quality within the pool that is judged; JSON has these names."""

    mean_sd: float  # the estimate after
    moved_sd: float  # after less before
    spread_sd: float  # sd of the belief after
    percentile: Percentile
    bits: float | None  # mutual information of such decisions and the quality
    learned_bits: float  # of these outcomes
    chance: float  # of these outcomes, before
    is_thin: bool
    sentence: str
    decisions: tuple[DecisionWeighed, ...]
    kinds: tuple[KindOfWork, ...]  # with two kinds of work or more
    general_sd: float | None  # what all kinds have in common, in its own sds
    shared: float | None
    field_percentile: Percentile | None  # among all, where the pool is the upper share of a field
    more: tuple[MoreRaters, ...]  # the most bits per hour first
    curve: DecisionCurve
    notes: tuple[str, ...]
    version: str


class KnownRating(msgspec.Struct, frozen=True, kw_only=True):
    """A published reliability, as `acumen appraise --published` lists it."""

    name: str
    what: str
    one_rater: float | None
    n_raters: int
    committee: float
    source: str
    note: str


class PublishedRatings(Result, frozen=True, kw_only=True):
    """The reliabilities of ratings that have been published, each with its source."""

    published: tuple[KnownRating, ...]


class ItemRanked(msgspec.Struct, frozen=True, kw_only=True):
    """An item: log odds of winning against an average one, 90 % of the belief, P(it is the best)."""

    item: str
    n: int
    skill: float
    sd: float
    low: float
    high: float
    best_prob: float


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two that are worth comparing next: what it would tell, and P(the first wins | no tie) as it stands."""

    first_item: str
    second_item: str
    bits: float
    first_prob: float


class Paired(Result, frozen=True, kw_only=True):
    """A ranking from comparisons; JSON has these names."""

    source: str
    n_comparisons: int
    n_ties: int
    prior_sd: float
    ties: float  # Davidson's ν: P(tie) between equals is ν/(2 + ν)
    items: tuple[ItemRanked, ...]  # the best first
    pairs: tuple[Pair, ...]  # the most telling first
    is_approximate: bool  # too few comparisons for skills to be normal around their likeliest values
    problems: tuple[str, ...]
    version: str


class ItemClassed(msgspec.Struct, frozen=True, kw_only=True):
    """An item's likeliest class and the chances of all, in the order of `classes`."""

    item: str
    n: float
    best: str
    chances: tuple[float, ...]


class RaterClassed(msgspec.Struct, frozen=True, kw_only=True):
    """A rater: P(right) with 90 % of its uncertainty, and the chances of each label (columns) by true class (rows)."""

    rater: str
    n: float
    accuracy: float
    low: float
    high: float
    confusion: tuple[tuple[float, ...], ...]


class Classified(Result, frozen=True, kw_only=True):
    """True classes as labels suggest them; JSON has these names."""

    source: str
    n_labels: float
    classes: tuple[str, ...]
    shares: tuple[float, ...]
    items: tuple[ItemClassed, ...]  # as in the file
    raters: tuple[RaterClassed, ...]  # the most accurate first
    smoothing: float
    log_likelihood: float
    n_rounds: int
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...]
    version: str


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """An estimate with 90 % of its posterior."""

    value: float
    low: float
    high: float


class Variances(msgspec.Struct, frozen=True, kw_only=True):
    """Of one score, in squared points; `rater_variance` is None where raters are unknown or each rated once."""

    item_variance: Figure
    rater_variance: Figure | None
    noise_variance: Figure


class Needed(msgspec.Struct, frozen=True, kw_only=True):
    """Raters whose mean has this reliability: as estimated, and at the ends of the interval; None where no number does."""

    reliability: float
    n_raters: int | None
    low: int | None
    high: int | None


class ItemRated(msgspec.Struct, frozen=True, kw_only=True):
    """An item's `n` ratings: their mean, the posterior of its quality in points, P(it is in the accepted share)."""

    item: str
    n: int
    raw_mean: float
    mean: float
    sd: float
    low: float
    high: float
    accept_prob: float | None
    next_levels: tuple[float, ...]  # chances of the levels of one more rating; empty where scores have no levels


class RaterRated(msgspec.Struct, frozen=True, kw_only=True):
    """A rater: severity in points (what they add to a score), and their scores' spread about what others lead to expect."""

    rater: str
    n: int
    severity: float
    sd: float
    low: float
    high: float
    spread: float


class Splits(msgspec.Struct, frozen=True, kw_only=True):
    """Two panels of `n_raters` drawn from the same items: what happened, and what the two models say of it."""

    n_raters: int
    n_items: int
    flip_prob: float
    flip_error: float
    correlation: float
    flip_gaussian: float
    flip_levels: float | None


class CriterionRated(msgspec.Struct, frozen=True, kw_only=True):
    """One criterion by itself, and its share in the score."""

    criterion: str
    weight: float
    icc: Figure


class RatingsFitted(Result, frozen=True, kw_only=True):
    """Ratings as noisy measurements of items. Points of the score throughout; shares and chances between 0 and 1."""

    source: str
    n_ratings: int
    n_items: int
    n_raters: int | None
    mean: float
    variances: Variances
    icc: Figure  # of one rating: correlation with another rater's
    panel: int  # raters per item that is usual here, or that was asked for
    is_by_committee: bool
    icc_mean: Figure  # of the mean of such a panel; between committees, where they are told apart
    needed: tuple[Needed, ...]
    accept: float | None
    is_low_good: bool
    flip: Figure | None  # share of accepts that another equal panel would not accept
    splits: Splits | None
    holdout: Holdout | None
    criteria: tuple[CriterionRated, ...]
    levels: tuple[float, ...]
    items: tuple[ItemRated, ...]  # the best first
    raters: tuple[RaterRated, ...]  # who gives the lowest scores first
    notes: tuple[str, ...]
    problems: tuple[str, ...]
    version: str
