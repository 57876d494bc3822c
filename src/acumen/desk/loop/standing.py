"""Where an adopted plan stands, with its figures as one's record has found them to be meant: what the advice is about."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from acumen.desk.book import Book
from acumen.desk.extras import beside
from acumen.desk.loop.advice import BY_RECORD, recollect
from acumen.desk.plans.progress import Progress
from acumen.desk.plans.solve import solve
from acumen.desk.state.current_plan import choose, progress_of
from acumen.records import Plan
from acumen.results.plans import Objective, Simulated

if TYPE_CHECKING:
    from acumen.desk.calibration.corrected_plan import MeantPlan
    from acumen.desk.calibration.fit import Learned
    from acumen.results.calibration import CorrelatedOutcome

AS_MEANT = "Chances and hours are what your record says they have meant; --as-said takes the plan at its word."


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A plan and how far it has got; `is_meant`: corrected by what one's record has earned."""

    plan: Plan
    progress: Progress | None = None
    is_meant: bool = False
    untold: tuple[str, ...] = ()  # why the record does not count, where it should
    said: Plan | None = None  # as it stands in the ledger, and what was learnt, where it `is_meant`
    meant: MeantPlan | None = None
    learned: Learned | None = None

    @property
    def notes(self) -> tuple[str, ...]:
        """What has to be said beside anything that follows from it."""
        return (*((AS_MEANT,) if self.is_meant else ()), *self.untold)


def together(
    standing: Standing, *, objective: Objective = "net", worth: float | None = None
) -> CorrelatedOutcome | None:
    """What the advice comes to as the misses of all steps go together; None where no record corrects it, and for hours."""
    said, meant, learned = standing.said, standing.meant, standing.learned
    if said is None or meant is None or learned is None or objective != "net":
        return None
    from acumen.desk.calibration.correlated_errors import draw_together  # noqa: PLC0415 -- needed only where something was earned

    answer = solve(meant.plan, worth=worth, progress=meant.progress)
    drawn = None if answer.goal is not None else draw_together(said, meant, learned, answer)
    return drawn if drawn is not None and drawn.is_begun else None


def simulate_from(
    standing: Standing, run: Callable[[], Simulated], *, objective: Objective, worth: float | None
) -> Simulated:
    """The runs from there, with the chance of the goal as misses go together beside them."""
    told = run()
    ask = partial(together, standing, objective=objective, worth=worth)
    drawn, notes = beside("The chance of the goal as one miss brings others", ask, otherwise=None)
    chance = None if drawn is None else drawn.chance
    return msgspec.structs.replace(told, chance_together=chance, notes=(*told.notes, *standing.notes, *notes))


def stand(book: Book, plan: str | None = None, *, as_said: bool = False) -> Standing:
    """The adopted plan (`plan`: its slug or id, where several are), from which all advice on it goes on."""
    chosen = choose(book, plan)
    progress = progress_of(chosen.state)
    learned, untold = (None, ()) if as_said else recollect(book)
    as_it_is = Standing(plan=chosen.believed, progress=progress, untold=untold)
    if learned is None or not learned.is_earned:
        return as_it_is
    from acumen.desk.calibration.corrected_plan import mean  # noqa: PLC0415 -- nothing of it is needed before something is earned

    meant, untold = beside(BY_RECORD, lambda: mean(chosen.believed, progress, learned), otherwise=None)
    if meant is None or not meant.changed:
        return msgspec.structs.replace(as_it_is, untold=untold)
    return Standing(
        plan=meant.plan, progress=meant.progress, is_meant=True, said=chosen.believed, meant=meant, learned=learned
    )
