"""Done: how a step or a probe ended, after how many hours in all; and what comes next."""

from datetime import date, datetime
from typing import get_args

from acumen.desk.book import Book
from acumen.desk.extras import beside
from acumen.desk.loop.advice import advise, note, recollect
from acumen.desk.state.current_plan import Chosen, choose, choose_step, refuse_earlier
from acumen.errors import UsageError
from acumen.history import StepPast
from acumen.history.steps import ROUNDING_HOURS, EndedHow
from acumen.inputs.days import read_on
from acumen.inputs.step_bets import to_figure
from acumen.records import Probe, StepEnded
from acumen.results.loop import Done
from acumen.results.plans import Answer

OF_A_STEP, OF_A_PROBE = ("succeeded", "failed", "left"), ("positive", "negative", "left")


def done(
    book: Book,
    ended: EndedHow,
    step: str | None = None,
    *,
    plan: str | None = None,
    hours: str | float | None = None,
    on: str | date | datetime | None = None,
) -> Done:
    """Write down how a step (the one under way unless given) ended; `hours` in all, those told by `spend` unless given.

    Raises UsageError.

    >>> ended = acumen.done(book, 'succeeded', hours=30)
    >>> ended.step, ended.ended, ended.total_hours
    ('write-up', 'succeeded', 30.0)
    """
    if ended not in get_args(EndedHow):
        raise UsageError(
            f"expected one of {', '.join(get_args(EndedHow))}, found {ended!r}",
            hint="say how the step ended: succeeded, failed or left",
        )
    total_hours, at = None if hours is None else to_figure(hours), read_on(on, now=book.now)
    return book.transact(lambda: _done(book, ended, step, plan, total_hours, at))


def _done(
    book: Book, ended: EndedHow, step: str | None, plan: str | None, total_hours: float | None, at: datetime
) -> Done:
    chosen = choose(book, plan, step=step, is_under_way=step is None)
    step = choose_step(chosen, step)
    past = chosen.step(step)
    _refuse(chosen, past, ended, total_hours, at)
    record = StepEnded(plan=chosen.state.id, step=step, ended=ended, hours=total_hours)
    (id_,) = book.write(record, happened_at=at)
    answer, notes = _what_next(book, chosen.state.id)
    if not past.sayings:
        notes = ("It was never started, so nothing was said of it before: it ends without a forecast.", *notes)
    first = past.sayings[0] if past.sayings else None
    return Done(
        id=id_,
        plan=chosen.plan.plan,
        step=step,
        ended=ended,
        total_hours=past.hours if total_hours is None else total_hours,
        said_chance=None if first is None else first.chance,
        said_hours=None if first is None else first.hours,
        answer=answer,
        notes=notes,
        others=chosen.others,
        named=chosen.named,
    )


def _refuse(chosen: Chosen, past: StepPast, ended: EndedHow, hours: float | None, at: datetime) -> None:
    """UsageError for an end that history would not let count."""
    if past.ended is not None:
        hint = f"if that was a slip: acumen undo {(past.end_id or '')[:8]}"
        raise UsageError(f"`{past.id}` has ended already ({past.ended})", hint=hint)
    action = chosen.action(past.id)
    ways = OF_A_PROBE if isinstance(action, Probe) else OF_A_STEP
    if action is not None and ended not in ways:
        what = "probe" if isinstance(action, Probe) else "step"
        hint = "say " + ", ".join(f"--{way}" for way in ways)
        raise UsageError(f"expected a way for the {what} `{past.id}` to end, found {ended}", hint=hint)
    if hours is not None and past.hours is not None and hours < past.hours - ROUNDING_HOURS:
        raise UsageError(
            f"expected the hours in all, at least the {past.hours:g} h told so far, found {hours:g}",
            hint="--hours is the total; undo a `spend` that was a slip",
        )
    refuse_earlier(past, at)


def _what_next(book: Book, plan: str) -> tuple[Answer | None, tuple[str, ...]]:
    """The advice from here on, kept as it is shown."""
    chosen = choose(book, plan)
    learned, notes = recollect(book)
    advice, more = beside(
        "What comes next", lambda: advise(chosen, learned=learned, today=book.now.date()), otherwise=None
    )
    if advice is None:  # too big, or what was seen can't come about
        return None, (*notes, *more)
    note(book, chosen, advice)
    return advice.answer, notes
