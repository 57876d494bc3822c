"""Log: what was written down, in words, the latest last."""

from datetime import date, datetime

from acumen.desk.book import Book
from acumen.desk.loop.record_summaries import tell
from acumen.desk.state.current_plan import choose
from acumen.errors import UsageError
from acumen.history import timeline
from acumen.inputs.days import begin_of, in_zone, read_on
from acumen.records import Act
from acumen.results.loop import Log, LogEntry

N_ENTRIES = 20


def log(
    book: Book, plan: str | None = None, *, since: str | date | datetime | None = None, n: int | None = N_ENTRIES
) -> Log:
    """The last `n` records (None: all), of one plan or of everything, `since` a day or moment.

    >>> [one.kind for one in acumen.log(book, n=2).entries]
    ['question-resolved', 'time-spent']
    """
    if n is not None and n < 1:
        raise UsageError(f"expected 1 entry or more, found {n}", hint="name a number from 1 on: -n 20")
    history = book.recall()
    only = None if plan is None else choose(book, plan).state.id
    begin = None if since is None else _begin(since, book.now)
    undone, telling = history.marks.corrected(), tell(history, writer=book.ledger.writer)
    wanted = [
        said
        for said in timeline(history)
        if not isinstance(said.record, Act)  # what it ties together stands in the log
        and (begin is None or said.happened_at >= begin)
        and (only is None or telling.plan_of(said) == only)
    ]
    shown = wanted if n is None else wanted[-n:]
    entries = tuple(
        LogEntry(
            position=said.position,
            id=said.id,
            kind=said.record.KIND,
            happened_at=in_zone(said.happened_at, book.now.tzinfo),
            written_at=in_zone(said.written_at, book.now.tzinfo),
            plan=telling.slug_of(said),
            text=telling.say(said),
            is_undone=said.id in undone,
        )
        for said in shown
    )
    return Log(entries=entries, n_more=len(wanted) - len(shown))


def _begin(since: str | date | datetime, now: datetime) -> datetime:
    """The first moment of a day in the zone of `now`, or the moment said."""
    at = read_on(since, now=now)
    is_moment = isinstance(since, datetime) or (isinstance(since, str) and ":" in since)
    return at if is_moment else begin_of(at.date(), now.tzinfo)
