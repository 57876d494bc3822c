"""Stop: a plan is given up on record, or parked for a while, or resumed."""

from datetime import date, datetime
from typing import Literal

from acumen.desk.book import Book
from acumen.desk.state.current_plan import Chosen, choose, is_reached, name_of, parts_missing
from acumen.errors import UsageError
from acumen.history import PlanState, plan_slugs, plan_states
from acumen.inputs.days import in_zone, read_by, read_on
from acumen.records import PlanParked, PlanStopped
from acumen.results.loop import Stopped

How = Literal["stop", "park", "resume"]
HOWS: tuple[How, ...] = ("stop", "park", "resume")


def stop(
    book: Book,
    plan: str | None = None,
    *,
    how: How = "stop",
    why: str | None = None,
    until: str | date | datetime | None = None,
    on: str | date | datetime | None = None,
) -> Stopped:
    """Give a plan up: open-ended work under way counts as left, and its goal as not reached, unless all that must be there is.

    `acumen undo` takes that back. `how`: `park` lets it rest, `until` a day or until it is resumed; `resume` goes on with a
    parked one. Raises UsageError.

    >>> acumen.stop(book, 'labelling-tool', how='park', until='2w').how
    'park'
    """
    if how not in HOWS:
        raise UsageError(f"expected stop, park or resume, found {how!r}", hint="write one of the three")
    if until is not None and how != "park":
        raise UsageError("expected a day until when only with --park", hint="acumen stop PLAN --park --until DAY")
    at = read_on(on, now=book.now)
    rests_until = read_by(until, after=book.now, now=book.now)
    words = None if why is None else " ".join(why.split()) or None
    return book.transact(lambda: _stop(book, plan, how, words, rests_until, at))


def _stop(book: Book, plan: str | None, how: How, why: str | None, until: datetime | None, at: datetime) -> Stopped:
    chosen = _choose_parked(book) if how == "resume" and plan is None else choose(book, plan)
    refuse_ended(chosen, book)
    state = chosen.state
    if how == "resume" and not state.rests(book.now):
        raise UsageError(f"{chosen.plan.plan} is not parked", hint="acumen status shows where the plans stand")
    last = max([state.said_at, *(past.last_at for past in state.steps if past.last_at is not None)])
    if at < last:
        raise UsageError(
            f"something happened to {chosen.plan.plan} after that, on {in_zone(last, at.tzinfo):%Y-%m-%d %H:%M}",
            hint="leave --on out",
        )
    id_ = state.id
    record = (
        PlanStopped(plan=id_, why=why)
        if how == "stop"
        else PlanParked(plan=id_, until=until, is_resumed=how == "resume", why=why)
    )
    (kept,) = book.write(record, happened_at=at)
    now = choose(book, id_)
    was_going = {past.id for past in state.under_way}
    is_begun = any(past.sayings for past in state.steps)  # else nobody tried what was said of it
    told = None if state.advice is None else state.advice.record
    return Stopped(
        id=kept,
        plan=chosen.plan.plan,
        how=how,
        reason=why,
        until=until,
        left_steps=tuple(past.id for past in now.state.steps if past.id in was_going and past.ended == "left"),
        still_under_way=tuple(past.id for past in now.state.under_way),
        chance=None if told is None or not (is_begun or told.next == "stop") else told.chance,
        others=now.others,
        named=chosen.named,
        is_made=how == "stop" and is_reached(now.state) is True,
        part_ids=parts_missing(now.state),
    )


def refuse_ended(chosen: Chosen, book: Book) -> None:
    """UsageError for a plan that has been given up, or whose goal is known."""
    state = chosen.state
    if state.stopped is not None:
        day = in_zone(state.stopped.happened_at, book.now.tzinfo).date()
        raise UsageError(
            f"{chosen.plan.plan} was stopped on {day}", hint=f"to take that back: acumen undo {state.stopped.id[:8]}"
        )
    reached = is_reached(state)
    if reached is not None:
        raise UsageError(
            f"the goal of {chosen.plan.plan} {'is reached' if reached else 'has failed'} already, so it is over",
            hint="nothing needs to be written; acumen status shows the plans that go on",
        )


def refuse_resting(chosen: Chosen, book: Book, *, is_named: bool) -> None:
    """UsageError for a plan that has been given up, or that rests and was not asked about by name."""
    if chosen.state.stopped is not None:
        refuse_ended(chosen, book)
    if chosen.state.rests(book.now) and not is_named and is_reached(chosen.state) is None:
        name = chosen.named
        raise UsageError(
            f"{chosen.plan.plan}, the only plan there is, is parked",
            hint=f"go on with it: acumen stop {name} --resume; or ask all the same: acumen next --plan {name}",
        )


def _choose_parked(book: Book) -> Chosen:
    """The only plan that rests."""
    history = book.recall("plans", "marks")
    parked: list[PlanState] = [
        state for state in plan_states(history.plans, history.marks) if state.stopped is None and state.rests(book.now)
    ]
    if len(parked) == 1:
        return choose(book, parked[0].id)
    if not parked:
        raise UsageError("no plan is parked", hint="acumen status shows where the plans stand")
    slugs = plan_slugs(history.plans, history.marks)
    names = " or ".join(f"acumen stop {name_of(state.id, slugs)} --resume" for state in parked)
    raise UsageError(f"expected one parked plan, found {len(parked)}", hint=f"name it: {names}")
