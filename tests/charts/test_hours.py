from typing import Any

import pytest
import vl_convert

from acumen.charts import hours as hours_picture
from acumen.charts.hours import BAND, MEANT, MOST_POINTS, SAID, draw_hours

BANDS = [(1.0, 0.5, 1.2, 4.0), (10.0, 4.0, 12.0, 50.0)]


def define(said: list[float], taken: list[float], band: list[tuple[float, float, float, float]]) -> dict[str, Any]:
    chart = draw_hours(said, taken, band, title="Hours", subtitle="n = 2")
    return dict(chart.definition)


def rows_of(chart: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The rows behind each layer."""
    data = [layer["data"] for layer in chart["layer"]]
    return [chart["datasets"][one["name"]] if "name" in one else one["values"] for one in data]


def test_every_outcome_is_drawn_with_the_band_its_middle_and_the_line_as_said() -> None:
    chart = define([1.0, 8.0], [2.0, 7.0], BANDS)
    assert [len(rows) for rows in rows_of(chart)] == [2, 2, 2, 2]
    assert {rows[0]["what"] for rows in rows_of(chart)} == {BAND, MEANT, SAID, ""}
    domains = [layer["encoding"][axis]["scale"]["domain"] for layer in chart["layer"] for axis in "xy"]
    assert all(domain == [pytest.approx(0.5 / 1.2), pytest.approx(60.0)] for domain in domains)


def test_a_long_record_is_thinned_evenly() -> None:
    n = 3 * MOST_POINTS
    assert len(rows_of(define([1.0] * n, [2.0] * n, BANDS))[1]) == MOST_POINTS


def test_it_becomes_a_picture_even_when_there_is_nothing_to_draw() -> None:
    for chart in (define([], [], []), define([1.0], [2.0], BANDS)):
        assert "hours taken" in vl_convert.vegalite_to_svg(chart, allowed_base_urls=[])


def test_in_the_legend_no_dot_stands_for_a_line_as_dots_are_steps() -> None:
    colors = [
        layer["encoding"]["color"]
        for layer in define([1.0, 8.0], [2.0, 7.0], BANDS)["layer"]
        if "color" in layer["encoding"]
    ]
    assert colors
    assert {color["legend"]["symbolType"] for color in colors} == {"stroke"}


def test_up_to_three_hundred_points_are_seen_one_by_one_and_more_by_how_dense_they_are() -> None:
    few, many = hours_picture._dot(300), hours_picture._dot(301)
    assert few["size"] > many["size"]
    assert few["opacity"] > many["opacity"]
    assert hours_picture._dot(1) == few
    assert hours_picture._dot(10_000) == many
