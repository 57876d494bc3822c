"""The answer to `what next?`: a plain value with its certificate, which can be printed, shown and written as JSON."""

from typing import Literal, TypeAlias

import msgspec

from acumen.desk.planning.progress import Left

Objective: TypeAlias = Literal["net", "hours"]
Status: TypeAlias = Literal["exact", "bracketed", "break-even"]
Figure: TypeAlias = float | tuple[float, float]  # a chance or plain hours, or (low, high) of open-ended work


class Then(msgspec.Struct, frozen=True, kw_only=True):
    """What follows: the id of a step, `stop`, or, where the goal is known (`goal` is not None), `done` or `failed`."""

    next: str
    patience: float | None = None
    leave_chance: float | None = None
    goal: bool | None = None


class Ranked(msgspec.Struct, frozen=True, kw_only=True):
    """Starting with step `id` and acting well from there on; None where a figure was not computed or does not exist."""

    id: str
    title: str | None
    value: float | None
    regret: float | None  # hours by which that is worse than the advice
    chance: float | None  # of the goal
    hours: float  # mean hours of the step, carried on to its end
    step_chance: float
    lambda_per_hour: float | None  # ln(1 / step_chance) / hours
    patience: float | None  # hours; None: not to be left midway; 0: not worth starting
    leave_chance: float | None  # that the patience runs out
    about: str | None = None  # of a probe: the hypothesis it tells about; `step_chance` is that of a positive answer


class Belief(msgspec.Struct, frozen=True, kw_only=True):
    """The chance of a state of a hypothesis (of a binary one: `yes`), now and after either end of the first action.

    Both ends are None where the first action does not tell about any hypothesis, one of them where it can't come.
    """

    hypothesis: str
    state: str
    is_binary: bool
    now: float
    if_it_works: float | None
    if_not: float | None


class Tip(msgspec.Struct, frozen=True, kw_only=True):
    """Where the advice would change: as `input` of step `id` passes `at`, `next` becomes `then`. None: nowhere in range."""

    id: str
    input: Literal["chance", "hours", "worth"]
    now: Figure
    at: Figure | None
    then: str | None


class OwnRange(msgspec.Struct, frozen=True, kw_only=True):
    """That a record lets a step be left before the upper end of what was said of it: that end, and where the record has it."""

    said_hours: float
    record_hours: float


class Answer(msgspec.Struct, frozen=True, kw_only=True):
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
    patience: float | None
    leave_chance: float | None
    if_it_works: Then | None
    if_not: Then | None
    ranked: tuple[Ranked, ...]
    why: tuple[str, ...]
    notes: tuple[str, ...]  # what was assumed
    beliefs: tuple[Belief, ...] = ()  # of hypotheses that several actions depend on
    tips: tuple[Tip, ...] | None = None  # None: not looked for
    n_states: int
    seed: int | None
    version: str
    goal: bool | None = None  # known already, in a plan that has been begun; None while it is open
    under_way: tuple[Left, ...] = ()
    own_range: OwnRange | None = (
        None  # where one's record has shortened the patience of `next` to below one's own range
    )

    def to_json(self) -> str:
        """The answer as JSON, indented, with the names of the fields."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2).decode()

    def __str__(self) -> str:
        """The text that `acumen next` prints."""
        from acumen.desk.wording.plans.answer import write_lines  # noqa: PLC0415 -- not needed for JSON

        return "\n".join(write_lines(self))

    def _repr_markdown_(self) -> str:
        """The same for a notebook."""
        from acumen.desk.wording.plans.markdown import write_markdown  # noqa: PLC0415 -- only a notebook asks for it

        return write_markdown(self)
