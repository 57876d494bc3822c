"""What the house tests read: the rooms, their cards, and what their modules import."""

import ast
import re
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "acumen"
CARD_LINE = re.compile(r"^(Takes|Gives|May import):\s+(\S.*(?:\n[ \t]+\S.*)*)$", re.MULTILINE)


def rooms() -> list[str]:
    """Every folder of the package that holds Python."""
    return sorted(path.name for path in PACKAGE.iterdir() if path.is_dir() and any(path.glob("*.py")))


@cache
def parse(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def read_card(docstring: str) -> dict[str, str]:
    """The lines `Takes:`, `Gives:` and `May import:` of a docstring; a line may run on, indented."""
    return {key: " ".join(text.split()) for key, text in CARD_LINE.findall(docstring)}


def read_allowed(card: dict[str, str]) -> set[str]:
    """The rooms that a card allows; `nothing` allows none."""
    names = {name.strip() for name in card.get("May import", "nothing").split(",")}
    return names - {"nothing"}


def find_imports(tree: ast.AST, *, package: str) -> set[str]:
    """Rooms of acumen that a module of `package` (dotted) imports, also inside functions and `if TYPE_CHECKING`.

    What stands in the package's own `__init__.py`, like the version, counts as `acumen`.
    """
    known = {path.stem for path in PACKAGE.iterdir()}
    found: set[str] = set()
    for dotted in _imported_modules(tree, package):
        parts = dotted.split(".")
        if parts[0] == "acumen":
            found.add(parts[1] if len(parts) > 1 and parts[1] in known else "acumen")
    return found


def _imported_modules(tree: ast.AST, package: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names) if base == "acumen" else (base,)
        elif isinstance(node, ast.Call) and _is_import_call(node):
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def _is_import_call(node: ast.Call) -> bool:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name in {"import_module", "__import__"} and bool(node.args)


def room_imports(room: str) -> dict[str, list[str]]:
    """Other rooms that `room` imports, each with the files that do."""
    found: dict[str, list[str]] = {}
    for path in sorted((PACKAGE / room).rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).parent.parts
        for name in find_imports(parse(path), package=".".join(parts)) - {room}:
            found.setdefault(name, []).append(str(path.relative_to(ROOT)))
    return found


def kept_files() -> list[Path]:
    """Every file that git keeps or would keep; without git, every file outside folders that are made."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    answer = subprocess.run(listing, cwd=ROOT, capture_output=True, check=False) if (ROOT / ".git").exists() else None
    if answer is None or answer.returncode != 0:
        return [path for path in ROOT.rglob("*") if path.is_file() and not _is_made(path.relative_to(ROOT).parts)]
    names = sorted(name for name in answer.stdout.decode().split("\0") if name)
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def _is_made(parts: Iterable[str]) -> bool:
    return any((part.startswith(".") and part != ".ci") or part in {"build", "dist", "__pycache__"} for part in parts)


def python_files(*folders: str) -> list[Path]:
    """Every Python file below these folders of the project."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def long_functions(tree: ast.AST, *, most_lines: int) -> list[tuple[int, str, int]]:
    """(line, name, lines without the docstring) of each function longer than `most_lines`."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            doc = ast.get_docstring(node, clean=False)
            n_lines = (node.end_lineno or node.lineno) - node.lineno + 1 - (doc.count("\n") + 1 if doc else 0)
            if n_lines > most_lines:
                found.append((node.lineno, node.name, n_lines))
    return found
