"""What every solution is held against before it is given: what fails is not called exact, and its bounds are widened.

    prices     no start is worth more than `upper` (hours: takes fewer than `lower`), as each is attained
    value      lies between the bounds, and is worth · chance − hours (hours: the hours)
    chance     lies between 0 and 1

None of this can fail unless a solver is wrong. An answer that contradicts itself then says so in its status, and its bounds
hold whatever of it has been attained.
"""

import math
from dataclasses import replace

from acumen.decision.solution import EXACT, SAME, Solution

_CHANCE_SLACK = 1e-9  # what a sum of probabilities may be above 1


def checked(solution: Solution) -> Solution:
    """The solution, widened and called bracketed where it contradicts itself; chances rounded to 1 at the most."""
    solution = _without_roundings(solution)
    is_net = solution.objective == "net"
    worth = (solution.worth or 0.0) if is_net else 0.0
    slack = max(EXACT * worth, SAME * max(abs(solution.value), solution.hours))
    total = worth * solution.chance - solution.cut_hours - solution.hours if is_net else solution.hours
    is_consistent = abs(total - solution.value) <= slack and 0.0 <= solution.chance <= 1.0
    attained = [solution.value, *(entry.value for entry in solution.ranked if entry.value is not None)]
    lower = solution.lower if is_net else min([solution.lower, *attained])
    upper = max([solution.upper, *attained]) if is_net else solution.upper
    holds = lower - slack <= solution.value <= upper + slack
    is_wide = solution.lower - lower > slack or upper - solution.upper > slack
    if is_consistent and holds and not is_wide:
        return solution
    lower, upper = min(lower, solution.value), max(upper, solution.value)
    chance = min(1.0, max(0.0, solution.chance)) if solution.chance == solution.chance else 0.0
    return replace(solution, lower=lower, upper=upper, status="bracketed", chance=chance)


def _without_roundings(solution: Solution) -> Solution:
    """Chances that are off by no more than a sum of probabilities may be, put right; and no 0 with a sign."""
    solution = _without_signed_zeros(solution)
    if any(entry.chance is not None and entry.chance > 1.0 for entry in solution.ranked):
        ranked = tuple(
            entry if entry.chance is None else replace(entry, chance=_rounded(entry.chance))
            for entry in solution.ranked
        )
        solution = replace(solution, ranked=ranked)
    rounded = _rounded(solution.chance)
    return solution if rounded == solution.chance else replace(solution, chance=rounded)


def _rounded(chance: float) -> float:
    return min(chance, 1.0) if chance <= 1.0 + _CHANCE_SLACK else chance


def _without_signed_zeros(solution: Solution) -> Solution:
    """A goal that costs nothing takes 0 hours, not the −0 that is left of costs summed up as losses."""
    figures = (solution.value, solution.lower, solution.upper, solution.hours)
    if not any(map(_is_signed_zero, (*figures, *(entry.value for entry in solution.ranked)))):
        return solution
    ranked = tuple(replace(entry, value=0.0) if _is_signed_zero(entry.value) else entry for entry in solution.ranked)
    value, lower, upper, hours = (0.0 if _is_signed_zero(figure) else figure for figure in figures)
    return replace(solution, value=value, lower=lower, upper=upper, hours=hours, ranked=ranked)


def _is_signed_zero(number: float | None) -> bool:
    return number == 0.0 and math.copysign(1.0, number) < 0.0
