"""Simulate: runs of the advice for a plan with random hours and exits, beside what is known about them exactly."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from acumen.borders.doing import doing
from acumen.decision import Limits
from acumen.decision.policies import simulation
from acumen.decision.policies.policy import FAILED, REACHED, STOPPED
from acumen.decision.policies.simulation import Runs, SimulatedEstimate
from acumen.desk.plans.arguments import read_all_hours, refuse_unless_count
from acumen.desk.plans.policy import Followed, follow
from acumen.desk.plans.progress import Progress
from acumen.desk.plans.solving import counts_cuts
from acumen.records import Plan
from acumen.results.plans import Exact, FinishCurve, Objective, Quantiles, Simulated, StepUse, Within
from acumen.version import __version__

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


N_RUNS = 10_000
SEED = 0
PROBS = (0.05, 0.25, 0.5, 0.75, 0.95)
N_DIGITS = 9  # of simulated figures: the last bits of a logarithm differ from one processor to another
NOISE = 1e-12  # of the largest draw: a standard error this small is a rounding
N_CURVE, NEARLY_ALL, BEYOND = 120, 0.98, 1.1  # steps of the curve, and how far it goes
MOST_WITHIN = 5  # figures of hours that are looked at unless some are asked for


@doing("following the advice through many runs")
def simulate(
    plan: Plan | str | os.PathLike[str],
    *,
    runs: int = N_RUNS,
    seed: int = SEED,
    objective: Objective = "net",
    worth: str | float | None = None,
    within: Sequence[str | float] = (),
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Simulated:
    """Follow the advice for a plan (its record, text or file) `runs` times; `within`: hours to be told the chances for.

    Raises what `solve` raises, and UnsolvableError where the plan is too big for its policy to be laid out.

    >>> ends = acumen.simulate('plan.yaml', runs=1000, within=[20])
    >>> round(ends.chance, 2), round(ends.exact.chance, 2)
    (0.48, 0.48)
    """
    refuse_unless_count("runs", runs)
    refuse_unless_count("seed", seed, least=None)
    ends = read_all_hours("within", within)
    followed = follow(plan, objective=objective, worth=worth, limits=limits, progress=progress)
    drawn = simulation.simulate(followed.policy, runs, seed)
    return _report(followed, drawn, seed, ends)


def _report(followed: Followed, drawn: Runs, seed: int, within: Sequence[float]) -> Simulated:
    policy, worth = followed.policy, followed.worth
    spent, spent_controlled = _estimate(drawn.hours), _estimate(drawn.hours_controlled())
    reached = _estimate(drawn.reached.astype(float))
    net = (None, None) if worth is None else _pair(_estimate(drawn.net(worth)))
    net_controlled = (None, None) if worth is None else _pair(_estimate(drawn.net_controlled(worth)))
    n_runs = len(drawn.hours)
    return Simulated(
        plan=followed.plan.plan,
        objective=followed.objective,
        worth=worth,
        runs=n_runs,
        seed=seed,
        next=followed.next,
        net_mean=net[0],
        net_se=net[1],
        net_controlled=net_controlled[0],
        net_controlled_se=net_controlled[1],
        hours_mean=spent.mean,
        hours_se=spent.error,
        hours_controlled=spent_controlled.mean,
        hours_controlled_se=spent_controlled.error,
        chance=reached.mean,
        chance_se=reached.error,
        failed=float((drawn.ends == FAILED).sum()) / n_runs,
        stopped=float((drawn.ends == STOPPED).sum()) / n_runs,
        exact=Exact(
            net=None if worth is None else worth * policy.chance - policy.cut_hours - policy.expected_hours,
            hours=policy.expected_hours,
            chance=policy.chance,
        ),
        hours_quantiles=_quantiles(drawn.hours),
        net_quantiles=None if worth is None else _quantiles(drawn.net(worth)),
        within=tuple(_within(drawn, hours) for hours in within or _round_hours(drawn)),
        curve=_curve(drawn),
        steps=_steps(followed, drawn),
        notes=followed.notes,
        n_situations=len(policy.situations),
        version=__version__,
        anyway=followed.anyway,
        whole_prob=_whole(followed, drawn),
        uncounted=followed.uncounted,
    )


def _whole(followed: Followed, drawn: Runs) -> float | None:
    """The share of the runs that reached the goal with nothing missing; None where nothing may be."""
    if not counts_cuts(followed.posed, followed.objective, followed.policy.worth):
        return None
    return float((drawn.reached & (drawn.cut_hours == 0.0)).mean())


def _rounded(figure: float) -> float:
    """Without the digits in which machines differ."""
    return float(f"{figure:.{N_DIGITS}g}")


def _estimate(draws: NDArray[np.float64]) -> SimulatedEstimate:
    raw = simulation.estimate(draws)
    is_noise = raw.error is not None and raw.error <= NOISE * float(abs(draws).max())
    error = 0.0 if is_noise or raw.error is None else _rounded(raw.error)
    return SimulatedEstimate(mean=_rounded(raw.mean), error=None if raw.error is None else error)


def _pair(found: SimulatedEstimate) -> tuple[float | None, float | None]:
    return found.mean, found.error


def _quantiles(draws: NDArray[np.float64]) -> Quantiles:
    names = Quantiles.__struct_fields__
    found = map(_rounded, simulation.quantiles(draws, PROBS))
    return Quantiles(**dict(zip(names, found, strict=True)))


def _within(drawn: Runs, hours: float) -> Within:
    shares = simulation.ended_within(drawn, hours)
    return Within(hours=hours, reached=shares[REACHED], failed=shares[FAILED], stopped=shares[STOPPED])


def _curve(drawn: Runs) -> FinishCurve:
    """Up to the most hours of all, or to a little beyond what 98 % of the runs take, those that reach the goal too."""
    import numpy as np  # noqa: PLC0415 -- the module is read before anything is simulated

    alike = [drawn.hours, drawn.hours[drawn.reached]]
    top_hours = max(simulation.quantiles(hours, (NEARLY_ALL,))[0] for hours in alike if len(hours))
    top_hours = min(float(drawn.hours.max()), BEYOND * top_hours)
    hours = np.array([_rounded(top_hours * step / N_CURVE) for step in range(N_CURVE + 1)])
    shares = simulation.ended_by(drawn, hours)
    columns = {
        name: tuple(shares[end].tolist())
        for name, end in (("reached_curve", REACHED), ("failed_curve", FAILED), ("stopped_curve", STOPPED))
    }
    return FinishCurve(curve_hours=tuple(hours.tolist()), **columns)


def _round_hours(drawn: Runs) -> tuple[float, ...]:
    """Round figures (1, 2, 5, 10, …) up to one that nearly all runs don't exceed, those that reach the goal too."""
    alike = [drawn.hours, drawn.hours[drawn.reached]]
    top_hours = max(simulation.quantiles(hours, (PROBS[-1],))[0] for hours in alike if len(hours))
    if top_hours <= 0.0:
        return ()
    power = math.floor(math.log10(top_hours))
    ladder = [digit * 10.0**exponent for exponent in range(power - 2, power + 2) for digit in (1, 2, 5)]
    last = next(place for place, hours in enumerate(ladder) if hours >= top_hours)
    rungs = [_rounded(hours) for hours in ladder[max(0, last + 1 - MOST_WITHIN) : last + 1]]
    return tuple(hours for hours in rungs if hours >= drawn.hours.min())


def _steps(followed: Followed, drawn: Runs) -> tuple[StepUse, ...]:
    n_runs = len(drawn.hours)
    used = []
    for number in followed.policy.problem.steps:
        step = followed.posed.action(number)
        use = StepUse(
            id=step.id,
            title=step.title,
            tried_prob=int(drawn.n_tried[number]) / n_runs,
            worked_prob=int(drawn.n_worked[number]) / n_runs,
            left_prob=int(drawn.n_left[number]) / n_runs,
            hours=_rounded(float(drawn.step_hours[number]) / n_runs),
        )
        used.append(use)
    return tuple(sorted(used, key=lambda use: (-use.hours, -use.tried_prob)))
