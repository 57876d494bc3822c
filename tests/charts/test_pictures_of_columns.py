"""What is drawn from columns: the figures that stand in the definitions."""

from itertools import pairwise
from typing import Any

import pytest

from acumen import charts
from acumen.charts.ends import MOST_TICKS, _ticks
from acumen.charts.look import DARK, LIGHT, MIDDLE
from acumen.charts.placing import place
from acumen.charts.tornado import N_BARS


def rows_of(chart: charts.Chart) -> list[dict[str, Any]]:
    """Every row of every table."""
    return [row for rows in chart.definition["datasets"].values() for row in rows]


def lightness(color: str) -> float:
    """Relative luminance, 0 to 1, from sRGB (as WCAG has it)."""
    parts = [int(color[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_shades_keep_apart_without_colour() -> None:
    shades = [lightness(color) for color in (DARK, MIDDLE, LIGHT, "#ffffff")]
    assert shades == sorted(shades)
    contrasts = [(light + 0.05) / (dark + 0.05) for dark, light in pairwise(shades)]
    assert contrasts[0] > 2.5
    assert contrasts[1] > 1.9
    assert contrasts[2] > 1.3


def test_a_tornado_has_the_widest_inputs_first_and_no_more_than_a_dozen() -> None:
    names = [f"input {k}" for k in range(20)]
    chart = charts.draw_tornado(
        names, [10.0 - k for k in range(20)], [10.0 + k for k in range(20)], now=10.0, title="t"
    )
    bars = [row for row in rows_of(chart) if row.get("side") == "input lower" and row["from"] == 10.0]
    shown = list(dict.fromkeys(row["input"] for row in bars))
    assert shown == names[:-13:-1]
    assert len(shown) == N_BARS


def test_two_rows_of_one_name_stay_two() -> None:
    chart = charts.draw_tornado(["same", "same"], [1.0, 2.0], [5.0, 6.0], now=3.0, title="t")
    assert {(row["row"], row["to"]) for row in rows_of(chart) if "side" in row} == {
        ("0", 1.0), ("0", 5.0), ("1", 2.0), ("1", 6.0),
    }  # fmt: skip
    assert chart.to_svg().count(">same<") == 2


def test_parts_keep_their_order_and_their_sum() -> None:
    chart = charts.draw_parts(["a", "b", "c"], [5.0, -2.0, -1.0], ["5", "-2", "-1"], title="t")
    parts = [row["part"] for row in rows_of(chart) if "part" in row]
    assert parts == [5.0, -2.0, -1.0]
    assert all(row["right"] >= max(0.0, row["part"]) for row in rows_of(chart) if "part" in row)


HOURS = [0.0, 1.0, 2.0, 3.0, 4.0]
ENDS: tuple[list[float], ...] = ([0.0, 0.0, 0.1, 0.3, 0.3], [0.0, 0.0, 0.0, 0.05, 0.05], [0.0, 0.2, 0.4, 0.5, 0.65])


def test_areas_stand_on_one_another() -> None:
    rows = [row for row in rows_of(charts.draw_ends(HOURS, *ENDS, title="t")) if "low" in row]
    for hours, reached, stopped, failed in zip(HOURS, *ENDS, strict=True):
        cuts = {row["end"]: (row["low"], row["high"]) for row in rows if row["hours"] == hours}
        assert cuts["goal reached"] == (0.0, reached)
        assert cuts["given up"] == pytest.approx((reached, reached + stopped))
        assert cuts["goal failed"] == pytest.approx((reached + stopped, reached + stopped + failed))


def test_the_chance_within_the_hours_asked_is_written_out() -> None:
    chart = charts.draw_ends(HOURS, *ENDS, title="t", asked=(2.0, 3.5, 99.0))
    texts = [row["text"] for row in rows_of(chart) if "text" in row]
    assert "within 2 h: 10 % reached" in texts
    assert "within 3.5 h: 30 % reached" in texts
    assert not [text for text in texts if "99" in text]
    assert {"goal reached 30 %", "given up 5 %", "goal failed 65 %"} <= set(texts)


def test_what_runs_bring_holds_every_run_once() -> None:
    bars = [row for row in rows_of(charts.draw_net(HOURS, *ENDS, worth=10.0, title="t")) if "share" in row]
    assert sum(row["share"] for row in bars) == pytest.approx(1.0)
    assert sum(row["share"] for row in bars if row["end"] == "goal reached") == pytest.approx(0.3)
    assert {(row["from"], row["to"]) for row in bars if row["end"] == "goal reached"} == {(8.0, 9.0), (7.0, 8.0)}
    assert {row["to"] for row in bars if row["end"] == "goal failed"} == {0.0, -1.0, -2.0, -3.0}


@pytest.mark.parametrize("draw", [charts.draw_ends, lambda *c, title: charts.draw_net(*c, worth=1.0, title=title)])
def test_columns_of_different_lengths_are_refused(draw: Any) -> None:  # noqa: ANN401
    with pytest.raises(ValueError, match="one length"):
        draw(HOURS, *ENDS[:2], [0.0], title="t")
    with pytest.raises(ValueError, match="one length"):
        draw([], [], [], [], title="t")


def box(number: int, won: int | str, lost: int | str) -> charts.Box:
    def way(to: int | str) -> charts.Way:
        if isinstance(to, int):
            return charts.Way(prob=0.5, label=("50 %", "1 h"), to=to - 1)
        return charts.Way(prob=0.5, label=("50 %", "1 h"), end=to, is_goal=to == "done")

    return charts.Box(number=number, head=f"step {number}", foot="foot", won=way(won), lost=way(lost))


TREE = [
    box(1, 2, 4),
    box(2, 3, "failed"),
    box(3, "done", "failed"),
    box(4, 5, 6),
    box(5, 3, "stop"),
    box(6, 2, "failed"),
]


def test_each_box_stands_once_and_none_on_another() -> None:
    places = place(TREE)
    assert sorted(places.at) == list(range(6))
    assert len(set(places.at.values())) == 6
    for number, is_won in places.led:
        child = places.child(number, is_won=is_won)
        assert child is not None
        (column, row), (child_column, child_row) = places.at[number], places.at[child]
        if is_won == places.below(number):
            assert child_column == column
            assert child_row > row
        else:
            assert (child_column, child_row) == (column + 1, row)


def test_nothing_stands_between_a_box_and_what_stands_below_it() -> None:
    places = place(TREE)
    for number, is_won in places.led:
        child = places.child(number, is_won=is_won)
        if is_won == places.below(number) and child is not None:
            column, row = places.at[number]
            between = [at for at in places.at.values() if at[0] == column and row < at[1] < places.at[child][1]]
            assert not between


def test_steps_of_which_one_is_enough_and_steps_that_must_all_work_are_one_column() -> None:
    enough = [*(box(k, "done", k + 1) for k in range(1, 9)), box(9, "done", "failed")]
    needed = [*(box(k, k + 1, "failed") for k in range(1, 9)), box(9, "done", "failed")]
    for boxes in (enough, needed):
        assert place(boxes).at == {number: (0, number) for number in range(9)}


def test_a_way_to_a_box_that_stands_elsewhere_ends_in_its_number() -> None:
    texts = [row["text"] for row in rows_of(charts.draw_tree(TREE, title="t")) if "text" in row]
    assert sorted(text for text in texts if text.startswith("to ")) == ["to 2", "to 3"]
    assert texts.count("failed") == 3
    assert texts.count("stop") == texts.count("done") == 1


@pytest.mark.parametrize("boxes", [[], [box(1, 2, "failed")]])
def test_a_tree_without_a_box_or_with_a_way_to_none_is_refused(boxes: list[charts.Box]) -> None:
    with pytest.raises(ValueError, match="expected a first box"):
        charts.draw_tree(boxes, title="t")


@pytest.mark.parametrize(
    ("low", "high"), [(-180.0, 60.0), (-33.0, -2.0), (5.0, 400.0), (-0.3, 0.2), (0.0, 0.0), (-1e9, 3.0)]
)
def test_the_axis_of_what_runs_bring_holds_all_of_it_and_0_in_few_round_figures(low: float, high: float) -> None:
    ticks = _ticks(low, high)
    assert 2 <= len(ticks) <= MOST_TICKS + 2
    assert 0.0 in ticks
    assert ticks[0] <= low <= high <= ticks[-1]
    assert [float(f"{tick:.2g}") for tick in ticks] == pytest.approx(ticks)
