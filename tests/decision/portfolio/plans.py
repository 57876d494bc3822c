"""Plans for the tests of portfolios: those of the page that specifies them, and drawn ones."""

import math
from random import Random

from acumen.decision.dated.problem import DatedProblem
from acumen.decision.portfolio.problem import PlanBet
from acumen.decision.problem import DecisionProblem, Kind
from acumen.distributions import Attempt
from tests.oracles.random_problems import Tree, number

INF = math.inf


def bet(
    id_: str, problem: DecisionProblem, worth: float, *, last_hours: float = INF, most_hours: float = INF
) -> PlanBet:
    n_nodes = len(problem.nodes)
    dated = DatedProblem(
        problem=problem, by_hours=(last_hours,), worths=(worth,), cuts=(INF,) * n_nodes, due_hours=(INF,) * n_nodes
    )
    return PlanBet(id=id_, dated=dated, most_hours=most_hours)


def tree(id_: str, grown: Tree, worth: float, *, most_hours: float = INF) -> PlanBet:
    if isinstance(grown, Attempt):
        grown = (Kind.ALL, (grown,))
    return bet(id_, number(grown), worth, most_hours=most_hours)


def step(chance: float, hours: float) -> Attempt:
    return Attempt.plain(chance, hours)


def both(*members: Tree) -> Tree:
    return (Kind.ALL, members)


def one_of(*members: Tree) -> Tree:
    return (Kind.ANY, members)


WINTER = (
    tree("countdown", both(step(0.6, 10), one_of(step(0.5, 16), step(0.3, 12))), 140.0),
    tree("survey", both(step(0.9, 12), step(0.85, 10)), 45.0),
    tree("tool", one_of(step(0.3, 8), step(0.35, 14)), 75.0),
    tree("theory", both(step(0.4, 12), step(0.5, 20)), 260.0),
    tree("grant", step(0.2, 16), 170.0, most_hours=16.0),
)


def drawn(rng: Random, n_plans: int, *, most: int = 20) -> tuple[PlanBet, ...]:
    """Plans of up to three commitments in whole hours."""
    found = []
    for number_ in range(n_plans):
        steps = [step(rng.randint(15, 95) / 100.0, float(rng.randint(1, most))) for _ in range(3)]
        a, b, c = steps
        shapes = (a, both(a, b), one_of(a, b), both(a, one_of(b, c)), one_of(a, both(b, c)))
        found.append(tree(f"p{number_}", rng.choice(shapes), float(rng.randint(1, 8) * most)))
    return tuple(found)
