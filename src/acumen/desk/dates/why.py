"""What the advice by a date leans on: from how many hours until the date on, and up to how many, it stays the same."""

from dataclasses import replace
from datetime import date

from acumen.decision import STOP, Limits
from acumen.decision.dated.outlook import PLAIN
from acumen.decision.dated.problem import DatedProblem
from acumen.decision.dated.solve import begun_of, by_rule, few_states, solve_dated
from acumen.desk.plans.capacity import dated
from acumen.desk.plans.conditioning import begin
from acumen.desk.plans.problem import Posed, pose
from acumen.desk.plans.progress import Progress
from acumen.desk.plans.solve import solve
from acumen.records import Plan
from acumen.results.dates import HoldsWhile
from acumen.results.sensitivity import Why

FACTORS = (0.9, 0.75, 0.6, 0.45, 0.3, 0.15), (1.15, 1.35, 1.6, 2.0)  # of the hours until the date that are looked at
N_HALVINGS = 4
GAP = 0.05  # what is compared is solved no closer than needed for the next step


def why_by_date(
    plan: Plan, today: date, *, worth: float | None, limits: Limits | None, progress: Progress | None
) -> Why | None:
    """The answer by the date with its reasons, and what it holds for; None where no date counts in it."""
    answer = solve(plan, worth=worth, limits=limits, progress=progress, today=today)
    if answer.dated is None:
        return None
    posed = begin(pose(plan), progress)
    found = dated(posed, today, worth=answer.worth)
    low, high = (_edge(posed, found.problem, answer.next, factors) for factors in FACTORS)
    day_hours = found.hours_until
    holds = HoldsWhile(
        hours_until=day_hours,
        low_hours=None if low is None else low[0] * day_hours,
        high_hours=None if high is None else high[0] * day_hours,
        next_if_less=None if low is None else low[1],
        next_if_more=None if high is None else high[1],
    )
    return Why(answer=answer, scenarios=(), worth_tips=(), swings=(), moves=(), notes=(), holds_while=holds)


def _edge(posed: Posed, problem: DatedProblem, advised: str, factors: tuple[float, ...]) -> tuple[float, str] | None:
    """The factor of all hours at which other advice begins, and which; None where none does that was looked at."""
    inside = 1.0
    for factor in factors:
        other = _next(posed, problem, factor)
        if other == advised:
            inside = factor
            continue
        outside = factor
        for _ in range(N_HALVINGS):
            middle = (inside + outside) / 2.0
            there = _next(posed, problem, middle)
            if there == advised:
                inside = middle
            else:
                outside, other = middle, there
        return (inside + outside) / 2.0, other
    return None


def _next(posed: Posed, problem: DatedProblem, factor: float) -> str:
    changed = replace(
        problem,
        by_hours=tuple(hours * factor for hours in problem.by_hours),
        due_hours=tuple(hours * factor for hours in problem.due_hours),
    )
    if few_states(changed, posed.statuses) is None:
        step = by_rule(changed, begun_of(changed, posed.statuses), PLAIN, n_runs=1).next
    else:
        step = solve_dated(changed, statuses=posed.statuses, limits=Limits(gap=GAP)).next
    return "stop" if step == STOP else posed.action(step).id
