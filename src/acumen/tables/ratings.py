"""Scores out of a table: one row per rating, or one row per item with a column per rater; criteria weighted into one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import msgspec

from acumen.borders.figures import SIZES, read_figure
from acumen.borders.signs import fold
from acumen.errors import Problem, UsageError
from acumen.readings.numbers import read_as as read_number_as
from acumen.tables.table import Form, keep_rows, read_table
from acumen.tables.ways import Reader, Told


class GatheredRatings(msgspec.Struct, frozen=True, kw_only=True):
    """Ratings as columns of equal length; `raters` is None where they are unknown, one of it where one is."""

    items: tuple[str, ...]
    raters: tuple[str | None, ...] | None
    scores: tuple[float, ...]
    committees: tuple[str | None, ...] | None = None
    criteria: dict[str, tuple[float, ...]] = {}  # each rating's score by criterion, where there are several
    weights: dict[str, float] = {}  # summing to 1
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


class Columns(msgspec.Struct, frozen=True, kw_only=True):
    """Which columns hold what; either `scores` or `wide`."""

    item: str
    scores: tuple[str, ...] = ()
    rater: str | None = None
    wide: tuple[str, ...] = ()
    are_raters_named: bool = False  # the columns of `wide` are raters, the same one all the way down
    criterion: str | None = None
    committee: str | None = None


def gather(
    path: str,
    columns: Columns,
    *,
    weights: Mapping[str, float] | None = None,
    written: tuple[Form, Told] | None = None,
) -> GatheredRatings:
    """Read a file; UsageError for columns that are not there or don't go together."""
    _check(columns)
    form, told = written or (None, None)
    table = read_table(path, form)
    reader = Reader(table, told)
    if columns.wide:
        found = _wide(reader, columns)
    elif columns.criterion:
        found = _by_criterion(reader, columns, weights or {})
    else:
        found = _long(reader, columns, weights or {})
    problems = in_order((*table.row_problems(), *found.problems))
    return _named(msgspec.structs.replace(found, problems=problems))


def in_order(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """By where they stand in the table."""
    return tuple(sorted(problems, key=lambda problem: (problem.where.line, problem.where.column)))


@contextmanager
def naming(problems: Sequence[Problem], hint: str = "") -> Iterator[None]:
    """Where what is left of a table is too little, the error says which cells could not be read."""
    try:
        yield
    except UsageError as error:
        if not problems:
            raise
        first = problems[0]
        many = "1 row" if len(problems) == 1 else f"{len(problems):,} rows"
        place = f"{first.where.source}:{first.where.line}:{first.where.column}"
        said = f"{error}; {many} can't be read, such as {place}: {first.message}"
        raise UsageError(said, hint=first.hint or hint or error.hint) from None


def names_of(reader: Reader, column: str) -> tuple[str | None, ...]:
    """A column of names, None where there is none or the row can't be trusted; `NA` is a name unless it is told otherwise."""
    table, missing = reader.table, reader.told.missing
    return tuple(
        None if not text or row in table.wrong or (missing and fold(text) in missing) else text
        for row, text in enumerate(table.texts(column))
    )


def rows_left_out(n: int, lacking: str) -> tuple[str, ...]:
    """A note about rows that lack something."""
    if n == 0:
        return ()
    return (f"1 row without {lacking} is left out." if n == 1 else f"{n:,} rows without {lacking} are left out.",)


def _named(gathered: GatheredRatings) -> GatheredRatings:
    """Without ratings of no item: taken together they would be one, whose ratings differ as if nothing told items apart."""
    kept = [at for at, item in enumerate(gathered.items) if item]
    n_nameless = len(gathered.items) - len(kept)
    if not n_nameless:
        return gathered
    said = "1 rating names no item and is" if n_nameless == 1 else f"{n_nameless:,} ratings name no item and are"
    of_raters, of_committees = gathered.raters, gathered.committees
    return msgspec.structs.replace(
        gathered,
        items=tuple(gathered.items[at] for at in kept),
        raters=None if of_raters is None else tuple(of_raters[at] for at in kept),
        scores=tuple(gathered.scores[at] for at in kept),
        committees=None if of_committees is None else tuple(of_committees[at] for at in kept),
        criteria={name: tuple(scores[at] for at in kept) for name, scores in gathered.criteria.items()},
        notes=(*gathered.notes, f"{said} left out."),
    )


def _check(columns: Columns) -> None:
    if bool(columns.wide) == bool(columns.scores):
        hint = "--rater C --score C for one rating per row, --wide C,C,C for one item per row"
        raise UsageError("expected either columns of scores or a wide table", hint=hint)
    if columns.wide and (columns.rater or columns.criterion or columns.committee):
        raise UsageError("expected no --rater, --criterion or --committee with --wide", hint="use one row per rating")
    if columns.criterion and (not columns.rater or len(columns.scores) > 1):
        hint = "a rating with several criteria is several rows with the same item and rater"
        raise UsageError("expected --rater and one --score with --criterion", hint=hint)


def _scores(reader: Reader, name: str) -> tuple[Sequence[float | None], tuple[Problem, ...]]:
    """Scores of a column, and the cells that are none."""
    column = reader.scores(name).or_refuse(reader.table)
    cells = reader.table.texts(name)
    beyond = [row for row in column.refused if read_number_as(cells[row], ".") is not None]
    unread = [row for row in column.refused if row not in set(beyond)]
    problems = reader.table.problems_of(name, unread, "a score")
    return column.values, (*problems, *reader.table.problems_of(name, beyond, f"a score of {SIZES}"))


def _wide(reader: Reader, columns: Columns) -> GatheredRatings:
    names = names_of(reader, columns.item)
    items: list[str] = []
    raters: list[str | None] = []
    scores: list[float] = []
    problems: list[Problem] = []
    for column in columns.wide:
        cells, wrong = _scores(reader, column)
        problems += wrong
        for name, score in zip(names, cells, strict=True):
            if score is not None:
                items.append(name or "")
                raters.append(column)
                scores.append(score)
    return GatheredRatings(
        items=tuple(items),
        raters=tuple(raters) if columns.are_raters_named else None,
        scores=tuple(scores),
        problems=tuple(problems),
    )


def _long(reader: Reader, columns: Columns, weights: Mapping[str, float]) -> GatheredRatings:
    table = reader.table
    parsed = {name: _scores(reader, name) for name in columns.scores}
    cells = [values for values, _ in parsed.values()]
    kept = keep_rows(*cells)
    n_begun = sum(any(column[row] is not None for column in cells) for row in range(table.n_rows))
    unread = {problem.where.line for _, wrong in parsed.values() for problem in wrong}
    n_blank = table.n_rows - n_begun - len(unread | {table.lines[row] for row in table.wrong})
    items = names_of(reader, columns.item)
    share = _shares(columns.scores, weights)
    scored = {name: tuple(float(values[row] or 0.0) for row in kept) for name, (values, _) in parsed.items()}
    return GatheredRatings(
        items=tuple(items[row] or "" for row in kept),
        raters=_names(reader, columns.rater, kept),
        scores=tuple(_weighted(scored, share)),
        committees=_names(reader, columns.committee, kept),
        criteria=scored if len(scored) > 1 else {},
        weights=share if len(scored) > 1 else {},
        problems=tuple(problem for _, wrong in parsed.values() for problem in wrong),
        notes=(*_left_out(n_begun - len(kept)), *rows_left_out(max(0, n_blank), "a score")),
    )


def _by_criterion(reader: Reader, columns: Columns, weights: Mapping[str, float]) -> GatheredRatings:
    """Rows with the same item, rater (and committee) are one rating; it counts if it has every criterion."""
    table = reader.table
    cells, problems = _scores(reader, columns.scores[0])
    everywhere = range(table.n_rows)
    raters = _names(reader, columns.rater, everywhere) or ()
    committees = _names(reader, columns.committee, everywhere) or (None,) * table.n_rows
    criteria = table.texts(columns.criterion or "")
    ratings: defaultdict[tuple[str, str | None, str | None], dict[str, float]] = defaultdict(dict)
    for row, (item, score) in enumerate(zip(names_of(reader, columns.item), cells, strict=True)):
        if score is not None:
            ratings[item or "", raters[row], committees[row]][criteria[row]] = score
    names = list(dict.fromkeys(criteria))
    whole = {key: marks for key, marks in ratings.items() if len(marks) == len(names)}
    share = _shares(names, weights)
    scored = {name: tuple(marks[name] for marks in whole.values()) for name in names}
    return GatheredRatings(
        items=tuple(item for item, _, _ in whole),
        raters=tuple(rater for _, rater, _ in whole),
        scores=tuple(_weighted(scored, share)),
        committees=tuple(committee for _, _, committee in whole) if columns.committee else None,
        criteria=scored if len(names) > 1 else {},
        weights=share if len(names) > 1 else {},
        problems=problems,
        notes=_left_out(len(ratings) - len(whole)),
    )


def _names(reader: Reader, column: str | None, rows: Sequence[int]) -> tuple[str | None, ...] | None:
    if column is None:
        return None
    names = names_of(reader, column)
    return tuple(names[row] for row in rows)


def _left_out(n: int) -> tuple[str, ...]:
    if n == 0:
        return ()
    ratings = "1 rating lacks" if n == 1 else f"{n:,} ratings lack"
    return (f"{ratings} a criterion and {'is' if n == 1 else 'are'} left out.",)


def _shares(names: Sequence[str], weights: Mapping[str, float]) -> dict[str, float]:
    """Weights of all criteria, summing to 1; equal where none are given."""
    unknown = [name for name in weights if name not in names]
    if unknown:
        hint = f"the criteria: {', '.join(names)}"
        raise UsageError(f"expected weights of criteria, found one for {unknown[0]!r}", hint=hint)
    given = {name: weights.get(name, 0.0) if weights else 1.0 for name in names}
    total = sum(given.values())
    if not given or min(given.values()) < 0.0 or total <= 0.0:
        raise UsageError(
            "expected weights of 0 or more, one of them above 0",
            hint="write one weight above 0 at least: speed=45,clarity=25",
        )
    return {name: weight / total for name, weight in given.items()}


def _weighted(scored: Mapping[str, Sequence[float]], share: Mapping[str, float]) -> list[float]:
    columns = list(scored.items())
    return [sum(share[name] * values[at] for name, values in columns) for at in range(len(columns[0][1]))]


def read_weights(text: str) -> dict[str, float]:
    """`speed=45,clarity=25`; nothing for an empty text."""
    weights = {}
    for part in filter(None, text.split(",")):
        name, sign, figure = (piece.strip() for piece in part.partition("="))
        try:
            weights[name] = read_figure(figure.removesuffix("%"))
        except ValueError:
            sign = ""
        if not sign or not name:
            raise UsageError(
                f"expected weights like speed=45,clarity=25, found {part!r}",
                hint="write NAME=WEIGHT, with commas between",
            )
    return weights
