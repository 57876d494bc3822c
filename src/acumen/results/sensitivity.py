"""What the advice leans on and what would change it."""

from typing import Literal, TypeAlias

import msgspec

from acumen.results.dates import HoldsWhile
from acumen.results.plans import Answer, Figure, TipShown
from acumen.results.result import Result

Input: TypeAlias = Literal["chance", "hours"]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One difference from the plan: `what` is `worth`, `step.key` or the id left out (`after` is None then)."""

    what: str
    old_text: str | None
    new_text: str | None
    note: str = ""


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """A suggestion about `id`: `value` of the plan without it, `chance` and `hours` of the half or step, else None."""

    kind: Literal["drop", "requirement", "half", "foundation"]
    id: str
    text: str
    value: float | None = None
    chance: float | None = None
    hours: float | None = None
    n_steps: int | None = None


End: TypeAlias = Literal["done", "failed", "stop"]


class ScenarioShown(msgspec.Struct, frozen=True, kw_only=True):
    """A way to end: `chance` of it, mean `hours` of the runs that end so, and the `value` it adds; values sum to the whole.

    `step_ids` made the goal true (`done`) or were tried last. `value` is None where no worth is given.
    """

    end: End
    step_ids: tuple[str, ...]
    chance: float
    hours: float
    value: float | None
    part_ids: tuple[str, ...] = ()  # missing in a goal that is reached


class Swing(msgspec.Struct, frozen=True, kw_only=True):
    """The value (hours; without a worth, the break-even worth) and `next` at a low and a high place of one input."""

    id: str
    input: Input
    current: Figure
    low: Figure
    high: Figure
    value_low: float | None
    value_high: float | None
    next_low: str
    next_high: str


class Sensitivities(msgspec.Struct, frozen=True, kw_only=True):
    """What the advice leans on: tips, nearest first; swings, widest first; and what was not looked at."""

    tips: tuple[TipShown, ...]
    worth_tips: tuple[TipShown, ...]
    swings: tuple[Swing, ...]
    notes: tuple[str, ...]


class Comparison(Result, frozen=True, kw_only=True):
    """Two answers and what lies between their plans."""

    changes: tuple[Change, ...]
    as_it_is: Answer
    as_changed: Answer


class Why(Result, frozen=True, kw_only=True):
    """The answer with its tips; beside it how it ends, worths at which it changes, swings, moves, what was not looked at."""

    answer: Answer
    scenarios: tuple[ScenarioShown, ...]  # of the advice; their values sum to its value
    worth_tips: tuple[TipShown, ...]
    swings: tuple[Swing, ...]
    moves: tuple[Move, ...]
    notes: tuple[str, ...]
    holds_while: HoldsWhile | None = None  # where a date counts
    uncounted: tuple[str, ...] = ()  # keys of the plan that do not count in this: its date, and what may be left out
