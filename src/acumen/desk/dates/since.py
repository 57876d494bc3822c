"""The chance of a date as it was on an earlier day, and what has changed it, put in one after another."""

from dataclasses import replace
from datetime import date

from acumen.decision.dated.solve import solve_dated
from acumen.desk.plans.capacity import dated, is_dated
from acumen.desk.plans.conditioning import begin, known_goal
from acumen.desk.plans.dated_runs import N_RUNS, SEED, follow
from acumen.desk.plans.problem import pose
from acumen.desk.plans.progress import Progress
from acumen.errors import UsageError
from acumen.records import Plan
from acumen.results.dates import SinceThen


def on_time(plan: Plan, progress: Progress | None, today: date, *, spent_hours: float = 0.0) -> float:
    """P(something is shipped by the date), seen from a day of which `spent_hours` from then on are used already."""
    posed = begin(pose(plan), progress)
    goal = known_goal(posed)
    if goal is not None:
        return float(goal)
    found = dated(posed, today)
    problem = replace(
        found.problem,
        by_hours=tuple(max(0.0, hours - spent_hours) for hours in found.problem.by_hours),
        due_hours=tuple(max(0.0, hours - spent_hours) for hours in found.problem.due_hours),
    )
    solution = solve_dated(problem, statuses=posed.statuses)
    return follow(found, problem, solution, N_RUNS, SEED).on_time


def compare(
    then: tuple[Plan, Progress, date], now: tuple[Plan, Progress, date], *, spent_hours: float, current: float
) -> SinceThen:
    """What was then and is now, as said; `current`: the chance as it is shown now, by one's record too."""
    (old, begun, at), (new, got, today) = then, now
    if not is_dated(old):
        raise UsageError(
            f"the date of {old.plan} did not count on {at}: no day or no hours were said", hint="acumen ship"
        )
    if (
        old.ship is not None and old.ship < today
    ):  # the day that counted then has passed: what is compared is then and now
        first = on_time(old, begun, at)
        last = on_time(new, got, today)
        return SinceThen(
            day=at,
            then_prob=first,
            current_prob=current,
            by_work=0.0,
            by_time=0.0,
            by_plan=last - first,
            by_record=current - last,
        )
    first = on_time(old, begun, at)
    worked = on_time(old, got, at, spent_hours=spent_hours)
    later = on_time(old, got, today)
    edited = on_time(new, got, today)
    return SinceThen(
        day=at,
        then_prob=first,
        current_prob=current,
        by_work=worked - first,
        by_time=later - worked,
        by_plan=edited - later,
        by_record=current - edited,
    )
