"""Gains as tables for the compiled sweep: tangents bound a convex gain from below and are attained, chords bound it from above.

A table is (5, n_points): stake, value, slope, upper value, hours spent for the value; stakes ascend from 0, padded with +inf.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import heappop, heappush
from typing import TYPE_CHECKING, TypeAlias

from acumen.distributions import Attempt, Gain

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Point: TypeAlias = tuple[float, float, float, float, float]  # stake, value, slope, upper value, hours
MAX_POINTS = 200_000
ROUGH = 4e-6  # of the worth, per look-up, for curves of bounds: tables of few points are made and looked up fast


def tabulate(
    gain_at: Callable[[float], tuple[float, float, float]],
    top_stake: float,
    tolerance: float,
    *,
    max_points: int = MAX_POINTS,
) -> list[Point]:
    """Points from 0 to `top_stake` such that chord and tangents are nowhere further apart than `tolerance`.

    With `max_points` of them the rest is left as it is: tangents and chords are still bounds, only further apart.

    Each new point is put where the tangents of its neighbours meet: a kink is found at once, a smooth stretch is halved.
    """

    def point(stake: float) -> Point:
        value, slope, hours = gain_at(stake)
        return (stake, value, slope, value, hours)

    done = [(0.0, 0.0, 0.0, 0.0, 0.0)]
    waiting = [point(top_stake)]
    while waiting:
        left, right = done[-1], waiting[-1]
        stake = _meeting_stake(left, right)
        if stake is None or _gap(left, right, stake) <= tolerance or len(done) + len(waiting) >= max_points:
            done.append(waiting.pop())
        else:
            waiting.append(point(stake))
    return done


def tabulate_best_first(
    gain_at: Callable[[float], tuple[float, float, float]], top_stake: float, tolerance: float, *, max_points: int
) -> list[Point]:
    """The same with the widest stretch first, so that few points stand where they are worth most."""

    def point(stake: float) -> Point:
        value, slope, hours = gain_at(stake)
        return (stake, value, slope, value, hours)

    points = [(0.0, 0.0, 0.0, 0.0, 0.0), point(top_stake)]
    waiting: list[tuple[float, float, Point, Point]] = []

    def offer(left: Point, right: Point) -> None:
        stake = _meeting_stake(left, right)
        if stake is not None and (gap := _gap(left, right, stake)) > tolerance:
            heappush(waiting, (-gap, stake, left, right))

    offer(*points)
    while waiting and len(points) < max_points:
        _, stake, left, right = heappop(waiting)
        middle = point(stake)
        points.append(middle)
        offer(left, middle)
        offer(middle, right)
    return sorted(points)


def _meeting_stake(left: Point, right: Point) -> float | None:
    """Where the two tangents meet, kept off the ends; None where the stretch is a point or the tangents are one."""
    width = right[0] - left[0]
    bend = right[2] - left[2]
    if bend <= 0.0 or width <= 1e-13 * max(1.0, right[0]):
        return None
    meeting = (left[1] - left[2] * left[0] - right[1] + right[2] * right[0]) / bend
    return min(max(meeting, left[0] + 0.02 * width), right[0] - 0.02 * width)


def _gap(left: Point, right: Point, stake: float) -> float:
    """Chord minus the higher tangent at `stake`."""
    share = (stake - left[0]) / (right[0] - left[0])
    chord = left[1] + share * (right[1] - left[1])
    return chord - max(left[1] + left[2] * (stake - left[0]), right[1] + right[2] * (stake - right[0]))


def stack(tables: Sequence[Sequence[Point]]) -> NDArray[np.float64]:
    """Tables of different lengths as one array (n_tables, 5, n_points), padded with stakes of +inf."""
    import numpy as np  # noqa: PLC0415 -- tables for policies of big problems do without it

    n_points = max((len(table) for table in tables), default=1)
    stacked = np.zeros((len(tables), 5, n_points))
    stacked[:, 0, :] = math.inf
    for number, table in enumerate(tables):
        stacked[number, :, : len(table)] = np.array(table).T
    return stacked


def table_of(attempt: Attempt, top_stake: float, tolerance: float) -> list[Point]:
    """The table of an attempt that may be left."""

    def gain_at(stake: float) -> tuple[float, float, float]:
        best = attempt.gain(stake)
        return best.value, best.slope, best.spent_hours

    return tabulate(gain_at, top_stake, tolerance)


def ceiling(top_stake: float) -> float:
    """The next power of four: one table serves all worths between two of them."""
    return 4.0 ** math.ceil(math.log(max(top_stake, 1e-9), 4.0))


@lru_cache(maxsize=512)
def table_up_to(attempt: Attempt, top_stake: float, tolerance: float) -> list[Point]:
    """The table of an attempt, `tolerance` as a share of a quarter of the top stake; the last few hundred are kept."""
    return table_of(attempt, top_stake, tolerance * top_stake / 4.0)


def rough_table(attempt: Attempt, top_stake: float) -> list[Point]:
    """A table that is only so close as is enough for curves."""
    return table_up_to(attempt, ceiling(top_stake), ROUGH)


@dataclass(frozen=True, slots=True)
class OneSided:
    """An attempt in a sweep in plain Python, as its table knows it: by chords from above, by tangents from below."""

    points: Sequence[Point]
    is_above: bool

    def gain(self, stake: float) -> Gain:
        """What the compiled look-up finds."""
        if stake <= 0.0:
            return Gain(value=0.0, slope=0.0, patience_hours=0.0, spent_hours=0.0)
        points = self.points
        right = bisect_right(points, (stake, math.inf))
        low = points[right - 1]
        if right == len(points):  # at, or a rounding beyond, the last stake
            value = low[3 if self.is_above else 1] + low[2] * (stake - low[0])
            return Gain(value=value, slope=low[2], patience_hours=math.inf, spent_hours=low[4])
        high = points[right]
        if self.is_above:
            slope = (high[3] - low[3]) / (high[0] - low[0])
            value = low[3] + slope * (stake - low[0])
            return Gain(value=value, slope=slope, patience_hours=math.inf, spent_hours=low[4])
        below, above = (point[1] + point[2] * (stake - point[0]) for point in (low, high))
        best, value = (high, above) if above > below else (low, below)
        return Gain(value=value, slope=best[2], patience_hours=math.inf, spent_hours=best[4])
