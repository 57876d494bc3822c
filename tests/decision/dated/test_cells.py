"""Attempts in cells: nothing is lost, rounding up comes late and rounding down early, and the ends are where they are said."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acumen.decision.dated.cells import rounded
from acumen.distributions import Attempt

N_CELLS = 40
ATTEMPTS = st.one_of(
    st.builds(Attempt.plain, st.floats(0.0, 1.0), st.floats(0.0, 12.0)),
    st.builds(
        lambda chance, low, times: Attempt.open_ended(chance, low, low * times),
        st.floats(0.05, 1.0),
        st.floats(0.2, 4.0),
        st.floats(1.5, 6.0),
    ),
)


@given(attempt=ATTEMPTS, cell_hours=st.sampled_from([0.25, 0.4, 1.0]), is_up=st.booleans())
def test_what_shows_and_what_is_alive_make_up_the_whole_at_every_cell(
    attempt: Attempt,
    cell_hours: float,
    is_up: bool,  # noqa: FBT001
) -> None:
    cells = rounded(attempt, cell_hours, N_CELLS, is_up=is_up)
    shown = np.cumsum(cells.succeeds + cells.fails)
    assert shown + cells.alive == pytest.approx(np.ones(N_CELLS + 1))
    shows = np.nonzero(cells.succeeds + cells.fails)[0]
    if len(shows):
        assert (cells.n_shown, cells.n_last) == (shows[0], shows[-1])
    works = np.nonzero(cells.succeeds)[0]
    assert cells.n_first == (works[0] if len(works) else N_CELLS + 1)


@given(attempt=ATTEMPTS, cell_hours=st.sampled_from([0.25, 0.4, 1.0]))
def test_rounded_up_success_is_never_before_its_time_and_rounded_down_never_after(
    attempt: Attempt, cell_hours: float
) -> None:
    up, down = (np.cumsum(rounded(attempt, cell_hours, N_CELLS, is_up=is_up).succeeds) for is_up in (True, False))
    true = np.array([attempt.chance * attempt.success.cdf(d * cell_hours * (1.0 + 1e-9)) for d in range(N_CELLS + 1)])
    assert (up <= true + 1e-9).all()
    assert (down >= true - 1e-6).all()
    assert (up[1:] >= down[:-1] - 1e-6).all()  # by less than a cell


@pytest.mark.parametrize(("hours", "up", "down"), [(2.0, 4, 4), (2.1, 5, 4), (2.4, 5, 4), (2.5, 5, 5), (0.0, 0, 0)])
def test_what_ends_at_an_edge_ends_there_both_ways(hours: float, up: int, down: int) -> None:
    attempt = Attempt.plain(0.75, hours)
    for is_up, place in ((True, up), (False, down)):
        cells = rounded(attempt, 0.5, N_CELLS, is_up=is_up)
        assert cells.succeeds[place] == pytest.approx(0.75)
        assert cells.fails[place] == pytest.approx(0.25)
        assert (cells.n_first, cells.n_shown, cells.n_last) == (place,) * 3
        assert cells.mean_hours == pytest.approx(hours)
        assert cells.spent == pytest.approx([min(hours, d * 0.5) for d in range(N_CELLS + 1)])


def test_what_takes_longer_than_the_grid_is_alive_at_its_end() -> None:
    cells = rounded(Attempt.plain(0.5, 21.0), 0.5, N_CELLS, is_up=True)
    assert not cells.succeeds.any()
    assert cells.alive[-1] == pytest.approx(1.0)
    assert cells.n_first == N_CELLS + 1
    assert math.isclose(cells.spent[-1], 20.0)
