"""The break-even worth: the least worth at which starting pays, and so the largest leverage.

ρ of a policy that starts at least one step is worth · P(goal) / E[hours]. The largest ρ is worth / V*, where V* is the least
E[hours] / P(goal) of such policies. V ← E[hours] / P(goal) of the best policy at V, from above, converges to V* in a few
sweeps (Dinkelbach 1967, doi:10.1287/mnsc.13.7.492): the value of starting is convex in V, and V* is its root.
"""

import math
from dataclasses import dataclass

from acumen.decision.limits import Limits
from acumen.decision.problem import DecisionProblem
from acumen.decision.shape import OPEN, View, view
from acumen.decision.solve import layout_within
from acumen.decision.sweeping import Option, Swept, sweep

MAX_ROUNDS = 60
CONVERGED = 1e-10  # of the worth


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEven:
    """Starting pays at any worth above `worth`; the best policy there starts with `step` and has this chance and hours."""

    worth: float
    step: int
    patience_hours: float
    chance: float
    hours: float


def break_even(
    problem: DecisionProblem, *, statuses: tuple[int, ...] | None = None, limits: Limits | None = None
) -> BreakEven | None:
    """The break-even worth from where `statuses` stand; None when the goal can't be reached, is known, or costs nothing.

    Raises TooManyStatesError when the limits on effort are passed.
    """
    start = statuses or (OPEN,) * len(problem.nodes)
    effort = limits or Limits()
    worth = _worth_from_above(view(problem, "hours", start), effort)
    seen = view(problem, "net", start)
    if seen.truths[0] != OPEN or worth is None:
        return None
    layout = layout_within(seen, effort)
    found: BreakEven | None = None
    for _ in range(MAX_ROUNDS):
        swept = sweep(seen, layout, worth)
        best = _best_start(swept)
        if best is None:
            break
        hours = max(0.0, worth * best.chance - best.value)
        at_most = hours / best.chance
        if found is not None and at_most >= found.worth * (1.0 - CONVERGED):
            break
        found = BreakEven(
            worth=at_most,
            step=layout.real_step(seen.truths, best.choice),
            patience_hours=best.patience_hours,
            chance=best.chance,
            hours=hours,
        )
        worth = at_most
    return found


def _best_start(swept: Swept) -> Option | None:
    """The best choice that starts something and can reach the goal."""
    starts = [option for option in swept.options(0) if option.patience_hours > 0.0 and option.chance > 0.0]
    return max(starts, key=lambda option: option.value, default=None)


def _worth_from_above(seen: View, limits: Limits) -> float | None:
    """E[hours] / P(goal) of carrying everything on until the goal is known; None where that is 0 or infinite."""
    if seen.truths[0] != OPEN:
        return None
    swept = sweep(seen, layout_within(seen, limits), 0.0)
    hours, chance = -float(swept.lower[0]), float(swept.chances[0])
    if chance <= 0.0 or hours <= 0.0 or not math.isfinite(hours / chance):
        return None
    return hours / chance
