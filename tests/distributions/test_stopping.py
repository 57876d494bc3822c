"""When to leave a step that has been under way for a while."""

import math

import pytest
from scipy import integrate

from acumen.distributions import Attempt, LogNormal
from acumen.distributions.stopping import _with_turning_points


@pytest.mark.parametrize("elapsed", [3.0, 8.0, 14.0])
@pytest.mark.parametrize("stake", [40.0, 90.0])
def test_the_gain_of_a_step_under_way_is_that_of_the_rest_by_hand(elapsed: float, stake: float) -> None:
    chance, success, failure = 0.6, LogNormal.from_interval(4.0, 40.0), LogNormal.from_interval(6.0, 30.0)
    found = Attempt(chance=chance, success=success, failure=failure, may_be_left=True).gain(
        stake, elapsed_hours=elapsed
    )

    def alive(hours: float) -> float:
        return chance * success.survival(hours) + (1.0 - chance) * failure.survival(hours)

    def rest(until: float) -> tuple[float, float]:
        worked = chance * (success.survival(elapsed) - success.survival(until)) / alive(elapsed)
        spent = integrate.quad(alive, elapsed, until, limit=200)[0] / alive(elapsed)
        return worked * stake - spent, spent

    assert found.value == pytest.approx(rest(found.patience_hours)[0], rel=1e-6, abs=1e-9)
    assert found.spent_hours == pytest.approx(rest(found.patience_hours)[1], rel=1e-6, abs=1e-9)
    assert all(rest(elapsed + more)[0] <= found.value + 1e-9 for more in (0.5, 2.0, 5.0, 10.0, 20.0, 60.0))


def test_between_samples_every_top_and_every_bottom_is_found() -> None:
    """Of x·sin x sampled at whole numbers: where tan x = −x."""
    xs = [float(x) for x in range(12)]

    def height(x: float) -> float:
        return x * math.sin(x)

    found = _with_turning_points(height, xs, [height(x) for x in xs])
    turns = [x for x, _ in found if not x.is_integer()]
    assert turns == pytest.approx([2.028757838, 4.913180439, 7.978665712, 11.08553841][: len(turns)], abs=1e-6)
    assert len(turns) == 3
    assert all(y == height(x) for x, y in found)
    assert found == sorted(found)
