"""Findings about a date: whether it will be met, what would help, what may be cut."""

from datetime import date, datetime
from typing import Literal

import msgspec

from acumen.results.result import Result


class Alarm(msgspec.Struct, frozen=True, kw_only=True):
    """The date is in danger (`date`), or hours run over what was said (`hours`).

    `right_prob`: the share of plans whose figures are right in which it would ever come so far, at the most.
    """

    what: Literal["date", "hours"]
    stage: int  # of a date 1 below even odds, 2 below half of what was promised; of hours an e-value of 10, or 100
    right_prob: float
    is_new: bool  # it has not rung before
    e_value: float | None = None
    times_said: float | None = None  # how much longer steps took than was said, the typical one


class DateCounted(msgspec.Struct, frozen=True, kw_only=True):
    """A date that counts in an advice: P(something is shipped by then) as misses go together, with its standard error."""

    ship: date
    hours_until: float  # of work until the end of that day
    on_time: float
    on_time_error: float
    net_mean: float | None = None  # what shipping pays less the hours, as misses go together; None: they do not
    value_error: float = 0.0  # standard error of the advice's value, where runs tell it (`estimated`)
    bound_error: float = 0.0  # the same of its bound, a mean with three of these added; 0: it is proven
    tripwires: tuple["Tripwire", ...] = ()
    part_days: tuple["PartBegin", ...] = ()
    begin_by: date | None = (
        None  # begun after that day, the advice has lost 5 points of the chance; None: it is under way
    )
    promised: float | None = None  # what it was when the date was set, or last promised; None: no such record
    promised_at: datetime | None = None
    alarms: tuple[Alarm, ...] = ()


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

    part_ids: tuple[str, ...]
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
    promised_day: date | None = None  # the day that was promised, where it is another


class PartBegin(msgspec.Struct, frozen=True, kw_only=True):
    """By when a part that may be missing has to be begun to pay: after that day it is left out."""

    part: str
    begin_by: date


class Scheduled(msgspec.Struct, frozen=True, kw_only=True):
    """The days on which a step begins and ends in the middle one of the runs that try it."""

    step: str
    begin_day: date
    end_day: date
    tried_prob: float  # of all runs
    is_critical: bool  # half its hours would gain much: it is in the top third


class DayDue(msgspec.Struct, frozen=True, kw_only=True):
    """A day of a plan that matters: it ships, a step has to have worked or to be begun, a part to be begun or left out."""

    plan: str
    named: str  # how a command names it
    kind: Literal["ship", "worked", "begin", "part"]
    what: str | None  # the step, or the part
    day: date
    on_time: float | None  # of the plan's date; None where it does not count
    adopted: str  # the id of the plan
    promised_day: date | None = None  # the day that was promised, where it is another


class ReadyBy(msgspec.Struct, frozen=True, kw_only=True):
    """The day by which this share of the runs has shipped something; None: that many never do."""

    prob: float
    day: date | None


class OtherDate(msgspec.Struct, frozen=True, kw_only=True):
    """The same plan due on another day, planned anew."""

    ship: date
    on_time: float
    value: float


class HoldsWhile(msgspec.Struct, frozen=True, kw_only=True):
    """Between which hours until the date the advice stays the same; None: no other was found on that side."""

    hours_until: float
    low_hours: float | None
    high_hours: float | None
    next_if_less: str | None
    next_if_more: str | None


class ByDate(msgspec.Struct, frozen=True, kw_only=True):
    """How runs stood at the date: shares of all of them, which sum to 1."""

    ship: date
    whole_prob: float  # shipped by the date, with nothing missing
    cut_prob: float  # shipped by the date, something missing
    late_prob: float  # shipped after it, for less
    never_prob: float
    hours_until: float
    busy: float  # share of those hours that is worked, on average


class SinceThen(msgspec.Struct, frozen=True, kw_only=True):
    """The chance of the date at the end of `day` and now, and what changed it, one thing after another; the parts sum up."""

    day: date
    then_prob: float
    current_prob: float
    by_work: float  # what has ended, and hours told
    by_time: float  # working time that has gone by without work
    by_plan: float  # what the plan says, its date and hours
    by_record: float  # what one's record makes of the figures


class ShipDate(Result, frozen=True, kw_only=True):
    """The date questioned. `value`: what shipping pays less the hours, by the best policy found; at most `upper`.

    Chances are shares of `runs` in which misses go together (`shared_surprise`: how much of the surprise of hours all steps
    share).
    """

    plan: str
    today: date
    ship: date
    hours_until: float  # of work until the end of that day
    worth: float
    status: Literal["exact", "bracketed", "estimated"]
    value: float
    lower: float
    upper: float
    error: float  # standard error of `value`; 0 where it is computed and not drawn
    bound_error: float = 0.0  # the same of `upper`, a mean with three of these added; 0: it is proven
    on_time: float  # P(something is shipped by the date)
    on_time_error: float
    whole_prob: float  # P(that, and nothing is missing)
    ever: float  # P(something is shipped) with the date so far off that all fits
    slack_days: int | None  # days between shipping and the date that half of what is on time has left
    next: str | None
    patience_hours: float | None  # from now on
    spent_hours: float  # on `next` so far
    hours: float  # expected, of work
    ready: tuple[ReadyBy, ...]
    tripwires: tuple[Tripwire, ...]
    effects: tuple[Effect, ...]
    schedule: tuple[Scheduled, ...]  # of what more than half of the runs try, the first begun first
    parts: tuple[CutPart, ...]
    cuts: tuple[CutNow, ...]
    dates: tuple[OtherDate, ...]
    slip: SinceThen | None = None
    promise: str | None = None  # the id of the record that keeps this chance as what is promised
    off: tuple[date, ...]  # days without work until the date, apart from those of the week
    shared_surprise: float
    runs: int
    seed: int
    notes: tuple[str, ...]
    version: str
    net_mean: float  # what shipping pays less the hours in the runs, in which misses go together; `value`: if none did
    overdue_steps: tuple[str, ...] = ()  # under way, all hours said are spent: all of this is as if they were left
    curve_days: tuple[date, ...] = ()  # every day from today to the last on which shipping pays
    curve_shares: tuple[float, ...] = ()  # of the runs that have shipped by the end of each
