"""Documented sessions: the commands of a page with what they print, and a shell that runs `acumen` within this process.

A command is split where a shell would (`;`, `|`, `>`). Its words are left to /bin/sh to expand; `acumen` is then called
through the same entry point as from a terminal, everything else is given to /bin/sh.
"""

import contextlib
import io
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from acumen.cli import main

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "examples" / "README.md"]
BLOCK = re.compile(r"^```console\n(\$ (?:acumen|printf|export) .*?)^```$", re.MULTILINE | re.DOTALL)
SHELL = "/bin/sh"


def sessions(text: str) -> list[tuple[str, str]]:
    """(command, output) of every documented command, in order."""
    found = []
    for block in BLOCK.findall(text):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


def rewrite(text: str, say: Callable[[str], str]) -> str:
    """The text with every documented output replaced by what `say` gives for its command."""

    def block(found: re.Match[str]) -> str:
        commands = [command for command, _ in sessions(found[0])]
        return "```console\n" + "".join(f"$ {command}\n{say(command)}" for command in commands) + "```"

    return BLOCK.sub(block, text)


class Terminal:
    """A folder that looks like the root of the repository to commands that read, its environment, and a shell in it."""

    def __init__(self, folder: Path) -> None:
        """Begin in `folder`, with a clock that stands still and ids that repeat themselves."""
        self.folder = folder
        self.codes: list[int] = []  # how each `acumen` ended
        for name in ("examples", "docs"):
            (folder / name).symlink_to(ROOT / name)
        self.environment = {
            **os.environ,
            "ACUMEN_LEDGER": "ledger.sqlite",
            "ACUMEN_NOW": "2026-11-02T09:00:00+00:00",
            "ACUMEN_REHEARSAL": "documents",
            "TZ": "UTC",
            "TMPDIR": str(folder),
        }

    def run(self, command: str, *, change: Callable[[list[str]], list[str]] = lambda words: words) -> str:
        """What a command prints, talk included; `change` may put other words in the place of those after `acumen`."""
        return "".join(self._run_statement(part, change) for part in _split(command, ";")).replace(
            str(self.folder), "FOLDER"
        )

    def _run_statement(self, statement: str, change: Callable[[list[str]], list[str]]) -> str:
        if statement.split(maxsplit=1)[:1] == ["export"]:
            self._export(statement)
            return ""
        data, talk = b"", ""
        for segment in _split(statement, "|"):
            command, *targets = _split(segment, ">")
            if command.split(maxsplit=1)[:1] == ["acumen"]:
                words = self._expand(command.split(maxsplit=1)[1:])
                code, data, said = run_here(change(words), data, folder=self.folder, environment=self.environment)
                self.codes.append(code)
                talk += said
            else:
                data, said = self._shell(command, data)
                talk += said
            if targets:
                (self.folder / self._expand(targets)[0]).write_bytes(data)
                data = b""
        return talk + data.decode()

    def _expand(self, rest: list[str]) -> list[str]:
        """The words of a command as the shell hands them over."""
        if not rest:
            return []
        data, _ = self._shell(f"printf '%s\\0' {rest[0]}", b"")
        return data.decode(errors="surrogateescape").split("\0")[:-1]

    def _export(self, statement: str) -> None:
        data, _ = self._shell(f"{statement}; env -0", b"")
        pairs = [pair.partition("=") for pair in data.decode().split("\0") if pair]
        self.environment |= {name: value for name, _, value in pairs if name.startswith("ACUMEN")}

    def _shell(self, command: str, data: bytes) -> tuple[bytes, str]:
        ended = subprocess.run(
            [SHELL, "-c", command],
            cwd=self.folder,
            env=self.environment,
            input=data,
            capture_output=True,
            check=False,
        )
        return ended.stdout, ended.stderr.decode()


def call(arguments: list[str], data: bytes = b"", *, folder: Path, environment: Mapping[str, str]) -> tuple[bytes, str]:
    """Run `acumen` in `folder` within this process: what it writes to standard output, and its talk."""
    return run_here(arguments, data, folder=folder, environment=environment)[1:]


def run_here(
    arguments: list[str], data: bytes = b"", *, folder: Path, environment: Mapping[str, str]
) -> tuple[int, bytes, str]:
    """The same, with the exit code before it."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n") for _ in range(2))
    with _as_if(folder, environment), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")
        try:
            code = main(arguments)
        finally:
            sys.stdin = before
            out.flush()
            err.flush()
    written = (stream.buffer.getvalue() for stream in (out, err))
    standard, talk = written
    return code, standard, talk.decode()


@contextlib.contextmanager
def _as_if(folder: Path, environment: Mapping[str, str]) -> Iterator[None]:
    """In that folder, with that environment and its time zone; afterwards as before."""
    before, kept = Path.cwd(), dict(os.environ)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    time.tzset()
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(kept)
        os.chdir(before)
        time.tzset()


def _split(command: str, sign: str) -> list[str]:
    """Parts of a command between signs that stand outside quotes and brackets."""
    parts, quote, depth = [""], "", 0
    for character in command:
        if quote:
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
        elif character in "()":
            depth += 1 if character == "(" else -1
        elif character == sign and depth == 0:
            parts.append("")
            continue
        parts[-1] += character
    return [part.strip() for part in parts if part.strip()]
