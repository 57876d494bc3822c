"""Bounds from above for dated plans of any size: the plan without its date, and everything known beforehand.

Without the date: the undated solver's bound, also at a price, as hours until the date are limited: for every λ ≥ 0

    value ≤ (1 + λ)·J(V / (1 + λ)) + λ·H,    J(V) the undated bound at worth V, H the hours until the last day that pays

since a policy spends at most H hours, but for what runs on beyond it, which is added to H. Parts that may be missing are
taken as given there; or, where all that is around them is needed, as bets of their own beside the rest:
value ≤ J_rest(V − Σ cuts) + Σ J_part(cut).

Known beforehand: a run's ends and hours are told before it begins; what makes the goal true with fewest hours is done, if it
fits. Its mean over runs is a bound but for luck, so three standard errors are added to it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.dated.problem import SAME, DatedProblem
from acumen.decision.dated.runs import luck_of, worlds_of
from acumen.decision.dated.states import Floats
from acumen.decision.limits import Limits
from acumen.decision.problem import DecisionProblem, Kind
from acumen.decision.solve import solve
from acumen.decision.tree_structure import OPEN, TRUE, dependencies_first, subtree

PRICES = (0.25, 1.0, 3.0)
NEAR = 0.03  # of a bound: a policy that is nearer needs no closer one
SEED = 2  # of the draws of what is known beforehand
N_ERRORS = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """Nothing is worth more; `error` is the standard error of a mean it was made of, 0 where it is proven."""

    upper: float
    error: float = 0.0


def bound(
    dated: DatedProblem, begun: tuple[int, ...], limits: Limits, n_runs: int, *, undated_upper: float, attained: float
) -> Bound:
    """The least of all bounds; `undated_upper` is one that is known already, `attained` what a policy brings."""
    proven = min(dated.worths[0], undated_upper)
    if undated_upper == math.inf:
        proven = min(proven, without_date(dated, begun, limits))
    beforehand = known_beforehand(dated, begun, n_runs)
    error = float(beforehand.std(ddof=1) / math.sqrt(n_runs))
    told = float(beforehand.mean()) + N_ERRORS * error
    if attained < (1.0 - NEAR) * min(told, proven):
        proven = min(proven, without_date(dated, begun, limits, prices=PRICES))
    return Bound(upper=told, error=error) if told < proven else Bound(upper=proven)


def without_date(
    dated: DatedProblem, begun: tuple[int, ...], limits: Limits, prices: Sequence[float] = (0.0,)
) -> float:
    """The bound of the plan without its date, at the best of some prices of an hour."""
    parts = [node for node, cut in enumerate(dated.cuts) if math.isfinite(cut)]
    given = _given(dated, begun, parts)
    hours = dated.last_hours + max(
        (dated.attempt(one).mean_hours for one in dated.actions if not dated.may_be_left(one)), default=0.0
    )
    worth, found = dated.worths[0], math.inf
    for price in prices:
        alone = (1.0 + price) * _undated(dated, worth / (1.0 + price), given, limits)
        found = min(found, alone + price * hours)
    return min(found, _part_by_part(dated, begun, given, limits)) if parts else found


def _undated(dated: DatedProblem, worth: float, statuses: tuple[int, ...], limits: Limits) -> float:
    if dated.shared is None:
        return solve(dated.problem, worth=worth, statuses=statuses[: len(dated.problem.nodes)], limits=limits).upper
    from acumen.decision.hypotheses.solve import solve_shared  # noqa: PLC0415 -- few plans have hypotheses

    try:
        return solve_shared(dated.shared, worth=worth, statuses=statuses, limits=limits).upper
    except TooManyStatesError:
        return worth


def _given(dated: DatedProblem, begun: tuple[int, ...], parts: Sequence[int]) -> tuple[int, ...]:
    """Statuses with all parts that may be missing come true."""
    inside = {one for part in parts for one in subtree(dated.problem, part)}
    return tuple(TRUE if node in inside else status for node, status in enumerate(begun))


def _part_by_part(dated: DatedProblem, begun: tuple[int, ...], given: tuple[int, ...], limits: Limits) -> float:
    """Parts as bets of their own, where all around them is needed and nothing else needs what is in them."""
    if dated.shared is not None:
        return math.inf
    nodes = dated.problem.nodes
    needed = {need for node in nodes for need in node.needs}
    cuts, total = 0.0, 0.0
    for part, cut in enumerate(dated.cuts):
        around = nodes[part].parent
        while around >= 0 and nodes[around].kind == Kind.ALL and not math.isfinite(dated.cuts[around]):
            around = nodes[around].parent
        if not math.isfinite(cut) or around >= 0 or any(one in needed for one in subtree(dated.problem, part)):
            continue
        cuts += cut
        total += _alone(dated, begun, part, cut, limits)
    return _undated(dated, max(0.0, dated.worths[0] - cuts), given, limits) + total


def _alone(dated: DatedProblem, begun: tuple[int, ...], part: int, worth: float, limits: Limits) -> float:
    """The bound of a part alone; what it needs elsewhere is given, and what may be missing in it."""
    inside = sorted(subtree(dated.problem, part))
    number = {node: place for place, node in enumerate(inside)}
    nodes = tuple(
        replace(
            dated.problem.nodes[node],
            parent=number.get(dated.problem.nodes[node].parent, -1),
            members=tuple(number[member] for member in dated.problem.nodes[node].members),
            needs=tuple(number[need] for need in dated.problem.nodes[node].needs if need in number),
        )
        for node in inside
    )
    given = _given(dated, begun, [node for node in inside[1:] if math.isfinite(dated.cuts[node])])
    return solve(
        DecisionProblem(nodes=nodes), worth=worth, statuses=tuple(given[n] for n in inside), limits=limits
    ).upper


def known_beforehand(dated: DatedProblem, begun: tuple[int, ...], n_runs: int) -> Floats:
    """What comes of each run if its ends and hours are known before it begins, (n_runs,)."""
    problem, numbers = dated.problem, np.arange(n_runs, dtype=np.uint64)
    worlds, factor = worlds_of(dated, numbers, SEED), np.zeros(n_runs)
    hours: dict[int, Floats] = {}
    for node in dependencies_first(problem, range(len(problem.nodes))):
        here = problem.nodes[node]
        if here.kind != Kind.STEP:
            free = [np.zeros(n_runs) if math.isfinite(dated.cuts[one]) else hours[one] for one in here.members]
            hours[node] = np.sum(free, axis=0) if here.kind == Kind.ALL else np.min(free, axis=0)
            continue
        if begun[node] != OPEN:
            hours[node] = np.full(n_runs, 0.0 if begun[node] == TRUE else math.inf)
            continue
        works, ends = luck_of(dated, node, numbers, SEED, factor, 0.0, worlds)
        latest = min(dated.last_hours, dated.due_hours[node]) * (1.0 + SAME)
        is_done = works & (ends <= latest)
        for need in here.needs:
            is_done &= np.isfinite(hours[need])
        hours[node] = np.where(is_done, ends, math.inf)
    worths = np.array([*dated.worths, 0.0])
    at = np.searchsorted(np.array(dated.by_hours), hours[0] * (1.0 - SAME), side="left")
    found: Floats = np.maximum(now(dated, begun), worths[at] - np.where(np.isfinite(hours[0]), hours[0], 0.0))
    return found


def now(dated: DatedProblem, begun: tuple[int, ...]) -> float:
    """What it pays to ship at once, or to give up."""
    from acumen.decision.dated.states import look_at  # noqa: PLC0415 -- loaded already

    missing, _ = look_at(dated, np.array([[begun[step] for step in dated.actions]], dtype=np.int8))
    return max(0.0, dated.worth_at(0.0) - float(missing[0]))
