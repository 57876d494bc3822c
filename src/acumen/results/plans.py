"""A plan read, solved, simulated, and what information is worth to it."""

from datetime import date
from typing import Literal, TypeAlias

import msgspec

from acumen.results.anyway import Anyway
from acumen.results.dates import ByDate, CutPart, DateCounted
from acumen.results.result import Result


class Then(msgspec.Struct, frozen=True, kw_only=True):
    """What follows: the id of a step, `stop`, or, where the goal is known (`goal` is not None), `done` or `failed`."""

    next: str
    patience_hours: float | None = None
    leave_chance: float | None = None
    goal: bool | None = None
    part_ids: tuple[str, ...] = ()  # that are missing in a goal that is reached


class RankedStep(msgspec.Struct, frozen=True, kw_only=True):
    """Starting with step `id` and acting well from there on; None where a figure was not computed or does not exist."""

    id: str
    title: str | None
    value: float | None
    regret: float | None  # hours by which that is worse than the advice
    chance: float | None  # of the goal
    hours: float  # mean hours of the step, carried on to its end
    step_chance: float
    lambda_per_hour: float | None  # ln(1 / step_chance) / hours
    patience_hours: float | None  # hours; None: not to be left midway; 0: not worth starting
    leave_chance: float | None  # that the patience runs out
    about: str | None = None  # of a probe: the hypothesis it tells about; `step_chance` is that of a positive answer


class BeliefShown(msgspec.Struct, frozen=True, kw_only=True):
    """The chance of a state of a hypothesis (of a binary one: `yes`), now and after either end of the first action.

    Both ends are None where the first action does not tell about any hypothesis, one of them where it can't come.
    """

    hypothesis: str
    state: str
    is_binary: bool
    current: float
    chance_if_it_works: float | None
    chance_if_not: float | None


Figure: TypeAlias = float | tuple[float, float]  # a chance or plain hours, or (low, high) of open-ended work


class TipShown(msgspec.Struct, frozen=True, kw_only=True):
    """Where the advice would change: as `input` of step `id` passes `at`, `next` becomes `then`. None: nowhere in range."""

    id: str
    input: Literal["chance", "hours", "worth"]
    current: Figure
    at: Figure | None
    next: str | None


class OwnRange(msgspec.Struct, frozen=True, kw_only=True):
    """That a record lets a step be left before the upper end of what was said of it: that end, and where the record has it."""

    said_hours: float
    record_hours: float


class Remaining(msgspec.Struct, frozen=True, kw_only=True):
    """What is left of a step under way. `chance` and `hours` (the mean, carried through) speak of the rest.

    `patience_hours`: leave when so many hours have been spent from the start on; None: to be carried through, or not known.
    `is_over`: all the hours that were said are spent: its forecast settles no (a commitment still owes its result).
    `is_overdue`: so it is, and nobody has said how much remains; solved as if it were left, a commitment's result due now.
    """

    id: str
    spent_hours: float
    is_told: bool
    said_chance: float
    said_hours: float  # of the whole: the 95 % point of open-ended work, or the commitment
    chance: float
    hours: float
    is_open_ended: bool
    is_over: bool
    patience_hours: float | None = None
    is_overdue: bool = False
    is_worth_it: bool | None = None  # whether another hour pays, now or later; None: not known


Objective: TypeAlias = Literal["net", "hours"]
Status: TypeAlias = Literal["exact", "bracketed", "estimated", "break-even"]


class Answer(Result, frozen=True, kw_only=True):
    """What to do next in a plan, what it is worth and how well that is proven. Hours throughout; JSON has these names.

    `next` is a step, `stop`, or, where the goal is known, `done` or `failed`. Hours, but for `under_way`, count from now.
    `value` is attained by the advice; the optimum lies between `lower` and `upper`. Without a worth all three are None.
    """

    plan: str
    objective: Objective
    worth: float | None
    value: float | None
    lower: float | None
    upper: float | None
    status: Status
    chance: float
    hours: float
    leverage: float | None
    best_leverage: float | None
    break_even_worth: float | None
    break_even_next: str | None  # with which step the policy of the best leverage starts
    next: str
    patience_hours: float | None
    leave_chance: float | None
    if_it_works: Then | None
    if_not: Then | None
    ranked: tuple[RankedStep, ...]
    why: tuple[str, ...]
    notes: tuple[str, ...]  # what was assumed
    beliefs: tuple[BeliefShown, ...] = ()  # of hypotheses that several actions depend on
    tips: tuple[TipShown, ...] | None = None  # None: not looked for
    n_states: int
    bound_by: tuple[str, ...] = ()  # what a bound that is not attained came from: docs/standard.md, *Certificates*
    limits: dict[str, float] | None = None  # counts; `gap`: what is proven so closely is not made exact
    seed: int | None
    version: str
    goal: bool | None = None  # known already, in a plan that has been begun; None while it is open
    dated: DateCounted | None = None  # None where no date counts
    passed: date | None = None  # the day it was due, where that has passed and does not count any more
    under_way: tuple[Remaining, ...] = ()
    own_range: OwnRange | None = None  # where one's record has shortened the patience of `next` to below it
    anyway: Anyway | None = None  # where the advice is to stop although the goal could be reached
    made_hours: float | None = None  # what stopping now pays, where what must be there is there; part of `value`
    part_ids: tuple[str, ...] = ()  # missing in what is there
    whole_prob: float | None = None  # P(the goal is reached and nothing is missing); None: nothing may be, or by date
    parts: tuple[CutPart, ...] = ()  # that may be missing, where no date counts
    uncounted: tuple[str, ...] = ()  # keys of the plan that do not count in this: its date, and what may be left out


class Tipping(msgspec.Struct, frozen=True, kw_only=True):
    """From which chance on going on pays if it takes `more_hours` more; None: not even a sure success would.

    Without a worth `chance` is None, and `break_even_worth` the worth from which on it pays at the chance that was said.
    """

    more_hours: Figure
    chance: float | None
    break_even_worth: float | None = None


class Overdue(msgspec.Struct, frozen=True, kw_only=True):
    """A step under way that has had its hours, `said_hours` as they were last said, without success or failure.

    `if_it_works`: what follows should it work after all, and `value_if_it_works` what the plan is worth then, beside
    `value_if_left`; None without a worth. `tipping`: for further hours in the shape of those said.
    """

    id: str
    spent_hours: float
    said_chance: float
    said_hours: Figure
    if_it_works: Then | None
    value_if_it_works: float | None
    value_if_left: float | None
    tipping: tuple[Tipping, ...]


class InformationWorth(msgspec.Struct, frozen=True, kw_only=True):
    """Hours that being told is worth, between two proven bounds; `lower` = `upper` where it is exact."""

    lower: float
    upper: float


class ProbeValue(msgspec.Struct, frozen=True, kw_only=True):
    """What the result of a probe or step would tell, and what being told it now is worth.

    Bits are None where a step depends on no hypothesis; figures per hour are None for what takes no time.
    """

    id: str
    title: str | None
    kind: Literal["probe", "step"]
    hypothesis_ids: tuple[str, ...]  # hypotheses
    hours: float  # mean
    chance: float  # that it works, or of a positive answer
    evsi: InformationWorth
    evsi_per_hour: float | None  # of the lower bound
    bits: float | None  # about its hypotheses
    bits_per_hour: float | None
    goal_bits: float  # about whether the goal will be reached
    goal_bits_per_hour: float | None


class Perfect(msgspec.Struct, frozen=True, kw_only=True):
    """What being told hypotheses would be worth (EVPPI), and how uncertain they are."""

    hypothesis_ids: tuple[str, ...]
    evppi: InformationWorth
    entropy_bits: float


class Information(Result, frozen=True, kw_only=True):
    """The price of information in a plan, hours throughout. `results` is sorted by EVSI, the largest first."""

    plan: str
    worth: float
    value: float
    lower: float
    upper: float
    status: Status
    next: str
    results: tuple[ProbeValue, ...]
    perfect: tuple[Perfect, ...]
    evpi: InformationWorth | None  # None where there are no hypotheses, or too many to be told together
    notes: tuple[str, ...]
    version: str
    anyway: Anyway | None = None
    priced_worth_hours: float | None = None  # the worth that `results` and `perfect` are for, where that is not `worth`
    passed: date | None = None  # the day it was due, where that has passed and does not count any more
    uncounted: tuple[str, ...] = ()  # keys of the plan that do not count in this: its date, and what may be left out


class Quantiles(msgspec.Struct, frozen=True, kw_only=True):
    """What 5 % to 95 % of the runs do not exceed."""

    q05: float
    q25: float
    q50: float
    q75: float
    q95: float


class Exact(msgspec.Struct, frozen=True, kw_only=True):
    """What the means would come to in endlessly many runs; `net` needs a worth."""

    net: float | None
    hours: float
    chance: float


class Within(msgspec.Struct, frozen=True, kw_only=True):
    """Shares of all runs that were over within `hours`, by how they ended."""

    hours: float
    reached: float
    failed: float
    stopped: float


class FinishCurve(msgspec.Struct, frozen=True, kw_only=True):
    """The same as columns, for hours at even distances from 0 to where nearly all runs are over."""

    curve_hours: tuple[float, ...]
    reached_curve: tuple[float, ...]
    failed_curve: tuple[float, ...]
    stopped_curve: tuple[float, ...]


class StepUse(msgspec.Struct, frozen=True, kw_only=True):
    """What a step came to: the shares of all runs that tried it, saw it work and left it; its mean hours per run."""

    id: str
    title: str | None
    tried_prob: float
    worked_prob: float
    left_prob: float
    hours: float


class Simulated(Result, frozen=True, kw_only=True):
    """Runs of a plan's advice. Raw means with standard errors, and the same with the value function as control variate.

    Hours throughout, chances and shares between 0 and 1. Figures that need a worth are None without one, standard errors
    with a single run. JSON has these names.
    """

    plan: str
    objective: Objective
    worth: float | None
    runs: int
    seed: int
    next: str
    net_mean: float | None
    net_se: float | None
    net_controlled: float | None
    net_controlled_se: float | None
    hours_mean: float
    hours_se: float | None
    hours_controlled: float
    hours_controlled_se: float | None
    chance: float  # share of the runs that reached the goal
    chance_se: float | None
    failed: float
    stopped: float
    exact: Exact  # by date: as if hours missed each by itself
    hours_quantiles: Quantiles
    net_quantiles: Quantiles | None
    within: tuple[Within, ...]
    curve: FinishCurve
    steps: tuple[StepUse, ...]  # those that take most hours first; all steps of the plan
    notes: tuple[str, ...]
    n_situations: int
    version: str
    chance_together: float | None = None  # of the goal, as misses go together; of an adopted plan that is corrected
    anyway: Anyway | None = None  # where the advice is to stop: the runs go on all the same, as it says
    by_date: ByDate | None = None  # None where no date counts
    passed: date | None = None  # the day it was due, where that has passed and does not count any more
    whole_prob: float | None = (
        None  # share that reached the goal with nothing missing; None: nothing may be, or by date
    )
    uncounted: tuple[str, ...] = ()  # keys of the plan that do not count in this: its date, and what may be left out


class Arrow(msgspec.Struct, frozen=True, kw_only=True):
    """What follows with probability `chance`, after `hours` on average: the id of a step, `done`, `failed` or `stop`.

    `number` is that of the situation; None at an end, and where the depth shown does not reach.
    """

    chance: float
    hours: float
    next: str
    number: int | None
    part_ids: tuple[str, ...] = ()  # that are missing in a goal that is reached


class TreeStep(msgspec.Struct, frozen=True, kw_only=True):
    """A situation: attempt step `id` for up to `patience_hours` hours (None: to its end).

    `reach` is the probability of coming here, `goal_chance` and `goal_hours` speak of the policy from here on.
    """

    number: int
    id: str
    title: str | None
    patience_hours: float | None
    leave_chance: float
    depth: int  # actions from the start to here, this one included, on the shortest way
    reach: float
    goal_chance: float
    goal_hours: float
    if_it_works: Arrow  # of a probe: after a positive answer
    if_not: Arrow
    is_probe: bool = False

    @property
    def labels(self) -> tuple[str, str]:
        """What the two branches are called."""
        return ("positive", "negative") if self.is_probe else ("works", "if not")


Format: TypeAlias = Literal["text", "mermaid", "graphviz"]


class Tree(Result, frozen=True, kw_only=True):
    """The policy as a tree whose equal branches are one. `value`, `chance` and `hours` are exact for this policy.

    `acts` stand in the order of reading: what follows success first. `reached`, `failed` and `stopped` sum to 1.
    """

    plan: str
    objective: Objective
    worth: float | None
    value: float | None
    chance: float
    hours: float
    reached: float
    failed: float
    stopped: float
    next: str
    acts: tuple[TreeStep, ...]
    n_acts: int  # shown or not
    depth: int | None  # as far as is shown; None: everything is
    notes: tuple[str, ...]
    version: str
    anyway: Anyway | None = None  # where the advice is to stop: `acts` go on all the same, as it says
    passed: date | None = None  # the day it was due, where that has passed and does not count any more
    whole_prob: float | None = None  # P(the goal is reached and nothing is missing); None: nothing may be
    made_hours: float | None = None  # what stopping now pays, where what must be there is there; part of `value`
    by_day: date | None = None  # it is due, where that counts here
    part_ids: tuple[str, ...] = ()  # missing where it is reached at once
    uncounted: tuple[str, ...] = ()  # keys of the plan that do not count in this: its date, and what may be left out
