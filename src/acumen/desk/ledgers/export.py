"""Export: the whole ledger as lines of JSON."""

from collections.abc import Iterator

from acumen.desk.book import Book
from acumen.ledger.lines import write_lines


def export(book: Book) -> Iterator[bytes]:
    """Every line of the export, its end included: the head and the writer, then each record as it is kept."""
    return write_lines(book.ledger)
