"""Findings about a date: whether it will be met, what would help, what may be cut."""

from datetime import date
from typing import Literal

import msgspec

from acumen.results.result import Result


class DateCounted(msgspec.Struct, frozen=True, kw_only=True):
    """A date that counts in an advice: P(something is shipped by then) as misses go together, with its standard error."""

    ship: date
    hours_until: float  # of work until the end of that day
    on_time: float
    on_time_error: float


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """What would come of a change, planned anew: chances of shipping by the date, and what the plan gains, in hours."""

    step: str
    half_on_time: float | None = None  # in half the hours
    half_gain_hours: float | None = None
    sure_on_time: float | None = None  # certain to work
    sure_gain_hours: float | None = None
    bad_on_time: float | None = None  # taking what it exceeds once in twenty times
    bad_gain_hours: float | None = None


class CutNow(msgspec.Struct, frozen=True, kw_only=True):
    """What would come of giving parts up now; `parts` is empty for giving up nothing."""

    parts: tuple[str, ...]
    lost_hours: float  # of worth
    on_time: float
    value: float
    cost_hours: float  # how much less the plan is worth


class CutPart(msgspec.Struct, frozen=True, kw_only=True):
    """A part that may be missing: by when it has to be begun to pay, and how often it is missing at the end."""

    part: str
    cut_hours: float
    begin_by: date | None  # None: it does not pay to begin it even now
    missing_prob: float  # of all that ships


class Tripwire(msgspec.Struct, frozen=True, kw_only=True):
    """If this step has not worked by the end of this day, even odds of the date are gone."""

    step: str
    by_day: date


class ReadyBy(msgspec.Struct, frozen=True, kw_only=True):
    """The day by which this share of the runs has shipped something; None: that many never do."""

    prob: float
    day: date | None


class OtherDate(msgspec.Struct, frozen=True, kw_only=True):
    """The same plan due on another day, planned anew."""

    ship: date
    on_time: float
    value: float


class ShipDate(Result, frozen=True, kw_only=True):
    """The date questioned. `value`: what shipping pays less the hours, by the best policy found; at most `upper`, proven.

    Chances are shares of `runs` in which misses go together (`shared_surprise`: how much of the surprise of hours all steps
    share).
    """

    plan: str
    today: date
    ship: date
    hours_until: float  # of work until the end of that day
    worth: float
    status: Literal["exact", "bracketed"]
    value: float
    lower: float
    upper: float
    error: float  # standard error of `value`; 0 where it is computed and not drawn
    on_time: float  # P(something is shipped by the date)
    on_time_error: float
    whole_prob: float  # P(that, and nothing is missing)
    ever: float  # P(something is shipped) with the date so far off that all fits
    slack_days: int | None  # days between shipping and the date that half of what is on time has left
    next: str | None
    patience_hours: float | None
    hours: float  # expected, of work
    ready: tuple[ReadyBy, ...]
    tripwires: tuple[Tripwire, ...]
    effects: tuple[Effect, ...]
    parts: tuple[CutPart, ...]
    cuts: tuple[CutNow, ...]
    dates: tuple[OtherDate, ...]
    shared_surprise: float
    runs: int
    seed: int
    notes: tuple[str, ...]
    version: str
