"""Yes–no forecasts from any table whose columns are named by whoever takes it in."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from acumen.desk.importing.rows import UNKNOWN_DAY, AskedRow, Gathered, KnownRow, SaidRow
from acumen.desk.importing.sheet import MOMENT, Known, Sheet, read_known, read_moment, read_moment_known, read_words
from acumen.desk.table import Table, read_chance

NO_DAY_NOTE = "No column says when: all rows count as said on 1970-01-01, very long ago. --on DATE names another."


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """Which column is which."""

    prob: str
    outcome: str | None = None
    question: str | None = None
    person: str | None = None
    at: str | None = None
    known: str | None = None
    domain: str | None = None
    is_percent: bool = False


class _Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row that could be read."""

    question: str | None
    person: str | None
    at: datetime
    domain: str | None
    chance: float
    known: Known | None
    known_at: datetime | None


def gather(table: Table, named: Named, *, source: str, on: datetime | None = None) -> Gathered:
    """Read a table: one forecast a row. `on`: when all was said, where there is no column `at`."""
    sheet = Sheet(table)
    rows = _read(sheet, named, on or UNKNOWN_DAY)
    # Rows without a question of their own are told apart by their number among equals, whatever the order in the file.
    keyed: list[tuple[str, _Row]] = []
    n_equal: dict[bytes, int] = {}
    for row in sorted(rows, key=msgspec.json.encode):
        if row.question is not None:
            keyed.append((row.question, row))
            continue
        said = msgspec.json.encode((row.person, row.at, row.domain, row.chance))
        n_equal[said] = n_equal.get(said, 0) + 1
        keyed.append((f"{said.decode()} {n_equal[said]}", row))
    return Gathered(
        source=source,
        asked=_ask(keyed),
        said=tuple(SaidRow(key=key, at=row.at, person=row.person, chance=row.chance) for key, row in keyed),
        known=_know(keyed),
        names_people=named.person is not None,
        n_rows=table.n_rows,
        problems=tuple(sorted(sheet.problems, key=lambda one: (one.where.line, one.where.column))),
        notes=(NO_DAY_NOTE,) if named.at is None and on is None else (),
    )


def _read(sheet: Sheet, named: Named, on: datetime) -> list[_Row]:
    """Every row that can be read whole; a missing chance or moment is a problem, a missing outcome is none."""
    expected = "a chance from 0 to 100 %" if named.is_percent else "a chance from 0 to 1 (--percent: from 0 to 100)"
    chances = sheet.read(named.prob, lambda text: read_chance(text, is_percent=named.is_percent), expected=expected)
    questions = sheet.read(named.question, read_words, expected="a question")
    people = sheet.read(named.person, read_words, expected="a name")
    domains = sheet.read(named.domain, read_words, expected="a domain")
    moments = sheet.read(named.at, read_moment, expected=MOMENT) if named.at else [on] * sheet.table.n_rows
    outcomes: Sequence[Known | None] = sheet.read(named.outcome, read_known, expected="yes, no or void")
    known = sheet.read(named.known, read_moment_known, expected=MOMENT)
    rows = []
    for number, (chance, at) in enumerate(zip(chances, moments, strict=True)):
        if number not in sheet.bad_rows and chance is None:
            sheet.refuse(number, f"expected a chance in column {named.prob!r}, found nothing", name=named.prob)
        if number not in sheet.bad_rows and at is None:
            sheet.refuse(number, f"expected {MOMENT} in column {named.at!r}, found nothing", name=named.at)
        if number in sheet.bad_rows or chance is None or at is None:
            continue
        rows.append(
            _Row(
                question=questions[number],
                person=people[number],
                at=at,
                domain=domains[number],
                chance=chance,
                known=outcomes[number],
                known_at=known[number],
            )
        )
    return rows


def _ask(keyed: list[tuple[str, _Row]]) -> dict[str, AskedRow]:
    """The questions; of several domains in its rows a question has the first by alphabet."""
    domains: dict[str, list[str]] = {}
    for key, row in keyed:
        domains.setdefault(key, []).extend([row.domain] if row.domain is not None else [])
    claims = {key: row.question for key, row in keyed}
    return {key: AskedRow(claim=claims[key], domain=min(found, default=None)) for key, found in domains.items()}


def _know(keyed: list[tuple[str, _Row]]) -> tuple[KnownRow, ...]:
    """One outcome a question and value, known when the first row says so."""
    found: dict[tuple[str, Known], datetime | None] = {}
    for key, row in keyed:
        if row.known is None:
            continue
        before = found.get((key, row.known))
        moments = [one for one in (before, row.known_at) if one is not None]
        found[key, row.known] = min(moments, default=None)
    return tuple(
        KnownRow(key=key, known_at=at, yes=None if known == "void" else known == "yes", is_void=known == "void")
        for (key, known), at in found.items()
    )
