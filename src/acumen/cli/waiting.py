"""A line on a terminal that says what is being done, once that has taken more than two seconds; gone when it has been done."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from time import monotonic
from typing import TextIO

from acumen.borders.doing import look
from acumen.borders.signs import visible

AFTER_SECONDS = 2.0
EVERY_SECONDS = 0.5
N_COLUMNS = 79
N_BAR = 20
ERASE = "\r\x1b[K"  # to the start of the line, and what stands there away


class WaitingLine:
    """The line. `stream` is a terminal; `clock` counts seconds."""

    def __init__(self, stream: TextIO, *, clock: Callable[[], float] = monotonic) -> None:
        """Begin to wait."""
        self._stream = stream
        self._clock = clock
        self._since = clock()
        self._is_shown = False
        self._is_held = False

    def show(self) -> None:
        """Say what is being done, if it is time to."""
        waited = self._clock() - self._since
        if waited < AFTER_SECONDS or self._is_held:
            return
        one = look()
        bar = ""
        if one is not None and one.n_parts:
            n_full = N_BAR * min(one.n_done, one.n_parts) // one.n_parts
            bar = f"[{'#' * n_full}{'.' * (N_BAR - n_full)}] "
        text = visible(f"{bar}{one or 'working'} ({waited:.0f} s)").replace("\n", " ")
        with contextlib.suppress(OSError, ValueError):
            self._stream.write(ERASE + text[:N_COLUMNS])
            self._stream.flush()
            self._is_shown = True

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Say nothing for a while, as it is somebody else who lets us wait."""
        self._is_held = True
        try:
            yield
        finally:
            self.clear()
            self._is_held = False

    def clear(self) -> None:
        """Take it away; the wait begins anew."""
        self._since = self._clock()
        if self._is_shown:
            self._is_shown = False
            with contextlib.suppress(OSError, ValueError):
                self._stream.write(ERASE)
                self._stream.flush()


@contextlib.contextmanager
def waiting(stream: TextIO | None = None) -> Iterator[WaitingLine | None]:
    """While a command runs: the line, kept up to date. None where nobody looks, as standard error is no terminal."""
    stream = stream or sys.stderr
    if not stream.isatty():
        yield None
        return
    from threading import Event, Thread

    line, is_over = WaitingLine(stream), Event()

    def watch() -> None:
        while not is_over.wait(EVERY_SECONDS):
            line.show()

    thread = Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield line
    finally:
        is_over.set()
        thread.join(timeout=EVERY_SECONDS)
        line.clear()
