"""Each room says on its door what it takes, gives and may import, and keeps to it."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.source import PACKAGE, find_imports, parse, read_allowed, read_card, room_imports, rooms
from tests.house.structure import circles, room_lines

NO_ROOM_IS_CALLED = {"core", "utils", "util", "common", "helpers", "models", "base", "misc"}
CARDS = sorted(PACKAGE.rglob("*/__init__.py"))
OPEN_TO_ALL = {"errors"}  # the ground floor: a card may name it before the room raises anything


def card_of(room: str) -> dict[str, str]:
    return read_card(ast.get_docstring(parse(PACKAGE / room / "__init__.py")) or "")


def test_no_room_has_a_name_that_could_hold_anything() -> None:
    assert rooms(), "no rooms found: the test looks in the wrong place"
    assert not NO_ROOM_IS_CALLED & {path.stem for path in PACKAGE.rglob("*") if path.suffix in {"", ".py"}}


@pytest.mark.parametrize("room", rooms())
def test_a_room_has_a_card_with_all_three_lines(room: str) -> None:
    assert (PACKAGE / room / "__init__.py").exists(), f"{room} has no __init__.py to carry its card"
    missing = {"Takes", "Gives", "May import"} - card_of(room).keys()
    assert not missing, f"the card of {room} lacks {sorted(missing)}"


@pytest.mark.parametrize("room", rooms())
def test_a_room_imports_only_what_its_card_allows(room: str) -> None:
    allowed = read_allowed(card_of(room))
    beyond = {name: files for name, files in room_imports(room).items() if name not in allowed}
    assert not beyond, f"the card of {room} allows {sorted(allowed)}; imported besides, and where: {beyond}"


@pytest.mark.parametrize("room", rooms())
def test_a_card_names_no_room_that_is_never_imported(room: str) -> None:
    stale = read_allowed(card_of(room)) - room_imports(room).keys() - OPEN_TO_ALL
    assert not stale, f"the card of {room} names {sorted(stale)}, which nothing in {room} imports"


@pytest.mark.parametrize("card", CARDS, ids=lambda path: str(path.parent.relative_to(PACKAGE)))
def test_a_card_leads_to_modules_and_folders_that_are_there(card: Path) -> None:
    here, text = card.parent, ast.get_docstring(parse(card)) or ""
    listed = re.findall(r"^    ([a-z_]+(?:, [a-z_]+)*)  ", text, re.MULTILINE)
    named = [name for line in listed for name in line.split(", ")]
    named += re.findall(r"([a-z_]+(?:/[a-z_]+)*)(?:\.py|/)(?![a-z])", text)
    named += [path for path in re.findall(r"[a-z_]+(?:/[a-z_]+)+", text) if path.partition("/")[0] in rooms()]
    there = [
        any((place / name).is_dir() or (place / f"{name}.py").is_file() for place in (here, here.parent, PACKAGE))
        for name in named
    ]
    assert all(there), [name for name, is_there in zip(named, there, strict=True) if not is_there]


def test_the_package_itself_opens_the_catalogue_verbs_what_they_give_and_how_that_is_shown() -> None:
    opened = find_imports(parse(PACKAGE / "__init__.py"), package="acumen") - {"acumen"}
    assert opened <= {"catalog", "desk", "results", "views", "errors", "records", "version"}


def test_a_card_is_read_from_the_head_of_a_room() -> None:
    card = read_card(
        "FACTS: x.\n\nTakes:      a text,\n            and more\nGives:      b\nMay import: distributions, errors\n"
    )
    assert card == {"Takes": "a text, and more", "Gives": "b", "May import": "distributions, errors"}
    assert read_allowed(card) == {"distributions", "errors"}
    assert read_allowed({"May import": "nothing"}) == set()


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("from acumen.records import Plan", "records"),
        ("import acumen.distributions.durations", "distributions"),
        ("from acumen import errors", "errors"),
        ("def f():\n    from acumen.decision import solve", "decision"),
        ("from ..planfile import read", "planfile"),
        ("from .. import cli", "cli"),
        ("from acumen import __version__", "acumen"),
        ("importlib.import_module('acumen.desk.plans.solve')", "desk"),
    ],
)
def test_every_way_of_importing_a_room_is_seen(text: str, room: str) -> None:
    assert find_imports(ast.parse(text), package="acumen.somewhere") == {room}


def test_a_module_of_the_own_room_and_of_others_houses_is_no_import_of_a_room() -> None:
    tree = ast.parse("import math\nfrom . import a\nfrom .b import c\nfrom numpy import acumen")
    assert find_imports(tree, package="acumen.distributions") <= {"distributions"}


def test_no_module_imports_in_a_circle_at_its_head_or_inside_a_function() -> None:
    assert circles() == []


def test_no_room_holds_more_than_a_third_of_the_code() -> None:
    rooms = room_lines()
    assert max(rooms.values()) <= 0.3 * sum(rooms.values())
