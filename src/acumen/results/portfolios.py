"""Findings about several plans that share one person's hours."""

from datetime import date
from typing import Literal, TypeAlias

import msgspec

from acumen.results.result import Result

Verdict: TypeAlias = Literal["now", "next", "then", "if left", "drop"]


class PlanShare(msgspec.Struct, frozen=True, kw_only=True):
    """One plan in a portfolio. `index`: what an hour in it is worth, at best, as it stands; 0: less than the hour.

    `value`: what it is worth alone, with all the hours as its own; between `lower` and `upper`, proven.
    """

    plan: str
    named: str  # how a command names it: a file, or the name of an adopted plan
    value: float
    lower: float
    upper: float
    index: float
    hours: float  # expected, of the portfolio's
    pays_prob: float  # P(it pays off)
    begun_prob: float  # P(it is worked on)
    verdict: Verdict
    is_too_long: bool  # it is worth its hours, and they are more than there are


class SafeShare(msgspec.Struct, frozen=True, kw_only=True):
    """Sure work beside the plans: what an hour of it brings, and how many hours it gets on average."""

    name: str
    returns: float
    hours: float
    most_hours: float


class PlanLeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """A plan that has no share of the hours, and why."""

    plan: str
    reason: str


class Safer(msgspec.Struct, frozen=True, kw_only=True):
    """One way to divide the hours: how likely it is that enough plans pay off, and what it brings on average.

    `worth_half`, `worth_tenth`: what the plans bring at least in half of all cases, and in nine of ten; None where not counted.
    """

    chance: float
    value: float
    nothing_pays: float
    first_plan: str | None
    worth_half: float | None
    worth_tenth: float | None


class PortfolioDivided(Result, frozen=True, kw_only=True):
    """Hours divided over plans beside safe work. `value`: what all of it brings more than its hours; at most `upper`, proven.

    `frontier`: from the best value to the greatest chance that `n_wanted` of them pay off.
    """

    name: str | None
    today: date
    until_day: date | None
    hours_left: float
    spent_hours: float  # of what was said for all of it, told already
    status: Literal["exact", "bracketed"]
    value: float
    lower: float
    upper: float
    plan: str | None  # what is done next: one of its steps
    named: str | None
    next: str | None
    patience_hours: float | None
    is_under_way: bool
    is_adopted: bool  # that plan is followed, and not a file
    price_per_hour: float  # what the next hour, were there one, would bring
    change_hours: float
    gain_hours: float | None  # how much more so many hours more would bring
    loss_hours: float | None  # how much less so many fewer
    nothing_pays: float
    paying: tuple[float, ...]  # P(0, 1, 2, 3 or more plans pay off)
    worth_tenth: float | None  # what the plans bring: 10 %, half and 90 % of all cases bring at most that
    worth_half: float | None
    worth_most: float | None
    plans: tuple[PlanShare, ...]
    safe_work: tuple[SafeShare, ...]
    without_share: tuple[PlanLeftOut, ...]
    n_wanted: int
    wanted_of: tuple[str, ...]
    wanted_chance: float | None
    frontier: tuple[Safer, ...]
    notes: tuple[str, ...]
    version: str
    averaged: tuple[
        str, ...
    ] = ()  # plans whose steps share hypotheses: their chances are averaged, so nothing is proven
