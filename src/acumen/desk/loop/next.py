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
from acumen.desk.loop.overruns import find_swamps
from acumen.desk.loop.stop import refuse_resting
from acumen.desk.plans.overdue import find_overdue
from acumen.desk.plans.solve import Limits
from acumen.desk.state.current_plan import Chosen, choose, progress_of
from acumen.readings.misread import listed
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
    worth: float | None = None,
    limits: Limits | None = None,
    as_said: bool = False,
) -> Next:
    """What to do now; `plan`: a slug or id where several are adopted. Kept as advice given when it changes.

    The plan is corrected by what one's record has earned, unless it is to be taken `as_said`. Advice at another worth, for
    another objective, as said or without a source is an answer to a question in thought, and not kept.
    """
    chosen = choose(book, plan)
    refuse_resting(chosen, book, is_named=plan is not None)
    learned, notes = (None, ()) if as_said else recollect(book)
    advice = advise(chosen, learned=learned, objective=objective, worth=worth, limits=limits)
    swamps, more = beside(
        "Which step has outlived its patience", lambda: find_swamps(chosen, advice.answer), otherwise=()
    )
    advice = replace(advice, answer=noted(advice.answer, (*notes, *more)))
    if plan is None:
        advice = replace(advice, answer=_name_others(advice.answer, chosen))
    is_asked_in_thought = objective != "net" or worth is not None or limits is not None or as_said or book.without
    overdue, untold = _overdue(chosen, advice, limits)
    advice = replace(advice, answer=noted(advice.answer, untold))
    kept = None if is_asked_in_thought else note(book, chosen, advice)
    found = Next(
        id=chosen.state.id,
        answer=advice.answer,
        noted=kept,
        problems=chosen.state.problems,
        said=advice.said,
        overdue=overdue,
        others=chosen.others,
        named=chosen.named,
        swamps=swamps,
        origins=Origins() if as_said else find_origins(book, None if learned is None else learned.origins),
    )
    if advice.meant is None or learned is None:
        return found
    return _beside_record(found, chosen, advice.meant, learned)


def _beside_record(found: Next, chosen: Chosen, meant: MeantPlan, learned: Learned) -> Next:
    """With every step said and meant, and what the advice comes to as misses go together."""
    from acumen.desk.calibration.correlated_errors import draw_together  # noqa: PLC0415 -- needed only where something was earned

    answer = found.answer
    is_drawn = answer.objective == "net" and answer.goal is None
    together, notes = beside(
        "What the advice comes to as your misses go together",
        lambda: draw_together(chosen.believed, meant, learned, answer) if is_drawn else None,
        otherwise=None,
    )
    return msgspec.structs.replace(
        found,
        answer=noted(answer, notes),
        meant=meant.steps,
        together=together,
        n_chances=learned.chances.n,
        n_hours=learned.hours.n,
    )


def _overdue(chosen: Chosen, advice: Advice, limits: Limits | None) -> tuple[tuple[Overdue, ...], tuple[str, ...]]:
    """What would make going on with a step worth it, by the figures that the advice takes."""
    if advice.answer.goal is not None or not any(left.is_overdue for left in advice.answer.under_way):
        return (), ()
    plan = chosen.believed if advice.meant is None else advice.meant.plan
    progress = (None if advice.meant is None else advice.meant.progress) or progress_of(chosen.state)
    find = partial(find_overdue, plan, progress, advice.answer, limits=limits)
    return beside("What would make going on worth it", find, otherwise=())


def _name_others(answer: Answer, chosen: Chosen) -> Answer:
    """The answer with a note on which plan it is about, where others are open as well."""
    if not chosen.others:
        return answer
    others = f"{listed(chosen.others)} {'is' if len(chosen.others) == 1 else 'are'} adopted too (--plan NAME)"
    return msgspec.structs.replace(answer, notes=(*answer.notes, f"This is about {chosen.plan.plan}; {others}."))
