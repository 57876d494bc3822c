import math

import pytest

from acumen.errors import UsageError
from acumen.inputs.scales import USUAL, read_scale, read_score, read_worth
from acumen.results.ideas import Scale


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("0 to 10", (0.0, 10.0)),
        ("1-5", (1.0, 5.0)),
        (" -2 .. 2 ", (-2.0, 2.0)),
        ("1–7", (1.0, 7.0)),
        ("-3--1", (-3.0, -1.0)),
        ("0.5 to 1.5", (0.5, 1.5)),
    ],
)
def test_a_scale_goes_from_low_to_high(text: str, scale: Scale) -> None:
    assert read_scale(text) == scale


@pytest.mark.parametrize("text", ["", "5", "5 to 1", "3 to 3", "a to b", "1 to 2 to 3", "1. . to 2", "nan to inf"])
def test_what_is_no_scale_is_refused_with_how_to_write_one(text: str) -> None:
    with pytest.raises(UsageError, match="a scale from low to high") as refused:
        read_scale(text)
    assert refused.value.hint == "write it as '1 to 5'"


def test_the_usual_scale_is_from_nothing_to_ten() -> None:
    assert USUAL == (0.0, 10.0)


@pytest.mark.parametrize(
    ("text", "scale", "read"),
    [
        (7, USUAL, (7.0, USUAL)),
        ("7.5", USUAL, (7.5, USUAL)),
        ("1", (1.0, 5.0), (1.0, (1.0, 5.0))),
        (5.0, (1.0, 5.0), (5.0, (1.0, 5.0))),
        ("8/10", (1.0, 5.0), (8.0, (0.0, 10.0))),
        (" 0 / 4 ", USUAL, (0.0, (0.0, 4.0))),
        ("4/4", USUAL, (4.0, (0.0, 4.0))),
    ],
)
def test_a_score_is_on_its_scale_up_to_both_ends(text: str | float, scale: Scale, read: tuple[float, Scale]) -> None:
    assert read_score(text, scale) == read


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        (10.1, USUAL),
        (-0.1, USUAL),
        ("0.9", (1.0, 5.0)),
        ("11/10", USUAL),
        ("1/0", USUAL),
        ("good", USUAL),
        ("inf", USUAL),
    ],
)
def test_a_score_off_its_scale_is_refused(text: str | float, scale: Scale) -> None:
    with pytest.raises(UsageError, match="expected"):
        read_score(text, scale)


@pytest.mark.parametrize(
    ("text", "hours"),
    [("nothing", 0.0), (" Nothing ", 0.0), ("400", 400.0), ("2 d", 16.0), ("90 min", 1.5), (0, 0.0), (12.5, 12.5)],
)
def test_a_worth_is_hours_of_nothing_or_more(text: str | float, hours: float) -> None:
    assert read_worth(text) == hours


@pytest.mark.parametrize("text", ["much", "2 to 6", "-1", "", -0.5, math.nan, math.inf])
def test_what_is_no_worth_is_refused_with_a_hint(text: str | float) -> None:
    with pytest.raises(UsageError, match="expected") as refused:
        read_worth(text)
    assert refused.value.hint
