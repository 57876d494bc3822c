"""Two answers side by side in words, in lines of at most 80 columns."""

from collections.abc import Iterator

from acumen.pages.columns import clip, pad, wrap
from acumen.pages.number_format import is_left, say_change, say_hours, say_number, say_prob
from acumen.results.plans import Answer
from acumen.results.sensitivity import Change, Comparison

N_WHAT_COLUMNS = 24
N_VALUE_COLUMNS = 19
N_NAME_COLUMNS = 17
NONE = "-"
SAME = 5e-4  # of the larger figure: three digits show no difference


def write_comparison(comparison: Comparison) -> list[str]:
    """What is changed, then the two answers."""
    lines = ["What if, beside the plan as it stands:"]
    for change in comparison.changes:
        lines += _change(change)
    before, after = comparison.before, comparison.after
    lines += ["", pad("", N_WHAT_COLUMNS) + "".join(pad(head, N_VALUE_COLUMNS) for head in _HEADS).rstrip()]
    lines += [_row(*row) for row in _rows(before, after)]
    seen = dict.fromkeys(before.notes)
    for note in (*before.notes, *(note for note in after.notes if note not in seen)):
        lines += ["", *wrap(f"Note: {note}", "    ")]
    return [*lines, "", "The file is as it was."]


_HEADS = ("as it stands", "changed", "difference")


def _change(change: Change) -> Iterator[str]:
    if change.after is None:
        yield from wrap(f"  {change.what}: dropped; {change.note}", "    ")
    else:
        yield from wrap(f"  {change.what}: {change.before or 'none'} → {change.after}", "    ")


def _row(label: str, before: str, after: str, difference: str) -> str:
    cells = (pad(clip(cell, N_VALUE_COLUMNS - 1), N_VALUE_COLUMNS) for cell in (before, after, difference))
    return ("  " + pad(label, N_WHAT_COLUMNS - 2) + "".join(cells)).rstrip()


def _rows(before: Answer, after: Answer) -> Iterator[tuple[str, str, str, str]]:
    """(label, before, after, difference) of everything that both have or one has."""
    change = "" if before.next == after.next else "changed"
    yield "next", clip(before.next, N_NAME_COLUMNS), clip(after.next, N_NAME_COLUMNS), change
    yield "for up to", _say_patience(before), _say_patience(after), ""
    is_net = before.objective == "net"
    yield from _figures("value" if is_net else "expected hours", before.value, after.value)
    if "bracketed" in (before.status, after.status):
        yield from _figures("  at least, proven", before.lower, after.lower)
        yield from _figures("  at most, proven", before.upper, after.upper)
    yield "", _say_status(before), _say_status(after), ""
    points = 100.0 * (after.chance - before.chance)
    difference = say_change(points, " points") if abs(points) >= SAME else ""
    yield "chance of the goal", say_prob(before.chance), say_prob(after.chance), difference
    if is_net:
        yield from _figures("expected hours", before.hours, after.hours)
        yield from _figures("worth", before.worth, after.worth)
        yield from _figures("breaks even at", before.break_even_worth, after.break_even_worth)
        yield from _figures("leverage", before.leverage, after.leverage, unit="")


def _figures(
    label: str, before: float | None, after: float | None, *, unit: str = " h"
) -> Iterator[tuple[str, str, str, str]]:
    if before is None and after is None:
        return
    first, second = (NONE if figure is None else say_number(figure) + unit for figure in (before, after))
    difference = ""
    if before is not None and after is not None and abs(after - before) > SAME * max(abs(before), abs(after)):
        difference = say_change(after - before, unit)
    yield label, first, second, difference


def _say_status(answer: Answer) -> str:
    return f"({'proven bounds' if answer.status == 'bracketed' else answer.status})"


def _say_patience(answer: Answer) -> str:
    if answer.next == "stop":
        return NONE
    if answer.patience is None or not is_left(answer.leave_chance):
        return "until it ends"
    return say_hours(answer.patience)
