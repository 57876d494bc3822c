"""The pages that lead to others leave nothing out: documentation by page and command, the tree of rooms, the examples."""

import re
from pathlib import Path

from acumen.catalog import by_name

ROOT = Path(__file__).parents[2]
TREE = re.compile(r"^ {8}((?: {4})?)([a-z_]+)/ +(\S.*)$", re.MULTILINE)


def rooms_in_tree(text: str) -> set[str]:
    """`desk`, `desk/loop` … as the tree of CONTRIBUTING shows them."""
    found, outer = set(), ""
    for indent, name, _ in TREE.findall(text):
        outer = outer if indent else name
        found.add(f"{outer}/{name}" if indent else name)
    return found


def test_the_tree_of_rooms_shows_every_room_two_doors_deep() -> None:
    package = ROOT / "src" / "acumen"
    doors = (*package.glob("*/__init__.py"), *package.glob("*/*/__init__.py"))
    there = {str(door.parent.relative_to(package)) for door in doors}
    assert rooms_in_tree((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")) == there


def test_the_map_of_the_documentation_leads_to_every_page() -> None:
    text = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    pages = {page.name for page in (ROOT / "docs").glob("*.md")} - {"index.md"}
    assert set(re.findall(r"\]\(([a-z-]+\.md)\)", text)) == pages


def test_the_map_of_the_documentation_names_every_command() -> None:
    text = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    named = {command.split()[0] for command in re.findall(r"`([a-z][^`]*)`", text)}
    commands = {name for name, verb in by_name().items() if " " not in name and verb.status == "stable"}
    assert commands, "no commands found: the test looks in the wrong place"
    assert not commands - named


def test_every_example_is_introduced() -> None:
    text = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    examples = {path.name for path in (ROOT / "examples").iterdir() if path.is_file()} - {"README.md"}
    assert not {name for name in examples if f"({name})" not in text}


def test_a_tree_is_read_in_two_levels() -> None:
    assert rooms_in_tree("        desk/   x\n            loop/  y\n        cli/  z\n") == {"desk", "desk/loop", "cli"}
