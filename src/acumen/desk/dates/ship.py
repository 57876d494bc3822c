"""Ship: the chance of being done by the date, what would help most, and what to cut when.

The policy is made for steps whose hours miss independently, and then followed through runs in which they miss together; all
that is compared is solved anew and followed with the same draws.
"""

import math
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import msgspec
import numpy as np

from acumen import decision
from acumen.borders.doing import doing
from acumen.decision import STOP, Limits
from acumen.decision.dated import changes
from acumen.decision.dated.problem import SAME, DatedProblem
from acumen.decision.dated.runs import DatedRuns
from acumen.decision.dated.solve import DatedSolution, begun_of, few_states, solve_dated
from acumen.decision.tree_structure import OPEN, view
from acumen.desk.dates.parts import cuts_now, parts
from acumen.desk.dates.question import DateQuestion
from acumen.desk.plans.arguments import refuse_unless_count
from acumen.desk.plans.capacity import Dated, dated
from acumen.desk.plans.conditioning import begin, known_goal, leave_prob
from acumen.desk.plans.dated_runs import N_RUNS, SEED, ready_by, schedule, slack_days, tripwires
from acumen.desk.plans.problem import Posed, pose
from acumen.desk.plans.progress import Progress
from acumen.desk.plans.read import read_plan
from acumen.errors import UsageError
from acumen.pages.number_format import is_left
from acumen.readings.misread import Misread
from acumen.readings.weeks import read_per_week
from acumen.records import Plan
from acumen.results.dates import Effect, OtherDate, Scheduled, ShipDate
from acumen.version import __version__

FAR_PROB = 0.999  # of hours: the date is far off when all that may have to be done takes no longer
QUANTILES = (0.5, 0.8, 0.9)
N_EFFECTS = 12  # steps that are looked at, those with most hours first
WEEKS_ON = (1, 2, 3)
LATE_DAYS = 60  # after the date, that the curve shows where worth falls by and by


@doing("questioning the date")
def ship(
    plan: Plan | str | os.PathLike[str],
    *,
    today: date,
    on: date | None = None,
    hours: str | None = None,
    worth: float | None = None,
    runs: int = N_RUNS,
    seed: int = SEED,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> ShipDate:
    """Whether a plan (its record, text or file) will be done by its date, seen from `today`.

    `on`: by another date; `hours`: with other hours, `20 per week`.

    Raises PlanError; UsageError where the plan has no date that counts or it has passed.

    >>> from datetime import date
    >>> monday = date(2026, 11, 2)
    >>> told = acumen.ship('plan.yaml', today=monday, on=date(2026, 11, 13), hours='20 per week')
    >>> told.hours_until, told.on_time <= told.ever
    (40.0, True)
    """
    refuse_unless_count("runs", runs)
    refuse_unless_count("seed", seed, least=None)
    record = plan if isinstance(plan, Plan) else read_plan(plan)
    record = record if on is None else msgspec.structs.replace(record, ship=on)
    if hours is not None:
        record = msgspec.structs.replace(record, hours_per_week=_per_week(hours))
    posed = begin(pose(record), progress)
    goal = known_goal(posed)
    if goal is not None:
        raise UsageError(
            f"the goal of {record.plan} {'is reached' if goal else 'has failed'}: no date is left to question",
            hint="acumen status",
        )
    found = dated(posed, today, worth=worth)
    statuses = begun_of(found.problem, posed.statuses)
    states = few_states(found.problem, statuses)
    asked = DateQuestion(posed=posed, dated=found, statuses=statuses, runs=runs, seed=seed, states=states)
    return _report(asked, limits or Limits(), worth)


def _per_week(text: str) -> float:
    read = read_per_week(text)
    if isinstance(read, Misread):
        raise UsageError(read.message, hint=read.hint)
    return read


def _solve(asked: DateQuestion, limits: Limits) -> DatedSolution:
    """The best policy, and what nothing exceeds: without its date the plan is worth no less, unless parts may be missing."""
    problem = asked.dated.problem
    if asked.states is None or min(problem.cuts) < math.inf:
        return solve_dated(problem, statuses=asked.statuses, limits=limits)
    upper = decision.solve(problem.problem, worth=problem.worths[0], statuses=asked.statuses, limits=limits).upper
    return solve_dated(problem, statuses=asked.statuses, limits=limits, undated_upper=upper)


def _report(asked: DateQuestion, limits: Limits, worth: float | None) -> ShipDate:
    dated_, posed = asked.dated, asked.posed
    problem, plan = dated_.problem, posed.plan
    solution = _solve(asked, limits)
    drawn = asked.follow(problem, solution)
    asked = asked.of_policy(solution)
    compared = asked.solve(problem)
    effects = _effects(asked, compared)
    return ShipDate(
        plan=plan.plan,
        today=dated_.today,
        ship=dated_.ship,
        hours_until=dated_.hours_until,
        worth=problem.worths[0],
        status=solution.status,
        value=solution.value,
        lower=solution.lower,
        upper=solution.upper,
        error=solution.error,
        bound_error=solution.bound_error,
        on_time=drawn.on_time,
        on_time_error=drawn.on_time_error,
        whole_prob=drawn.whole,
        ever=_ever(asked),
        next=None if solution.next == STOP else posed.action(solution.next).id,
        patience_hours=_patience(posed, solution),
        spent_hours=_spent(posed, solution),
        hours=drawn.mean(drawn.hours),
        **_over_days(dated_, drawn),
        tripwires=tripwires(posed, dated_, solution, drawn),
        effects=effects,
        schedule=_schedule(asked, solution, drawn, effects),
        parts=parts(asked, solution, drawn),
        cuts=cuts_now(asked, compared),
        dates=tuple(_later(asked, weeks, worth) for weeks in WEEKS_ON),
        off=_days_off(plan, dated_.today, dated_.ship),
        shared_surprise=dated_.share,
        runs=asked.runs,
        seed=asked.seed,
        notes=(),
        version=__version__,
        net_mean=drawn.mean(drawn.net) if dated_.share and not solution.has_fixed_hours else solution.value,
        overdue_steps=tuple(posed.action(number).id for number in posed.overdue),
    )


def _patience(posed: Posed, solution: DatedSolution) -> float | None:
    """Hours after which the next step is left; None where it is carried through, as `next` and `status` say it."""
    hours = solution.patience_hours
    if solution.next == STOP or not math.isfinite(hours):
        return None
    return hours if is_left(leave_prob(posed.attempt(solution.next), hours)) else None


def _over_days(dated_: Dated, drawn: DatedRuns) -> dict[str, Any]:
    """By when shares of the runs have shipped: of a result what has to do with days."""
    days, shares = _curve(dated_, drawn)
    ready = tuple(ready_by(dated_, drawn, prob) for prob in QUANTILES)
    return {"curve_days": days, "curve_shares": shares, "ready": ready, "slack_days": slack_days(dated_, drawn)}


def _curve(dated_: Dated, drawn: DatedRuns) -> tuple[tuple[date, ...], tuple[float, ...]]:
    """Every day until the last on which shipping pays, and the share of the runs that have shipped by its end."""
    ships = np.nonzero(drawn.paid > 0.0)[0]
    order = ships[np.argsort(drawn.hours[ships], kind="stable")]
    by_then = np.concatenate([[0.0], np.cumsum(drawn.weight[order])])
    last = min(len(dated_.working.by_day), max(1, (dated_.ship - dated_.today).days + 1) + LATE_DAYS)
    ends = [dated_.working.until_end_of(day) for day in range(last)]
    shares = by_then[np.searchsorted(drawn.hours[order], np.array(ends) * (1.0 + SAME), side="right")]
    return tuple(dated_.today + timedelta(days=day) for day in range(last)), tuple(float(one) for one in shares)


def _spent(posed: Posed, solution: DatedSolution) -> float:
    """Hours told so far of what is to be done next."""
    if solution.next == STOP:
        return 0.0
    return sum(left.spent_hours for left in posed.lefts if left.id == posed.action(solution.next).id)


def _days_off(plan: Plan, today: date, ship: date) -> tuple[date, ...]:
    spans = () if plan.off is msgspec.UNSET else plan.off
    days = (today + timedelta(days=number) for number in range((ship - today).days + 1))
    return tuple(day for day in days if any(span.first <= day <= span.last for span in spans))


def _schedule(
    asked: DateQuestion, solution: DatedSolution, drawn: DatedRuns, effects: tuple[Effect, ...]
) -> tuple[Scheduled, ...]:
    """When steps begin and end; critical are those of which half the hours would gain most, a third of them."""
    gains = sorted(effects, key=lambda effect: -(effect.half_gain_hours or 0.0))
    top = {effect.step for effect in gains[: math.ceil(len(gains) / 3)] if (effect.half_gain_hours or 0.0) > 0.0}
    found = schedule(asked.posed, asked.dated, solution, drawn)
    return tuple(msgspec.structs.replace(one, is_critical=one.step in top) for one in found)


def _ever(asked: DateQuestion) -> float:
    """P(something is shipped) with the date moved so far off that all that may have to be done fits."""
    problem = asked.dated.problem
    attempts = [asked.posed.attempt(step) for step in problem.problem.steps if not asked.statuses[step]]
    hours = math.fsum(max(one.success.quantile(FAR_PROB), one.failure.quantile(FAR_PROB)) for one in attempts)
    far = replace(
        problem,
        by_hours=(max(hours, problem.by_hours[0]),),
        worths=problem.worths[:1],
        due_hours=(math.inf,) * len(problem.due_hours),
    )
    return asked.follow(far, asked.solve(far)).on_time


def _effects(asked: DateQuestion, compared: DatedSolution) -> tuple[Effect, ...]:
    """What would come of each change to each step that is still open, the largest gain first."""
    problem = asked.dated.problem
    seen = view(problem.problem, "net", asked.statuses[: len(problem.problem.nodes)])
    is_open = [step for step in problem.problem.steps if not asked.statuses[step] and seen.truths[step] == OPEN]
    costly = sorted(is_open, key=lambda step: -asked.posed.attempt(step).mean_hours)[:N_EFFECTS]
    found = [_effect(asked, step, compared.value) for step in is_open if step in costly]
    return tuple(sorted(found, key=lambda effect: -max(effect.half_gain_hours or 0.0, effect.sure_gain_hours or 0.0)))


def _effect(asked: DateQuestion, step: int, value: float) -> Effect:
    problem = asked.dated.problem

    def changed(change: Callable[[DatedProblem, int], DatedProblem]) -> tuple[float, float]:
        other = change(problem, step)
        solution = asked.solve(other)
        return asked.follow(other, solution).on_time, solution.value - value

    is_whole = changes.may_change(problem, step)
    half = changed(changes.halved) if is_whole else (None, None)
    bad = changed(changes.going_badly) if is_whole else (None, None)
    sure = changed(changes.sure) if asked.posed.attempt(step).chance < 1.0 else (None, None)
    return Effect(
        step=asked.posed.action(step).id,
        half_on_time=half[0],
        half_gain_hours=half[1],
        sure_on_time=sure[0],
        sure_gain_hours=sure[1],
        bad_on_time=bad[0],
        bad_gain_hours=bad[1],
    )


def _later(asked: DateQuestion, weeks: int, worth: float | None) -> OtherDate:
    day = asked.dated.ship + timedelta(weeks=weeks)
    posed = msgspec.structs.replace(asked.posed, plan=msgspec.structs.replace(asked.posed.plan, ship=day))
    other = dated(posed, asked.dated.today, worth=worth)
    solution = asked.solve(other.problem)
    return OtherDate(ship=day, on_time=asked.follow(other.problem, solution).on_time, value=solution.value)
