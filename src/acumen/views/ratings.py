"""Ratings in words for a terminal: lines of at most 80 columns, no colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from acumen.pages.columns import clip, pad, wrap
from acumen.pages.number_format import say_number, say_prob
from acumen.results.ratings import Figure, RatingsFitted

N_LABEL = 34
N_CELL = 11
N_NAME = 24
N_ITEM = 20
N_SHOWN = 12
N_RATERS = 4  # at each end


def write_lines(found: RatingsFitted) -> list[str]:
    """The whole text."""
    raters = "unknown raters" if found.n_raters is None else _count(found.n_raters, "rater")
    head = f"{_count(found.n_ratings, 'rating')} of {_count(found.n_items, 'item')} by {raters} in {found.source}"
    lines = [clip(head, 80), *wrap(_sentence(found), indent="")]
    sections = (
        _trust(found),
        _needed(found),
        _criteria(found),
        _items(found),
        _raters(found),
        _splits(found),
        _held(found),
    )
    for section in sections:
        body = list(section)
        lines += ["", *body] if body else []
    for note in found.notes:
        lines += ["", *wrap(f"Note: {note}")]
    return lines


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def _sentence(found: RatingsFitted) -> str:
    share, panel = say_prob(round(found.icc.value, 3)), found.panel
    said = f"{share} of what makes one score differ from another is the item"
    if found.n_raters is not None and found.variances.rater is not None:
        said += ", the rest is the rater and noise"
    mean = "a committee's mean" if found.is_by_committee else f"a mean of {panel}"
    said += f"; of {mean}, {say_prob(round(found.icc_mean.value, 3))}."
    if found.flip is not None and found.accept is not None:
        said += (
            f" Where {say_prob(found.accept)} are accepted, another such panel would not accept "
            f"{say_prob(round(found.flip.value, 3))} of those that one accepts."
        )
    return said


def _row(label: str, cells: Sequence[str], n_label: int = N_LABEL) -> str:
    return pad(label, n_label) + "".join(pad(cell, N_CELL, is_right=True) for cell in cells)


def _figure(label: str, figure: Figure) -> str:
    return _row(label, [f"{each:.3f}" for each in (figure.value, figure.low, figure.high)])


def _trust(found: RatingsFitted) -> Iterator[str]:
    yield _row("", ("estimate", "5 %", "95 %"))
    yield _figure("variance of items", found.variances.item)
    if found.variances.rater is not None:
        yield _figure("variance of raters' severity", found.variances.rater)
    yield _figure("variance of noise", found.variances.noise)
    yield _figure("reliability of one score (icc)", found.icc)
    of_what = "of a committee" if found.is_by_committee else f"of the mean of {found.panel}"
    yield _figure(f"{of_what} (icc_mean)", found.icc_mean)
    if found.flip is not None:
        yield _figure("accepts that flip", found.flip)


def _needed(found: RatingsFitted) -> Iterator[str]:
    yield _row("Raters needed for a reliability of", [f"{each.reliability:g}" for each in found.needed])
    yield _row("", [_raters_of(each.raters) for each in found.needed])


def _raters_of(number: int | None) -> str:
    return "-" if number is None else f"{number:,}"


def _criteria(found: RatingsFitted) -> Iterator[str]:
    if found.criteria:
        yield _row("Criterion", ("weight", "icc", "5 %", "95 %"))
        for each in found.criteria:
            cells = [f"{number:.3f}" for number in (each.icc.value, each.icc.low, each.icc.high)]
            yield _row(f"  {clip(each.criterion, N_LABEL - 3)}", [say_prob(each.weight), *cells])


def _items(found: RatingsFitted) -> Iterator[str]:
    heads = ["ratings", "raw mean", "estimate", "90 % from", "to", *([] if found.accept is None else ["accept"])]
    yield pad("Item", N_ITEM) + "".join(pad(head, 10, is_right=True) for head in heads)
    for item in found.items[:N_SHOWN]:
        cells = [str(item.n), *(f"{number:.2f}" for number in (item.raw, item.mean, item.low, item.high))]
        if item.accept_prob is not None:
            cells.append(say_prob(round(item.accept_prob, 2)))
        yield pad(f"  {clip(item.item, N_ITEM - 3)}", N_ITEM) + "".join(pad(cell, 10, is_right=True) for cell in cells)
    if len(found.items) > N_SHOWN:
        yield f"  … and {len(found.items) - N_SHOWN:,} more (--json has all)"


def _raters(found: RatingsFitted) -> Iterator[str]:
    if not found.raters:
        return
    heads = ("ratings", "severity", "90 % from", "to", "spread")
    order = "kindest" if found.is_low_good else "strictest"
    yield pad(f"Rater, {order} first", N_NAME) + "".join(pad(head, 10, is_right=True) for head in heads)
    shown = list(found.raters)
    is_long = len(shown) > 2 * N_RATERS + 1
    for place, rater in enumerate(shown):
        if is_long and N_RATERS <= place < len(shown) - N_RATERS:
            if place == N_RATERS:
                yield f"  … {len(shown) - 2 * N_RATERS:,} between …"
            continue
        figures = [f"{number:+.2f}".replace("-", "−") for number in (rater.severity, rater.low, rater.high)]
        cells = [str(rater.n), *figures, f"{rater.spread:.2f}"]
        yield pad(f"  {clip(rater.rater, N_NAME - 3)}", N_NAME) + "".join(
            pad(cell, 10, is_right=True) for cell in cells
        )


def _splits(found: RatingsFitted) -> Iterator[str]:
    splits = found.splits
    if splits is None:
        return
    size = f"{splits.n_raters} against {splits.n_raters}"
    yield from wrap(f"Real splits, {size}, of the {splits.n_items:,} items that have enough ratings:", indent="")
    flipped = f"{say_prob(round(splits.flip, 3))} ± {100 * splits.flip_error:.1f}"
    yield f"  accepts that flipped {flipped}; said beforehand {say_prob(round(splits.flip_gaussian, 3))}" + (
        "" if splits.flip_levels is None else f", by levels {say_prob(round(splits.flip_levels, 3))}"
    )
    yield f"  correlation of the two means {splits.correlation:.3f}"


def _held(found: RatingsFitted) -> Iterator[str]:
    held = found.holdout
    if held is None:
        return
    yield _row("Each rating left out in turn", ("constant", "raw mean", "model"))
    parts = (held.constant, held.raw, held.model)
    yield _row("  root mean squared error", [f"{each.rmse:.3f}" for each in parts])
    yield _row("  log density", [f"{each.log:.3f}".replace("-", "−") for each in parts])
    if held.levels is not None:
        yield from wrap(
            f"  chances of the {held.levels.n_levels} levels, log: Gaussian {say_number(held.levels.gaussian)}, "
            f"{held.levels.best} {say_number(held.levels.model)} "
            f"({held.levels.model - held.levels.gaussian:+.4f})",
            indent="    ",
        )
