"""Pairs and classes: ranking by comparisons of two, and true classes from labels of raters who err."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from acumen.borders.doing import doing
from acumen.errors import Problem, UsageError, Where
from acumen.judgment.ratings import bradley_terry as pairs_maths
from acumen.judgment.ratings import dawid_skene as classes_maths
from acumen.judgment.ratings.dawid_skene import Classed, Labels
from acumen.results.ratings import Classified, ItemClassed, ItemRanked, Pair, Paired, RaterClassed
from acumen.tables.table import Table, keep_rows, read_table
from acumen.tables.ways import Reader
from acumen.version import __version__

Z90 = 1.6448536269514722
TIES = frozenset({"tie", "draw", "both", "equal", "="})
N_PAIRS = 5
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
) -> Paired:
    """Rank by comparisons: `winner` names one of the two, or says tie; prior sd by evidence unless given.

    >>> found = acumen.ratings_pairs('examples/figure-drafts.csv', first='left', second='right', winner='better')
    >>> [row.item for row in found.items]
    ['dots', 'lines', 'bars', 'table', 'heatmap']
    """
    table = read_table(path)
    one, two, outcomes, problems = _comparisons(table, first, second, winner)
    data, names = pairs_maths.compare(one, two, outcomes)
    found = pairs_maths.fit(data, prior_sd=prior_sd)
    best = found.best_probs(rng=np.random.default_rng(seed))
    counts = np.bincount(np.concatenate([data.first, data.second]), minlength=data.n_items)
    items = [
        ItemRanked(
            item=name,
            n=int(counts[at]),
            skill=float(found.skills[at]),
            sd=float(found.sds[at]),
            low=float(found.skills[at] - Z90 * found.sds[at]),
            high=float(found.skills[at] + Z90 * found.sds[at]),
            best_prob=float(best[at]),
        )
        for at, name in enumerate(names)
    ]
    nexts = [
        Pair(first=names[i], second=names[j], bits=bits, first_prob=found.win_prob(i, j))
        for i, j, bits in pairs_maths.most_informative(found, n_pairs=n_pairs)
    ]
    return Paired(
        source=path,
        n_comparisons=len(outcomes),
        n_ties=outcomes.count(pairs_maths.TIE),
        prior_sd=found.prior_sd,
        ties=found.ties,
        items=tuple(sorted(items, key=lambda item: -item.skill)),
        next=tuple(nexts),
        problems=tuple(str(problem) for problem in problems),
        version=__version__,
    )


def _comparisons(
    table: Table, first: str, second: str, winner: str
) -> tuple[list[str], list[str], list[int], list[Problem]]:
    """Columns of names and outcomes; a winner that is neither of the two is a problem."""
    one, two, outcomes, problems = [], [], [], []
    rows = zip(table.texts(first), table.texts(second), table.texts(winner), table.lines, strict=True)
    for a, b, won, line in rows:
        code = pairs_maths.TIE if won.lower() in TIES else {a: pairs_maths.FIRST, b: pairs_maths.SECOND}.get(won)
        if code is None or a == b or not a or not b:
            where = Where(source=table.source, line=line, column=table.names.index(winner) + 1)
            message = (
                f"expected two different items and one of them or 'tie' as the winner, found {a!r}, {b!r}, {won!r}"
            )
            problems.append(Problem(code="winner", where=where, message=message))
            continue
        one.append(a)
        two.append(b)
        outcomes.append(code)
    return one, two, outcomes, problems


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
) -> Classified:
    """True classes from labels: one row per label, or (`wide`) one per item with a column per rater, `count` times over.

    >>> found = acumen.ratings_classes('examples/failed-runs.csv', item='run', rater='rater', label='cause')
    >>> found.items[0].item, found.items[0].best
    ('run-01', 'data')
    """
    table = read_table(path)
    if wide:
        columns, problems = _wide_labels(table, item, wide, count)
    elif item and rater and label:
        columns, problems = _long_labels(table, item, rater, label, count)
    else:
        hint = "--item C --rater C --label C for one label per row, --wide C,C,C for one item per row"
        raise UsageError("expected columns of items, raters and labels, or a wide table", hint=hint)
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


def _times(table: Table, count: str | None) -> tuple[list[float], tuple[Problem, ...]]:
    if count is None:
        return [1.0] * table.n_rows, ()
    column = Reader(table).numbers(count).or_refuse(table)
    cells, problems = column.values, table.problems_of(count, column.refused, "how often")
    return [max(0.0, cell or 0.0) for cell in cells], problems


def _long_labels(
    table: Table, item: str, rater: str, label: str, count: str | None
) -> tuple[Labelled, tuple[Problem, ...]]:
    times, problems = _times(table, count)
    columns = [[text or None for text in table.texts(name)] for name in (item, rater, label)]
    kept = [row for row in keep_rows(*columns) if times[row] > 0.0]
    items, raters, labels = ([str(column[row]) for row in kept] for column in columns)
    return (items, raters, labels, [times[row] for row in kept]), problems


def _wide_labels(
    table: Table, item: str | None, wide: Sequence[str], count: str | None
) -> tuple[Labelled, tuple[Problem, ...]]:
    """One label per cell that is not empty; a row that stands for n items is n items with the same labels."""
    times, problems = _times(table, count)
    names = table.texts(item) if item else tuple(f"row {line}" for line in table.lines)
    columns = {column: table.texts(column) for column in wide}
    found = [
        (name if count is None else f"{name}#{copy + 1}", column, texts[row])
        for row, name in enumerate(names)
        for copy in range(round(times[row]))
        for column, texts in columns.items()
        if texts[row]
    ]
    items, raters, labels = ([label[part] for label in found] for part in range(3))
    return (items, raters, labels, [1.0] * len(found)), problems
