"""Portfolios as people ask for them: files of plans, a file of a portfolio, names of what is followed, or all of that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from acumen.errors import ArgumentsError, PlanError
from acumen.results.portfolios import PlanLeftOut, PortfolioDivided

if TYPE_CHECKING:
    from acumen.desk.book import Book
    from acumen.desk.plans.capacity import OwnHours
    from acumen.desk.portfolio.clock import SaidHours
    from acumen.desk.portfolio.sharing import Sharing
    from acumen.history import StepPast
    from acumen.planfile.portfolios import PortfolioText, SharedPlan

SUFFIXES = (".yaml", ".yml")


def portfolio(
    opened: Callable[[], Book],
    now: datetime,
    plans: tuple[str, ...] = (),
    *,
    hours: str | None = None,
    until: str | None = None,
    safe: float | None = None,
    trust: float | None = None,
    as_said: bool = False,
) -> PortfolioDivided:
    """Hours divided over plans; without any named, over all that are followed."""
    from acumen.desk.portfolio.portfolio import divide, refuse_wrong_figures
    from acumen.desk.portfolio.report import PortfolioAsked
    from acumen.planfile.portfolios import PortfolioText, SafeHours, SharedPlan, Trust

    refuse_wrong_figures(safe, trust)
    written, folder = _written(plans)
    if written is None:
        written = PortfolioText(name="", plans=tuple(SharedPlan(plan=name) for name in plans))
    gathered = _Gathering(opened, now, folder, as_said=as_said, first=written.first)
    for one in written.plans:
        gathered.take(one)
    if not written.plans:
        gathered.take_all()
    trusted = written.trust or Trust()
    return divide(
        PortfolioAsked(
            today=now.date(),
            said=_said(written, gathered, hours=hours, until=until, now=now),
            plans=tuple(gathered.found),
            name=written.name or None,
            safe=written.safe if safe is None else (SafeHours(name="safe", returns=safe),),
            trust=trusted if trust is None else msgspec.structs.replace(trusted, chance=trust),
            left_out=tuple(gathered.left_out),
            notes=tuple(gathered.notes),
        )
    )


def _written(plans: tuple[str, ...]) -> tuple[PortfolioText | None, Path | None]:
    """The portfolio that a file is, and the folder in which it stands. PlanError with every mistake of it."""
    from acumen.desk.plans.read import bytes_of
    from acumen.planfile.portfolios import is_portfolio, read_portfolio

    texts = [(name, bytes_of(name)) for name in plans if Path(name).is_file()]
    portfolios = [(name, text) for name, text in texts if is_portfolio(text)]
    if not portfolios:
        return None, None
    if len(plans) > 1:
        raise ArgumentsError(
            f"expected one portfolio alone, or plans, found the portfolio {portfolios[0][0]} beside others"
        )
    name, text = portfolios[0]
    found, problems = read_portfolio(text, source=name)
    if found is None:
        raise PlanError(problems, what="portfolio")
    return found, Path(name).parent


def _said(
    written: PortfolioText, gathered: _Gathering, *, hours: str | None, until: str | None, now: datetime
) -> SaidHours:
    """The hours that were said: on the command line, in the file, or for all one's plans."""
    from acumen.desk.portfolio.clock import SaidHours
    from acumen.errors import UsageError
    from acumen.inputs.days import read_by
    from acumen.planfile.portfolios import read_capacity
    from acumen.readings.misread import Misread

    by = read_by(until, after=now, now=now)
    said = SaidHours(
        hours=written.hours,
        per_week=written.hours_per_week,
        first=written.first,
        last=written.last if by is None else by.date(),
        days=written.days,
        off=written.off,
        told=gathered.told_hours,
    )
    if hours is None and (said.hours is not None or said.per_week is not None):
        return said
    if hours is None:
        own = gathered.own_hours
        return (
            said
            if own is None
            else msgspec.structs.replace(said, per_week=own.hours_per_week, days=own.days, off=own.off)
        )
    read = read_capacity(hours)
    if isinstance(read, Misread):
        raise UsageError(read.message, hint=read.hint)
    own, days, off = gathered.own_hours, said.days, said.off
    if own is not None:  # days that were set for all plans, where the file says none
        days = own.days if days is msgspec.UNSET else days
        off = own.off if off is msgspec.UNSET else off
    return msgspec.structs.replace(said, hours=read.hours, per_week=read.per_week, days=days, off=off, told=0.0)


class _Gathering:
    """Plans found by name or file, in the order in which they are named."""

    def __init__(
        self, opened: Callable[[], Book], now: datetime, folder: Path | None, *, as_said: bool, first: date | None
    ) -> None:
        self._opened, self._now, self._folder = opened, now, folder
        self._as_said, self._first = as_said, first
        self._book: Book | None = None
        self.found: list[Sharing] = []
        self.left_out: list[PlanLeftOut] = []
        self.notes: list[str] = []
        self.told_hours = 0.0

    @property
    def book(self) -> Book:
        """The ledger, opened when the first plan is looked for in it."""
        if self._book is None:
            self._book = self._opened()
        return self._book

    @property
    def own_hours(self) -> OwnHours | None:
        """Hours a week that were set for all plans; None where none were, or no ledger was needed."""
        from acumen.desk.state.own_hours import read_own_hours

        return None if self._book is None else read_own_hours(self._book, self._book.recall("marks").marks)

    def take(self, one: SharedPlan) -> None:
        """A file, or a plan that is followed."""
        path = Path(one.plan) if self._folder is None else self._folder / one.plan
        beside = next((near for suffix in SUFFIXES if (near := path.with_name(path.name + suffix)).is_file()), None)
        if path.is_file() or one.plan.endswith(SUFFIXES):
            self._read(path, one.most_hours)
        elif beside is not None and self._folder is not None and not self._is_followed(one.plan):
            self._read(beside, one.most_hours)
        else:
            self._follow(one.plan, one.most_hours)

    def _read(self, path: Path, most_hours: float | None) -> None:
        """A file; in a portfolio's file one of a plan that is followed means that plan, from where it stands."""
        from acumen.desk.extras import beside
        from acumen.desk.plans.read import read_plan
        from acumen.desk.portfolio.sharing import Sharing

        plan = read_plan(path)
        is_followed, notes = beside("Whether a plan is followed", lambda: self._is_followed(plan.plan), otherwise=False)
        self.notes += notes
        if is_followed and self._folder is not None:
            self.notes.append(
                f"{plan.plan} counts from where it stands, as it was adopted; its file is not read again."
            )
            self._follow(plan.plan, most_hours)
            return
        if is_followed:
            self.notes.append(
                f"{plan.plan} counts as its file has it, not begun; you follow it: say {plan.plan}, no file, and it counts "
                "from where it stands."
            )
        self.found.append(Sharing(plan=plan, named=str(path), most_hours=most_hours))

    def take_all(self) -> None:
        """Every plan whose goal is open and that nobody has stopped; those that rest are left out and said."""
        from acumen.desk.state.current_plan import ADOPT
        from acumen.errors import UsageError
        from acumen.history import open_plans

        history = self.book.recall("plans", "marks")
        followed = open_plans(history.plans, history.marks)
        if not followed:
            raise UsageError(
                "no plan is followed", hint=f"name files: acumen portfolio a.yaml b.yaml --hours 60; or {ADOPT}"
            )
        for id_ in followed:
            self._follow(id_, None)

    def _is_followed(self, name: str) -> bool:
        from acumen.history import plan_slugs

        history = self.book.recall("plans", "marks")
        return name in plan_slugs(history.plans, history.marks).values()

    def _follow(self, name: str, most_hours: float | None) -> None:
        from acumen.desk.loop.standing import stand
        from acumen.desk.portfolio.sharing import Sharing
        from acumen.desk.state.current_plan import choose, is_reached

        chosen = choose(self.book, name)
        state, slug = chosen.state, chosen.plan.plan
        if state.stopped is not None:
            self.left_out.append(PlanLeftOut(plan=slug, reason="it was stopped"))
        elif state.rests(self.book.now) and is_reached(state) is None:
            self.left_out.append(
                PlanLeftOut(plan=slug, reason=f"it is parked; acumen stop {chosen.named} --resume goes on")
            )
        else:
            told = self._told(state.steps)
            self.told_hours += told
            standing = stand(self.book, state.id, as_said=self._as_said)
            self.notes += standing.notes
            self.found.append(
                Sharing(
                    plan=standing.plan,
                    named=chosen.named,
                    progress=standing.progress,
                    most_hours=most_hours,
                    told_hours=told,
                    is_adopted=True,
                )
            )

    def _told(self, steps: tuple[StepPast, ...]) -> float:
        """Hours told of steps that were worked on since the first day."""
        if self._first is None:
            return 0.0
        since = datetime.combine(self._first, time(), tzinfo=self._now.tzinfo)
        return sum(past.hours or 0.0 for past in steps if past.last_at is not None and past.last_at >= since)
