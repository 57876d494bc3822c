"""Pairs and classes in words."""

from __future__ import annotations

from collections.abc import Iterator

from acumen.pages import Block, Cell, Column, Gap, Headline, Row, Table, Text
from acumen.pages.blocks import notes
from acumen.pages.columns import clip
from acumen.pages.figures import chance, columns, number
from acumen.pages.number_format import say_number, say_prob
from acumen.results.ratings import Classified, Paired

N_NAME = 24
N_CELL = 10
N_SHOWN = 12
N_CLASSES = 5  # columns that fit
SKILL = tuple((head, N_CELL) for head in ("met", "skill", "90 % from", "to", "is best"))
NEXT = (
    Column(head="Compare next", width=N_NAME - 2, name="first"),
    Column(width=N_NAME, name="second"),
    Column(head="tells", width=N_CELL, is_right=True),
    Column(head="first wins", width=12, is_right=True),
)
APPROXIMATE = (
    "With so few comparisons these figures are approximate: skills are taken as normal around their likeliest values, "
    "and the chance of being best is some points off, mostly too low for who is ahead (docs/ratings.md, Pairs)."
)
RIGHT = tuple((head, N_CELL) for head in ("labels", "right", "90 % from", "to"))


def _signed(figure: float) -> str:
    return f"{'+' if figure >= 0.0 else '−'}{abs(figure):.2f}"


def write_pairs(found: Paired) -> Iterator[Block]:
    """The whole text."""
    ties = f", {found.n_ties:,} of them ties" if found.n_ties else ""
    head = f"{found.n_comparisons:,} comparisons of {len(found.items):,} items{ties}, in {found.source}"
    yield Headline(head, is_cut=True)
    best, prob = found.items[0].item, found.items[0].best_prob
    yield Text(
        f"Ahead is {clip(best, 40)}: the best of all with a chance of {say_prob(round(prob, 3))}.",
        hang=0,
    )
    rows: list[Row] = []
    for item in found.items[:N_SHOWN]:
        figures = (number(each, _signed(each)) for each in (item.skill, item.low, item.high))
        rows.append((item.item, number(item.n, str(item.n)), *figures, _rounded(item.best_prob)))
    yield from (Gap(), Table(columns("Item", *SKILL, width=N_NAME), tuple(rows), max(0, len(found.items) - N_SHOWN)))
    pairs = [
        (pair.first_item, pair.second_item, number(pair.bits, f"{pair.bits:.3f} bit"), _rounded(pair.first_prob))
        for pair in found.pairs
    ]
    yield from (Gap(), Table(NEXT, tuple(pairs)))
    said = "Skill is in log odds of winning against an average item"
    tie = f"; equals tie with a chance of {say_prob(round(found.ties / (2.0 + found.ties), 3))}" if found.ties else ""
    yield from (Gap(), Text(f"{said}{tie}.", hang=0))
    yield from notes([APPROXIMATE] if found.is_approximate else [])


def write_classes(found: Classified) -> Iterator[Block]:
    """The whole text."""
    counts = f"{say_number(found.n_labels)} labels of {len(found.items):,} items by {len(found.raters):,} raters"
    yield Headline(f"{counts}, in {found.source}", is_cut=True)
    classes = tuple((clip(name, N_CELL - 1), N_CELL) for name in found.classes[:N_CLASSES])
    shares = tuple(_rounded(share) for share in found.shares[:N_CLASSES])
    yield from (Gap(), Table(columns("Class", *classes, width=N_NAME), (("share of items", *shares),)))
    raters: list[Row] = []
    for rater in found.raters[:N_SHOWN]:
        figures = (_rounded(each) for each in (rater.accuracy, rater.low, rater.high))
        raters.append((rater.rater, number(rater.n), *figures))
    n_more = max(0, len(found.raters) - N_SHOWN)
    yield from (Gap(), Table(columns("Rater", *RIGHT, width=N_NAME), tuple(raters), n_more))
    unsure = sorted(found.items, key=lambda item: max(item.chances))[: N_SHOWN // 2]
    rows: list[Row] = [(item.item, *map(_rounded, item.chances[:N_CLASSES])) for item in unsure]
    yield from (Gap(), Table(columns("Least certain items", *classes, width=N_NAME, name="item"), tuple(rows)))
    if len(found.classes) > N_CLASSES:
        yield from (Gap(), Text(f"{len(found.classes) - N_CLASSES} more classes are in --json."))
    yield from notes(found.notes)


def _rounded(prob: float) -> Cell:
    return chance(prob, say_prob(round(prob, 3)))
