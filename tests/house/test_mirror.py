"""Tests lie where the room lies that they test: whoever knows one finds the other."""

from pathlib import Path

from tests.house.source import PACKAGE

TESTS = Path(__file__).parents[1]
OF_THE_WHOLE = {"docs", "golden", "house", "matrix", "studies"}  # what no single room is answerable for


def _rooms() -> set[str]:
    return {str(card.parent.relative_to(PACKAGE)) for card in PACKAGE.rglob("*/__init__.py")} - {"."}


def _tested() -> set[str]:
    return {str(test.parent.relative_to(TESTS)) for test in TESTS.rglob("test_*.py")} - {"."}


def test_each_room_has_tests_in_a_folder_of_its_name() -> None:
    assert len(_rooms()) > 30, "no rooms found: the test looks in the wrong place"
    assert not _rooms() - _tested()


def test_each_folder_of_tests_is_that_of_a_room_or_of_what_concerns_the_whole() -> None:
    assert {name.partition("/")[0] for name in _tested() - _rooms()} == OF_THE_WHOLE
