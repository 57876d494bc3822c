"""Anyway: what would come of going on where nothing is worth starting.

Of all policies that start something, the one meant has the fewest expected hours for each chance of the goal: E[hours] / P
is the worth from which on it pays, so it is the first to pay as the worth rises, and the best just above the break-even worth.
The best of them at the worth itself would say less: work that may be left would be begun and left at once.
"""

import math

from acumen.decision.leverage import BreakEven
from acumen.desk.plans.problem import Posed
from acumen.results.anyway import Anyway

ABOVE = 1.0 + 1e-6  # how far above the break-even worth a policy is taken


def go_on_anyway(posed: Posed, least: BreakEven, worth: float, *, is_least: bool) -> Anyway:
    """The policy that is the first to pay, at a worth at which it does not.

    At hours H and a chance P it is worth W·P − H: it pays from P = H/W on, or with all hours times W·P/H, as hours enter
    only by their sum; what missing parts cost is taken off W·P.
    """
    needed = (least.hours + least.cut_hours) / worth if worth > 0.0 else math.inf
    return Anyway(
        next=posed.action(least.step).id,
        patience_hours=least.patience_hours if math.isfinite(least.patience_hours) else None,
        chance=least.chance,
        hours=least.hours,
        value=worth * least.chance - least.cut_hours - least.hours,
        worth_from=least.worth,
        is_least=is_least,
        needed_chance=needed if needed <= 1.0 else None,
        hours_factor=(worth * least.chance - least.cut_hours) / least.hours if least.cut_hours else worth / least.worth,
    )
