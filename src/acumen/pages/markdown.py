"""A page as Markdown, for notebooks and assistants. Nothing in the words of files and people acts as Markdown or HTML."""

import re
from collections.abc import Callable, Iterator

from acumen.borders.patterns import pattern
from acumen.borders.signs import visible
from acumen.pages.blocks import (
    Block,
    Command,
    Facts,
    Headline,
    Hint,
    Page,
    Picture,
    Said,
    Section,
    Table,
    Text,
    Verbatim,
    filled,
    is_empty,
    spans,
    with_under,
)
from acumen.pages.columns import one_line
from acumen.pages.commands import PROGRAM
from acumen.pages.fence import fence

_SIGNS = pattern(r"[\\`*_\[\]|~$]")
_ADDRESS = pattern(r"(?i)(?<=\w)(?=://)|(?<=www)(?=\.)|(?<=mailto)(?=:)|(?<=\w)(?=@\w)")
_FIRST = pattern(r"^([#+>=-]|\d+(?=[.)]))")  # what begins a heading, a list or a quotation
_CODE = pattern(r"`([^`]+)`")
GUARD = r"\\"  # no address becomes a link
CODE = {"command", "id"}
_LOWEST = 6  # heading that there is


def render(page: Page, level: int = 2) -> str:
    """Blocks with a blank line between them, and an end of line after the last; `level` of the first heading."""
    found, is_in_list = "", False
    for block in page:
        is_item = isinstance(block, Text) and block.indent > 0
        for text in _block(block, level):
            found += ("\n" if is_item and is_in_list else "\n\n" if found else "") + text
            is_in_list = is_item
    return found + "\n"


def escape(text: str) -> str:
    """The same to read, and nothing but words to a renderer of Markdown."""
    lead, tail = (" " if text[:1].isspace() else ""), (" " if text[-1:].isspace() and text.strip() else "")
    kept = _SIGNS.sub(r"\\\g<0>", visible(one_line(text))).replace("&", "&amp;").replace("<", "&lt;")
    return f"{lead}{_ADDRESS.sub(GUARD, kept)}{tail}"


def _first(text: str) -> str:
    """What begins a block: no sign there makes it another one."""
    text = text.strip()
    found = _FIRST.match(text)
    if found is None:
        return text
    at = found.end() if text[0].isdigit() else 0
    return f"{text[:at]}\\{text[at:]}"


def _block(block: Block, level: int) -> Iterator[str]:
    match block:
        case Headline(words, _, _):
            yield f"**{_say(words).strip()}**"
        case Text(words, indent, _, aside, _):
            beside = f" ({_say(aside).strip()})" if aside else ""
            said = _say(words).strip()
            yield f"- {_first(said.removeprefix('- '))}{beside}" if indent else f"{_first(said)}{beside}"
        case Hint(words, command, after, _, _):
            lead = f"{_first(escape(words))}: " if words else ""
            yield f"{lead}{_code(f'{PROGRAM} {command}')}{escape(after)}"
        case Command(command):
            yield fence(f"{PROGRAM} {command}", "sh").rstrip("\n")
        case Verbatim(text, language):
            yield fence(text, language).rstrip("\n")
        case Section(head, blocks):
            yield f"{'#' * min(level, _LOWEST)} {_say(head).strip()}"
            inner = render(blocks, level + 1).rstrip("\n")
            if inner:
                yield inner
        case Table() if not is_empty(block):
            yield "\n".join(_table(block))
        case Facts(rows):
            yield "\n".join(f"- {escape(label)}: {_say(said).strip()}" for row in rows for label, said in row)
        case Picture(svg, words):
            yield svg or _first(escape(words))
        case _:
            return


def _table(table: Table) -> Iterator[str]:
    table = with_under(table)
    yield f"| {' | '.join(escape(column.head).strip() or ' ' for column in table.columns)} |"
    yield f"|{'|'.join('--:' if column.is_right else '---' for column in table.columns)}|"
    for row in table.rows:
        yield f"| {' | '.join(_cell(cell) or ' ' for cell in filled(row, len(table.columns)))} |"
    if table.n_more:
        said = escape(f"… and {table.n_more:,} {table.what_more}")
        yield f"| {said} |{' |' * (len(table.columns) - 1)}"


def _cell(said: Said) -> str:
    first = spans(said)[0]
    text = first if isinstance(first, str) else first.text
    n_blanks = len(text) - len(text.lstrip(" "))
    return "&nbsp;" * n_blanks + _say(said, _code_in_cell).strip()


def _say(said: Said, code: Callable[[str], str] | None = None) -> str:
    code = code or _code
    return "".join(
        _plain(one, code) if isinstance(one, str) else code(one.text) if one.role in CODE else escape(one.text)
        for one in spans(said)
    )


def _plain(text: str, code: Callable[[str], str]) -> str:
    """Words with no role; what stands in backticks is a thing to type."""
    parts = _CODE.split(text)
    return "".join(code(part) if at % 2 else escape(part) for at, part in enumerate(parts))


def _code_in_cell(text: str) -> str:
    return escape(text) if "|" in text else _code(text)  # it would end the cell


def _code(text: str) -> str:
    kept = visible(one_line(text))
    longest = max((len(run) for run in re.findall("`+", kept)), default=0)
    marks = "`" * (longest + 1)
    room = " " if kept.startswith("`") or kept.endswith("`") else ""
    return f"{marks}{room}{kept}{room}{marks}" if kept else ""
