"""Since: the date of an adopted plan as the record had it on an earlier day, beside now; and a new promise of it."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from acumen.desk.book import Book
from acumen.desk.dates.since import compare
from acumen.desk.loop.advice import advise, recollect
from acumen.desk.loop.promise import baseline_of
from acumen.desk.plans.capacity import with_own_hours
from acumen.desk.state.current_plan import Chosen, believed_plan, choose, progress_of
from acumen.errors import UsageError
from acumen.history import PlanState, plan_as_of
from acumen.inputs.days import in_zone, read_on
from acumen.results.dates import ShipDate, SinceThen

ADOPTION = "adoption"


def since(book: Book, plan: str | None, day: str, told: ShipDate) -> SinceThen:
    """What has changed the chance of the date since a day, or since `adoption`."""
    chosen = choose(book, plan)
    at = in_zone(chosen.state.adopted_at, book.now.tzinfo)
    if day.strip().casefold() != ADOPTION:
        asked = read_on(day, now=book.now)
        if asked.date() < at.date():
            raise UsageError(f"expected a day from the adoption on, found {day}", hint="acumen ship --since adoption")
        at = max(at, asked)
    state = _as_of(book, chosen, at)
    return compare(
        (with_own_hours(believed_plan(state), chosen.own), progress_of(state), at.date()),
        (chosen.believed, progress_of(chosen.state), book.now.date()),
        spent_hours=max(0.0, _hours(chosen.state) - _hours(state)),
        current=told.on_time,
    )


def promise(book: Book, plan: str | None = None) -> str:
    """Write down the chance of the date as it is now, as what is promised from now on; its id."""

    def write() -> str:
        chosen = choose(book, plan)
        advice = advise(chosen, learned=recollect(book)[0], today=book.now.date())
        record = baseline_of(advice.answer, chosen, is_asked=True)
        if record is None:
            raise UsageError(
                f"no date of {chosen.plan.plan} counts", hint=f"acumen next --plan {chosen.plan.plan} says why"
            )
        return book.write(record)[0]

    return book.transact(write)


def _as_of(book: Book, chosen: Chosen, at: datetime) -> PlanState:
    history = book.recall("plans", "marks")
    state = plan_as_of(history.plans, history.marks, chosen.state.id, at.astimezone(UTC))
    return state if state is not None else msgspec.structs.replace(chosen.state, steps=())


def _hours(state: PlanState) -> float:
    return sum(past.hours or 0.0 for past in state.steps)
