"""What a page is made of. A view decides what is said and in which order; a renderer decides how it looks."""

from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

import msgspec

Role: TypeAlias = Literal["id", "name", "claim", "chance", "hours", "figure", "day", "good", "bad", "command", "quiet"]
Kind: TypeAlias = Literal["word", "number", "chance", "hours", "bits", "day"]
Value: TypeAlias = str | float | None
NONE = "-"  # where there is nothing to be said


class Span(msgspec.Struct, frozen=True):
    """Words that are something: what a face colours or links by their role."""

    text: str
    role: Role | None = None


Words: TypeAlias = str | Span | tuple[str | Span, ...]


class Cell(msgspec.Struct, frozen=True):
    """A value and how it is said. Chances from 0 to 1, hours in hours, days in ISO: as a program takes them."""

    value: Value
    said: Words
    kind: Kind = "word"
    role: Role | None = None


Said: TypeAlias = Words | Cell
Row: TypeAlias = tuple[Said, ...]


class Text(msgspec.Struct, frozen=True):
    """A paragraph. On a terminal it is folded: `indent` blanks before its first line, `hang` before all others.

    `aside` stands at the right end of its last line. What a shell or an editor reads is never `is_folded`.
    """

    words: Words
    indent: int = 0
    hang: int = 2
    aside: Words = ""
    is_folded: bool = True


class Headline(msgspec.Struct, frozen=True):
    """The one line that says what to do or whether it is good; `is_cut`: never more than one line of a screen."""

    words: Words
    is_cut: bool = False
    hang: int = 2


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column of a table.

    `width` in columns of a terminal, with the `gap` to the next one; None: as wide as its widest cell. Words that are
    wider are cut; folded, where the first column `is_folded`; or, where it `is_loose`, push the rest of the row on.
    Figures stand at the right (`is_right`) and are never cut: where one needs more room, the words give it up. `name` is
    what a program calls the column, where that is not its head.
    """

    head: str = ""
    width: int | None = None
    gap: int = 1
    is_right: bool = False
    is_loose: bool = False
    is_folded: bool = False
    name: str = ""


class Table(msgspec.Struct, frozen=True):
    """Rows under columns, of which `n_more` are not shown; a terminal leaves the heads out unless it `has_heads`.

    A head goes on over the next columns where they have none, the last cell of a short row over those that it leaves out.
    `under` has what is said below each row, or nothing: set in by `hang` on a terminal, elsewhere in a column of its own,
    which a program calls `under_name`.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    n_more: int = 0
    what_more: str = "more"
    indent: int = 2
    has_heads: bool = True
    under: tuple[str, ...] = ()
    under_name: str = "besides"
    hang: int = 6


class Facts(msgspec.Struct, frozen=True):
    """Labels with what is to be said of each, one or more to a line; `width` of a label, `room` of what stands beside."""

    rows: tuple[tuple[tuple[str, Said], ...], ...]
    width: int = 20
    room: int = 14
    indent: int = 2


class Section(msgspec.Struct, frozen=True):
    """A head with what stands under it; a blank line before it, but for the first of a page."""

    head: Words
    blocks: tuple["Block", ...]


class Hint(msgspec.Struct, frozen=True):
    """What can be typed next: words, a command without the program's name, words after it."""

    words: str
    command: str
    after: str = ""
    indent: int = 0
    hang: int = 2


class Command(msgspec.Struct, frozen=True):
    """A command by itself, as it can be copied; folded where a shell goes on reading."""

    command: str


class Verbatim(msgspec.Struct, frozen=True):
    """A document as it is, in letters of one width."""

    text: str
    language: str = "text"


class Gap(msgspec.Struct, frozen=True):
    """A blank line, where something else begins; none at the head of a page, at its end, or after another."""


class Picture(msgspec.Struct, frozen=True):
    """A picture: SVG where it can be shown, else the words that stand for it."""

    svg: str
    words: str


Block: TypeAlias = Text | Headline | Table | Facts | Section | Hint | Command | Verbatim | Gap | Picture
Page: TypeAlias = tuple[Block, ...]


def words_of(said: Said) -> Words:
    """What is read of a cell."""
    if not isinstance(said, Cell):
        return said
    role: Role | None = said.role or ("figure" if said.kind in {"number", "bits"} else None)
    role = role or (said.kind if said.kind in {"chance", "hours", "day"} else None)
    return Span(said.said, role) if role and isinstance(said.said, str) else said.said


def value_of(said: Said) -> Value:
    """What a program reads of it: its value, or its words where it is nothing else; None for a dash."""
    return said.value if isinstance(said, Cell) else None if (words := plain(said).strip()) == NONE else words


def is_empty(table: Table) -> bool:
    """Whether there is nothing to show."""
    return not table.rows and not table.n_more


def filled(row: Row, n_columns: int) -> Row:
    """A row with nothing in the columns that it leaves out."""
    return (*row, *(Cell(None, "") for _ in range(n_columns - len(row))))


def with_under(table: Table) -> Table:
    """What stands below its rows in a column of its own."""
    if not any(table.under):
        return table
    columns = (*table.columns, Column(name=table.under_name))
    under = (*table.under, *[""] * (len(table.rows) - len(table.under)))
    rows = tuple((*filled(row, len(table.columns)), said) for row, said in zip(table.rows, under, strict=True))
    return msgspec.structs.replace(table, columns=columns, rows=rows, under=())


def plain(said: Said) -> str:
    """The words without their roles."""
    words = words_of(said)
    if isinstance(words, str):
        return words
    return words.text if isinstance(words, Span) else "".join(plain(part) for part in words)


def spans(said: Said) -> Sequence[str | Span]:
    """The words as pieces."""
    words = words_of(said)
    return words if isinstance(words, tuple) else (words,)


def notes(said: Iterable[str]) -> Page:
    """Each with a blank line before it."""
    return tuple(block for note in said for block in (Gap(), Text(f"Note: {note}")))
