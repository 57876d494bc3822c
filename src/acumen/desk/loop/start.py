"""Start: work on a step begins, and with it a bet on its chance and hours; while it is under way, a fresh bet on the rest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from acumen.borders.signs import as_named
from acumen.desk.book import Book
from acumen.desk.extras import beside
from acumen.desk.loop.advice import Advice, advise, news, own_range, recollect, shown_patience
from acumen.desk.loop.stop import refuse_ended
from acumen.desk.plans.progress import Going
from acumen.desk.state.current_plan import Chosen, choose, choose_step, progress_of, refuse_earlier, unmet_needs
from acumen.errors import UsageError
from acumen.history import PlanState, StepPast
from acumen.inputs.days import read_on
from acumen.inputs.step_bets import to_chance, to_hours
from acumen.readings.misread import listed
from acumen.records import Hours, Probe, Step, StepStarted
from acumen.results.loop import Started
from acumen.results.plans import Answer, OwnRange

if TYPE_CHECKING:
    from acumen.desk.calibration.fit import Learned


class Bet(msgspec.Struct, frozen=True, kw_only=True):
    """What a person says at a start, where it is not what the plan says."""

    chance: float | None
    hours: Hours | None
    fails: Hours | None

    @property
    def is_whole(self) -> bool:
        """Whether chance and hours are both said."""
        return self.chance is not None and self.hours is not None


def start(
    book: Book,
    step: str | None = None,
    *,
    plan: str | None = None,
    chance: str | float | None = None,
    hours: str | float | Hours | None = None,
    fails: str | float | Hours | None = None,
    on: str | date | datetime | None = None,
) -> Started:
    """Begin a step (the advised one unless given), at the plan's chance and hours unless others are said.

    While it is under way `chance` and `hours` are both needed, and speak of what remains. Raises UsageError.

    >>> started = acumen.start(book, 'hand-over', chance='80%')
    >>> started.step, started.said_chance
    ('hand-over', 0.8)
    """
    said = Bet(chance=to_chance(chance), hours=to_hours(hours), fails=to_hours(fails, "fails"))
    at = read_on(on, now=book.now)
    return book.transact(lambda: _start(book, step, plan, said, at))


def _start(book: Book, step: str | None, plan: str | None, said: Bet, at: datetime) -> Started:
    chosen = choose(book, plan, step=step, is_under_way=step is None and said.is_whole, has=_to_begin(step, said))
    if chosen.state.stopped is not None:
        refuse_ended(chosen, book)
    learned, untaught = recollect(book)
    today = book.now.date()
    advice, notes = _advice(chosen, learned, today)
    answer = None if advice is None else advice.answer
    if step is None:
        step = choose_step(chosen, None) if said.is_whole and chosen.state.under_way else _advised(chosen, answer)
    step = choose_step(chosen, step)
    past, action = chosen.step(step), chosen.action(step)
    _refuse_ended(past)
    refuse_earlier(past, at)
    if action is None:
        raise UsageError(f"`{step}` is no longer in the plan", hint="put it back into the file and adopt it again")
    going = _anew(chosen, past, said) if past.is_under_way else _first(chosen, action, said)
    then, more = _advice(chosen, learned, today, (action.id, going))
    after = None if then is None else then.answer
    record = _record(chosen, action, going, is_anew=past.is_under_way, after=after)
    given = None if advice is None else news(chosen, advice)
    records, moments = ((record,), (at,)) if given is None else ((given, record), (book.now, at))
    ids = book.write(*records, happened_at=moments)
    return Started(
        id=ids[-1],
        plan=chosen.plan.plan,
        step=step,
        title=action.title,
        is_probe=isinstance(action, Probe),
        said_chance=going.chance,
        said_hours=going.hours,
        said_fails_hours=going.fails,
        is_anew=record.is_anew,
        patience_hours=record.patience_hours,
        left=None if after is None else next((left for left in after.under_way if left.id == step), None),
        own_range=_own_range(then, step),
        n_under_way=len({step, *(one.id for one in chosen.state.under_way)}),
        advised=None if answer is None else answer.next,
        notes=tuple(dict.fromkeys((*untaught, *notes, *more))),
        others=chosen.others,
        named=chosen.named,
    )


def _to_begin(step: str | None, said: Bet) -> Callable[[PlanState], bool] | None:
    """Of several plans that have a step of this name, where it is not begun: without a whole bet it can't be said anew."""
    if step is None or said.is_whole:
        return None

    def is_to_begin(state: PlanState) -> bool:
        name = as_named(step, [past.id for past in state.steps])
        return any(past.id == name and past.started_at is None for past in state.steps)

    return is_to_begin


def _record(chosen: Chosen, action: Step | Probe, going: Going, *, is_anew: bool, after: Answer | None) -> StepStarted:
    """The bet as it is written down, with the patience that is shown."""
    return StepStarted(
        plan=chosen.state.id,
        step=action.id,
        chance=going.chance,
        hours=going.hours,
        fails=going.fails,
        domain=action.domain,
        patience_hours=None if after is None else shown_patience(after, action.id),
        is_anew=is_anew,
    )


def _advice(
    chosen: Chosen, learned: Learned | None, today: date, starting: tuple[str, Going] | None = None
) -> tuple[Advice | None, tuple[str, ...]]:
    """The advice, or why there is none: a plan that can't be solved can be worked on all the same."""
    ask = partial(advise, chosen, learned=learned, starting=starting, today=today)
    return beside("The patience", ask, otherwise=None)  # too big, or what was seen can't come about


def _own_range(advice: Advice | None, step: str) -> OwnRange | None:
    """Where the record has shortened its patience to below one's own range."""
    if advice is None or advice.said is None or advice.meant is None:
        return None
    return own_range(advice.answer, advice.said, advice.meant, step)


def _advised(chosen: Chosen, answer: Answer | None) -> str:
    """The step that the advice starts with."""
    if answer is None:
        raise UsageError(
            "which step? The plan can't be solved, so none is advised",
            hint=f"name it: acumen start STEP{chosen.option}",
        )
    if answer.goal is not None:
        raise UsageError(
            f"nothing is left to start: the goal has {'been reached' if answer.goal else 'failed'}",
            hint="edit the plan and adopt it again if there is more to do",
        )
    late = [left.id for left in answer.under_way if left.is_overdue]
    if answer.next == "stop" and late:
        raise UsageError(
            f"{listed(late)} has had its hours, and nothing else is worth starting",
            hint=f"acumen next{chosen.option} says what would make going on worth it; or leave it: "
            f"acumen done {late[0]} --left{chosen.option}",
        )
    if answer.next == "stop":
        raise UsageError("the advice is to stop, so no step is advised", hint="name one to start it all the same")
    if chosen.step(answer.next).is_under_way:
        raise UsageError(
            f"`{answer.next}`, which is advised, is under way",
            hint=f"acumen done{chosen.beside(answer.next)} when it has ended; name another step to start it; "
            f"{_anew_command(chosen, answer.next)}",
        )
    return answer.next


def _anew_command(chosen: Chosen, step: str) -> str:
    return f"to bet anew on what remains: acumen start {step} --chance 40% --hours '2 to 6'{chosen.option}"


def _refuse_ended(past: StepPast) -> None:
    if past.ended is not None:
        raise UsageError(
            f"`{past.id}` has ended ({past.ended}), and a step is attempted once",
            hint=f"if that was a slip: acumen undo {(past.end_id or '')[:8]}; for another attempt add a step to the plan",
        )


def _first(chosen: Chosen, action: Step | Probe, said: Bet) -> Going:
    unmet = unmet_needs(chosen, action)
    if unmet:
        raise UsageError(
            f"`{action.id}` needs {listed(unmet)}, which has not succeeded",
            hint="end that first, or take it out of the `needs` of the plan and adopt it again",
        )
    planned = action.chance if isinstance(action, Step) else action.positive
    hours = action.hours if said.hours is None else said.hours
    fails = said.fails
    if fails is None and isinstance(action, Step) and said.hours is None:
        fails = action.fails
    return Going(chance=planned if said.chance is None else said.chance, hours=hours, fails=fails, is_told=False)


def _anew(chosen: Chosen, past: StepPast, said: Bet) -> Going:
    """A fresh bet on the rest."""
    if said.chance is None or said.hours is None:
        missing = "a chance and hours" if said.chance is None and said.hours is None else "both a chance and hours"
        raise UsageError(
            f"`{past.id}` is under way; expected {missing} for what remains", hint=_anew_command(chosen, past.id)
        )
    return progress_of(chosen.state).under_way[past.id].anew(said.chance, said.hours, said.fails)
