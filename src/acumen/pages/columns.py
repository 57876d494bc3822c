"""Lines for a screen of 80 columns: texts cut, filled and folded by the columns they take, without a control character."""

from collections.abc import Sequence
from typing import TypeVar

from acumen.borders.patterns import pattern
from acumen.borders.signs import fold as fold_case
from acumen.borders.signs import visible

T = TypeVar("T")
_UNIT = pattern(
    r"(%|h|d|w|s|min|bits?|sd|nats|points?|hours?|days?|weeks?|months?|years?|steps?|runs?|outcomes?|plans?|people"
    r"|Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[^\w\s]*"
)
_KEPT = "\ue000"  # stands for a blank at which a line is not broken
_COUNT = ("n", "n =")
N_COLUMNS = 80
TAKE_NO_ROOM = ("Mn", "Me", "Cf")  # marks over and around letters, joiners


def width(text: str) -> int:
    """Columns a text takes on a terminal: wide characters two, combining ones none."""
    return len(text) if text.isascii() else sum(_width(character) for character in text)


def _width(character: str) -> int:
    from unicodedata import category, east_asian_width  # noqa: PLC0415 -- only names beyond ASCII need it

    if category(character) in TAKE_NO_ROOM:
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def one_line(text: str) -> str:
    """Without line feeds, tabs and spaces that are not needed."""
    return " ".join(text.split())


def say_who(name: str | None) -> str:
    """A name; in quotes where it is a word for whoever reads, so that nobody is taken for them."""
    if name is None:
        return "somebody"
    return f'"{name}"' if fold_case(name) in ("you", "me", "owner", "somebody") else name


def clip(text: str, n_columns: int) -> str:
    """At most `n_columns` wide, with `…` where something was cut off."""
    text = visible(one_line(text))
    if width(text) <= n_columns:
        return text
    kept, used = "", 0
    for character in text:
        used += width(character)
        if used > n_columns - 1:
            break
        kept += character
    return kept.rstrip() + "…"


def pad(text: str, n_columns: int, *, is_right: bool = False) -> str:
    """Filled with spaces to `n_columns`, at the end or (`is_right`) at the start."""
    space = " " * max(0, n_columns - width(text))
    return space + text if is_right else text + space


def wrap(text: str, indent: str = "  ", n_columns: int = N_COLUMNS, whole: Sequence[str] = ()) -> list[str]:
    """Folded between words into lines of the screen, all but the first with `indent` before them; too long words are broken.

    What is `whole`, as a command to be typed, stays in one line wherever a line has room for it.
    """
    text = visible(text)
    for kept in map(visible, whole):
        if width(indent) + width(kept) <= n_columns:
            text = text.replace(kept, kept.replace(" ", _KEPT))
    lines: list[str] = []
    line, is_begun = text[: len(text) - len(text.lstrip())], False
    for word in _words(text):
        longer = f"{line} {word}" if is_begun else line + word
        if width(longer) <= n_columns:
            line, is_begun = longer, True
            continue
        *full, line = fold((indent if is_begun else line) + word, indent, n_columns)
        lines += [*([longer[: -len(word) - 1]] if is_begun else []), *full]
        is_begun = True
    found = [*lines, line] if line.strip() else lines
    return [one.replace(_KEPT, " ") for one in found] if whole else found


def _words(text: str) -> list[str]:
    """What a line may be broken between: a figure stays with its unit (`5.2 h`, `0 %`), and `n = 40` in one piece."""
    words: list[str] = []
    for word in text.split():
        last = words[-1] if words else ""
        is_unit = last[-1:].isdigit() and _UNIT.fullmatch(word)
        is_count = last.lstrip("([") in _COUNT and (word == "=" or word[0].isdigit())
        words[-1:] = [f"{last} {word}"] if is_unit or is_count else [last, word] if words else [word]
    return words


def cut(items: Sequence[T], most: int) -> tuple[Sequence[T], int]:
    """The first `most`, and how many are left out: never a single one, as its line would take no more room than saying so."""
    n_more = len(items) - most
    return (items, 0) if n_more <= 1 else (items[:most], n_more)


def fold(text: str, indent: str, n_columns: int = N_COLUMNS) -> list[str]:
    """Broken wherever a line is full, so that nothing is lost; all lines but the first begin with `indent`."""
    lines, line = [], ""
    for character in text:
        if width(line + character) > n_columns:
            lines.append(line)
            line = indent
        line += character
    return [*lines, line]
