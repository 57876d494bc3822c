"""Columns that may be read in several ways, settled by whoever is asked."""

import msgspec

from acumen.importing.gathering import Read, read_columns
from acumen.readings.misread import shorten
from acumen.results.tables import Ask, ColumnQuestion


def settle(read: Read, ask: Ask | None) -> Read:
    """The table with each column read as it is answered; one that is left open stays so, and those after it."""
    answered: set[str] = set()
    while ask is not None:
        column = next((one for one in read.open_columns() if one.choices and one.name not in answered), None)
        at = None if column is None else _put(read, column.name, ask)
        if column is None or at is None:
            return read
        answered.add(column.name)
        read = read_columns(read.table, read.mapping.said(column.choices[at][1]))
    return read


def _put(read: Read, name: str, ask: Ask) -> int | None:
    """Which of its ways is meant; None where nobody says so."""
    column = next(one for one in read.open_columns() if one.name == name)
    said = tuple(words for words, _ in column.choices)
    question = ColumnQuestion(source=read.table.source, name=name, what=column.problem, choices=said)
    while text := (ask(question) or "").strip():
        if text in {str(number) for number in range(1, len(said) + 1)}:
            return int(text) - 1
        misread = f"expected a number from 1 to {len(said)}, found {shorten(text)}"
        question = msgspec.structs.replace(question, misread=misread)
    return None
