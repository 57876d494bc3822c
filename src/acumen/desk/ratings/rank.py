"""Pairs and classes: ranking by comparisons of two, and true classes from labels of raters who err."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from acumen.borders.doing import doing
from acumen.errors import Problem, UsageError
from acumen.judgment.ratings import bradley_terry as pairs_maths
from acumen.judgment.ratings import dawid_skene as classes_maths
from acumen.judgment.ratings.dawid_skene import Classed, Labels
from acumen.results.ratings import Classified, ItemClassed, ItemRanked, Pair, Paired, RaterClassed
from acumen.tables.ratings import in_order, names_of, naming, rows_left_out
from acumen.tables.table import Form, keep_rows, read_table
from acumen.tables.ways import Reader, Told
from acumen.version import __version__

Z90 = 1.6448536269514722
TIES = frozenset({"tie", "draw", "both", "equal", "="})
N_PAIRS = 5
ENOUGH_MET = 20  # comparisons an item: beyond, the normal curve is within a point of the exact chance of being best
SMOOTHING = classes_maths.SMOOTHING


@doing("fitting the comparisons")
def rank(
    path: str,
    *,
    first: str,
    second: str,
    winner: str,
    prior_sd: float | None = None,
    n_pairs: int = N_PAIRS,
    seed: int = 0,
    written: tuple[Form, Told] | None = None,
) -> Paired:
    """Rank by comparisons: `winner` names one of the two, or says tie; prior sd by evidence unless given.

    >>> found = acumen.ratings_pairs('examples/figure-drafts.csv', first='left', second='right', winner='better')
    >>> [row.item for row in found.items]
    ['dots', 'lines', 'bars', 'table', 'heatmap']
    """
    form, told = written or (None, None)
    one, two, outcomes, problems = _comparisons(Reader(read_table(path, form), told), first, second, winner)
    with naming(problems):
        data, names = pairs_maths.compare(one, two, outcomes)
    found = pairs_maths.fit(data, prior_sd=prior_sd)
    best = found.best_probs(rng=np.random.default_rng(seed))
    counts = np.bincount(np.concatenate([data.first, data.second]), minlength=data.n_items)
    items = [_item(name, int(counts[at]), found, at, float(best[at])) for at, name in enumerate(names)]
    nexts = [
        Pair(first_item=names[i], second_item=names[j], bits=bits, first_prob=found.win_prob(i, j))
        for i, j, bits in pairs_maths.most_informative(found, n_pairs=n_pairs)
    ]
    return Paired(
        source=path,
        n_comparisons=len(outcomes),
        n_ties=outcomes.count(pairs_maths.TIE),
        prior_sd=found.prior_sd,
        ties=found.ties,
        items=tuple(sorted(items, key=lambda item: -item.skill)),
        pairs=tuple(nexts),
        is_approximate=2 * len(outcomes) < ENOUGH_MET * len(names),
        problems=tuple(str(problem) for problem in problems),
        version=__version__,
    )


def _item(name: str, n: int, found: pairs_maths.Ranking, at: int, best_prob: float) -> ItemRanked:
    skill, sd = float(found.skills[at]), float(found.sds[at])
    return ItemRanked(
        item=name, n=n, skill=skill, sd=sd, low=skill - Z90 * sd, high=skill + Z90 * sd, best_prob=best_prob
    )


def _comparisons(
    reader: Reader, first: str, second: str, winner: str
) -> tuple[list[str], list[str], list[int], tuple[Problem, ...]]:
    """Columns of names and outcomes; a winner that is neither of the two is a problem."""
    table = reader.table
    one, two, outcomes, problems = [], [], [], list(table.row_problems())
    columns = (names_of(reader, name) for name in (first, second, winner))
    for row, (a, b, won) in enumerate(zip(*columns, strict=True)):
        if row in table.wrong:
            continue
        code = {a: pairs_maths.FIRST, b: pairs_maths.SECOND}.get(won) if won else None
        if code is None and won and won.lower() in TIES:
            code = pairs_maths.TIE
        if code is None or a == b or not a or not b:
            found = ", ".join(repr(name or "") for name in (a, b, won))
            message = f"expected two different items and one of them or 'tie' as the winner, found {found}"
            problems.append(Problem(code="winner", where=table.place(row, winner), message=message))
            continue
        one.append(a)
        two.append(b)
        outcomes.append(code)
    return one, two, outcomes, in_order(problems)


@doing("fitting the classes")
def classify(
    path: str,
    *,
    item: str | None = None,
    rater: str | None = None,
    label: str | None = None,
    wide: Sequence[str] = (),
    count: str | None = None,
    smoothing: float = SMOOTHING,
    written: tuple[Form, Told] | None = None,
) -> Classified:
    """True classes from labels: one row per label, or (`wide`) one per item with a column per rater, `count` times over.

    >>> found = acumen.ratings_classes('examples/failed-runs.csv', item='run', rater='rater', label='cause')
    >>> found.items[0].item, found.items[0].best
    ('run-01', 'data')
    """
    form, told = written or (None, None)
    reader = Reader(read_table(path, form), told)
    notes: tuple[str, ...] = ()
    if wide:
        columns, problems = _wide_labels(reader, item, wide, count)
    elif item and rater and label:
        columns, problems, notes = _long_labels(reader, item, rater, label, count)
    else:
        hint = "--item C --rater C --label C for one label per row, --wide C,C,C for one item per row"
        raise UsageError("expected columns of items, raters and labels, or a wide table", hint=hint)
    problems = in_order((*reader.table.row_problems(), *problems))
    with naming(problems):
        data, (items, raters, classes) = classes_maths.collect(*columns[:3], times=columns[3])
    found = classes_maths.fit(data, smoothing=smoothing)
    return Classified(
        source=path,
        n_labels=float(data.times.sum()),
        classes=tuple(classes),
        shares=tuple(found.shares.tolist()),
        items=_items_classed(data, found, items, classes),
        raters=_raters_classed(data, found, raters),
        smoothing=smoothing,
        log_likelihood=found.log_likelihood,
        n_rounds=found.n_rounds,
        notes=notes,
        problems=tuple(str(problem) for problem in problems),
        version=__version__,
    )


def _items_classed(data: Labels, found: Classed, items: list[str], classes: list[str]) -> tuple[ItemClassed, ...]:
    per_item = np.bincount(data.item, weights=data.times, minlength=data.n_items)
    return tuple(
        ItemClassed(
            item=name,
            n=float(per_item[at]),
            best=classes[int(found.posterior[at].argmax())],
            chances=tuple(found.posterior[at].tolist()),
        )
        for at, name in enumerate(items)
    )


def _raters_classed(data: Labels, found: Classed, raters: list[str]) -> tuple[RaterClassed, ...]:
    low, high = found.accuracy_interval()
    per_rater = np.bincount(data.rater, weights=data.times, minlength=data.n_raters)
    judged = [
        RaterClassed(
            rater=name,
            n=float(per_rater[at]),
            accuracy=float(found.accuracy[at]),
            low=float(low[at]),
            high=float(high[at]),
            confusion=tuple(tuple(row) for row in found.confusion[at].tolist()),
        )
        for at, name in enumerate(raters)
    ]
    return tuple(sorted(judged, key=lambda each: -each.accuracy))


Labelled = tuple[list[str], list[str], list[str], list[float]]


def _times(reader: Reader, count: str | None) -> tuple[list[float], tuple[Problem, ...]]:
    table = reader.table
    if count is None:
        return [1.0] * table.n_rows, ()
    column = reader.numbers(count).or_refuse(table)
    cells, problems = column.values, table.problems_of(count, column.refused, "how often")
    return [max(0.0, cell or 0.0) for cell in cells], problems


def _long_labels(
    reader: Reader, item: str, rater: str, label: str, count: str | None
) -> tuple[Labelled, tuple[Problem, ...], tuple[str, ...]]:
    times, problems = _times(reader, count)
    columns = [names_of(reader, name) for name in (item, rater, label)]
    named = keep_rows(*columns)
    kept = [row for row in named if times[row] > 0.0]
    items, raters, labels = ([str(column[row]) for row in kept] for column in columns)
    n_lacking = reader.table.n_rows - len(named) - len(reader.table.wrong)
    notes = rows_left_out(n_lacking, "an item, a rater or a label")
    return (items, raters, labels, [times[row] for row in kept]), problems, notes


def _wide_labels(
    reader: Reader, item: str | None, wide: Sequence[str], count: str | None
) -> tuple[Labelled, tuple[Problem, ...]]:
    """One label per cell that is not empty; a row that stands for n items is n items with the same labels."""
    times, problems = _times(reader, count)
    lines = reader.table.lines
    names = names_of(reader, item) if item else tuple(f"row {line}" for line in lines)
    columns = {column: names_of(reader, column) for column in wide}
    found = [
        (name if count is None else f"{name}#{copy + 1}", column, label)
        for row, name in enumerate(names)
        if name
        for copy in range(round(times[row]))
        for column, labels in columns.items()
        if (label := labels[row])
    ]
    items, raters, labels = ([label[part] for label in found] for part in range(3))
    return (items, raters, labels, [1.0] * len(found)), problems
