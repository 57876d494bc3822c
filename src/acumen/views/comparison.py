"""Two answers side by side in words."""

from collections.abc import Iterator

from acumen.pages import Block, Cell, Column, Gap, Headline, Row, Table, Text
from acumen.pages.blocks import NONE
from acumen.pages.columns import clip
from acumen.pages.figures import chance, number
from acumen.pages.number_format import is_left, say_change, say_hours, say_number
from acumen.results.plans import Answer
from acumen.results.sensitivity import Change, Comparison

N_NAME_COLUMNS = 17
COLUMNS = (
    Column(width=22, name="what"),
    *(Column(head=head, width=19) for head in ("as it stands", "changed", "difference")),
)
SAME = 5e-4  # of the larger figure: three digits show no difference


def write_comparison(comparison: Comparison) -> Iterator[Block]:
    """What is changed, then the two answers."""
    yield Headline("What if, beside the plan as it stands:")
    yield from (_change(change) for change in comparison.changes)
    before, after = comparison.as_it_is, comparison.as_changed
    yield Gap()
    yield Table(COLUMNS, tuple(_rows(before, after)))
    for note in dict.fromkeys((*before.notes, *after.notes)):
        yield from (Gap(), Text(f"Note: {note}", hang=4))
    yield from (Gap(), Text("The file is as it was."))


def _change(change: Change) -> Text:
    if change.new_text is None:
        return Text(f"{change.what}: dropped; {change.note}", indent=2, hang=4)
    return Text(f"{change.what}: {change.old_text or 'none'} → {change.new_text}", indent=2, hang=4)


def _rows(before: Answer, after: Answer) -> Iterator[Row]:
    """Label, before, after and difference of everything that both have or one has."""
    change = "" if before.next == after.next else "changed"
    yield "next", clip(before.next, N_NAME_COLUMNS), clip(after.next, N_NAME_COLUMNS), change
    yield "for up to", _say_patience(before), _say_patience(after), ""
    is_net = before.objective == "net"
    yield from _figures("value" if is_net else "expected hours", before.value, after.value)
    if "bracketed" in (before.status, after.status) and "estimated" not in (before.status, after.status):
        yield from _figures("  at least, proven", before.lower, after.lower)
        yield from _figures("  at most, proven", before.upper, after.upper)
    yield "", _say_status(before), _say_status(after), ""
    points = 100.0 * (after.chance - before.chance)
    difference = number(points, say_change(points, " points")) if abs(points) >= SAME else Cell(None, "")
    yield "chance of the goal", chance(before.chance), chance(after.chance), difference
    if is_net:
        yield from _figures("expected hours", before.hours, after.hours)
        yield from _figures("worth", before.worth, after.worth)
        yield from _figures("breaks even at", before.break_even_worth, after.break_even_worth)
        yield from _figures("worth per hour", before.leverage, after.leverage)


def _figures(label: str, before: float | None, after: float | None, *, unit: str = " h") -> Iterator[Row]:
    if before is None and after is None:
        return
    first, second = (
        number(figure, NONE if figure is None else say_number(figure) + unit) for figure in (before, after)
    )
    difference = Cell(None, "")
    if before is not None and after is not None and abs(after - before) > SAME * max(abs(before), abs(after)):
        difference = number(after - before, say_change(after - before, unit))
    yield label, first, second, difference


def _say_status(answer: Answer) -> str:
    return f"({'proven bounds' if answer.status == 'bracketed' else answer.status})"


def _say_patience(answer: Answer) -> str:
    if answer.next == "stop":
        return NONE
    if answer.patience_hours is None or not is_left(answer.leave_chance):
        return "until it ends"
    return say_hours(answer.patience_hours)
