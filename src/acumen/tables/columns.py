"""What a whole column can only mean: the one way of writing in which every cell that means anything is read.

Each *way* (a decimal mark, a scale, an order of dates) is a reader. A cell that no way can read is refused by itself; of the
others, a way fits that reads them all. If none or several fit (and give different values), the column is refused with an
example of each and the option that settles it. What one column of a file shows (decimals behind commas,
days first) settles another that fits both ways.
"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import Any, Generic, Self, TypeVar

import msgspec

from acumen.errors import UsageError
from acumen.readings.misread import shorten
from acumen.tables.table import MISSING, Table

T = TypeVar("T")
N_EXAMPLES = 3


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """One way of reading a column."""

    name: str  # in words: `percent`, `day first`
    option: str  # what says so: `--dates dmy`
    read: Callable[[str], Any]  # None where it does not fit
    trait: str = ""  # what it takes for granted of the whole file


class Column(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """A column as it is understood; `problem` says why it is not."""

    name: str
    what: str  # a chance, a date, hours, an outcome
    way: str = ""
    option: str = ""
    trait: str = ""
    values: tuple[T | None, ...]  # (n_rows,)
    refused: tuple[int, ...] = ()  # rows with a cell that can't be read
    n_missing: int = 0
    problem: str = ""
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()  # ways that may be meant, in words, and the option that says each

    @property
    def is_understood(self) -> bool:
        """Whether there is one way to read it."""
        return not self.problem

    def or_refuse(self, table: Table) -> Self:
        """The column; UsageError where it may be read in several ways."""
        if self.problem:
            raise UsageError(f"column {self.name!r} of {table.source}: {self.problem}", hint=self.hint)
        return self


def decide(
    table: Table,
    name: str,
    what: str,
    ways: Sequence[Way],
    *,
    traits: Sequence[str] = (),
    missing: Collection[str] = MISSING,
) -> Column[Any]:
    """The column by the only way that fits. `traits`: what other columns have shown; it settles what else would be open."""
    name = table.find(name)
    counts = Counter(trusted(table, name))
    cells = [text for text in counts if text.lower() not in missing]
    n_missing = sum(n for text, n in counts.items() if text.lower() in missing)
    meant = [{text: way.read(text) for text in cells} for way in ways]
    read = [text for text in cells if any(one[text] is not None for one in meant)]
    fitting = [at for at, one in enumerate(meant) if all(one[text] is not None for text in read)]
    fitting = _apart(fitting, meant, read)
    if len(fitting) > 1:
        known = [at for at in fitting if ways[at].trait and ways[at].trait in traits]
        fitting = known if len(known) == 1 else fitting
    if len(fitting) == 1 or not read:
        at = fitting[0] if fitting else 0
        # a column in which nothing could be read has no way
        trait = ways[at].trait if read and sum(_fits(other, read) for other in meant) == 1 else ""
        return _taken(
            table, Column(name=name, what=what, trait=trait, values=(), n_missing=n_missing), ways[at], meant[at]
        )
    problem, hint, choices = _say_open(ways, meant, read, fitting)
    empty = (None,) * table.n_rows
    return Column(name=name, what=what, values=empty, n_missing=n_missing, problem=problem, hint=hint, choices=choices)


def trusted(table: Table, name: str) -> Sequence[str]:
    """The cells of a column in rows that can be trusted."""
    texts = table.columns[name]
    return [text for row, text in enumerate(texts) if row not in table.wrong] if table.wrong else texts


def _taken(table: Table, column: Column[Any], way: Way, meant: dict[str, Any]) -> Column[Any]:
    """The column with its cells as a way reads them."""
    texts = table.columns[column.name]
    unread = {text for text, value in meant.items() if value is None}
    wrong = tuple(row for row, text in enumerate(texts) if text in unread and row not in table.wrong) if unread else ()
    values = [meant.get(text) for text in texts]
    for row in table.wrong:
        values[row] = None
    return msgspec.structs.replace(column, way=way.name, option=way.option, values=tuple(values), refused=wrong)


def _fits(one: dict[str, Any], read: Sequence[str]) -> bool:
    return all(one[text] is not None for text in read)


def _apart(fitting: Sequence[int], meant: Sequence[dict[str, Any]], read: Sequence[str]) -> list[int]:
    """Of ways that give the same values the first."""
    kept: list[int] = []
    for at in fitting:
        if not any(all(meant[at][text] == meant[other][text] for text in read) for other in kept):
            kept.append(at)
    return kept


def _say_open(
    ways: Sequence[Way], meant: Sequence[dict[str, Any]], read: Sequence[str], fitting: Sequence[int]
) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """Why a column is not understood: several ways fit, or each fits only some cells."""
    if fitting:
        differing = next(text for text in read if len({_key(meant[at][text]) for at in fitting}) > 1)
        choices = tuple(
            (f"{say_value(meant[at][differing])} ({ways[at].name})", ways[at].option) for at in fitting[:N_EXAMPLES]
        )
        both, options = (" or ".join(texts) for texts in zip(*choices, strict=True))
        return f"{shorten(differing)} may be {both}", f"say which: {options}", choices
    best = sorted(range(len(ways)), key=lambda at: sum(meant[at][text] is None for text in read))[:2]
    examples = [next(text for text in read if meant[at][text] is None) for at in best]
    said = " and ".join(
        f"{shorten(text)} does not fit {ways[at].name}" for at, text in zip(best, examples, strict=True)
    )
    return (
        f"its cells are written in several ways: {said}",
        f"say which it is: {' or '.join(ways[at].option for at in best)}",
        tuple((ways[at].name, ways[at].option) for at in best),
    )


def _key(value: object) -> str:
    return repr(value)


def say_value(value: object) -> str:
    """A value as it is shown when it is looked at."""
    from datetime import date, datetime  # noqa: PLC0415 -- only to be shown

    if isinstance(value, datetime):
        text = value.isoformat(sep=" ", timespec="minutes" if value.second == 0 else "seconds")
        return text.removesuffix("+00:00").removesuffix(" 00:00").removesuffix(" 23:59:59")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.6g}"
    return str(value)
