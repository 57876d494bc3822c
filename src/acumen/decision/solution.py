"""The answer of every solver: proven bounds, the policy's first action and what follows it, the price of every other action."""

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

from acumen.decision.tree_structure import Objective

STOP = -1
EXACT = 1e-6  # of the worth: how far apart bounds may be and still be called exact, where steps may be left
SAME = 1e-9  # of the worth, or of the hours: bounds no further apart are one figure

BOUNDS = {
    "product": "members of an `any` one by one (Whittle's product)",
    "sum": "members of an `all` one by one (the sum rule)",
    "joint": "members of an `all` swept together, bundle by bundle",
    "revealed": "how steps that others need will end is told beforehand",
    "dropped": "some steps need not wait for what they need",
    "search": "places of a search that were not opened",
    "worlds": "which hypothesis is true is told beforehand",
    "alone": "each group gets to the end by itself (objective hours)",
    "worth": "nobody gets more than the worth",
    "parts": "parts that may be missing are there for nothing",
}

Status: TypeAlias = Literal["exact", "bracketed", "estimated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """Starting with `step` and acting well from there on. Values are None where they would have cost too much to compute.

    `value` is attained, `regret` is how much worse that is than the solution's value (never negative when exact).
    """

    step: int
    value: float | None
    regret: float | None
    chance: float | None = None
    patience_hours: float = math.inf


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """What the policy does next in some state: a step and how long it deserves, or STOP; and whether the goal is known."""

    step: int
    patience_hours: float = math.inf
    goal: bool | None = None  # None while it is open
    missing: tuple[int, ...] = ()  # of a goal that is reached: the parts without which it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """`value` is what the policy attains: hours of worth net of hours spent (net), or expected hours (hours).

    `lower` ≤ the optimum ≤ `upper`, proven but for what is estimated. `chance` and `hours` are the policy's chance of the goal
    and expected hours.
    """

    objective: Objective
    worth: float | None
    value: float
    lower: float
    upper: float
    status: Status
    chance: float
    hours: float
    next: int
    patience_hours: float
    ranked: tuple[Ranked, ...]
    if_it_works: Follow | None
    if_not: Follow | None
    n_states: int
    bound_by: tuple[str, ...] = ()  # what a bound that is not the value itself came from: names of BOUNDS
    error: float = 0.0  # the standard error of a value that runs tell
    bound_error: float = 0.0  # the same of `upper`, where that is no proof but a mean with three of these added
    is_near: bool = False  # not made exact, as the bounds were as close as was asked for
    cut_hours: float = 0.0  # of worth, expected, for parts that are missing: value = worth · chance − cut_hours − hours
