"""Where an adopted plan stands, with its figures as one's record has found them to be meant: what the advice is about."""

import msgspec

from acumen.desk.beside import beside
from acumen.desk.keeping.book import Book
from acumen.desk.loop.advice import BY_RECORD, recollect
from acumen.desk.loop.plans import choose, progress_of
from acumen.desk.planning.progress import Progress
from acumen.records import Plan

AS_MEANT = "Chances and hours are what your record says they have meant; --as-said takes the plan at its word."


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A plan and how far it has got; `is_meant`: corrected by what one's record has earned."""

    plan: Plan
    progress: Progress | None = None
    is_meant: bool = False
    untold: tuple[str, ...] = ()  # why the record does not count, where it should

    @property
    def notes(self) -> tuple[str, ...]:
        """What has to be said beside anything that follows from it."""
        return (*((AS_MEANT,) if self.is_meant else ()), *self.untold)


def stand(book: Book, plan: str | None = None, *, as_said: bool = False) -> Standing:
    """The adopted plan (`plan`: its slug or id, where several are), from which all advice on it goes on."""
    chosen = choose(book, plan)
    progress = progress_of(chosen.state)
    learned, untold = (None, ()) if as_said else recollect(book)
    as_it_is = Standing(plan=chosen.believed, progress=progress, untold=untold)
    if learned is None or not learned.is_earned:
        return as_it_is
    from acumen.desk.taste.meant import mean  # noqa: PLC0415 -- nothing of it is needed before something is earned

    meant, untold = beside(BY_RECORD, lambda: mean(chosen.believed, progress, learned), otherwise=None)
    if meant is None or not meant.changed:
        return msgspec.structs.replace(as_it_is, untold=untold)
    return Standing(plan=meant.plan, progress=meant.progress, is_meant=True)
