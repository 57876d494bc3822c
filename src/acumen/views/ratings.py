"""Ratings in words."""

from __future__ import annotations

from collections.abc import Iterator

from acumen.pages import Block, Gap, Headline, Row, Table, Text
from acumen.pages.blocks import notes
from acumen.pages.figures import chance, columns, number
from acumen.pages.number_format import say_count, say_fixed, say_number, say_prob
from acumen.results.ratings import Figure, RatingsFitted

N_LABEL = 34
N_CELL = 11
N_NAME = 24
N_ITEM = 20
N_SHOWN = 12
N_RATERS = 4  # at each end


def write_ratings(found: RatingsFitted) -> Iterator[Block]:
    """The whole text."""
    raters = "unknown raters" if found.n_raters is None else say_count(found.n_raters, "rater")
    head = f"{say_count(found.n_ratings, 'rating')} of {say_count(found.n_items, 'item')} by {raters} in {found.source}"
    yield Headline(head, is_cut=True)
    yield Text(_sentence(found), hang=0)
    yield from (Gap(), _trust(found))
    yield from (Gap(), _needed(found))
    yield from (Gap(), _criteria(found))
    yield from (Gap(), _items(found))
    yield from (Gap(), _raters(found))
    yield Gap()
    yield from _splits(found)
    yield Gap()
    yield from _held(found)
    yield from notes(found.notes)


def _sentence(found: RatingsFitted) -> str:
    share, panel = say_prob(round(found.icc.value, 3)), found.panel
    said = f"{share} of what makes one score differ from another is the item"
    if found.n_raters is not None and found.variances.rater_variance is not None:
        said += ", the rest is the rater and noise"
    mean = "a committee's mean" if found.is_by_committee else f"a mean of {panel}"
    said += f"; of {mean}, {say_prob(round(found.icc_mean.value, 3))}."
    if found.flip is not None and found.accept is not None:
        said += (
            f" Where {say_prob(found.accept)} are accepted, another such panel would not accept "
            f"{say_prob(round(found.flip.value, 3))} of those that one accepts."
        )
    return said


def _figure(label: str, figure: Figure) -> Row:
    return label, *(number(each, say_fixed(each, 3)) for each in (figure.value, figure.low, figure.high))


def _trust(found: RatingsFitted) -> Table:
    variances = found.variances
    rows = [_figure("variance of items", variances.item_variance)]
    rows += (
        [] if variances.rater_variance is None else [_figure("variance of raters' severity", variances.rater_variance)]
    )
    rows += [
        _figure("variance of noise", variances.noise_variance),
        _figure("reliability of one score (icc)", found.icc),
    ]
    of_what = "of a committee" if found.is_by_committee else f"of the mean of {found.panel}"
    rows.append(_figure(f"{of_what} (icc_mean)", found.icc_mean))
    rows += [] if found.flip is None else [_figure("accepts that flip", found.flip)]
    heads = (("estimate", N_CELL), ("5 %", N_CELL), ("95 %", N_CELL))
    return Table(columns("", *heads, width=N_LABEL + 2, name="what"), tuple(rows), indent=0)


def _needed(found: RatingsFitted) -> Table:
    heads = ((f"{each.reliability:g}", N_CELL) for each in found.needed)
    cells = (number(each.n_raters, None if each.n_raters is None else f"{each.n_raters:,}") for each in found.needed)
    return Table(columns("Raters needed for a reliability of", *heads, width=N_LABEL), (("", *cells),))


def _criteria(found: RatingsFitted) -> Table:
    rows = tuple((each.criterion, chance(each.weight), *_figure("", each.icc)[1:]) for each in found.criteria)
    heads = (("weight", N_CELL), ("icc", N_CELL), ("5 %", N_CELL), ("95 %", N_CELL))
    return Table(columns("Criterion", *heads, width=N_LABEL), rows)


def _items(found: RatingsFitted) -> Table:
    heads = ["ratings", "raw mean", "estimate", "90 % from", "to", *([] if found.accept is None else ["accept"])]
    rows: list[Row] = []
    for item in found.items[:N_SHOWN]:
        figures = (number(each, say_fixed(each, 2)) for each in (item.raw_mean, item.mean, item.low, item.high))
        accept = () if item.accept_prob is None else (chance(item.accept_prob, say_prob(round(item.accept_prob, 2))),)
        rows.append((item.item, number(item.n, str(item.n)), *figures, *accept))
    named = columns("Item", *((head, 10) for head in heads), width=N_ITEM)
    return Table(named, tuple(rows), max(0, len(found.items) - N_SHOWN))


def _raters(found: RatingsFitted) -> Table:
    """All, or those at both ends."""
    n_between = len(found.raters) - 2 * N_RATERS
    rows: list[Row] = []
    for rater in found.raters:
        signed = (number(each, say_fixed(each, 2, is_signed=True)) for each in (rater.severity, rater.low, rater.high))
        rows.append(
            (rater.rater, number(rater.n, str(rater.n)), *signed, number(rater.spread, say_fixed(rater.spread, 2)))
        )
    if n_between > 1:
        rows[N_RATERS:-N_RATERS] = [(f"… {n_between:,} between …",)]
    order = "kindest" if found.is_low_good else "strictest"
    heads = ("ratings", "severity", "90 % from", "to", "spread")
    named = columns(f"Rater, {order} first", *((head, 10) for head in heads), width=N_NAME, name="rater")
    return Table(named, tuple(rows))


def _splits(found: RatingsFitted) -> Iterator[Block]:
    splits = found.splits
    if splits is None:
        return
    size = f"{splits.n_raters} against {splits.n_raters}"
    yield Text(f"Real splits, {size}, of the {splits.n_items:,} items that have enough ratings:", hang=0)
    flipped = f"{say_prob(round(splits.flip_prob, 3))} ± {100 * splits.flip_error:.1f}"
    levels = "" if splits.flip_levels is None else f", by levels {say_prob(round(splits.flip_levels, 3))}"
    said = f"said beforehand {say_prob(round(splits.flip_gaussian, 3))}{levels}"
    yield Text(f"accepts that flipped {flipped}; {said}", indent=2)
    yield Text(f"correlation of the two means {splits.correlation:.3f}", indent=2)


def _held(found: RatingsFitted) -> Iterator[Block]:
    held = found.holdout
    if held is None:
        return
    parts = (held.constant, held.raw, held.model)
    rows: tuple[Row, ...] = (
        ("root mean squared error", *(number(each.rmse, say_fixed(each.rmse, 3)) for each in parts)),
        ("log density", *(number(each.log, f"{each.log:.3f}".replace("-", "−")) for each in parts)),
    )
    heads = (("constant", N_CELL), ("raw mean", N_CELL), ("model", N_CELL))
    yield Table(columns("Each rating left out in turn", *heads, width=N_LABEL, name="score"), rows)
    if held.by_levels is not None:
        yield Text(
            f"chances of the {held.by_levels.n_levels} levels, log: Gaussian {say_number(held.by_levels.gaussian)}, "
            f"{held.by_levels.best} {say_number(held.by_levels.model)} "
            f"({held.by_levels.model - held.by_levels.gaussian:+.4f})",
            indent=2,
            hang=4,
        )
