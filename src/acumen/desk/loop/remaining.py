"""What is left of steps under way: as `next` has it where the plan can be solved in passing, else as it was said.

One step has one patience and one chance, whoever is asked. So what is shown beside a status or a `spend` comes from the advice
itself, by what the record has made of it; where that would take long it is what was said, and called so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from acumen.desk.book import Book
from acumen.desk.extras import beside
from acumen.desk.loop.advice import advise, news, recollect
from acumen.desk.loop.promise import to_keep
from acumen.desk.plans.capacity import is_dated
from acumen.desk.plans.conditioning import left_of as left_by_saying
from acumen.desk.state.current_plan import Chosen, going
from acumen.history import actions
from acumen.records import Record

if TYPE_CHECKING:
    from acumen.results.plans import Answer, Remaining

N_QUICK = 12  # actions of a plan that is solved in passing, within a tenth of a second


def ask_in_passing(book: Book, chosen: Chosen, *, is_long: bool = False) -> Answer | None:
    """The advice where a step is under way or a date counts; None elsewhere, and of a big plan that need not be solved.

    `is_long`: solve it however big it is.
    """
    if not (chosen.state.under_way or is_dated(chosen.plan)) or not (is_long or len(actions(chosen.plan)) <= N_QUICK):
        return None
    return beside(
        "What is left", lambda: advise(chosen, learned=recollect(book)[0], today=book.now.date()).answer, otherwise=None
    )[0]


def first_words(book: Book, chosen: Chosen) -> list[Record]:
    """What acumen says of the goal, as the first of its forecasts, and what it promises of the date, if one counts.

    Of a plan too big for that, the first advice is it.
    """
    if len(actions(chosen.plan)) > N_QUICK:
        return []
    advice = beside(
        "What becomes of the goal",
        lambda: advise(chosen, learned=recollect(book)[0], today=book.now.date()),
        otherwise=None,
    )[0]
    if advice is None:
        return []
    record = news(chosen, advice)
    return [*([] if record is None else [record]), *to_keep(advice.answer, chosen)]


def left_of(chosen: Chosen, step: str, answer: Answer | None) -> tuple[Remaining | None, bool]:
    """Chance and hours left and how long it deserves, and whether by the advice of now; else by what was last said of it.

    None for a bet by hypotheses where there is no advice, and of what has ended.
    """
    past = chosen.step(step)
    if not past.is_under_way:
        return None, False
    found = None if answer is None else next((left for left in answer.under_way if left.id == step), None)
    if found is not None:
        return found, True
    left = left_by_saying(past.id, going(past))
    return (
        None if left is None else msgspec.structs.replace(left, patience_hours=past.sayings[-1].patience_hours)
    ), False
