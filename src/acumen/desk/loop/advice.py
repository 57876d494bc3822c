"""The advice for an adopted plan as it stands, and its record, made when it changes or is acted on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from acumen.desk.book import Book
from acumen.desk.calibration.cache import learn
from acumen.desk.extras import beside
from acumen.desk.loop.promise import to_keep, with_promise
from acumen.desk.plans.capacity import notes_of_own_hours, share_of
from acumen.desk.plans.progress import Going
from acumen.desk.plans.solve import Limits, solve
from acumen.desk.state.current_plan import Chosen, progress_of
from acumen.errors import LedgerError
from acumen.pages.number_format import is_left
from acumen.records import AdviceGiven
from acumen.results.plans import Answer, Objective, OwnRange
from acumen.version import __version__

if TYPE_CHECKING:
    from acumen.desk.calibration.corrected_plan import MeantPlan
    from acumen.desk.calibration.fit import Learned

BY_RECORD = "The advice by your record"
SAME = 5e-3  # of hours: what is shown alike is no other patience
N_DIGITS = 3  # of a patience: what is shown the same is the same advice


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """The advice, `meant` by what one's record has made of the plan's figures where it has earned that.

    `said` is then the advice without it, and None where the record changes no figure. `learned` is what stands behind it.
    """

    answer: Answer
    said: Answer | None = None
    meant: MeantPlan | None = None
    learned: Learned | None = None


def recollect(book: Book) -> tuple[Learned | None, tuple[str, ...]]:
    """What one's record has taught; None, and why, where that can't be known: the plan is then taken as said."""
    return beside("What your record says of such figures", lambda: learn(book), otherwise=None)


def advise(
    chosen: Chosen,
    *,
    learned: Learned | None = None,
    objective: Objective = "net",
    worth: float | None = None,
    limits: Limits | None = None,
    starting: tuple[str, Going] | None = None,
    today: date | None = None,
) -> Advice:
    """What to do next in the plan as it stands, corrected by what was `learned`.

    `starting`: as if that step were under way by those figures; `today`: by the plan's date, seen from there.
    Raises UnsolvableError where the plan can't be solved.
    """
    progress = progress_of(chosen.state)
    if starting is not None:
        step, going = starting
        progress = msgspec.structs.replace(progress, under_way={**progress.under_way, step: going})
    plan = chosen.believed
    ask = partial(solve, objective=objective, worth=worth, limits=limits, today=today)
    said = _noting(ask(plan, progress=progress), chosen)
    if learned is None or not learned.is_earned:
        return Advice(answer=said, learned=learned)
    from acumen.desk.calibration.corrected_plan import mean  # noqa: PLC0415 -- nothing of it is needed before something is earned

    def correct() -> Advice:
        meant = mean(plan, progress, learned)
        if not meant.changed:
            return Advice(answer=said, learned=learned)
        answer = ask(meant.plan, progress=meant.progress)
        answer = _beside_said(_noting(answer, chosen), said)
        own = own_range(answer, said, meant, answer.next)
        return Advice(answer=msgspec.structs.replace(answer, own_range=own), said=said, meant=meant, learned=learned)

    advice, notes = beside(BY_RECORD, correct, otherwise=Advice(answer=said, learned=learned))
    return advice if not notes else replace(advice, answer=noted(advice.answer, notes))


def noted(answer: Answer, notes: tuple[str, ...]) -> Answer:
    """The answer with more to be said beside it."""
    return msgspec.structs.replace(answer, notes=(*answer.notes, *notes)) if notes else answer


def _noting(answer: Answer, chosen: Chosen) -> Answer:
    """With what is taken for granted about hours and the evidence."""
    if answer.goal is None:
        answer = noted(answer, notes_of_own_hours(chosen.state.plan, chosen.own))
    if answer.dated is not None:
        answer = with_promise(answer, chosen, share_of(chosen.plan))
    if not chosen.state.heard.pieces:
        return answer
    from acumen.desk.state.updating import notes_of  # noqa: PLC0415 -- not needed where nothing was seen

    return msgspec.structs.replace(answer, notes=(*answer.notes, *notes_of(chosen.plan, chosen.state.heard)))


def _beside_said(answer: Answer, said: Answer) -> Answer:
    """Steps under way by corrected figures, beside what was said of them and not beside what that has meant."""
    by_id = {left.id: left for left in said.under_way}
    under_way = tuple(
        msgspec.structs.replace(left, said_chance=by_id[left.id].said_chance, said_hours=by_id[left.id].said_hours)
        for left in answer.under_way
    )
    return msgspec.structs.replace(answer, under_way=under_way)


def shown_patience(answer: Answer, step: str) -> float | None:
    """How long a step deserves, counted from its start: None where it is to be carried through or nothing is known."""
    for left in answer.under_way:
        if left.id == step:
            return left.patience_hours
    entry = next((entry for entry in answer.ranked if entry.id == step), None)
    if entry is None or (entry.patience_hours and not is_left(entry.leave_chance)):
        return None
    return entry.patience_hours


def own_range(answer: Answer, said: Answer, meant: MeantPlan, step: str) -> OwnRange | None:
    """Where the record lets a step be left before the end of one's own range, and sooner than without it; else None."""
    found = next((ends for id_, *ends in meant.ranges if id_ == step), None)
    patience, as_said = shown_patience(answer, step), shown_patience(said, step)
    if found is None or patience is None:
        return None
    said_high, record_high = found
    is_sooner = as_said is None or patience < as_said * (1.0 - SAME)
    if not (is_sooner and patience < said_high * (1.0 - SAME)):
        return None
    return OwnRange(said_hours=said_high, record_hours=record_high)


def news(chosen: Chosen, advice: Advice) -> AdviceGiven | None:
    """The advice as a record, unless the last that was kept says the same.

    Nor is there advice to keep while a step under way has failed by what was said of it: first that has to be settled.
    """
    if any(left.is_overdue and left.is_open_ended for left in advice.answer.under_way):
        return None
    record = _record(chosen, advice)
    last = chosen.state.advice
    return None if last is not None and _sense(last.record) == _sense(record) else record


def note(book: Book, chosen: Chosen, advice: Advice) -> str | None:
    """Keep the advice where it is news; its id then. A ledger that can't be written keeps nothing: asking needs no right to."""
    record = news(chosen, advice)
    records = [*([] if record is None else [record]), *to_keep(advice.answer, chosen)]
    if not records:
        return None
    try:
        ids = book.write(*records)
    except LedgerError:
        return None
    return None if record is None else ids[0]


def _record(chosen: Chosen, advice: Advice) -> AdviceGiven:
    answer = advice.answer
    return AdviceGiven(
        plan=chosen.state.id,
        next=answer.next,
        position=chosen.head.position,
        hash=chosen.head.hash.hex(),
        acumen=__version__,
        patience_hours=shown_patience(answer, answer.next),
        value=answer.value,
        lower=answer.lower,
        upper=answer.upper,
        status=answer.status,
        chance=answer.chance,
        hours=answer.hours,
        worth=answer.worth,
        said_next=None if advice.said is None else advice.said.next,
        said_chance=None if advice.said is None else advice.said.chance,
        on_time=None if answer.dated is None else answer.dated.on_time,
    )


def _sense(record: AdviceGiven) -> tuple[object, ...]:
    """What makes advice another: what to do and for how long, at which worth."""
    hours = record.patience_hours
    patience = None if hours is None else float(f"{hours:.{N_DIGITS}g}")
    return record.next, patience, record.worth
