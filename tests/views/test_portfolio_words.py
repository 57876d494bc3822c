"""Words beside the corners of a frontier stand where there is room for them."""

from types import SimpleNamespace
from typing import Any

import pytest

from acumen.views.portfolios import _apart


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
