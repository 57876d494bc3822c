"""Words beside the corners of a frontier stand where there is room for them."""

from types import SimpleNamespace
from typing import Any

import pytest

from acumen.pages.text import render
from acumen.results.portfolios import Safer
from acumen.views.portfolios import _apart, _trust


@pytest.mark.parametrize(
    ("chances", "kept"),
    [
        ([0.0, 0.11, 0.13, 0.5, 1.0], "a_cde"),  # an eighth of the whole, about, from the last that has words
        ([0.0, 0.05, 0.11, 0.16, 1.0], "a__de"),
        ([0.0, 0.25, 0.5, 0.75, 1.0], "abcde"),
        ([0.5, 0.51, 0.52, 0.53, 0.6], "a_c_e"),
    ],
)
def test_a_corner_near_the_one_before_has_no_words(chances: list[float], kept: str) -> None:
    told: Any = SimpleNamespace(frontier=[SimpleNamespace(chance=chance) for chance in chances])
    assert [word or "_" for word in _apart(told, list("abcde"))] == list(kept)


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        (0.45, ["met: 50"]),
        (0.6, ["To meet it", "as you asked"]),
        (0.7, ["To meet it", "as you asked"]),
        (0.95, ["can't be met; at most 90", "as safe as may be"]),
    ],
)
def test_what_was_asked_is_met_by_the_first_corner_that_is_as_safe(wanted: float, shown: list[str]) -> None:
    corners = [
        Safer(
            chance=chance,
            value=value,
            nothing_pays=1.0 - chance,
            first_plan=f"p{value:g}",
            worth_half=None,
            worth_tenth=None,
        )
        for chance, value in ((0.5, 80.0), (0.7, 60.0), (0.9, 20.0))
    ]
    told: Any = SimpleNamespace(frontier=corners, wanted_chance=wanted, n_wanted=1)
    page = " ".join(render(tuple(_trust(told))).split())
    assert all(words in page for words in shown)
    chosen = {0.6: "p60", 0.7: "p60", 0.95: "p20"}.get(wanted)
    assert chosen is None or chosen in page
    assert ("p20" in page) == (wanted == 0.95)
