"""Solve a problem whose steps share hypotheses: small ones by the sweep over histories, others by search between bounds."""

import math
from dataclasses import dataclass, replace

from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.checking import checked
from acumen.decision.hypotheses.abstraction import narrowed, revealed_upper
from acumen.decision.hypotheses.histories import Histories, sweep_all
from acumen.decision.hypotheses.policy_actions import Acting, Inside, act, started
from acumen.decision.hypotheses.problem import SharedProblem, lumped, truths_of
from acumen.decision.hypotheses.search import Place, Search, SearchOption
from acumen.decision.hypotheses.worlds import survey
from acumen.decision.limits import Limits
from acumen.decision.problem import Kind
from acumen.decision.solution import EXACT, SAME, STOP, Follow, Ranked, Solution
from acumen.decision.solve import in_order
from acumen.decision.tree_structure import OPEN, TRUE, Objective, is_leavable
from acumen.errors import UsageError

PRECISION = 1e-11  # of the worth or the hours: how closely the search closes in before it is done
TINY = 1e-9  # hours: what is less is nothing
NARROW_PRECISION = 1e-4  # of the worth: how closely a narrowed problem is looked at
FEW_PLACES, STILL = 30, 2e-4  # expanded of a narrowed problem at a time; of the value: what moves less stands still
CHECKED_AT = (500, 1_000, 2_000)  # places, each twice as many as before, at which it is asked what more would bring
TOO_MANY_PLACES = 20_000
N_RANKING = 300  # places expanded for the prices of other starts


def solve_shared(
    shared: SharedProblem,
    *,
    objective: Objective = "net",
    worth: float | None = None,
    statuses: tuple[int, ...] | None = None,
    limits: Limits | None = None,
) -> Solution:
    """The best first action, step or probe, with its certificate.

    `shared.belief` is the belief now. `statuses` has one entry for each node and then for each probe: 0 untried, 1
    succeeded or positive, 2 failed, left or negative. Raises UsageError when the objective is `net` and no worth is given.
    """
    return explore(shared, objective=objective, worth=worth, statuses=statuses, limits=limits).solution


@dataclass(frozen=True, slots=True, kw_only=True)
class Explored:
    """A solution with the search behind it; None where nothing is left to search, or too much."""

    solution: Solution
    search: Search | None


def explore(
    shared: SharedProblem,
    *,
    objective: Objective = "net",
    worth: float | None = None,
    statuses: tuple[int, ...] | None = None,
    limits: Limits | None = None,
    is_ranked: bool = True,
) -> Explored:
    """The same, with the search that found it, which knows what to do at every place."""
    if objective == "net" and (worth is None or not 0.0 <= worth < math.inf):
        raise UsageError(f"expected a worth of 0 hours or more for the objective net, found {worth}")
    shared.check()
    effort, stake = limits or Limits(), worth or 0.0
    start = statuses or (OPEN,) * (shared.n_nodes + len(shared.probes))
    small = lumped(shared)
    truth = truths_of(small.problem, start)[0]
    if truth != OPEN:
        return Explored(solution=_settled(objective, worth, is_true=truth == TRUE), search=None)
    try:
        search = _searched(small, start, objective, stake, effort)
    except TooManyStatesError:
        from acumen.decision.hypotheses.too_big import bounded  # noqa: PLC0415 -- seldom needed

        return Explored(solution=checked(bounded(small, start, objective, worth, effort)), search=None)
    return Explored(solution=checked(_report(search, worth, effort, is_ranked=is_ranked)), search=search)


def _searched(
    shared: SharedProblem, statuses: tuple[int, ...], objective: Objective, worth: float, limits: Limits
) -> Search:
    """A search until the bounds meet; where they don't, every history, where those are not too many."""
    search: Search | None = None
    try:
        search = Search(
            shared, survey(shared, statuses, objective, worth, limits), statuses, objective=objective, worth=worth
        )
        search.expand(search.root)
        _close_in(search, limits)
        if is_closed(search, search.root):
            return search
    except TooManyStatesError:
        pass
    try:
        swept = sweep_all(shared, statuses, objective, worth, limits)
    except TooManyStatesError:
        return _narrow(shared, statuses, objective, worth, limits) if search is None else search
    search = Search(shared, swept, statuses, objective=objective, worth=worth)
    search.expand(search.root)
    search.root.chance, search.root.hours = _totals(search, search.root, {})
    return search


def _narrow(
    shared: SharedProblem, statuses: tuple[int, ...], objective: Objective, worth: float, limits: Limits
) -> Search:
    """A search of what is left once groups are taken as steps, below a bound from the worlds of the whole."""
    if objective == "hours":
        raise TooManyStatesError
    small, left, worlds = narrowed(shared, statuses, worth, limits)
    search = Search(small, worlds, (*left, *(OPEN for _ in small.ways)), objective=objective, worth=worth)
    search.expand(search.root)
    _while_it_moves(search, NARROW_PRECISION * worth, limits.max_places)
    search.limit, search.limit_by = revealed_upper(shared, statuses, worth, limits)
    return search


def _close_in(search: Search, limits: Limits) -> None:
    """Search until the bounds meet, or are as close as is asked for and would take far too many places more to meet.

    The gap falls like a power of the places. Where that power, twice in a row, promises more than TOO_MANY_PLACES, only what
    `limits.gap` leaves open is searched for.
    """
    before, n_hopeless = search.root.gap, 0
    for n_places in (*CHECKED_AT, limits.max_places):
        search.run(PRECISION * _scale(search), min(n_places, limits.max_places))
        gap = search.root.gap
        if is_closed(search, search.root) or search.n_expanded < n_places:
            return
        wanted, power = EXACT * _scale(search), math.log2(before / gap) if 0.0 < gap < before else 1e-3
        is_hopeless = math.log2(n_places) + math.log2(gap / wanted) / power > math.log2(TOO_MANY_PLACES)
        n_hopeless = n_hopeless + 1 if is_hopeless else 0
        if n_hopeless > 1 and gap <= limits.gap * abs(search.root.up):
            search.is_near = True
            return
        before = gap


def _while_it_moves(search: Search, tolerance: float, max_places: int) -> None:
    """A few places, and more for as long as they move the value: what is proven of the whole stands apart from them."""
    while True:
        before = search.root.low
        search.run(tolerance, min(search.n_expanded + FEW_PLACES, max_places))
        if search.root.low - before <= STILL * abs(search.root.up) or search.n_expanded >= max_places:
            return


def _totals(search: Search, place: Place, known: dict[int, tuple[float, float]]) -> tuple[float, float]:
    """Chance of the goal and hours under the policy, unnormalised; at most as deep as there are actions."""
    if id(place) not in known:
        acting = act(search, place)
        if not (isinstance(acting.won, Place) and isinstance(acting.lost, Place)):
            known[id(place)] = (place.weight if search.truth(place) == TRUE else 0.0, 0.0)
        else:
            option = next(option for option in place.options or () if option.action == acting.action)
            won, lost = (_totals(search, after, known) for after in (option.won, option.lost))
            known[id(place)] = search.sum_up(option, won, lost)
    return known[id(place)]


def _scale(search: Search) -> float:
    """What the bounds are measured by: the worth, or the hours."""
    return max(search.worth, TINY) if search.may_stop else max(abs(search.root.low), TINY)


def _settled(objective: Objective, worth: float | None, *, is_true: bool) -> Solution:
    """Nothing is left to do."""
    value = (worth or 0.0) if is_true and objective == "net" else 0.0
    return Solution(
        objective=objective,
        worth=worth,
        value=value,
        lower=value,
        upper=value,
        status="exact",
        chance=float(is_true),
        hours=0.0,
        next=STOP,
        patience_hours=math.inf,
        ranked=(),
        if_it_works=None,
        if_not=None,
        n_states=1,
    )


def is_closed(search: Search, place: Place) -> bool:
    """Whether the bounds of a place are one figure, as the standard counts it."""
    has_leavable = any(
        node.attempt is not None and is_leavable(node.attempt, search.objective) and number not in search.shared.chances
        for number, node in enumerate(search.shared.problem.nodes)
        if node.kind == Kind.STEP
    )
    return place.gap <= (EXACT if has_leavable else SAME) * _scale(search)


def _report(search: Search, worth: float | None, limits: Limits, *, is_ranked: bool) -> Solution:
    root, sign = search.root, 1.0 if search.may_stop else -1.0
    acting = act(search, root)
    is_exact = search.limit is None and is_closed(search, root)
    up = root.up if search.limit is None else max(root.up, search.limit)
    value, upper = sign * root.low, sign * (root.low if is_exact else up)
    solution = Solution(
        objective=search.objective,
        worth=worth,
        value=value,
        lower=min(value, upper),
        upper=max(value, upper),
        status="exact" if is_exact else "bracketed",
        chance=root.chance,
        hours=root.hours,
        next=acting.action,
        patience_hours=acting.patience_hours,
        ranked=(),
        if_it_works=_follow(search, acting.won),
        if_not=_follow(search, acting.lost),
        n_states=len(search.places),
        bound_by=() if is_exact else _bound_by(search),
        is_near=search.is_near and not is_exact,
    )
    return replace(solution, ranked=_rank(search, solution, limits)) if is_ranked else solution


def _bound_by(search: Search) -> tuple[str, ...]:
    """What the bound came from: places that were not opened, or the worlds of the whole problem."""
    return ("search",) if search.limit is None or search.limit < search.root.up else search.limit_by


def _follow(search: Search, place: Place | Inside | None) -> Follow | None:
    """What comes after one end of the first action; None where that end can't come."""
    if place is None or place.weight <= 0.0:
        return None
    truth = search.truth(place) if isinstance(place, Place) else OPEN
    if truth != OPEN:
        return Follow(step=STOP, goal=truth == TRUE)
    acting = act(search, place)
    return Follow(step=acting.action, patience_hours=acting.patience_hours)


def _chance_of(search: Search, option: SearchOption) -> float:
    """Chance of the goal after an action and good acting."""
    if not isinstance(search.guide, Histories):
        return search.totals_of(option)[0]
    won, lost = (_totals(search, place, {}) for place in (option.won, option.lost))
    return search.sum_up(option, won, lost)[0]


def _rank(search: Search, solution: Solution, limits: Limits) -> tuple[Ranked, ...]:
    """Every action that could be started now, best first; what is not known closely enough has no figures."""
    root, sign = search.root, 1.0 if search.may_stop else -1.0
    tolerance = PRECISION * _scale(search)
    budget = min(limits.max_places, search.n_expanded + N_RANKING) if limits.max_ranking else 0
    ranked = []
    for option in root.options or ():
        for place in (option.won, option.lost) if budget else ():
            search.settle(place, tolerance, budget)
        low, up = search.low_of(option), search.up_of(option)
        if solution.status == "exact" and up - low > EXACT * _scale(search):
            ranked.append(Ranked(step=option.action, value=None, regret=None))
            continue
        first = started(search, root, option)
        ranked.append(
            Ranked(
                step=first.action,
                value=sign * low,
                regret=max(0.0, root.low - low),
                chance=_chance_of(search, option),
                patience_hours=first.patience_hours,
            )
        )
    ordered = in_order(ranked, solution)
    return tuple(
        {entry.step: entry for entry in reversed(ordered)}[step] for step in dict.fromkeys(e.step for e in ordered)
    )


__all__ = ["Acting", "Explored", "SearchOption", "TooManyStatesError", "act", "explore", "solve_shared"]
