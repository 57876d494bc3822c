import numpy as np
import pytest
from numpy.typing import NDArray

from studies import simulated_year
from studies.simulated_year import GENERATORS, N_PLANS, Arm, live

OVER_CONFIDENT = next(one for one in GENERATORS if one.name == "over-confident")
SLACK_HOURS = 2e-3  # values are exact to a millionth of the worth


@pytest.fixture(scope="module")
def year() -> tuple[Arm, Arm, Arm]:
    return live(OVER_CONFIDENT, seed=3)


def net(arm: Arm) -> NDArray[np.float64]:
    found: NDArray[np.float64] = np.array(arm.gained) - np.array(arm.hours)
    return found


def test_nobody_does_better_than_by_the_truth(year: tuple[Arm, Arm, Arm]) -> None:
    said, meant, true = map(net, year)
    assert len(true) == N_PLANS
    assert np.all(true >= said - SLACK_HOURS)
    assert np.all(true >= meant - SLACK_HOURS)


def test_both_act_alike_until_a_record_has_earned_a_correction(year: tuple[Arm, Arm, Arm]) -> None:
    said, meant, _ = map(net, year)
    assert np.array_equal(said[:2], meant[:2])
    assert not np.array_equal(said, meant)


def test_what_a_record_holds_is_what_was_said_and_not_what_it_meant(year: tuple[Arm, Arm, Arm]) -> None:
    said = {(row.key, row.chance, row.low_hours) for row in year[0].rows}
    both = [row for row in year[1].rows if row.key in {key for key, _, _ in said}]
    assert len(both) > N_PLANS / 2
    assert all((row.key, row.chance, row.low_hours) in said for row in both)


def test_a_year_is_the_same_again_and_another_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulated_year, "N_PLANS", 14)
    one, again = live(OVER_CONFIDENT, seed=3), live(OVER_CONFIDENT, seed=3)
    assert [arm.rows for arm in again] == [arm.rows for arm in one]
    assert [arm.rows for arm in live(OVER_CONFIDENT, seed=4)] != [arm.rows for arm in one]
