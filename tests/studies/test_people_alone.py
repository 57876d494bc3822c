"""People corrected by the own record only."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from studies.people_alone import read, study, summarise


def test_the_worst_tenth_and_the_first_thirty_are_those_of_people() -> None:
    found = summarise([np.concatenate([np.full(30, float(at)), np.full(10, -100.0)]) for at in range(20)])
    assert (found.first, found.worst_tenth, found.worst) == (9.5, 18.5, 19.0)
    assert found.pooled == pytest.approx((30 * 9.5 - 1000.0) / 40)


@pytest.mark.realdata
def test_a_ninth_of_the_people_are_helped_and_none_is_harmed_much(realdata: Callable[[str], Path]) -> None:
    """`make study` asks all of them."""
    found = study(read(realdata("predictionbook_people/forecasts.csv"))[::9])["corrected"]
    assert found.n_people == 15
    assert found.pooled <= -0.006
    assert found.first <= -0.006
    assert found.worst_tenth <= 0.007
    assert found.worst <= 0.02
