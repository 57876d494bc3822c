"""Where text goes out: what is written to standard output and error passes here, and a terminal obeys nothing in it."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

import click

from acumen.borders.signs import escape, visible
from acumen.cli.waiting import WaitingLine, waiting

BOLD, PLAIN = "\x1b[1m", "\x1b[0m"  # the only commands to a terminal, and only here
AS_JSON = "as_json"  # the argument of each command that writes JSON


class Screen:
    r"""A stream that shows control characters instead of sending them; in JSON it writes them as `\u…`."""

    encoding = "utf-8"  # what click sees: told anything less, it would write past us

    def __init__(self, stream: TextIO, *, is_answer: bool, line: WaitingLine | None = None) -> None:
        """Stand before a stream; `is_answer`: JSON goes to it; `line`: to be taken away before anything is shown."""
        self._stream = stream
        self._line = line
        self._is_answer = is_answer

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- whatever the stream has
        """Everything else as the stream has it."""
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write what can be seen."""
        self._clear()
        self._stream.write(escape(text) if self._is_answer and _is_json() else visible(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write one after another."""
        for line in lines:
            self.write(line)

    def write_bytes(self, lines: Iterable[bytes]) -> None:
        """JSON byte for byte into a file or a pipe, and as it can be looked at on a terminal."""
        self._clear()
        if self._stream.isatty():
            self._stream.writelines(escape(line.decode("utf-8", "replace")) for line in lines)
            return
        self._stream.flush()
        self._stream.buffer.writelines(lines)
        self._stream.buffer.flush()

    def write_bold(self, text: str) -> None:
        """Bold on a terminal that has not asked for plain text (NO_COLOR)."""
        self._clear()
        text = visible(text)
        is_bold = self._stream.isatty() and not os.environ.get("NO_COLOR")
        self._stream.write(f"{BOLD}{text}{PLAIN}" if is_bold else text)

    def held(self) -> contextlib.AbstractContextManager[None]:
        """While somebody types: no line about what is being done."""
        return contextlib.nullcontext() if self._line is None else self._line.held()

    def _clear(self) -> None:
        if self._line is not None:
            self._line.clear()


@contextlib.contextmanager
def screens() -> Iterator[None]:
    """Both streams behind a screen for a while."""
    before = out, err = sys.stdout, sys.stderr
    with waiting(err) as line:
        sys.stdout, sys.stderr = Screen(out, is_answer=True, line=line), Screen(err, is_answer=False, line=line)
        try:
            yield
        finally:
            sys.stdout, sys.stderr = before


def show_bold(text: str) -> None:
    """Begin a line of standard output in bold."""
    if isinstance(sys.stdout, Screen):
        sys.stdout.write_bold(text)
    else:  # pragma: no cover -- a command that is called past `main`
        sys.stdout.write(visible(text))


def show_bytes(lines: Iterable[bytes]) -> None:
    """Lines of JSON to standard output."""
    if isinstance(sys.stdout, Screen):
        sys.stdout.write_bytes(lines)
    else:  # pragma: no cover -- the same
        sys.stdout.buffer.writelines(lines)


def _is_json() -> bool:
    """Whether the command that runs was asked for JSON."""
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.params.get(AS_JSON))
