"""Portfolio: one person's hours divided over several plans beside safe work: what to do next, what an hour is worth."""

import os
from collections.abc import Sequence
from datetime import date

import msgspec

from acumen.borders.doing import doing
from acumen.decision.portfolio.problem import PortfolioProblem
from acumen.decision.portfolio.solve import solve_portfolio
from acumen.desk.plans.arguments import is_hours
from acumen.desk.plans.read import read_plan
from acumen.desk.portfolio.clock import SaidHours, find_clock, with_last_day
from acumen.desk.portfolio.report import PortfolioAsked, report, safe_work
from acumen.desk.portfolio.sharing import Sharing, pose_bet
from acumen.errors import UsageError
from acumen.planfile.portfolios import SafeHours, Trust
from acumen.records import Plan
from acumen.results.portfolios import PlanLeftOut, PortfolioDivided


@doing("dividing the hours")
def portfolio(
    plans: Sequence[Plan | str | os.PathLike[str]],
    *,
    hours: float,
    today: date,
    until: date | None = None,
    safe: float | None = None,
    trust: float | None = None,
) -> PortfolioDivided:
    """Hours divided over plans (each its record, text or file), seen from today. PlanError; UsageError.

    `until`: their last day; unless said, the latest day on which one of the plans is due. `safe`: what an hour of sure work is
    worth. `trust`: the chance that at least one plan pays off.

    >>> from datetime import date
    >>> found = acumen.portfolio(['plan.yaml'], hours=60, today=date(2027, 2, 1), safe=1.5)
    >>> found.next, found.plans[0].verdict, found.value <= found.upper
    ('small-test', 'now', True)
    """
    if isinstance(plans, str) or not isinstance(plans, Sequence):
        raise UsageError(
            f"expected a list of plans, found {type(plans).__name__}", hint="portfolio(['a.yaml', 'b.yaml'])"
        )
    if not is_hours(hours):
        raise UsageError(f"expected hours of 0 or more, found {hours!r}", hint="hours=60")
    refuse_wrong_figures(safe, trust)
    records = [(plan if isinstance(plan, Plan) else read_plan(plan), plan) for plan in plans]
    return divide(
        PortfolioAsked(
            today=today,
            said=SaidHours(hours=float(hours), last=until),
            plans=tuple(
                Sharing(plan=record, named=record.plan if isinstance(source, Plan) else os.fspath(source))
                for record, source in records
            ),
            safe=() if safe is None else (SafeHours(name="safe", returns=safe),),
            trust=Trust(chance=trust),
        )
    )


def refuse_wrong_figures(safe: float | None, trust: float | None) -> None:
    """UsageError unless the first is above 0 and the second a chance."""
    if safe is not None and not (is_hours(safe) and safe > 0.0):
        raise UsageError(f"expected what an hour of safe work is worth, above 0, found {safe!r}", hint="say 1.4")
    if trust is not None and not (is_hours(trust) and trust < 1.0):
        raise UsageError(f"expected a chance below 100 %, found {trust!r}", hint="say 0.9, or 90%")


def divide(asked: PortfolioAsked) -> PortfolioDivided:
    """The best division of what is asked. UsageError where no plan can share."""
    said, notes = with_last_day(asked.said, tuple(sharing.plan for sharing in asked.plans), asked.today)
    clock = find_clock(said, asked.today)
    _refuse_twice(asked.plans)
    posed = [(sharing, pose_bet(sharing, clock)) for sharing in asked.plans]
    bets = [(sharing, bet) for sharing, bet in posed if bet.bet is not None]
    left_out = (
        *asked.left_out,
        *(PlanLeftOut(plan=one.plan.plan, reason=bet.why) for one, bet in posed if bet.bet is None),
    )
    if not bets:
        whys = "; ".join(f"{one.plan}: {one.reason}" for one in left_out)
        raise UsageError(f"no plan is left to share the hours{f' ({whys})' if whys else ''}", hint="name other plans")
    problem = PortfolioProblem(
        plans=tuple(bet.bet for _, bet in bets if bet.bet is not None),
        hours=clock.hours,
        safe=safe_work(asked.safe, clock.hours),
    )
    solution = solve_portfolio(problem)
    found = msgspec.structs.replace(asked, left_out=left_out, notes=(*notes, *asked.notes))
    return report(found, clock, bets, problem, solution)


def _refuse_twice(plans: Sequence[Sharing]) -> None:
    seen: set[str] = set()
    for one in plans:
        if one.plan.plan in seen:
            raise UsageError(f"expected each plan once, found {one.plan.plan} twice", hint="leave one of the two out")
        seen.add(one.plan.plan)
