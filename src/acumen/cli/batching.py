"""Many commands in one process: a line of JSON in for each, a line of JSON out."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable
from contextlib import redirect_stderr, redirect_stdout

import click

from acumen.borders.files import say_unread
from acumen.results.failures import COMMAND, Failure
from acumen.results.result import LINE, Batched, Words

EXPECTED = 'a list of words or {"command": [words], "id": text}, as in ["predict", "It works", "70%"]'
HERE = ("batch", "completion")  # which have no answer in JSON


def run(file: str | Iterable[bytes]) -> Batched:
    """Each line as if it were typed with `--json`; blank lines are passed over, and one that fails stops no other."""
    lines = _read(file) if isinstance(file, str) else file
    n = n_failed = 0
    for line in lines:
        if not line.strip():
            continue
        n += 1
        code, answer = _one(line)
        n_failed += code != 0
        click.echo(json.dumps({"schema": LINE, "n": n, "exit_code": code, **answer}))
    return Batched(n=n, n_failed=n_failed)


def _read(file: str) -> Iterable[bytes]:
    try:
        with open(file, "rb") as stream:  # noqa: PTH123 -- pathlib costs 5 ms
            return stream.readlines()
    except OSError as error:
        raise say_unread(file, error, hint="name a file of lines of JSON") from None


def _one(line: bytes) -> tuple[int, dict[str, object]]:
    """The exit code, and the answer or the error."""
    try:
        told = json.loads(line)
        words = told["command"] if isinstance(told, dict) else told
        words = [*words, "--id", told["id"]] if isinstance(told, dict) and "id" in told else words
        is_right = isinstance(words, list) and bool(words) and all(isinstance(word, str) for word in words)
    except (ValueError, KeyError, RecursionError):
        is_right = False
    if not is_right:
        return 2, _error(f"expected {EXPECTED}, found {line[:40].decode(errors='replace').strip()!r}")
    if words[0] in HERE:
        return 2, _error(f"expected a command that answers, found {words[0]!r}")
    return _call(words)


def _call(words: list[str]) -> tuple[int, dict[str, object]]:
    from acumen.cli.kept import forget
    from acumen.cli.main import run_words

    out, before = io.StringIO(), sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO())  # the lines are ours: no command may read them
    at = words.index("--") if "--" in words else len(words)
    try:
        with redirect_stdout(out), redirect_stderr(io.StringIO()):
            code = run_words([*words[:at], "--json", *words[at:]])
    finally:
        sys.stdin = before
        forget()
    text = out.getvalue()
    try:
        found = json.loads(text)
    except ValueError:
        return code, {"answer": Words(text=text).to_dict()}
    return code, found if set(found) == {"error"} else {"answer": found}


def _error(message: str) -> dict[str, object]:
    return Failure(error=COMMAND, message=message, hint="acumen help batch").to_dict()
