"""How big the rooms are and which files import one another: `python -m tests.house.structure` prints both.

A line of code is one that is neither blank, nor a comment, nor part of a docstring.
"""

import ast
import io
import tokenize
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.house.source import PACKAGE, parse

NOT_CODE = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


def code_lines(text: str) -> int:
    """How many lines of a module are code."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    lines = {n for token in tokens if token.type not in NOT_CODE for n in range(token.start[0], token.end[0] + 1)}
    return len(lines - _docstring_lines(ast.parse(text)))


def _docstring_lines(tree: ast.AST) -> set[int]:
    bodies = (node.body for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef))
    first = (body[0] for body in bodies if body)
    return {
        n
        for node in first
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for n in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }


def said_lines(text: str) -> int:
    """How many lines of a module say something of its code: docstrings without their blank lines, and comments."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    comments = {token.start[0] for token in tokens if token.type == tokenize.COMMENT}
    lines = text.splitlines()
    return len(comments | {n for n in _docstring_lines(ast.parse(text)) if lines[n - 1].strip()})


def room_lines() -> Counter[str]:
    """Lines of code of each room; single files count by their name."""
    return _lines_by_room(code_lines)


def _lines_by_room(count: Callable[[str], int]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for path in sorted(PACKAGE.rglob("*.py")):
        counts[path.relative_to(PACKAGE).parts[0].removesuffix(".py")] += count(path.read_text(encoding="utf-8"))
    return counts


def module_imports() -> dict[str, set[str]]:
    """Modules of acumen, each with those it imports: at its head, inside functions, or for types only."""
    files = {_dotted(path): path for path in PACKAGE.rglob("*.py")}
    return {name: set(_imported(parse(path), name, path, files)) - {name} for name, path in files.items()}


def _dotted(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(tree: ast.AST, name: str, path: Path, files: Mapping[str, Path]) -> Iterator[str]:
    package = name if path.stem == "__init__" else name.rpartition(".")[0]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in files)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                found = f"{base}.{alias.name}" if f"{base}.{alias.name}" in files else base
                if found in files:
                    yield found


def circles() -> list[list[str]]:
    """Groups of modules that import one another, directly or by way of others (Tarjan's components of two or more)."""
    graph = module_imports()
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        index[name] = low[name] = len(index)
        stack.append(name)
        for other in sorted(graph[name]):
            if other not in index:
                visit(other)
            if other in stack:
                low[name] = min(low[name], low[other])
        if low[name] == index[name]:
            at = stack.index(name)
            component = stack[at:]
            del stack[at:]
            if len(component) > 1:
                found.append(sorted(component))

    for name in sorted(graph):
        if name not in index:
            visit(name)
    return found


if __name__ == "__main__":
    rooms, said = room_lines(), _lines_by_room(said_lines)
    n_all = sum(rooms.values())
    for room, n_lines in rooms.most_common():
        print(f"{n_lines:7,} {n_lines / n_all:5.1%} {said[room] / n_lines:5.2f} {room}")  # noqa: T201 -- what it is for
    told = f"lines of code in {len(module_imports())} modules, and lines of docstrings and comments for each"
    print(f"{n_all:7,}        {sum(said.values()) / n_all:4.2f} {told}")  # noqa: T201
    for circle in circles():
        print("circle:", *circle)  # noqa: T201
