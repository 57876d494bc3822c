"""The same question put to pyAgrum: an influence diagram in which each of n decisions attempts any action, or stops.

World → the result of the t-th attempt, which also depends on what is attempted; hours are paid attempt by attempt, the worth
by what the tree makes of all results. What may not be attempted (again, or before its needs) is forbidden by its price.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from itertools import product
from pathlib import Path

from acumen.decision.hypotheses.problem import SharedProblem
from tests.oracles.brute_force import TRUE, UNTRIED, mean_hours, truth_of

ROOT = Path(__file__).parents[2]
FORBIDDEN_HOURS = 1e5
NOTHING, WON, LOST = 0, 1, 2


def net_values(questions: Sequence[tuple[SharedProblem, float]]) -> list[float]:
    """The values of problems for a worth, found in a process of its own: pyAgrum does not bear warnings as errors."""
    child = subprocess.run(
        [sys.executable, "-m", "tests.oracles.influence_diagram"],
        input=pickle.dumps(list(questions)),
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]), "PYTHONWARNINGS": "ignore"},
    )
    return [float(word) for word in child.stdout.split()]


def net_value(shared: SharedProblem, worth: float) -> float:
    """The maximum expected utility of the diagram."""
    import pyagrum as gum

    actions = shared.actions
    n_actions, n_worlds = len(actions), len(shared.belief)
    diagram = gum.InfluenceDiagram()
    diagram.addChanceNode(gum.LabelizedVariable("world", "", max(2, n_worlds)))
    diagram.cpt("world").fillWith([*shared.belief, *([0.0] * (2 - n_worlds))])
    for turn in range(n_actions):
        diagram.addDecisionNode(gum.LabelizedVariable(f"d{turn}", "", n_actions + 1))
        diagram.addChanceNode(gum.LabelizedVariable(f"r{turn}", "", 3))
        diagram.addArc("world", f"r{turn}")
        diagram.addArc(f"d{turn}", f"r{turn}")
        diagram.addUtilityNode(gum.LabelizedVariable(f"hours{turn}", "", 1))
        diagram.addArc(f"d{turn}", f"hours{turn}")
        diagram.addArc(f"r{turn}", f"hours{turn}")
        if turn:
            diagram.addArc(f"r{turn - 1}", f"d{turn}")
        for world, choice in product(range(max(2, n_worlds)), range(n_actions + 1)):
            diagram.cpt(f"r{turn}")[{"world": world, f"d{turn}": choice}] = _result(shared, choice, world)
        for choice, result in product(range(n_actions + 1), range(3)):
            hours = _hours(shared, choice, result)
            diagram.utility(f"hours{turn}")[{f"d{turn}": choice, f"r{turn}": result}] = -hours
    diagram.addUtilityNode(gum.LabelizedVariable("goal", "", 1))
    for turn in range(n_actions):
        diagram.addArc(f"d{turn}", "goal")
        diagram.addArc(f"r{turn}", "goal")
    for choices in product(range(n_actions + 1), repeat=n_actions):
        for results in product(range(3), repeat=n_actions):
            where = {f"d{t}": choice for t, choice in enumerate(choices)}
            where |= {f"r{t}": result for t, result in enumerate(results)}
            diagram.utility("goal")[where] = _goal(shared, choices, results, worth)
    solver = gum.ShaferShenoyLIMIDInference(diagram)
    solver.addNoForgettingAssumption([f"d{turn}" for turn in range(n_actions)])
    solver.makeInference()
    return float(solver.MEU()["mean"])


def _result(shared: SharedProblem, choice: int, world: int) -> list[float]:
    """Chances of nothing, success and failure."""
    if choice == 0 or world >= len(shared.belief):
        return [1.0, 0.0, 0.0]
    action = shared.actions[choice - 1]
    row = shared.chances.get(action)
    chance = shared.attempt(action).chance if row is None else row[world]
    return [0.0, chance, 1.0 - chance]


def _hours(shared: SharedProblem, choice: int, result: int) -> float:
    if choice == 0 or result == NOTHING:
        return 0.0
    attempt = shared.attempt(shared.actions[choice - 1])
    return mean_hours(attempt.success if result == WON else attempt.failure)


def _goal(shared: SharedProblem, choices: tuple[int, ...], results: tuple[int, ...], worth: float) -> float:
    """The worth if the goal is true in the end; a price for whatever was not to be attempted."""
    n_steps = len(shared.problem.steps)
    state = [UNTRIED] * len(shared.actions)
    price = 0.0
    for choice, result in zip(choices, results, strict=True):
        if choice == 0 or result == NOTHING:
            continue
        action = shared.actions[choice - 1]
        known = truth_of(shared.problem, tuple(state[:n_steps]))
        if state[choice - 1] != UNTRIED or any(known[need] != TRUE for need in shared.needs(action)):
            price += FORBIDDEN_HOURS
            continue
        state[choice - 1] = result
    is_true = truth_of(shared.problem, tuple(state[:n_steps]))[0] == TRUE
    return (worth if is_true else 0.0) - price


if __name__ == "__main__":
    for asked, stake in pickle.load(sys.stdin.buffer):  # noqa: S301 -- what the parent wrote
        print(repr(net_value(asked, stake)))  # noqa: T201
