"""Where leaving may be best: the hours at which the rate of success falls through a given level.

The rate r(q) = p·f_s(q) / (p·S_s(q) + (1−p)·S_f(q)) is sampled once per attempt; its falling stretches are kept as ladders
of (ln hours, ln rate), so that a crossing is bracketed by bisection and then found to machine precision.
"""

import math
from bisect import bisect_left
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

from acumen.chance.hours import Duration, Fixed, LogNormal

_SPAN_SDS = 9.0  # sampled from 9 sds below to 9 above; beyond, a log-normal's rate is monotone
_STEP_SDS = 0.125
_PAST_PEAK = 4.0  # in 1/sigma: how far the sampling goes where nothing is cut
_FAR_RATIO = 1.03  # of one sample to the next, beyond the span
_TINY = 1e-250
_BESIDE = 1e-12  # in ln hours: on which side of a jump a sample lies
_MAX_LOG_HOURS = 600.0  # exp of it is still a float
_TOLERANCE = 1e-8  # of ln hours: the gain is flat where it is largest, so that its error is the square of this

Ladder = tuple[tuple[float, ...], tuple[float, ...]]  # ln hours ascending, minus ln rate ascending


def candidates_hours(chance: float, success: Duration, failure: Duration, stake: float) -> list[float]:
    """Every local maximum of φ other than 0, and the end of the work where it has one. `stake` > 0."""
    if chance <= 0.0:
        return []
    if isinstance(success, Fixed):
        return [success.at_hours]
    found = [success.cut_hours] if success.cut_hours < math.inf else []
    level = math.log(stake)  # a candidate solves −ln r = ln Δ
    for rungs, fall in _ladders(chance, success, failure):
        if level < fall[0]:
            continue
        if level > fall[-1]:
            if success.cut_hours == math.inf and rungs[-1] == _far_log_hours(success, failure):
                found.append(math.exp(_beyond(chance, success, failure, rungs[-1], level)))
            continue
        at = max(1, bisect_left(fall, level))
        bracket = (rungs[at - 1], fall[at - 1] - level, rungs[at], fall[at] - level)
        found.append(math.exp(_crossing(chance, success, failure, bracket, level)))
    return found


def minus_log_rate(chance: float, success: LogNormal, failure: Duration, log_hours: float) -> float:
    """−ln r at exp(`log_hours`), in logs throughout; +inf where nothing can succeed any more."""
    hours = math.exp(log_hours)
    log_density = success.log_density(hours)
    if log_density == -math.inf:
        return math.inf
    alive = chance * success.survival(hours) + (1.0 - chance) * failure.survival(hours)
    log_alive = math.log(alive) if alive > _TINY else _log_alive(chance, success, failure, hours)
    return log_alive - math.log(chance) - log_density


def _log_alive(chance: float, success: LogNormal, failure: Duration, hours: float) -> float:
    """The log of P(neither has shown), where the probability itself is too small for a float."""
    works = math.log(chance) + success.log_survival(hours)
    fails = math.log1p(-chance) + failure.log_survival(hours) if chance < 1.0 else -math.inf
    top = max(works, fails)
    if top == -math.inf:
        return -math.inf
    return top + math.log(math.exp(works - top) + math.exp(fails - top))


@lru_cache(maxsize=4096)
def _ladders(chance: float, success: LogNormal, failure: Duration) -> tuple[Ladder, ...]:
    """The stretches on which the rate falls, each from a local maximum of the rate to the next minimum."""
    ladders: list[Ladder] = []
    for stretch in _stretches(success, failure):
        heights = [minus_log_rate(chance, success, failure, x) for x in stretch]
        points = _with_turning_points(chance, success, failure, stretch, heights)
        run: list[tuple[float, float]] = []
        for before, after in pairwise(points):
            if after[1] > before[1]:
                run = run or [before]
                run.append(after)
            elif run:
                ladders.append(_as_ladder(run))
                run = []
        if run:
            ladders.append(_as_ladder(run))
    return tuple(ladders)


def _as_ladder(run: list[tuple[float, float]]) -> Ladder:
    return tuple(x for x, _ in run), tuple(y for _, y in run)


def _far_log_hours(success: LogNormal, failure: Duration) -> float:
    """The log of the hours beyond which the sampling stops: the rate of a log-normal peaks near z = 1/sigma, then falls."""
    far = success.mu + (_SPAN_SDS + _PAST_PEAK / success.sigma) * success.sigma
    if isinstance(failure, LogNormal):
        far = max(far, failure.mu + _SPAN_SDS * failure.sigma)
    elif failure.at_hours > 0.0:
        far = max(far, math.log(failure.at_hours) + success.sigma)
    return far


def _stretches(success: LogNormal, failure: Duration) -> list[list[float]]:
    """Sample points in ln hours, split where a fixed failure makes the rate jump."""
    end = min(_far_log_hours(success, failure), math.log(success.cut_hours))
    points = {end}
    for part in (success, failure):
        if isinstance(part, LogNormal):
            n_steps = round(2 * _SPAN_SDS / _STEP_SDS)
            points.update(part.mu + part.sigma * (k * _STEP_SDS - _SPAN_SDS) for k in range(n_steps + 1))
    sds = _SPAN_SDS
    while success.mu + sds * success.sigma < end:
        points.add(success.mu + sds * success.sigma)
        sds *= _FAR_RATIO
    inside = sorted(x for x in points if x <= end)
    jump = math.log(failure.at_hours) if isinstance(failure, Fixed) and failure.at_hours > 0.0 else end
    if not inside[0] < jump < end:
        return [inside]
    before, after = jump - _BESIDE, jump + _BESIDE
    return [[x for x in inside if x < before] + [before], [after] + [x for x in inside if x > after]]


def _with_turning_points(
    chance: float, success: LogNormal, failure: Duration, xs: list[float], ys: list[float]
) -> list[tuple[float, float]]:
    """The samples, with every local extremum between them found and put in."""
    points = list(zip(xs, ys, strict=True))
    for i in range(1, len(xs) - 1):
        left, here, right = ys[i - 1], ys[i], ys[i + 1]
        if (here - left) * (right - here) < 0.0:
            sign = 1.0 if here < left else -1.0
            x = _minimum(lambda t, s=sign: s * minus_log_rate(chance, success, failure, t), xs[i - 1], xs[i + 1])  # type: ignore[misc]
            points.append((x, minus_log_rate(chance, success, failure, x)))
    return sorted(points)


def _minimum(height: Callable[[float], float], low: float, high: float) -> float:
    """Golden-section search; to about the square root of machine precision, which is all that a flat top needs."""
    ratio = (math.sqrt(5.0) - 1.0) / 2.0
    a, b = high - ratio * (high - low), low + ratio * (high - low)
    at_a, at_b = height(a), height(b)
    for _ in range(40):
        if at_a < at_b:
            high, b, at_b = b, a, at_a
            a = high - ratio * (high - low)
            at_a = height(a)
        else:
            low, a, at_a = a, b, at_b
            b = low + ratio * (high - low)
            at_b = height(b)
    return a if at_a < at_b else b


def _crossing(
    chance: float, success: LogNormal, failure: Duration, bracket: tuple[float, float, float, float], level: float
) -> float:
    """The log of the hours at which −ln r rises through `level`, by regula falsi with the Illinois rule.

    `bracket`: below the crossing and −ln r − `level` there, above it and −ln r − `level` there.
    """
    low, at_low, high, at_high = bracket
    side = 0
    while high - low > _TOLERANCE * max(1.0, abs(low)):
        x = (
            (low * at_high - high * at_low) / (at_high - at_low)
            if math.isfinite(at_high - at_low)
            else (low + high) / 2
        )
        y = minus_log_rate(chance, success, failure, x) - level
        if abs(y) < _TOLERANCE or not low < x < high:
            return x
        if y > 0.0:
            high, at_high = x, y
            at_low = at_low / 2.0 if side > 0 else at_low
            side = 1
        else:
            low, at_low = x, y
            at_high = at_high / 2.0 if side < 0 else at_high
            side = -1
    return low


def _beyond(chance: float, success: LogNormal, failure: Duration, start: float, level: float) -> float:
    """The crossing beyond the last sample, where the rate of a log-normal falls to 0 for good."""
    low, width = start, success.sigma
    while minus_log_rate(chance, success, failure, low + width) < level and low + width < _MAX_LOG_HOURS:
        low, width = low + width, 2.0 * width
    high = min(low + width, _MAX_LOG_HOURS)
    at_low, at_high = (minus_log_rate(chance, success, failure, x) - level for x in (low, high))
    return _crossing(chance, success, failure, (low, at_low, high, at_high), level)
