"""The sweep over all worlds, compiled. Imported only when a tree is big enough to pay for it."""

from typing import Any

import numpy as np

from acumen.decision.backward_induction import compiled
from acumen.decision.backward_induction.tables import stack
from acumen.decision.hypotheses import histories_kernel, worlds_kernel
from acumen.distributions import Attempt

sweep: Any = compiled.bind(worlds_kernel.sweep_worlds, landing=compiled.landing, gain=compiled.look_up)
sweep_histories: Any = compiled.bind(histories_kernel.sweep_histories, gain=compiled.look_up)


def run(
    shape: tuple[int, int, int],
    ends: tuple[tuple[float, float], tuple[float, float]],
    counters: tuple[list[int], list[int]],
    integers: tuple[Any, ...],
    probs: list[list[float]],
    hours: list[list[float]],
    gains: list[Attempt],
    how: tuple[bool, float],
) -> tuple[Any, ...]:
    """The columns that `worlds.Worlds` holds, as arrays: own, upper, attained, chances, spent, best."""
    n_worlds, n_columns, n_states = shape
    found = (
        np.zeros((n_columns, n_states + 1)),
        np.zeros((n_worlds, n_states + 1)),
        np.zeros((n_columns, n_worlds, n_states + 1)),
        np.zeros((n_columns, n_worlds, n_states + 1)),
        np.zeros((n_columns, n_worlds, n_states + 1)),
        np.full((n_columns, n_states), -1, dtype=np.int32),
    )
    for place, (value, chance) in zip((-2, -1), ends, strict=True):
        for table in found[:3]:
            table[..., place] = value
        found[3][..., place] = chance
    tables = tables_of(gains, max(end[0] for end in ends))
    columns = [np.array(column, dtype=np.int64) for column in (*counters, *integers)]
    sweep(*found, *columns, np.array(probs), np.array(hours), tables, *how)
    return found


def tables_of(gains: list[Attempt], top_stake: float) -> Any:
    """Gains as tables, up to the largest stake."""
    if not gains:
        return np.zeros((1, 5, 1))
    return stack([compiled.table(attempt, max(top_stake, 1e-9)) for attempt in gains])


def sweep_all_histories(n_states: int, integers: tuple[Any, ...], floats: tuple[Any, ...], how: tuple[Any, ...]) -> Any:
    """Values of all histories, (n_states,)."""
    values = np.zeros(n_states)
    columns = [np.array(column, dtype=np.int64) for column in integers]
    numbers = [np.array(column, dtype=np.float64) for column in floats]
    sweep_histories(values, *columns, *numbers, *how)
    return values
