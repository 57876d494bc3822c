"""Hours said beside hours taken: what is out of all measure is refused, its ends are not."""

import math

import pytest

from acumen.errors import UsageError
from acumen.importing import looking
from acumen.importing.hours_rows import LEAST_HOURS, hours_row
from acumen.importing.looking import N_WORDS
from acumen.importing.mapping import Mapping
from acumen.importing.rows import HoursRow
from acumen.readings.hours import MAX_HOURS
from acumen.records import Interval


def row(**cells: object) -> HoursRow | None:
    return hours_row(cells.get, None)


@pytest.mark.parametrize("end", [LEAST_HOURS, MAX_HOURS])
def test_the_least_and_the_most_hours_may_be_said_and_taken(end: float) -> None:
    found = row(hours=end, taken=end)
    assert found is not None
    assert (found.said_hours, found.taken_hours) == (end, end)


@pytest.mark.parametrize("beyond", [0.0, -1.0, math.nextafter(LEAST_HOURS, 0.0), math.nextafter(MAX_HOURS, math.inf)])
def test_hours_beyond_are_neither_said_nor_taken(beyond: float) -> None:
    with pytest.raises(UsageError, match="were said"):
        row(hours=beyond, taken=1.0)
    with pytest.raises(UsageError, match="that it took"):
        row(hours=1.0, taken=beyond)


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (2.0, 2.0), (3.0, 2.0), (-1.0, 2.0)])
def test_an_interval_begins_above_nothing_and_below_its_end(low: float, high: float) -> None:
    with pytest.raises(UsageError, match="0 < low < high"):
        row(low=low, high=high, taken=1.0)


def test_an_interval_may_stand_in_one_cell_or_in_two() -> None:
    assert row(hours=Interval(low_hours=1.0, high_hours=4.0), taken=2.0) == row(low=1.0, high=4.0, taken=2.0)
    assert row(taken=2.0) is None
    assert row(hours=2.0) is None


@pytest.mark.parametrize(
    ("what", "value", "said"),
    [
        ("question", "x" * N_WORDS, "x" * N_WORDS),
        ("question", "x" * (N_WORDS + 1), "x" * (N_WORDS - 1) + "…"),
        ("prob", 0.123456, "12.35 %"),
        ("prob", 1.0, "100 %"),
        ("hours", 2.5, "2.5 h"),
        ("taken", 12345.6, "1.235e+04 h"),
        ("low", 3.0, "3"),
        ("hours", Interval(low_hours=1.0, high_hours=4.0), "1 to 4 h"),
        ("domain", None, "-"),
    ],
)
def test_a_cell_is_shown_as_it_is_understood_and_cut_to_its_room(what: str, value: object, said: str) -> None:
    assert looking._say(what, value, Mapping()) == said
