"""PAGES: blocks of text, facts and tables, and how a terminal, Markdown, HTML and a spreadsheet show them.

Takes:      words and figures with their roles, in blocks; knows nothing of plans
Gives:      lines of at most 80 columns, Markdown, HTML without scripts, tables of values; commands a shell reads
May import: borders
"""

from acumen.pages.blocks import (
    Block,
    Cell,
    Column,
    Command,
    Facts,
    Gap,
    Headline,
    Hint,
    Page,
    Picture,
    Row,
    Said,
    Section,
    Span,
    Table,
    Text,
    Verbatim,
    Words,
)

__all__ = [
    "Block",
    "Cell",
    "Column",
    "Command",
    "Facts",
    "Gap",
    "Headline",
    "Hint",
    "Page",
    "Picture",
    "Row",
    "Said",
    "Section",
    "Span",
    "Table",
    "Text",
    "Verbatim",
    "Words",
]
