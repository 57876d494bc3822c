"""Divide hours over plans: exactly where all may be swept together, else group by group, with a proven bound.

Plans go into groups in the order of their indices, as many together as may be swept. The last group is swept first; what its
hours are worth by cells used is what stopping brings in the group before it. So a group is worked through before the next, and
the value is that of a policy, attained; with one group nothing is lost. At most the bound of `prices.py`, or that of one group
with durations rounded down.
"""

import math
from dataclasses import dataclass, replace

import numpy as np

from acumen.decision.dated.problem import SAME
from acumen.decision.dated.states import Bools, Floats
from acumen.decision.portfolio import prices
from acumen.decision.portfolio.joint import Stacked, SweptTogether, stack, sweep
from acumen.decision.portfolio.problem import PortfolioProblem
from acumen.decision.portfolio.tables import PlanStates, PlanTable, exact_cell, states_of, tabulate
from acumen.decision.solution import EXACT, Status

MOST_CELLS = 2_048  # of a grid on which all hours are whole
FIRST_CELLS = 64  # of one on which they are not
MAX_JOINT = 100_000_000  # evaluations of a sweep over all plans
MAX_JOINT_CELLS = 4_000_000  # states × cells of it
MAX_GROUP = 2_000_000  # evaluations of one group, where there are several
LONGER = 4  # times as many of work that may be left, which is looked at faster
MAX_ALONE = (
    10_000_000  # evaluations of all plans, each by itself: no finer grid is tried beyond, as they are priced many times
)
GAP = 0.01  # of the upper bound
CLOSE = 0.02  # of the bound of each plan alone: no better one is looked for
DEARER, N_DEARER = 1.3, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Safety that is bought: `bonus` hours where at least `n` of the plans `of` (numbers) pay."""

    n: int = 0
    of: tuple[int, ...] = ()
    bonus: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PortfolioGrid:
    """Tables of all plans on one grid, and the groups in which they are swept."""

    problem: PortfolioProblem
    tables: tuple[PlanTable, ...]
    groups: tuple[tuple[int, ...], ...]  # numbers of plans, in the order of the file within a group
    is_whole: bool  # all hours are whole cells

    @property
    def cell_hours(self) -> float:
        """Hours of a cell."""
        return self.tables[0].cell_hours

    @property
    def safe(self) -> Floats:
        """What the hours left after `u` cells bring in safe work, (n_cells + 1,)."""
        hours = self.problem.free_hours - np.arange(self.tables[0].n_cells + 1) * self.cell_hours
        return np.array([self.problem.safe_value(max(0.0, left)) for left in hours])

    @property
    def base(self) -> float:
        """What is there whatever is done: safe work that has to be done, and what plans pay as they stand."""
        return self.problem.owed_value + math.fsum(table.paid[0, 0] for table in self.tables)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Division:
    """Of every group, by how many plans that count have paid before it, what to do."""

    grid: PortfolioGrid
    wanted: Wanted
    sweeps: tuple[tuple[SweptTogether, ...], ...]

    @property
    def objective(self) -> float:
        """What it brings, bonus included."""
        return float(self.sweeps[0][0].value[0, 0]) + self.grid.base


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PortfolioSolution:
    """`value`: what the policy brings more than its hours; `lower` ≤ the optimum ≤ `upper`, proven. `price`: of an hour."""

    value: float
    lower: float
    upper: float
    status: Status
    price: float
    policy: Division
    indices: tuple[float, ...]  # of each plan as it stands, with all the hours
    alone: tuple[float, ...]  # what each is worth by itself
    alone_upper: tuple[float, ...]

    @property
    def next(self) -> tuple[int, int, float] | None:
        """The plan, its step's number and the hours to leave it after (inf: not to be left); None where none pays."""
        return first_action(self.policy)


def solve_portfolio(problem: PortfolioProblem, *, gap: float = GAP) -> PortfolioSolution:
    """The best division that is found. TooManyStatesError where one plan has too many states."""
    states = states_of(problem)
    cell = exact_cell(problem, MOST_CELLS)
    if cell is not None:
        n_cells = math.floor(problem.free_hours / cell * (1.0 + SAME))
        return _solve(problem, states, cell, n_cells, is_whole=True)
    n_cells, best = FIRST_CELLS, None
    while True:
        cell = problem.free_hours / n_cells or 1.0 / n_cells
        found = _solve(problem, states, cell, n_cells, is_whole=False)
        best = found if best is None else _better(best, found)
        n_cells *= 2
        tables, is_apart = best.policy.grid.tables, len(best.policy.grid.groups) > 1
        is_close = best.upper - best.lower <= gap * best.upper
        is_long = math.fsum(_evaluations((table,), n_cells) for table in tables) > MAX_ALONE
        if is_close or is_long or n_cells > MOST_CELLS or not (is_apart or _may_be_joint(tables, n_cells)):
            return best


def attained(problem: PortfolioProblem, like: PortfolioSolution) -> float:
    """What the same plans attain with other hours, on cells of the same size; without a bound."""
    cell = like.policy.grid.cell_hours
    n_cells = math.floor(problem.free_hours / cell * (1.0 + SAME))
    pairs = zip(problem.plans, states_of(problem), strict=True)
    tables = tuple(tabulate(bet, one, problem.free_hours, cell, n_cells, is_up=True) for bet, one in pairs)
    groups = like.policy.grid.groups
    grid = PortfolioGrid(problem=problem, tables=tables, groups=groups, is_whole=like.policy.grid.is_whole)
    return make_policy(grid, Wanted()).objective


def is_quick(grid: PortfolioGrid) -> bool:
    """Whether a sweep over all plans takes no more than a moment."""
    return len(grid.groups) == 1 and _evaluations(grid.tables, grid.tables[0].n_cells) <= MAX_GROUP


def _better(one: PortfolioSolution, other: PortfolioSolution) -> PortfolioSolution:
    best = other if other.value >= one.value else one
    upper = max(best.value, min(one.upper, other.upper))
    return replace(best, upper=upper, status=_status(best.value, upper))


def _status(value: float, upper: float) -> Status:
    return "exact" if upper - value <= EXACT * max(1.0, abs(upper)) else "bracketed"


def _solve(
    problem: PortfolioProblem, states: tuple[PlanStates, ...], cell: float, n_cells: int, *, is_whole: bool
) -> PortfolioSolution:
    def tables_of(*, is_up: bool) -> tuple[PlanTable, ...]:
        pairs = zip(problem.plans, states, strict=True)
        return tuple(tabulate(bet, one, problem.free_hours, cell, n_cells, is_up=is_up) for bet, one in pairs)

    up = tables_of(is_up=True)
    down = up if is_whole else tables_of(is_up=False)
    rates = np.geomspace(1.0, prices.top_rate(up), prices.N_RATES)
    alone = [prices.alone(table, rates) for table in up]
    indices = tuple(float(prices.index(one)[0, 0]) for one in alone)
    grid = PortfolioGrid(problem=problem, tables=up, groups=_groups(up, indices), is_whole=is_whole)
    policy = make_policy(grid, Wanted())
    value = policy.objective
    bound = prices.bound(problem, down)
    below = replace(grid, tables=down)
    if len(grid.groups) == 1:
        upper = value if is_whole else min(bound.value, make_policy(below, Wanted()).objective)
    else:
        upper = _group_bound(below, bound, value)
    upper = max(value, upper)
    least = np.array([1.0])
    return PortfolioSolution(
        value=value,
        lower=value,
        upper=upper,
        status=_status(value, upper),
        price=bound.price,
        policy=policy,
        indices=indices,
        alone=tuple(float(one.value[0, 0, 0] + table.paid[0, 0]) for one, table in zip(alone, up, strict=True)),
        alone_upper=tuple(float(prices.alone(table, least).value[0, 0, 0] + table.paid[0, 0]) for table in down),
    )


def _group_bound(grid: PortfolioGrid, bound: prices.PriceBound, value: float) -> float:
    """The bound of `prices.py` with the plans of a group sharing the hours instead of each having all.

    The best price is dearer then, so that some are tried from that of `bound` up.
    """
    best, price = bound.value, bound.price
    for _ in range(N_DEARER):
        if best - value <= CLOSE * best:
            break
        found = _at_price(grid, price)
        if found >= best and price > bound.price:
            break
        best, price = min(best, found), price * DEARER
    return best


def _at_price(grid: PortfolioGrid, price: float) -> float:
    nothing = np.zeros((1, grid.tables[0].n_cells + 1))
    groups = (stack(tuple(grid.tables[plan] for plan in group)) for group in grid.groups)
    values = [float(sweep(stacked, nothing, rate=price).value[0, 0]) for stacked in groups]
    safe = prices.safe_above(grid.problem, price)
    return math.fsum((grid.base, (price - 1.0) * grid.problem.free_hours, safe, *values))


def _groups(tables: tuple[PlanTable, ...], indices: tuple[float, ...]) -> tuple[tuple[int, ...], ...]:
    """All plans in one where they may be swept together, else by index, as many as fit."""
    n_cells = tables[0].n_cells
    if _may_be_joint(tables, n_cells):
        return (tuple(range(len(tables))),)
    most = MAX_GROUP if all(not table.may_be_left.any() for table in tables) else LONGER * MAX_GROUP
    found: list[list[int]] = []
    for plan in sorted(range(len(tables)), key=lambda plan: (-indices[plan], plan)):
        together = [*found[-1], plan] if found else [plan]
        if found and _evaluations(tuple(tables[one] for one in together), n_cells) <= most:
            found[-1] = together
        else:
            found.append([plan])
    return tuple(tuple(sorted(group)) for group in found)


def _may_be_joint(tables: tuple[PlanTable, ...], n_cells: int) -> bool:
    """Whether all may be swept together."""
    n_joint = math.prod(table.n_states for table in tables)
    return n_joint * (n_cells + 1) <= MAX_JOINT_CELLS and _evaluations(tables, n_cells) <= MAX_JOINT


def _evaluations(tables: tuple[PlanTable, ...], n_cells: int) -> float:
    """How many cells of steps are looked at in a sweep over some plans."""
    n_joint = math.prod(table.n_states for table in tables)
    shares = [table.n_looks.sum() for table in tables]
    n_scaled = n_cells / tables[0].n_cells if tables[0].n_cells else 1.0
    scale = n_scaled if any(table.may_be_left.any() for table in tables) else 1.0
    return float(n_joint * (n_cells + 1.0) * math.fsum(shares) * scale)


def make_policy(grid: PortfolioGrid, wanted: Wanted) -> Division:
    """The best policy group by group, from the last to the first; with what `wanted` adds."""
    stopping = np.tile(grid.safe, (wanted.n + 1, 1))
    made: list[tuple[SweptTogether, ...]] = []
    for group in reversed(grid.groups):
        stacked = stack(tuple(grid.tables[plan] for plan in group))
        counts = _counts(group, wanted)
        by_paid = tuple(
            sweep(stacked, stopping, counts=counts, n_before=n, n_wanted=wanted.n, bonus=wanted.bonus)
            for n in range(wanted.n + 1)
        )
        stopping = np.array([swept.value[0] for swept in by_paid])
        made.append(by_paid if len(grid.groups) > 1 else by_paid[:1])
    return Division(grid=grid, wanted=wanted, sweeps=tuple(reversed(made)))


def _counts(group: tuple[int, ...], wanted: Wanted) -> Bools:
    return np.array([plan in wanted.of for plan in group], dtype=np.bool_)


def first_action(policy: Division) -> tuple[int, int, float] | None:
    """What is started first: the plan, its step's number, and the hours to leave it after; None: nothing."""
    for group, by_paid in zip(policy.grid.groups, policy.sweeps, strict=True):
        swept = by_paid[0]
        row = int(swept.choice[0, 0])
        if row >= 0:
            return _named(swept.stacked, group, row, float(swept.leave_after[0, 0]) * policy.grid.cell_hours)
    return None


def _named(stacked: Stacked, group: tuple[int, ...], row: int, hours: float) -> tuple[int, int, float]:
    place = stacked.plan_of(row)
    table, column = stacked.tables[place], row - int(stacked.first_step[place])
    return group[place], table.states.steps[column], hours if table.may_be_left[column] else math.inf
