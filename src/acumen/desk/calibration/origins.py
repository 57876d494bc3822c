"""Where the outcomes behind a figure come from: said here, or taken in from a table or another ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from acumen.desk.book import Book
from acumen.desk.calibration.data import Settled, find_left_out, name_left_out, name_sources
from acumen.history import read_people
from acumen.results.calibration import Origins


def trace(writers: Iterable[str], settled: Settled) -> Origins:
    """Those of outcomes whose sayings were written by `writers`, one each."""
    written = list(writers)
    counts = Counter(settled.sources[one] for one in written if one in settled.sources)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return Origins(n=len(written), n_by_source=tuple(ordered), left_out=settled.left_out)


def find_origins(book: Book, learnt: Origins | None) -> Origins:
    """Of what was learnt; where that is nothing, still what was left out."""
    if learnt is not None:
        return learnt
    marks = book.recall("marks").marks
    out = find_left_out(book, marks, read_people(marks, writer=book.ledger.writer))
    return Origins(left_out=name_left_out(name_sources(book, marks), out))
