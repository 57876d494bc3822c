"""Import: what a file holds, shown before anything is written; and taken in, whole or not at all."""

import csv
import io
import os
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal, TypeAlias, get_args

import msgspec

from acumen.borders.doing import doing
from acumen.borders.files import may_go, write_file
from acumen.desk.book import Book
from acumen.desk.ledgers.doubled_rows import Doubles
from acumen.desk.ledgers.table_records import look_for_doubles, take_in
from acumen.errors import UsageError
from acumen.history.replay import collector_paused
from acumen.importing import fatebook, listed_forecasts, metaculus, predictionbook
from acumen.importing.gathering import Read, gather, read_columns
from acumen.importing.guessing import are_numbers, empty_columns, guess
from acumen.importing.looking import group, show
from acumen.importing.mapping import Mapping
from acumen.importing.rows import Gathered
from acumen.importing.services import SERVICES, find_service, map_service
from acumen.importing.settling import settle
from acumen.importing.sheet import read_moment
from acumen.inputs.days import Day
from acumen.pages.commands import write_command
from acumen.results.ledgers import TableImported
from acumen.results.tables import Ask, ColumnProblem, TableLooked
from acumen.tables.table import Table, read_bytes, read_table

Source: TypeAlias = Literal["fatebook", "predictionbook", "metaculus", "manifold", "jira", "gitlab", "toggl"]
MOST_UNUSED = 12  # that are named
NO_TABLE = "expected a table, found none"
SOURCES: tuple[Source, ...] = get_args(Source)
LISTS = (".yaml", ".yml", ".md")
PLAIN = frozenset({"utf-8", "xlsx"})  # ways of writing that leave nothing open
FILL_HINT = "fill it in, or say which column is meant: --prob COLUMN, or --hours COLUMN --taken COLUMN"
SAYS_HINT = "say which is which: --prob COLUMN --outcome COLUMN --person COLUMN --at COLUMN …"


class OpenedTable(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it is understood, by columns or (`gathered`) as a service writes it, and the name it is known again by."""

    known_as: str
    read: Read | None = None
    gathered: Gathered | None = None
    unused: tuple[str, ...] = ()
    note: str = ""
    service: str = ""  # whose columns these are


@doing("looking at the table")
def look_at_table(
    path: str | os.PathLike[str],
    mapping: Mapping | None = None,
    *,
    origin: Source | None = None,
    on: Day = None,
    ask: Ask | None = None,
    book: Book | None = None,
    source: str | None = None,
) -> TableLooked:
    """What `import` would take in, and how each column is understood; nothing is written.

    `book`: where rows may stand already, which is said. `source`: the name by which the table would be known again.
    """
    opened = _open(os.fspath(path), mapping, origin, source, is_to_guess=True)
    if opened.read is None:
        if opened.gathered is None:
            raise UsageError(NO_TABLE, hint=SAYS_HINT)
        looked = _show_service(os.fspath(path), opened.known_as, opened.gathered)
        return _say_doubles(looked, book, opened.gathered)
    read = settle(opened.read, ask)
    if read.open_columns():
        return show(read, None, opened.unused)
    gathered, read = gather(read, source=opened.known_as, on=_read_day(on))
    looked = show(read, gathered, opened.unused)
    if opened.service:
        options = {"--from": (opened.service,), "--skip-bad": ("" if read.refused else None,)}
        looked = msgspec.structs.replace(looked, command=write_command("acumen import", os.fspath(path), options))
    return _say_doubles(looked, book, gathered)


def _say_doubles(looked: TableLooked, book: Book | None, gathered: Gathered) -> TableLooked:
    """The same with what of it stands in the ledger already from elsewhere, and what leaves that out."""
    doubled = None if book is None else look_for_doubles(book, gathered)
    if doubled is None:
        return looked
    note = f"{doubled.say()}: leave them out with --doubles skip, or count them again with --doubles take."
    return msgspec.structs.replace(
        looked,
        n_ready=looked.n_ready - len(doubled.ids),
        notes=(*looked.notes, note),
        command=f"{looked.command} --doubles skip" if looked.command else "",
    )


@doing("taking in the table")
def import_table(
    book: Book,
    path: str | os.PathLike[str],
    mapping: Mapping | None = None,
    *,
    origin: Source | None = None,
    source: str | None = None,
    person: str | None = None,
    me: str | None = None,
    on: Day = None,
    skip_bad: bool = False,
    is_as_shown: bool = False,
    keep_refused: bool = False,
    ask: Ask | None = None,
    doubles: Doubles | None = None,
    keep: Callable[[Mapping], object] | None = None,
) -> TableImported:
    """Take in the forecasts, or the hours, of a file: by the columns of `mapping`, as a service exports it, or `is_as_shown`.

    `origin`: which service, found by the file's head unless given. `source`: the name by which a table is known again, that of
    the file unless given. `person`: whose all rows are, where no column says so (oneself unless given). `me`: the name under
    which one stands in the table oneself. `on`: when all was said, where no column says so. Where a row can't be taken in
    nothing is, unless `skip_bad`; `keep_refused` writes such rows to FILE.refused.csv. `ask` settles columns that may be
    read in several ways. `doubles`: what becomes of rows that stand here already from another source; nothing is taken in where
    there are some and nobody says so. `keep` gets the columns and how they are written, answers included, once all is taken in.
    """
    if person is not None and (mapping is None or mapping.person is not None):
        raise UsageError("expected a name for all rows only where no column tells who", hint="leave --as out")
    name = os.path.basename(os.fspath(path))  # noqa: PTH119 -- a name only
    with collector_paused():
        opened = _open(os.fspath(path), mapping, origin, source, is_to_guess=is_as_shown)
        kept_mapping = mapping or Mapping()
        gathered, read = opened.gathered, opened.read
        if read is not None:
            read = settle(read, ask)
            _refuse_open(read)
            kept_mapping = _to_keep(opened, mapping or Mapping(), read.mapping)
            gathered, read = gather(read, source=opened.known_as, on=_read_day(on))
    if gathered is None:
        raise UsageError(NO_TABLE, hint=SAYS_HINT)
    notes = [*gathered.notes, *filter(None, [opened.note]), *_say_unused(opened.unused), *_page_notes(read, mapping)]
    gathered = msgspec.structs.replace(gathered, notes=tuple(notes))
    kept = _keep_refused(os.fspath(path), read) if keep_refused and read is not None and read.refused else ""
    by_column = () if read is None else group(read)
    if gathered.problems and not skip_bad:
        return _say_refused(gathered, by_column, kept)
    with collector_paused():
        told = take_in(book, gathered, file=source or name, person=person, me=me, doubles=doubles)
    if keep is not None:
        keep(kept_mapping)
    return msgspec.structs.replace(told, by_column=by_column, refused_file=kept)


def _to_keep(opened: OpenedTable, told: Mapping, read: Mapping) -> Mapping:
    """The columns as they were read; of a service's table, which is known by its head, only what was told and answered."""
    before = Mapping() if opened.read is None else opened.read.mapping
    if not opened.service:
        return read
    answered = {
        name: value for name in read.__struct_fields__ if (value := getattr(read, name)) != getattr(before, name)
    }
    return msgspec.structs.replace(told, **answered)


def _say_refused(gathered: Gathered, by_column: tuple[ColumnProblem, ...], kept: str) -> TableImported:
    return TableImported(
        source=gathered.source,
        n_rows=gathered.n_rows,
        n_forecasts=len(gathered.said),
        n_questions=len(gathered.asked),
        n_people=0,
        n_settled=0,
        n_new=0,
        n_new_forecasts=0,
        n_hours=len(gathered.hours),
        problems=gathered.problems,
        notes=(),
        is_refused=True,
        by_column=by_column,
        refused_file=kept,
    )


def _refuse_open(read: Read) -> None:
    """UsageError that names every column that may be read in several ways, and what settles it."""
    columns = read.open_columns()
    if columns:
        said = "; ".join(f"column {one.name!r}: {one.problem}" for one in columns)
        hints = "; ".join(dict.fromkeys(one.hint for one in columns))
        raise UsageError(f"expected one way to read each column of {read.table.source}: {said}", hint=hints)


def _open(
    path: str, mapping: Mapping | None, origin: Source | None, source: str | None, *, is_to_guess: bool
) -> OpenedTable:
    """What a file is, and how it is read."""
    told = mapping or Mapping()
    name = source or os.path.basename(path)  # noqa: PTH119
    is_named = bool(told.columns())
    if not is_named and (gathered := _gather_export(path, origin)) is not None:
        return OpenedTable(known_as=gathered.source, gathered=gathered)
    table = listed_forecasts.read_list(path) if path.lower().endswith(LISTS) else read_table(path, told.form)
    service = origin or (find_service(table) if not is_named else None)
    if service in SERVICES:
        mapped = map_service(service, table, told)
        return OpenedTable(
            known_as=source or service, read=read_columns(table, mapped), note=SERVICES[service].note, service=service
        )
    if service is None and not is_named:
        gathered = _gather_known(table, path)
        if gathered is not None:
            return OpenedTable(known_as=gathered.source, gathered=gathered)
    if not is_to_guess and not is_named:
        shown = ", ".join(list(table.columns)[:8])
        raise UsageError(
            f"expected an export of {', '.join(SOURCES)}, or columns by name, found {shown}", hint=SAYS_HINT
        )
    if service is not None:
        _refuse_head(service, table)
    if not is_to_guess:
        return OpenedTable(known_as=name, read=read_columns(table, told))
    guessed = guess(table, told)
    if not _says_something(guessed.mapping):
        raise _say_untold(table, path)
    return OpenedTable(known_as=name, read=read_columns(table, guessed.mapping), unused=guessed.unused)


def _say_unused(names: Sequence[str]) -> list[str]:
    """Columns that nothing was taken from."""
    rest = ", …" if len(names) > MOST_UNUSED else ""
    return [f"Not used: {', '.join(names[:MOST_UNUSED])}{rest}"] if names else []


def _page_notes(read: Read | None, told: Mapping | None) -> list[str]:
    """In which code page the file was found to be."""
    page = "utf-8" if read is None else read.table.encoding
    return [] if page in PLAIN or (told and told.encoding) else [f"Read as {page}; --encoding says otherwise."]


def _say_untold(table: Table, path: str) -> UsageError:
    """That no column looks like a saying; where rows can't be trusted, that may be why."""
    shown = ", ".join(list(table.columns)[:12])
    said = f"can't tell which column of {table.source} says a chance, or hours; its columns: {shown}"
    if not table.n_rows:
        return UsageError(f"expected rows below the names of columns in {table.source}, found none", hint=SAYS_HINT)
    if not table.wrong and (empty := empty_columns(table)):
        return UsageError(f"expected something said in {table.source}, found column {empty[0]!r} empty", hint=FILL_HINT)
    if not table.wrong:
        return UsageError(said, hint=_say_which(table, path))
    first = table.row_problems()[0]
    n_wrong = f"{len(table.wrong):,} of its {table.n_rows:,} rows can't be read"
    return UsageError(f"{said}; {n_wrong}, the first on line {first.where.line}: {first.message}", hint=first.hint)


def _say_which(table: Table, path: str) -> str:
    """Options, with the table's own columns of numbers where there are two."""
    numbers = [name for name in table.columns if are_numbers(table.columns[name])]
    if len(numbers) < 2:  # noqa: PLR2004 -- said and taken
        return f"{SAYS_HINT}, or --hours COLUMN --taken COLUMN"
    hours = write_command("acumen import", path, {"--hours": (numbers[0],), "--taken": (numbers[1],)})
    return f"say which is which. Hours: {hours}. A chance: {write_command('acumen import', path, {'--prob': (numbers[0],)})}"


def _says_something(mapping: Mapping) -> bool:
    if mapping.is_of_hours:
        return mapping.hours is not None or mapping.low is not None
    return (
        mapping.prob is not None or mapping.says is not None or (mapping.low is not None and mapping.high is not None)
    )


def _refuse_head(service: str, table: Table) -> None:
    missing = sorted(HEADS.get(service, frozenset()) - set(table.names))
    if missing:
        raise UsageError(
            f"expected columns as {service} writes them in {table.source}, found none called {missing[0]!r}",
            hint="name the columns yourself: --prob COLUMN --outcome COLUMN …",
        )


HEADS: dict[str, frozenset[str]] = {"fatebook": fatebook.HEAD, "metaculus": metaculus.HEAD}
GATHER: dict[str, Callable[[Table, str], Gathered]] = {
    "fatebook": lambda table, path: fatebook.gather(table),  # noqa: ARG005
    "metaculus": lambda table, path: metaculus.gather(*metaculus.read_tables(path)),  # noqa: ARG005
}


def _gather_export(path: str, origin: Source | None) -> Gathered | None:
    """What a service exported, where the file's form alone tells; None where its columns have to."""
    if path.endswith(".json") and origin in {None, "predictionbook"}:
        return predictionbook.gather_json(read_bytes(path), source=os.path.basename(path))  # noqa: PTH119
    if origin == "metaculus" or (origin is None and (path.endswith(".zip") or os.path.isdir(path))):  # noqa: PTH112
        return metaculus.gather(*metaculus.read_tables(path))
    if origin == "fatebook":
        table = read_table(path)
        _refuse_head(origin, table)
        return fatebook.gather(table)
    return None


def _gather_known(table: Table, path: str) -> Gathered | None:
    """What a service with a module of its own exported, known by its head."""
    for service, head in HEADS.items():
        if head <= set(table.names) or (service == "metaculus" and metaculus.TITLE in table.names):
            return GATHER[service](table, path)
    return None


def _show_service(path: str, service: str, gathered: Gathered) -> TableLooked:
    known = {row.key for row in gathered.known}
    samples = tuple(
        (
            ("question", gathered.asked[row.key].claim or row.key),
            ("who", row.person or "-"),
            ("said at", row.at.isoformat(sep=" ", timespec="minutes")),
            (
                "what was said",
                f"{100.0 * row.chance:.4g} %" if row.chance is not None else str(row.quantiles or row.chances),
            ),
            ("settled", "yes" if row.key in known else "no"),
        )
        for row in gathered.said[:3]
    )
    options = {"--from": (service,), "--skip-bad": ("" if gathered.problems else None,)}
    return TableLooked(
        source=path,
        n_rows=gathered.n_rows,
        n_ready=len(gathered.said),
        n_refused=len(gathered.problems),
        form="forecasts",
        columns=(),
        unused=(),
        samples=samples,
        problems=(),
        command=write_command("acumen import", path, options),
        has_open=False,
        encoding="",
        separator="",
        notes=(f"Written by {service}.", *gathered.notes, *(str(one) for one in gathered.problems[:3])),
    )


def _keep_refused(path: str, read: Read) -> str:
    """Write the rows that can't be taken in beside the file, with why; the name, "" where nothing could be written."""
    table = read.table
    names = [*table.columns, "why it was refused"]
    sign = table.separator or ","
    text = io.StringIO()
    writer = csv.writer(text, delimiter=sign, lineterminator="\r\n")
    writer.writerow(names)
    for row, problem in read.refused.items():
        writer.writerow([*(cells[row] for cells in table.columns.values()), problem.message])
    name = f"{path}.refused.csv"
    try:
        write_file(name, text.getvalue().encode("utf-8-sig"), judge=may_go)
    except UsageError:
        return ""
    return name


def _read_day(on: Day) -> datetime | None:
    """A moment as a cell would tell it: the same wherever the table is read."""
    if on is None or isinstance(on, datetime):
        return on
    try:
        return read_moment(str(on))
    except ValueError:
        raise UsageError(f"expected a day, found {on!r}", hint="write it as 2026-12-01") from None
