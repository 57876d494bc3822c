"""Ideas, rated blind, and what came of them."""

from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

from acumen.errors import Problem
from acumen.records import Manner
from acumen.results.result import Result

Basis: TypeAlias = Literal["fitted", "assumed"]


Scale: TypeAlias = tuple[float, float]  # from the worst score to the best


class ShownRating(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody made of it, and how it counts."""

    rating: str
    person: str  # key
    name: str | None
    is_mine: bool  # of whoever looks
    is_owner: bool  # of the ledger's own writer
    said_at: datetime
    score: float
    scale: tuple[float, float]
    criterion: str | None
    manner: Manner | None
    is_blind: bool
    reason: str | None
    is_superseded: bool
    is_late: bool
    withdrawn_at: datetime | None


class ShownIdea(msgspec.Struct, frozen=True, kw_only=True):
    """An idea, and what of it may be seen."""

    idea: str
    short: str
    title: str | None
    text: str | None
    domain: str | None
    person: str  # key of its owner
    owner: str | None  # name
    is_mine: bool
    listed_at: datetime
    worth_hours: float | None  # as its owner says
    is_worth_hidden: bool
    state: Literal["open", "known"]
    outcome_hours: float | None
    outcome_score: float | None
    outcome_scale: tuple[float, float] | None
    known_at: datetime | None
    ratings: tuple[ShownRating, ...]
    n_hidden: int  # ratings by others that may not be seen yet
    withdrawn_at: datetime | None

    def standing(self, criterion: str | None = None) -> tuple[ShownRating, ...]:
        """What is said now and may be seen: gut before considered, otherwise by time."""
        now = [one for one in self.ratings if not (one.is_superseded or one.is_late) and one.criterion == criterion]
        return tuple(sorted(now, key=lambda one: one.manner != "gut"))


class IdeaAdded(Result, frozen=True, kw_only=True):
    """The idea, and how many there are; `is_new` is False where it is listed already and nothing was written."""

    shown: ShownIdea
    is_new: bool
    n_ideas: int


class RaterAgreement(msgspec.Struct, frozen=True, kw_only=True):
    """Correlation as counted, and between what both would say without noise, with 90 % of the posterior of each."""

    n: int
    counted: float
    counted_low: float
    counted_high: float
    beyond_noise: float
    low: float
    high: float
    positive_prob: float


class Again(msgspec.Struct, frozen=True, kw_only=True):
    """A rater's reliability: from `n` ideas rated blind on two days, as told, or (n = 0) not known and thus any."""

    n: int
    reliability: float | None
    is_told: bool


class Apart(msgspec.Struct, frozen=True, kw_only=True):
    """An idea that both rated. `gap`: sds apart, each rater's own mean and spread taken off; `mean_gap`: less noise.

    `sure_prob`: the chance that without noise the gap has this sign. None where there are too few ideas to say.
    """

    idea: str
    short: str
    title: str | None
    my_score: float
    their_score: float
    gap: float | None
    mean_gap: float | None
    sure_prob: float | None


class ComparedIdeas(Result, frozen=True, kw_only=True):
    """Two raters on the ideas both rated, where they differ most first; `agreement` None: `why` says why."""

    person: str
    name: str
    criterion: str | None
    scale: Scale
    agreement: RaterAgreement | None
    reason: str | None
    my_reliability: Again
    their_reliability: Again
    apart: tuple[Apart, ...]
    n_not_blind: int
    n_hidden: int  # ideas that they rated and whoever looks did not yet
    now: datetime


class IdeaEstimate(msgspec.Struct, frozen=True, kw_only=True):
    """An idea's quality on the scale of the list: mean and 90 % of the posterior, from `n` raters."""

    n: int
    raw_mean: float
    mean: float
    low: float
    high: float


class IdeaRow(msgspec.Struct, frozen=True, kw_only=True):
    """An idea, and what the ratings that may be seen make of it; None where there are none."""

    shown: ShownIdea
    my_scores: tuple[float, ...]  # what whoever looks says now, gut first, on the scale of the list
    others_scores: tuple[float, ...]  # what others say now
    estimate: IdeaEstimate | None


class IdeasListed(Result, frozen=True, kw_only=True):
    """Ideas, the best first; those that may not be judged yet last.

    `icc`: the share of the idea in one score, `fitted` from these ratings or `assumed`. `n_all`: ideas there are.
    """

    now: datetime
    criterion: str | None
    scale: Scale
    rows: tuple[IdeaRow, ...]
    basis: Basis
    item_share: float | None
    icc_low: float | None
    icc_high: float | None
    n_all: int
    n_left: int  # open ones that whoever looks has not rated
    is_one_wanted: bool
    problems: tuple[Problem, ...] = ()


class ToRate(msgspec.Struct, frozen=True, kw_only=True):
    """All of an idea that tells nothing of what it was rated or said to be worth."""

    idea: str
    short: str
    title: str | None
    text: str | None
    domain: str | None


class NextIdea(Result, frozen=True, kw_only=True):
    """The idea to rate now, None where none is left; how many are left, and how many there are."""

    to_rate: ToRate | None
    n_left: int
    n_open: int
    seed: int
    person: str | None  # the name under which to rate


class RaterRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A rater's scores against outcomes, by ranks: correlation with 90 % of its posterior; None: too few to say.

    `ahead_prob`: the chance that they told better than whoever looks, on the `n_common` ideas both rated.
    """

    person: str
    name: str | None
    is_mine: bool
    n: int
    correlation: float | None
    low: float | None
    high: float | None
    n_common: int
    ahead_prob: float | None


class WorthSaid(msgspec.Struct, frozen=True, kw_only=True):
    """Worths said by owners against hours turned out: by ranks, and as a ratio with its interval; None: too few."""

    n: int
    correlation: float | None
    low: float | None
    high: float | None
    turned_out_ratio: float | None  # turned out over said
    turned_out_ratio_low: float | None
    turned_out_ratio_high: float | None
    n_nothing: int


Kind = Literal["hours", "score"]


class TrackRecord(Result, frozen=True, kw_only=True):
    """Raters, best first, those of whom it can't be said last. Of two kinds of outcome the more frequent is taken."""

    n_known: int
    kind: Kind
    n_other_kind: int
    raters: tuple[RaterRecord, ...]
    worth_said: WorthSaid


class IdeaKnown(Result, frozen=True, kw_only=True):
    """What was written down (None: nothing, one only looked), with all that was said of the idea; and who was right."""

    outcome_id: str | None
    shown: ShownIdea | None
    track_record: TrackRecord
    now: datetime


class RatedIdea(Result, frozen=True, kw_only=True):
    """The rating that was written down, and the idea as whoever rated may now see it; `n_left`: not rated by them yet."""

    rating: str
    shown: ShownIdea
    is_blind: bool
    n_left: int
    now: datetime
