"""Developers of one company, each by his own record alone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from studies.sip import AIM_ALONE, correct_alone, read_sip


@pytest.mark.parametrize("by_dates", [False, True])
def test_developers_by_their_own_record_alone_are_corrected_within_thirty_tasks(
    realdata: Callable[[str], Path],
    by_dates: bool,  # noqa: FBT001 -- pytest hands it over by name
) -> None:
    table = read_sip(realdata("sip/Sip-task-info.csv").parent)
    found = correct_alone(table, by_dates=by_dates)
    assert (found.n_people, found.n) == (13, (130, 244))
    assert found.change[1] <= AIM_ALONE[1]
    assert found.change[0] <= (0.0 if by_dates else AIM_ALONE[0])
    assert max(first for first, _ in found.by_person) < 0.04
