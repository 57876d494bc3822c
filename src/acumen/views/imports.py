"""An import in words: what a table is taken for, and what was taken in."""

from collections.abc import Iterator

from acumen.pages.blocks import Block, Column, Command, Gap, Headline, Said, Section, Span, Table, Text
from acumen.pages.number_format import say_count
from acumen.results.ledgers import TableImported
from acumen.results.tables import ColumnProblem, ColumnQuestion, TableLooked

N_UNUSED = 12


def write_looked(told: TableLooked) -> Iterator[Block]:
    """What each column is taken for, some rows as understood, what is wrong by column, and what takes it in."""
    what = (
        say_count(told.n_ready, "piece of work", "pieces of work")
        if told.form == "hours"
        else say_count(told.n_ready, "forecast")
    )
    ready = "Not to be taken in yet" if told.has_open or not told.command else f"Ready: {what}"
    refused = f", {told.n_refused:,} refused" if told.n_refused else ""
    yield Headline(f"{ready}. {told.source}: {say_count(told.n_rows, 'row')}{refused}. Nothing has been written.")
    if told.encoding not in {"", "utf-8", "xlsx"}:
        yield Text(f"Read as {told.encoding}; --encoding says otherwise.", indent=2)
    if told.columns:
        yield Section("Columns", (_columns(told),))
    if told.unused:
        rest = ", …" if len(told.unused) > N_UNUSED else ""
        yield Text(f"Not used: {', '.join(told.unused[:N_UNUSED])}{rest}", indent=2)
    if told.samples:
        yield Section("The first rows, as understood", (_samples(told),))
    yield from _problems(told.problems)
    yield Gap()
    for note in told.notes:
        yield Text(note)
    if told.command:
        yield Gap()
        yield Text("To take it in so:")
        yield Command(told.command.removeprefix("acumen "))


def write_column_question(asked: ColumnQuestion) -> Iterator[Block]:
    """What was wrong with the last answer, what the column may be, and the ways by their numbers."""
    if asked.misread:
        yield Text(asked.misread)
    yield Text(f"{asked.name}: {asked.what}.", hang=2)
    for number, choice in enumerate(asked.choices, start=1):
        yield Text(f"{number}: {choice}", indent=2, hang=3)
    yield Text(f"Which? {' or '.join(map(str, range(1, len(asked.choices) + 1)))}; Enter leaves it open.")


def _columns(told: TableLooked) -> Table:
    rows = tuple(
        (
            Span(one.name, "name"),
            one.what,
            one.way or "?",
            ", ".join(_left(one.n_missing, one.n_refused)),
        )
        for one in told.columns
    )
    columns = (
        Column(head="column", width=24),
        Column(head="holds", width=16),
        Column(head="read as"),
        Column(head="left out"),
    )
    return Table(columns, rows)


def _left(n_missing: int, n_refused: int) -> Iterator[str]:
    if n_missing:
        yield f"{n_missing:,} empty"
    if n_refused:
        yield f"{n_refused:,} not read"


def _samples(told: TableLooked) -> Table:
    heads = [name for name, _ in told.samples[0]]
    samples = [dict(sample) for sample in told.samples]
    rows: tuple[tuple[Said, ...], ...] = tuple(
        (Span(name, "quiet"), *(sample.get(name, "-") for sample in samples)) for name in heads
    )
    return Table((Column(width=16), *(Column(width=20) for _ in told.samples)), rows, has_heads=False)


def _problems(problems: tuple[ColumnProblem, ...]) -> Iterator[Block]:
    if not problems:
        return
    lines: list[Block] = []
    for one in problems:
        where = "Whole rows" if one.name is None else one.name
        n = f" ({say_count(one.n, 'row')})" if one.n else ""
        lines += [Text(f"{where}{n}: {one.example}", indent=2, hang=4), Text(f"{one.remedy}", indent=4, hang=4)]
    yield Section("What can't be read", tuple(lines))


def write_taken_in(told: TableImported) -> Iterator[Block]:
    """What was in the table, what of it is new, and what could not be taken over."""
    if told.is_refused:
        n = len(told.problems)
        yield Headline(f"Nothing was taken in: {say_count(n, 'row')} of {told.n_rows:,} can't be read.")
        yield from _problems(told.by_column)
        yield Text("Mend them, or take in the others with --skip-bad.")
    else:
        yield Text(_what(told))
        if told.problems:
            rows = say_count(len(told.problems), "row")
            verb = "is" if len(told.problems) == 1 else "are"
            yield Text(f"{rows} could not be read and {verb} left out.", indent=2)
            yield from _problems(told.by_column)
    if told.refused_file:
        yield Text(f"The rows that were refused are in {told.refused_file}.", indent=2)
    for note in told.notes:
        yield Text(note, indent=2, hang=4)


def _what(told: TableImported) -> str:
    by = f" by {say_count(told.n_people, 'person', 'people')}" if told.n_people else ""
    if told.n_hours and not told.n_forecasts:
        new = (
            "nothing new"
            if told.n_new == 0
            else "all new"
            if told.n_new_forecasts == told.n_hours
            else f"{told.n_new_forecasts:,} new"
        )
        work = say_count(told.n_hours, "piece of work", "pieces of work")
        return f"{told.source}: hours said and taken of {work}{by}; {new}."
    is_all_new = told.n_new_forecasts == told.n_forecasts
    new = "all new" if is_all_new else f"{say_count(told.n_new_forecasts, 'forecast')} new"
    if told.n_new == 0:
        new = "nothing new"
    what = f"{say_count(told.n_forecasts, 'forecast')} on {say_count(told.n_questions, 'question')}{by}"
    return f"{told.source}: {what}, {told.n_settled:,} settled; {new}."
