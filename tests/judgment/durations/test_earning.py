"""The gate's sum, kept as outcomes come in, is that of all of them added up at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acumen.judgment.durations.earning import Earning
from acumen.judgment.gate import PERSON_SHARE, add_up, weigh

outcomes = st.lists(st.tuples(st.integers(0, 6), st.floats(-3.0, 3.0)), min_size=1, max_size=30)


@given(made=outcomes, ends=st.lists(st.integers(0, 30), max_size=5))
def test_gains_taken_in_parts_are_those_added_up_at_once(made: list[tuple[int, float]], ends: list[int]) -> None:
    made.sort(key=lambda row: row[0])
    days, gains = (np.array(column, dtype=float) for column in zip(*made, strict=True))
    found = Earning()
    for rows in np.split(np.arange(days.size), sorted(min(end, days.size) for end in ends)):
        found.take(gains[rows], days[rows] + 0.25)
    summed, n_days = add_up(gains, days)
    assert found.gain == pytest.approx(summed[-1], abs=1e-12)
    assert found.n_days == n_days[-1]
    assert found.weight == pytest.approx(float(weigh(summed[-1], n_days[-1])))


def test_one_day_however_telling_does_not_open_the_gate_beyond_where_it_begins() -> None:
    found = Earning()
    assert found.weight == 0.0
    found.take(np.full(50, 1.0), np.full(50, 3.0))
    assert found.gain == pytest.approx(50.0 / (1.0 + 49 * 0.05))
    assert found.weight == PERSON_SHARE
    found.take(np.zeros(1), np.array([4.0]))
    assert found.weight > 0.9
