"""Where the outcomes behind a figure come from: said here, or taken in from a table or another ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from acumen.desk.keeping.book import Book
from acumen.desk.taste.settled import Settled, find_left_out, name_left_out, name_sources
from acumen.history import read_people

if TYPE_CHECKING:
    from acumen.desk.taste.learned import Learned


class Origins(msgspec.Struct, frozen=True, kw_only=True):
    """Of `n` outcomes, how many come from each source, most first; the rest was said here. `left_out`: those not counted."""

    n: int = 0
    sources: tuple[tuple[str, int], ...] = ()
    left_out: tuple[str, ...] = ()


def trace(writers: Iterable[str], settled: Settled) -> Origins:
    """Those of outcomes whose sayings were written by `writers`, one each."""
    written = list(writers)
    counts = Counter(settled.sources[one] for one in written if one in settled.sources)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return Origins(n=len(written), sources=tuple(ordered), left_out=settled.left_out)


def find_origins(book: Book, learned: Learned | None) -> Origins:
    """Of what was learnt; where that is nothing, still what was left out."""
    if learned is not None:
        return learned.origins
    marks = book.recall("marks").marks
    out = find_left_out(book, marks, read_people(marks, writer=book.ledger.writer))
    return Origins(left_out=name_left_out(name_sources(book, marks), out))
