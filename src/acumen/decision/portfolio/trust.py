"""What safety costs: the best net for every chance that enough plans pay, as far as a bonus for it can find them.

A bonus θ for the first success (the k-th) makes max E[net] + θ·P(enough pay). Policies that are best for some θ are the corners
of the upper hull of (P, net): between two of them, the θ at which both are as good finds another, or shows that there is none.
"""

from dataclasses import dataclass, replace

from acumen.decision.portfolio.outcomes import Outcomes, outcomes
from acumen.decision.portfolio.solve import Division, PortfolioGrid, Wanted, make_policy

NEAR = 1e-9  # of the net: no other corner
MOST_CORNERS = 12
BEYOND = 1e4  # a bonus beyond all that is at stake, in sums of all worths


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Corner:
    """One policy of the frontier: `chance` that enough plans pay, and its `net`."""

    chance: float
    net: float
    policy: Division
    outcomes: Outcomes


def frontier(grid: PortfolioGrid, wanted: Wanted, *, most: int = MOST_CORNERS) -> tuple[Corner, ...]:
    """From the best net to the greatest chance; each corner gives up net for safety. At most so many, the widest gaps first."""
    stakes = sum(float(table.paid.max()) for table in grid.tables) + grid.problem.hours + 1.0
    low, high = _corner(grid, wanted, 0.0), _corner(grid, wanted, BEYOND * stakes)
    if high.chance <= low.chance + NEAR:
        return (low,)
    corners, gaps = [low, high], [(low, high)]
    while gaps and len(corners) < most:
        gaps.sort(key=lambda pair: pair[1].chance - pair[0].chance)
        left, right = gaps.pop()
        bonus = (left.net - right.net) / (right.chance - left.chance)
        found = _corner(grid, wanted, bonus)
        gained = found.net + bonus * found.chance - (left.net + bonus * left.chance)
        is_new = left.chance + NEAR < found.chance < right.chance - NEAR and gained > NEAR * stakes
        if is_new:
            corners.append(found)
            gaps += [(left, found), (found, right)]
    return tuple(sorted(corners, key=lambda corner: corner.chance))


def _corner(grid: PortfolioGrid, wanted: Wanted, bonus: float) -> Corner:
    policy = make_policy(grid, replace(wanted, bonus=bonus))
    found = outcomes(policy)
    return Corner(chance=found.wanted, net=policy.objective - bonus * found.wanted, policy=policy, outcomes=found)
