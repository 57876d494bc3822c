"""Runs of a policy one after another, as loops and numbers only, to be compiled where many runs pay for that.

The same draws and the same hours as in `simulation.py`, which does all runs at once. A duration is a row (mu, sigma, kept
probability, most hours) of which sigma 0 means a fixed figure, given as the last entry.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from acumen.decision.policies.policy import Policy
from acumen.decision.tree_structure import attempt_of
from acumen.distributions import Duration, Fixed
from acumen.distributions.durations import normal_cdf
from acumen.distributions.random_streams import FAR, GAMMA, LAST_SHIFT, MIDDLE, MIXING, N_COLUMNS, RATIONAL, WORD

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CENTRAL, _MIDDLE, _FAR = 0, 2, 4  # rows of RATIONAL; below the line stands the next


def chance_of(bits: Any, mixing: Any) -> float:
    """A place in the sequence as a chance; `mixing` holds shifts and factors in turn, all unsigned."""
    bits ^= bits >> mixing[0]
    bits *= mixing[1]
    bits ^= bits >> mixing[2]
    bits *= mixing[3]
    bits ^= bits >> mixing[4]
    drawn: float = (float(bits >> mixing[5]) + 0.5) * 2.0**-52
    return drawn


def ratio(rational: Any, row: int, x: float) -> float:
    """A ratio of two polynomials of degree 7."""
    above, below = rational[row, 7], rational[row + 1, 7]
    for power in range(6, -1, -1):
        above = above * x + rational[row, power]
        below = below * x + rational[row + 1, power]
    found: float = above / below
    return found


def hours_of(durations: Any, number: int, which: int, prob: float, rational: Any) -> float:
    """The quantile of the success (0) or failure (1) of a situation."""
    sigma, most_hours = durations[number, which, 1], durations[number, which, 3]
    if sigma == 0.0:
        return float(most_hours)
    below = prob * durations[number, which, 2]
    distance = below - 0.5
    square = 0.180625 - distance * distance
    if square >= 0.0:
        z = distance * ratio(rational, _CENTRAL, square)
    else:
        root = math.sqrt(-math.log(below if distance < 0.0 else 1.0 - below))
        z = ratio(rational, _MIDDLE, root - MIDDLE) if root <= FAR else ratio(rational, _FAR, root - FAR)
        if distance < 0.0:
            z = -z
    return min(math.exp(durations[number, which, 0] + sigma * z), float(most_hours))


def walk(
    start: int,
    follows: Any,
    probs: Any,
    means: Any,
    durations: Any,
    places: Any,
    strides: Any,
    mixing: Any,
    rational: Any,
    columns: Any,
    counts: Any,
    sums: Any,
) -> None:
    """Fill `columns` (hours, surprise, end; by run), `counts` (tried, worked, left; by situation) and `sums` of hours.

    probs[s] = (works in time, works at all, patience), means[s] = (hours if it works, if not), follows[s] = (won, lost).
    """
    hours_column, surprise_column, ends = columns
    offset = strides[0] - strides[0]  # 0, unsigned
    for run in range(len(ends)):
        number, spent, surprise = start, 0.0, 0.0
        while number >= 0:
            luck = chance_of(places[number] + offset + strides[1], mixing)
            patience_hours = probs[number, 2]
            counts[0, number] += 1
            if luck < probs[number, 0]:
                hours = min(hours_of(durations, number, 0, luck / probs[number, 1], rational), patience_hours)
                surprise += hours - means[number, 0]
                counts[1, number] += 1
                after = follows[number, 0]
            else:
                hours = patience_hours
                if luck >= probs[number, 1]:
                    luck = chance_of(places[number] + offset + strides[2], mixing)
                    hours = min(hours_of(durations, number, 1, luck, rational), patience_hours)
                surprise += hours - means[number, 1]
                if hours >= patience_hours:
                    counts[2, number] += 1
                after = follows[number, 1]
            sums[number] += hours
            spent += hours
            number = after
        hours_column[run], surprise_column[run], ends[run] = spent, surprise, number
        offset += strides[0]


@lru_cache(maxsize=1)
def _compiled() -> Callable[..., None]:
    """The loop compiled; kept on disk where that is possible."""
    from types import FunctionType

    import numba

    def compiled(function: FunctionType, **bound: object) -> Any:
        rebound = FunctionType(function.__code__, {**function.__globals__, **bound}, function.__name__)
        try:
            return numba.njit(rebound, cache=True)
        except RuntimeError:  # no folder to keep it in
            return numba.njit(rebound)

    draw = compiled(chance_of)  # type: ignore[arg-type]
    quantile = compiled(hours_of, ratio=compiled(ratio))  # type: ignore[arg-type]
    run: Callable[..., None] = compiled(walk, chance_of=draw, hours_of=quantile)  # type: ignore[arg-type]
    return run


def run_compiled(
    policy: Policy, places: dict[int, int], columns: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int8]]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """All runs; the counts (tried, worked, left) and the sums of hours, by situation."""
    import numpy as np

    situations = policy.situations
    attempts = [attempt_of(policy.problem, here.step) for here in situations]
    counts, sums = np.zeros((3, len(situations)), dtype=np.int64), np.zeros(len(situations))
    shifts = [number for pair in MIXING for number in pair]
    _compiled()(
        policy.start,
        np.array([(here.won, here.lost) for here in situations]),
        np.array([(here.works_prob, here.whole_prob, here.patience_hours) for here in situations]),
        np.array([(here.won_hours, here.lost_hours) for here in situations]),
        np.array([(_row(attempt.success), _row(attempt.failure)) for attempt in attempts]),
        np.array([places[here.step] for here in situations], dtype=np.uint64),
        np.array([k * GAMMA % WORD for k in (N_COLUMNS, 1, 2)], dtype=np.uint64),
        np.array([*shifts, LAST_SHIFT, 12], dtype=np.uint64),
        np.array(RATIONAL),
        columns,
        counts,
        sums,
    )
    return counts, sums


def _row(duration: Duration) -> tuple[float, float, float, float]:
    if isinstance(duration, Fixed):
        return 0.0, 0.0, 1.0, duration.at_hours
    kept = normal_cdf(duration.z(duration.cut_hours))
    return duration.mu, duration.sigma, kept, duration.cut_hours
