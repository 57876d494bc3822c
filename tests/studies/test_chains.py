"""Bands of whole chains of tasks: they hold what they promise where misses go together as was learnt, and else too little."""

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from studies import chains
from studies.chains import TaskChain, draw_totals, learn_share, read_chains

SIGMA, N_TASKS = 0.6, 12


def simulated(n_chains: int, share: float) -> list[TaskChain]:
    """Chains of equal estimates whose tasks share so much of their luck."""
    rng = np.random.default_rng(7)
    luck = math.sqrt(share) * rng.standard_normal((n_chains, 1))
    z = luck + math.sqrt(1.0 - share) * rng.standard_normal((n_chains, N_TASKS))
    return [TaskChain(str(n), np.full(N_TASKS, 5.0), 5.0 * np.exp(SIGMA * row)) for n, row in enumerate(z)]


@pytest.mark.parametrize(("share", "least", "most"), [(0.0, 0.0, 0.05), (0.3, 0.16, 0.4)])
def test_the_share_that_was_put_in_is_found_again(share: float, least: float, most: float) -> None:
    drawn = simulated(60, share)
    misses = np.sort(np.concatenate([np.log(one.taken / one.estimated) for one in drawn]))
    assert least <= learn_share(drawn, misses) <= most


def test_a_share_widens_the_band_of_the_whole_and_of_no_single_task() -> None:
    misses = np.sort(SIGMA * np.random.default_rng(3).standard_normal(4_000))
    sds = {n: [draw_totals(np.full(n, 1.0), misses, share, 4_000).std() for share in (0.0, 0.4)] for n in (1, N_TASKS)}
    assert sds[1][1] == pytest.approx(sds[1][0], rel=0.05)
    assert sds[N_TASKS][1] > 1.7 * sds[N_TASKS][0]


@pytest.mark.realdata
def test_bands_of_real_chains_hold_too_little_unless_misses_go_together(realdata: Callable[[str], Path]) -> None:
    found = read_chains(realdata("sip/Sip-task-info.csv").parent)
    assert (len(found), sum(len(one.taken) for one in found)) == (164, 4_991)
    misses = np.sort(np.concatenate([np.log(one.taken / one.estimated) for one in found]))

    def held(share: float) -> float:
        inside = []
        for one in found:
            low, high = np.quantile(draw_totals(one.estimated, misses, share, 200), chains.BAND)
            inside.append(low <= math.log(one.taken.sum()) <= high)
        return float(np.mean(inside))

    assert held(0.0) < 0.7
    assert 0.75 <= held(0.3) <= 0.85
