"""Export: the whole ledger as lines of JSON."""

from collections.abc import Iterator

from acumen.desk.book import Book
from acumen.ledger.lines import write_lines


def export(book: Book) -> Iterator[bytes]:
    """Every line of the export, its end included: the head and the writer, then each record as it is kept.

    >>> lines = list(acumen.export(book))
    >>> lines[0].decode()[:26]
    '{"format":"acumen-ledger",'
    """
    return write_lines(book.ledger)
