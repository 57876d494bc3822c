"""Seeded random problems whose steps share hypotheses, rich in what goes wrong: certainties, ties, needs, useless probes."""

from dataclasses import replace
from random import Random

from acumen.decision.hypotheses.problem import ProbeNode, SharedProblem
from acumen.decision.problem import DecisionProblem
from acumen.distributions import Attempt
from tests.oracles.random_problems import random_plain_problem


def random_shared(rng: Random, *, max_actions: int = 6, max_worlds: int = 4, with_needs: bool = True) -> SharedProblem:
    """Draw a tree of plain steps, up to three probes, and 2 to `max_worlds` worlds that some actions depend on."""
    n_probes = rng.randint(0, min(3, max_actions - 1))
    problem = random_plain_problem(rng, max_steps=max_actions - n_probes, max_depth=3, with_needs=with_needs)
    n_worlds = rng.randint(2, max_worlds)
    weights = [rng.random() if rng.random() < 0.9 else 0.0 for _ in range(n_worlds)]
    weights[rng.randrange(n_worlds)] += 0.3
    chances: dict[int, tuple[float, ...]] = {}
    for step in problem.steps:
        if rng.random() < 0.6:
            chances[step] = tuple(_chance(rng) for _ in range(n_worlds))
    if not chances:
        chances[problem.steps[0]] = tuple(_chance(rng) for _ in range(n_worlds))
    probes = []
    for number in range(n_probes):
        needs = tuple(rng.sample(range(1, len(problem.nodes)), 1)) if with_needs and _has_many(rng, problem) else ()
        probes.append(ProbeNode(id=f"p{number}", attempt=Attempt.plain(0.5, _hours(rng)), needs=needs))
        row = tuple(_chance(rng) for _ in range(n_worlds))
        chances[len(problem.nodes) + number] = row if rng.random() < 0.9 else (row[0],) * n_worlds
    total = sum(weights)
    return SharedProblem(
        problem=problem, probes=tuple(probes), belief=tuple(weight / total for weight in weights), chances=chances
    )


def _has_many(rng: Random, problem: DecisionProblem) -> bool:
    return len(problem.nodes) > 2 and rng.random() < 0.3


def _chance(rng: Random) -> float:
    return rng.choice((0.0, 1.0)) if rng.random() < 0.15 else round(rng.random(), rng.choice((1, 3)))


def _hours(rng: Random) -> float:
    return rng.choice((0.0, 0.1, 0.5, 1.0, 2.0)) if rng.random() < 0.7 else 5.0 * rng.random()


def random_worth(rng: Random, shared: SharedProblem) -> float:
    """Draw a worth on the scale of the hours, so that both stopping and going on are often right."""
    hours = sum(shared.attempt(action).mean_hours for action in shared.problem.steps)
    worth: float = max(hours, 1.0) * 0.4 * 40.0 ** rng.random()
    return worth


def random_start(rng: Random, shared: SharedProblem) -> tuple[int, ...]:
    """Statuses of all nodes and probes, with a probe or two already answered."""
    statuses = [0] * (shared.n_nodes + len(shared.probes))
    for number in range(shared.n_nodes, len(statuses)):
        statuses[number] = rng.choice((0, 1, 2))
    return tuple(statuses)


def without_needs(shared: SharedProblem) -> SharedProblem:
    """The same with nothing that waits for anything."""
    nodes = tuple(replace(node, needs=()) for node in shared.problem.nodes)
    probes = tuple(replace(probe, needs=()) for probe in shared.probes)
    return replace(shared, problem=DecisionProblem(nodes=nodes), probes=probes)
