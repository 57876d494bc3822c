"""Figures that were tuned on studies: where one changes, the study is run again, its page written anew, and the figure pinned.

`python -m tests.pinned_constants` pins them as they are now. Only plain figures count, not what is computed from others.
"""

import ast
import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PINNED = Path(__file__).parent / "pinned_constants.json"
ROOMS = ("desk/calibration", "distributions", "judgment")


def figures_of(room: str) -> dict[str, dict[str, Any]]:
    """Every upper-case figure at the head of a module of a room, by module and name."""
    package = ROOT / "src/acumen"
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((package / room).rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
            targets = (
                node.targets
                if isinstance(node, ast.Assign)
                else [node.target]
                if isinstance(node, ast.AnnAssign)
                else []
            )
            names = [ast.unparse(one) for one in targets if ast.unparse(one).strip("_()").replace(", ", "").isupper()]
            figure = _figure(value) if names and value is not None else None
            if figure is not None:
                found.setdefault(path.relative_to(package).as_posix(), {})[names[0]] = figure
    return found


def _figure(value: ast.expr) -> Any:  # noqa: ANN401 -- a number, or a tuple of them
    try:
        figure = ast.literal_eval(value)
    except ValueError:
        return None
    parts = figure if isinstance(figure, tuple) else (figure,)
    is_plain = parts and all(isinstance(part, int | float) and not isinstance(part, bool) for part in parts)
    return json.loads(json.dumps(figure)) if is_plain else None


def pinned(room: str) -> dict[str, dict[str, Any]]:
    """Those of a room as they were pinned."""
    whole: dict[str, dict[str, dict[str, Any]]] = json.loads(PINNED.read_text(encoding="utf-8"))
    return whole[room]


def main() -> None:
    """Pin them."""
    PINNED.write_text(json.dumps({room: figures_of(room) for room in ROOMS}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
