"""What runs of a dated plan tell: by which day a share of them has shipped, and by when each step has to have worked."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from acumen.decision.dated.possible import kinds, shares
from acumen.decision.dated.problem import SAME, DatedProblem
from acumen.decision.dated.runs import DatedRuns, prior_factor, run
from acumen.decision.dated.solve import DatedSolution, GridPolicy
from acumen.decision.problem import Kind
from acumen.decision.solution import STOP
from acumen.decision.tree_structure import subtree
from acumen.desk.plans.capacity import Dated
from acumen.desk.plans.problem import Posed, part_name
from acumen.distributions.common_factor import learnt
from acumen.results.dates import PartBegin, ReadyBy, Scheduled, Tripwire

N_RUNS = 20_000
SEED = 0
EVEN = 0.5
TINY = 1e-300
N_IDLE_RUNS = 4_000
CLEAR_PROB = 0.05  # a loss of the chance that asks for a beginning


def follow(
    dated: Dated, problem: DatedProblem, solution: DatedSolution, runs: int, seed: int, *, idle_hours: float = 0.0
) -> DatedRuns:
    """The policy followed, hours missing together, by what those told so far say of what they have in common.

    Weighed by what is known exactly of what could come of it at most; where hours are fixed, of what comes of it.
    """
    policy = solution.policy
    factor = learnt(prior_factor(runs, seed), dated.shown, dated.share)
    drawn = run(problem, policy, runs, seed, share=dated.share, factor=factor, idle_hours=idle_hours)
    if solution.has_fixed_hours and solution.on_time is not None and solution.whole is not None and not idle_hours:
        is_whole = drawn.is_by_date & (drawn.missing == 0.0)
        some = max(0.0, solution.on_time - solution.whole)
        return replace(drawn, kinds=kinds((is_whole, drawn.is_by_date & ~is_whole), (solution.whole, some)))
    known = shares(problem, policy.begun, policy.states if isinstance(policy, GridPolicy) else None)
    return drawn if known is None else drawn.weighed(known)


def each_by_itself(dated: Dated, solution: DatedSolution, runs: int, seed: int) -> tuple[float, float]:
    """Chance of the date and expected hours by the policy if hours missed independently: what the solver's value is made of.

    Known exactly where it has states. Where nothing may be missing or late, worth · chance − hours is that value.
    """
    problem = dated.problem
    if solution.on_time is not None and solution.hours is not None:
        return solution.on_time, solution.hours
    drawn = run(problem, solution.policy, runs, seed)
    hours = drawn.mean(drawn.hours)
    if len(problem.worths) > 1 or any(math.isfinite(cut) for cut in problem.cuts):
        return drawn.on_time, hours
    return min(1.0, max(0.0, (solution.value + hours) / problem.worths[0])), hours


def ready_by(dated: Dated, drawn: DatedRuns, prob: float) -> ReadyBy:
    """The day by which a share of all runs has shipped."""
    shipped = np.where(drawn.paid > 0.0, drawn.hours, math.inf)
    order = np.argsort(shipped, kind="stable")
    by_then = np.cumsum(drawn.weight[order])
    hours = float(shipped[order][min(int(np.searchsorted(by_then, prob * (1.0 - SAME))), len(order) - 1)])
    return ReadyBy(prob=prob, day=dated.day(hours) if math.isfinite(hours) else None)


def slack_days(dated: Dated, drawn: DatedRuns) -> int | None:
    """Whole days that half of what ships by the date has left until it."""
    hours = drawn.hours[drawn.is_by_date]
    day = dated.day(float(np.median(hours))) if len(hours) else None
    return None if day is None else max(0, (dated.ship - day).days)


def tripwires(posed: Posed, dated: Dated, solution: DatedSolution, drawn: DatedRuns) -> tuple[Tripwire, ...]:
    """Of each step the last day on which odds are even, its not having worked yet and nothing else having failed by then.

    Earliest first. Left out where a plan begun only after that day would still be even odds: with so much time left
    nothing is gone.
    """
    if drawn.on_time < EVEN:
        return ()
    found = []
    cut = {
        inner
        for node, worth in enumerate(dated.problem.cuts)
        if math.isfinite(worth)
        for inner in subtree(posed.problem, node)
    }
    for column, step in enumerate(solution.policy.steps):
        if step in cut or step >= len(
            posed.nodes
        ):  # a probe; or it may be missing: `part_days` says by when that is decided
            continue
        at = np.minimum(drawn.ended_at[:, column], drawn.hours)  # what has failed by then is known to have
        order = np.argsort(at, kind="stable")
        weight = drawn.weight[order]
        met, all_left = (np.cumsum(each[::-1])[::-1] for each in (weight * drawn.is_by_date[order], weight))
        later = met / np.maximum(all_left, TINY)
        beyond = np.nonzero(later < EVEN)[0]
        if not len(beyond) or not math.isfinite(at[order[max(0, beyond[0] - 1)]]):
            continue
        day = dated.day(float(at[order[max(0, beyond[0] - 1)]]))
        if day is not None and day < dated.ship and _if_begun_after(dated, solution, day) < EVEN:
            found.append(Tripwire(step=posed.action(step).id, by_day=day))
    return tuple(sorted(found, key=lambda wire: wire.by_day))


def _if_begun_after(dated: Dated, solution: DatedSolution, day: date) -> float:
    """P(on time) where nothing is done until the end of a day, and the advice is followed from then on."""
    idle_hours = dated.working.until_end_of((day - dated.today).days)
    return follow(dated, dated.problem, solution, N_IDLE_RUNS, SEED, idle_hours=idle_hours).on_time


def begin_by(posed: Posed, dated: Dated, solution: DatedSolution) -> date | None:
    """The day after whose evening the chance has fallen by 5 points if nothing is begun; None: it runs, or never does."""
    last = dated.ship
    if solution.next in {STOP, posed.going} or dated.problem.is_late:
        return None
    least = _if_begun_after(dated, solution, dated.today - timedelta(days=1)) - CLEAR_PROB
    low, high = 0, (last - dated.today).days  # begun on day `low` it is likely enough; after the evening of `high` not
    if _if_begun_after(dated, solution, last) >= least:
        return None
    while low < high:
        middle = (low + high) // 2
        if _if_begun_after(dated, solution, dated.today + timedelta(days=middle)) >= least:
            low = middle + 1
        else:
            high = middle
    return dated.today + timedelta(days=low)


def schedule(posed: Posed, dated: Dated, solution: DatedSolution, drawn: DatedRuns) -> tuple[Scheduled, ...]:
    """When the steps that most runs try begin and end, the middle one of the runs in which they do."""
    found = []
    for column, step in enumerate(solution.policy.steps):
        tried = drawn.is_tried[:, column]
        share = float(tried.mean())
        if share < EVEN:
            continue
        begin = dated.day(float(np.median(drawn.begun_at[tried, column])))
        worked = drawn.is_worked[:, column]
        end = dated.day(float(np.median(drawn.ended_at[worked, column]))) if worked.any() else begin
        if begin is not None:
            id_ = posed.action(step).id
            last = max(begin, end or dated.ship)
            found.append(Scheduled(step=id_, begin_day=begin, end_day=last, tried_prob=share, is_critical=False))
    return tuple(sorted(found, key=lambda one: (one.begin_day, one.end_day)))


def part_days(posed: Posed, dated: Dated, statuses: Sequence[int]) -> tuple[PartBegin, ...]:
    """By when each part with a `cut` has to be begun to pay, where a day for that is left."""
    found = []
    for node, cut in enumerate(dated.problem.cuts):
        steps = open_steps(posed, node, statuses) if math.isfinite(cut) else []
        day = begin_part_by(posed, dated, steps, cut) if steps else None
        if day is not None:
            found.append(PartBegin(part=part_name(posed, node), begin_by=day))
    return tuple(sorted(found, key=lambda part: part.begin_by))


def open_steps(posed: Posed, node: int, statuses: Sequence[int]) -> list[int]:
    """Steps at or below a node that are untried."""
    nodes = posed.problem.nodes
    return [one for one in subtree(posed.problem, node) if nodes[one].kind == Kind.STEP and not statuses[one]]


def begin_part_by(posed: Posed, dated: Dated, steps: Sequence[int], cut: float) -> date | None:
    """The last day before the date on which a step of the part, begun alone, would bring more than it costs."""
    attempts = [posed.attempt(step) for step in steps]
    for day in range((dated.ship - dated.today).days, -1, -1):
        left = dated.hours_until - dated.working.until_end_of(day - 1)
        if all(attempt.works_within(left) * cut > attempt.expected_spent_hours(left) for attempt in attempts):
            return dated.today + timedelta(days=day)
    return None
