"""The tool that looks for missing tests changes what it says, one place at a time."""

import ast
import os
import shutil
import subprocess
import sys
import types
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import cast

import pytest

from studies import mutant_tests, mutants
from studies.mutant_forks import swap
from studies.mutant_sites import NEGATED, PACKAGE, ROOT, Site, all_sites, find_sites
from studies.mutant_tests import NOTES, Runs, around, block_of, may_be_swapped
from studies.mutants import ENDLESS, N_LEAST_PER_ROOM, chosen_tests, draw, failing_test, forked, order_tests

TEXT = '''"""A module."""
from typing import Literal

LEAST = 3


def f(x: float, kinds: Literal[1, 2], *, é: float = 0.5) -> bool:
    """Has 1 < 2 in its text."""
    return (x - -é) * 2 <= LEAST and x is not None and f"{x}" + "a" != "b"  # 3 > 2
'''


@cache
def sites() -> list[Site]:
    return all_sites()


def changes(text: str = TEXT) -> list[tuple[str, str, str]]:
    return [(site.kind, site.before, site.after) for site in find_sites("room/module.py", text)]


def test_every_comparison_boundary_sign_and_constant_is_found_and_nothing_else() -> None:
    assert Counter(changes()) == Counter(
        [
            ("constant", "3", "4"),
            ("constant", "0.5", "0.625"),
            ("sign", "-", "+"),  # x − …
            ("sign", "-", "+"),  # −é
            ("sign", "*", "/"),
            ("constant", "2", "3"),
            ("comparison", "<=", ">"),
            ("boundary", "<=", "<"),
            ("comparison", "is not", "is"),
            ("comparison", "!=", "=="),
        ]
    )


def test_each_change_is_at_one_place_and_the_file_can_still_be_read() -> None:
    for site in find_sites("room/module.py", TEXT):
        changed = site.apply(TEXT)
        ast.parse(changed)
        assert changed != TEXT
        assert changed[: site.start] == TEXT[: site.start]
        assert changed[site.start + len(site.after) :] == TEXT[site.end :]
        assert TEXT[site.start : site.end] == site.before


@pytest.mark.parametrize("operator", sorted(NEGATED))
def test_a_negated_comparison_is_true_where_it_was_false(operator: str) -> None:
    for left, right in ((1, 1), (1, 2), (2, 1)):
        values = {"a": left, "b": [right] if "in" in operator else right}
        assert eval(f"a {operator} b", {}, values) != eval(f"a {NEGATED[operator]} b", {}, values)  # noqa: S307


def test_the_same_seed_draws_the_same_and_every_room_has_its_share() -> None:
    drawn, other = draw(sites(), 60, seed=1), draw(sites(), 60, seed=2)
    assert drawn == draw(sites(), 60, seed=1)
    assert drawn != other
    assert len(set(drawn)) == len(drawn) >= 60
    present = Counter(site.room for site in sites())
    counts = Counter(site.room for site in drawn)
    assert all(counts[room] >= min(N_LEAST_PER_ROOM, n) for room, n in present.items())


def test_every_site_of_the_source_says_what_stands_there() -> None:
    package = Path(__file__).parents[2] / "src" / "acumen"
    texts = {path.relative_to(package).as_posix(): path.read_text(encoding="utf-8") for path in package.rglob("*.py")}
    for site in draw(sites(), 400, seed=3):
        assert texts[site.path][site.start : site.end] == site.before
        ast.parse(site.apply(texts[site.path]))


def test_tests_of_the_modules_name_come_first_then_those_of_its_folder() -> None:
    site = next(site for site in sites() if site.path == "history/resolution.py")
    found = order_tests(site)
    assert found[0] == "tests/history/test_resolution.py"
    assert all(name.startswith("tests/history/") for name in found)


def test_every_room_has_tests_to_run() -> None:
    first: dict[str, Site] = {}
    for site in sites():
        first.setdefault(site.room, site)
    assert all(order_tests(site) for site in first.values())


BUSY = "def test_busy():\n    while True:\n        pass\n"
ASLEEP = "import threading\n\n\ndef test_asleep():\n    threading.Event().wait()\n"


@pytest.mark.parametrize(("text", "limit", "value"), [(BUSY, "CPU_SECONDS", 1), (ASLEEP, "ASLEEP_SECONDS", 0.5)])
def test_what_has_no_end_is_caught_by_its_own_seconds_or_when_it_sleeps_and_not_by_the_clock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, limit: str, value: float
) -> None:
    (tmp_path / "test_endless.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(mutants, "MOVES_SECONDS", 0.0)
    monkeypatch.setattr(mutants, limit, value)
    if not (limit == "ASLEEP_SECONDS" and not Path("/proc/self/stat").exists()):
        assert failing_test(["test_endless.py"], tmp_path) == ENDLESS
    monkeypatch.setattr(mutants, "ASLEEP_SECONDS", 1e9)
    monkeypatch.setattr(mutants, "WALL_SECONDS", 0.0)
    assert failing_test(["test_endless.py"], tmp_path) == ""


def test_a_test_that_fails_without_the_change_catches_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = next(site for site in sites() if site.path == "history/resolution.py")
    path = tmp_path / PACKAGE / site.path
    path.parent.mkdir(parents=True)
    path.write_text(source := (ROOT / PACKAGE / site.path).read_text(encoding="utf-8"), encoding="utf-8")
    written = path.stat().st_mtime_ns
    failing: dict[bool, str] = {}
    monkeypatch.setattr(mutants, "failing_test", lambda *_, **__: failing[path.read_text(encoding="utf-8") == source])
    failing |= {False: "tests/a.py::test_a", True: ""}
    runs = Runs(tests_of={site.path: {"tests/a.py::test_a[0]"}}, seconds={"tests/a.py::test_a[0]": 0.1})
    for known in (runs, Runs(tests_of={}, seconds={})):
        failing[True] = ""
        assert mutants.caught_by(site, tmp_path, known) == "tests/a.py::test_a"
        failing[True] = "tests/a.py::test_a"
        assert mutants.caught_by(site, tmp_path, known) == ""
    assert path.read_text(encoding="utf-8") == source
    assert path.stat().st_mtime_ns == written  # so that what was compiled from it holds


MODULE = "def f(x):\n    def g(y):\n        return [y + 1 for _ in range(2)]\n\n    return g(x)\n"


def test_functions_that_are_there_already_get_the_changed_code_and_others_keep_theirs(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    made: dict[str, Callable[[int], list[int]]] = {}
    exec(compile(MODULE, str(path), "exec"), made)  # noqa: S102
    function = cast("types.FunctionType", made["f"])
    for site in find_sites("module.py", MODULE):
        kept = function.__code__
        swap(path, MODULE, site.apply(MODULE), [function])
        assert made["f"](3) == {"+": [2, 2], "1": [5, 5], "2": [4, 4, 4]}[site.before]
        function.__code__ = kept
    assert made["f"](3) == [4, 4]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("desk/some.py", "inside", True),
        ("desk/some.py", "head", False),
        ("desk/some.py", "default", False),
        ("decision/some_kernel.py", "inside", False),  # compiled to machine code
    ],
)
def test_only_what_runs_again_with_each_call_is_changed_in_a_fork(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    text: str,
    expected: bool,  # noqa: FBT001
) -> None:
    source = "HEAD = 5  # head\n\n\ndef f(\n    x=6,  # default\n):\n    return x + 7  # inside\n"
    monkeypatch.setattr(mutant_tests, "ROOT", tmp_path)
    (tmp_path / PACKAGE / path).parent.mkdir(parents=True)
    (tmp_path / PACKAGE / path).write_text(source, encoding="utf-8")
    found = [site for site in find_sites(path, source) if site.text.endswith(f"# {text}\n")]
    assert found
    assert {may_be_swapped(site) for site in found} == {expected}


TESTS = """\
import pytest
from acumen.borders.figures import read_finite


@pytest.mark.parametrize("text", ["1", " 2 - x"])
def test_reads(text):
    try:
        read_finite(text)
    except ValueError:
        pass


def test_fails():
    raise ValueError
"""


def test_what_each_test_runs_is_noted_and_only_those_of_a_changed_place_are_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "test_two.py").write_text(TESTS, encoding="utf-8")
    for name in ("src", "studies"):
        (tmp_path / name).symlink_to(ROOT / name)
    with monkeypatch.context() as noting:
        noting.setenv("PYTEST_PLUGINS", "studies.mutant_tests")
        noting.setenv(NOTES, str(tmp_path))
        command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "test_two.py"]
        environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        assert subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False).returncode == 1
    runs = Runs.read(tmp_path)
    read = [site for site in sites() if site.path == "borders/figures.py"]
    tests = [f"test_two.py::test_reads[{text}]" for text in ("1", " 2 - x")]
    assert any(set(runs.tests(site)) == set(tests) for site in read)
    assert not any("test_two.py::test_fails" in runs.tests(site) for site in sites())
    assert failing_test(["test_two.py"], tmp_path, chosen=tests) == ""
    assert (
        failing_test(["test_two.py"], tmp_path, chosen=[*tests, "test_two.py::test_fails"]) == "test_two.py::test_fails"
    )


SMALL = """\
MOST = 2


def twice(x):
    return x * 2 + 0


def is_most(x):
    return max(x, MOST) == MOST
"""
SMALL_TESTS = """\
from acumen.small import is_most, twice


def test_broken():
    assert twice(0) > 0


def test_twice():
    assert twice(3) == 6


def test_most():
    assert is_most(1)
"""


def test_changes_are_tried_in_forks_and_caught_by_tests_that_pass_without_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mutant_tests, "ROOT", tmp_path)
    shutil.copytree(ROOT / "studies", tmp_path / "studies")
    for path, text in (
        ("src/acumen/__init__.py", ""),
        ("src/acumen/small.py", SMALL),
        ("tests/test_s.py", SMALL_TESTS),
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    found = [site for site in find_sites("small.py", SMALL) if "return" in site.text]
    tests = [f"tests/test_s.py::test_{name}" for name in ("broken", "twice", "most", "gone")]
    runs = Runs(tests_of={"small.py": set(tests)}, seconds=dict.fromkeys(tests, 0.01))
    caught = {(site.before, site.after): name.rpartition("_")[2] for site, name in forked(found, tmp_path, runs, 9.0)}
    assert caught == {
        ("*", "/"): "twice",
        ("2", "3"): "twice",
        ("+", "-"): "",
        ("0", "1"): "twice",
        ("==", "!="): "most",
    }
    assert (tmp_path / "src/acumen/small.py").read_text(encoding="utf-8") == SMALL


def test_tests_come_the_cheapest_first_some_seconds_at_a_time() -> None:
    site = next(site for site in sites() if block_of(site).count(":"))
    seconds = {"a": 4.0, "b": 2.0, "c": 1.0, "d": 60.0}
    runs = Runs(tests_of={block_of(site): set(seconds)}, seconds=seconds)
    assert runs.tests(site) == ["c", "b", "a", "d"]
    assert list(runs.chunks(runs.tests(site))) == [["c", "b"], ["a"], ["d"]]
    assert [runs.affordable(runs.tests(site), most) for most in (0.5, 3.0, 7.0)] == [["c"], ["c", "b"], ["c", "b", "a"]]
    assert Runs(tests_of={}, seconds={}).tests(site) == []


def test_of_tests_that_take_as_long_the_nearest_come_first_and_pins_last() -> None:
    site = next(site for site in sites() if site.path == "desk/loop/standing.py")
    names = [
        "tests/desk/loop/test_standing.py::test_a",
        "tests/desk/loop/test_other.py::test_b",
        "tests/desk/test_other.py::test_c",
        "tests/views/test_other.py::test_d",
        "tests/desk/loop/test_pinned_pages.py::test_e",
    ]
    runs = Runs(tests_of={site.path: set(names)}, seconds=dict.fromkeys(names, 1.0))
    assert chosen_tests(site, runs, ROOT, 30.0) == names
    assert chosen_tests(site, runs, ROOT, 2.0) == [*names[:2], names[4]]


def test_a_block_that_nothing_is_noted_for_takes_the_tests_of_its_function_else_of_its_module() -> None:
    site = next(site for site in sites() if block_of(site).count("#"))
    block, function, module = around(block_of(site))
    tests_of = {module: {"a"}, function: {"b"}, block: {"c"}}
    for place, expected in (("", "c"), (block, "b"), (function, "a")):
        tests_of.pop(place, None)
        assert Runs(tests_of=tests_of, seconds={"a": 1.0, "b": 1.0, "c": 1.0}).tests(site) == [expected]
