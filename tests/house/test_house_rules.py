"""Rules of the house that a reader can check with a ruler: sizes, what is written down, what starting loads."""

import ast
import re

import pytest

from tests.house.source import ROOT, kept_files, long_functions, parse, python_files

MOST_MODULE_LINES = 400
MOST_FUNCTION_LINES = 45
ERRORS = ("UsageError", "UnsolvableError", "LedgerError", "ConflictError", "StaleHeadError")
# Kernels that may be longer, as "path:function": "the reason".
EXCUSED: dict[str, str] = {
    "src/acumen/decision/dated/dense_kernel.py:sweep": "the same over all states of a plan with a date",
    "src/acumen/decision/backward_induction/kernels.py:sweep": "one loop over states and actions; its state is in locals",
    "src/acumen/decision/backward_induction/explore_kernel.py:explore": "one loop over states, actions and ends",
    "src/acumen/decision/hypotheses/worlds_kernel.py:sweep_worlds": "the same for all worlds at once",
    "src/acumen/decision/hypotheses/histories_kernel.py:sweep_histories": "one loop over histories and actions, compiled whole",
    "src/acumen/desk/front/ledgers.py:import_": "a table has forty options; the catalogue hands over each by its name",
}

# Written in two halves, so that this file keeps its own rule.
MACHINE_PATH = re.compile(r"(?<![\w.~*-])/(?:" + "work|tmp|root" + r")/")
REGISTRY = re.compile(
    r"https?://[^\s\"'<>)]*(?:/simple\b|" + "python" + r"hosted)|--(?:extra-)?" + "index-" + "url|--find-" + "links"
)


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    files = python_files("src", "benchmarks", "studies")
    lengths = {path: path.read_text(encoding="utf-8").count("\n") for path in files}
    assert lengths
    crowded = {str(path.relative_to(ROOT)): n for path, n in lengths.items() if n >= MOST_MODULE_LINES}
    assert not crowded


def test_no_function_is_long_unless_it_is_excused_with_a_reason() -> None:
    found = {
        f"{path.relative_to(ROOT)}:{name}": n_lines
        for path in python_files("src", "benchmarks", "studies")
        for _, name, n_lines in long_functions(parse(path), most_lines=MOST_FUNCTION_LINES)
    }
    assert not {name: n for name, n in found.items() if name not in EXCUSED}
    assert EXCUSED.keys() <= found.keys(), "an excuse that is no longer needed"
    assert all(EXCUSED.values())


TELLING = ("borders", "desk", "judgment", "ledger", "planfile", "views")  # what is raised there reaches whoever typed


def test_every_error_that_reaches_a_person_says_what_to_do() -> None:
    raised = [
        (path, node.exc)
        for room in TELLING
        for path in python_files(f"src/acumen/{room}")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)
    ]
    named = [(path, call) for path, call in raised if isinstance(call.func, ast.Name) and call.func.id in ERRORS]
    assert len(named) > len(TELLING)
    silent = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path, call in named
        if not any(given.arg == "hint" for given in call.keywords)
    ]
    assert not silent


def test_a_long_function_is_measured_without_its_docstring() -> None:
    body = "\n".join("    x = 1" for _ in range(4))
    tree = ast.parse(f'def f():\n    """One.\n\n    Two.\n    """\n{body}\n')
    assert long_functions(tree, most_lines=4) == [(1, "f", 5)]
    assert not long_functions(tree, most_lines=5)


def test_nothing_that_is_kept_names_a_registry_or_a_place_on_one_machine() -> None:
    files = kept_files()
    assert ROOT / "pyproject.toml" in files
    found = []
    for path in files:
        text = path.read_bytes().decode("utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), start=1):
            if MACHINE_PATH.search(line) or REGISTRY.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert not found


@pytest.mark.parametrize(
    ("line", "is_refused"),
    [
        ("see /" + "work/main", True),
        ("'/" + "tmp/x'", True),
        ("https://host.example" + "/simple/", True),
        ("pip install --index-" + "url x", True),
        ("rm -rf .venv." + "tmp/", False),
        ("https://host.example/simpler/page", False),
        ("docs/work/flow.md, frame" + "work/x", False),
    ],
)
def test_the_search_for_hosts_and_places_tells_them_from_ordinary_words(line: str, is_refused: bool) -> None:  # noqa: FBT001 (pytest hands it over by name)
    assert bool(MACHINE_PATH.search(line) or REGISTRY.search(line)) is is_refused
