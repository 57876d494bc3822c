"""No size, place, shade or share in a picture changes without somebody looking at it."""

import json

import pytest

from tests.charts.pinned_pictures import DRAWN, PINNED, define, differences


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_is_as_it_was_looked_at(name: str) -> None:
    pinned = json.loads(PINNED.read_text(encoding="utf-8"))
    found = differences(define(name), pinned[name])
    assert not found, "\n".join([*found[:10], "look: python -m tests.charts.pinned_pictures FOLDER"])


def test_every_pinned_picture_is_drawn() -> None:
    assert set(json.loads(PINNED.read_text(encoding="utf-8"))) == set(DRAWN)
