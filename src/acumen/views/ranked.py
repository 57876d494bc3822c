"""Pairs and classes in words for a terminal: lines of at most 80 columns, no colour."""

from __future__ import annotations

from acumen.pages.columns import clip, pad, wrap
from acumen.pages.number_format import say_number, say_prob
from acumen.results.ratings import Classified, Paired

N_NAME = 24
N_CELL = 10
N_SHOWN = 12
N_CLASSES = 5  # columns that fit


def _row(label: str, cells: list[str]) -> str:
    return pad(clip(label, N_NAME - 1) if label.strip() else label, N_NAME) + "".join(
        pad(cell, N_CELL, is_right=True) for cell in cells
    )


def _indented(label: str, cells: list[str]) -> str:
    return "  " + pad(clip(label, N_NAME - 3), N_NAME - 2) + "".join(pad(cell, N_CELL, is_right=True) for cell in cells)


def _signed(number: float) -> str:
    return f"{'+' if number >= 0.0 else '−'}{abs(number):.2f}"


def write_pairs(found: Paired) -> list[str]:
    """The whole text."""
    ties = f", {found.n_ties:,} of them ties" if found.n_ties else ""
    lines = [clip(f"{found.n_comparisons:,} comparisons of {len(found.items):,} items{ties}, in {found.source}", 80)]
    best, chance = found.items[0].item, found.items[0].best_prob
    lines += wrap(
        f"Ahead is {clip(best, 40)}: the best of all with a chance of {say_prob(round(chance, 3))}.", indent=""
    )
    lines += ["", _row("Item", ["met", "skill", "90 % from", "to", "is best"])]
    for item in found.items[:N_SHOWN]:
        figures = [_signed(each) for each in (item.skill, item.low, item.high)]
        lines.append(_indented(item.item, [str(item.n), *figures, say_prob(round(item.best_prob, 3))]))
    if len(found.items) > N_SHOWN:
        lines.append(f"  … and {len(found.items) - N_SHOWN:,} more (--json has all)")
    lines += [
        "",
        "Compare next"
        + " " * (2 * N_NAME - 12)
        + pad("tells", N_CELL, is_right=True)
        + pad("first wins", 12, is_right=True),
    ]
    for pair in found.next:
        both = "  " + pad(clip(pair.first, N_NAME - 3), N_NAME - 2) + pad(clip(pair.second, N_NAME - 1), N_NAME)
        prob = say_prob(round(pair.first_prob, 3))
        lines.append(both + pad(f"{pair.bits:.3f} bit", N_CELL, is_right=True) + pad(prob, 12, is_right=True))
    said = "Skill is in log odds of winning against an average item"
    tie = f"; equals tie with a chance of {say_prob(round(found.ties / (2.0 + found.ties), 3))}" if found.ties else ""
    return [*lines, "", *wrap(f"{said}{tie}.", indent="")]


def write_classes(found: Classified) -> list[str]:
    """The whole text."""
    counts = f"{say_number(found.n_labels)} labels of {len(found.items):,} items by {len(found.raters):,} raters"
    shown = list(found.classes[:N_CLASSES])
    lines = [clip(f"{counts}, in {found.source}", 80), "", _row("Class", [clip(name, N_CELL - 1) for name in shown])]
    lines.append(_indented("share of items", [say_prob(round(share, 3)) for share in found.shares[:N_CLASSES]]))
    lines += ["", _row("Rater", ["labels", "right", "90 % from", "to"])]
    for rater in found.raters[:N_SHOWN]:
        figures = [say_prob(round(each, 3)) for each in (rater.accuracy, rater.low, rater.high)]
        lines.append(_indented(rater.rater, [say_number(rater.n), *figures]))
    if len(found.raters) > N_SHOWN:
        lines.append(f"  … and {len(found.raters) - N_SHOWN:,} more (--json has all)")
    unsure = sorted(found.items, key=lambda item: max(item.chances))
    lines += ["", _row("Least certain items", [clip(name, N_CELL - 1) for name in shown])]
    for item in unsure[: N_SHOWN // 2]:
        lines.append(_indented(item.item, [say_prob(round(chance, 3)) for chance in item.chances[:N_CLASSES]]))
    if len(found.classes) > N_CLASSES:
        lines += ["", f"{len(found.classes) - N_CLASSES} more classes are in --json."]
    return lines
