"""What contradicts itself is not called exact, whatever solver gave it, and its bounds hold all that was attained."""

import math
from dataclasses import replace

import pytest

from acumen.decision import Solution, solve
from acumen.decision.checking import checked
from acumen.decision.solution import Ranked
from tests.decision.trees import ANY, build, plain

SOUND = solve(build(ANY(plain(0.5, 2.0), plain(0.3, 4.0))), worth=20.0)
RUN = solve(build(ANY(plain(0.5, 2.0), plain(0.3, 4.0))), objective="hours")


def test_a_sound_solution_stays_as_it_is() -> None:
    assert checked(SOUND) is SOUND
    assert checked(RUN) is RUN


def test_a_chance_that_rounding_has_put_above_1_is_1() -> None:
    above = replace(SOUND, chance=1.0 + 4e-16, hours=20.0 - SOUND.value, ranked=())
    assert (checked(above).chance, checked(above).status) == (1.0, "exact")


def test_a_price_beyond_the_bound_widens_it() -> None:
    dear = replace(SOUND, ranked=(Ranked(step=1, value=SOUND.upper + 1.0, regret=0.0),))
    assert (checked(dear).status, checked(dear).upper) == ("bracketed", SOUND.upper + 1.0)
    cheap = replace(RUN, ranked=(Ranked(step=1, value=RUN.lower - 1.0, regret=0.0),))
    assert (checked(cheap).status, checked(cheap).lower) == ("bracketed", RUN.lower - 1.0)


@pytest.mark.parametrize(
    "broken",
    [
        replace(SOUND, value=SOUND.upper + 1.0),
        replace(SOUND, hours=SOUND.hours + 1.0),
        replace(SOUND, chance=1.5),
        replace(SOUND, chance=math.nan),
        replace(RUN, hours=RUN.hours + 1.0),
        replace(RUN, chance=-0.5),
    ],
)
def test_what_contradicts_itself_is_called_bracketed(broken: Solution) -> None:
    found = checked(broken)
    assert found.status == "bracketed"
    assert found.lower <= found.value <= found.upper
    assert 0.0 <= found.chance <= 1.0
