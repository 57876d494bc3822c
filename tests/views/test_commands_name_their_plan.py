"""A printed command about a plan names it, or has a place to fill; a verb that is only mentioned has no `acumen` before it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src/acumen"
BARE = re.compile(
    r"acumen (?:next|why|tree|simulate|probes|start|spend|done)\b(?!\{|: |…| (?:\{|--|FILE|PLAN|STEP|plan\.yaml|mine))"
)
# Where no plan is adopted yet, or the only one under way is meant whatever it is called.
SAID_OF_NONE = {"desk/state/current_plan.py": 1, "desk/plans/value_of_information.py": 0}


def _texts(path: Path) -> Iterator[str]:
    """Every text that a module may print, with {…} for what is put in."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in ast.walk(node)
        if part is not node
    }
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside | docs:
            yield node.value


@pytest.mark.parametrize("room", ["views", "desk/plans", "desk/loop", "desk/sensitivity", "desk/state", "desk/beliefs"])
def test_no_text_says_a_command_that_would_mean_another_plan(room: str) -> None:
    for path in sorted((SOURCE / room).rglob("*.py")):
        found = [text for text in _texts(path) if BARE.search(text)]
        name = path.relative_to(SOURCE).as_posix()
        assert len(found) <= SAID_OF_NONE.get(name, 0), (name, found)
