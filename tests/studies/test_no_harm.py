"""Correcting calibrated people costs them next to nothing, and helps those who need it."""

from acumen.judgment.calibration import PERSON
from studies.no_harm import simulate


def test_calibrated_people_lose_no_more_than_a_thousandth_on_average() -> None:
    found = simulate("calibrated", n_people=20, n_said=100, prior=PERSON, seed=1)
    assert found.change - 2 * found.error < 0.001
    assert found.change < 0.002


def test_over_confident_people_gain_much_more_than_that() -> None:
    found = simulate("over-confident", n_people=10, n_said=100, prior=PERSON, seed=2)
    assert found.change < -0.01
    assert found.change + 3 * found.error < 0.0


def test_nobody_who_is_calibrated_loses_more_than_five_thousandths_over_thirty_forecasts() -> None:
    found = simulate("calibrated", n_people=60, n_said=30, prior=PERSON, seed=30)
    assert found.change < 0.001
    assert found.worst < 0.005
