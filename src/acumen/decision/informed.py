"""Solve a problem whose steps share hypotheses: small ones by the sweep over histories, others by search between bounds."""

import math
from dataclasses import dataclass, replace

from acumen.decision.automaton import TooManyStatesError
from acumen.decision.limits import Limits
from acumen.decision.problem import Kind
from acumen.decision.search import FIXED, Option, Place, Search
from acumen.decision.shape import OPEN, TRUE, Objective, is_leavable
from acumen.decision.shared import SharedProblem, lumped, truths_of
from acumen.decision.solve import EXACT, SAME, STOP, Follow, Ranked, Solution
from acumen.decision.worlds import survey
from acumen.errors import UsageError

PRECISION = 1e-11  # of the worth or the hours: how closely the search closes in before it is done
N_RANKING = 300  # places expanded for the prices of other starts


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """What a policy does at a place. `action` STOP: nothing more."""

    action: int
    patience_hours: float = math.inf
    works_prob: float = 0.0  # within the patience
    won: Place | None = None
    lost: Place | None = None


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
    """A solution with the search behind it; None where the problem was too big to be searched."""

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
    worlds = survey(small, start, objective, stake, effort)
    search = Search(small, worlds, start, objective=objective, worth=stake)
    search.expand(search.root)
    scale = _scale(search)
    search.run(PRECISION * scale, effort.max_places)
    return Explored(solution=_report(search, worth, effort, is_ranked=is_ranked), search=search)


def _scale(search: Search) -> float:
    """What the bounds are measured by: the worth, or the hours."""
    return max(search.worth, 1e-300) if search.may_stop else max(abs(search.root.low), 1e-300)


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
    is_exact = is_closed(search, root)
    value, upper = sign * root.low, sign * (root.low if is_exact else root.up)
    solution = Solution(
        objective=search.objective,
        worth=worth,
        value=value,
        lower=min(value, upper),
        upper=max(value, upper),
        status="exact" if is_exact else "bracketed",
        chance=root.chance,
        hours=search.worth * root.chance - root.low if search.may_stop else -root.low,
        next=acting.action,
        patience_hours=acting.patience_hours,
        ranked=(),
        if_it_works=_follow(search, acting.won),
        if_not=_follow(search, acting.lost),
        n_states=len(search.places),
    )
    return replace(solution, ranked=_rank(search, solution, limits)) if is_ranked else solution


def _follow(search: Search, place: Place | None) -> Follow | None:
    """What comes after one end of the first action; None where that end can't come."""
    if place is None or place.weight <= 0.0:
        return None
    truth = search.truth(place)
    if truth != OPEN:
        return Follow(step=STOP, goal=truth == TRUE)
    acting = act(search, place)
    return Follow(step=acting.action, patience_hours=acting.patience_hours)


def act(search: Search, place: Place) -> Acting:
    """What the policy behind the lower bound does at a place."""
    if place.options is None or place.choice == FIXED:
        return _act_fixed(search, place)
    if place.choice < 0:
        return Acting(action=STOP)
    option = place.options[place.choice]
    works_prob, patience_hours = search.patience(option)
    return Acting(
        action=option.action, patience_hours=patience_hours, works_prob=works_prob, won=option.won, lost=option.lost
    )


def _act_fixed(search: Search, place: Place) -> Acting:
    """The fixed policy that is best here."""
    worlds = search.worlds
    if place.state >= worlds.layout.n_states - 1:
        return Acting(action=STOP)
    number = int(worlds.best[place.column][place.state])
    if number < 0:
        return Acting(action=STOP)
    step = worlds.steps[number]
    choice = next(choice for choice in worlds.choices(place.state) if choice.step == step)
    option = search.option(place, step, choice.won, choice.lost)
    works_prob, patience_hours = search.patience(option)
    if option.leavable is not None:
        own = worlds.own[place.column]
        best = option.leavable.gain(float(own[choice.won] - own[choice.lost]))
        works_prob, patience_hours = best.slope, best.patience_hours
    return Acting(action=step, patience_hours=patience_hours, works_prob=works_prob, won=option.won, lost=option.lost)


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
        ranked.append(
            Ranked(
                step=option.action,
                value=sign * low,
                regret=max(0.0, root.low - low),
                chance=search.chance_of(option),
                patience_hours=search.patience(option)[1],
            )
        )
    return tuple(sorted(ranked, key=lambda entry: (entry.regret is None, entry.regret, entry.step != solution.next)))


__all__ = ["Acting", "Explored", "Option", "TooManyStatesError", "act", "explore", "solve_shared"]
