"""Every verb on every kind of plan in every state: no traceback, one value, commands that run as they stand.

Pairs of all factors, pictures by their definitions; `studies/matrix.py` goes through the full product, and draws.
"""

from pathlib import Path

import pytest

from acumen.charts.chart import Chart
from tests.matrix.cases import FACTORS, build
from tests.matrix.checks import check
from tests.matrix.covering import Row, covering

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
    check(build(row, tmp_path))
