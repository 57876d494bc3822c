"""Next: what to do now in the adopted plan, given all that has happened to it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from acumen.desk.book import Book
from acumen.desk.calibration.corrected_plan import MeantPlan
from acumen.desk.calibration.origins import find_origins
from acumen.desk.extras import beside
from acumen.desk.loop.advice import Advice, advise, note, noted, recollect
from acumen.desk.loop.compare import compare_plans, is_by_days
from acumen.desk.loop.overruns import find_swamps
from acumen.desk.loop.stop import refuse_resting
from acumen.desk.plans.arguments import read_worth
from acumen.desk.plans.overdue import find_overdue
from acumen.desk.plans.solve import Limits
from acumen.desk.state.current_plan import Chosen, choose, progress_of
from acumen.results.calibration import Origins
from acumen.results.loop import Next
from acumen.results.plans import Answer, Objective, Overdue

if TYPE_CHECKING:
    from acumen.desk.calibration.fit import Learned


def next_(
    book: Book,
    plan: str | None = None,
    *,
    objective: Objective = "net",
    worth: str | float | None = None,
    limits: Limits | None = None,
    as_said: bool = False,
) -> Next:
    """What to do now; `plan`: a slug or id. Of several that are followed the one that pays most. Kept when it changes.

    The plan is corrected by what one's record has earned, unless it is to be taken `as_said`. Advice at another worth, for
    another objective, as said or without a source is an answer to a question in thought, and not kept.

    >>> advice = acumen.next_(book, 'labelling-tool')
    >>> advice.answer.next, advice.answer.status
    ('hand-over', 'exact')
    """
    worth = read_worth(worth)
    learned, notes = (None, ()) if as_said else recollect(book)
    ask = partial(advise, learned=learned, objective=objective, worth=worth, limits=limits, today=book.now.date())
    compared = compare_plans(book, lambda one: ask(one).answer) if plan is None else ()
    chosen = compared[0][0] if compared else choose(book, plan)
    refuse_resting(chosen, book, is_named=plan is not None)
    advice = ask(chosen)
    swamps, more = beside(
        "Which step has outlived its patience", lambda: find_swamps(chosen, advice.answer), otherwise=()
    )
    advice = replace(advice, answer=noted(advice.answer, (*notes, *more)))
    is_asked_in_thought = objective != "net" or worth is not None or limits is not None or as_said or book.without
    overdue, untold = _overdue(chosen, advice, limits)
    taught, untaught = _taught(chosen, advice, limits)
    advice = replace(advice, answer=noted(taught, (*untold, *untaught)))
    kept = None if is_asked_in_thought else note(book, chosen, advice)
    found = Next(
        adopted=chosen.state.id,
        answer=advice.answer,
        noted=kept,
        problems=chosen.state.problems,
        said_answer=advice.said,
        overdue=overdue,
        others=chosen.others,
        named=chosen.named,
        swamps=swamps,
        plans=tuple(row for _, row in compared),
        is_by_days=is_by_days(book, tuple(one for one, _ in compared)),
        origins=Origins() if as_said else find_origins(book, None if learned is None else learned.origins),
    )
    if advice.meant is None or learned is None:
        return found
    return _beside_record(found, chosen, advice.meant, learned)


def _beside_record(found: Next, chosen: Chosen, meant: MeantPlan, learned: Learned) -> Next:
    """With every step said and meant, and what the advice comes to as misses go together."""
    from acumen.desk.calibration.correlated_errors import draw_together  # noqa: PLC0415 -- needed only where something was earned

    answer = found.answer
    is_drawn = answer.objective == "net" and answer.goal is None and answer.dated is None
    together, notes = beside(
        "What the advice comes to as one miss brings others",
        lambda: draw_together(chosen.believed, meant, learned, answer) if is_drawn else None,
        otherwise=None,
    )
    return msgspec.structs.replace(
        found,
        answer=noted(answer, notes),
        meant_steps=meant.steps,
        together=together,
        n_chances=learned.chances.n,
        n_hours=learned.hours.n,
    )


def _taught(chosen: Chosen, advice: Advice, limits: Limits | None) -> tuple[Answer, tuple[str, ...]]:
    """The answer with what sinks the plan and what would turn it, where it is to stop, by the figures that the advice takes."""
    if advice.answer.anyway is None:
        return advice.answer, ()
    from acumen.desk.plans.turning import teach  # noqa: PLC0415 -- loads what only a stop needs

    plan = chosen.believed if advice.meant is None else advice.meant.plan
    progress = (None if advice.meant is None else advice.meant.progress) or progress_of(chosen.state)
    ask = partial(teach, advice.answer, plan, progress=progress, limits=limits)
    return beside("What would turn the advice", ask, otherwise=advice.answer)


def _overdue(chosen: Chosen, advice: Advice, limits: Limits | None) -> tuple[tuple[Overdue, ...], tuple[str, ...]]:
    """What would make going on with a step worth it, by the figures that the advice takes."""
    if advice.answer.goal is not None or not any(left.is_overdue for left in advice.answer.under_way):
        return (), ()
    plan = chosen.believed if advice.meant is None else advice.meant.plan
    progress = (None if advice.meant is None else advice.meant.progress) or progress_of(chosen.state)
    find = partial(find_overdue, plan, progress, advice.answer, limits=limits)
    return beside("What would make going on worth it", find, otherwise=())
