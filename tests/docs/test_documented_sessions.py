"""The documents show what the program prints: every ```console block that begins with `$ acumen` or `$ printf` is run.

`python tests/docs/test_documented_sessions.py` writes into the documents what the program prints today.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "examples" / "README.md"]
BLOCK = re.compile(r"^```console\n(\$ (?:acumen|printf) .*?)^```$", re.MULTILINE | re.DOTALL)


def sessions(text: str) -> list[tuple[str, str]]:
    """(command, output) of every documented command, in order."""
    found = []
    for block in BLOCK.findall(text):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


def prepare(folder: Path) -> dict[str, str]:
    """A folder that looks like the root of the repository to commands that read, and the environment to run them in."""
    for name in ("examples", "docs"):
        (folder / name).symlink_to(ROOT / name)
    program = folder / ".bin" / "acumen"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m acumen "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return {
        **os.environ,
        "ACUMEN_LEDGER": "ledger.sqlite",
        "ACUMEN_NOW": "2027-02-01T09:00:00+00:00",
        "ACUMEN_REHEARSAL": "documents",
        "TZ": "UTC",
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]),
    }


def run(command: str, folder: Path, environment: dict[str, str]) -> str:
    """What a command prints, talk included."""
    ended = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return ended.stdout.decode()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_document_shows_what_the_program_prints(document: Path, tmp_path: Path) -> None:
    if not document.exists():
        pytest.skip(f"{document.name} is not written yet")
    environment = prepare(tmp_path)
    for command, output in sessions(document.read_text(encoding="utf-8")):
        assert run(command, tmp_path, environment) == output, f"{document.name}: $ {command}"


def test_the_page_about_next_shows_sessions() -> None:
    assert len(sessions((ROOT / "docs" / "next.md").read_text(encoding="utf-8"))) >= 2


def test_sessions_are_found_and_told_apart() -> None:
    text = "```console\n$ acumen --version\n1\n\n2\n$ acumen schema\n```\n```console\n$ make demo\n```\n"
    assert sessions(text) == [("acumen --version", "1\n\n2\n"), ("acumen schema", "")]


def test_a_command_is_run_and_its_talk_kept(tmp_path: Path) -> None:
    environment = prepare(tmp_path)
    assert run("acumen --version | tr a-z A-Z", tmp_path, environment).startswith("ACUMEN ")
    assert run("acumen next nowhere.yaml", tmp_path, environment).startswith("error: ")


def rewrite(text: str, say: Callable[[str], str]) -> str:
    """The text with every documented output replaced by what `say` gives for its command."""

    def block(found: re.Match[str]) -> str:
        commands = [command for command, _ in sessions(found[0])]
        return "```console\n" + "".join(f"$ {command}\n{say(command)}" for command in commands) + "```"

    return BLOCK.sub(block, text)


def test_rewriting_replaces_outputs_and_nothing_else() -> None:
    text = "a\n```console\n$ acumen x\nold\n$ acumen y\n```\nb\n```console\n$ make\nkept\n```\n"
    new = "a\n```console\n$ acumen x\nACUMEN X\n$ acumen y\nACUMEN Y\n```\nb\n```console\n$ make\nkept\n```\n"
    assert rewrite(text, lambda command: f"{command.upper()}\n") == new


if __name__ == "__main__":
    for page in DOCUMENTS:
        with tempfile.TemporaryDirectory() as name:
            here = Path(name)
            around = prepare(here)
            before = page.read_text(encoding="utf-8")
            after = rewrite(before, lambda command, here=here, around=around: run(command, here, around))  # type: ignore[misc]
            page.write_text(after, encoding="utf-8")
