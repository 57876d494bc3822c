"""Charts of how good forecasts were: what stands in their tables, and that they can be drawn."""

import math
from typing import Any

import pytest

from acumen import charts


def rows_of(chart: charts.Chart) -> list[dict[str, Any]]:
    return [row for rows in chart.definition["datasets"].values() for row in rows]


def test_a_reliability_chart_shows_curve_band_diagonal_and_every_forecast() -> None:
    chart = charts.draw_reliability(
        [0.0, 0.42, 1.0], [0.1, 0.3, 0.8], [0.0, 0.2, 0.7], [0.2, 0.6, 1.0], [5, 20, 7], title="t", subtitle="32"
    )
    rows = rows_of(chart)
    assert {"said": 0.42, "came true": 0.3, "low": 0.2, "high": 0.6, "n": 20} in rows
    assert {"said": 1.0, "came true": 1.0} in rows
    bars = [row for row in rows if "from" in row]
    assert sum(row["n"] for row in bars) == 32
    assert [row["n"] for row in bars if row["from"] == pytest.approx(0.4)] == [20]
    assert bars[-1]["n"] == 7
    assert "chance said" in chart.to_svg()


def test_a_reliability_chart_of_nothing_or_of_uneven_columns_is_refused() -> None:
    both: tuple[list[float], ...] = ([], [0.5])
    for said in both:
        with pytest.raises(ValueError, match="one length"):
            charts.draw_reliability(said, said, said, said, [], title="t")


def test_skill_without_an_interval_is_shown_as_such_and_without_a_value_not_at_all() -> None:
    nan = math.nan
    chart = charts.draw_skill(
        ["a", "b", "c"], [0.1, 0.2, nan], [0.0, nan, nan], [0.3, nan, nan], [30, 2, 0], unit="gain", title="t"
    )
    rows = [row for row in rows_of(chart) if "name" in row]
    assert [(row["name"], row["known"], row["words"]) for row in rows] == [("a", True, "n = 30"), ("b", False, "n = 2")]
    assert rows[1]["low"] == rows[1]["high"] == 0.2
    assert "n = 30" in chart.to_svg()


def test_a_score_over_time_stands_at_its_dates() -> None:
    chart = charts.draw_score_over_time(
        [0.0, 365.0],
        [0.2, 0.1],
        [0.1, 0.05],
        [0.3, 0.15],
        [10, 12],
        trend=[(0.0, 0.2, 0.1, 0.3)],
        unit="Brier",
        title="t",
    )
    assert {row["when"] for row in rows_of(chart) if "n" in row} == {0.0, 365.0 * 86_400_000.0}
    assert "1970" in chart.to_svg()
    with pytest.raises(ValueError, match=r".*"):
        charts.draw_score_over_time([0.0], [], [], [], [], trend=[], unit="", title="t")
