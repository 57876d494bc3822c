"""A date and steps that may be left: backward over states × hours used, in cells, rounded both ways.

    V(s, u) = max( worth(u) − missing(s),  0,  max over steps j, and cells k to leave it after, of
                   Σ_{d ≤ k} [ P(j succeeds in d)·V(s⁺, u + d) + P(j fails in d)·V(s⁻, u + d) ]
                   + P(neither by k)·V(s⁻, u + k) − E[hours of j by k] )

Durations rounded up give a policy and what it attains; rounded down, a bound on every policy (`cells.py` says why). A step
under way past its due day, or past the last day that pays, is left there.
"""

import math
from dataclasses import dataclass

import numpy as np

from acumen.decision.dated import compiled, kernels
from acumen.decision.dated.cells import Cells, rounded
from acumen.decision.dated.problem import SAME, DatedProblem
from acumen.decision.dated.states import DatedStates, Floats, Numbers
from acumen.decision.solution import STOP
from acumen.decision.tree_structure import TIE, attempt_of

LEAST_HOURS = 1e-6  # where no hour is left: nothing fits, and cells still have a width
COLUMNS = ("succeeds", "fails", "alive", "spent", "may_be_left", "n_shown", "n_first", "n_last", "mean_hours")
FOLLOWED = ("succeeds", "fails", "alive", "spent", "may_be_left", "n_shown", "n_last", "mean_hours")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """What every state is worth after `u` cells of work, and what to do there."""

    cell_hours: float
    n_cells: int
    value: Floats  # (n_states, n_cells + 1)
    choice: Numbers  # likewise: the column of the step to start; STOP
    leave_after: Numbers  # likewise: cells after which to leave it unless it has ended
    first: dict[
        int, tuple[float, float]
    ]  # node number → value of starting with it now, and the hours to leave it after


@dataclass(frozen=True, slots=True, kw_only=True)
class GridOutcome:
    """What the choices of a grid come to from where the plan stands: value = Σ of what shipping pays − `hours`."""

    on_time: float
    whole: float
    hours: float


def sweep(dated: DatedProblem, states: DatedStates, n_cells: int, *, is_up: bool) -> Grid:
    """Backward over the states; `n_cells` cells until the last day that pays."""
    cell_hours = max(dated.last_hours, LEAST_HOURS) / n_cells
    paid = _payoffs(dated, states.missing, cell_hours, n_cells)
    shape = paid.shape
    grid = Grid(
        cell_hours=cell_hours,
        n_cells=n_cells,
        value=paid,
        choice=np.full(shape, STOP, dtype=np.int8),
        leave_after=np.zeros(shape, dtype=np.int32),
        first={},
    )
    cells = _cells(dated, states, cell_hours, n_cells, is_up=is_up)
    first_values, first_after = np.full(len(cells), kernels.NEVER), np.zeros(len(cells), dtype=np.int64)
    compiled.sweep(
        grid.value,
        grid.choice,
        grid.leave_after,
        states.won,
        states.lost,
        *(np.array([getattr(cell, name) for cell in cells]) for name in COLUMNS),
        _all_latest(dated, states, cell_hours, n_cells),
        first_values,
        first_after,
        TIE,
    )
    for step, first, after in zip(states.steps, first_values, first_after, strict=True):
        if first > kernels.NEVER:
            grid.first[step] = float(first), float(after) * cell_hours
    return grid


def outcome(dated: DatedProblem, states: DatedStates, grid: Grid) -> GridOutcome:
    """Chances and expected hours of the choices of a grid that is rounded up, exactly, by one pass backward."""
    at_hours = np.arange(grid.n_cells + 1) * grid.cell_hours
    is_by_date = (at_hours * (1.0 - SAME) <= dated.by_hours[0]) & (not dated.is_late)
    missing = states.missing[:, None]
    is_shipped = is_by_date & (missing < dated.worths[0])
    figures = np.stack([is_shipped, is_shipped & (missing == 0.0), np.zeros_like(is_shipped)]).astype(float)
    cells = _cells(dated, states, grid.cell_hours, grid.n_cells, is_up=True)
    compiled.follow(
        figures,
        grid.choice,
        grid.leave_after,
        states.won,
        states.lost,
        *(np.array([getattr(cell, name) for cell in cells]) for name in FOLLOWED),
        _all_latest(dated, states, grid.cell_hours, grid.n_cells),
    )
    on_time, whole, hours = (float(figure) for figure in figures[:, 0, 0])
    return GridOutcome(on_time=min(1.0, on_time), whole=min(1.0, whole), hours=hours)


def _cells(dated: DatedProblem, states: DatedStates, cell_hours: float, n_cells: int, *, is_up: bool) -> list[Cells]:
    return [rounded(attempt_of(dated.problem, step), cell_hours, n_cells, is_up=is_up) for step in states.steps]


def _all_latest(dated: DatedProblem, states: DatedStates, cell_hours: float, n_cells: int) -> Numbers:
    return np.array([_latest(dated.due_hours[step], cell_hours, n_cells) for step in states.steps])


def _payoffs(dated: DatedProblem, missing: Floats, cell_hours: float, n_cells: int) -> Floats:
    worths = np.array([dated.worth_at(used * cell_hours) for used in range(n_cells + 1)])
    return np.maximum(0.0, worths[None, :] - missing[:, None])


def _latest(due_hours: float, cell_hours: float, n_cells: int) -> int:
    """The last cell of work within which success still counts."""
    return n_cells if due_hours == math.inf else min(n_cells, math.floor(due_hours / cell_hours * (1.0 + SAME)))
