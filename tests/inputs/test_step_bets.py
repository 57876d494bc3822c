import pytest

from acumen.errors import UsageError
from acumen.inputs.step_bets import to_chance, to_figure, to_hours
from acumen.records import Interval


def test_what_is_not_said_is_nothing() -> None:
    assert to_chance(None) is None
    assert to_hours(None) is None


@pytest.mark.parametrize(("text", "chance"), [("70%", 0.7), (0.7, 0.7), ("3:1", 0.75), (0, 0.0), ("100%", 1.0)])
def test_a_chance_is_read_as_in_a_plan(text: str | float, chance: float) -> None:
    assert to_chance(text) == chance


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("3", 3.0),
        (3.5, 3.5),
        ("90 min", 1.5),
        ("2 to 6", Interval(low_hours=2.0, high_hours=6.0)),
        (Interval(low_hours=2.0, high_hours=6.0), Interval(low_hours=2.0, high_hours=6.0)),
    ],
)
def test_hours_are_a_figure_or_an_interval(text: str | float | Interval, hours: float | Interval) -> None:
    assert to_hours(text) == hours


def test_one_figure_is_asked_for_where_only_one_makes_sense() -> None:
    assert to_figure("2 d") == 16.0
    with pytest.raises(UsageError, match="spent: expected one figure, found '2 to 6'"):
        to_figure("2 to 6", "spent")


@pytest.mark.parametrize("text", ["170%", "-1", "perhaps"])
def test_what_is_no_chance_is_refused_by_its_name(text: str) -> None:
    with pytest.raises(UsageError, match=r"^chance: ") as refused:
        to_chance(text)
    assert refused.value.hint


@pytest.mark.parametrize("text", ["-2", "6 to 2", "long"])
def test_what_is_no_hours_is_refused_by_its_name(text: str) -> None:
    with pytest.raises(UsageError, match=r"^patience: ") as refused:
        to_hours(text, "patience")
    assert refused.value.hint
