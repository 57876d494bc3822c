"""Hours may be counted in any unit: what is best to do, and every chance, stays to the last bit.

Units a power of two apart change no digit of a sum or a product. So whatever compares hours with a figure of its own,
instead of with other hours, shows here, however small that figure is.
"""

from dataclasses import replace

import pytest

from acumen.decision import DecisionProblem, Limits, solve
from acumen.decision.hypotheses.problem import SharedProblem
from acumen.decision.hypotheses.solve import explore
from acumen.decision.solution import Solution
from acumen.distributions import Attempt
from tests.oracles.random_problems import random_plain_problem, random_worth, seeded
from tests.oracles.random_shared import random_shared
from tests.oracles.random_shared import random_worth as random_shared_worth

UNITS = (2.0**-16, 2.0**16)
ROUGH = Limits(max_states=5, max_places=12, max_histories=0)


def in_units(attempt: Attempt, unit: float) -> Attempt:
    """The attempt as a commitment, as the logarithm of hours does not stay to the last bit."""
    return Attempt.plain(attempt.chance, attempt.mean_hours * unit)


def problem_in(problem: DecisionProblem, unit: float) -> DecisionProblem:
    nodes = (
        node if node.attempt is None else replace(node, attempt=in_units(node.attempt, unit)) for node in problem.nodes
    )
    return DecisionProblem(nodes=tuple(nodes))


def shared_in(shared: SharedProblem, unit: float) -> SharedProblem:
    probes = tuple(replace(probe, attempt=in_units(probe.attempt, unit)) for probe in shared.probes)
    return replace(shared, problem=problem_in(shared.problem, unit), probes=probes)


def assert_same(found: Solution, other: Solution, unit: float, seed: int) -> None:
    assert (other.next, other.status, other.chance) == (found.next, found.status, found.chance), seed
    assert (other.value, other.lower, other.upper) == tuple(
        unit * x for x in (found.value, found.lower, found.upper)
    ), seed
    assert [entry.step for entry in other.ranked] == [entry.step for entry in found.ranked], seed


@pytest.mark.parametrize("limits", [Limits(), ROUGH], ids=["exact", "between bounds"])
@pytest.mark.parametrize("objective", ["net", "hours"])
def test_a_plan_in_other_units_is_the_same_plan(objective: str, limits: Limits) -> None:
    for seed in range(40):
        rng = seeded(50_000 + seed)
        problem = random_plain_problem(rng, max_steps=7, with_needs=seed % 2 == 1)
        worth = random_worth(rng, problem)
        found, *others = (
            solve(problem_in(problem, unit), worth=worth * unit, objective=objective, limits=limits)  # type: ignore[arg-type]
            for unit in (1.0, *UNITS)
        )
        for other, unit in zip(others, UNITS, strict=True):
            assert_same(found, other, unit, seed)


@pytest.mark.parametrize("limits", [Limits(), ROUGH], ids=["exact", "between bounds"])
def test_a_plan_with_hypotheses_in_other_units_is_the_same_plan(limits: Limits) -> None:
    for seed in range(40):
        rng = seeded(51_000 + seed)
        shared = random_shared(rng, max_actions=6)
        worth = random_shared_worth(rng, shared)
        found, *others = (
            explore(shared_in(shared, unit), worth=worth * unit, limits=limits).solution for unit in (1.0, *UNITS)
        )
        for other, unit in zip(others, UNITS, strict=True):
            assert_same(found, other, unit, seed)
