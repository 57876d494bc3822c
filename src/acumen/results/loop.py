"""Following a plan: adopted, started, done, where it stands."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

import msgspec

from acumen.errors import Problem
from acumen.records import Chance, Hours
from acumen.results.calibration import Calibrated, CorrelatedOutcome, Origins
from acumen.results.dates import DateCounted
from acumen.results.modes import Mode
from acumen.results.plans import Answer, Overdue, OwnRange, Remaining
from acumen.results.result import Result
from acumen.results.sensitivity import Change

if TYPE_CHECKING:
    from acumen.history.steps import EndedHow


class PriorMoved(msgspec.Struct, frozen=True, kw_only=True):
    """A state of a hypothesis whose prior was edited: as the plan said and says, and the belief by all that was seen."""

    hypothesis: str
    state: str
    is_binary: bool
    old_prior: float | None  # None: it was not there
    new_prior: float
    old_belief: float | None
    new_belief: float


class Adopted(Result, frozen=True, kw_only=True):
    """What was adopted. `is_new`: for the first time; `changes`: what an edit changed, empty where it changed nothing.

    `gone`: steps with a past that the plan no longer has; their record stays. `moved_priors`: hypotheses with another prior;
    `is_belief_now`: the chances of the file were taken as the belief at this moment.
    """

    id: str
    plan: str
    is_new: bool
    n_steps: int
    n_probes: int
    changes: tuple[Change, ...] = ()
    gone: tuple[str, ...] = ()
    gone_under_way: tuple[str, ...] = ()  # of those: they were neither ended nor left
    moved_priors: tuple[PriorMoved, ...] = ()
    is_belief_now: bool = False
    others: tuple[str, ...] = ()  # plans that are open too, so that a command has to name this one
    named: str = ""  # how a command names it beside them: its short name, or its id where another has that name too


class Done(Result, frozen=True, kw_only=True):
    """How it ended and what had been said (None: nothing, as it was never started); hours in all, None where not told."""

    id: str
    plan: str
    step: str
    ended: EndedHow
    total_hours: float | None
    said_chance: Chance | None
    said_hours: Hours | None
    answer: Answer | None  # what comes next; None where the plan can't be solved
    notes: tuple[str, ...]
    others: tuple[str, ...] = ()  # plans that are open too, so that a command has to name this one
    named: str = ""  # how a command names it beside them: its short name, or its id where another has that name too


class LogEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One record in words. `is_undone`: it does not count any more."""

    position: int
    id: str
    kind: str
    happened_at: datetime
    written_at: datetime
    plan: str | None  # its slug
    text: str
    is_undone: bool


class Log(Result, frozen=True, kw_only=True):
    """Entries in the order in which things happened; `n_more`: earlier ones that are not shown."""

    entries: tuple[LogEntry, ...]
    n_more: int


class UntriedWay(msgspec.Struct, frozen=True, kw_only=True):
    """An action to leave for. `value_per_hour`: value of starting so and acting well, by its expected hours.

    None where the plan says no worth.
    """

    id: str
    title: str | None
    value_per_hour: float | None


class Overrun(msgspec.Struct, frozen=True, kw_only=True):
    """A step that has outlived the patience shown at its start, or by now deserves no further hour.

    `value_per_hour` is that of going on with it, 0 where that brings nothing; `ways` are worth more, the best first.
    """

    step: str
    spent_hours: float
    patience_hours: float | None  # None: it was to be carried through, and was given up on by the advice
    before_hours: float = 0.0  # told before the last saying, of which the patience speaks
    value_per_hour: float | None
    ways: tuple[UntriedWay, ...]


class PlanCompared(msgspec.Struct, frozen=True, kw_only=True):
    """A plan beside the others that are followed. `leverage`: worth / break-even worth from where it stands.

    `value_per_hour`: what the advice brings for each hour that it expects, in hours; None where there is no telling.
    """

    id: str
    plan: str
    named: str  # how a command names it
    next: str | None  # a step, a probe or `stop`; None where it was never asked about
    is_under_way: bool  # whether that is to go on with
    value_per_hour: float | None
    leverage: float | None
    overdue_steps: tuple[str, ...]
    is_asked: bool  # False: it is big, or one of too many; `next` is that of the last advice


class Next(Result, frozen=True, kw_only=True):
    """The answer for the plan `adopted` as it stands; `noted`: the id of the record of this advice, if one was made.

    Where one's record has earned a correction that moves a figure of the plan, `said_answer` is the answer without it, `meant`
    every
    step said and meant, and `together` what the advice comes to as the misses of all steps go together.
    """

    BEHIND: ClassVar = ("chance_together",)
    WITHIN: ClassVar = "answer"

    adopted: str
    answer: Answer
    noted: str | None
    problems: tuple[Problem, ...]
    said_answer: Answer | None = None
    meant_steps: tuple[Calibrated, ...] = ()
    together: CorrelatedOutcome | None = None
    n_chances: int = 0  # outcomes behind the correction of chances, and of hours
    n_hours: int = 0
    origins: Origins = Origins()  # where the outcomes behind the correction of chances come from, and what is left out
    overdue: tuple[Overdue, ...] = ()  # steps that have had their hours, and what would make going on worth it
    others: tuple[str, ...] = ()  # the other open plans, by their short names
    named: str = ""  # how a command names it beside them: its short name, or its id where another has that name too
    swamps: tuple[Overrun, ...] = ()  # steps under way that have outlived their patience
    plans: tuple[PlanCompared, ...] = ()  # all that are followed, the best first, where several are and none was named
    is_by_days: bool = False  # one of those has a day that counts, and one's hours for all of them are known

    @property
    def chance_together(self) -> float | None:
        """The chance of the goal under the advice, as misses go together; None where that is not known or nothing is begun."""
        return self.together.chance if self.together is not None and self.together.is_begun else None


class Spent(Result, frozen=True, kw_only=True):
    """The hours told now and in all; `left`: what remains, as `next` has it.

    `is_as_said`: by what was last said, with the patience shown then, as the plan is too big to be solved in passing.
    """

    id: str
    plan: str
    step: str
    added_hours: float
    total_hours: float
    left: Remaining | None
    is_as_said: bool = False
    is_much: bool = False  # more at once than twice the upper end said: perhaps mistyped
    others: tuple[str, ...] = ()  # plans that are open too, so that a command has to name this one
    named: str = ""  # how a command names it beside them: its short name, or its id where another has that name too


class Started(Result, frozen=True, kw_only=True):
    """What was bet. `patience_hours` counts from the start of the step; None: to be carried through, or not known (`notes`)."""

    id: str
    plan: str
    step: str
    title: str | None
    is_probe: bool
    said_chance: Chance
    said_hours: Hours
    said_fails_hours: Hours | None
    is_anew: bool
    patience_hours: float | None
    left: Remaining | None
    own_range: OwnRange | None
    n_under_way: int  # with this one
    advised: str | None  # what the advice was
    notes: tuple[str, ...]
    others: tuple[str, ...] = ()  # plans that are open too, so that a command has to name this one
    named: str = ""  # how a command names it beside them: its short name, or its id where another has that name too


class StepUnderWay(msgspec.Struct, frozen=True, kw_only=True):
    """A step or probe under way. `left`: as `next` has it; `is_overdue`: the hours said, or its patience, are over.

    `is_as_said`: `left` is by what was last said, with the patience shown then, as the plan is too big to be solved in passing;
    it is then None for a bet by hypotheses.
    """

    step: str
    started_at: datetime
    spent_hours: float | None
    left: Remaining | None
    is_overdue: bool
    is_as_said: bool = False


class PlanStatus(msgspec.Struct, frozen=True, kw_only=True):
    """A plan: what became of its steps and probes, `n_succeeded` to `n_untried`, and whether its goal is known."""

    id: str
    plan: str
    title: str | None
    worth: float | None
    ship: date | None
    adopted_at: datetime
    n_revisions: int
    goal: bool | None
    n_steps: int
    n_probes: int
    n_succeeded: int
    n_failed: int
    n_given_up: int
    n_untried: int
    under_way: tuple[StepUnderWay, ...]
    total_hours: float  # told, of all steps
    n_not_told: int  # steps that ended without anybody telling their hours
    swamps: tuple[Overrun, ...] = ()  # steps under way that have outlived their patience, with the ways out
    others: tuple[str, ...] = ()  # plans that are open too, so that a command has to name this one
    named: str = ""  # how a command names it beside them: its short name, or its id where another has that name too
    is_stopped: bool = False  # given up; its goal then counts as not reached
    is_parked: bool = False  # it rests
    until: datetime | None = None  # when a parked one goes on by itself
    on_time: float | None = None  # P(it ships something by `ship`); None where no date counts, or the plan is big
    dated: DateCounted | None = None  # None where no date counts, or the plan is big
    passed: date | None = None  # the day it was due, where that has passed and nothing that is shipped counts any more
    part_ids: tuple[str, ...] = ()  # without which a goal that is reached was reached
    mode: Mode | None = None  # None: over, resting, not worth going on with, by a date, or too big to be asked


class Stopped(Result, frozen=True, kw_only=True):
    """A plan given up, parked or resumed, by the record `id`. `chance`: of its goal, as acumen last said; None: no score.

    `left_steps`: steps that were under way and count as left; `still_under_way`: those that are still, as they can't be left.
    """

    id: str
    plan: str
    how: str  # stop, park or resume
    reason: str | None
    until: datetime | None  # of a parked plan: when it goes on by itself
    left_steps: tuple[str, ...]
    still_under_way: tuple[str, ...]
    chance: float | None
    others: tuple[str, ...] = ()  # plans that are open too, so that a command has to name this one
    named: str = ""  # how a command names it beside them: its short name, or its id where another has that name too
    is_made: bool = False  # given up, and what must be there is there
    part_ids: tuple[str, ...] = ()  # missing in it


class Status(Result, frozen=True, kw_only=True):
    """All adopted plans, or the one asked about, at the moment `now`, and how many questions wait for an outcome.

    `n_due` are past their date, `n_near` are due within two weeks; both None where one plan was asked about.
    """

    now: datetime
    plans: tuple[PlanStatus, ...]
    n_due: int | None
    n_near: int | None
    problems: tuple[Problem, ...]


class LeftStanding(msgspec.Struct, frozen=True, kw_only=True):
    """A record that was not taken back, as something else rests on it."""

    id: str
    kind: str
    text: str


class Undone(Result, frozen=True, kw_only=True):
    """What does not count any more (of an undo that was undone: what counts again), and the id of the correction."""

    id: str
    undone: str
    kind: str
    text: str
    n_records: int  # that do not count any more
    n_by_kind: dict[str, int]  # how many of each kind besides the one in `text`
    left_standing: tuple[LeftStanding, ...]  # of what the same command wrote
