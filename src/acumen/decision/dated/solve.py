"""Solve a dated plan for one person: exactly where its hours are fixed, else between two proven bounds on a grid.

    plain hours                 states with their hours read off them (`by_hours.py`)            exact
    some may be left            states × cells of hours, rounded both ways (`by_hours_left.py`)  bracketed, or exact
    too many states             a policy without states, valued by runs (`estimated.py`)         estimated

The grid is halved until the bounds are close enough or the count of evaluations is reached. The bound of the plan without a
date is one more bound from above.
"""

import math
from dataclasses import dataclass

import numpy as np

from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.dated import by_hours, by_hours_left, dense
from acumen.decision.dated.outlook import Caution, OutlookPolicy
from acumen.decision.dated.problem import SAME, DatedProblem
from acumen.decision.dated.runs import DatedPolicy, KnownStates
from acumen.decision.dated.states import DatedStates, Floats, Numbers, explore
from acumen.decision.limits import Limits
from acumen.decision.solution import EXACT, STOP, Ranked, Status
from acumen.decision.tree_structure import OPEN, attempt_of
from acumen.distributions import Fixed

N_FIRST = 64  # cells of the first grid
MAX_STATES = 100_000  # that are explored; one array of them is small
MAX_EVALUATIONS = 2_000_000_000  # states × cells × cells of a step, of one grid
NEAR = 1e-3  # of the worth: bounds that are nearer are close enough, however little starting is worth


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DatedSolution:
    """`value`: what shipping pays less the hours, on average, by the policy; `lower` ≤ the optimum ≤ `upper`, proven.

    `on_time` and the rest are None where only runs of the policy tell them (`runs.py`).
    """

    value: float
    lower: float
    upper: float
    status: Status
    next: int
    patience_hours: float
    ranked: tuple[Ranked, ...]
    policy: DatedPolicy
    n_states: int  # 0 where they are not counted
    n_cells: int  # of the grid; 0 where there is none
    error: float = 0.0  # the standard error of a value that runs tell
    bound_error: float = 0.0  # the same of `upper`, where that is not proven
    on_time: float | None = None
    whole: float | None = None
    hours: float | None = None

    @property
    def has_fixed_hours(self) -> bool:
        """Whether all hours are fixed, so that none can miss."""
        return isinstance(self.policy, PlainPolicy)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlainPolicy(KnownStates):
    """By state alone: the hours used are known from it."""

    choice: Numbers

    def look(self, rows: Numbers, used: Floats) -> tuple[Numbers, Floats]:
        """Commitments are carried to their end."""
        del used
        return self.choice[rows], np.full(len(rows), math.inf)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GridPolicy(KnownStates):
    """By state and cell: between two cells as at the later one, so that no more is promised than there is time for."""

    grid: by_hours_left.Grid
    last_hours: Floats  # of each column: after so many no success can show, and it is left

    def look(self, rows: Numbers, used: Floats) -> tuple[Numbers, Floats]:
        """Beyond the last cell nothing is started."""
        cells = np.ceil(used / self.grid.cell_hours * (1.0 - SAME)).astype(np.int64)
        inside = np.minimum(cells, self.grid.n_cells)
        columns: Numbers = np.where(cells <= self.grid.n_cells, self.grid.choice[rows, inside], STOP)
        leave_after = np.asarray(self.grid.leave_after[rows, inside] * self.grid.cell_hours, dtype=np.float64)
        return columns, np.minimum(leave_after, self.last_hours[columns])


def solve_dated(
    dated: DatedProblem,
    *,
    statuses: tuple[int, ...] | None = None,
    limits: Limits | None = None,
    undated_upper: float = math.inf,
) -> DatedSolution:
    """The best policy from where `statuses` stand; where there are more states than the limits admit, a good one.

    `undated_upper`: a bound on the same plan without its date, where one is known.
    """
    effort = limits or Limits()
    if dated.shared is None and by_hours.is_plain(dated, statuses):
        try:
            return _plain(dated, statuses, effort)
        except TooManyStatesError:  # a grid has fewer states, as those with other hours used are one
            pass
    states = few_states(dated, statuses, effort)
    if states is None:
        return _estimated(dated, statuses, effort, undated_upper)
    return _on_grid(dated, states, effort, undated_upper)


def few_states(
    dated: DatedProblem, statuses: tuple[int, ...] | None, limits: Limits | None = None
) -> DatedStates | None:
    """The states of a grid; None where there are too many, or steps share hypotheses."""
    if dated.shared is not None:
        return None
    try:
        states = explore_merged(dated, statuses, limits)
    except TooManyStatesError:
        return None
    return None if int(np.count_nonzero(states.won >= 0)) * N_FIRST**2 > MAX_EVALUATIONS else states


def by_rule(dated: DatedProblem, statuses: tuple[int, ...], setting: Caution, *, n_runs: int) -> DatedSolution:
    """The policy without states in one setting and what it attains in runs, without a bound: for plans that are compared."""
    from acumen.decision.dated.runs import run  # noqa: PLC0415 -- few plans are so big

    policy = OutlookPolicy(dated=dated, begun=begun_of(dated, statuses), setting=setting)
    drawn = run(dated, policy, n_runs, 0)
    columns, leave = policy.look(policy.at_start(1), np.zeros(1))
    value, is_stop = drawn.mean(drawn.net), int(columns[0]) == STOP
    return DatedSolution(
        value=value,
        lower=value,
        upper=dated.worths[0],
        status="estimated",
        next=STOP if is_stop else policy.steps[int(columns[0])],
        patience_hours=math.inf if is_stop else float(leave[0]),
        ranked=(),
        policy=policy,
        n_states=0,
        n_cells=0,
        error=drawn.error(drawn.net),
    )


def begun_of(dated: DatedProblem, statuses: tuple[int, ...] | None) -> tuple[int, ...]:
    """Statuses of all nodes and probes."""
    n_all = len(dated.problem.nodes) + dated.n_probes
    given = statuses or ()
    return (*given, *[OPEN] * (n_all - len(given)))


def _estimated(
    dated: DatedProblem, statuses: tuple[int, ...] | None, limits: Limits, undated_upper: float
) -> DatedSolution:
    from acumen.decision.dated.estimated import estimate  # noqa: PLC0415 -- few plans are so big

    found = estimate(dated, begun_of(dated, statuses), limits, undated_upper=undated_upper)
    return DatedSolution(
        value=found.value,
        lower=found.lower,
        upper=found.bound.upper,
        status="estimated",
        next=found.next,
        patience_hours=found.patience_hours,
        ranked=found.ranked,
        policy=found.policy,
        n_states=0,
        n_cells=0,
        error=found.error,
        bound_error=found.bound.error,
    )


def explore_merged(dated: DatedProblem, statuses: tuple[int, ...] | None, limits: Limits | None = None) -> DatedStates:
    """The states of a grid. TooManyStatesError beyond the limits."""
    effort = limits or Limits()
    return explore(dated, statuses, is_merged=True, max_states=min(MAX_STATES, effort.max_states))


def attained(dated: DatedProblem, states: DatedStates, *, n_cells: int) -> DatedSolution:
    """The policy on one grid and what it attains, without a bound: for plans that are compared, on grids that are alike.

    `states`: of this plan from where it stands, merged, whatever bets its steps are. For commitments, too.
    """
    grid = by_hours_left.sweep(dated, states, n_cells, is_up=True)
    return _from_grid(dated, states, grid, dated.worths[0])


def _plain(dated: DatedProblem, statuses: tuple[int, ...] | None, limits: Limits) -> DatedSolution:
    if dense.n_open(dated, statuses) >= dense.N_LEAST:
        states, found = dense.solve_all(dated, statuses, max_states=limits.max_states)
    else:
        states = explore(dated, statuses, is_merged=False, max_states=min(MAX_STATES, limits.max_states))
        found = by_hours.values(dated, states)
    value, choice = float(found.value[0]), int(found.choice[0])
    return DatedSolution(
        value=value,
        lower=value,
        upper=value,
        status="exact",
        next=STOP if choice == STOP else states.steps[choice],
        patience_hours=math.inf,
        ranked=_ranked(dated, found.first, value),
        policy=PlainPolicy(states=states, choice=found.choice),
        n_states=len(states.codes),
        n_cells=0,
        on_time=float(found.on_time[0]),
        whole=float(found.whole[0]),
        hours=float(found.hours[0]),
    )


def _on_grid(dated: DatedProblem, states: DatedStates, limits: Limits, undated_upper: float) -> DatedSolution:
    n_cells = N_FIRST
    n_actions = int(np.count_nonzero(states.won >= 0))
    best: by_hours_left.Grid | None = None
    upper = min(undated_upper, dated.worths[0])
    while True:
        below = by_hours_left.sweep(dated, states, n_cells, is_up=True)
        above = by_hours_left.sweep(dated, states, n_cells, is_up=False)
        if best is None or below.value[0, 0] > best.value[0, 0]:
            best = below
        value = float(best.value[0, 0])
        upper = max(value, min(upper, float(above.value[0, 0])))
        is_close = upper - value <= max(limits.gap * upper, NEAR * dated.worths[0])
        if is_close or n_actions * (2 * n_cells) ** 2 > MAX_EVALUATIONS:
            break
        n_cells *= 2
    return _from_grid(dated, states, best, upper)


def _from_grid(dated: DatedProblem, states: DatedStates, grid: by_hours_left.Grid, upper: float) -> DatedSolution:
    value, choice = float(grid.value[0, 0]), int(grid.choice[0, 0])
    step = STOP if choice == STOP else states.steps[choice]
    patience = _patience(dated, step, float(grid.leave_after[0, 0]) * grid.cell_hours)
    found = by_hours_left.outcome(dated, states, grid)
    return DatedSolution(
        value=value,
        lower=value,
        upper=upper,
        status="exact" if upper - value <= EXACT * dated.worths[0] else "bracketed",
        next=step,
        patience_hours=patience,
        ranked=_ranked(dated, _worth_starting(states, grid), value),
        policy=GridPolicy(
            states=states, grid=grid, last_hours=np.array([_last_hours(dated, one) for one in states.steps])
        ),
        n_states=len(states.codes),
        n_cells=grid.n_cells,
        on_time=found.on_time,
        whole=found.whole,
        hours=found.hours,
    )


def _worth_starting(states: DatedStates, grid: by_hours_left.Grid) -> dict[int, tuple[float, float]]:
    """Value and patience of what may be started; what is better given up at once deserves no hour."""
    found = {}
    for step, (value, hours) in grid.first.items():
        given_up = float(grid.value[states.lost[0, states.steps.index(step)], 0])
        found[step] = (value, hours) if value > given_up else (given_up, 0.0)
    return found


def _patience(dated: DatedProblem, step: int, hours: float) -> float:
    """Hours after which a step is left; inf where it may not be. What can't work any more is not gone on with."""
    if step == STOP or not attempt_of(dated.problem, step).may_be_left:
        return math.inf
    return min(hours, _last_hours(dated, step))


def _last_hours(dated: DatedProblem, step: int) -> float:
    """The last hour at which success can show; inf: none."""
    success = attempt_of(dated.problem, step).success
    return success.at_hours if isinstance(success, Fixed) else success.quantile(1.0)


def _ranked(dated: DatedProblem, first: dict[int, tuple[float, float]], value: float) -> tuple[Ranked, ...]:
    """What starting with each step is worth, best first."""
    entries = [
        Ranked(step=step, value=worth, regret=max(0.0, value - worth), patience_hours=_patience(dated, step, hours))
        for step, (worth, hours) in first.items()
    ]
    return tuple(sorted(entries, key=lambda entry: (entry.regret or 0.0, entry.step)))
