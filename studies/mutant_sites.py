"""Every change of one place that may be made in the source: comparisons, boundaries, signs and constants."""

import ast
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = Path("src/acumen")

NEGATED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "==", "is": "is not", "in": "not in"}
NEGATED |= {"is not": "is", "not in": "in"}
BOUNDARY = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
OPERATORS: dict[type[ast.AST], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}
SWAPPED = {"+": "-", "-": "+", "*": "/", "/": "*"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place that can be changed, and into what; `start` and `end` count characters of the file."""

    path: str  # below src/acumen
    line: int
    kind: str  # comparison, boundary, sign or constant
    start: int
    end: int
    before: str
    after: str
    text: str  # the line as it stands

    @property
    def room(self) -> str:
        """The folder (or module) that stands at the top of the package."""
        return self.path.split("/", maxsplit=1)[0].removesuffix(".py")

    def __str__(self) -> str:
        """Where, what and into what."""
        return f"{self.path}:{self.line}: {self.kind} {self.before} → {self.after}   {self.text.strip()}"

    def apply(self, source: str) -> str:
        """The file with this one change."""
        return source[: self.start] + self.after + source[self.end :]


class _Source:
    """A file's text with its syntax tree, and where a node lies in characters."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text
        self.lines = text.splitlines(keepends=True)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))

    def at(self, line: int, column_bytes: int) -> int:
        before = self.lines[line - 1].encode()[:column_bytes].decode()
        return self.starts[line - 1] + len(before)

    def start(self, node: ast.expr) -> int:
        return self.at(node.lineno, node.col_offset)

    def end(self, node: ast.expr) -> int:
        return self.at(node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)

    def site(self, kind: str, start: int, before: str, after: str) -> Site:
        line = bisect_right(self.starts, start)
        text = self.lines[line - 1]
        end = start + len(before)
        return Site(path=self.path, line=line, kind=kind, start=start, end=end, before=before, after=after, text=text)

    def find(self, operator: str, start: int, end: int) -> int | None:
        """Where an operator stands between its operands: past brackets and ends of lines, not in a comment."""
        at = self.text.find(operator, start, end)
        return None if at < 0 or "#" in self.text[start:at] else at


def find_sites(path: str, text: str) -> list[Site]:
    """Every change that may be made in one file, in the order of its text."""
    source, tree = _Source(path, text), ast.parse(text)
    left_out = {id(inner) for outer in _left_out(tree) for inner in ast.walk(outer)}
    found = [site for node in ast.walk(tree) if id(node) not in left_out for site in _sites_of(node, source)]
    return sorted(found, key=lambda site: (site.start, site.kind, site.after))


def _left_out(tree: ast.AST) -> Iterator[ast.AST]:
    """Annotations, decorators and keywords of classes: they say what a thing is, not what is done with it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from node.decorator_list
            yield from (node.returns,) if node.returns else ()
        elif isinstance(node, ast.ClassDef):
            yield from (*node.decorator_list, *node.keywords, *node.bases)
        elif isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            yield node.annotation


def _sites_of(node: ast.AST, source: _Source) -> Iterator[Site]:
    if isinstance(node, ast.Compare):
        operands = [node.left, *node.comparators]
        for left, operator, right in zip(operands, node.ops, operands[1:], strict=False):
            text = OPERATORS[type(operator)]
            at = source.find(text, source.end(left), source.start(right))
            if at is not None:
                yield source.site("comparison", at, text, NEGATED[text])
                if text in BOUNDARY:
                    yield source.site("boundary", at, text, BOUNDARY[text])
    elif isinstance(node, ast.BinOp) and type(node.op) in OPERATORS and not _is_text(node):
        text = OPERATORS[type(node.op)]
        at = source.find(text, source.end(node.left), source.start(node.right))
        if at is not None:
            yield source.site("sign", at, text, SWAPPED[text])
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield source.site("sign", source.start(node), "-", "+")
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        before = source.text[source.start(node) : source.end(node)]
        yield source.site("constant", source.start(node), before, _other(node.value))


def _is_text(node: ast.BinOp) -> bool:
    return any(
        isinstance(part, ast.JoinedStr) or (isinstance(part, ast.Constant) and isinstance(part.value, str | bytes))
        for part in (node.left, node.right)
    )


def _other(value: float) -> str:
    if isinstance(value, int):
        return str(value + 1)
    return repr(float(abs(value)) * 1.25) if value else "1.0"


def all_sites(root: Path = ROOT) -> list[Site]:
    """Every change that may be made in the source, in the order of files."""
    package = root / PACKAGE
    paths = sorted(package.rglob("*.py"))
    return [
        site
        for path in paths
        for site in find_sites(path.relative_to(package).as_posix(), path.read_text(encoding="utf-8"))
    ]
