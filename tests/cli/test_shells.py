"""What `acumen completion SHELL` writes completes commands and names in that shell itself."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from acumen.cli import main

PLAN = "plan: two\nworth: 80\ngoal: {step: 測る, chance: 60%, hours: 3}\n"
ASK = {  # how a shell is brought to complete a line without anybody at a terminal
    "bash": """source script; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
        _acumen_completion acumen; printf '%s\\n' "${{COMPREPLY[@]}}" """,
    "zsh": """compdef() {{ }}; compadd() {{ print -l -- "$@" }}
        _describe() {{ local name=${{@[-2]}}; print -l -- "${{(P@)name}}" }}
        source script; words=({words}); CURRENT=$#words; _acumen_completion""",
    "fish": "source script; complete -C '{line}'",
}


@pytest.mark.parametrize("shell", list(ASK))
def test_a_shell_completes_commands_and_steps(
    shell: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed here")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ACUMEN_LEDGER", str(tmp_path / "l.sqlite"))
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    Path("plan.yaml").write_text(PLAN, encoding="utf-8")
    Path("acumen").write_text(f'#!/bin/sh\nexec {sys.executable} -m acumen "$@"\n', encoding="utf-8")
    Path("acumen").chmod(0o755)
    assert main(["adopt", "plan.yaml"]) == 0
    capsys.readouterr()
    assert main(["completion", shell]) == 0
    Path("script").write_text(capsys.readouterr().out, encoding="utf-8")
    for line, found in (("acumen sta", "status"), ("acumen start 測", "測る")):
        run = [shell, *{"bash": ["--norc"], "zsh": ["-f"], "fish": ["-N"]}[shell], "-c"]
        asked = ASK[shell].format(line=line, words=line)
        said = subprocess.run([*run, asked], capture_output=True, text=True, check=False)
        assert found in said.stdout, (said.stdout, said.stderr)
