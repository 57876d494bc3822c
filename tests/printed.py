"""Commands that a page prints, each place to fill in filled with each of its choices."""

import re
from collections.abc import Callable, Iterator

from acumen.catalog import by_name
from acumen.pages.blocks import Cell, Command, Facts, Headline, Hint, Page, Section, Span, Table, Text, Words

PLACE = re.compile(r"\bP:HASH\b|\b[A-Z]{2,}(?: [A-Z]{2,})*\b|…")
QUOTED = re.compile(r"'[^']*'|\"[^\"…]*\"")
VERBS = "|".join(sorted({name.split()[0] for name in by_name()}))
INSIDE = re.compile(rf"acumen (?:{VERBS})\b(?:[^(),:]*[^(),: .])?")


def commands(page: Page) -> Iterator[str]:
    """Every command, places and choices as they are printed."""
    for block in page:
        if isinstance(block, Section):
            yield from _of_words(block.head)
            yield from commands(block.blocks)
        elif isinstance(block, Hint):
            first, *more = f"acumen {block.command}{block.after}".split(", acumen ")
            yield from (first, *(f"acumen {one}" for one in more))
        elif isinstance(block, Command):
            yield f"acumen {block.command}"
        elif isinstance(block, Text | Headline):
            yield from _of_words(block.words)
        elif isinstance(block, Table | Facts):
            yield from (
                one for cell in _cells(block) for one in _of_words(cell.said if isinstance(cell, Cell) else cell)
            )


def _cells(block: Table | Facts) -> Iterator[Cell | Words]:
    if isinstance(block, Table):
        yield from (cell for row in block.rows for cell in row)
    else:
        yield from (said for row in block.rows for _, said in row)


def _of_words(words: Words) -> Iterator[str]:
    """Those that are marked as such, else those that a text has inside."""
    for span in words if isinstance(words, tuple) else (words,):
        if isinstance(span, Span):
            if span.role == "command" and span.text.startswith("acumen "):
                yield span.text
        elif isinstance(span, str):
            yield from INSIDE.findall(span)


def choices(command: str) -> list[str]:
    """The ways that are printed: `--succeeded (or --failed, --left)`, `yes|no`; what stands behind them belongs to each."""
    head, opened, rest = command.partition(" (or ")
    others, _, tail = rest.partition(")")
    before = head.rpartition(" ")[0]
    ways = [head + tail, *(f"{before} {other}{tail}" for other in others.split(", "))] if opened else [command]
    found = []
    for one in ways:
        way = one.rstrip(") ") if one.count("(") < one.count(")") else one.strip()
        either = re.search(r"\S+(?:\|\S+)+", QUOTED.sub("", way))
        found += [way.replace(either[0], word) for word in either[0].split("|")] if either else [way]
    return found


def filled(command: str, fill: Callable[[str], str]) -> list[str]:
    """Complete commands: `fill` says what goes into a place."""
    found = []
    for way in choices(command):
        kept = QUOTED.findall(way)
        bare = PLACE.sub(lambda place: fill(place[0]), QUOTED.sub("\0", way))
        for quoted in kept:
            bare = bare.replace("\0", quoted, 1)
        found.append(bare)
    return found
