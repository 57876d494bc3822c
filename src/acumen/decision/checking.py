"""What every solution is held against before it is given: what fails is not called exact, and its bounds are widened.

    prices     no start is worth more than `upper` (hours: takes fewer than `lower`), as each is attained
    value      lies between the bounds, and is worth · chance − hours (hours: the hours)
    chance     lies between 0 and 1

None of this can fail unless a solver is wrong. An answer that contradicts itself then says so in its status, and its bounds
hold whatever of it has been attained.
"""

from dataclasses import replace

from acumen.decision.solution import EXACT, SAME, Solution

_CHANCE_SLACK = 1e-9


def checked(solution: Solution) -> Solution:
    """The solution, widened and called bracketed where it contradicts itself."""
    is_net = solution.objective == "net"
    worth = (solution.worth or 0.0) if is_net else 0.0
    slack = max(EXACT * worth, SAME * max(abs(solution.value), solution.hours))
    total = worth * solution.chance - solution.hours if is_net else solution.hours
    is_consistent = abs(total - solution.value) <= slack and -_CHANCE_SLACK <= solution.chance <= 1.0 + _CHANCE_SLACK
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
