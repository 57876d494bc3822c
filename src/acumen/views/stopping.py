"""What giving a plan up, parking and resuming it say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from acumen.pages import Block, Hint, Span, Text
from acumen.pages.columns import N_COLUMNS, clip
from acumen.pages.number_format import say_prob
from acumen.views.due_days import say_without

if TYPE_CHECKING:
    from acumen.results.loop import Stopped

N_SHORT_ID = 8


def write_stopped(told: Stopped) -> Iterator[Block]:
    """What holds from now on, what acumen had said of the goal, and the way back."""
    name = Span(clip(told.plan, N_COLUMNS - 40), "id")
    back = Hint("To take that back", f"undo {told.id[:N_SHORT_ID]}")
    if told.how == "resume":
        yield Text(("Resumed ", name, "."))
        yield Hint("Then", f"next --plan {told.named}" if told.others else "next")
        return
    if told.how == "park":
        until = "" if told.until is None else f" until {told.until:%Y-%m-%d}"
        yield Text(("Parked ", name, f"{until}: it is not asked about meanwhile."))
        yield Hint("To go on with it", f"stop {told.named} --resume")
        return
    made = f"is reached{say_without(told.part_ids)}" if told.is_made else "counts as not reached"
    yield Text(("Stopped ", name, f": its goal {made}."))
    yield from (Text((Span(step, "id"), " counts as left."), indent=2) for step in told.left_steps)
    if told.chance is not None:
        yield Text(f"acumen had last given it {say_prob(told.chance)}; that is scored like any forecast.")
    end = f" --plan {told.named}" if told.others else ""
    yield from (
        Hint("Still under way", f"done {step}{end} --failed", " (or --succeeded)") for step in told.still_under_way
    )
    yield back
