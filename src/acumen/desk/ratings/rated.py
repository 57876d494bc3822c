"""What many ratings came to: the shapes of the answer, as text and JSON show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from acumen.judgment.ratings.holdout import Holdout

if TYPE_CHECKING:
    from acumen.charts import Chart


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """An estimate with 90 % of its posterior."""

    value: float
    low: float
    high: float


class Variances(msgspec.Struct, frozen=True, kw_only=True):
    """Of one score, in squared points; `rater` is None where raters are unknown or each rated once."""

    item: Figure
    rater: Figure | None
    noise: Figure


class Needed(msgspec.Struct, frozen=True, kw_only=True):
    """Raters whose mean has this reliability: as estimated, and at the ends of the interval; None where no number does."""

    reliability: float
    raters: int | None
    low: int | None
    high: int | None


class ItemRated(msgspec.Struct, frozen=True, kw_only=True):
    """An item's `n` ratings: their mean, the posterior of its quality in points, P(it is in the accepted share)."""

    item: str
    n: int
    raw: float
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
    flip: float
    flip_error: float
    correlation: float
    flip_gaussian: float
    flip_levels: float | None


class Criterion(msgspec.Struct, frozen=True, kw_only=True):
    """One criterion by itself, and its share in the score."""

    criterion: str
    weight: float
    icc: Figure


class Rated(msgspec.Struct, frozen=True, kw_only=True):
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
    criteria: tuple[Criterion, ...]
    levels: tuple[float, ...]
    items: tuple[ItemRated, ...]  # the best first
    raters: tuple[RaterRated, ...]  # who gives the lowest scores first
    notes: tuple[str, ...]
    problems: tuple[str, ...]
    version: str

    def chart(self) -> Chart:
        """Items and raters as intervals."""
        from acumen.desk.wording.ratings.pictures import draw_rated  # noqa: PLC0415 -- altair takes a while to load

        return draw_rated(self)

    def to_json(self) -> str:
        """As JSON, indented, with the names of the fields."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2).decode()

    def __str__(self) -> str:
        """The text that `acumen ratings` prints."""
        from acumen.desk.wording.ratings.rated import write_lines  # noqa: PLC0415 -- not needed for JSON

        return "\n".join(write_lines(self))
