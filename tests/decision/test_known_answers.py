"""The examples with known answers of docs/standard.md, to all printed digits."""

import pytest

from acumen.decision import STOP, DecisionProblem, Limits, solve
from acumen.decision.leverage import break_even
from acumen.decision.solve import layout_within
from acumen.decision.tree_structure import normal_form, view
from acumen.distributions import Attempt
from tests.decision.trees import ALL, ANY, Tree, build, plain


def _states(problem: DecisionProblem) -> int:
    return solve(problem, objective="hours").n_states


@pytest.mark.parametrize(
    ("tree", "worth", "value"),
    [
        (ALL(ANY(plain(0.3, 1), plain(0.2, 7)), plain(0.2, 8)), 111.0, 3.26),
        (ALL(ANY(plain(0.5, 6), plain(0.2, 2)), ANY(plain(0.5, 7), plain(0.4, 1))), 26.0, 2.52),
        (
            ANY(
                ALL(ANY(plain(0.25, 8), plain(0.95, 5)), ANY(plain(0.2, 1), plain(0.15, 9))),
                ALL(plain(0.35, 8), plain(0.9, 9)),
            ),
            54.0,
            13.04695,
        ),
    ],
)
def test_net_examples_of_the_standard(tree: Tree, worth: float, value: float) -> None:
    solution = solve(build(tree), worth=worth)
    assert solution.value == pytest.approx(value, abs=1e-9)
    assert solution.status == "exact"
    assert solution.lower == solution.upper == solution.value
    assert worth * solution.chance - solution.hours == pytest.approx(solution.value)


@pytest.mark.parametrize(
    ("tree", "value"),
    [
        (ALL(plain(0.4, 8), ANY(ALL(plain(0.4, 2), plain(0.7, 9)), plain(0.1, 2))), 8.416),
        (ALL(ANY(ALL(plain(0.2, 1), plain(0.5, 10)), ALL(plain(0.1, 1), plain(0.5, 6))), plain(0.1, 5)), 3.464),
        (ALL(plain(0.9, 0.5), plain(0.4, 4)), 246 / 60),
        (ALL(plain(0.9, 0.5), plain(0.4, 2)), 132 / 60),
        (ALL(plain(0.9, 12), plain(0.65, 2)), 9.8),
    ],
)
def test_hours_examples_of_the_standard(tree: Tree, value: float) -> None:
    solution = solve(build(tree), objective="hours")
    assert solution.value == pytest.approx(value, abs=1e-9)
    assert solution.status == "exact"


def test_one_step_that_may_be_left() -> None:
    solution = solve(build(Attempt.open_ended(0.5, 2.0, 40.0)), worth=80.0)
    assert round(solution.value, 2) == 19.25
    assert round(solution.patience_hours, 1) == 21.0


def test_ten_identical_triples_have_285_states_before_the_last() -> None:
    triple = ALL(plain(0.5, 1), plain(0.6, 2), plain(0.7, 3))
    assert _states(build(ANY(*[triple] * 10))) == 285 + 1  # and the one in which all have ended


def test_identical_steps_that_may_be_left_are_counted_not_named() -> None:
    twin = Attempt.open_ended(0.3, 1.0, 20.0)
    problem = build(ANY(*[twin] * 8))
    layout = layout_within(view(problem, "net", (0,) * len(problem.nodes)), Limits())
    assert layout.n_states == 9


def test_groups_that_add_nothing_are_dissolved() -> None:
    problem = build(ALL(ALL(plain(0.5, 1), ANY(plain(0.5, 2))), ALL(ALL(plain(0.5, 3)))))
    branch = normal_form(view(problem, "net", (0,) * len(problem.nodes)))
    assert len(branch.parts) == 1


def test_ties_go_to_the_order_of_the_file() -> None:
    solution = solve(build(ANY(plain(0.5, 2), plain(0.5, 2), plain(0.5, 2))), worth=100.0)
    assert solution.next == 1


def test_a_tie_with_stopping_is_to_stop() -> None:
    assert solve(build(plain(0.5, 10)), worth=20.0).next == STOP


def test_the_break_even_worth_of_a_chain_is_its_hours_per_chance() -> None:
    found = break_even(build(ALL(plain(0.5, 2), plain(0.5, 4))))
    assert found is not None
    assert found.worth == pytest.approx((2 + 0.5 * 4) / 0.25)


@pytest.mark.parametrize("elsewhere", [0.9, 0.999, 1.001, 1.5])
def test_starting_pays_exactly_above_the_break_even_worth(elsewhere: float) -> None:
    steps = [Attempt.open_ended(0.3, 1.0, 20.0), plain(0.4, 3), Attempt.open_ended(0.6, 4.0, 30.0)]
    problem = build(ALL(ANY(*steps), plain(0.5, 6)))
    found = break_even(problem)
    assert found is not None
    assert (solve(problem, worth=elsewhere * found.worth).next == STOP) == (elsewhere < 1.0)


def test_what_can_not_come_true_has_no_break_even_worth() -> None:
    assert break_even(build(ALL(plain(0.5, 2), plain(0.0, 4)))) is None


@pytest.mark.parametrize("factor", [1e-12, 1e-9, 1e-3, 1e3])
def test_an_answer_in_smaller_units_is_the_same_answer(factor: float) -> None:
    bets = [(0.3, 1.0), (0.2, 7.0), (0.2, 8.0)]

    def answer(unit: float) -> tuple[float, int]:
        first, second, last = (plain(prob, hours * unit) for prob, hours in bets)
        found = solve(build(ALL(ANY(first, second), last)), worth=111.0 * unit)
        return found.value / unit, found.next

    assert answer(factor)[0] == pytest.approx(answer(1.0)[0], rel=1e-12, abs=0.0)
    assert answer(factor)[1] == answer(1.0)[1]


def test_a_bet_is_taken_however_little_it_is_worth() -> None:
    solution = solve(build(plain(0.0005, 0.0)), worth=1e-9)
    assert (solution.next, solution.status) == (0, "exact")
    assert solution.value == pytest.approx(5e-13, rel=1e-12, abs=0.0)
