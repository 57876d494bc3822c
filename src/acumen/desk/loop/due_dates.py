"""Due: questions to be settled, and days of the plans that are followed: what ships, what has to be begun or to have worked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from acumen.desk.book import Book
from acumen.desk.elicitation.due import N_DAYS, due_questions
from acumen.history import open_plans, plan_states
from acumen.results.dates import DateCounted, DayDue
from acumen.results.forecasts import Due

if TYPE_CHECKING:  # a ledger without dated plans is answered without solving any
    from acumen.desk.state.current_plan import Chosen


def due(book: Book, *, within_days: int = N_DAYS, person: str | None = None) -> Due:
    """What can be settled or soon will be, as `person` sees it, the ledger's owner unless given; and days of plans near.

    >>> [one.claim for one in acumen.due(book, within_days=4).near]
    ['The baseline is within a point of the paper', 'The nightly job ends before eight']
    """
    found = due_questions(book, within_days=within_days, person=person)
    today = book.now.date()
    last = today + timedelta(days=min(within_days, (date.max - today).days))
    return msgspec.structs.replace(found, dates=tuple(day for day in days_of_plans(book) if day.day <= last))


def days_of_plans(book: Book) -> tuple[DayDue, ...]:
    """Days that matter of every plan that is followed and has a date, the first first."""
    history = book.recall("plans", "marks")
    open_ids = open_plans(history.plans, history.marks, now=book.now)
    states = plan_states(history.plans, history.marks, ids=open_ids)
    found: list[DayDue] = []
    for state in states:
        if state.plan.ship is not None:
            from acumen.desk.state.current_plan import choose  # noqa: PLC0415 -- solves

            found += _days(book, choose(book, state.id), state.plan.ship)
    return tuple(sorted(found, key=lambda one: (one.day, one.plan, one.kind, one.what or "")))


def _days(book: Book, chosen: Chosen, ship: date) -> list[DayDue]:
    from acumen.desk.loop.remaining import ask_in_passing  # noqa: PLC0415 -- solves
    from acumen.desk.plans.capacity import is_dated  # noqa: PLC0415 -- the same

    answer = ask_in_passing(book, chosen) if is_dated(chosen.plan) else None
    is_settled = answer is not None and not any(left.is_overdue for left in answer.under_way)
    dated = answer.dated if answer is not None and is_settled else None  # else it is as if what is overdue were left
    whole = DayDue(
        plan=chosen.plan.plan,
        named=chosen.named,
        kind="ship",
        what=None,
        day=ship,
        on_time=None if dated is None else dated.on_time,
        adopted=chosen.state.id,
    )
    return [whole] if dated is None or answer is None else [whole, *_deciding(whole, dated, answer.next)]


def _deciding(whole: DayDue, dated: DateCounted, first: str) -> list[DayDue]:
    """Days by which something has to be decided."""
    part = msgspec.structs.replace
    found = [
        part(whole, kind="worked", what=wire.step, day=wire.by_day, promised_day=wire.promised_day)
        for wire in dated.tripwires
    ]
    if dated.begin_by is not None:
        found.append(part(whole, kind="begin", what=first, day=dated.begin_by))
    return found + [part(whole, kind="part", what=one.part, day=one.begin_by) for one in dated.part_days]
