"""A dated plan for one person by plain recursion: what has ended how, and the hours used. Shares no code with the solver.

Every step is a list of (hours, how, probability) with how 1 succeeded, 2 failed; hours are whole, so that a step which may be
left is left at a whole hour. Of what is worth what: worth(t) less the least sum of cuts that makes the goal true.
"""

import math
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from acumen.decision.problem import DecisionProblem, Kind


class Work(NamedTuple):
    """How a step may end, its mean hours where it is carried through, and whether it may be left."""

    ends: tuple[tuple[int, int, float], ...]
    mean_hours: float
    may_be_left: bool


def best(
    problem: DecisionProblem,
    works: dict[int, Work],
    last: int,
    worth: Callable[[int], float],
    cuts: Sequence[float],
    due: Sequence[float],
) -> float:
    """The value of the best policy."""
    steps = problem.steps

    def truth(ended: dict[int, int], node: int) -> bool:
        here = problem.nodes[node]
        if here.kind == Kind.STEP:
            return ended.get(node) == 1
        return (all if here.kind == Kind.ALL else any)(truth(ended, member) for member in here.members)

    def missing(ended: dict[int, int], node: int) -> float:
        here = problem.nodes[node]
        if here.kind == Kind.STEP:
            return 0.0 if ended.get(node) == 1 else math.inf
        inner = [missing(ended, member) for member in here.members]
        if here.kind == Kind.ANY:
            return min(inner)
        return sum(min(one, cuts[member]) for one, member in zip(inner, here.members, strict=True))

    @cache
    def value(state: tuple[int, ...], used: int) -> float:
        ended = {step: how for step, how in zip(steps, state, strict=True) if how}
        found = max(0.0, worth(used) - missing(ended, 0)) if used <= last else 0.0
        for place, step in enumerate(steps):
            if state[place] or not all(truth(ended, need) for need in problem.nodes[step].needs):
                continue
            found = max(found, *starts(state, place, used))
        return found

    def starts(state: tuple[int, ...], place: int, used: int) -> list[float]:
        step, work = steps[place], works[steps[place]]
        latest = min(last, due[step])

        def after(how: int, hours: int) -> float:
            done = (*state[:place], how, *state[place + 1 :])
            if used + hours > last:
                return value((*state[:place], 2, *state[place + 1 :]), last)
            return value(
                done if how == 2 or used + hours <= latest else (*state[:place], 2, *state[place + 1 :]), used + hours
            )

        if not work.may_be_left:
            if used + min((hours for hours, how, _ in work.ends if how == 1), default=math.inf) > latest:
                return [-math.inf]
            return [sum(prob * after(how, hours) for hours, how, prob in work.ends) - work.mean_hours]
        found = []
        for leave in range(int(latest) - used + 1):
            shown = [(hours, how, prob) for hours, how, prob in work.ends if hours <= leave]
            alive = 1.0 - sum(prob for _, _, prob in shown)
            spent = sum(prob * min(hours, leave) for hours, _, prob in work.ends)
            found.append(sum(prob * after(how, hours) for hours, how, prob in shown) + alive * after(2, leave) - spent)
        return found or [-math.inf]

    return value((0,) * len(steps), 0)
