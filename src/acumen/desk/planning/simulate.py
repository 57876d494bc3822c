"""Simulate: runs of the advice for a plan with random hours and exits, beside what is known about them exactly."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

import acumen
from acumen.borders.doing import doing
from acumen.decision import Limits
from acumen.decision.following import simulation
from acumen.decision.following.policy import FAILED, REACHED, STOPPED
from acumen.decision.following.simulation import Estimate, Runs
from acumen.desk.planning.answer import Objective
from acumen.desk.planning.asking import refuse_unless_all_hours, refuse_unless_count
from acumen.desk.planning.follow import Followed, follow
from acumen.desk.planning.progress import Progress
from acumen.desk.wording.notebook import fence
from acumen.records import Plan

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from acumen.charts import Chart

N_RUNS = 10_000
SEED = 0
PROBS = (0.05, 0.25, 0.5, 0.75, 0.95)
N_DIGITS = 9  # of simulated figures: the last bits of a logarithm differ from one processor to another
NOISE = 1e-12  # of the largest draw: a standard error this small is a rounding
N_CURVE, NEARLY_ALL, BEYOND = 120, 0.98, 1.1  # steps of the curve, and how far it goes
MOST_WITHIN = 5  # figures of hours that are looked at unless some are asked for


class Quantiles(msgspec.Struct, frozen=True, kw_only=True):
    """What 5 % to 95 % of the runs do not exceed."""

    q05: float
    q25: float
    q50: float
    q75: float
    q95: float


class Exact(msgspec.Struct, frozen=True, kw_only=True):
    """What the means would come to in endlessly many runs; `net` needs a worth."""

    net: float | None
    hours: float
    chance: float


class Within(msgspec.Struct, frozen=True, kw_only=True):
    """Shares of all runs that were over within `hours`, by how they ended."""

    hours: float
    reached: float
    failed: float
    stopped: float


class Curve(msgspec.Struct, frozen=True, kw_only=True):
    """The same as columns, for hours at even distances from 0 to where nearly all runs are over."""

    hours: tuple[float, ...]
    reached: tuple[float, ...]
    failed: tuple[float, ...]
    stopped: tuple[float, ...]


class StepUse(msgspec.Struct, frozen=True, kw_only=True):
    """What a step came to: the shares of all runs that tried it, saw it work and left it; its mean hours per run."""

    id: str
    title: str | None
    tried: float
    worked: float
    left: float
    hours: float


class Simulated(msgspec.Struct, frozen=True, kw_only=True):
    """Runs of a plan's advice. Raw means with standard errors, and the same with the value function as control variate.

    Hours throughout, chances and shares between 0 and 1. Figures that need a worth are None without one, standard errors
    with a single run. JSON has these names.
    """

    plan: str
    objective: Objective
    worth: float | None
    runs: int
    seed: int
    next: str
    net_mean: float | None
    net_se: float | None
    net_controlled: float | None
    net_controlled_se: float | None
    hours_mean: float
    hours_se: float | None
    hours_controlled: float
    hours_controlled_se: float | None
    chance: float  # share of the runs that reached the goal
    chance_se: float | None
    failed: float
    stopped: float
    exact: Exact
    hours: Quantiles
    net: Quantiles | None
    within: tuple[Within, ...]
    curve: Curve
    steps: tuple[StepUse, ...]  # those that take most hours first; all steps of the plan
    notes: tuple[str, ...]
    n_situations: int
    version: str
    chance_together: float | None = None  # of the goal, as misses go together; of an adopted plan that is corrected

    def to_json(self) -> str:
        """As JSON, indented, with the names of the fields."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2).decode()

    def __str__(self) -> str:
        """The text that `acumen simulate` prints."""
        from acumen.desk.wording.plans.simulation import write_lines  # noqa: PLC0415 -- not needed for JSON

        return "\n".join(write_lines(self))

    def _repr_markdown_(self) -> str:
        """The same for a notebook."""
        return fence(str(self))

    def chart(self, *, marks: tuple[float, ...] = ()) -> Chart:
        """How runs end over hours, and what they bring; `marks` are hours at which the chance is written out."""
        from acumen.desk.wording.plans.pictures import draw_ends  # noqa: PLC0415 -- only a picture needs it

        return draw_ends(self, marks)


@doing("following the advice through many runs")
def simulate(
    plan: Plan | str | os.PathLike[str],
    *,
    runs: int = N_RUNS,
    seed: int = SEED,
    objective: Objective = "net",
    worth: float | None = None,
    within: Sequence[float] = (),
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Simulated:
    """Follow the advice for a plan (its record, text or file) `runs` times; `within`: hours to be told the chances for.

    Raises what `solve` raises, and UnsolvableError where the plan is too big for its policy to be laid out.
    """
    refuse_unless_count("runs", runs)
    refuse_unless_count("seed", seed, least=None)
    refuse_unless_all_hours("within", within)
    followed = follow(plan, objective=objective, worth=worth, limits=limits, progress=progress)
    drawn = simulation.simulate(followed.policy, runs, seed)
    return _report(followed, drawn, seed, within)


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
        next=followed.name(policy.start),
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
            net=None if worth is None else worth * policy.chance - policy.expected_hours,
            hours=policy.expected_hours,
            chance=policy.chance,
        ),
        hours=_quantiles(drawn.hours),
        net=None if worth is None else _quantiles(drawn.net(worth)),
        within=tuple(_within(drawn, hours) for hours in within or _round_hours(drawn)),
        curve=_curve(drawn),
        steps=_steps(followed, drawn),
        notes=followed.notes,
        n_situations=len(policy.situations),
        version=acumen.__version__,
    )


def _rounded(figure: float) -> float:
    """Without the digits in which machines differ."""
    return float(f"{figure:.{N_DIGITS}g}")


def _estimate(draws: NDArray[np.float64]) -> Estimate:
    raw = simulation.estimate(draws)
    is_noise = raw.error is not None and raw.error <= NOISE * float(abs(draws).max())
    error = 0.0 if is_noise or raw.error is None else _rounded(raw.error)
    return Estimate(mean=_rounded(raw.mean), error=None if raw.error is None else error)


def _pair(found: Estimate) -> tuple[float | None, float | None]:
    return found.mean, found.error


def _quantiles(draws: NDArray[np.float64]) -> Quantiles:
    names = Quantiles.__struct_fields__
    found = map(_rounded, simulation.quantiles(draws, PROBS))
    return Quantiles(**dict(zip(names, found, strict=True)))


def _within(drawn: Runs, hours: float) -> Within:
    shares = simulation.ended_within(drawn, hours)
    return Within(hours=hours, reached=shares[REACHED], failed=shares[FAILED], stopped=shares[STOPPED])


def _curve(drawn: Runs) -> Curve:
    """Up to the most hours of all, or to a little beyond what 98 % of the runs take, those that reach the goal too."""
    import numpy as np  # noqa: PLC0415 -- the module is read before anything is simulated

    alike = [drawn.hours, drawn.hours[drawn.reached]]
    top_hours = max(simulation.quantiles(hours, (NEARLY_ALL,))[0] for hours in alike if len(hours))
    top_hours = min(float(drawn.hours.max()), BEYOND * top_hours)
    hours = np.array([_rounded(top_hours * step / N_CURVE) for step in range(N_CURVE + 1)])
    shares = simulation.ended_by(drawn, hours)
    columns = {
        name: tuple(shares[end].tolist())
        for name, end in (("reached", REACHED), ("failed", FAILED), ("stopped", STOPPED))
    }
    return Curve(hours=tuple(hours.tolist()), **columns)


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
            tried=int(drawn.n_tried[number]) / n_runs,
            worked=int(drawn.n_worked[number]) / n_runs,
            left=int(drawn.n_left[number]) / n_runs,
            hours=_rounded(float(drawn.step_hours[number]) / n_runs),
        )
        used.append(use)
    return tuple(sorted(used, key=lambda use: (-use.hours, -use.tried)))
