"""What the goal of a posed problem misses as it stands, and what of it is still open."""

from collections.abc import Sequence

from acumen.decision.missing import Missed, find_missed, without_lost_parts
from acumen.decision.tree_structure import OPEN
from acumen.desk.plans.problem import Posed


def still_open(posed: Posed, statuses: Sequence[int] | None = None) -> tuple[int, ...]:
    """Statuses of the nodes in which parts that can't come any more count for nothing, where they may be missing."""
    here = tuple(statuses or posed.statuses or (OPEN,) * len(posed.nodes))[: len(posed.nodes)]
    return without_lost_parts(posed.problem, posed.cuts, here) if posed.has_cuts else here


def missed(posed: Posed) -> Missed | None:
    """What the goal misses as the plan stands; None where no part may be missing."""
    if not posed.has_cuts:
        return None
    return find_missed(posed.problem, posed.cuts, posed.statuses or (OPEN,) * len(posed.nodes))
