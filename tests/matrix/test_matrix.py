"""Every verb on every kind of plan in every state: no traceback, one value, commands that run as they stand.

Pairs of all factors, pictures by their definitions; `studies/matrix.py` goes through the full product, and draws.
"""

from functools import partial
from pathlib import Path

import pytest

from acumen.charts.chart import Chart
from acumen.desk.calibration import cache, correlated_errors
from tests.matrix.cases import FACTORS, build
from tests.matrix.checks import check
from tests.matrix.covering import Row, covering

N_DRAWS = 10  # of misses that go together: a third of the time went into the two hundred that people are shown
ROWS = covering(FACTORS, seed=1)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: "-".join(row.values()).replace(" ", "_"))
def test_every_verb_ends_well_and_all_speak_of_one_value(
    row: Row, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACUMEN_LEDGER", "")
    monkeypatch.setenv("ACUMEN_NOW", "")
    monkeypatch.setattr(
        Chart, "save", lambda chart, path, **_: Path(path).write_text(chart.to_json(), encoding="utf-8")
    )
    monkeypatch.setattr(correlated_errors, "draw_together", partial(correlated_errors.draw_together, n_draws=N_DRAWS))
    monkeypatch.setattr(cache, "N_KEPT", 1)  # a thin record is learnt from once, not at every command
    check(build(row, tmp_path))
