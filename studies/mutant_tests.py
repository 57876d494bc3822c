"""Which tests run which lines: a plugin of pytest that notes it for every test, and what was noted, read back.

Each block of the source (a function's body, a branch, a loop, a handler) notes that it ran, in this process alone: what a
test starts as a process of its own is not seen, nor is what an earlier test left in a cache. Modules that are compiled to
machine code are left as they are. A block is known by its function and its number there, so that notes outlive changes
elsewhere; where nothing was noted for it, those of its function are taken, then those of the module, then of the room.
"""

import ast
import builtins
import importlib.machinery
import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from itertools import takewhile
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import pytest

from studies.mutant_sites import PACKAGE, ROOT, Site

NOTES = "ACUMEN_TEST_NOTES"  # the folder where each process of a run writes what its tests ran
CHOSEN = "ACUMEN_TESTS_CHOSEN"  # a file of the tests to run, one a line, as JSON
JOBS, TOLD = (
    "ACUMEN_MUTANT_JOBS",
    "ACUMEN_MUTANT_TOLD",
)  # what is to be tried, as JSON; where a line for each is written
RAN = "__ran__"
THERE = "there.txt"  # in that folder: every test that there is
N_KEPT = 100  # tests whose notes are lost when a run is ended
CHUNK_SECONDS = 5.0
COMPILED = ("kernel", "compiled", "policies/simulat")


def blocks(tree: ast.AST) -> Iterator[tuple[str, list[ast.stmt]]]:
    """The bodies of functions, branches, loops and handlers, each as `Class.function#number`."""
    places: list[tuple[ast.AST, str, list[int]]] = [(tree, "", [0])]
    while places:
        node, name, counter = places.pop()
        for child in ast.iter_child_nodes(node):
            place = (child, name, counter)
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                place = (child, f"{name}.{child.name}".lstrip("."), [0])
            for block in _bodies(child):
                yield f"{place[1]}#{place[2][0]}", block
                place[2][0] += 1
            places.append(place)


def _bodies(node: ast.AST) -> Iterator[list[ast.stmt]]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.If | ast.For | ast.While | ast.ExceptHandler):
        yield node.body
    if isinstance(node, ast.If | ast.For | ast.While) and node.orelse:
        yield node.orelse


def noted(path: str, text: str) -> ast.Module:
    """A module (its path below src/acumen) that notes each of its blocks as it is run."""
    tree = ast.parse(text)
    if any(part in path for part in COMPILED):
        return tree
    for label, block in list(blocks(tree)):
        at = 1 if isinstance(block[0], ast.Expr) and isinstance(block[0].value, ast.Constant) and len(block) > 1 else 0
        note = ast.parse(f"{RAN}.add({f'{path}:{label}'!r})").body[0]
        for inner in ast.walk(note):
            ast.copy_location(inner, block[at])
        block.insert(at, note)
    return tree


@cache
def _spans(path: str) -> tuple[tuple[int, int, str], ...]:
    tree = ast.parse((ROOT / PACKAGE / path).read_text(encoding="utf-8"))
    return tuple((block[0].lineno, block[-1].end_lineno or 0, f"{path}:{label}") for label, block in blocks(tree))


def block_of(site: Site) -> str:
    """The innermost block that holds it; the module's path where it stands in none."""
    around = [(end - start, key) for start, end, key in _spans(site.path) if start <= site.line <= end]
    return min(around)[1] if around else site.path


def around(key: str) -> tuple[str, str, str]:
    """A block, the function it is in, the module."""
    return key, key.partition("#")[0], key.partition(":")[0]


def may_be_swapped(site: Site) -> bool:
    """Whether it stands in the body of a function that runs as Python."""
    text = (ROOT / PACKAGE / site.path).read_text(encoding="utf-8")
    if any(part in site.path for part in COMPILED) or "njit" in text:
        return False
    functions = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return any(node.lineno < node.body[0].lineno <= site.line <= (node.end_lineno or 0) for node in functions)


class _Loader(importlib.machinery.SourceFileLoader):
    def get_code(self, fullname: str) -> CodeType:
        path = Path(self.get_filename(fullname))
        name = path.relative_to(ROOT / PACKAGE).as_posix()
        return compile(noted(name, path.read_text(encoding="utf-8")), str(path), "exec", dont_inherit=True)


class _Finder(MetaPathFinder):
    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name.partition(".")[0] != "acumen":
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is not None and isinstance(spec.loader, importlib.machinery.SourceFileLoader):
            spec.loader = _Loader(spec.loader.name, spec.loader.path)
        return spec


class _Notes:
    """What each test ran and the seconds of CPU it took, written at the end of the process."""

    def __init__(self, ran: set[str]) -> None:
        self.ran = ran
        self.told: dict[str, tuple[float, list[str]]] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        self.ran.clear()
        began = sum(os.times()[:4])
        found = yield
        self.told[item.nodeid] = (round(sum(os.times()[:4]) - began, 3), sorted(self.ran))
        if len(self.told) >= N_KEPT:
            self.pytest_sessionfinish()
        return found

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        folder = Path(os.environ[NOTES])
        (folder / THERE).write_text(json.dumps([item.nodeid for item in items]), encoding="utf-8")
        known = Runs.read(folder).seconds
        items[:] = [item for item in items if item.nodeid not in known]

    def pytest_sessionfinish(self) -> None:
        if self.told:
            (Path(os.environ[NOTES]) / f"{time.time_ns()}-{os.getpid()}.json").write_text(
                json.dumps(self.told), encoding="utf-8"
            )
            self.told = {}


class _Chosen:
    """Of the files that are asked for, those tests that a file names, in its order."""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        names = Path(os.environ[CHOSEN]).read_text(encoding="utf-8").splitlines()
        order = {json.loads(name): number for number, name in enumerate(names)}
        items[:] = sorted((item for item in items if item.nodeid in order), key=lambda item: order[item.nodeid])


def pytest_configure(config: pytest.Config) -> None:
    """Note what is run, or run what was chosen."""
    if NOTES in os.environ:
        config.pluginmanager.register(_Notes(ran), "notes of what ran")
    if CHOSEN in os.environ:
        config.pluginmanager.register(_Chosen(), "chosen tests")


ran: set[str] = set()
if NOTES in os.environ:  # at its head, as a conftest is loaded before anything is configured
    setattr(builtins, RAN, ran)
    sys.meta_path.insert(0, _Finder())


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """The tests that run a block, and what each takes."""

    tests_of: dict[str, set[str]]
    seconds: dict[str, float]

    @classmethod
    def read(cls, folder: Path) -> "Runs":
        """From the notes of all processes of a run."""
        tests_of: dict[str, set[str]] = defaultdict(set)
        seconds: dict[str, float] = {}
        there = json.loads(path.read_text(encoding="utf-8")) if (path := folder / THERE).exists() else None
        is_there = set(there).__contains__ if there is not None else bool
        for path in sorted(folder.glob("*.json")):
            for test, (took, keys) in json.loads(path.read_text(encoding="utf-8")).items():
                if not is_there(test):
                    continue
                seconds[test] = took
                for key in keys:
                    for place in around(key):
                        tests_of[place].add(test)
        return cls(tests_of=dict(tests_of), seconds=seconds)

    def tests(self, site: Site) -> list[str]:
        """Those that run the block of a site (else its function, else its module), the cheapest and nearest first."""
        found = next((tests for place in around(block_of(site)) if (tests := self.tests_of.get(place))), set())
        return sorted(found, key=lambda test: (self.seconds[test] / (1 + nearness(test, site)), test))

    def affordable(self, tests: Sequence[str], seconds: float) -> list[str]:
        """As many of the first as take so many seconds together, and at least one."""
        spent = 0.0
        chosen: list[str] = []
        for test in tests:
            spent += self.seconds[test]
            if chosen and spent > seconds:
                break
            chosen.append(test)
        return chosen

    def chunks(self, tests: Sequence[str]) -> Iterator[list[str]]:
        """The same by and by: what takes some seconds first, then ten times as much, and so on."""
        chunk: list[str] = []
        room, spent = CHUNK_SECONDS, 0.0
        for test in tests:
            if chunk and spent + self.seconds[test] > room:
                yield chunk
                chunk, room, spent = [], 10.0 * room, 0.0
            chunk.append(test)
            spent += self.seconds[test]
        if chunk:
            yield chunk


def nearness(test: str, site: Site) -> int:
    """How many folders a test's file shares with a module, and as much again where it bears the module's name."""
    names = Path(test.partition("::")[0]).with_suffix("").parts[1:]
    folders = Path(site.path).with_suffix("").parts
    n_shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(names, folders, strict=False)))
    return n_shared + (len(folders) if names and names[-1] == f"test_{folders[-1]}" else 0)
