"""What is too big to explore is bounded instead, in an effort that is counted."""

from dataclasses import replace
from pathlib import Path

import pytest

from acumen.decision import DecisionProblem, Kind, Limits, Node, limits, solve
from acumen.decision.bounds import revealed, upper
from acumen.decision.hypotheses.problem import SharedProblem
from acumen.decision.hypotheses.solve import solve_shared
from acumen.decision.leverage import break_even
from acumen.decision.solution import BOUNDS
from acumen.distributions import Attempt
from tests.decision.trees import ALL, ANY, build


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
    problem = _either_in_a_chain()
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


def _either_in_a_chain() -> DecisionProblem:
    """Twelve steps that wait for one another, one of which has a spare beside it."""
    chain = _chain(12)
    group = Node(id="either", kind=Kind.ANY, parent=0, members=(2, 14))
    spare = Node(id="spare", kind=Kind.STEP, parent=13, attempt=Attempt.plain(0.5, 1.0))
    nodes = [*chain.nodes, group, spare]
    nodes[0] = replace(nodes[0], members=(1, 13, *range(3, 13)))
    nodes[2] = replace(nodes[2], parent=13)
    return DecisionProblem(nodes=tuple(nodes))


def test_bounds_as_near_as_asked_for_are_left_and_others_are_made_to_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "QUICK", 10)
    problem = _either_in_a_chain()
    near = solve(problem, worth=100.0, limits=Limits(gap=0.5))
    assert (near.status, near.is_near) == ("bracketed", True)
    assert 0.0 < near.upper - near.lower <= 0.5 * near.upper
    exact = solve(problem, worth=100.0, limits=Limits(gap=0.0))
    assert (exact.status, exact.is_near) == ("exact", False)
    assert near.lower <= exact.value <= near.upper


def test_a_bracket_names_what_its_bound_came_from_and_an_exact_answer_has_none_to_name() -> None:
    problem = _either_in_a_chain()
    assert solve(problem, worth=100.0).bound_by == ()
    few = Limits(max_explored=5)
    assert solve(problem, worth=100.0, limits=few).bound_by == ("dropped", "revealed", "sum")
    assert solve(problem, objective="hours", limits=few).bound_by == ("alone",)


def test_a_bracket_of_shared_hypotheses_names_the_search_or_the_worlds() -> None:
    goal = Node(id="goal", kind=Kind.ANY, parent=-1, members=(1, 2))
    steps = (
        Node(id=name, kind=Kind.STEP, parent=0, attempt=Attempt.plain(0.5, hours))
        for name, hours in (("x", 6.0), ("y", 4.0))
    )
    problem = DecisionProblem(nodes=(goal, *steps))
    shared = SharedProblem(problem=problem, probes=(), belief=(0.5, 0.5), chances={1: (0.1, 0.9), 2: (0.1, 0.6)})
    found = {
        solve_shared(shared, worth=21.0, limits=Limits(max_states=n_states, max_places=1, max_histories=0)).bound_by
        for n_states in (1, 1_000)
    }
    assert found == {("search",), ("worlds",)}


def test_every_name_of_a_bound_is_explained_in_the_standard() -> None:
    standard = (Path(__file__).parents[2] / "docs" / "standard.md").read_text(encoding="utf-8")
    table = standard.partition("| what is freed |")[2].partition("\n\n")[0]
    assert [line.split("`")[1] for line in table.splitlines() if line.startswith("| `")] == list(BOUNDS)


def test_where_a_sweep_would_look_up_too_much_a_close_bracket_is_enough_unless_it_has_to_be_exact(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = build(
        ALL(*(ANY(Attempt.open_ended(0.6, 1.0, 4.0 + k), Attempt.open_ended(0.4, 2.0, 3.0 + k)) for k in range(3)))
    )
    exact = solve(problem, worth=100.0)
    assert (exact.status, exact.is_near) == ("exact", False)
    monkeypatch.setattr(limits, "QUICK_LOOKED_UP", 1)
    monkeypatch.setattr(revealed, "JOINT_STATES", 4)
    monkeypatch.setattr(upper, "JOINT_STATES", 4)
    near = solve(problem, worth=100.0, limits=Limits(gap=0.2))
    assert (near.status, near.is_near) == ("bracketed", True)
    assert near.lower <= exact.value <= near.upper
    assert near.upper - near.lower <= 0.2 * near.upper
    for gap in (0.0, 1e-9):  # not asked for, and not close enough
        again = solve(problem, worth=100.0, limits=Limits(gap=gap))
        assert (again.value, again.status, again.is_near) == (exact.value, "exact", False)
