"""A plan that has been begun, as a problem: steps that ended count as they did, those under way are bets on their rest."""

import math
from dataclasses import replace

import msgspec

from acumen.chance import Attempt, UnderWay, carry_on
from acumen.decision import DecisionProblem, Ranked, Solution
from acumen.decision.shape import FALSE, OPEN, TRUE, view
from acumen.desk.planning.plan_problem import Posed, bet
from acumen.desk.planning.progress import Going, Left, Progress
from acumen.records import Conditional, Hours, Interval


def begin(posed: Posed, progress: Progress | None) -> Posed:
    """The problem from where the plan stands. Ids that the plan doesn't have count for nothing."""
    if not progress:
        return posed
    nodes, statuses = list(posed.problem.nodes), [OPEN] * len(posed.nodes)
    lefts: list[Left] = []
    for number in posed.problem.steps:
        id_ = nodes[number].id
        if id_ in progress.ended:
            statuses[number] = TRUE if progress.ended[id_] else FALSE
        elif id_ in progress.under_way:
            going = progress.under_way[id_]
            whole = _whole(posed.attempt(number), going)
            rest = carry_on(whole, going.since_hours)
            lefts.append(_left(id_, going, whole, rest))
            if rest is None:
                statuses[number] = FALSE  # the forecast settles no; the plan goes on as if it were left
            else:
                nodes[number] = replace(nodes[number], attempt=rest)
    return msgspec.structs.replace(
        posed, problem=DecisionProblem(nodes=tuple(nodes)), statuses=tuple(statuses), lefts=tuple(lefts)
    )


def _whole(planned: Attempt, going: Going) -> Attempt:
    """The bet as it was last said; a chance that depends on hypotheses is taken from the plan as it stands."""
    chance = planned.chance if isinstance(going.chance, Conditional) else going.chance
    return bet(chance, going.hours, going.fails)


def left_of(id_: str, going: Going) -> Left | None:
    """What is left of a step by what was last said of it; None where its chance depends on hypotheses."""
    if isinstance(going.chance, Conditional):
        return None
    whole = bet(going.chance, going.hours, going.fails)
    return _left(id_, going, whole, carry_on(whole, going.since_hours))


def _left(id_: str, going: Going, whole: Attempt, rest: UnderWay | None) -> Left:
    is_open_ended = isinstance(going.hours, Interval)
    is_spent = not is_open_ended and going.since_hours >= _most_hours(going.hours)
    return Left(
        id=id_,
        spent_hours=going.spent_hours,
        is_told=going.is_told,
        said_chance=whole.chance,
        said_hours=going.before_hours + _most_hours(going.hours),
        chance=0.0 if rest is None else rest.chance,
        hours=0.0 if rest is None else rest.mean_hours,
        is_open_ended=is_open_ended,
        is_over=rest is None or is_spent,
    )


def _most_hours(hours: Hours) -> float:
    return hours.high_hours if isinstance(hours, Interval) else hours


def goal_of(posed: Posed) -> bool | None:
    """Whether the goal is true or false already; None while it is open."""
    if posed.statuses is None:
        return None
    truth = view(posed.problem, "net", posed.statuses).truths[0]
    return None if truth == OPEN else truth == TRUE


def weigh(posed: Posed, solution: Solution) -> tuple[Left, ...]:
    """What is left of each step under way, with how long it deserves by this solution."""
    numbers = {posed.problem.nodes[number].id: number for number in posed.problem.steps}
    ranked = {entry.step: entry for entry in solution.ranked}
    return tuple(_weigh(left, ranked.get(numbers[left.id]), solution) for left in posed.lefts)


def _weigh(left: Left, entry: Ranked | None, solution: Solution) -> Left:
    if entry is None:  # over, or what hangs on it is settled
        return msgspec.structs.replace(left, is_worth_it=False, patience_hours=left.spent_hours)
    if entry.value is None or solution.objective != "net":
        return left
    if not math.isfinite(entry.patience_hours):
        return msgspec.structs.replace(left, is_worth_it=True)
    return msgspec.structs.replace(
        left, is_worth_it=entry.patience_hours > 0.0, patience_hours=left.spent_hours + entry.patience_hours
    )
