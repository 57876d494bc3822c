import pytest
from hypothesis import given
from hypothesis import strategies as st

from acumen.errors import UsageError
from acumen.inputs.forecast_text import in_unit, part_saying, read_saying


@pytest.mark.parametrize(
    ("text", "chance"),
    [
        ("70%", 0.7),
        ("0.7", 0.7),
        ("7:3", 0.7),
        (0.7, 0.7),
        ("0%", 0.0),
        ("70", 0.7),
        (70, 0.7),
        ("1:3", 0.25),
        ("7/10", 0.7),
        ("100 %", 1.0),
        ("55%", 0.55),
    ],
)
def test_a_chance_is_said_in_percent_as_a_figure_or_as_odds(text: str | float, chance: float) -> None:
    said = read_saying(text)
    assert (said.form, said.chance) == ("yes-no", chance)


@pytest.mark.parametrize(
    ("text", "quantiles"),
    [
        ("4 to 12", ((0.05, 4.0), (0.95, 12.0))),
        ("5-90", ((0.05, 5.0), (0.95, 90.0))),
        ("5–90", ((0.05, 5.0), (0.95, 90.0))),
        ("8,400 to 9 000", ((0.05, 8400.0), (0.95, 9000.0))),
        ("1,000, 2,500, 6,000", ((0.05, 1000.0), (0.5, 2500.0), (0.95, 6000.0))),
        ((4, 12), ((0.05, 4.0), (0.95, 12.0))),
        ("-5 to 1e3", ((0.05, -5.0), (0.95, 1000.0))),
        ("−5 to 1e3", ((0.05, -5.0), (0.95, 1000.0))),
        ("10, 25, 60", ((0.05, 10.0), (0.5, 25.0), (0.95, 60.0))),
        ("10%=3, 90%=8, 50%=5", ((0.1, 3.0), (0.5, 5.0), (0.9, 8.0))),
    ],
)
def test_a_number_is_said_as_two_or_three_quantiles_or_by_their_levels(
    text: str | tuple[float, ...], quantiles: tuple[tuple[float, float], ...]
) -> None:
    said = read_saying(text)
    assert (said.form, said.quantiles) == ("number", quantiles)


def test_a_choice_is_said_with_a_chance_for_each() -> None:
    said = read_saying("red car = 20%, blue=1:1, other=0.3")
    assert (said.form, said.choices, said.chances) == ("choice", ("red car", "blue", "other"), (0.2, 0.5, 0.3))


@pytest.mark.parametrize(
    ("text", "expected", "hint"),
    [
        ("170", "a chance from 0 to 1", "write `95%`"),
        ("1", "a chance", "write `1%` or `100%`"),
        ("8,400", "`low to high` or three figures", "write `8, 400`"),
        ("8,4 to 9", "a figure", "write `8.4`, or `84`"),
        ("3 min to 8", "one unit", "3 to 8 min"),
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


def test_a_unit_behind_a_number_is_that_of_its_question() -> None:
    said = read_saying("3 to 8 min")
    assert (said.unit, said.quantiles) == ("min", ((0.05, 3.0), (0.95, 8.0)))
    assert [value for _, value in in_unit(said, "h").quantiles or ()] == pytest.approx([0.05, 8 / 60])
    assert in_unit(said, "MIN").quantiles == said.quantiles
    for unit in ("runs", None):
        with pytest.raises(UsageError, match="expected figures"):
            in_unit(said, unit)


@pytest.mark.parametrize(
    ("words", "claim", "saying"),
    [
        ("CI is red 70%", "CI is red", "70%"),
        ("Hours until it runs 4 to 12", "Hours until it runs", "4 to 12"),
        ("ee4e 60 %", "ee4e", "60 %"),
        ("It takes 3 to 8 min", "It takes", "3 to 8 min"),
        ("Model small=20%, large=80%", "Model", "small=20%, large=80%"),
        ("It works maybe", "It", "works maybe"),
    ],
)
def test_a_claim_needs_no_quotes_where_its_end_says_something(words: str, claim: str, saying: str) -> None:
    assert part_saying(words.split(" ")) == (claim, saying)


def test_a_claim_before_named_choices_is_put_in_quotes() -> None:
    with pytest.raises(UsageError, match="expected a claim"):
        part_saying(["Which", "model", "wins", "small=20%,", "large=80%"])


def test_a_choice_may_be_impossible() -> None:
    assert read_saying("a=0%, b=100%").chances == (0.0, 1.0)
