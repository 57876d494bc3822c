"""The picture of the rooms is that of the contract."""

from tests.house.picture import PAGE, contracts, picture, with_picture
from tests.house.source import rooms


def test_the_picture_in_contributing_is_made_from_the_contract() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert with_picture(text) == text, "run `make floors`"


def test_every_room_stands_in_it() -> None:
    named = {room for floors in contracts().values() for floor in floors for room in floor}
    assert set(rooms()) <= named
    assert all(room in picture() for room in named)
