"""Upper bounds on what a part is worth, as convex piecewise-linear functions of the stake, and how groups combine them.

any   U(m) = m − ∫₀^m ∏ (1 − Uᵢ′(t)) dt              Whittle's product; Brown & Smith 2013, doi:10.1287/opre.2013.1164
all   U(m) = ∫₀^m A′(s) · B′(m − s) ds               the sum rule, two members at a time

With a random price S of each member, P(S ≤ m) = U′(m), that is P(min S ≤ m) and P(ΣS ≤ m) as slopes. Why the second bounds an
`all`: put φ, each member's own value at a stake, for A and B. By parts the integral is a mixture of φ_A(·, s), with weights of
φ_B″(·, m − s) ≥ 0 that add up to φ_B′ ≤ 1; each φ_A loses at least its hours with every action of A, so the mixture loses no
more than them; likewise for B. It is φ_B where A has succeeded, and m where both have: so it is above the optimum. It is never
above the product of chords A(m) · B(m) / m, as A′(s) rises in s and B′(m − s) falls (Chebyshev's inequality).

Both grow with every Uᵢ, so upper bounds may be put in for exact values. What is worth m when it is certain is convex in m,
so the largest convex function below any upper bound is one too.
"""

import math
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

Curve: TypeAlias = list[tuple[float, float]]  # (stake, upper value), stakes ascending from (0, 0), convex

MAX_JUMPS, MAX_SUMS = 60, 300  # of the sum rule
MAX_POINTS = 400  # of a combined curve: chords over fewer points are still upper bounds


def hull(points: Sequence[tuple[float, float]]) -> Curve:
    """The largest convex function below the points, as its corners."""
    corners: Curve = []
    for x, y in points:
        while len(corners) > 1 and _is_above(corners[-2], corners[-1], (x, y)):
            corners.pop()
        corners.append((x, y))
    return corners


def _is_above(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> bool:
    """Whether b lies on or above the chord from a to c."""
    return (b[1] - a[1]) * (c[0] - a[0]) >= (c[1] - a[1]) * (b[0] - a[0])


def thin(curve: Curve, n_points: int = MAX_POINTS) -> Curve:
    """Every so many of the points, the ends included: chords lie above what is left out."""
    if len(curve) <= n_points:
        return curve
    step = (len(curve) - 1) / (n_points - 1)
    return [curve[round(k * step)] for k in range(n_points)]


def at(curve: Curve, stake: float) -> float:
    """The value of a curve at a stake within its range."""
    right = min(max(1, bisect_right(curve, (stake, math.inf))), len(curve) - 1)
    (x0, y0), (x1, y1) = curve[right - 1], curve[right]
    return y0 if x1 == x0 else y0 + (y1 - y0) * (stake - x0) / (x1 - x0)


def any_of(curves: Sequence[Curve]) -> Curve:
    """Whittle's product over members of an `any`; all curves end at the same stake."""
    turns = sorted(
        (x0, member, (y1 - y0) / (x1 - x0))
        for member, curve in enumerate(curves)
        for (x0, y0), (x1, y1) in pairwise(curve)
        if x1 > x0
    )
    factors = [1.0] * len(curves)
    n_zero, log_product = 0, 0.0
    points, cost, last = [(0.0, 0.0)], 0.0, 0.0
    for stake, member, slope in [*turns, (curves[0][-1][0], -1, 0.0)]:
        if stake > last:
            cost += (stake - last) * (0.0 if n_zero else math.exp(min(0.0, log_product)))
            points.append((stake, max(0.0, stake - cost)))
            last = stake
        if member < 0:
            break
        n_zero -= factors[member] <= 0.0
        log_product -= math.log(factors[member]) if factors[member] > 0.0 else 0.0
        factors[member] = min(1.0, max(0.0, 1.0 - slope))
        n_zero += factors[member] <= 0.0
        log_product += math.log(factors[member]) if factors[member] > 0.0 else 0.0
    return hull(thin(points))


def all_of(curves: Sequence[Curve]) -> Curve:
    """The sum rule over members of an `all`, two at a time in the order given; all curves end at the same stake."""
    whole = curves[0]
    for curve in curves[1:]:
        whole = _sum_rule(whole, curve)
    return whole


def _sum_rule(one: Curve, other: Curve) -> Curve:
    """Σ over jumps of the slope of one, at sₐ by wₐ, of wₐ · other(m − sₐ)."""
    one, other = thin(one, MAX_JUMPS), thin(other, MAX_JUMPS)
    top_stake = one[-1][0]
    jumps, before = [], 0.0
    for (x0, y0), (x1, y1) in pairwise(one):
        slope = min(1.0, max(before, (y1 - y0) / (x1 - x0))) if x1 > x0 else before
        if slope > before:
            jumps.append((x0, slope - before))
        before = slope
    sums = sorted({x + y for x, _ in jumps for y, _ in other if 0.0 < x + y < top_stake})
    stakes = [*(x for x, _ in thin([(x, 0.0) for x in sums], MAX_SUMS)), top_stake]
    return hull([(0.0, 0.0), *zip(stakes, _summed(jumps, other, stakes), strict=True)])


def _summed(jumps: Sequence[tuple[float, float]], other: Curve, stakes: Sequence[float]) -> list[float]:
    """Σ of weight · other(stake − x) over the jumps (x, weight) below each stake; the curve is 0 at 0."""
    import numpy as np  # noqa: PLC0415 -- only what is too big to be swept comes here

    below = np.subtract.outer(np.array(stakes), np.array([x for x, _ in jumps]))
    corners = np.array(other)
    values = np.interp(below, corners[:, 0], corners[:, 1], left=0.0)
    return [float(value) for value in (values * np.array([weight for _, weight in jumps])).sum(axis=1)]


def lower_envelope(curves: Sequence[Curve]) -> Curve:
    """The largest convex function below the least of several upper bounds."""
    stakes = sorted({x for curve in curves for x, _ in curve})
    return hull([(x, min(at(curve, x) for curve in curves)) for x in stakes])
