"""Curves above a value: convex, never below it, and as tight as their corners allow."""

import itertools

import pytest

from acumen.decision.backward_induction import compiled
from acumen.decision.backward_induction.curves import all_of, any_of, at, hull
from acumen.decision.backward_induction.tables import ROUGH, OneSided, stack, table_up_to, tabulate
from acumen.distributions import Attempt
from tests.oracles.random_problems import leavable_attempt, seeded


def test_a_hull_is_the_largest_convex_function_below_its_points() -> None:
    assert hull([(0.0, 0.0), (1.0, 1.0), (2.0, 1.0)]) == [(0.0, 0.0), (2.0, 1.0)]
    bent = [(0.0, 0.0), (1.0, 0.0), (2.0, 0.5), (3.0, 1.5)]
    assert hull(bent) == bent
    assert hull([*bent[:2], (1.5, 0.9), *bent[2:]]) == bent


def test_a_hull_stays_below_every_point_and_touches_some() -> None:
    rng = seeded(4)
    for _ in range(50):
        points = [(0.0, 0.0), *((float(x), rng.uniform(0.0, x)) for x in range(1, 12))]
        curve = hull(points)
        assert all(at(curve, x) <= y + 1e-12 for x, y in points)
        assert set(curve) <= set(points)
        slopes = [(y1 - y0) / (x1 - x0) for (x0, y0), (x1, y1) in itertools.pairwise(curve)]
        assert slopes == sorted(slopes)


def test_curves_of_plain_steps_combine_to_what_their_group_is_worth() -> None:
    first, second = [(0.0, 0.0), (4.0, 0.0), (20.0, 8.0)], [(0.0, 0.0), (5.0, 0.0), (20.0, 3.0)]  # .5/2 and .2/1
    best_of_two = [
        max(0.5 * m - 2.0 + max(0.0, 0.5 * 0.2 * m - 0.5), 0.2 * m - 1.0 + 0.8 * (0.5 * m - 2.0)) for m in (12.0, 20.0)
    ]
    combined = any_of([first, second])
    assert [at(combined, 12.0), at(combined, 20.0)] == pytest.approx(best_of_two)
    summed = all_of([first, second])  # one jump of the slope of the first, by .5 at 4: .5 · second(m − 4)
    assert at(summed, 20.0) == pytest.approx(0.5 * 0.2 * (20.0 - 4.0 - 5.0))
    assert at(summed, 9.0) == 0.0
    exact, chord = 0.2 * 0.5 * 20.0 - (1.0 + 0.2 * 2.0), 20.0 * 0.4 * 0.15
    assert exact <= at(summed, 20.0) <= chord


def test_tangents_and_chords_of_a_table_are_no_further_apart_than_asked() -> None:
    rng = seeded(9)
    for _ in range(20):
        attempt = leavable_attempt(rng)
        top = 50.0 * attempt.mean_hours + 1.0

        def gain_at(stake: float) -> tuple[float, float, float]:
            best = attempt.gain(stake)  # noqa: B023 -- used at once
            return best.value, best.slope, best.spent_hours

        points = tabulate(gain_at, top, 1e-5 * top)
        for left, right in itertools.pairwise(points):
            for share in (0.1, 0.5, 0.9):
                stake = left[0] + share * (right[0] - left[0])
                tangent = max(left[1] + left[2] * (stake - left[0]), right[1] + right[2] * (stake - right[0]))
                chord = left[3] + share * (right[3] - left[3])
                value = attempt.gain(stake).value
                assert tangent - 1e-9 * top <= value <= chord + 1e-9 * top
                assert chord - max(0.0, tangent) <= 1.0001e-5 * top
            assert left[1] == pytest.approx(left[2] * left[0] - left[4], abs=1e-9 * top)


def test_a_table_looked_up_in_plain_python_says_what_the_compiled_look_up_says() -> None:
    attempt = Attempt.open_ended(0.6, 2.0, 9.0)
    points = table_up_to(attempt, 64.0, ROUGH)
    stacked = stack([points])[0]
    for side in (0, 1):
        table = OneSided(points, bool(side))
        for stake in (-1.0, 0.0, 1e-6, 3.0, *(stake for stake, *_ in points), 17.3, 63.9, 64.0, 64.0 + 1e-9):
            best = table.gain(stake)
            assert (best.value, best.slope, best.spent_hours) == compiled.gain(stacked, stake, side)
            truth = attempt.gain(stake).value
            slack = ROUGH * 64.0 / 4.0
            assert (truth - 1e-9 if side else truth - slack) <= best.value <= (truth + slack if side else truth + 1e-9)
