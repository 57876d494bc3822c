"""The optimum where steps share hypotheses and others may be left, over all histories, on a grid of times to leave.

Written from docs/standard.md alone: steps that depend on a hypothesis run to their end, all others that are open-ended may
be left at any of a grid of hours. Beliefs are computed anew from the whole history. What it finds is attained, so it is at
most the truth, and below it by no more than the grid is coarse.
"""

from functools import cache, lru_cache, partial
from random import Random

import numpy as np
from numpy.typing import NDArray
from scipy import special

from acumen.decision.hypotheses.problem import SharedProblem
from acumen.decision.problem import Kind
from acumen.distributions import Attempt, Duration, Fixed, ResidualTime, UnderWay
from tests.oracles.brute_force import FAILED, SUCCEEDED, TRUE, UNKNOWN, UNTRIED, mean_hours, truth_of
from tests.oracles.random_problems import leavable_attempt, number, plain_attempt

N_GRID = 4_000
State = tuple[int, ...]  # of steps in the order of the file, then of probes


def first_action_values(
    shared: SharedProblem, *, worth: float | None, start: State | None = None
) -> tuple[float, dict[int, float]]:
    """The optimal net value (`worth` None: the least expected hours), and that of starting with each action.

    `start`: an entry for each step and then for each probe.
    """
    problem, n_steps = shared.problem, len(shared.problem.steps)
    begin = start or (UNTRIED,) * (n_steps + len(shared.probes))

    def weights_of(state: State) -> list[float]:
        weights = list(shared.belief)
        for position, action in enumerate(shared.actions):
            row = shared.chances.get(action)
            if row is not None and begin[position] == UNTRIED and state[position] != UNTRIED:
                told = [prob if state[position] == SUCCEEDED else 1.0 - prob for prob in row]
                weights = [weight * prob for weight, prob in zip(weights, told, strict=True)]
        return weights

    def value_of(state: State, position: int, action: int) -> float:
        attempt = shared.attempt(action)
        ends = [(*state[:position], end, *state[position + 1 :]) for end in (SUCCEEDED, FAILED)]
        row = shared.chances.get(action)
        if row is None and attempt.may_be_left and worth is not None:
            won, lost = best(ends[0]), best(ends[1])
            return lost + gain(attempt, won - lost)
        chance = attempt.chance
        if row is not None:
            weights = weights_of(state)
            chance = sum(weight * prob for weight, prob in zip(weights, row, strict=True)) / sum(weights)
        total = 0.0
        for end, prob, duration in zip(ends, (chance, 1.0 - chance), (attempt.success, attempt.failure), strict=True):
            if prob > 0.0:
                hours = whole_hours(duration)
                total += prob * (best(end) - hours if worth is not None else best(end) + hours)
        return total

    def try_each(state: State) -> dict[int, float]:
        known = truth_of(problem, state[:n_steps])
        if sum(weights_of(state)) <= 0.0:
            return {}
        return {
            action: value_of(state, position, action)
            for position, action in enumerate(shared.actions)
            if state[position] == UNTRIED and all(known[need] == TRUE for need in shared.needs(action))
        }

    @cache
    def best(state: State) -> float:
        known = truth_of(problem, state[:n_steps])[0]
        if known != UNKNOWN:
            return worth if known == TRUE and worth is not None else 0.0
        values = try_each(state).values()
        return max(0.0, *values, 0.0) if worth is not None else min(values, default=0.0)

    return best(begin), try_each(begin) if truth_of(problem, begin[:n_steps])[0] == UNKNOWN else {}


def gain(attempt: Attempt, stake: float) -> float:
    """The most that trying adds to having failed, over a grid of times to leave, at once and never among them."""
    if stake <= 0.0:
        return 0.0
    works, spent = _leaving(attempt)
    return max(0.0, float(np.max(works * stake - spent)))


def whole_hours(duration: Duration) -> float:
    """The mean of hours, of what is left of them where they have begun."""
    if isinstance(duration, ResidualTime):
        times, shown = _times((duration.whole,)), partial(_shown, duration.whole)
        times = np.append(times[times > duration.elapsed_hours], duration.elapsed_hours)
        times.sort()
        alive = 1.0 - shown(times)
        if alive[0] <= 0.0:
            return 0.0
        return float(np.trapezoid(alive / alive[0], times))
    return mean_hours(duration)


@lru_cache(maxsize=512)
def _leaving(attempt: Attempt) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Chance of success and mean hours spent by leaving at each time of the grid, the survivals summed from it.

    Of a step under way: from now on, given that neither has shown.
    """
    begun = attempt.elapsed_hours if isinstance(attempt, UnderWay) else 0.0
    whole = attempt.whole if isinstance(attempt, UnderWay) else attempt
    durations = (whole.success, whole.failure)
    times = _times(durations)
    times = np.concatenate([[begun], times[times > begun]])
    shown = [_shown(duration, times) for duration in durations]
    alive = whole.chance * (1.0 - shown[0]) + (1.0 - whole.chance) * (1.0 - shown[1])
    smooth = (np.append(alive[0], alive[:-1]) + alive) / 2.0
    for duration in durations:
        if isinstance(duration, Fixed):  # the survival falls only at the very hour
            smooth = np.where(times == duration.at_hours, np.append(alive[0], alive[:-1]), smooth)
    spent = np.cumsum(np.diff(times, prepend=begun) * smooth) / alive[0]
    works = whole.chance * (shown[0] - shown[0][0]) / alive[0]
    last = whole.chance * (1.0 - shown[0][0]) / alive[0]
    rest = (
        spent[-1]
        if begun
        else whole.chance * mean_hours(whole.success) + (1.0 - whole.chance) * mean_hours(whole.failure)
    )
    return np.append(works, last), np.append(spent, rest)


def _times(durations: tuple[Duration, ...]) -> NDArray[np.float64]:
    spans = [_span(duration) for duration in durations]
    low, high = min(span[0] for span in spans), max(span[1] for span in spans)
    return np.unique(np.concatenate([np.geomspace(low, high, N_GRID), *([span[1]] for span in spans)]))


def _span(duration: Duration) -> tuple[float, float]:
    if isinstance(duration, Fixed):
        return max(duration.at_hours, 1e-9) * 1e-3, max(duration.at_hours, 1e-9)
    low, high = (float(np.exp(duration.mu + sds * duration.sigma)) for sds in (-6.0, 7.0))
    return low, min(high, duration.cut_hours)


def _shown(duration: Duration, times: NDArray[np.float64]) -> NDArray[np.float64]:

    if isinstance(duration, Fixed):
        return (times >= duration.at_hours).astype(np.float64)
    z = (np.log(np.maximum(times, 1e-300)) - duration.mu) / duration.sigma
    kept = (
        1.0
        if duration.cut_hours == np.inf
        else special.ndtr((np.log(duration.cut_hours) - duration.mu) / duration.sigma)
    )
    shown: NDArray[np.float64] = np.where(times >= duration.cut_hours, 1.0, special.ndtr(z) / kept)
    return shown


def random_tied(rng: Random) -> tuple[SharedProblem, float]:
    """One or two steps that may be left beside two or three that depend on one hypothesis; and a worth."""
    n_open, n_tied = rng.randint(1, 2), rng.randint(2, 3)
    attempts = [leavable_attempt(rng) for _ in range(n_open)] + [plain_attempt(rng) for _ in range(n_tied)]
    problem = number((rng.choice((Kind.ALL, Kind.ANY)), tuple(attempts)))
    n_worlds = rng.choice((2, 2, 3))
    weights = [0.1 + rng.random() for _ in range(n_worlds)]
    chances = {}
    for step in problem.steps[n_open:]:
        chances[step] = tuple(
            rng.choice((0.0, 1.0)) if rng.random() < 0.4 else round(rng.random(), 2) for _ in range(n_worlds)
        )
    shared = SharedProblem(
        problem=problem, probes=(), belief=tuple(weight / sum(weights) for weight in weights), chances=chances
    )
    hours = sum(shared.attempt(step).mean_hours for step in problem.steps)
    return shared, max(1.0, hours) * 0.3 * 10.0 ** rng.random()
