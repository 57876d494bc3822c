"""What would come of going on where the advice is to stop, what sinks the plan, and what would turn it."""

from typing import Literal, TypeAlias

import msgspec


class Sinker(msgspec.Struct, frozen=True, kw_only=True):
    """A step of a plan that is not worth starting: were it done already, a start would pay from `break_even_worth` on.

    `break_even_worth` is 0 where nothing would be left to do, None where it is not known. `needed_chance`: what its chance
    would be if the odds of all were those at which a start pays.
    """

    id: str
    title: str | None
    chance: float
    hours: float  # mean
    break_even_worth: float | None
    needed_chance: float | None = None


TurnKind: TypeAlias = Literal["chance", "hours", "worth", "drop", "told"]


class SingleChange(msgspec.Struct, frozen=True, kw_only=True):
    """One change that alone makes a start pay: `id` is a step, hypothesis, group or `worth`; `setting` is as `--set` takes it.

    At `enough` the advice is to start, at `not_enough` (a notch less) still to stop; both have been solved. `drop`: the id
    left out.
    `told`: whoever could find out beforehand how `id` ends, in less than `enough` hours, would start.
    """

    kind: TurnKind
    id: str
    current: float | tuple[float, float] | None = None
    enough: float | tuple[float, float] | None = None
    not_enough: float | tuple[float, float] | None = None
    setting: str | None = None


class Anyway(msgspec.Struct, frozen=True, kw_only=True):
    """If one went on all the same where the advice is to stop: the policy with the fewest hours for each chance of the goal.

    It is the best one just above `worth_from`, the break-even worth, and the first to pay as the worth rises; `is_least` is
    False where the plan is too big for the least such worth. `value` is what it comes to at the worth of the plan, below 0.
    It would pay with a chance of the goal of `needed_chance` (None: not even a sure goal would), with all hours times
    `hours_factor`, or with the odds of all chances times `odds_factor` (None: not looked for, or no odds would do).
    `sinks` and `turns` are None where they were not looked for; `notes` says what was left out of them.
    """

    next: str
    patience_hours: float | None
    chance: float
    hours: float
    value: float
    worth_from: float
    is_least: bool
    needed_chance: float | None
    hours_factor: float
    odds_factor: float | None = None
    sinks: tuple[Sinker, ...] | None = None
    turns: tuple[SingleChange, ...] | None = None
    notes: tuple[str, ...] = ()
