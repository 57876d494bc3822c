"""A simulation in words."""

from collections.abc import Iterator

from acumen.desk.plans.simulate import PROBS
from acumen.pages import Block, Column, Gap, Headline, Row, Span, Table, Text
from acumen.pages.blocks import notes
from acumen.pages.columns import N_COLUMNS, clip, cut
from acumen.pages.figures import chance, columns, hours, number
from acumen.pages.number_format import say_count, say_hours, say_prob
from acumen.results.dates import ByDate
from acumen.results.plans import Simulated, StepUse
from acumen.views.answer import N_ID_COLUMNS
from acumen.views.due_days import write_passed, write_uncounted

N_LABEL_COLUMNS = 22
N_FIGURE_COLUMNS = 11
N_SHARE_COLUMNS = 9
N_STEPS = 12
MEANS = ("mean", "std. error", "exact")


def write_simulation(told: Simulated) -> Iterator[Block]:
    """The whole text."""
    yield from write_passed(told.passed)
    yield from write_uncounted(told.uncounted)
    what = "the advice for" if told.anyway is None else "going on all the same with"
    yield Headline(f"{say_count(told.runs, 'run')} of {what} {told.plan} (seed {told.seed})", is_cut=True)
    if told.anyway is not None:
        stop = f"The advice is to stop: at a worth of {say_hours(told.worth or 0.0)} this does not pay"
        yield Text(f"{stop} (`why` says what would turn it).", indent=2)
    yield Gap()
    if told.by_date is not None:
        yield from (*_by_date(told.by_date), Gap())
    if told.n_situations:
        yield from (_means(told), Gap(), _spread(told))
        yield Gap()
        yield from _within(told)
        yield Gap()
        yield from _steps(told)
    elif told.chance == 1.0 or told.failed == 1.0:
        yield Text(f"Nothing is left to try: the goal {'is reached' if told.chance == 1.0 else 'has failed'}.")
    else:
        yield Text("The advice is to stop, so nothing is tried; `next` says why.")
    if told.chance_together is not None:
        together = Span(say_prob(told.chance_together), "chance")
        yield Gap()
        yield Text(("When one of your steps fails others tend to: with that the chance of the goal is ", together, "."))
    yield from notes(told.notes)


def _by_date(told: ByDate) -> Iterator[Block]:
    """How the runs stood at the date."""
    shares = (
        ("shipped with nothing missing", told.whole_prob),
        ("shipped with something missing", told.cut_prob),
        ("shipped late", told.late_prob),
        ("never", told.never_prob),
    )
    said = " · ".join(f"{name} {100.0 * share:.0f} %" for name, share in shares if share > 0.0)
    yield Text(f"By {told.ship}: {said}.", hang=2)
    until = f"{say_hours(told.hours_until)} until then"
    yield Text(f"Of your {until}, {100.0 * told.busy:.0f} % are worked on it, on average.", hang=2)


def _columns(head: str, *heads: str, width: int = N_FIGURE_COLUMNS) -> tuple[Column, ...]:
    return columns(head, *((each, width) for each in heads), width=N_LABEL_COLUMNS)


def _means(told: Simulated) -> Table:
    """Means with their standard errors, the noise of the hours taken out where it can be, and what they estimate."""
    rows: list[Row] = []
    if told.exact.net is not None and told.net_mean is not None and told.net_controlled is not None:
        cells = (told.net_controlled, told.net_controlled_se, told.exact.net)
        rows.append(("worth minus hours", *map(hours, cells)))
    means = (told.hours_controlled, told.hours_controlled_se, told.exact.hours)
    rows.append(("hours", *map(hours, means)))
    chances = (told.chance, told.chance_se, told.exact.chance)
    rows.append(("chance of the goal", *map(chance, chances)))
    if told.by_date is not None:  # hours miss together in these runs, and in no closed figure
        return Table(_columns("", *MEANS[:2]), tuple(row[:3] for row in rows))
    return Table(_columns("", *MEANS), tuple(rows))


def _spread(told: Simulated) -> Table:
    """The distribution of hours, and of net worth."""
    rows: list[Row] = []
    for label, found in (("hours, at most", told.hours_quantiles), ("worth minus hours", told.net_quantiles)):
        if found is not None:
            rows.append((label, *map(hours, (found.q05, found.q25, found.q50, found.q75, found.q95))))
    return Table(_columns("Share of runs", *map(say_prob, PROBS)), tuple(rows))


def _within(told: Simulated) -> Iterator[Block]:
    """How likely it is to be done by then; in as many tables as fit beside one another."""
    shares = [(entry.reached, entry.failed, entry.stopped) for entry in told.within]
    ends = (("goal reached", told.chance), ("goal failed", told.failed), ("given up", told.stopped))
    n_shown = (N_COLUMNS - N_LABEL_COLUMNS) // N_SHARE_COLUMNS - 1
    for first in range(0, max(1, len(shares)), n_shown):
        place = slice(first, first + n_shown)
        heads = (*(say_hours(entry.hours) for entry in told.within[place]), "at all")
        rows: list[Row] = [
            (label, *(chance(column[at]) for column in shares[place]), chance(end))
            for at, (label, end) in enumerate(ends)
            if end > 0.0
        ]
        yield Table(_columns("Share of runs within", *heads, width=N_SHARE_COLUMNS), tuple(rows))


def _steps(told: Simulated) -> Iterator[Block]:
    """Where the hours go, and what is never tried."""
    tried = [use for use in told.steps if use.tried_prob > 0.0]
    idle = [use for use in told.steps if use.tried_prob <= 0.0]
    shown, n_more = cut(tried, N_STEPS)
    heads = (("tried", 10), ("works", 10), ("left", 10), ("hours", 10), ("of all", 10))
    yield Table(columns("Step", *heads, width=N_ID_COLUMNS), tuple(_row(use, told) for use in shown), n_more)
    if idle:
        yield Text(f"Never tried: {', '.join(clip(use.id, N_ID_COLUMNS) for use in idle)}", indent=2)


def _row(use: StepUse, told: Simulated) -> Row:
    share = chance(use.hours / told.hours_mean if told.hours_mean > 0.0 else None)
    ends = (chance(use.worked_prob / use.tried_prob), chance(use.left_prob / use.tried_prob))
    return Span(use.id, "id"), chance(use.tried_prob), *ends, number(use.hours), share
