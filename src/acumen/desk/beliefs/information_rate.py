"""Rate: bits an hour that were actually gained over the last weeks, about hypotheses and about goals.

Gained is how far the entropy fell, within each version of a plan: what an edit changed was not learnt. Of hypotheses it is the
entropy of all of them together, by all that was seen; of a goal that of its chance in the advice that was kept, and 0
once it is known. Advice to stop is a decision and tells nothing. A surprise costs bits, and the sum may be below 0.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import msgspec

from acumen.desk.book import Book
from acumen.desk.state.belief_history import weigh_all
from acumen.desk.state.current_plan import ADOPT, choose, is_reached
from acumen.errors import UnsolvableError, UsageError
from acumen.history import PlanState, plan_slugs, plan_state
from acumen.history.entry import Order, Said, order
from acumen.history.plans import PlanFacts, facts_until
from acumen.judgment.evidence import entropy_bits
from acumen.records import AdviceGiven
from acumen.results.beliefs import InformationRates, PlanRate

MAX_WEEKS = 520


class _Span(msgspec.Struct, frozen=True, kw_only=True):
    """A version of a plan from `start` on, at its beginning or that of the window (`since`), and at its end."""

    before: PlanState
    after: PlanState
    start: Order
    since: Order
    advice: tuple[tuple[Order, AdviceGiven], ...]  # until its end


def rate(book: Book, plan: str | None = None, *, weeks: int = 4) -> InformationRates:
    """Bits an hour that were gained over the last `weeks`; in all plans, or in `plan`, a slug or id.

    >>> acumen.evidence_rate(book, weeks=12).weeks
    12
    """
    if not 1 <= weeks <= MAX_WEEKS:
        raise UsageError(f"expected 1 to {MAX_WEEKS} weeks, found {weeks}", hint="name another number: --weeks 4")
    history = book.recall("plans", "marks")
    slugs = plan_slugs(history.plans, history.marks)
    if not slugs:
        raise UsageError("no plan is adopted", hint=ADOPT)
    ids = list(slugs) if plan is None else [choose(book, plan).state.id]
    since: Order = (book.now - timedelta(weeks=weeks), "", 0, "")
    found, n_unread = list[PlanRate](), 0
    for id_ in ids:
        try:
            one = _rate(id_, slugs[id_], history.plans.by_id[id_], history.marks.corrected(), since)
        except (UsageError, UnsolvableError):
            n_unread += 1
            continue
        found += [one] if one.n or one.total_hours > 0.0 else []
    goals = [one.goal_bits for one in found if one.goal_bits is not None]
    return InformationRates(
        weeks=weeks,
        plans=tuple(sorted(found, key=lambda one: -one.total_hours)),
        all=_plan_rate(
            "all",
            sum(one.total_hours for one in found),
            sum(one.n for one in found),
            sum(one.bits for one in found),
            sum(goals) if goals else None,
        ),
        n_unread=n_unread,
    )


def _plan_rate(plan: str, hours: float, n: int, bits: float, goal_bits: float | None) -> PlanRate:
    return PlanRate(
        plan=plan,
        total_hours=hours,
        n=n,
        bits=bits,
        bits_per_hour=bits / hours if hours > 0.0 else None,
        goal_bits=goal_bits,
        goal_bits_per_hour=goal_bits / hours if goal_bits is not None and hours > 0.0 else None,
    )


def _rate(id_: str, slug: str, facts: PlanFacts, corrected: frozenset[str], since: Order) -> PlanRate:
    """The sum over the versions of the plan, each from where it, or the window, began."""
    hours, bits, goals = 0.0, 0.0, list[float]()
    for span in _spans(id_, facts, corrected, since):
        hours += _hours(span.after) - _hours(span.before)
        bits += weigh_all(span.before).entropy_bits - weigh_all(span.after).entropy_bits
        goals += _goal_bits(span)
    told: list[Said[Any]] = [*facts.ends, *facts.evidence, *facts.checks]
    n = sum(order(said) >= since and said.id not in corrected for said in told)
    return _plan_rate(slug, hours, n, bits, sum(goals) if goals else None)


def _spans(id_: str, facts: PlanFacts, corrected: frozenset[str], since: Order) -> Iterator[_Span]:
    """Each version of the plan, as far as it lies in the window."""
    if facts.adopted is None:
        return
    revisions = [said for said in facts.revisions if said.id not in corrected]
    starts = sorted([order(facts.adopted), *(order(said) for said in revisions)])
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        if end is not None and end < since:
            continue
        there = facts if end is None else facts_until(facts, end, is_with=False)
        before = plan_state(id_, facts_until(facts, max(start, since)), corrected)
        after = plan_state(id_, there, corrected)
        if before is not None and after is not None:
            advice = [(order(said), said.record) for said in there.advice if said.id not in corrected]
            yield _Span(before=before, after=after, start=start, since=since, advice=tuple(advice))


def _hours(state: PlanState) -> float:
    return sum(past.hours or 0.0 for past in state.steps)


def _goal_bits(span: _Span) -> Iterator[float]:
    """How far the entropy of the goal fell, by the advice of this version; nothing where none was kept."""
    if is_reached(span.before) is not None:
        return
    told = sorted(span.advice, key=lambda pair: pair[0])
    chances = [
        (place, record.chance)
        for place, record in told
        if place >= span.start and record.next != "stop" and record.chance is not None
    ]
    if not chances:
        return
    first = [chance for place, chance in chances if place < span.since] or [chances[0][1]]
    goal = is_reached(span.after)
    yield _entropy(first[-1]) - _entropy(chances[-1][1] if goal is None else float(goal))


def _entropy(chance: float) -> float:
    return entropy_bits((chance, 1.0 - chance))
