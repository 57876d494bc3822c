"""Runs of a dated plan's advice in the form that all runs have: what they brought, took and came to by the date."""

import math
from collections.abc import Sequence
from datetime import date

import numpy as np

from acumen.decision.dated.runs import DatedRuns
from acumen.decision.dated.solve import DatedSolution, solve_dated
from acumen.decision.dated.states import Bools, Floats
from acumen.decision.limits import Limits
from acumen.decision.policies.simulation import SimulatedEstimate, quantiles
from acumen.decision.solution import STOP
from acumen.desk.plans.capacity import Dated, dated, is_dated, passed
from acumen.desk.plans.conditioning import begin, known_goal
from acumen.desk.plans.dated_runs import each_by_itself, follow
from acumen.desk.plans.problem import Posed, pose
from acumen.desk.plans.progress import Progress
from acumen.records import Plan
from acumen.results.dates import ByDate
from acumen.results.plans import Exact, FinishCurve, Quantiles, Simulated, StepUse, Within
from acumen.version import __version__

PROBS = (0.05, 0.25, 0.5, 0.75, 0.95)
N_CURVE = 120
SHARES = (0.25, 0.5, 0.75, 1.0)  # of the hours until the date, unless some are asked about


def simulate_by_date(
    plan: Plan,
    today: date,
    *,
    runs: int,
    seed: int,
    within: Sequence[float] = (),
    worth: float | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Simulated | None:
    """The advice by the date followed; None where no date counts, or the plan is too big for it."""
    posed = begin(pose(plan), progress)
    stake = plan.worth if worth is None else worth
    is_open = known_goal(posed) is None and passed(plan, today) is None
    if not is_dated(plan) or stake is None or not is_open:
        return None
    found = dated(posed, today, worth=stake)
    solution = solve_dated(found.problem, statuses=posed.statuses, limits=limits or Limits())
    if solution.next == STOP:
        return None
    return _report(posed, found, solution, follow(found, found.problem, solution, runs, seed), within, seed)


def _report(
    posed: Posed, found: Dated, solution: DatedSolution, drawn: DatedRuns, within: Sequence[float], seed: int
) -> Simulated:
    net, hours, reached = (_mean(drawn, figures) for figures in (drawn.net, drawn.hours, drawn.paid > 0.0))
    chance, hours_alone = each_by_itself(found, solution, len(drawn.hours), seed)
    ends = tuple(within) or tuple(float(f"{share * found.problem.last_hours:.3g}") for share in SHARES)
    return Simulated(
        plan=posed.plan.plan,
        objective="net",
        worth=found.problem.worths[0],
        runs=len(drawn.hours),
        seed=seed,
        next=posed.action(solution.next).id,
        net_mean=net.mean,
        net_se=net.error,
        net_controlled=net.mean,
        net_controlled_se=net.error,
        hours_mean=hours.mean,
        hours_se=hours.error,
        hours_controlled=hours.mean,
        hours_controlled_se=hours.error,
        chance=reached.mean,
        chance_se=reached.error,
        failed=1.0 - reached.mean,
        stopped=0.0,
        exact=Exact(net=solution.value, hours=hours_alone, chance=chance),
        hours_quantiles=_quantiles(drawn.hours),
        net_quantiles=_quantiles(drawn.net),
        within=tuple(_within(drawn, each) for each in ends),
        curve=_curve(drawn),
        steps=_steps(posed, solution, drawn),
        notes=posed.notes,
        n_situations=solution.n_states,
        version=__version__,
        by_date=_by_date(found, drawn),
    )


def _by_date(found: Dated, drawn: DatedRuns) -> ByDate:
    shipped = drawn.paid > 0.0
    return ByDate(
        ship=found.ship,
        whole_prob=drawn.whole,
        cut_prob=drawn.on_time - drawn.whole,
        late_prob=drawn.mean(shipped & ~drawn.is_by_date),
        never_prob=1.0 - drawn.mean(shipped),
        hours_until=found.hours_until,
        busy=drawn.mean(np.minimum(drawn.hours, found.hours_until)) / max(found.hours_until, 1e-9),
    )


def _mean(drawn: DatedRuns, figures: Floats | Bools) -> SimulatedEstimate:
    error = drawn.error(figures)
    return SimulatedEstimate(mean=drawn.mean(figures), error=error if math.isfinite(error) else None)


def _quantiles(draws: Floats) -> Quantiles:
    return Quantiles(**dict(zip(Quantiles.__struct_fields__, quantiles(draws, PROBS), strict=True)))


def _within(drawn: DatedRuns, hours: float) -> Within:
    is_over, shipped = drawn.hours <= hours, drawn.paid > 0.0
    reached, failed = drawn.mean(is_over & shipped), drawn.mean(is_over & ~shipped)
    return Within(hours=hours, reached=reached, failed=failed, stopped=0.0)


def _curve(drawn: DatedRuns) -> FinishCurve:
    """Up to the hours of the longest run: what ships ends at the share that ever does."""
    ends = np.linspace(0.0, float(drawn.hours.max()), N_CURVE + 1)
    points = [_within(drawn, float(hours)) for hours in ends]
    return FinishCurve(
        curve_hours=tuple(ends.tolist()),
        reached_curve=tuple(point.reached for point in points),
        failed_curve=tuple(point.failed for point in points),
        stopped_curve=(0.0,) * len(points),
    )


def _steps(posed: Posed, solution: DatedSolution, drawn: DatedRuns) -> tuple[StepUse, ...]:
    used = []
    for column, step in enumerate(solution.policy.steps):
        attempt, spent, tried = posed.attempt(step), drawn.spent[:, column], drawn.is_tried[:, column]
        is_left = tried & ~drawn.is_worked[:, column] & attempt.may_be_left
        action = posed.action(step)
        used.append(
            StepUse(
                id=action.id,
                title=action.title,
                tried_prob=drawn.mean(tried),
                worked_prob=drawn.mean(drawn.is_worked[:, column]),
                left_prob=drawn.mean(is_left),
                hours=drawn.mean(spent),
            )
        )
    return tuple(sorted(used, key=lambda use: (-use.hours, -use.tried_prob)))
