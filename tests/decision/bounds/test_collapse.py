"""A part of a problem as a bet: the tangent it is worth, how close to the optimum; and which knots are too wide to explore."""

import pytest

from acumen.decision import Kind, Limits, solve
from acumen.decision.bounds import revealed
from acumen.decision.bounds.collapse import MACRO_POINTS, Macro, macro
from acumen.decision.bounds.inside import Ordered
from acumen.decision.tree_structure import normal_form, view
from acumen.distributions import Attempt
from tests.decision.trees import ALL, ANY, build, plain
from tests.oracles.random_problems import set_needs


def test_a_collapsed_bet_is_worth_the_better_tangent_of_the_points_around_the_stake() -> None:
    points = ((0.0, 0.0, 0.0, 0.0, 0.0), (10.0, 2.0, 0.5, 2.0, 3.0), (20.0, 8.0, 0.8, 8.0, 8.0))
    plain_part = Attempt.plain(0.8, 8.0)
    bet = Macro(
        chance=0.8,
        success=plain_part.success,
        failure=plain_part.failure,
        may_be_left=True,
        points=points,
        follow=lambda stake: Ordered(Kind.ANY, ()),  # noqa: ARG005 -- not followed here
    )
    # stake: value, slope, hours of the tangent that is the higher one there
    expected = {
        5.0: (0.0, 0.0, 0.0),
        7.0: (0.5, 0.5, 3.0),
        12.0: (3.0, 0.5, 3.0),
        17.0: (5.6, 0.8, 8.0),
        25.0: (12.0, 0.8, 8.0),
    }
    for stake, figures in expected.items():
        gain = bet.gain(stake)
        assert (gain.value, gain.slope, gain.spent_hours) == pytest.approx(figures), stake


def test_a_small_group_as_a_bet_falls_short_of_the_optimum_by_no_more_than_its_tolerance() -> None:
    worth = 120.0
    problem = build(ANY(*(Attempt.open_ended(0.3 + 0.1 * k, 1.0 + k, 9.0 + 4.0 * k) for k in range(3))))
    seen = view(problem, "net", (0,) * len(problem.nodes))
    bet = macro(seen, normal_form(seen), worth, Limits())
    assert len(bet.points) < MACRO_POINTS
    shortfalls = []
    for number in range(1, 41):
        stake = worth * number / 40.0
        shortfalls.append(solve(problem, worth=stake).value - bet.gain(stake).value)
    assert min(shortfalls) >= -1e-6 * worth
    assert max(shortfalls) <= 1.2e-4 * worth


@pytest.mark.parametrize(("n_more", "is_wide"), [(0, False), (1, True)])
def test_a_knot_is_wide_by_the_steps_that_may_be_started_and_not_by_those_that_wait(
    n_more: int,
    is_wide: bool,  # noqa: FBT001 -- parametrized
) -> None:
    n_steps = 2 * revealed.WIDE + n_more
    problem = build(ALL(*(plain(0.9, 1.0) for _ in range(n_steps))))
    waiting = dict.fromkeys(range(2, revealed.WIDE + 2), (1,))
    others = {revealed.WIDE + 1: (1, *range(revealed.WIDE + 2, n_steps + 1))}
    tied = set_needs(problem, {**waiting, **others})
    (knot,) = normal_form(view(tied, "net", (0,) * len(tied.nodes))).parts
    assert revealed._is_wide(view(tied, "net", (0,) * len(tied.nodes)), knot) == is_wide
