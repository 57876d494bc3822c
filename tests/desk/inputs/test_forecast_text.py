import pytest
from hypothesis import given
from hypothesis import strategies as st

from acumen.desk.inputs.forecast_text import read_saying
from acumen.errors import UsageError


@pytest.mark.parametrize(
    ("text", "chance"),
    [("70%", 0.7), ("0.7", 0.7), ("7:3", 0.7), (0.7, 0.7), ("0%", 0.0), ("100 %", 1.0), ("55%", 0.55)],
)
def test_a_chance_is_said_in_percent_as_a_figure_or_as_odds(text: str | float, chance: float) -> None:
    said = read_saying(text)
    assert (said.form, said.chance) == ("yes-no", chance)


@pytest.mark.parametrize(
    ("text", "quantiles"),
    [
        ("4 to 12", ((0.05, 4.0), (0.95, 12.0))),
        ("-5 to 1e3", ((0.05, -5.0), (0.95, 1000.0))),
        ("−5 to 1e3", ((0.05, -5.0), (0.95, 1000.0))),
        ("10, 25, 60", ((0.05, 10.0), (0.5, 25.0), (0.95, 60.0))),
        ("10%=3, 90%=8, 50%=5", ((0.1, 3.0), (0.5, 5.0), (0.9, 8.0))),
    ],
)
def test_a_number_is_said_as_two_or_three_quantiles_or_by_their_levels(
    text: str, quantiles: tuple[tuple[float, float], ...]
) -> None:
    said = read_saying(text)
    assert (said.form, said.quantiles) == ("number", quantiles)


def test_a_choice_is_said_with_a_chance_for_each() -> None:
    said = read_saying("red car = 20%, blue=1:1, other=0.3")
    assert (said.form, said.choices, said.chances) == ("choice", ("red car", "blue", "other"), (0.2, 0.5, 0.3))


@pytest.mark.parametrize(
    ("text", "expected", "hint"),
    [
        ("70", "a chance from 0 to 1", "write `70%`"),
        ("1", "a chance", "write `100%` or `1%`"),
        ("maybe", "a chance", "say a chance"),
        ("12 to 4", "figures that ascend", "smallest first"),
        ("1, 2, 3, 4", "`low to high` or three figures", "say a chance"),
        ("1, x, 3", "a figure", "say a chance"),
        ("a=20%, b=70%", "sum to 100 %", "every choice"),
        ("a=20%, A=80%", "each once", "write"),
        ("a=100%", "two choices or more", "every choice"),
        ("=20%, b=80%", "a name before each", "write"),
        ("1 to nan", "a figure", "say a chance"),
        ("", "a chance", "say a chance"),
    ],
)
def test_what_says_nothing_is_refused_with_what_to_say(text: str, expected: str, hint: str) -> None:
    with pytest.raises(UsageError, match="expected") as raised:
        read_saying(text)
    assert expected in str(raised.value)
    assert hint in raised.value.hint


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        said = read_saying(text)
    except UsageError:
        return
    assert sum(one is not None for one in (said.chance, said.quantiles, said.chances)) == 1
