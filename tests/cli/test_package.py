import doctest
import subprocess
import sys
import tomllib

import pytest

import acumen
from tests.cli.test_commands import ROOT


def test_the_version_in_the_package_is_the_one_it_is_built_with() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = project["project"].get("version")
    dynamic = project.get("tool", {}).get("setuptools", {}).get("dynamic", {}).get("version")
    assert declared == acumen.__version__ or dynamic == {"attr": "acumen.__version__"}


def test_every_public_name_can_be_had() -> None:
    assert dir(acumen) == sorted(acumen.__all__)
    for name in acumen.__all__:
        assert getattr(acumen, name)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        acumen.nothing  # noqa: B018


def test_the_verbs_of_the_terminal_are_the_verbs_of_python() -> None:
    path = ROOT / "examples" / "steinhardt-a-b.yaml"
    plan = acumen.read_plan(path)
    changed = acumen.change(plan, settings={"worth": "2 d"})
    assert acumen.read_plan(acumen.write_plan(changed)) == changed
    assert acumen.solve(changed).worth == 16.0
    assert acumen.compare(plan, settings={"worth": 16.0}).as_changed == acumen.solve(changed)
    told = acumen.simulate(changed, runs=100)
    whole, reasons = acumen.tree(changed), acumen.why(changed)
    assert told.next == whole.next == reasons.answer.next
    for found, kind in ((told, acumen.Simulated), (whole, acumen.Tree), (reasons, acumen.Why)):
        assert isinstance(found, kind)


def test_the_example_at_the_head_of_the_package_runs() -> None:
    ended = doctest.testmod(acumen)
    assert (ended.attempted, ended.failed) == (4, 0)


def test_importing_the_package_loads_no_room() -> None:
    code = "import sys, acumen; print([name for name in sys.modules if name.startswith('acumen.')])"
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": str(ROOT / "src")}
    )
    assert ended.stdout == "['acumen.version']\n"
