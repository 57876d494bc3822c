"""What is kept: an open ledger at a moment; writing, recalling, proving, taking out and in, taking words away."""

from acumen.desk.keeping.book import Book, open_book
from acumen.records import draw_bytes

__all__ = ["Book", "draw_bytes", "open_book"]
