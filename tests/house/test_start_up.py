"""What starting up costs: which modules each short command loads (`make bench ONLY=start_up` has the seconds)."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT, parse, python_files

SMALL_PLAN = """\
plan: two-ways
worth: 40
goal:
  any:
    - {step: quick, chance: 30%, hours: 2}
    - {step: slow, chance: 60%, hours: 4 to 16}
"""

# Runs the program in a fresh interpreter and then says which modules it has loaded.
LOADED = """\
import sys
from acumen.cli import main
sys.argv = ["acumen", *sys.argv[1:]]
try:
    code = main()
except SystemExit as end:
    code = end.code
print("code", code or 0, file=sys.stderr)
print("loaded", *sorted(sys.modules), file=sys.stderr)
"""
BESIDE = {"charts", "importing", "judgment", "tables", "testing"}  # rooms that none of these needs
OF_A_STOP = {"acumen.desk.plans.turning"}  # what only advice to stop needs
HEAVY = {"numpy", "scipy", "numba", "pandas", "altair", "rich"}  # from a tenth of a second to a whole one
SLOW = {"pathlib", "urllib", "difflib", "json"}  # 2 to 15 ms each


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small plan, and a ledger in which it is followed and its first step under way."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "small.yaml").write_text(SMALL_PLAN, encoding="utf-8")
    for words in (("adopt", "small.yaml"), ("start",)):
        assert loaded_by(*words, folder=folder)
    return folder


def loaded_by(*arguments: str, folder: Path) -> set[str]:
    """The modules that `acumen ARGUMENTS` loads, those of acumen by file; fails unless the program ends well."""
    paths = os.pathsep.join([str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "PYTHONPATH": paths, "ACUMEN_LEDGER": str(folder / "ledger.sqlite")}
    run = [sys.executable, "-c", LOADED, *arguments]
    ended = subprocess.run(run, capture_output=True, text=True, check=False, cwd=folder, env=environment)
    said = ended.stderr.splitlines()
    assert said[-2:-1] == ["code 0"], ended.stderr
    assert ended.stdout
    return set(said[-1].split()[1:])


def rooms(modules: set[str]) -> set[str]:
    """Which rooms of acumen these modules are in."""
    return {name.split(".")[1] for name in modules if name.startswith("acumen.")}


@pytest.mark.parametrize(
    ("words", "needed", "others"),
    [
        (("--help",), "catalog", BESIDE | HEAVY | SLOW | {"desk", "results", "msgspec", "yaml", "sqlite3"}),
        (("next", "small.yaml"), "decision", BESIDE | HEAVY | SLOW | OF_A_STOP),
        (("next",), "decision", BESIDE | HEAVY | SLOW | OF_A_STOP | {"yaml"}),
        (("status",), "history", BESIDE | HEAVY | SLOW | {"yaml"}),
        (("predict", "It works", "70%"), "history", BESIDE | HEAVY | SLOW | {"decision", "planfile", "yaml"}),
        (("due",), "history", BESIDE | HEAVY | SLOW | {"decision", "planfile", "yaml"}),
    ],
    ids=lambda found: " ".join(found) if isinstance(found, tuple) else "",
)
def test_a_short_command_loads_what_it_needs_and_no_more(
    home: Path, words: tuple[str, ...], needed: str, others: set[str]
) -> None:
    """`others`: rooms of acumen and libraries that would cost more than the command does."""
    found = loaded_by(*words, folder=home)
    assert "click" in found
    assert needed in rooms(found)
    assert not (found | rooms(found)) & others


def test_a_small_plan_with_probes_needs_no_numerics_either(tmp_path: Path) -> None:
    found = loaded_by("next", str(ROOT / "examples" / "two-probes.yaml"), folder=tmp_path)
    assert not found & HEAVY


def test_no_regular_expression_is_compiled_by_an_import() -> None:
    """They took a tenth of what starting up takes: `borders.patterns` compiles each when it is first used."""
    compiling = [path for path in python_files("src") if "re.compile(" in path.read_text(encoding="utf-8")]
    files = [str(path.relative_to(ROOT / "src" / "acumen")) for path in compiling if is_compiling(parse(path))]
    known = ["ledger/lines.py"]  # which is of exports and compares bytes
    assert files == known, "write `pattern(…)` of acumen.borders.patterns for `re.compile(…)`"


def is_compiling(module: ast.Module) -> bool:
    """Whether it does so outside of functions."""
    outside = [one for one in module.body if not isinstance(one, ast.FunctionDef | ast.ClassDef)]
    return any("re.compile(" in ast.unparse(one) for one in outside)
