"""What is too big to explore is bounded instead, in an effort that is counted."""

from dataclasses import replace

import pytest

from acumen.decision import DecisionProblem, Kind, Limits, Node, solve
from acumen.decision.leverage import break_even
from acumen.distributions import Attempt


def _chain(n_steps: int) -> DecisionProblem:
    """Steps under an `all`, each of which needs the one before."""
    steps = [
        Node(
            id=f"s{number}",
            kind=Kind.STEP,
            parent=0,
            needs=(number - 1,) if number > 1 else (),
            attempt=Attempt.plain(0.99, 1.0),
        )
        for number in range(1, n_steps + 1)
    ]
    goal = Node(id="goal", kind=Kind.ALL, parent=-1, members=tuple(range(1, n_steps + 1)))
    return DecisionProblem(nodes=(goal, *steps))


def test_a_chain_of_needs_within_the_limits_is_exact() -> None:
    solution = solve(_chain(40), worth=1e3)
    spent = sum(0.99**k for k in range(40))
    assert solution.status == "exact"
    assert solution.value == pytest.approx(1e3 * 0.99**40 - spent)


def test_beyond_the_limit_on_visits_the_truth_lies_between_the_bounds() -> None:
    chain = _chain(12)
    group = Node(id="either", kind=Kind.ANY, parent=0, members=(2, 14))
    spare = Node(id="spare", kind=Kind.STEP, parent=13, attempt=Attempt.plain(0.5, 1.0))
    nodes = [*chain.nodes, group, spare]
    nodes[0] = replace(nodes[0], members=(1, 13, *range(3, 13)))
    nodes[2] = replace(nodes[2], parent=13)
    problem = DecisionProblem(nodes=tuple(nodes))
    truth = solve(problem, worth=100.0)
    assert truth.status == "exact"
    solution = solve(problem, worth=100.0, limits=Limits(max_visits=100))
    assert solution.status == "bracketed"
    assert solution.lower <= truth.value <= solution.upper


def test_the_break_even_worth_is_found_from_a_worth_at_which_stopping_is_a_tie() -> None:
    steps = (
        Node(id="goal", kind=Kind.ALL, parent=-1, members=(1, 2)),
        Node(id="free", kind=Kind.STEP, parent=0, attempt=Attempt.plain(0.5, 0.0)),
        Node(id="paid", kind=Kind.STEP, parent=0, attempt=Attempt.plain(0.5, 10.0)),
    )
    found = break_even(DecisionProblem(nodes=steps), from_worth=20.0)
    assert found is not None
    assert found.worth == pytest.approx(20.0)
    assert found.step == 1
