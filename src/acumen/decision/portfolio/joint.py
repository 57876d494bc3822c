"""All plans swept together: states of every plan × cells of hours used.

    V(s, u) = max( stop(s, u),  max over plans i and steps j, and cells k to leave it after, of
                   Σ_{d ≤ k} [ P(j succeeds in d)·(V(s with s_i⁺, u + d) + paid_i(s_i⁺, u + d) − paid_i(s_i, u + d))
                             + P(j fails in d)·V(s with s_i⁻, u + d) ]
                   + P(neither by k)·V(s with s_i⁻, u + k) − E[hours of j by k] )

s has one state a plan; paid: what a plan pays where it stands; stop: what the hours that are left bring elsewhere, in safe work
or in plans that come later. Durations rounded up give a policy and what it attains, rounded down a bound. A `bonus` is paid
beside it when the number of plans that have paid reaches the number wanted: larger ones buy safety.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from acumen.decision.dated.states import Bools, Floats, Numbers
from acumen.decision.portfolio import compiled
from acumen.decision.portfolio.tables import PlanTable
from acumen.decision.solution import STOP
from acumen.decision.tree_structure import TIE

Steps: TypeAlias = npt.NDArray[np.int16]  # numbers of steps or of cells: there may be millions
COLUMNS = ("succeeds", "fails", "alive", "spent", "may_be_left", "n_shown", "n_first", "n_last", "mean_hours")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stacked:
    """Tables of several plans below one another, as the kernels take them."""

    tables: tuple[PlanTable, ...]
    stride: Numbers
    n_states: Numbers
    first_row: Numbers
    first_step: Numbers
    own: Numbers  # 1 where the cells that a plan has had are part of its state
    won: Numbers
    lost: Numbers
    paid: Floats
    is_paying: Bools
    own_left: Numbers
    latest: Numbers
    cells: tuple[np.ndarray, ...]  # COLUMNS

    @property
    def n_joint(self) -> int:
        """Joint states."""
        return int(np.prod(self.n_states))

    @property
    def n_cells(self) -> int:
        """Of the hours there are."""
        return self.tables[0].n_cells

    def digits(self) -> Numbers:
        """Of every joint state the states of the plans, (n_joint, n_plans)."""
        return np.arange(self.n_joint)[:, None] // self.stride[None, :] % self.n_states[None, :]

    def plan_of(self, step: int) -> int:
        """Which plan a row of the steps belongs to."""
        return int(np.searchsorted(self.first_step, step, side="right")) - 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SweptTogether:
    """What every joint state is worth after `u` cells, the step to start there (or STOP), and when to leave it."""

    stacked: Stacked
    value: Floats
    choice: Steps
    leave_after: Steps


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Carried:
    """What comes of a policy: by plan, and where it ends."""

    ends: Floats  # (n_joint, n_cells + 1) P(it ends there)
    hours: Floats  # (n_plans,) E[hours spent on it]
    begun: Floats  # (n_plans,) P(it is worked on)
    begun_at: Floats  # (n_plans,) E[cells used when it is begun; 0 where it is not]


def stack(tables: tuple[PlanTable, ...]) -> Stacked:
    """Tables on one grid below one another."""
    n_states = np.array([table.n_states for table in tables], dtype=np.int64)
    n_steps = [len(table.latest) for table in tables]
    strides = np.concatenate([np.cumprod(n_states[::-1])[::-1][1:], [1]])
    widest = max(n_steps)

    def wide(rows: Numbers) -> Numbers:
        return np.pad(rows, ((0, 0), (0, widest - rows.shape[1])), constant_values=-1)

    return Stacked(
        tables=tables,
        stride=strides.astype(np.int64),
        n_states=n_states,
        first_row=np.concatenate([[0], np.cumsum(n_states)[:-1]]).astype(np.int64),
        first_step=np.concatenate([[0], np.cumsum(n_steps)]).astype(np.int64),
        own=np.array([int(table.n_own > 1) for table in tables], dtype=np.int64),
        won=np.concatenate([wide(table.won) for table in tables]),
        lost=np.concatenate([wide(table.lost) for table in tables]),
        paid=np.concatenate([table.paid for table in tables]),
        is_paying=np.concatenate([table.is_paying for table in tables]),
        own_left=np.concatenate([table.own_left for table in tables]),
        latest=np.concatenate([table.latest for table in tables]),
        cells=tuple(np.concatenate([getattr(table, name) for table in tables]) for name in COLUMNS),
    )


def sweep(
    stacked: Stacked,
    stopping: Floats,
    *,
    counts: Bools | None = None,
    n_before: int = 0,
    n_wanted: int = 0,
    bonus: float = 0.0,
    rate: float = 1.0,
) -> SweptTogether:
    """Backward over the joint states, at the price `rate` of an hour.

    `stopping`: what stopping brings, (n_wanted + 1, n_cells + 1), by how many of the plans that `counts` names have paid, at
    most `n_wanted`, and by cells used; `n_before` have paid before.
    """
    shape = (stacked.n_joint, stacked.n_cells + 1)
    value, choice = np.empty(shape), np.full(shape, STOP, dtype=np.int16)
    leave_after = np.zeros(shape, dtype=np.int16)
    compiled.sweep(
        value, choice, leave_after, stacked.stride, stacked.n_states, stacked.first_row, stacked.first_step,
        stacked.own, stacked.won, stacked.lost, stacked.paid, stacked.is_paying, stacked.own_left, stacked.latest,
        *stacked.cells, np.zeros(len(stacked.stride), dtype=np.bool_) if counts is None else counts, n_before, n_wanted,
        float(bonus), stopping, float(rate), TIE,
    )  # fmt: skip
    return SweptTogether(stacked=stacked, value=value, choice=choice, leave_after=leave_after)


def follow(swept: SweptTogether, begin: Floats) -> Carried:
    """The policy carried through all that may happen. `begin`: P(it begins with so many cells used), (n_cells + 1,)."""
    stacked = swept.stacked
    n_plans = len(stacked.stride)
    mass, ends = np.zeros(swept.value.shape), np.zeros(swept.value.shape)
    mass[0] = begin
    hours, begun, begun_at = np.zeros(n_plans), np.zeros(n_plans), np.zeros(n_plans)
    succeeds, fails, _, spent, may_be_left, _, _, _, mean_hours = stacked.cells
    compiled.follow(
        mass, swept.choice, swept.leave_after, stacked.stride, stacked.n_states, stacked.first_row, stacked.first_step,
        stacked.own, stacked.won, stacked.lost, succeeds, fails, spent, may_be_left, mean_hours,
        stacked.own_left, stacked.latest, ends, hours, begun, begun_at,
    )  # fmt: skip
    return Carried(ends=ends, hours=hours, begun=begun, begun_at=begun_at)
