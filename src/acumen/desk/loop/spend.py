"""Spend: so many further hours went into a step under way."""

import math
from datetime import date, datetime

from acumen.desk.book import Book
from acumen.desk.loop.remaining import ask_in_passing, left_of
from acumen.desk.state.current_plan import choose, choose_step
from acumen.errors import UsageError
from acumen.history import StepPast
from acumen.inputs.days import in_zone, read_on
from acumen.inputs.step_bets import to_figure
from acumen.records import Interval, TimeSpent
from acumen.results.loop import Spent

MUCH = 2.0  # times the upper end that was said, told at once: mistyped more often than not


def spend(
    book: Book,
    hours: str | float,
    step: str | None = None,
    *,
    plan: str | None = None,
    on: str | date | datetime | None = None,
) -> Spent:
    """Tell of so many further hours spent on a step (the one under way unless given). Raises UsageError.

    >>> acumen.spend(book, '3.5 h').step
    'write-up'
    """
    figure, at = to_figure(hours), read_on(on, now=book.now)
    return book.transact(lambda: _spend(book, figure, step, plan, at))


def _most_hours(past: StepPast) -> float:
    """The upper end of what was last said of a step."""
    hours = past.sayings[-1].hours if past.sayings else math.inf
    return hours.high_hours if isinstance(hours, Interval) else hours


def _spend(book: Book, figure: float, step: str | None, plan: str | None, at: datetime) -> Spent:
    chosen = choose(book, plan, step=step, is_under_way=step is None)
    step = choose_step(chosen, step)
    past = chosen.step(step)
    if past.ended is not None:
        raise UsageError(
            f"`{step}` has ended ({past.ended})",
            hint=f"to mend its hours: acumen undo {(past.end_id or '')[:8]}, then "
            f"acumen done {step}{chosen.option} … --hours TOTAL",
        )
    if past.started_at is None:
        raise UsageError(f"`{step}` is not under way", hint=f"start it first: acumen start {step}{chosen.option}")
    if at < past.started_at:
        raise UsageError(
            f"`{step}` was started after that, on {in_zone(past.started_at, book.now.tzinfo):%Y-%m-%d %H:%M}",
            hint="leave --on out",
        )
    (id_,) = book.write(TimeSpent(plan=chosen.state.id, step=step, hours=figure), happened_at=at)
    total_hours = (past.hours or 0.0) + figure
    now = choose(book, chosen.state.id)
    left, is_of_now = left_of(now, step, ask_in_passing(book, now))
    return Spent(
        id=id_,
        plan=chosen.plan.plan,
        step=step,
        added_hours=figure,
        total_hours=total_hours,
        left=left,
        is_as_said=not is_of_now,
        is_much=figure > MUCH * _most_hours(past),
        others=chosen.others,
        named=chosen.named,
    )
