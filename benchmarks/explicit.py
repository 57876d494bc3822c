"""The same plain problem as others have to be told it: 3^n states, each step untried, succeeded or failed.

State index = Σ digit_i · 3^i over the steps in the order of the file; digit 0 untried, 1 succeeded, 2 failed.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from acumen.decision import DecisionProblem, Kind
from acumen.distributions import Attempt, Fixed


@dataclass(frozen=True, slots=True, kw_only=True)
class PairModel:
    """A decision process by state-action pairs, sorted by state; the last action of every state is to stop."""

    rewards: NDArray[np.float64]  # (n_pairs,)  hours, negative
    transitions: sparse.csr_matrix  # (n_pairs, n_states)
    states: NDArray[np.int64]  # (n_pairs,)
    actions: NDArray[np.int64]  # (n_pairs,)
    final_values: NDArray[np.float64]  # (n_states,)  worth where the goal is true
    n_steps: int


def plain_steps(problem: DecisionProblem) -> list[tuple[float, float]]:
    """(chance, expected hours) of each step; a plain step's hours count by their mean."""
    found = []
    for number in problem.steps:
        attempt = problem.nodes[number].attempt
        if not (
            isinstance(attempt, Attempt) and isinstance(attempt.success, Fixed) and isinstance(attempt.failure, Fixed)
        ):
            raise TypeError("explicit states are for plain steps only")
        p = attempt.chance
        found.append((p, p * attempt.success.at_hours + (1.0 - p) * attempt.failure.at_hours))
    return found


def build_pairs(problem: DecisionProblem, *, worth: float) -> PairModel:
    """Lay out rewards and sparse transitions of every state-action pair; a settled state allows only to stop."""
    steps = plain_steps(problem)
    n_steps, n_states = len(steps), 3 ** len(steps)
    every = np.arange(n_states)
    digits = [every // 3**i % 3 for i in range(n_steps)]
    is_true, is_false = settle(problem, digits)
    is_open = ~is_true & ~is_false
    states = [np.flatnonzero(is_open & (digits[i] == 0)) for i in range(n_steps)] + [every]
    actions = np.concatenate([np.full(len(part), i) for i, part in enumerate(states)])
    pair_states = np.concatenate(states)
    order = np.lexsort((actions, pair_states))
    pair_states, actions = pair_states[order], actions[order]
    hours = np.array([-hours for _, hours in steps] + [0.0], dtype=np.float64)
    chances = np.array([p for p, _ in steps] + [1.0])[actions]
    jumps = np.array([3**i for i in range(n_steps)] + [0])[actions]
    columns = np.stack([pair_states + jumps, pair_states + 2 * jumps], axis=1).ravel()
    entries = np.stack([chances, 1.0 - chances], axis=1).ravel()
    starts = np.arange(0, 2 * len(pair_states) + 1, 2)
    return PairModel(
        rewards=hours[actions],
        transitions=sparse.csr_matrix((entries, columns, starts), shape=(len(pair_states), n_states)),
        states=pair_states,
        actions=actions,
        final_values=np.where(is_true, worth, 0.0),
        n_steps=n_steps,
    )


def settle(problem: DecisionProblem, digits: list[NDArray[np.int64]]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """For every state, whether the goal is known true and whether it is known false."""
    trues: dict[int, NDArray[np.bool_]] = {}
    falses: dict[int, NDArray[np.bool_]] = {}
    for place, number in enumerate(problem.steps):
        trues[number], falses[number] = digits[place] == 1, digits[place] == 2
    for number in reversed(range(len(problem.nodes))):
        node = problem.nodes[number]
        if node.kind == Kind.STEP:
            continue
        all_of, any_of = (np.logical_and.reduce, np.logical_or.reduce)
        if node.kind == Kind.ANY:
            all_of, any_of = any_of, all_of
        trues[number] = all_of([trues[member] for member in node.members])
        falses[number] = any_of([falses[member] for member in node.members])
    return trues[0], falses[0]


def solve_in_plain_python(problem: DecisionProblem, *, worth: float) -> float:
    """Backward induction over a dictionary of all 3^n states, as one would write it without thinking further."""
    steps = plain_steps(problem)
    values: dict[int, float] = {}
    places = {number: 3**place for place, number in enumerate(problem.steps)}
    moves = [(chance, hours, 3**place) for place, (chance, hours) in enumerate(steps)]

    def truth(number: int, state: int) -> bool | None:
        node = problem.nodes[number]
        if node.kind == Kind.STEP:
            return (None, True, False)[state // places[number] % 3]
        settles = node.kind == Kind.ANY  # one member of this truth settles the group
        is_known = True
        for member in node.members:
            answer = truth(member, state)
            if answer is settles:
                return settles
            is_known = is_known and answer is not None
        return (not settles) if is_known else None

    for state in reversed(range(3 ** len(steps))):
        goal = truth(0, state)
        best = worth if goal else 0.0
        if goal is None:
            for chance, hours, place in moves:
                if state // place % 3 == 0:
                    went_on = chance * values[state + place] + (1.0 - chance) * values[state + 2 * place] - hours
                    best = max(best, went_on)
        values[state] = best
    return values[0]
