"""`make setup`, with a stand-in for Python: when it builds, when it leaves alone, what it says when it can't."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.source import ROOT

# Answers as Python would: is it new enough, has it venv, build an environment (a copy of itself), install.
STAND_IN = """\
#!/bin/sh
case "$1 $2" in
    "-c import sys; sys.exit"*) [ "${PRETEND:-}" != old ] ;;
    "-c import venv"*) [ "${PRETEND:-}" != bare ] ;;
    "-m venv") mkdir -p "$3/bin" && cp "$0" "$3/bin/python" && echo built >> calls ;;
    "-m pip") echo installed >> calls; [ "${PRETEND:-}" != offline ] ;;
    *) true ;;
esac
"""

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed; looked for it on PATH")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "python").mkdir()
    for name in ("python3", "python3.11", "python3.12", "python3.13"):
        (tmp_path / "python" / name).write_text(STAND_IN, encoding="utf-8")
        (tmp_path / "python" / name).chmod(0o755)
    return tmp_path


def setup(
    project: Path, pretend: str = "", target: str = "setup"
) -> tuple[list[str], subprocess.CompletedProcess[str]]:
    """Run `make setup` or another target; what was called, in order, and how it ended."""
    (project / "calls").write_text("", encoding="utf-8")
    path = os.pathsep.join([str(project / "python"), os.environ["PATH"]])
    environment = {"PATH": path, "PRETEND": pretend}
    ended = subprocess.run(["make", target], cwd=project, env=environment, capture_output=True, text=True, check=False)
    return (project / "calls").read_text(encoding="utf-8").split(), ended


def test_it_builds_once_and_then_leaves_alone(project: Path) -> None:
    assert setup(project)[0] == ["built", "installed"]
    calls, ended = setup(project)
    assert calls == []
    assert ended.stdout == ended.stderr == ""


def test_what_it_takes_to_run_is_enough_to_run_and_not_to_develop(project: Path) -> None:
    assert setup(project, target="ready")[0] == ["built", "installed"]
    assert setup(project, target="ready")[0] == []
    assert setup(project)[0] == ["installed"]
    assert setup(project, target="ready")[0] == []
    assert setup(project, target="oracles")[0] == ["installed"]
    for target in ("oracles", "setup", "ready"):
        assert setup(project, target=target)[0] == []


def test_it_says_one_line_for_each_stage(project: Path) -> None:
    _, ended = setup(project)
    assert [line.split(":")[0] for line in ended.stdout.splitlines()] == ["setup"] * 3
    assert ended.stderr == ""


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_it_installs_again_when_what_is_asked_for_has_changed(project: Path, name: str) -> None:
    setup(project)
    with (project / name).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert setup(project)[0] == ["installed"]


def test_it_builds_anew_after_an_interruption(project: Path) -> None:
    calls, ended = setup(project, pretend="offline")
    assert calls == ["built", "installed"]
    assert ended.returncode != 0
    assert setup(project)[0] == ["built", "installed"]


def test_it_builds_anew_when_the_python_inside_is_gone(project: Path) -> None:
    setup(project)
    (project / ".venv" / "bin" / "python").unlink()
    assert setup(project)[0] == ["built", "installed"]


def test_it_builds_anew_when_the_folder_was_moved(project: Path) -> None:
    setup(project)
    moved = project.rename(project.with_name(f"{project.name}-moved"))
    assert setup(moved)[0] == ["built", "installed"]


def test_it_says_so_when_no_python_is_new_enough(project: Path) -> None:
    calls, ended = setup(project, pretend="old")
    assert calls == []
    assert ended.returncode != 0
    assert "needs Python 3.11 or newer" in ended.stderr
    assert "hint:" in ended.stderr


def test_it_says_so_when_python_lacks_venv(project: Path) -> None:
    calls, ended = setup(project, pretend="bare")
    assert calls == []
    assert ended.returncode != 0
    assert "lacks venv or ensurepip" in ended.stderr
    assert "hint:" in ended.stderr
