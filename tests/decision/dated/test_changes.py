"""A dated plan with one thing changed: by laws of the hours, and by what is open in what is given up."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acumen.decision.dated.changes import given_up, going_badly, halved, may_change, sure, with_attempt
from acumen.decision.dated.problem import DatedProblem
from acumen.decision.problem import Kind
from acumen.decision.tree_structure import attempt_of
from acumen.distributions import Attempt, UnderWay, carry_on
from acumen.errors import UsageError
from tests.oracles.random_problems import Tree, number

LOW_HOURS, HIGH_HOURS = 3.0, 12.0
GROWN: Tree = (Kind.ALL, (Attempt.open_ended(0.6, LOW_HOURS, HIGH_HOURS), (Kind.ANY, (Attempt.plain(0.5, 4.0),) * 2)))
OPEN_ENDED, GROUP, ONE, OTHER = 1, 2, 3, 4  # as the nodes are numbered


def dated() -> DatedProblem:
    problem = number(GROWN)
    n = len(problem.nodes)
    return DatedProblem(problem=problem, by_hours=(30.0,), worths=(90.0,), cuts=(math.inf,) * n, due_hours=(20.0,) * n)


@given(prob=st.floats(0.01, 0.99))
def test_half_the_hours_are_half_at_every_quantile_and_the_chance_stays(prob: float) -> None:
    for step in (OPEN_ENDED, ONE):
        was, now = attempt_of(dated().problem, step), attempt_of(halved(dated(), step).problem, step)
        assert now.chance == was.chance
        for half, whole in ((now.success, was.success), (now.failure, was.failure)):
            assert half.quantile(prob) == pytest.approx(whole.quantile(prob) / 2.0)
        assert now.mean_hours == pytest.approx(was.mean_hours / 2.0)


def test_a_step_that_goes_badly_takes_what_it_exceeds_once_in_twenty_times() -> None:
    was, now = (attempt_of(one.problem, OPEN_ENDED) for one in (dated(), going_badly(dated(), OPEN_ENDED)))
    assert now.chance == was.chance
    assert 1.0 - was.success.cdf(now.success.mean_hours) == pytest.approx(0.05)
    assert was.failure.cdf(now.failure.mean_hours) >= 0.95 - 1e-9
    assert now.success.quantile(0.01) == now.success.quantile(0.99)
    commitment = attempt_of(going_badly(dated(), ONE).problem, ONE)
    assert commitment.mean_hours == pytest.approx(4.0)


def test_a_change_of_one_step_leaves_all_others_and_all_days_as_they_are() -> None:
    for changed in (halved(dated(), ONE), sure(dated(), ONE), going_badly(dated(), ONE)):
        assert [changed.problem.nodes[n] for n in (0, OPEN_ENDED, GROUP, OTHER)] == (
            [dated().problem.nodes[n] for n in (0, OPEN_ENDED, GROUP, OTHER)]
        )
        assert (changed.by_hours, changed.worths, changed.due_hours) == ((30.0,), (90.0,), (20.0,) * 5)
    assert attempt_of(sure(dated(), ONE).problem, ONE).chance == 1.0


def test_what_is_under_way_is_not_halved_in_thought() -> None:
    begun = carry_on(attempt_of(dated().problem, OPEN_ENDED), 2.0)
    assert isinstance(begun, UnderWay)
    going = with_attempt(dated(), OPEN_ENDED, begun)
    assert [may_change(going, step) for step in (OPEN_ENDED, ONE)] == [False, True]
    with pytest.raises(UsageError, match="from the start"):
        halved(going, OPEN_ENDED)


@pytest.mark.parametrize(
    ("statuses", "parts", "expected"),
    [
        ((0, 0, 0, 0, 0), (GROUP,), (0, 0, 0, 2, 2)),
        ((0, 0, 0, 1, 0), (GROUP,), (0, 0, 0, 1, 2)),  # what has worked stays so
        ((0, 0, 0, 2, 0), (OPEN_ENDED,), (0, 2, 0, 2, 0)),
        ((0, 0, 0, 0, 0), (OPEN_ENDED, OTHER), (0, 2, 0, 0, 2)),
        ((0, 1, 0, 0, 0), (0,), (0, 1, 0, 2, 2)),
        ((0, 0, 0, 0, 0), (), (0, 0, 0, 0, 0)),
    ],
)
def test_giving_up_a_part_ends_what_is_open_in_it_and_nothing_else(
    statuses: tuple[int, ...], parts: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    assert given_up(dated(), statuses, parts) == expected
