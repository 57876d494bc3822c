"""Which of the plans that are followed pays most from where it stands."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from acumen.desk.book import Book
from acumen.desk.extras import beside
from acumen.desk.plans.conditioning import has_had_its_hours
from acumen.desk.state.current_plan import Chosen, choose, going
from acumen.desk.state.own_hours import read_own_hours
from acumen.history import actions, open_plans
from acumen.results.loop import PlanCompared

if TYPE_CHECKING:
    from acumen.results.plans import Answer

N_EASY = 16  # actions of a plan that is solved for a line
N_ASKED = 12  # plans; a count, as what is advised must not hang on how busy the machine is


def compare_plans(book: Book, ask: Callable[[Chosen], Answer]) -> tuple[tuple[Chosen, PlanCompared], ...]:
    """Every plan that is followed, the one of the best leverage (worth / break-even worth) first; nothing of a single one.

    The smallest are asked. A plan that is not asked shows the action of its last advice.
    """
    history = book.recall("plans", "marks")
    followed = open_plans(history.plans, history.marks, now=book.now)
    if len(followed) <= 1:
        return ()
    plans = [choose(book, id_) for id_ in followed]
    answers = dict[str, "Answer | None"]()
    for place, chosen in enumerate(sorted(plans, key=lambda one: len(actions(one.plan)))):
        is_easy = len(actions(chosen.plan)) <= N_EASY and place < N_ASKED
        find = partial(ask, chosen)
        answers[chosen.state.id] = beside("What a plan pays", find, otherwise=None)[0] if is_easy else None
    rows = [(chosen, _row(chosen, answers[chosen.state.id])) for chosen in plans]
    return tuple(sorted(rows, key=lambda row: -_rank(answers[row[0].state.id])))


def is_by_days(book: Book, chosen: tuple[Chosen, ...]) -> bool:
    """Whether hours for all of these plans are set and one is due on a day: `portfolio` divides them then."""
    is_due = any(one.plan.ship is not None and one.plan.ship >= book.now.date() for one in chosen)
    return is_due and read_own_hours(book, book.recall("marks").marks) is not None


def _rank(answer: Answer | None) -> float:
    """The leverage; what has none comes after what has, and what was not asked last."""
    if answer is None:
        return -2.0
    if answer.dated is not None or answer.parts:
        return (
            answer.leverage or 0.0
        )  # what is paid for each hour: by a date, or where parts have a price, there is no best
    if answer.worth is None or answer.break_even_worth is None:
        return -1.0
    return answer.worth / answer.break_even_worth if answer.break_even_worth > 0.0 else float("inf")


def _row(chosen: Chosen, answer: Answer | None) -> PlanCompared:
    given = chosen.state.advice
    if answer is None:
        late = tuple(past.id for past in chosen.state.under_way if has_had_its_hours(going(past)))
    else:
        late = tuple(left.id for left in answer.under_way if left.is_overdue)
    action = answer.next if answer is not None else None if given is None else given.record.next
    rank = _rank(answer)
    return PlanCompared(
        id=chosen.state.id,
        plan=chosen.plan.plan,
        named=chosen.named,
        next=action,
        is_under_way=any(past.id == action for past in chosen.state.under_way),
        value_per_hour=answer.value / answer.hours if answer is not None and answer.value and answer.hours else None,
        leverage=rank if 0.0 <= rank < float("inf") else None,
        overdue_steps=late,
        is_asked=answer is not None,
    )
