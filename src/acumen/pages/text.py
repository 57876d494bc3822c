"""A page on a terminal: lines of at most 80 columns, no colour."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from acumen.borders.patterns import pattern
from acumen.borders.signs import visible
from acumen.pages.blocks import (
    Block,
    Column,
    Command,
    Facts,
    Gap,
    Headline,
    Hint,
    Page,
    Picture,
    Said,
    Section,
    Span,
    Table,
    Text,
    Verbatim,
    Words,
    is_empty,
    plain,
)
from acumen.pages.columns import N_COLUMNS, clip, fold, one_line, pad, width, wrap
from acumen.pages.commands import PROGRAM, fold_command

_NO_BLANK = pattern(r"[\t\n]")
N_APART = 3  # columns before what runs on over others
N_LEAST = 12  # columns that words keep when figures need room


def render(page: Page) -> str:
    """The whole text, without an end of line after its last."""
    return "\n".join(lines(page))


def lines(page: Page) -> list[str]:
    """Its lines; none is blank at the head, at the end, or below another blank one."""
    found: list[str] = []
    is_apart = False
    for block in page:
        is_apart = is_apart or isinstance(block, Section | Gap)
        new = list(_lines(block))
        if new and is_apart and found:
            found.append("")
        is_apart = is_apart and not new
        found += new
    return found


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Headline(words, is_cut, hang):
            yield from [clip(plain(words), N_COLUMNS)] if is_cut else _headline(_cell(plain(words)), hang)
        case Text(words, indent, _, _, is_folded) if not is_folded:
            yield from (" " * indent + line for line in visible(plain(words)).split("\n"))
        case Text(words, indent, hang, aside):
            yield from _text(f"{' ' * indent}{plain(words)}", " " * hang, _cell(aside), _commands(words))
        case Hint():
            yield from _hint(block)
        case Command(command):
            yield from fold_command(f"{PROGRAM} {command}")
        case Verbatim(text):
            yield from visible(text).split("\n")
        case Section(head, blocks):
            yield from wrap(plain(head))
            yield from lines(blocks)
        case Table():
            yield from _table(block)
        case Facts():
            yield from _facts(block)
        case Picture(_, words):
            yield from wrap(words)
        case Gap():
            return


def _cell(said: Said, column: Column | None = None) -> str:
    """Of one line, with the blanks in front that set it in; what is never cut keeps those inside as well."""
    text = plain(said)
    inner = one_line(text) if column is None or not column.is_loose else _NO_BLANK.sub(" ", text.strip())
    return " " * (len(text) - len(text.lstrip(" "))) + visible(inner)


def _headline(text: str, hang: int) -> list[str]:
    """Folded between words, or anywhere where a word, as a long id, has no room in a line of its own."""
    is_long = max(map(width, text.split()), default=0) + hang > N_COLUMNS
    return fold(text, " " * hang) if is_long else wrap(text, " " * hang)


def _hint(hint: Hint) -> list[str]:
    """In one line where it fits; else the command is never broken but where a shell goes on reading."""
    command, hang = f"{PROGRAM} {hint.command}", " " * hint.hang
    said = f"{' ' * hint.indent}{hint.words}{': ' if hint.words else ''}"
    if hint.after or width(visible(command)) + hint.hang <= N_COLUMNS:
        return wrap(f"{said}{command}{hint.after}", hang, whole=[command])
    return [*(wrap(said, hang) if hint.words else ()), *fold_command(command)]


def _commands(words: Words) -> list[str]:
    """Those to be typed as they stand."""
    spans = words if isinstance(words, tuple) else (words,)
    return [span.text for span in spans if isinstance(span, Span) and span.role == "command"]


def _text(text: str, hang: str, aside: str, whole: Sequence[str]) -> list[str]:
    found = wrap(text, hang, whole=whole) or [""]
    if aside:
        room = N_COLUMNS - width(found[-1])
        found[-1:] = (
            [found[-1] + pad(aside, room, is_right=True)]
            if width(aside) + 2 <= room
            else [found[-1], *wrap(hang + aside, hang)]
        )
    return found


def _facts(facts: Facts) -> Iterator[str]:
    lead = " " * facts.indent
    for row in facts.rows:
        cells = [(_cell(label), _cell(said)) for label, said in row]
        if lead and len(cells) > 1 and any(width(said) >= facts.room for _, said in cells[:-1]):
            rows = [[cell] for cell in cells]  # what does not fit side by side stands below
        else:
            rows = [cells]
        for each in rows:
            line = lead
            for label, said in each[:-1]:
                line += pad(label, facts.width) + pad(said, facts.room)
            line += pad(each[-1][0], facts.width)
            room = N_COLUMNS - width(line)
            yield from (
                [(line + clip(each[-1][1], room)).rstrip()] if room >= N_LEAST else wrap(line + each[-1][1], lead)
            )


def _table(table: Table) -> Iterator[str]:
    if is_empty(table):
        return
    columns = table.columns
    rows = [tuple(_cell(cell, column) for cell, column in zip(row, columns, strict=False)) for row in table.rows]
    heads = [_cell(column.head) if table.has_heads else "" for column in columns]
    widths = _widths(table, [*rows, [head if _ends(heads, at) else "" for at, head in enumerate(heads)]])
    if all(column.is_right for column in columns[1:]) and table.indent + sum(widths) > N_COLUMNS:
        yield from _said_in_full(table, heads, rows)
        return
    if any(heads):
        head = _heads(heads, columns, [widths[0] + table.indent, *widths[1:]])
        yield from [head] if width(head) <= N_COLUMNS else wrap(head)
    for row, under in zip_longest(rows, table.under, fillvalue=""):
        yield from _row(row, columns[: len(row)], widths[: len(row)], " " * table.indent, runs_on=_runs_on(row, table))
        yield from wrap(" " * table.hang + under, " " * table.hang)
    if table.n_more:
        yield f"{' ' * table.indent}… and {table.n_more:,} {table.what_more} (--json has all)"


def _ends(heads: Sequence[str], at: int) -> bool:
    """Whether a head has to end with its column, as the next one has a head."""
    return at == len(heads) - 1 or bool(heads[at + 1])


def _said_in_full(table: Table, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Each row as a sentence, where its figures have no room beside one another."""
    lead = " " * table.indent
    yield from wrap(heads[0])
    for row in rows:
        said = (f"{head} {cell}".strip() for head, cell in zip(heads[1:], row[1:], strict=False) if cell)
        yield from wrap(f"{lead}{row[0]}: {', '.join(said)}", f"{lead}  ")
    if table.n_more:
        yield _more(table)


def _more(table: Table) -> str:
    return f"{' ' * table.indent}… and {table.n_more:,} {table.what_more} (--json has all)"


def _runs_on(row: Sequence[str], table: Table) -> bool:
    """Whether its last cell goes on over the columns it leaves out."""
    return len(row) < len(table.columns)


def _heads(heads: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> str:
    """The heads over their columns, or on over those without."""
    line, until = "", 0
    for at, (head, column) in enumerate(zip(heads, columns, strict=True)):
        is_after_figure = not column.is_right and at > 0 and columns[at - 1].is_right
        start = until + column.gap * is_after_figure
        until = start + widths[at]
        if column.is_right:
            line = pad(line, start) + pad(head, until - start, is_right=True)
        elif head:
            line = pad(line, start)
            end = next((n for n in range(at, len(heads)) if _ends(heads, n)), at)
            is_tight = end < len(heads) - 1 and not columns[end + 1].is_right
            room = (
                sum(widths[at : end + 1]) - columns[end].gap * is_tight if end < len(heads) - 1 else N_COLUMNS - start
            )
            line += " " * (len(head) - len(head.lstrip(" "))) + clip(head, room)
    return line.rstrip()


def _widths(table: Table, rows: Sequence[Sequence[str]]) -> list[int]:
    """Of each column: as it is given; wider where a figure needs it, which the columns of words then give up."""
    found, is_after_figure = [], False
    for at, column in enumerate(table.columns):
        widest = max((width(row[at]) for row in rows if at < len(row) - _runs_on(row, table)), default=0)
        if column.is_right:
            found.append(max(column.width or 0, widest + (is_after_figure or column.width is None)))
        else:
            found.append(widest + column.gap if column.width is None else column.width)
        is_after_figure = column.is_right
    excess = table.indent + sum(found) - N_COLUMNS
    if found and not (
        table.columns[-1].is_right or table.columns[-1].is_loose
    ):  # the last of all has the room that is left, and is cut to it
        excess -= max(0, found[-1] - N_LEAST)
    for at in sorted(range(len(found)), key=lambda at: -found[at]):
        if excess > 0 and not table.columns[at].is_right and not table.columns[at].is_loose:
            given = min(excess, max(0, found[at] - N_LEAST))
            found[at] -= given
            excess -= given
    return found


def _row(
    cells: Sequence[str], columns: Sequence[Column], widths: Sequence[int], lead: str, *, runs_on: bool
) -> Iterator[str]:
    line, before, below = lead, "", []
    for at, (cell, column, n_columns) in enumerate(zip(cells, columns, widths, strict=True)):
        before = line
        if runs_on and at == len(cells) - 1:
            line += " " * (N_APART if at else 0) + cell
            break
        if column.is_right:
            line += pad(cell, n_columns, is_right=True)
            continue
        is_last = at == len(columns) - 1
        room = N_COLUMNS - width(line) if is_last else n_columns - column.gap
        n_blanks = len(cell) - len(cell.lstrip(" "))
        blanks, shown = " " * min(n_blanks, max(0, room - N_LEAST)), cell
        if at and columns[at - 1].is_right:
            line, room = line + " " * column.gap, room - column.gap * is_last
        if column.is_folded:
            indent = lead + blanks
            shown, *below = wrap(indent + cell.lstrip(" "), indent + "  ", width(lead) + room) or [""]
            line = pad(shown, width(lead) + n_columns)
            continue
        if not column.is_loose and not (is_last and room < N_LEAST):
            shown = blanks + clip(cell, room - len(blanks))
        line += pad(shown, n_columns - column.gap) + " " * column.gap
    if width(line.rstrip()) <= N_COLUMNS:
        yield line.rstrip()
    else:  # the last cell on a line of its own
        yield from wrap(before.rstrip(), lead + "  ")
        yield from wrap(f"{lead}  {line.removeprefix(before).strip()}", f"{lead}    ")
    yield from below
