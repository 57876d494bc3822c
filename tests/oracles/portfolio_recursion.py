"""Several plans and one person's hours by plain recursion over what has ended how in each. Shares no code with the solver.

A plan is its tree, what it pays, and by step a list of (hours, how, probability) with how 1 succeeded, 2 failed, hours whole.
Work that may be left is left at a whole hour. What has paid once pays once; `bonus` comes with the first plan that pays.
"""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from acumen.decision.problem import DecisionProblem, Kind


class Bet(NamedTuple):
    """One plan: how its steps may end, their mean hours, whether they may be left, and the hour by which it pays."""

    problem: DecisionProblem
    worth: float
    ends: dict[int, tuple[tuple[int, int, float], ...]]
    mean_hours: dict[int, float]
    may_be_left: frozenset[int]
    last: float
    most: float  # hours that it may have


def best(bets: tuple[Bet, ...], hours: int, safe: Callable[[int], float], bonus: float = 0.0) -> float:
    """The value of the best policy, bonus included."""

    def truth(bet: Bet, state: tuple[int, ...], node: int) -> int:
        here = bet.problem.nodes[node]
        if here.kind == Kind.STEP:
            return state[bet.problem.steps.index(node)]
        inner = [truth(bet, state, member) for member in here.members]
        if here.kind == Kind.ALL:
            return 2 if 2 in inner else 0 if 0 in inner else 1
        return 1 if 1 in inner else 0 if 0 in inner else 2

    @cache
    def value(states: tuple[tuple[int, ...], ...], had: tuple[int, ...], used: int) -> float:
        found = safe(hours - used)
        for place, bet in enumerate(bets):
            if truth(bet, states[place], 0):
                continue
            for column, step in enumerate(bet.problem.steps):
                needs = bet.problem.nodes[step].needs
                if states[place][column] == 0 and all(truth(bet, states[place], need) == 1 for need in needs):
                    found = max(found, *starts(states, had, used, place, column))
        return found

    def after(
        states: tuple[tuple[int, ...], ...],
        had: tuple[int, ...],
        used: int,
        place: int,
        column: int,
        how: int,
        took: int,
    ) -> float:
        bet = bets[place]
        spent = had[place] + took
        if how == 1 and (used + took > min(hours, bet.last) or spent > bet.most):
            how = 2
        was, state = states[place], states[place]
        state = (*state[:column], how, *state[column + 1 :])
        paid = 0.0
        if truth(bet, was, 0) != 1 and truth(bet, state, 0) == 1:
            is_first = not any(truth(other, done, 0) == 1 for other, done in zip(bets, states, strict=True))
            paid = bet.worth + (bonus if is_first else 0.0)
        then = (*states[:place], state, *states[place + 1 :])
        spent = int(min(spent, bet.most))
        return paid + value(then, (*had[:place], spent, *had[place + 1 :]), min(hours, used + took))

    def starts(
        states: tuple[tuple[int, ...], ...], had: tuple[int, ...], used: int, place: int, column: int
    ) -> list[float]:
        bet = bets[place]
        step = bet.problem.steps[column]
        ends = bet.ends[step]
        latest = min(hours, bet.last)
        if step not in bet.may_be_left:
            first = min((took for took, how, _ in ends if how == 1), default=10**6)
            if used + first > latest or had[place] + first > bet.most:
                return [-1e9]
            return [
                sum(prob * after(states, had, used, place, column, how, took) for took, how, prob in ends)
                - bet.mean_hours[step]
            ]
        found = [-1e9]
        for leave in range(1, int(min(latest - used, bet.most - had[place])) + 1):
            shown = [(took, how, prob) for took, how, prob in ends if took <= leave]
            alive = 1.0 - sum(prob for _, _, prob in shown)
            spent = sum(prob * min(took, leave) for took, _, prob in ends)
            worth = sum(prob * after(states, had, used, place, column, how, took) for took, how, prob in shown)
            found.append(worth + alive * after(states, had, used, place, column, 2, leave) - spent)
        return found

    start = tuple((0,) * len(bet.problem.steps) for bet in bets)
    return value(start, (0,) * len(bets), 0)
