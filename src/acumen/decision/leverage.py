"""The break-even worth: the least worth at which starting pays, and so the largest leverage.

ρ of a policy that starts at least one step is worth · P(goal) / E[hours]. The largest ρ is worth / V*, where V* is the least
E[hours] / P(goal) of such policies. V ← E[hours] / P(goal) of the best policy at V, from above, converges to V* in a few
sweeps (Dinkelbach 1967, doi:10.1287/mnsc.13.7.492): the value of starting is convex in V, and V* is its root.
"""

from dataclasses import dataclass

from acumen.decision.backward_induction.sweeping import Option, Swept, sweep
from acumen.decision.limits import Limits
from acumen.decision.problem import DecisionProblem
from acumen.decision.solve import layout_within
from acumen.decision.tree_structure import OPEN, attempt_of, view

MAX_ROUNDS = 60
BEYOND_ALL = 1e9  # a worth at which nobody would stop, in multiples of all the hours there are
CONVERGED = 1e-10  # of the worth
LARGEST = 1e150  # beyond, a worth times hours is near the end of floats


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEven:
    """Starting pays at any worth above `worth`; the best policy there starts with `step` and has this chance and hours."""

    worth: float
    step: int
    patience_hours: float
    chance: float
    hours: float
    cut_hours: float = 0.0  # of worth, expected, for parts that are missing


def break_even(
    problem: DecisionProblem,
    *,
    statuses: tuple[int, ...] | None = None,
    from_worth: float | None = None,
    limits: Limits | None = None,
) -> BreakEven | None:
    """The break-even worth from where `statuses` stand; None when the goal is known, can't be reached, or costs nothing.

    `from_worth`: a worth known to be at least as large (hours / chance of any policy is), to save a sweep or two.
    Raises TooManyStatesError when the limits on effort are passed.
    """
    seen = view(problem, "net", statuses or (OPEN,) * len(problem.nodes))
    if seen.truths[0] != OPEN:
        return None
    layout = layout_within(seen, limits or Limits())
    worth = 1.0001 * (from_worth or 0.0)  # a little above, where starting pays for sure and is no tie
    worth = worth or BEYOND_ALL * sum(attempt_of(problem, step).mean_hours for step in problem.steps)
    if worth <= 0.0:
        return None
    found: BreakEven | None = None
    for _ in range(MAX_ROUNDS):
        swept = sweep(seen, layout, worth)
        best = _best_start(swept)
        if best is None and found is None and worth < LARGEST:  # a goal so unlikely that even this is too little
            worth *= BEYOND_ALL
            continue
        if best is None:
            break
        at_most = best.hours / best.chance
        if found is not None and at_most >= found.worth * (1.0 - CONVERGED):
            break
        found = BreakEven(
            worth=at_most,
            step=layout.real_step(seen.truths, best.choice),
            patience_hours=best.patience_hours,
            chance=best.chance,
            hours=best.hours,
        )
        worth = at_most
    return found


def _best_start(swept: Swept) -> Option | None:
    """The best choice that starts something and can reach the goal."""
    starts = [option for option in swept.options(0) if option.patience_hours > 0.0 and option.chance > 0.0]
    return max(starts, key=lambda option: option.value, default=None)
