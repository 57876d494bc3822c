"""The day that a plan is due, in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acumen.pages import Block, Gap, Span, Text
from acumen.pages.number_format import say_count, say_hours

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from acumen.results.dates import DateCounted, DayDue

N_DAYS_SAID = 15  # beyond, a time is said in weeks
N_WEEK = 7


def say_ship(ship: date, on_time: float | None, at: datetime) -> str:
    """The day, how far off it is, and how likely."""
    n_days = (ship - at.date()).days
    if n_days < 0:
        return f"was due {ship}, {say_count(-n_days, 'day')} ago"
    far = (
        f"in {say_count(n_days, 'day')}" if n_days < N_DAYS_SAID else f"in {say_count(round(n_days / N_WEEK), 'week')}"
    )
    likely = "" if on_time is None else f": on time {100.0 * on_time:.0f} %"
    return f"ships {ship} {'today' if n_days == 0 else far}{likely}"


def write_together(dated: DateCounted) -> Iterator[Block]:
    """The chance of the date and the value as hours miss together, beside those for each step by itself."""
    if dated.net_mean is not None:
        on_time, worth = Span(f"{100.0 * dated.on_time:.0f} %", "chance"), Span(say_hours(dated.net_mean), "hours")
        lead = "As steps tend to run over together, rather: on time "
        yield Text((lead, on_time, ", worth ", worth, "."), indent=2)


def write_passed(ship: date | None) -> Iterator[Block]:
    """That a day has passed, before all that follows; nothing of a day that has not."""
    if ship is not None:
        yield Text(
            f"The day it was due, {ship}, has passed: set a later `ship` in the plan and adopt it again, or say acumen stop."
            " What follows is the advice without a date."
        )
        yield Gap()


def write_uncounted(keys: Sequence[str]) -> Iterator[Block]:
    """What does not count in all that follows, before it; nothing where everything does."""
    if not keys:
        return
    if "ship" in keys:
        needed = "; every part has to be done, `cut` or not" if "cut" in keys else ""
        yield Text(f"Without the date: as if there were all the time in the world{needed}. `ship` and `next` count it.")
    else:
        why = "where steps share hypotheses, and for the objective hours, it does not count yet"
        yield Text(f"Every part has to be done in what follows, `cut` or not: {why}.")
    yield Gap()


def say_without(parts: Sequence[str]) -> str:
    """`, without demo, extra`: what is missing in something that is reached; nothing where nothing is."""
    return f", without {', '.join(parts)}" if parts else ""


def say_goal(parts: Sequence[str], *, is_made: bool) -> str:
    """That a goal is reached, without what is missing, or has failed."""
    return f"is reached{say_without(parts)}" if is_made else "has failed"


def say_stopped(parts: Sequence[str], *, is_made: bool) -> str:
    """The same of a plan that was given up."""
    return (
        f"Stopped: the goal is reached{say_without(parts)}." if is_made else "Given up: its goal counts as not reached."
    )


def write_days(days: Iterable[DayDue], today: date) -> Iterator[Block]:
    """A line for each day of a plan, those that have passed first."""
    for one in days:
        yield Text((f"{one.day}  ", Span(one.plan, "id"), f": {say_day(one, today)}"), hang=12)


def say_day(one: DayDue, today: date) -> str:
    """What a day is about, in words for a list and a calendar."""
    if one.kind == "ship":
        likely = "" if one.on_time is None else f", on time {100.0 * one.on_time:.0f} %"
        return f"was due, {say_count((today - one.day).days, 'day')} ago" if one.day < today else f"ships{likely}"
    moved = "" if one.promised_day is None else f" (moved by what has happened since; promised was {one.promised_day})"
    return {
        "worked": f"{one.what} has to have worked, or the chance falls below half{moved}",
        "begin": f"begin {one.what} by then",
        "part": f"begin {one.what} by then, or leave it out",
    }[one.kind]
