"""What being told something now is worth to the decision, and how much it tells.

EVSI of a probe   value with its result told for free now − value without that probe, all other actions kept
EVSI of a step    value with its result told, the step not done (its hours are still to be spent) − value
EVPI, EVPPI       value with all hypotheses told, or some of them − value

0 ≤ EVSI(probe about h) ≤ EVPPI(h) ≤ EVPI, EVPPI grows with what is told, a useless probe is worth 0 and a perfect one
EVPPI of its hypothesis. Where a value is only known between bounds, so is what it enters.
Source: Raiffa & Schlaifer 1961, Applied Statistical Decision Theory, ch. 4; bits: Lindley 1956, doi:10.1214/aoms/1177728069.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from acumen.decision.hypotheses.problem import Belief, SharedProblem, conditioned
from acumen.decision.hypotheses.solve import explore
from acumen.decision.limits import Limits
from acumen.decision.problem import DecisionProblem
from acumen.decision.solution import Solution
from acumen.decision.solve import solve
from acumen.decision.tree_structure import OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A figure between two proven bounds."""

    lower: float
    upper: float

    @classmethod
    def of_difference(cls, more: Iterable[tuple[float, Solution]], less: Solution) -> "Range":
        """Σ probability · value − value; never below 0, as being told can't harm."""
        ends = list(more)
        lower = math.fsum(prob * found.lower for prob, found in ends) - less.upper
        upper = math.fsum(prob * found.upper for prob, found in ends) - less.lower
        return cls(lower=max(0.0, lower), upper=max(0.0, upper))


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultWorth:
    """EVSI of an action in hours, and the bits its result tells about the goal, pursued well once it is told."""

    action: int
    evsi: Range
    goal_bits: float


def value(
    shared: SharedProblem, *, worth: float, statuses: tuple[int, ...] | None = None, limits: Limits | None = None
) -> Solution:
    """The value of a problem for the objective net, without the price of other starts."""
    start = statuses or (OPEN,) * (shared.n_nodes + len(shared.probes))
    if not shared.chances:
        effort = replace(limits or Limits(), max_ranking=0)
        if shared.cuts:
            from acumen.decision.dated.undated import solve_parts  # noqa: PLC0415 -- few plans have parts that may be missing

            return solve_parts(
                shared.problem, shared.cuts, worth=worth, statuses=start[: shared.n_nodes], limits=effort
            )
        return solve(shared.problem, worth=worth, statuses=start[: shared.n_nodes], limits=effort)
    return explore(shared, worth=worth, statuses=start, limits=limits, is_ranked=False).solution


def evsi(
    shared: SharedProblem,
    action: int,
    *,
    now: Solution,
    statuses: tuple[int, ...] | None = None,
    limits: Limits | None = None,
) -> ResultWorth:
    """What the result of one action, told now, is worth; `now` is the value with nothing told."""
    worth = now.worth or 0.0
    start = statuses or (OPEN,) * (shared.n_nodes + len(shared.probes))
    ends: list[tuple[float, Solution]] = []
    for is_won in (True, False):
        prob, after, then = told(shared, action, start, is_won=is_won)
        if prob > 0.0:
            ends.append((prob, value(after, worth=worth, statuses=then, limits=limits)))
    without = now
    if action >= shared.n_nodes:
        without = value(shared, worth=worth, statuses=_ended(start, action), limits=limits)
    mean = math.fsum(prob * found.chance for prob, found in ends)
    bits = entropy_bits((mean, 1.0 - mean))
    bits -= math.fsum(prob * entropy_bits((found.chance, 1.0 - found.chance)) for prob, found in ends)
    return ResultWorth(action=action, evsi=Range.of_difference(ends, without), goal_bits=max(0.0, bits))


def _ended(statuses: tuple[int, ...], action: int) -> tuple[int, ...]:
    """The statuses with a probe out of reach."""
    return (*statuses[:action], 1, *statuses[action + 1 :])


def told(
    shared: SharedProblem, action: int, statuses: tuple[int, ...], *, is_won: bool
) -> tuple[float, SharedProblem, tuple[int, ...]]:
    """The probability of a result, and the problem once it is told: a probe is over, a step is certain to end that way."""
    if action in shared.chances:
        prob, after = conditioned(shared, action, is_won=is_won)
    else:
        chance = shared.attempt(action).chance
        prob, after = chance if is_won else 1.0 - chance, shared
    if action >= shared.n_nodes:
        return prob, after, _ended(statuses, action)
    nodes = list(shared.problem.nodes)
    attempt = shared.attempt(action)
    may_be_left = attempt.may_be_left and action not in shared.chances
    certain = replace(attempt, chance=1.0 if is_won else 0.0, may_be_left=may_be_left)
    nodes[action] = replace(nodes[action], attempt=certain)
    chances = {other: row for other, row in after.chances.items() if other != action}
    return prob, replace(after, problem=DecisionProblem(nodes=tuple(nodes)), chances=chances), statuses


def perfect(
    shared: SharedProblem,
    classes: Sequence[int],
    *,
    now: Solution,
    statuses: tuple[int, ...] | None = None,
    limits: Limits | None = None,
) -> Range:
    """EVPPI of being told which class the world is in: `classes` has one number for each world; all different: EVPI."""
    return Range.of_difference(once_told(shared, classes, now.worth or 0.0, statuses=statuses, limits=limits), now)


def once_told(
    shared: SharedProblem,
    classes: Sequence[int],
    worth: float,
    *,
    statuses: tuple[int, ...] | None = None,
    limits: Limits | None = None,
) -> list[tuple[float, Solution]]:
    """The probability of each class of worlds, and the solution for whoever knows it."""
    return [
        (prob, value(replace(shared, belief=belief), worth=worth, statuses=statuses, limits=limits))
        for prob, belief in split(shared.belief, classes)
    ]


def split(belief: Belief, classes: Sequence[int]) -> list[tuple[float, Belief]]:
    """The probability of each class of worlds that is possible, and the belief within it."""
    found = []
    for number in dict.fromkeys(classes):
        inside = [prob if at == number else 0.0 for prob, at in zip(belief, classes, strict=True)]
        total = math.fsum(inside)
        if total > 0.0:
            found.append((total, tuple(prob / total for prob in inside)))
    return found


def result_bits(shared: SharedProblem, action: int, classes: Sequence[int]) -> float:
    """Mutual information of an action's result and the class of the world, in bits; 0 for an action that tells nothing."""
    row = shared.chances.get(action)
    if row is None:
        return 0.0
    chance = shared.chance_now(action)
    bits = entropy_bits((chance, 1.0 - chance))
    for prob, belief in split(shared.belief, classes):
        there = min(1.0, math.fsum(b * p for b, p in zip(belief, row, strict=True)))
        bits -= prob * entropy_bits((there, 1.0 - there))
    return max(0.0, bits)


def entropy_bits(probs: Iterable[float]) -> float:
    """−Σ p·log2 p."""
    return -math.fsum(prob * math.log2(prob) for prob in probs if prob > 0.0)
