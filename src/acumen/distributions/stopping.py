"""Where leaving may be best: the hours at which the rate of success falls through a given level.

The rate r(q) = p·f_s(q) / (p·S_s(q) + (1−p)·S_f(q)) is sampled once per attempt; its falling stretches are kept as ladders
of (ln hours, ln rate), so that a crossing is bracketed by bisection and then found to machine precision.
"""

import math
from bisect import bisect_left
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from acumen.distributions.durations import LOG_SQRT_2PI, SQRT_HALF, Duration, Fixed, LogNormal

_SPAN_SDS = 9.0  # sampled from 9 sds below to 9 above; beyond, a log-normal's rate is monotone
_STEP_SDS = 0.125
_PAST_PEAK = 4.0  # in 1/sigma: how far the sampling goes where nothing is cut
_FAR_RATIO = 1.03  # of one sample to the next, beyond the span
_TINY = 1e-250
_BESIDE = 1e-12  # in ln hours: on which side of a jump a sample lies
_MAX_LOG_HOURS = 600.0  # exp of it is still a float
_TOLERANCE = 1e-8  # of ln hours, or of sigma: the gain is flat where it is largest, so its error is the square of this
_N_GUESSES = 40  # by secants; then the bracket is halved
_N_HALVINGS = 60

Ladder = tuple[tuple[float, ...], tuple[float, ...]]  # ln hours ascending, minus ln rate ascending


class Stop(NamedTuple):
    """Leaving after `hours` unless it works: the probability that it works, and the mean hours spent."""

    hours: float
    works_prob: float
    spent_hours: float


class Leaving(NamedTuple):
    """What the search for the best patience needs of an attempt, worked out once."""

    ladders: tuple[Ladder, ...]
    minus_log_rate: Callable[[float], float]  # −ln r at ln hours
    stop_at: Callable[[float], Stop]  # likewise
    end: Stop  # the work carried on until it has worked or failed; at inf hours where it has no end
    far_log_hours: float | None  # where the sampling stops, if the work goes on beyond
    sigma: float


def candidates(chance: float, success: Duration, failure: Duration, stake: float) -> list[Stop]:
    """Every local maximum of φ other than 0, and the end of the work: first where it has one, else, at inf, last.

    Never to leave has to be among them: where failure has the heavier tail at first and success later on, the rate falls to
    a least value and rises again beyond every sample, and for a large stake it never falls through the level. `stake` > 0.
    """
    if chance <= 0.0:
        return []
    leaving = _prepare(chance, success, failure)
    has_end = math.isfinite(leaving.end.hours)
    found = [leaving.end] if has_end else []
    level = math.log(stake)  # a candidate solves −ln r = ln Δ
    for rungs, fall in leaving.ladders:
        if level < fall[0]:
            continue
        if level > fall[-1]:
            if rungs[-1] == leaving.far_log_hours:
                found.append(leaving.stop_at(_beyond(leaving, rungs[-1], level)))
            continue
        at = max(1, bisect_left(fall, level))
        bracket = (rungs[at - 1], fall[at - 1] - level, rungs[at], fall[at] - level)
        found.append(leaving.stop_at(_crossing(leaving.minus_log_rate, bracket, level, leaving.sigma)))
    return found if has_end else [*found, leaving.end]


@lru_cache(maxsize=4096)
def _prepare(chance: float, success: Duration, failure: Duration) -> Leaving:
    stop_at = _stopping(chance, success, failure)
    if isinstance(success, Fixed):
        end = stop_at(math.log(success.at_hours)) if success.at_hours > 0.0 else Stop(0.0, chance, 0.0)
        return Leaving((), lambda _: math.inf, stop_at, end, None, 0.0)
    is_open = success.cut_hours == math.inf
    mean_hours = chance * success.mean_hours + (1.0 - chance) * failure.expected_spent_hours(success.cut_hours)
    return Leaving(
        ladders=_ladders(chance, success, failure),
        minus_log_rate=_minus_log_rate(chance, success, failure),
        stop_at=stop_at,
        end=Stop(success.cut_hours, chance, mean_hours),
        far_log_hours=_far_log_hours(success, failure) if is_open else None,
        sigma=success.sigma,
    )


def _stopping(chance: float, success: Duration, failure: Duration) -> Callable[[float], Stop]:
    """What comes of leaving at ln hours: the durations' own `cdf` and `expected_spent_hours`, sharing what they share."""
    if isinstance(success, Fixed):
        return lambda log_hours: _stop(chance, success, failure, math.exp(log_hours))
    mu, sigma, cut_hours, kept = success.mu, success.sigma, success.cut_hours, success.kept_prob
    lost, fails_prob, failure_spent = 1.0 - kept, 1.0 - chance, failure.expected_spent_hours
    whole_hours = math.exp(mu + 0.5 * sigma * sigma)
    exp, erfc = math.exp, math.erfc

    def stop_at(log_hours: float) -> Stop:
        hours = exp(log_hours)
        if hours >= cut_hours:
            return _stop(chance, success, failure, hours)
        at = (log_hours - mu) / sigma * SQRT_HALF
        survival = max(0.0, 0.5 * erfc(at) - lost) / kept
        partial_hours = whole_hours * 0.5 * erfc(sigma * SQRT_HALF - at) / kept
        spent_hours = chance * (hours * survival + partial_hours) + fails_prob * failure_spent(hours)
        return Stop(hours, chance * 0.5 * erfc(-at) / kept, spent_hours)

    return stop_at


def _stop(chance: float, success: Duration, failure: Duration, hours: float) -> Stop:
    spent_hours = chance * success.expected_spent_hours(hours)
    spent_hours += (1.0 - chance) * failure.expected_spent_hours(hours)
    return Stop(hours, chance * success.cdf(hours), spent_hours)


def _minus_log_rate(chance: float, success: LogNormal, failure: Duration) -> Callable[[float], float]:
    """−ln r as a function of ln hours, in logs throughout; +inf where nothing can succeed any more.

    ln f_s = −z²/2 − ln √2π − ln sigma − ln hours − ln P(kept).
    """
    mu, sigma, cut_hours, kept = success.mu, success.sigma, success.cut_hours, success.kept_prob
    lost, fails_prob = 1.0 - kept, 1.0 - chance
    scale = math.log(sigma) + LOG_SQRT_2PI + math.log(kept) - math.log(chance)
    other = failure if isinstance(failure, LogNormal) else LogNormal(mu=0.0, sigma=1.0)
    other_mu, other_sigma, other_cut, other_kept = other.mu, other.sigma, other.cut_hours, other.kept_prob
    other_lost, at_hours = 1.0 - other_kept, failure.at_hours if isinstance(failure, Fixed) else None
    exp, log, erfc = math.exp, math.log, math.erfc

    def at(log_hours: float) -> float:
        hours = exp(log_hours)
        if hours > cut_hours:
            return math.inf
        z = (log_hours - mu) / sigma
        works = max(0.0, 0.5 * erfc(z * SQRT_HALF) - lost) / kept if hours < cut_hours else 0.0
        if at_hours is not None:
            fails = 1.0 if hours < at_hours else 0.0
        elif hours < other_cut:
            fails = max(0.0, 0.5 * erfc((log_hours - other_mu) / other_sigma * SQRT_HALF) - other_lost) / other_kept
        else:
            fails = 0.0
        alive = chance * works + fails_prob * fails
        log_alive = log(alive) if alive > _TINY else _log_alive(chance, success, failure, hours)
        return log_alive + scale + 0.5 * z * z + log_hours

    return at


def _log_alive(chance: float, success: LogNormal, failure: Duration, hours: float) -> float:
    """The log of P(neither has shown), where the probability itself is too small for a float."""
    works = math.log(chance) + success.log_survival(hours)
    fails = math.log1p(-chance) + failure.log_survival(hours) if chance < 1.0 else -math.inf
    top = max(works, fails)
    if top == -math.inf:
        return -math.inf
    return top + math.log(math.exp(works - top) + math.exp(fails - top))


def _ladders(chance: float, success: LogNormal, failure: Duration) -> tuple[Ladder, ...]:
    """The stretches on which the rate falls, each from a local maximum of the rate to the next minimum."""
    ladders: list[Ladder] = []
    minus_log_rate = _minus_log_rate(chance, success, failure)
    for stretch in _stretches(success, failure):
        points = _with_turning_points(minus_log_rate, stretch, [minus_log_rate(x) for x in stretch])
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
    minus_log_rate: Callable[[float], float], xs: list[float], ys: list[float]
) -> list[tuple[float, float]]:
    """The samples, with every local extremum between them found and put in."""
    points = list(zip(xs, ys, strict=True))
    for i in range(1, len(xs) - 1):
        left, here, right = ys[i - 1], ys[i], ys[i + 1]
        if (here - left) * (right - here) < 0.0:
            sign = 1.0 if here < left else -1.0
            x = _minimum(lambda t, s=sign: s * minus_log_rate(t), xs[i - 1], xs[i + 1])  # type: ignore[misc]
            points.append((x, minus_log_rate(x)))
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
    minus_log_rate: Callable[[float], float],
    bracket: tuple[float, float, float, float],
    level: float,
    scale: float = 1.0,
) -> float:
    """The log of the hours at which −ln r rises through `level`, by regula falsi with the rule of Anderson and Björck.

    `bracket`: below the crossing and −ln r − `level` there, above it and −ln r − `level` there. `scale`: the sd of ln hours,
    where it is small. Steps are counted, as near the ends of floats a secant may move by a single one at a time.
    """
    low, at_low, high, at_high = bracket
    side, narrow = 0, _TOLERANCE * min(max(1.0, abs(low)), scale)
    for n_tried in range(_N_GUESSES + _N_HALVINGS):
        if high - low <= narrow:
            break
        is_guess = n_tried < _N_GUESSES and math.isfinite(at_high - at_low)
        share = -at_low / (at_high - at_low) if is_guess else 0.5
        x = low + share * (high - low)
        if not low < x < high:
            if not is_guess:
                break  # no float between them
            x = (low + high) / 2.0
        y = minus_log_rate(x) - level
        if abs(y) < _TOLERANCE:
            return x
        if y > 0.0:
            at_low *= _weight(y, at_high) if side > 0 else 1.0
            high, at_high, side = x, y, 1
        else:
            at_high *= _weight(y, at_low) if side < 0 else 1.0
            low, at_low, side = x, y, -1
    return low


def _weight(height: float, before: float) -> float:
    """How much less the end that stays counts, when the other one has moved twice (Anderson and Björck 1973)."""
    share = 1.0 - height / before
    return share if share > 0.0 else 0.5


def _beyond(leaving: Leaving, start: float, level: float) -> float:
    """The crossing beyond the last sample, where the rate of a log-normal falls to 0 for good."""
    low, width = start, leaving.sigma
    while low + width < _MAX_LOG_HOURS and leaving.minus_log_rate(low + width) < level:
        low, width = low + width, 2.0 * width
    high = min(low + width, _MAX_LOG_HOURS)
    at_low, at_high = (leaving.minus_log_rate(x) - level for x in (low, high))
    return _crossing(leaving.minus_log_rate, (low, at_low, high, at_high), level, leaving.sigma)
