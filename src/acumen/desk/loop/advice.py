"""The advice for an adopted plan as it stands, and its record, made when it changes or is acted on."""

import acumen
from acumen.desk.keeping.book import Book
from acumen.desk.loop.plans import Chosen, progress_of
from acumen.desk.planning.answer import Answer, Objective
from acumen.desk.planning.progress import Going, Progress
from acumen.desk.planning.solve import Limits, solve
from acumen.errors import LedgerError
from acumen.records import AdviceGiven

N_DIGITS = 3  # of a patience: what is shown the same is the same advice


def advise(
    chosen: Chosen,
    *,
    objective: Objective = "net",
    worth: float | None = None,
    limits: Limits | None = None,
    starting: tuple[str, Going] | None = None,
) -> Answer:
    """What to do next in the plan as it stands; `starting`: as if that step were under way by those figures.

    Raises UnsolvableError where the plan can't be solved.
    """
    progress = progress_of(chosen.state)
    if starting is not None:
        step, going = starting
        progress = Progress(ended=progress.ended, under_way={**progress.under_way, step: going})
    return solve(chosen.plan, objective=objective, worth=worth, limits=limits, progress=progress)


def shown_patience(answer: Answer, step: str) -> float | None:
    """How long a step deserves, counted from its start: None where it is to be carried through or nothing is known."""
    for left in answer.under_way:
        if left.id == step:
            return left.patience_hours
    return next((entry.patience for entry in answer.ranked if entry.id == step), None)


def news(chosen: Chosen, answer: Answer) -> AdviceGiven | None:
    """The advice as a record, unless the last that was kept says the same.

    Nor is there advice to keep while a step under way has failed by what was said of it: first that has to be settled.
    """
    if any(left.is_over and left.is_open_ended for left in answer.under_way):
        return None
    record = _record(chosen, answer)
    last = chosen.state.advice
    return None if last is not None and _sense(last.record) == _sense(record) else record


def note(book: Book, chosen: Chosen, answer: Answer) -> str | None:
    """Keep the advice where it is news; its id then. A ledger that can't be written keeps nothing: asking needs no right to."""
    record = news(chosen, answer)
    if record is None:
        return None
    try:
        (id_,) = book.write(record)
    except LedgerError:
        return None
    return id_


def _record(chosen: Chosen, answer: Answer) -> AdviceGiven:
    return AdviceGiven(
        plan=chosen.state.id,
        next=answer.next,
        position=chosen.head.position,
        hash=chosen.head.hash.hex(),
        acumen=acumen.__version__,
        patience_hours=shown_patience(answer, answer.next),
        value=answer.value,
        lower=answer.lower,
        upper=answer.upper,
        status=answer.status,
        chance=answer.chance,
        hours=answer.hours,
        worth=answer.worth,
    )


def _sense(record: AdviceGiven) -> tuple[object, ...]:
    """What makes advice another: what to do and for how long, at which worth."""
    hours = record.patience_hours
    patience = None if hours is None else float(f"{hours:.{N_DIGITS}g}")
    return record.next, patience, record.worth
