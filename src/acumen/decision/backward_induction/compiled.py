"""The kernels compiled: the same code, bound to a table look-up for gains. Imported only when a problem is big enough."""

import math
from collections.abc import Callable
from types import FunctionType
from typing import TYPE_CHECKING, Any

import numba
import numpy as np

from acumen.decision.backward_induction import kernels
from acumen.decision.backward_induction.tables import Point, ceiling, rough_table, stack, table_up_to
from acumen.distributions import Attempt

if TYPE_CHECKING:
    from acumen.decision.backward_induction.sweep_columns import SweepColumns

TABLE_TOLERANCE = 1e-8  # of the worth, per look-up
_N_LONG = 6  # the first arguments are integers, radices to first_action
_N_INTEGERS = 9  # and steps to losses, half as long, as there may be tens of millions


def gain(table: Any, stake: float, side: int) -> tuple[float, float, float]:
    """Value, slope and hours at `stake` of a table (5, n_points): the better tangent (`side` 0), or the chord (1)."""
    if stake <= 0.0:
        return 0.0, 0.0, 0.0
    low, high = 0, table.shape[1]
    while high - low > 1:
        middle = (low + high) // 2
        if table[0, middle] <= stake:
            low = middle
        else:
            high = middle
    if high == table.shape[1] or table[0, high] == math.inf:  # at, or a rounding beyond, the last stake
        return table[1 + 2 * side, low] + table[2, low] * (stake - table[0, low]), table[2, low], table[4, low]
    if side == 1:
        slope = (table[3, high] - table[3, low]) / (table[0, high] - table[0, low])
        return table[3, low] + slope * (stake - table[0, low]), slope, table[4, low]
    below = table[1, low] + table[2, low] * (stake - table[0, low])
    above = table[1, high] + table[2, high] * (stake - table[0, high])
    if above > below:
        return above, table[2, high], table[4, high]
    return below, table[2, low], table[4, low]


def bind(function: Callable[..., Any], **bound: Any) -> Any:
    """Compile a kernel with some of the names it uses bound anew; kept on disk where that is possible."""
    if not isinstance(function, FunctionType):
        raise TypeError(function)
    rebound = FunctionType(function.__code__, {**function.__globals__, **bound}, function.__name__)
    try:
        return numba.njit(rebound, cache=True)
    except RuntimeError:  # no folder to keep it in
        return numba.njit(rebound)


landing: Any = bind(kernels.landing)
look_up: Any = bind(gain)
sweep: Any = bind(kernels.sweep, landing=landing, gain=look_up)


def as_arrays(arguments: tuple[Any, ...]) -> list[Any]:
    """The kernel's arguments from `radices` to `curves` as arrays."""
    numbers: list[Any] = [np.asarray(column, dtype=np.int64) for column in arguments[:_N_LONG]]
    numbers += [np.asarray(column, dtype=np.int32) for column in arguments[_N_LONG:_N_INTEGERS]]
    numbers += [np.asarray(column, dtype=np.float64) for column in arguments[_N_INTEGERS:-1]]
    return [*numbers, np.asarray(arguments[-1], dtype=np.int64)]


def run(
    n_entries: int,
    ends: tuple[tuple[float, float], tuple[float, float]],
    columns: "SweepColumns",
    how: tuple[bool, float],
) -> tuple[Any, Any, Any, Any]:
    """Values from below, values from above (the same array where nothing is tabulated), chances and hours, (n_entries,)."""
    gains = columns.gains
    top_stake = max(end[0] for end in ends)
    tables = stack([table(attempt, top_stake) for attempt in gains]) if gains else np.zeros((1, 5, 1))
    found = []
    chances, spent = np.zeros(n_entries), np.zeros(n_entries)
    for side in (1, 0) if gains else (0,):  # those of the policy, which is found from below, are filled last
        values = np.zeros(n_entries)
        for place, (value, chance) in zip((-2, -1), ends, strict=True):
            values[place], chances[place] = value, chance
        sweep(values, chances, spent, *map(np.array, columns.counters), *columns.arrays, tables, *how, side)
        found.append(values)
    return found[-1], found[0], chances, spent


def run_roughly(
    n_entries: int,
    ends: tuple[tuple[float, float], tuple[float, float]],
    columns: "SweepColumns",
    how: tuple[bool, float, int],
) -> tuple[Any, Any, Any]:
    """Values from below or above alone, with chances and hours; gains are those of tables that are ROUGH."""
    top_stake = max(end[0] for end in ends)
    rough = [rough_table(attempt, top_stake) for attempt in columns.gains]
    tables = stack(rough) if rough else np.zeros((1, 5, 1))
    values, chances, spent = np.zeros(n_entries), np.zeros(n_entries), np.zeros(n_entries)
    for place, (value, chance) in zip((-2, -1), ends, strict=True):
        values[place], chances[place] = value, chance
    sweep(values, chances, spent, *map(np.array, columns.counters), *columns.arrays, tables, *how)
    return values, chances, spent


def table(attempt: Attempt, top_stake: float) -> list[Point]:
    """One table serves all worths between two powers of four, as a search for the break-even worth asks for many."""
    return table_up_to(attempt, ceiling(top_stake), TABLE_TOLERANCE)
