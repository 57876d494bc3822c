"""How acumen's own forecasts came out: the chance and hours of the goal that its advice gave, once the goal is settled.

Of each plan the first advice (that of its adoption) counts, and every later one that was acted on: whose step was begun, or
whose stop was followed, before it said something else. A goal settles when it is reached, fails, or its plan is stopped; of a
plan that was given up before anything was begun only the advice to stop counts.
These are no forecasts of a person's, and no person's calibration has them.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from acumen.borders.doing import doing
from acumen.desk.book import Book
from acumen.desk.calibration.scores import bounded_mean
from acumen.desk.state.current_plan import is_reached
from acumen.history import PlanState, goal_truth, plan_states
from acumen.history.entry import Said, order
from acumen.history.plan_state import spell_alike
from acumen.history.plans import PlanFacts
from acumen.inputs.days import read_since
from acumen.judgment.calibration.bootstrap import Estimate, share
from acumen.judgment.scoring_rules import brier
from acumen.records import AdviceGiven
from acumen.results.calibration import AdviceForecast, AdviceScored, AdviceScores, Share

Floats = NDArray[np.float64]
OVER = ("done", "failed")  # advice of a goal that is known already


@doing("scoring what acumen said")
def score_advice(book: Book, *, since: str | None = None) -> AdviceScored:
    """What acumen said of goals that are settled, and what came of them; `since` a day on which it was said."""
    history = book.recall("plans", "marks")
    begin = read_since(since, now=book.now)
    corrected = history.marks.corrected()
    rows: list[AdviceForecast] = []
    n_open = 0
    for state in plan_states(history.plans, history.marks):
        facts = history.plans.by_id[state.id]
        facts = facts if facts.adopted is None else spell_alike(facts, facts.adopted, corrected)[0]
        reached = is_reached(state)
        found = list(_forecasts(facts, corrected, None if reached is None else _settled_at(state)))
        if state.stopped is not None and not any(past.sayings for past in state.steps):
            found = [one for one in found if one.record.next == "stop"]  # else nobody tried what it spoke of
        if reached is None:
            n_open += bool(found)
            continue
        rows += [_row(state, said, reached, is_first=at == 0) for at, said in enumerate(found)]
    rows = [row for row in rows if begin is None or row.said_at >= begin]
    rows.sort(key=lambda row: (row.said_at, row.id))
    return AdviceScored(
        now=book.now,
        n_open=n_open,
        at_adoption=_scores([row for row in rows if row.is_first]),
        acted_on=_scores([row for row in rows if not row.is_first]),
        forecasts=tuple(rows),
    )


def _forecasts(facts: PlanFacts, corrected: frozenset[str], until: datetime | None) -> Iterator[Said[AdviceGiven]]:
    """The advice that counts, in order, given before the goal was settled."""
    given = sorted((one for one in facts.advice if one.id not in corrected), key=order)
    given = [one for one in given if one.record.chance is not None and one.record.next not in OVER]
    given = [one for one in given if until is None or one.happened_at <= until]
    ends = [one.happened_at for one in given[1:]]
    for at, one in enumerate(given):
        end = ends[at] if at < len(ends) else until
        if at == 0 or _is_acted_on(facts, corrected, one, end):
            yield one


def _is_acted_on(facts: PlanFacts, corrected: frozenset[str], said: Said[AdviceGiven], end: datetime | None) -> bool:
    acts = [
        (one.id, one.happened_at)
        for one in facts.starts
        if one.record.step == said.record.next and not one.record.is_anew
    ]
    acts += [(one.id, one.happened_at) for one in facts.stops if said.record.next == "stop"]
    return any(id_ not in corrected and said.happened_at <= at and (end is None or at <= end) for id_, at in acts)


def _settled_at(state: PlanState) -> datetime:
    """When the goal became known: with the first end that decided it, or when the plan was given up."""
    ended: dict[str, bool] = {}
    for past in sorted(state.steps, key=lambda past: past.ended_at or state.adopted_at):
        if past.ended is not None and past.ended_at is not None:
            ended[past.id] = past.ended in ("succeeded", "positive")
            if goal_truth(state.plan, ended) is not None:
                return past.ended_at
    return state.adopted_at if state.stopped is None else state.stopped.happened_at


def _row(state: PlanState, said: Said[AdviceGiven], reached: bool, *, is_first: bool) -> AdviceForecast:  # noqa: FBT001 -- an outcome
    told = said.record
    chance = told.chance or 0.0
    is_told = all(past.hours is not None for past in state.steps if past.ended is not None)
    hours = sum(past.hours or 0.0 for past in state.steps)
    return AdviceForecast(
        id=said.id,
        plan=state.plan.plan,
        said_at=said.happened_at,
        next=told.next,
        chance=chance,
        said_chance=chance if told.said_chance is None else told.said_chance,
        is_reached=reached,
        is_stopped=state.stopped is not None,
        is_first=is_first,
        expected_hours=told.hours if is_first else None,
        taken_hours=hours if is_first and is_told else None,
    )


def _scores(rows: Sequence[AdviceForecast]) -> AdviceScores | None:
    """Said, came and Brier scores, by plans; None where nothing has come out."""
    if not rows:
        return None
    plans = np.unique([row.plan for row in rows], return_inverse=True)[1]
    outcomes = np.array([float(row.is_reached) for row in rows])
    said, as_said = (np.array([getattr(row, name) for row in rows]) for name in ("chance", "said_chance"))
    with_hours = [row for row in rows if row.taken_hours is not None and row.expected_hours is not None]
    return AdviceScores(
        n=len(rows),
        n_plans=int(plans.max()) + 1,
        said=float(said.mean()),
        as_said=float(as_said.mean()),
        came_true=_share(_came(outcomes, plans)),
        brier_interval=_share(bounded_mean(brier(said, outcomes), plans)),
        brier_as_said=_share(bounded_mean(brier(as_said, outcomes), plans)),
        n_hours=len(with_hours),
        expected_hours=_average([row.expected_hours or 0.0 for row in with_hours]),
        taken_hours=_average([row.taken_hours or 0.0 for row in with_hours]),
    )


def _came(outcomes: Floats, plans: NDArray[np.intp]) -> Estimate:
    """How many goals were reached: of one forecast each by an interval that is sound for few, else by plans."""
    is_one_each = len(outcomes) == plans.max() + 1
    return share(float(outcomes.sum()), len(outcomes)) if is_one_each else bounded_mean(outcomes, plans)


def _average(figures: Sequence[float]) -> float | None:
    return sum(figures) / len(figures) if figures else None


def _share(found: Estimate) -> Share:
    """A mean from 0 to 1 and its interval, which is nothing where it can't be told."""
    is_known = not np.isnan(found.lower)
    return Share(
        value=found.value,
        lower=max(0.0, found.lower) if is_known else None,
        upper=min(1.0, found.upper) if is_known else None,
    )
