"""Sentences in the source: where a text that somebody will read as a whole sentence is written."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

LEAST_WORDS = 4
RAISED = re.compile(r"Error$|Problem$|Misread$|^warn$")
NOTED = re.compile(r"note|hint|error|problem|message", re.IGNORECASE)


def sentences(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Each with the function it stands in (empty: none), but for what is raised, and for what is called a note or a hint."""
    above = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        text = _text(node)
        if (
            text is None
            or isinstance(above[node], ast.JoinedStr | ast.FormattedValue | ast.Expr)
            or not is_sentence(text)
        ):
            continue
        chain = list(_chain(node, above))
        if not any(_is_note(one) for one in chain):
            yield next((one.name for one in chain if isinstance(one, ast.FunctionDef)), ""), text


def is_sentence(text: str) -> bool:
    """Whether it begins and ends as one, with some words between."""
    words = [word for word in text.split() if re.search("[a-z]{2}", word)]
    return len(words) >= LEAST_WORDS and bool(re.match(r"[A-Z{]", text)) and text.rstrip().endswith((".", "?", "!"))


def _text(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def _chain(node: ast.AST, above: dict[ast.AST, ast.AST]) -> Iterator[ast.AST]:
    while node in above:
        node = above[node]
        yield node


def _is_note(node: ast.AST) -> bool:
    if isinstance(node, ast.Raise):
        return True
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        return bool(RAISED.search(name))
    if isinstance(node, ast.keyword):
        return bool(node.arg and NOTED.search(node.arg))
    if isinstance(node, ast.FunctionDef):
        return bool(NOTED.search(node.name))
    if isinstance(node, ast.Assign):
        return any(isinstance(target, ast.Name) and NOTED.search(target.id) for target in node.targets)
    return False


def module_sentences(package: Path, rooms: frozenset[str]) -> Iterator[tuple[str, str]]:
    """`path:function` and text of each in some rooms of the package."""
    for path in sorted(package.rglob("*.py")):
        place = path.relative_to(package)
        if place.parts[0] in rooms:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            yield from ((f"{place.as_posix()}:{function}", text) for function, text in sentences(tree))
