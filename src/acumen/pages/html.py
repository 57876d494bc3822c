"""A page as HTML: semantic tags and classes by role, no style and no script; every word of it escaped."""

from collections.abc import Iterator
from html import escape as quote

from acumen.borders.patterns import pattern
from acumen.borders.signs import visible
from acumen.pages.blocks import (
    Block,
    Cell,
    Column,
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

_CODE = pattern(r"`([^`]+)`")
_LOWEST = 6  # heading that there is
BLANK = "&nbsp;"


def render(page: Page, level: int = 2) -> str:
    """The blocks one after another; what surrounds them is the face's, `level` that of their first heading."""
    return "\n".join(text for block in page for text in _block(block, level)) + "\n"


def _block(block: Block, level: int) -> Iterator[str]:
    match block:
        case Headline(words, _, _):
            yield f'<p class="headline"><strong>{_say(words)}</strong></p>'
        case Text(words, _, _, aside, _):
            beside = f' <small class="aside">{_say(aside)}</small>' if aside else ""
            yield f"<p>{_say(words)}{beside}</p>"
        case Hint(words, command, after, _, _):
            typed = f'<code class="command">{_text(f"{PROGRAM} {command}")}</code>'
            yield f'<p class="hint">{_text(words)}{": " if words else ""}{typed}{_text(after)}</p>'
        case Command(command):
            yield f'<pre><code class="command">{_text(f"{PROGRAM} {command}")}</code></pre>'
        case Verbatim(text):
            yield f"<pre><code>{quote(visible(text))}</code></pre>"
        case Section(head, blocks):
            tag = f"h{min(level, _LOWEST)}"
            inner = "\n".join(text for one in blocks for text in _block(one, level + 1))
            yield f"<section>\n<{tag}>{_say(head)}</{tag}>\n{inner}\n</section>"
        case Table() if not is_empty(block):
            yield "\n".join(_table(block))
        case Facts(rows):
            facts = "".join(f"<dt>{_text(label)}</dt><dd>{_say(said)}</dd>" for row in rows for label, said in row)
            yield f"<dl>{facts}</dl>"
        case Picture(svg, words):
            yield f'<figure aria-label="{_text(words)}">{svg}</figure>' if svg else f"<p>{_text(words)}</p>"
        case _:
            return


def _table(table: Table) -> Iterator[str]:
    table = with_under(table)
    yield "<table>"
    if any(column.head for column in table.columns):
        heads = "".join(f'<th scope="col"{_side(column)}>{_text(column.head)}</th>' for column in table.columns)
        yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for row in table.rows:
        cells = zip(filled(row, len(table.columns)), table.columns, strict=True)
        yield f"<tr>{''.join(f'<td{_side(column)}{_value(cell)}>{_say(cell)}</td>' for cell, column in cells)}</tr>"
    yield "</tbody>"
    if table.n_more:
        said = f"… and {table.n_more:,} {table.what_more}"
        yield f'<tfoot><tr><td colspan="{len(table.columns)}">{_text(said)}</td></tr></tfoot>'
    yield "</table>"


def _side(column: Column) -> str:
    return ' class="figure"' if column.is_right else ""


def _value(cell: Said) -> str:
    """What a table is sorted by, where that is not what is said."""
    if not isinstance(cell, Cell) or cell.value is None or isinstance(cell.value, str):
        return ""
    return f' data-value="{float(cell.value):.12g}"'


def _say(said: Said) -> str:
    return "".join(
        _plain(one)
        if isinstance(one, str)
        else _text(one.text)
        if one.role is None
        else f'<code class="command">{_text(one.text)}</code>'
        if one.role == "command"
        else f'<span class="{one.role}">{_text(one.text)}</span>'
        for one in spans(said)
    )


def _plain(text: str) -> str:
    """Words with no role; what stands in backticks is a thing to type."""
    parts = _CODE.split(text)
    return "".join(f"<code>{_text(part)}</code>" if at % 2 else _text(part) for at, part in enumerate(parts))


def _text(text: str) -> str:
    lead, tail = text[: len(text) - len(text.lstrip())], " " if text[-1:].isspace() and text.strip() else ""
    return f"{BLANK * len(lead) if len(lead) > 1 else lead and ' '}{quote(visible(one_line(text)))}{tail}"
