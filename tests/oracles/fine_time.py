"""Steps that may be left, by brute force: time cut finely, survival integrated numerically, every instant compared.

Over the raw explicit states, a started step is worth the largest, over the instants q of a fine grid, of
p·F_s(q)·J_success + (1 - p·F_s(q))·J_failed - ∫₀^q [p·S_s(u) + (1 - p)·S_f(u)] du. No convexity, no tables of G.
The grid can only miss something, so its value is a lower bound; what it can miss between two instants is bounded by
the second derivative there, which gives the upper bound.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import integrate, optimize, stats

from acumen.decision.problem import DecisionProblem
from acumen.distributions import Attempt, Duration, Fixed, LogNormal
from tests.oracles.brute_force import (
    FAILED,
    SUCCEEDED,
    TRUE,
    UNKNOWN,
    UNTRIED,
    State,
    attempt_of,
    mean_hours,
    truth_of,
)

ValueOfState: TypeAlias = Callable[[State], tuple[float, float]]
Floats: TypeAlias = NDArray[np.float64]
N_INSTANTS = 20_000
REACH = 8.0  # standard deviations of log hours that the grid covers on either side
SAFETY = 2.0  # on the second derivative inside a cell, which is known at the cell's ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """The truth lies between `lower`, attained on the grid, and `upper`."""

    lower: float
    upper: float

    @property
    def error(self) -> float:
        """What the grid may have missed."""
        return self.upper - self.lower


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Instants:
    """An attempt on its grid: leaving at `hours[i]` works with `chance[i]` and costs `cost[i]` expected hours.

    Between i and i + 1 the value exceeds its ends by at most stake · `bend_chance[i]` + `bend_cost[i]`.
    """

    hours: Floats  # (n,)
    chance: Floats  # (n,)
    cost: Floats  # (n,)
    bend_chance: Floats  # (n - 1,)
    bend_cost: Floats  # (n - 1,)
    full_chance: float

    def lower(self, won: float, lost: float) -> float:
        """Best value on the grid when success is worth `won` and failure `lost`."""
        return float(np.max(lost + self.chance * (won - lost) - self.cost))

    def upper(self, won: float, lost: float) -> float:
        """No instant, on the grid or off it, is worth more than this."""
        stake = max(won - lost, 0.0)
        at = self.chance * stake - self.cost
        bent = np.maximum(at[:-1], at[1:]) + stake * self.bend_chance + self.bend_cost
        crude = self.chance[1:] * stake - self.cost[:-1]
        beyond = self.full_chance * stake - float(self.cost[-1])
        return lost + max(float(np.max(np.minimum(bent, crude))), beyond, 0.0)


def net_value(problem: DecisionProblem, worth: float, *, n_instants: int = N_INSTANTS) -> Bracket:
    """Largest worth · P(goal) - E[hours] when open-ended steps may be left, between two bounds."""
    value = _explicit_values(problem, worth, n_instants)
    lower, upper = value((UNTRIED,) * len(problem.steps))
    return Bracket(lower=lower, upper=upper)


def first_action_values(problem: DecisionProblem, worth: float, *, n_instants: int = N_INSTANTS) -> dict[int, Bracket]:
    """Value of starting with each available step and then acting optimally, by node number."""
    value = _explicit_values(problem, worth, n_instants)
    start = (UNTRIED,) * len(problem.steps)
    actions: dict[int, Bracket] = {}
    for position in _available(problem, start):
        lower, upper = _action_value(problem, start, position, value, n_instants)
        actions[problem.steps[position]] = Bracket(lower=lower, upper=upper)
    return actions


def stake_of(problem: DecisionProblem, worth: float, step: int, *, n_instants: int = N_INSTANTS) -> Bracket:
    """What hangs on a step that is started first: the value once it succeeded minus the value once it failed."""
    value = _explicit_values(problem, worth, n_instants)
    start = (UNTRIED,) * len(problem.steps)
    position = problem.steps.index(step)
    won, lost = value(_after(start, position, SUCCEEDED)), value(_after(start, position, FAILED))
    return Bracket(lower=won[0] - lost[1], upper=won[1] - lost[0])


def attempt_value(attempt: Attempt, stake: float, *, n_instants: int = N_INSTANTS) -> Bracket:
    """What starting the attempt adds when success is worth `stake` more than failure."""
    if not attempt.may_be_left:
        value = value_to_the_end(attempt, stake)
        return Bracket(lower=value, upper=value)
    instants = lay_grid(attempt, n_instants)
    return Bracket(lower=instants.lower(stake, 0.0), upper=instants.upper(stake, 0.0))


def patience(attempt: Attempt, stake: float, *, n_instants: int = N_INSTANTS) -> float:
    """The best instant to leave: the best of the grid, then refined between its neighbours."""
    instants = lay_grid(attempt, n_instants)
    best = int(np.argmax(instants.chance * stake - instants.cost))
    low_hours = float(instants.hours[max(best - 1, 0)])
    high_hours = float(instants.hours[min(best + 1, len(instants.hours) - 1)])
    found = optimize.minimize_scalar(
        lambda hours: -value_of_leaving_at(attempt, stake, hours),
        bounds=(low_hours, high_hours),
        method="bounded",
        options={"xatol": 1e-9 * (1.0 + high_hours)},
    )
    on_grid = float(instants.hours[best])
    is_better = -found.fun > value_of_leaving_at(attempt, stake, on_grid)
    return float(found.x) if is_better else on_grid


def value_of_leaving_at(attempt: Attempt, stake: float, patience_hours: float) -> float:
    """The value of one patience, with its own numerical integration."""
    works = attempt.chance * (1.0 - float(survival(attempt.success, np.array([patience_hours]))[0]))
    pieces = [0.0, *(patience_hours * 2.0**-power for power in range(24, -1, -1))]
    corners = [
        duration.at_hours
        for duration in (attempt.success, attempt.failure)
        if isinstance(duration, Fixed) and 0.0 < duration.at_hours < patience_hours
    ]
    pieces = sorted({*pieces, *corners})

    def is_going_on(hours: float) -> float:
        at = np.array([hours])
        lasting = attempt.chance * survival(attempt.success, at) + (1.0 - attempt.chance) * survival(
            attempt.failure, at
        )
        return float(lasting[0])

    spent_hours = sum(
        integrate.quad(is_going_on, start, end, epsabs=1e-12, epsrel=1e-11)[0] for start, end in pairwise(pieces)
    )
    return float(works * stake - spent_hours)


def value_to_the_end(attempt: Attempt, stake: float) -> float:
    """The value of never leaving."""
    spent_hours = attempt.chance * mean_hours(attempt.success) + (1.0 - attempt.chance) * mean_hours(attempt.failure)
    return attempt.chance * stake - spent_hours


def survival(duration: Duration, hours: Floats) -> Floats:
    """Chance that nothing has shown after so many hours."""
    if isinstance(duration, Fixed):
        return np.asarray((hours < duration.at_hours).astype(np.float64))
    lasting = stats.lognorm.sf(hours, s=duration.sigma, scale=np.exp(duration.mu))
    if np.isinf(duration.cut_hours):
        return np.asarray(lasting)
    after_cut = float(stats.lognorm.sf(duration.cut_hours, s=duration.sigma, scale=np.exp(duration.mu)))
    return np.asarray(np.maximum(lasting - after_cut, 0.0) / (1.0 - after_cut))


@lru_cache(maxsize=64)
def lay_grid(attempt: Attempt, n_instants: int = N_INSTANTS) -> Instants:
    """Cut time finely on the scale of success and on that of failure, and integrate survival over every cell."""
    hours = _instants(attempt, n_instants)
    chance = attempt.chance
    works = chance * (1.0 - survival(attempt.success, hours))
    cost = chance * _mean_until(attempt.success, hours) + (1.0 - chance) * _mean_until(attempt.failure, hours)
    (success_density, success_slope), (failure_density, _) = (
        _density(attempt.success, hours),
        _density(attempt.failure, hours),
    )
    width = SAFETY * np.diff(hours) ** 2 / 8.0
    ending = chance * success_density + (1.0 - chance) * failure_density
    return Instants(
        hours=hours,
        chance=works,
        cost=cost,
        bend_chance=width * chance * _larger_end(np.abs(success_slope)),
        bend_cost=width * _larger_end(ending),
        full_chance=chance,
    )


def _explicit_values(problem: DecisionProblem, worth: float, n_instants: int) -> ValueOfState:
    """Give the function from a state to the bounds of its optimal value."""

    @cache
    def value(state: State) -> tuple[float, float]:
        truth = truth_of(problem, state)[0]
        if truth != UNKNOWN:
            return (worth, worth) if truth == TRUE else (0.0, 0.0)
        choices = [_action_value(problem, state, at, value, n_instants) for at in _available(problem, state)]
        return max(0.0, *(low for low, _ in choices)), max(0.0, *(high for _, high in choices))

    return value


def _action_value(
    problem: DecisionProblem, state: State, position: int, value: ValueOfState, n_instants: int
) -> tuple[float, float]:
    attempt = attempt_of(problem, problem.steps[position])
    won, lost = value(_after(state, position, SUCCEEDED)), value(_after(state, position, FAILED))
    if attempt.may_be_left:
        instants = lay_grid(attempt, n_instants)
        return instants.lower(won[0], lost[0]), instants.upper(won[1], lost[1])
    return lost[0] + value_to_the_end(attempt, won[0] - lost[0]), lost[1] + value_to_the_end(attempt, won[1] - lost[1])


def _available(problem: DecisionProblem, state: State) -> list[int]:
    truth = truth_of(problem, state)
    return [
        position
        for position, step in enumerate(problem.steps)
        if state[position] == UNTRIED and all(truth[need] == TRUE for need in problem.nodes[step].needs)
    ]


def _after(state: State, position: int, result: int) -> State:
    return (*state[:position], result, *state[position + 1 :])


def _instants(attempt: Attempt, n_instants: int) -> Floats:
    """Instants evenly spaced in log hours for every log-normal, the hours where something jumps, and 0."""
    parts: list[Floats] = [np.zeros(1)]
    last_hours = np.inf
    for duration in (attempt.success, attempt.failure):
        if isinstance(duration, Fixed):
            parts.append(np.array([duration.at_hours]))
        else:
            spread = np.linspace(-REACH, REACH, n_instants)
            parts.append(np.exp(duration.mu + duration.sigma * spread))
    if isinstance(attempt.success, LogNormal) and np.isfinite(attempt.success.cut_hours):
        last_hours = attempt.success.cut_hours
        parts.append(np.array([last_hours]))
    hours = np.unique(np.concatenate(parts))
    return np.asarray(hours[hours <= last_hours])


def _mean_until(duration: Duration, hours: Floats) -> Floats:
    """∫₀^q S(u) du at every instant q: Gauss-Legendre with three nodes in every cell."""
    if isinstance(duration, Fixed):
        return np.minimum(hours, duration.at_hours)
    nodes, weights = np.polynomial.legendre.leggauss(3)
    half = np.diff(hours)[:, None] / 2.0
    at = (hours[:-1, None] + half) + half * nodes
    cells = (survival(duration, at) * weights * half).sum(axis=1)
    return np.concatenate((np.zeros(1), np.cumsum(cells)))


def _density(duration: Duration, hours: Floats) -> tuple[Floats, Floats]:
    """Density and its derivative; 0 for a fixed figure, whose instant is on the grid."""
    nothing = np.zeros_like(hours)
    if isinstance(duration, Fixed):
        return nothing, nothing
    after_cut = float(survival(LogNormal(mu=duration.mu, sigma=duration.sigma), np.array([duration.cut_hours]))[0])
    positive = np.maximum(hours, 1e-300)
    density = stats.lognorm.pdf(positive, s=duration.sigma, scale=np.exp(duration.mu)) / (1.0 - after_cut)
    slope = -density / positive * (1.0 + (np.log(positive) - duration.mu) / duration.sigma**2)
    return np.where(hours > 0.0, density, nothing), np.where(hours > 0.0, slope, nothing)


def _larger_end(values: Floats) -> Floats:
    return np.maximum(values[:-1], values[1:])
