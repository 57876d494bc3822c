"""The optimum over raw explicit states: every step untried, succeeded or failed, 3^n states, nothing clever.

Written from docs/standard.md alone, to judge the solvers. Every untried step whose needs have succeeded may be
attempted in every state, settled subtrees included; steps run to their end. No order is assumed, nothing is merged.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import integrate, stats

from acumen.decision.problem import DecisionProblem, Kind
from acumen.distributions import Attempt, Duration, Fixed

UNTRIED, SUCCEEDED, FAILED = 0, 1, 2  # of a step in a state
UNKNOWN, TRUE, FALSE = 0, 1, 2  # of a node
STOP = -1

Objective: TypeAlias = Literal["net", "hours"]
State: TypeAlias = tuple[int, ...]  # one entry per step, in the order of `problem.steps`


@dataclass(frozen=True, slots=True, kw_only=True)
class Bet:
    """A step run to its end: its chance, its place value in the index of a state, and its mean hours."""

    step: int
    place: int
    chance: float
    success_hours: float
    failure_hours: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Table:
    """The optimal value of every state that can be reached; a state's index is its entries read in base 3."""

    problem: DecisionProblem
    objective: Objective
    worth: float
    bets: tuple[Bet, ...]
    truth: NDArray[np.int8]  # (n_nodes, n_states)
    open_states: tuple[NDArray[np.intp], ...]  # by number of ended steps: reachable, goal unknown
    value: NDArray[np.float64]  # (n_states,)

    @property
    def start_value(self) -> float:
        """The value of the state in which nothing has been tried."""
        return float(self.value[0])


def net_value(problem: DecisionProblem, worth: float) -> float:
    """Largest worth · P(goal) - E[hours], stopping allowed, nothing left midway."""
    return sweep(problem, objective="net", worth=worth).start_value


def hours_value(problem: DecisionProblem) -> float:
    """Least E[hours] until the goal is known true or false; no stopping."""
    return sweep(problem, objective="hours").start_value


def first_action_values(problem: DecisionProblem, worth: float, objective: Objective) -> dict[int, float]:
    """Value of starting with each available step and then acting optimally, by node number."""
    return first_actions(sweep(problem, objective=objective, worth=worth))


def sweep(problem: DecisionProblem, *, objective: Objective, worth: float = 0.0) -> Table:
    """Fill the table of values from the states where everything has ended back to the start."""
    bets = list_bets(problem)
    truth = truth_of_all_states(problem)
    open_states = _open_states(problem, truth, bets)
    value = np.zeros(3 ** len(bets))
    if objective == "net":
        value[truth[0] == TRUE] = worth
    table = Table(
        problem=problem,
        objective=objective,
        worth=worth,
        bets=bets,
        truth=truth,
        open_states=open_states,
        value=value,
    )
    for states in reversed(open_states):
        best = np.full(len(states), 0.0 if objective == "net" else np.inf)
        for bet in bets:
            can = np.nonzero(is_available(table, bet, states))[0]
            tried = action_values(table, bet, states[can])
            best[can] = np.maximum(best[can], tried) if objective == "net" else np.minimum(best[can], tried)
        value[states] = best
    return table


def first_actions(table: Table, index: int = 0) -> dict[int, float]:
    """Value of going on with each available step from a state, by node number; none once the goal is known."""
    if table.truth[0][index] != UNKNOWN:
        return {}
    states = np.array([index])
    able = [bet for bet in table.bets if bool(is_available(table, bet, states)[0])]
    return {bet.step: float(action_values(table, bet, states)[0]) for bet in able}


def index_of(table: Table, state: State) -> int:
    """Where a state stands in the table."""
    return sum(entry * bet.place for entry, bet in zip(state, table.bets, strict=True))


def optimal_chances(table: Table, tolerance: float, index: int = 0) -> tuple[float, float]:
    """Least and largest chance of the goal over the policies that are optimal within `tolerance` at every state."""
    low = (table.truth[0] == TRUE).astype(np.float64)
    high = low.copy()
    for states in reversed(table.open_states):
        may_stop = (table.value[states] <= tolerance) if table.objective == "net" else np.zeros(len(states), dtype=bool)
        least = np.where(may_stop, 0.0, np.inf)
        most = np.where(may_stop, 0.0, -np.inf)
        for bet in table.bets:
            can = np.nonzero(is_available(table, bet, states))[0]
            loss = np.abs(action_values(table, bet, states[can]) - table.value[states[can]])
            can = can[loss <= tolerance]
            won, lost = states[can] + bet.place, states[can] + 2 * bet.place
            least[can] = np.minimum(least[can], bet.chance * low[won] + (1.0 - bet.chance) * low[lost])
            most[can] = np.maximum(most[can], bet.chance * high[won] + (1.0 - bet.chance) * high[lost])
        low[states], high[states] = least, most
    return float(low[index]), float(high[index])


def optimal_policy(table: Table, tolerance: float) -> Callable[[State], int]:
    """Choose the first optimal step in the order of the file; stop when nothing is better than stopping."""

    def choose(state: State) -> int:
        index = np.array([index_of(table, state)])
        best = float(table.value[index[0]])
        if table.objective == "net" and best <= tolerance:
            return STOP
        for bet in table.bets:
            if is_available(table, bet, index)[0]:
                value = float(action_values(table, bet, index)[0])
                if abs(value - best) <= tolerance:
                    return bet.step
        raise AssertionError("an open state has an optimal step")

    return choose


def evaluate(problem: DecisionProblem, choose: Callable[[State], int]) -> tuple[float, float]:
    """Chance of the goal and expected hours of a policy: `choose(state)` is a step's node number, or -1 to stop."""
    bets = {bet.step: bet for bet in list_bets(problem)}
    positions = {step: position for position, step in enumerate(problem.steps)}

    @cache
    def follow(state: State) -> tuple[float, float]:
        known = truth_of(problem, state)
        step = STOP if known[0] != UNKNOWN else choose(state)
        if step == STOP:
            return float(known[0] == TRUE), 0.0
        position = positions[step]
        if state[position] != UNTRIED or any(known[need] != TRUE for need in problem.nodes[step].needs):
            raise ValueError(f"step {step} is not available in {state}")
        bet = bets[step]
        won = follow((*state[:position], SUCCEEDED, *state[position + 1 :]))
        lost = follow((*state[:position], FAILED, *state[position + 1 :]))
        chance = bet.chance * won[0] + (1.0 - bet.chance) * lost[0]
        hours = bet.chance * (bet.success_hours + won[1]) + (1.0 - bet.chance) * (bet.failure_hours + lost[1])
        return chance, hours

    return follow((UNTRIED,) * len(problem.steps))


def truth_of(problem: DecisionProblem, state: State) -> tuple[int, ...]:
    """Kleene's truth of every node in one state; a step whose needs have failed counts as failed."""
    ended = dict(zip(problem.steps, state, strict=True))
    known: dict[int, int] = {}

    def find(number: int) -> int:
        if number not in known:
            node = problem.nodes[number]
            if node.kind == Kind.STEP:
                is_failed = ended[number] == FAILED or any(find(need) == FALSE for need in node.needs)
                known[number] = FALSE if is_failed else ended[number]
            else:
                deciding, other = (FALSE, TRUE) if node.kind == Kind.ALL else (TRUE, FALSE)
                members = [find(member) for member in node.members]
                unknown = UNKNOWN if UNKNOWN in members else other
                known[number] = deciding if deciding in members else unknown
        return known[number]

    return tuple(find(number) for number in range(len(problem.nodes)))


def truth_of_all_states(problem: DecisionProblem) -> NDArray[np.int8]:
    """The same for all 3^n states at once: (n_nodes, n_states)."""
    index = np.arange(3 ** len(problem.steps))
    places = {step: 3**position for position, step in enumerate(problem.steps)}
    known: dict[int, NDArray[np.int8]] = {}

    def find(number: int) -> NDArray[np.int8]:
        if number not in known:
            node = problem.nodes[number]
            if node.kind == Kind.STEP:
                truth = (index // places[number] % 3).astype(np.int8)
                for need in node.needs:
                    truth[find(need) == FALSE] = FALSE
            else:
                deciding, other = (FALSE, TRUE) if node.kind == Kind.ALL else (TRUE, FALSE)
                members = np.stack([find(member) for member in node.members])
                truth = np.where((members == UNKNOWN).any(axis=0), UNKNOWN, other).astype(np.int8)
                truth[(members == deciding).any(axis=0)] = deciding
            known[number] = truth
        return known[number]

    return np.stack([find(number) for number in range(len(problem.nodes))])


def is_available(table: Table, bet: Bet, states: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Say in which states the step is untried and all its needs have succeeded."""
    able = states // bet.place % 3 == UNTRIED
    for need in table.problem.nodes[bet.step].needs:
        able &= table.truth[need][states] == TRUE
    return np.asarray(able)


def action_values(table: Table, bet: Bet, states: NDArray[np.intp]) -> NDArray[np.float64]:
    """Value of attempting the step now and acting optimally afterwards."""
    sign = -1.0 if table.objective == "net" else 1.0
    won = sign * bet.success_hours + table.value[states + bet.place]
    lost = sign * bet.failure_hours + table.value[states + 2 * bet.place]
    return np.asarray(bet.chance * won + (1.0 - bet.chance) * lost)


def list_bets(problem: DecisionProblem) -> tuple[Bet, ...]:
    """The steps as bets run to their end, in the order of the file."""
    return tuple(
        Bet(
            step=step,
            place=3**position,
            chance=attempt_of(problem, step).chance,
            success_hours=mean_hours(attempt_of(problem, step).success),
            failure_hours=mean_hours(attempt_of(problem, step).failure),
        )
        for position, step in enumerate(problem.steps)
    )


def attempt_of(problem: DecisionProblem, step: int) -> Attempt:
    """The attempt of a step; a step without one is a broken problem."""
    attempt = problem.nodes[step].attempt
    if attempt is None:
        raise ValueError(f"step {step} has no attempt")
    return attempt


@lru_cache(maxsize=4096)
def mean_hours(duration: Duration) -> float:
    """Mean hours; of a cut log-normal by numerical integration of its survival up to the cut."""
    if isinstance(duration, Fixed):
        return duration.at_hours
    whole = stats.lognorm(s=duration.sigma, scale=np.exp(duration.mu))
    cut = duration.cut_hours
    if np.isinf(cut):
        return float(whole.mean())
    below = float(whole.cdf(cut))
    pieces = [0.0, *(cut * 2.0**-power for power in range(30, -1, -1))]
    area = sum(
        integrate.quad(lambda u: 1.0 - whole.cdf(u) / below, start, end, epsabs=1e-14, epsrel=1e-13)[0]
        for start, end in pairwise(pieces)
    )
    return float(area)


def _open_states(
    problem: DecisionProblem, truth: NDArray[np.int8], bets: tuple[Bet, ...]
) -> tuple[NDArray[np.intp], ...]:
    """States in which the goal is unknown and no step has ended before its needs, by number of ended steps."""
    index = np.arange(truth.shape[1])
    is_open = truth[0] == UNKNOWN
    n_ended = np.zeros(truth.shape[1], dtype=np.int8)
    for bet in bets:
        has_ended = index // bet.place % 3 != UNTRIED
        n_ended += has_ended
        for need in problem.nodes[bet.step].needs:
            is_open &= ~has_ended | (truth[need] == TRUE)
    return tuple(np.nonzero(is_open & (n_ended == n))[0] for n in range(len(bets)))
