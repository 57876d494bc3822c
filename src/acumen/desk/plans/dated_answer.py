"""The advice for a plan whose date counts: the dated solution in the form that all advice has, and what it says of the date."""

import math
from datetime import date

import msgspec
import numpy as np

from acumen.decision import STOP, Follow, Limits, Solution
from acumen.decision.dated.solve import DatedSolution, solve_dated
from acumen.decision.missing import find_missed
from acumen.decision.tree_structure import FALSE, OPEN, TRUE
from acumen.desk.plans.capacity import Dated, dated, is_dated, passed
from acumen.desk.plans.dated_runs import N_RUNS, SEED, begin_by, each_by_itself, follow, part_days, tripwires
from acumen.desk.plans.problem import Posed
from acumen.records import Plan
from acumen.results.dates import DateCounted
from acumen.results.plans import Answer

WITHOUT_WORTH = "The date does not count in this advice: the plan says no worth."
NO_HOURS = (
    "The date does not count yet: say how many hours you have, `hours: 20 per week` in the plan, or for all plans:"
    " acumen ledger set hours '20 per week'."
)
NOTE_STOP = "The date makes no difference: without it nothing is worth starting either."
SHIP = "Ship what is there: that is worth {} h now, and nothing more pays by the date."


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """A solution by the date, what it says of the date, and notes; None and the reason where the date can't count."""

    solution: Solution | None = None
    shown: DateCounted | None = None
    notes: tuple[str, ...] = ()
    passed: date | None = None


def by_date(
    plan: Plan, posed: Posed, today: date | None, worth: float | None, limits: Limits, *, undated: Answer
) -> Counted:
    """The best policy by the date, seen from today; `undated`: the advice without it. Nothing for a plan without a date."""
    if plan.ship is None or today is None:
        return Counted()
    if passed(plan, today) is not None:
        return Counted(passed=plan.ship)
    if not is_dated(plan):
        return Counted(notes=(NO_HOURS,))
    if worth is None:
        return Counted(notes=(WITHOUT_WORTH,))
    found = dated(posed, today, worth=worth)
    has_cuts = any(math.isfinite(cut) for cut in found.problem.cuts)
    if undated.next == "stop" and undated.status == "exact" and not has_cuts:
        return Counted(notes=(NOTE_STOP,))
    most = math.inf if has_cuts or undated.upper is None else undated.upper
    solution = solve_dated(found.problem, statuses=posed.statuses, limits=limits, undated_upper=most)
    return _counted(posed, found, solution, worth)


def _counted(posed: Posed, found: Dated, solution: DatedSolution, worth: float) -> Counted:
    drawn = follow(
        found, found.problem, solution, N_RUNS, SEED
    )  # as many as `ship` follows, with its draws: one figure
    is_drawn = found.share > 0.0 and not solution.has_fixed_hours  # hours that are fixed don't miss
    chance, hours = each_by_itself(found, solution, N_RUNS, SEED)
    statuses = posed.statuses or (OPEN,) * len(posed.nodes)
    works, fails = (_follow(found, statuses, solution, end) for end in (TRUE, FALSE))
    return Counted(
        solution=Solution(
            objective="net",
            worth=worth,
            value=solution.value,
            lower=solution.lower,
            upper=solution.upper,
            status=solution.status,
            chance=chance,
            hours=hours,
            next=solution.next,
            patience_hours=solution.patience_hours,
            ranked=solution.ranked,
            if_it_works=works,
            if_not=fails,
            n_states=solution.n_states,
            error=solution.error,
            bound_error=solution.bound_error,
        ),
        shown=DateCounted(
            ship=found.ship,
            hours_until=found.hours_until,
            on_time=drawn.on_time,
            on_time_error=drawn.on_time_error,
            net_mean=drawn.mean(drawn.net) if is_drawn else None,
            value_error=solution.error,
            bound_error=solution.bound_error,
            tripwires=tripwires(posed, found, solution, drawn),
            begin_by=begin_by(posed, found, solution),
            part_days=part_days(posed, found, statuses),
        ),
        notes=(SHIP.format(f"{solution.value:.3g}"),) if solution.next == STOP and solution.value > 0.0 else (),
    )


def _missing(found: Dated, statuses: tuple[int, ...], step: int, end: int) -> tuple[int, ...]:
    """Parts that have not come true once a step has ended."""
    after = tuple(end if node == step else status for node, status in enumerate(statuses))
    return find_missed(found.problem.problem, found.problem.cuts, after).parts


def _follow(found: Dated, statuses: tuple[int, ...], solution: DatedSolution, end: int) -> Follow | None:
    """What comes next once the first step has ended, after as many hours as that takes on average."""
    if solution.next == STOP:
        return None
    policy, attempt = solution.policy, found.problem.attempt(solution.next)
    rows = policy.after(policy.at_start(1), policy.steps.index(solution.next), np.array([end == TRUE]))
    hours = attempt.success.mean_hours if end == TRUE else attempt.failure.mean_hours
    columns, leave = policy.look(rows, np.array([min(hours, solution.patience_hours)]))
    if int(columns[0]) == STOP:
        missing, truths = policy.stands(rows)
        if math.isfinite(missing[0]) and found.problem.worths[0] > missing[0] > 0.0:
            return Follow(step=STOP, goal=True, missing=_missing(found, statuses, solution.next, end))
        truth = int(truths[0])
        return Follow(step=STOP, goal=None if truth == OPEN else truth == TRUE)
    step = policy.steps[int(columns[0])]
    may_be_left = found.problem.may_be_left(step)
    return Follow(step=step, patience_hours=float(leave[0]) if may_be_left else math.inf)
