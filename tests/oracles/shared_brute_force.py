"""The optimum where steps share hypotheses, by brute force: every history of steps and probes, beliefs by Bayes' rule.

Written from docs/standard.md alone, to judge the solvers. Any untried step or probe whose needs have succeeded may be
attempted in every state, settled subtrees included; everything runs to its end; beliefs are computed anew from the whole
history and kept normalised. Nothing is merged or ordered.
"""

from functools import cache

from acumen.decision.hypotheses.problem import SharedProblem
from tests.oracles.brute_force import FAILED, SUCCEEDED, TRUE, UNKNOWN, UNTRIED, mean_hours, truth_of

State = tuple[int, ...]  # of steps in the order of the file, then of probes


def first_action_values(
    shared: SharedProblem, *, worth: float | None, start: State | None = None
) -> tuple[float, dict[int, float]]:
    """The optimal value and that of starting with each action; `worth` None: least expected hours."""
    problem = shared.problem
    n_steps = len(problem.steps)
    begin = start or (UNTRIED,) * (n_steps + len(shared.probes))

    def belief_in(state: State) -> list[float]:
        weights = list(shared.belief)
        for position, action in enumerate(shared.actions):
            row = shared.chances.get(action)
            if row is None or begin[position] != UNTRIED or state[position] == UNTRIED:
                continue
            for world, prob in enumerate(row):
                weights[world] *= prob if state[position] == SUCCEEDED else 1.0 - prob
        return weights

    def chance_of(action: int, state: State) -> float | None:
        """None in a history that can't come."""
        weights = belief_in(state)
        total = sum(weights)
        if total <= 0.0:
            return None
        row = shared.chances.get(action)
        if row is None:
            return shared.attempt(action).chance
        return sum(w * p for w, p in zip(weights, row, strict=True)) / total

    def try_each(state: State) -> dict[int, float]:
        known = truth_of(problem, state[:n_steps])
        found = {}
        for position, action in enumerate(shared.actions):
            if state[position] != UNTRIED or any(known[need] != TRUE for need in shared.needs(action)):
                continue
            chance = chance_of(action, state)
            if chance is None:
                continue
            attempt = shared.attempt(action)
            total = 0.0
            for end, prob, hours in (
                (SUCCEEDED, chance, mean_hours(attempt.success)),
                (FAILED, 1.0 - chance, mean_hours(attempt.failure)),
            ):
                if prob > 0.0:
                    after = (*state[:position], end, *state[position + 1 :])
                    total += prob * (best(after) - hours if worth is not None else best(after) + hours)
            found[action] = total
        return found

    @cache
    def best(state: State) -> float:
        known = truth_of(problem, state[:n_steps])[0]
        if known != UNKNOWN:
            return (worth if known == TRUE else 0.0) if worth is not None else 0.0
        values = try_each(state).values()
        return max(0.0, *values) if worth is not None else min(values, default=0.0)

    return best(begin), try_each(begin) if truth_of(problem, begin[:n_steps])[0] == UNKNOWN else {}
