"""What a program shows at a terminal, read with an end to the patience: a reader that waits for ever hangs all tests."""

import codecs
import os
import select
from collections.abc import Iterator

SILENT_SECONDS = 90.0  # far above what a command takes on a busy machine
WIDE = 65_536


def pieces(leader: int, *, seconds: float = SILENT_SECONDS) -> Iterator[str]:
    """What comes out of a terminal until its program ends; an empty piece after each second in which nothing came.

    AssertionError after `seconds` without a piece: the program waits for something that nobody gives.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("replace")  # a letter may come in two pieces
    shown, n_silent = b"", 0
    while True:
        if not select.select([leader], [], [], 1.0)[0]:
            n_silent += 1
            assert n_silent < seconds, f"nothing came for {seconds:.0f} s after {shown[-400:]!r}"
            yield ""
            continue
        try:
            piece = os.read(leader, WIDE)
        except OSError:  # how a terminal says that the other end has gone
            return
        if not piece:
            return
        n_silent, shown = 0, shown + piece
        yield decoder.decode(piece)
