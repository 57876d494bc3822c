"""What is said of a division: what to do first, what each plan gets, what more hours would bring, what safety costs."""

import math
from datetime import date
from typing import Literal, TypeAlias

import msgspec

from acumen.decision import Limits, solve
from acumen.decision.portfolio.outcomes import Outcomes, outcomes, quantile
from acumen.decision.portfolio.prices import safe_above
from acumen.decision.portfolio.problem import PortfolioProblem, SafeWork
from acumen.decision.portfolio.solve import PortfolioSolution, Wanted, attained, first_action, is_quick, solve_portfolio
from acumen.decision.portfolio.trust import Corner, frontier
from acumen.desk.plans.solving import find
from acumen.desk.portfolio.clock import Clock, SaidHours
from acumen.desk.portfolio.sharing import BetOfPlan, Sharing
from acumen.errors import UnsolvableError
from acumen.planfile.portfolios import SafeHours, Trust
from acumen.results.portfolios import PlanLeftOut, PlanShare, PortfolioDivided, Safer, SafeShare, Verdict
from acumen.version import __version__

N_CORNERS, N_CORNERS_APART = 8, 5
STEPS = (1.0, 2.0, 5.0)  # of hours more and fewer, times a power of ten
QUARTER = 0.25  # of the hours: the largest step
EVEN = 0.5
NOTHING_HOURS = 1e-3  # too little to be shown
TENTHS = (0.1, 0.5, 0.9)


class PortfolioAsked(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is asked, with every plan found."""

    today: date
    said: SaidHours
    plans: tuple[Sharing, ...]
    name: str | None = None
    safe: tuple[SafeHours, ...] = ()
    trust: Trust = Trust()
    left_out: tuple[PlanLeftOut, ...] = ()
    notes: tuple[str, ...] = ()


Proof: TypeAlias = Literal["exact", "bracketed"]
Bets: TypeAlias = list[tuple[Sharing, BetOfPlan]]


def report(
    asked: PortfolioAsked, clock: Clock, bets: Bets, problem: PortfolioProblem, solution: PortfolioSolution
) -> PortfolioDivided:
    """The whole answer."""
    told, named = outcomes(solution.policy), [sharing for sharing, _ in bets]
    first, change_hours = _first(bets, solution), _step(clock.hours)
    more, fewer = (_net(asked.safe, problem, solution, clock.hours + step) for step in (change_hours, -change_hours))
    gain = max(0.0, (solution.value if more is None else more) - solution.value)  # hours may be left unused
    wanted, (tenth, half, most) = _wanted(asked, named), _quantiles(told)
    status, lower, upper = _bounds(bets, problem, solution)
    return PortfolioDivided(
        name=asked.name,
        today=asked.today,
        until_day=clock.until,
        hours_left=clock.hours,
        spent_hours=clock.spent_hours,
        status=status,
        value=solution.value,
        lower=lower,
        upper=upper,
        plan=first.plan,
        named=first.named,
        next=first.step,
        patience_hours=first.patience_hours,
        is_under_way=first.is_under_way,
        is_adopted=first.is_adopted,
        price_per_hour=1.0 + gain / change_hours if problem.is_dated else solution.price,
        change_hours=change_hours,
        gain_hours=gain,
        loss_hours=None if fewer is None else max(0.0, solution.value - fewer),
        nothing_pays=told.paying[0],
        paying=told.paying,
        worth_tenth=tenth,
        worth_half=half,
        worth_most=most,
        plans=_shares(bets, solution, told, clock.hours),
        safe_work=_safe_shares(problem, told),
        without_share=asked.left_out,
        n_wanted=wanted.n,
        wanted_of=tuple(named[one].plan.plan for one in wanted.of),
        wanted_chance=asked.trust.chance,
        frontier=tuple(_safer(corner, named) for corner in _corners(asked, solution, wanted)),
        averaged=_averaged(bets),
        notes=tuple(dict.fromkeys((*asked.notes, *(note for _, bet in bets for note in bet.notes)))),
        version=__version__,
    )


def _quantiles(told: Outcomes) -> tuple[float | None, ...]:
    """What the plans bring at most in a tenth, half and nine tenths of all cases; None where that is not counted."""
    return tuple(None if told.worths is None else quantile(told.worths, prob) for prob in TENTHS)


def _safe_shares(problem: PortfolioProblem, told: Outcomes) -> tuple[SafeShare, ...]:
    pairs = zip(problem.safe, told.safe_hours, strict=True)
    return tuple(
        SafeShare(name=work.id, returns=work.returns, hours=hours, most_hours=work.hours) for work, hours in pairs
    )


class _First(msgspec.Struct, frozen=True, kw_only=True):
    """What is done first; without a plan: safe work, or nothing."""

    plan: str | None = None
    named: str | None = None
    step: str | None = None
    patience_hours: float | None = None
    is_under_way: bool = False
    is_adopted: bool = False


def _first(bets: Bets, solution: PortfolioSolution) -> _First:
    if solution.next is None:
        return _First()
    place, number, hours = solution.next
    sharing, bet = bets[place]
    step = "" if bet.posed is None else bet.posed.action(number).id
    return _First(
        plan=sharing.plan.plan,
        named=sharing.named,
        step=step,
        patience_hours=hours if math.isfinite(hours) else None,
        is_under_way=sharing.progress is not None and step in sharing.progress.under_way,
        is_adopted=sharing.is_adopted,
    )


def safe_work(said: tuple[SafeHours, ...], hours: float) -> tuple[SafeWork, ...]:
    """Sure work among so many hours: of what says no hours there are as many."""
    return tuple(
        SafeWork(
            id=work.name,
            returns=work.returns,
            hours=hours if work.hours is None else min(work.hours, max(hours, work.least_hours)),
            least_hours=work.least_hours,
        )
        for work in said
    )


def _net(
    safe: tuple[SafeHours, ...], problem: PortfolioProblem, solution: PortfolioSolution, hours: float
) -> float | None:
    """What so many hours along the same calendar bring; None where they are not enough for what has to be done."""
    if hours < problem.owed_hours:
        return None
    changed = problem.with_hours(hours, safe_work(safe, hours))
    on_its_cells = attained(changed, solution)
    if solution.policy.grid.is_whole or not problem.is_dated:
        return on_its_cells
    finer = solve_portfolio(changed).value  # a plan that just ends by its day is lost on coarse cells
    is_proven = hours < problem.hours or finer > solution.upper
    return max(on_its_cells, finer) if is_proven else on_its_cells


def _step(hours: float) -> float:
    """A round figure, at most a quarter of the hours; 1 where there are few."""
    most = max(1.0, QUARTER * hours)
    power = 10.0 ** math.floor(math.log10(most))
    return max(step * power for step in STEPS if step * power <= most)


def _pays(bet: BetOfPlan) -> bool:
    """Whether the plan is worth its hours where there is no end of them."""
    if bet.bet is None:
        return False
    problem, limits = bet.bet.dated, Limits(max_ranking=0).quick
    if bet.bet.shared is not None and bet.posed is not None:
        return find(bet.posed, worth=problem.worths[0], limits=limits).value > 0.0
    return solve(problem.problem, worth=problem.worths[0], statuses=bet.bet.statuses, limits=limits).value > 0.0


def by_itself(place: int, bet: BetOfPlan, solution: PortfolioSolution) -> tuple[float, float]:
    """What a plan is worth alone with all the hours, at least and at most.

    Of one whose chances are averaged as it is without an end of the hours, not averaged; a bound with an end of them too.
    """
    value, upper = solution.alone[place], max(solution.alone[place], solution.alone_upper[place])
    if not bet.is_averaged or bet.posed is None or bet.bet is None:
        return value, upper
    worth = bet.bet.dated.worths[0]
    try:
        found = find(bet.posed, worth=worth, limits=Limits(max_ranking=0).quick)
    except UnsolvableError:
        return 0.0, worth
    has_parts = any(math.isfinite(cut) for cut in bet.bet.dated.cuts)  # what is sent off without them pays too
    return found.value, worth if has_parts else max(found.value, found.upper)


def _averaged(bets: Bets) -> tuple[str, ...]:
    return tuple(sharing.plan.plan for sharing, bet in bets if bet.is_averaged)


def _bounds(bets: Bets, problem: PortfolioProblem, solution: PortfolioSolution) -> tuple[Proof, float, float]:
    """What the whole is worth at least and at most, and whether that is one.

    Where chances are averaged: safe work alone; and every plan alone with all the safe work, the bound at the price 1.
    """
    if not _averaged(bets):
        return "exact" if solution.status == "exact" else "bracketed", solution.lower, solution.upper
    least = problem.owed_value + problem.safe_value(problem.free_hours)
    plans = (by_itself(place, bet, solution)[1] for place, (_, bet) in enumerate(bets))
    return "bracketed", least, math.fsum((problem.owed_value, safe_above(problem, 1.0), *plans))


def _shares(bets: Bets, solution: PortfolioSolution, told: Outcomes, hours: float) -> tuple[PlanShare, ...]:
    """Every plan, in the order in which they are come to; those that are not come to last."""
    named, first = [sharing for sharing, _ in bets], None if solution.next is None else solution.next[0]
    order = sorted(
        range(len(named)), key=lambda one: (one != first, told.begun_hours[one], -solution.indices[one], one)
    )
    verdicts: dict[int, Verdict] = {}
    alone = [by_itself(one, bets[one][1], solution) for one in range(len(named))]
    for one in order:
        is_late = told.begun[one] < EVEN or told.begun_hours[one] > EVEN * hours
        is_second = "next" not in verdicts.values()
        if one == first:
            verdicts[one] = "now"
        elif told.begun[one] <= 0.0:
            verdicts[one] = "drop"
        else:
            verdicts[one] = "if left" if is_late else "next" if is_second else "then"
    return tuple(
        PlanShare(
            plan=named[one].plan.plan,
            named=named[one].named,
            value=alone[one][0],
            lower=alone[one][0],
            upper=alone[one][1],
            index=solution.indices[one],
            hours=told.hours[one],
            pays_prob=told.pays[one],
            begun_prob=told.begun[one],
            verdict=verdicts[one],
            is_too_long=verdicts[one] == "drop" and solution.alone_upper[one] <= NOTHING_HOURS and _pays(bets[one][1]),
        )
        for one in order
    )


def _wanted(asked: PortfolioAsked, named: list[Sharing]) -> Wanted:
    """Of which plans enough have to pay; a name is that of a plan, or of what was written for it."""
    of = asked.trust.of
    places = tuple(n for n, one in enumerate(named) if of is None or one.plan.plan in of or one.named in of)
    return Wanted(n=min(asked.trust.at_least, max(1, len(places))), of=places)


def _corners(asked: PortfolioAsked, solution: PortfolioSolution, wanted: Wanted) -> tuple[Corner, ...]:
    """What safety costs; of a big portfolio only where it is asked."""
    grid = solution.policy.grid
    is_asked = asked.trust.chance is not None
    if not wanted.of or not (is_asked or is_quick(grid)):
        return ()
    return frontier(grid, wanted, most=N_CORNERS if len(grid.groups) == 1 else N_CORNERS_APART)


def _safer(corner: Corner, named: list[Sharing]) -> Safer:
    action, worths = first_action(corner.policy), corner.outcomes.worths
    return Safer(
        chance=corner.chance,
        value=corner.net,
        nothing_pays=corner.outcomes.paying[0],
        first_plan=None if action is None else named[action[0]].plan.plan,
        worth_half=None if worths is None else quantile(worths, 0.5),
        worth_tenth=None if worths is None else quantile(worths, 0.1),
    )
