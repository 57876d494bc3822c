"""Hours by the clock: days off lose their hours, and the way back finds the day."""

from hypothesis import given
from hypothesis import strategies as st

from acumen.distributions.calendar import WorkingHours, spread

WEEK = (0, 1, 2, 3, 4)
FRIDAY = 4


def test_a_week_is_spread_over_its_working_days() -> None:
    assert spread(20.0, WEEK, FRIDAY, (False,) * 5).by_day == (4.0, 0.0, 0.0, 4.0, 4.0)


def test_the_hours_of_a_day_off_are_lost_and_not_moved() -> None:
    assert spread(20.0, WEEK, FRIDAY, (False, False, False, True, False)).by_day == (4.0, 0.0, 0.0, 0.0, 4.0)


def test_nobody_who_works_on_no_day_has_hours() -> None:
    assert spread(20.0, (), FRIDAY, (False,) * 3).by_day == (0.0,) * 3


def test_the_hours_until_a_day_off_are_those_until_the_working_day_before() -> None:
    working = spread(20.0, WEEK, FRIDAY, (False,) * 4)
    assert [working.until_end_of(day) for day in (-1, 0, 1, 2, 3, 99)] == [0.0, 4.0, 4.0, 4.0, 8.0, 8.0]
    assert WorkingHours(()).until_end_of(3) == 0.0


def test_the_day_of_an_hour_is_the_first_on_which_it_is_worked() -> None:
    working = spread(20.0, WEEK, FRIDAY, (False,) * 4)
    assert working.days_of((0.0, 0.1, 4.0, 4.1, 8.0, 8.1)) == (0, 0, 0, 3, 3, None)


@given(st.lists(st.floats(0.0, 24.0), min_size=1, max_size=40), st.floats(0.0, 1.0))
def test_what_fits_until_its_day_and_not_until_the_day_before(by_day: list[float], share: float) -> None:
    working = WorkingHours(tuple(by_day))
    hours = share * working.until_end_of(len(by_day))
    day = working.day_of(hours)
    assert day is not None
    assert working.until_end_of(day) >= hours * (1.0 - 1e-9)
    assert day == 0 or working.until_end_of(day - 1) < hours
