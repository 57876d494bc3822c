"""Judge a solver's answer by the oracles: every way in which it is wrong, in words, and how far its value is off."""

import math
from dataclasses import dataclass
from itertools import pairwise

from acumen.decision import Limits, Solution, solve
from acumen.decision.problem import DecisionProblem
from tests.oracles import brute_force, fine_time
from tests.oracles.brute_force import FALSE, STOP, TRUE, UNKNOWN, Objective, State, Table
from tests.oracles.fine_time import Bracket

PLAIN_TOLERANCE = 1e-9  # of the scale of the values
LEAVABLE_TOLERANCE = 1e-6  # of the worth: the width that the standard calls exact
ORACLE_TOLERANCE = 1e-9  # of the worth, for the rounding of the fine grid's sums


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is wrong with an answer, and its relative distance from the truth."""

    complaints: tuple[str, ...]
    difference: float
    width: float  # upper - lower of the answer, on the same scale


def judge_plain(problem: DecisionProblem, worth: float, objective: Objective, state: State | None = None) -> Verdict:
    """Judge the answer on steps that run to their end: value, bounds, status, chance, hours, next, regrets, sequels."""
    state = (brute_force.UNTRIED,) * len(problem.steps) if state is None else state
    table = brute_force.sweep(problem, objective=objective, worth=worth)
    index = brute_force.index_of(table, state)
    answer = _ask(problem, worth, objective, state=state)
    truth = float(table.value[index])
    scale = _scale(table)
    slack = PLAIN_TOLERANCE * scale
    complaints = [
        *_misses("value", answer.value, truth, truth, slack),
        *_misses("lower", answer.lower, truth, truth, slack),
        *_misses("upper", answer.upper, truth, truth, slack),
        *_wrong_totals(answer, worth, objective, slack),
        *_misses("chance", answer.chance, *brute_force.optimal_chances(table, slack, index), 1e-7),
        *_wrong_next(answer, _actions_at(table, index), _exact(truth), table, slack),
        *_wrong_ranking(answer, _actions_at(table, index), _exact(truth), objective, slack),
        *_unranked(answer, _actions_at(table, index), _idle_steps(table, index, slack)),
        *_wrong_sequels(answer, table, index, slack),
    ]
    if answer.status != "exact":
        complaints.append(f"status {answer.status}, expected exact")
    if not math.isinf(answer.patience_hours):
        complaints.append(f"patience {answer.patience_hours!r} for a step that runs to its end")
    return _verdict(complaints, answer, truth, scale)


def judge_leavable(problem: DecisionProblem, worth: float) -> Verdict:
    """Judge the net answer on steps that may be left: as fine time says, and never below running to the end."""
    truth = fine_time.net_value(problem, worth)
    actions = fine_time.first_action_values(problem, worth)
    to_the_end = brute_force.net_value(problem, worth)
    answer = _ask(problem, worth, "net")
    rounding = ORACLE_TOLERANCE * worth
    slack = LEAVABLE_TOLERANCE * worth
    complaints = [
        *_misses("value", answer.value, truth.lower, truth.upper, slack),
        *_wrong_bounds(answer, truth, "net", rounding),
        *_wrong_totals(answer, worth, "net", slack),
        *_wrong_next(answer, actions, truth, None, slack),
        *_wrong_ranking(answer, actions, truth, "net", slack),
        *_unranked(answer, actions, set()),
        *_wrong_patience(problem, answer, worth, slack),
    ]
    if answer.value < to_the_end - rounding:
        complaints.append(f"value {answer.value!r} below {to_the_end!r}, the same plan run to the end")
    if answer.status != "exact" or answer.upper - answer.lower > slack + rounding:
        complaints.append(f"status {answer.status}, width {answer.upper - answer.lower!r}")
    return _verdict(complaints, answer, truth.lower, worth)


def judge_limited(
    problem: DecisionProblem, worth: float, objective: Objective, max_states: int, *, is_leavable: bool = False
) -> Verdict:
    """Judge the bounds of an answer that was allowed few states; `is_leavable` asks fine time for the truth."""
    table = brute_force.sweep(problem, objective=objective, worth=worth)
    truth = fine_time.net_value(problem, worth) if is_leavable else _exact(table.start_value)
    scale = _scale(table)
    slack = PLAIN_TOLERANCE * scale
    answer = _ask(problem, worth, objective, limits=Limits(max_states=max_states))
    totals_slack = LEAVABLE_TOLERANCE * scale if is_leavable else slack
    complaints = [
        *_wrong_bounds(answer, truth, objective, slack),
        *_wrong_totals(answer, worth, objective, totals_slack),
    ]
    if answer.status not in {"exact", "bracketed"}:
        complaints.append(f"status {answer.status}")
    if answer.status == "exact" and answer.upper - answer.lower > totals_slack:
        complaints.append(f"called exact at a width of {answer.upper - answer.lower!r}")
    known = [f"with max_states={max_states}: {complaint}" for complaint in complaints]
    return _verdict(known, answer, truth.lower, scale)


def _ask(
    problem: DecisionProblem,
    worth: float,
    objective: Objective,
    *,
    state: State | None = None,
    limits: Limits | None = None,
) -> Solution:
    statuses = None
    if state is not None:
        ended = dict(zip(problem.steps, state, strict=True))
        statuses = tuple(ended.get(number, brute_force.UNTRIED) for number in range(len(problem.nodes)))
    return solve(problem, objective=objective, worth=worth, statuses=statuses, limits=limits)


def _wrong_bounds(answer: Solution, truth: Bracket, objective: Objective, slack: float) -> list[str]:
    complaints = []
    if answer.lower > truth.upper + slack:
        complaints.append(f"lower {answer.lower!r} above the truth {truth.upper!r}")
    if answer.upper < truth.lower - slack:
        complaints.append(f"upper {answer.upper!r} below the truth {truth.lower!r}")
    attained = answer.lower if objective == "net" else answer.upper
    return [*complaints, *_misses("value against the bound it attains", answer.value, attained, attained, slack)]


def _wrong_totals(answer: Solution, worth: float, objective: Objective, slack: float) -> list[str]:
    """`value` must be what `chance` and `hours` come to."""
    total = worth * answer.chance - answer.hours if objective == "net" else answer.hours
    return _misses("chance and hours against value", total, answer.value, answer.value, slack)


def _wrong_next(
    answer: Solution, actions: dict[int, Bracket], truth: Bracket, table: Table | None, slack: float
) -> list[str]:
    """`next` must be an optimal action; stopping is one when the goal is known or nothing is worth more."""
    if answer.next == STOP:
        is_forced = answer.objective == "hours"
        if actions and (is_forced or truth.lower > slack):
            return [f"stops although going on comes to {truth.lower!r}"]
        return []
    if answer.next not in actions:
        return [f"next {answer.next} is not available"]
    action = actions[answer.next]
    sign = 1.0 if table is None or table.objective == "net" else -1.0
    if max(sign * action.lower, sign * action.upper) < sign * truth.lower - slack:
        return [f"next {answer.next} comes to {action.lower!r}, the best to {truth.lower!r}"]
    return []


def _wrong_ranking(
    answer: Solution, actions: dict[int, Bracket], truth: Bracket, objective: Objective, slack: float
) -> list[str]:
    """Ranked steps must be available, with their true value and regret, the best first."""
    sign = 1.0 if objective == "net" else -1.0
    ranked = [entry for entry in answer.ranked if entry.step != STOP]
    complaints = []
    for entry in ranked:
        if entry.step not in actions:
            complaints.append(f"ranked {entry.step} is not available")
            continue
        if entry.value is None or entry.regret is None:
            complaints.append(f"no value or regret of {entry.step}")
            continue
        action = actions[entry.step]
        complaints += _misses(f"value of starting with {entry.step}", entry.value, action.lower, action.upper, slack)
        low, high = sorted((sign * (truth.lower - action.upper), sign * (truth.upper - action.lower)))
        complaints += _misses(f"regret of {entry.step}", entry.regret, low, high, slack)
    values = [sign * entry.value for entry in ranked if entry.value is not None]
    if any(second > first + slack for first, second in pairwise(values)):
        complaints.append(f"ranked out of order: {[entry.value for entry in ranked]}")
    return complaints


def _unranked(answer: Solution, actions: dict[int, Bracket], idle: set[int]) -> list[str]:
    """Every available step must be ranked, once; those that can change nothing any more may be left out."""
    ranked = [entry.step for entry in answer.ranked if entry.step != STOP]
    twice = {step for step in ranked if ranked.count(step) > 1}
    missing = set(actions) - idle - set(ranked)
    return [
        *(f"step {step} is ranked twice" for step in sorted(twice)),
        *(f"step {step} is available and not ranked" for step in sorted(missing)),
    ]


def _idle_steps(table: Table, index: int, slack: float) -> set[int]:
    """Steps whose success and failure both leave the value where it is."""
    here = table.value[index]
    return {
        bet.step
        for bet in table.bets
        if bet.step in brute_force.first_actions(table, index)
        and abs(table.value[index + bet.place] - here) <= slack
        and abs(table.value[index + 2 * bet.place] - here) <= slack
    }


def _wrong_sequels(answer: Solution, table: Table, index: int, slack: float) -> list[str]:
    """What is said to follow success and failure must be optimal there, and the goal's truth right."""
    sequels = (("if_it_works", answer.if_it_works, 1), ("if_not", answer.if_not, 2))
    if answer.next == STOP:
        return [f"{name} after stopping" for name, sequel, _ in sequels if sequel is not None]
    place = next((bet.place for bet in table.bets if bet.step == answer.next), 0)
    complaints = []
    for name, sequel, result in sequels:
        if sequel is None:
            complaints.append(f"{name} is missing")
            continue
        after = index + result * place
        goal = {TRUE: True, FALSE: False, UNKNOWN: None}[int(table.truth[0][after])]
        if sequel.goal is not goal:
            complaints.append(f"{name}: goal {sequel.goal}, expected {goal}")
        best = float(table.value[after])
        actions = brute_force.first_actions(table, after)
        may_stop = not actions or (table.objective == "net" and best <= slack)
        if not (may_stop if sequel.step == STOP else abs(actions.get(sequel.step, math.inf) - best) <= slack):
            complaints.append(f"{name}: step {sequel.step}, expected the best of {actions}")
    return complaints


def _wrong_patience(problem: DecisionProblem, answer: Solution, worth: float, slack: float) -> list[str]:
    """Leaving the first step after the patience shown must be worth as much as leaving it at the best time."""
    if answer.next == STOP or not _may_be_left(problem, answer.next):
        is_endless = math.isinf(answer.patience_hours)
        return [] if is_endless else [f"patience {answer.patience_hours!r} where nothing may be left"]
    attempt = brute_force.attempt_of(problem, answer.next)
    stake = fine_time.stake_of(problem, worth, answer.next).lower
    best = fine_time.attempt_value(attempt, stake)
    if math.isinf(answer.patience_hours):
        shown = fine_time.value_to_the_end(attempt, stake)
    else:
        shown = fine_time.value_of_leaving_at(attempt, stake, answer.patience_hours)
    return _misses(f"value of leaving after {answer.patience_hours!r}", shown, best.lower, best.upper, slack)


def _misses(what: str, found: float, low: float, high: float, slack: float) -> list[str]:
    if low - slack <= found <= high + slack:
        return []
    expected = f"{low!r}" if low == high else f"{low!r} to {high!r}"
    return [f"{what}: {found!r}, expected {expected}"]


def _may_be_left(problem: DecisionProblem, step: int) -> bool:
    return brute_force.attempt_of(problem, step).may_be_left


def _exact(value: float) -> Bracket:
    return Bracket(lower=value, upper=value)


def _actions_at(table: Table, index: int) -> dict[int, Bracket]:
    return {step: _exact(value) for step, value in brute_force.first_actions(table, index).items()}


def _scale(table: Table) -> float:
    """Values are sums of the worth and of hours, and round on that scale."""
    hours = sum(bet.success_hours + bet.failure_hours for bet in table.bets)
    return max(table.worth, hours, 1.0) if table.objective == "net" else max(abs(table.start_value), 1.0)


def _verdict(complaints: list[str], answer: Solution, truth: float, scale: float) -> Verdict:
    return Verdict(
        complaints=tuple(complaints),
        difference=abs(answer.value - truth) / scale,
        width=(answer.upper - answer.lower) / scale,
    )
