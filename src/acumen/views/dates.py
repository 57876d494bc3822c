"""A date questioned, in words: the chance of it first, then what to start, what would help, what to cut and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from acumen.errors import UsageError
from acumen.pages import Block, Cell, Gap, Headline, Hint, Row, Span, Table, Text
from acumen.pages.blocks import NONE, notes
from acumen.pages.columns import clip
from acumen.pages.commands import PROGRAM
from acumen.pages.figures import columns, hours
from acumen.pages.number_format import say_change, say_count, say_hours, say_number
from acumen.results.dates import CutNow, Effect, ShipDate
from acumen.views.alarms import write_since

if TYPE_CHECKING:
    from acumen.charts import Chart

N_NAME_COLUMNS = 26
N_SHORT_ID = 8  # as in the log
N_SHOWN_EFFECTS = 8
LEAST_HOURS = 1.0  # that a later date has to bring to be spoken of
LITTLE = 0.05  # of a chance: what more time would bring
NOISE = 2.0  # standard errors: what moves a chance by less is not told apart from chance
NOTHING, NEVER = "nothing", "never"
N_NEAR_DAYS = 300  # further off, a day is said with its year


def write_ship(told: ShipDate) -> Iterator[Block]:
    """The whole text; what is overdue comes first, as all else hangs on what remains of it."""
    if told.overdue_steps:
        names, one = ", ".join(clip(step, N_NAME_COLUMNS) for step in told.overdue_steps), len(told.overdue_steps) == 1
        yield Headline(
            f"{names} {'is' if one else 'are'} overdue: say how much remains, or leave {'it' if one else 'them'}"
        )
        ask = Span(f"{PROGRAM} next --plan {told.plan}", "command")
        yield Text((ask, f" asks. What follows is as if {'it' if one else 'they'} were left."), indent=2)
        yield Gap()
    if told.next is None and told.on_time == 0.0:
        yield Headline((Span(told.plan, "id"), f": nothing pays by {told.ship}; the advice is to stop"))
        yield from _turned(told)
        return
    yield Headline((Span(told.plan, "id"), f": {_percent(told.on_time)} on time, by {told.ship}"))
    yield from _advice(told)
    if told.slip is not None:
        yield from (Gap(), *write_since(told.slip))
    if told.promise is not None:
        yield Gap()
        yield Text(f"From now on {_percent(told.on_time)} is what is promised.")
        yield Hint("To take that back", f"undo {told.promise[:N_SHORT_ID]}")
    yield Gap()
    yield from _chances(told)
    if told.tripwires:
        wires = " · ".join(f"{wire.step} {_day(wire.by_day, told)}" for wire in told.tripwires)
        yield Text(f"The chance falls below 50 % if one of these has not worked by its day: {wires}.")
    if told.effects:
        yield from (Gap(), _helps(told))
    if told.parts:
        yield from (Gap(), *_cuts(told))
    if any(abs(other.value - _base(told)) >= LEAST_HOURS for other in told.dates):
        later = " · ".join(
            f"{_day(other.ship, told)} {_percent(other.on_time)} {say_change(round(other.value - _base(told)))}"
            for other in told.dates
        )
        yield Gap()
        yield Text(f"Due later, planned anew: {later}.")
    if told.shared_surprise:
        yield Gap()
        yield Text(
            f"Steps tend to run over together: {_percent(told.shared_surprise)} of what surprises is taken to be common to all"
            " (`together` in the plan). The hours that a change gains or loses are figured without that."
        )
    yield from notes(told.notes)


def _turned(told: ShipDate) -> Iterator[Block]:
    """The first later day that was looked at by which something pays; where none does, how to ask about another."""
    first = next((other for other in told.dates if other.value >= LEAST_HOURS), None)
    if first is None:
        last = told.dates[-1].ship if told.dates else told.ship
        yield Text(f"Nor by {last}; a still later day is asked about by --date, other hours by --hours.", indent=2)
        return
    said = f"By {first.ship} it would pay: {_percent(first.on_time)} on time, worth {say_hours(round(first.value))}"
    yield Text(f"{said} (--date {first.ship} says more).", indent=2, hang=4)


def draw_ship(told: ShipDate) -> Chart:
    """The share of runs that have shipped by each day, up to the date and beyond it; UsageError where none ever does."""
    from acumen import charts  # noqa: PLC0415 -- drawing loads much

    if not told.curve_days or told.ever <= 0.0:
        raise UsageError("there is nothing to draw: nothing is ever shipped", hint="`next` says why")
    return charts.draw_finish(
        told.curve_days,
        told.curve_shares,
        ship=told.ship,
        on_time=told.on_time,
        ever=told.ever,
        title=f"By when {clip(told.plan, N_NAME_COLUMNS)} ships",
        subtitle=f"{told.runs:,} runs of the advice (seed {told.seed}); grey: due later, planned anew",
        later=[(other.ship, other.on_time) for other in told.dates],
    )


def _advice(told: ShipDate) -> Iterator[Block]:
    if told.next is None:
        said = (
            "Next: nothing more; ship what is there." if told.on_time > 0.0 else "Next: stop. Nothing pays by that day."
        )
        yield Text(said, indent=2)
        return
    leave = (
        "carry it through"
        if told.patience_hours is None
        else f"leave it after {say_hours(told.patience_hours + told.spent_hours)} unless it works"
    )
    yield Text(("Next: ", Span(told.next, "id"), f"; {leave}."), indent=2)
    is_exact = told.status == "exact"
    if told.net_mean == told.value:
        proof = ", exact" if is_exact else f"; at most {say_hours(told.upper)}, {_sure(told)}"
        yield Text(
            ("Going on is worth ", Span(say_hours(told.value), "hours"), f" more than stopping now{proof}."), indent=2
        )
        return
    if told.net_mean < 0.0:
        yield Text(
            (
                "Whether going on pays is not clear: as steps tend to run over together it loses ",
                Span(say_hours(-told.net_mean), "hours"),
                "; stopping now loses nothing.",
            ),
            indent=2,
        )
    else:
        gain = Span(say_hours(told.net_mean), "hours")
        yield Text(("Going on is worth ", gain, " more than stopping now."), indent=2)
    if told.status == "estimated":
        alone = f"about {say_hours(told.value)} ± {say_number(2.0 * told.error)}, at most {say_hours(told.upper)}"
        yield Text(f"(If hours missed each by itself: {alone}, {_sure(told)}.)", indent=2)
        return
    alone = say_hours(told.value) if is_exact else f"between {say_number(told.lower)} and {say_hours(told.upper)}"
    yield Text(
        f"(Were no step's overrun to go with another's: {alone}, {'exact' if is_exact else 'proven'}.)", indent=2
    )


def _sure(told: ShipDate) -> str:
    return "proven" if told.bound_error == 0.0 else "all but certain"


def _give_or_take(told: ShipDate) -> str:
    """Nothing where runs add nothing to what is known."""
    points = 200.0 * told.on_time_error
    return "" if points == 0.0 else f" (± {max(points, 0.1):.1f} points, {told.runs:,} runs)"


def _chances(told: ShipDate) -> Iterator[Block]:
    yield Text(
        f"Until then there are {say_hours(told.hours_until)} of work for you; the plan takes "
        f"{say_hours(told.hours)} on average."
    )
    whole = (
        f", with nothing missing {_percent(told.whole_prob)}" if told.parts or told.whole_prob < told.on_time else ""
    )
    yield Text(
        f"On time {_percent(told.on_time)}{_give_or_take(told)}{whole}. "
        f"With all the time in the world {_percent(told.ever)}"
        f"{': the date is not what stands in the way.' if told.ever - told.on_time < LITTLE else '.'}"
    )
    if told.ready[0].day is None:
        yield Text("Fewer than half of the runs ship at all.")
    ready = " · ".join(f"{_percent(by.prob)} {NEVER if by.day is None else _day(by.day, told)}" for by in told.ready)
    if told.ready[0].day is not None:
        yield Text(f"Shipped by: {ready} (share of all runs).")
    if told.slack_days is not None:
        left = "no day is" if told.slack_days == 0 else f"{say_count(told.slack_days, 'day')} or more are"
        yield Text(f"Where it is on time, in half of the cases {left} left.")


def _helps(told: ShipDate) -> Table:
    n_all = len(told.effects)
    most = "What would help most" if n_all <= N_SHOWN_EFFECTS else f"The {N_SHOWN_EFFECTS} of {n_all} that matter most"
    heads = columns(most, ("half as long", 17), ("sure to work", 17), ("goes badly", 17), width=N_NAME_COLUMNS)
    return Table(heads, tuple(_help(effect, told) for effect in told.effects[:N_SHOWN_EFFECTS]))


def _help(effect: Effect, told: ShipDate) -> Row:
    return (
        Span(clip(effect.step, N_NAME_COLUMNS - 3), "id"),
        _moved(effect.half_on_time, effect.half_gain_hours, told),
        _moved(effect.sure_on_time, effect.sure_gain_hours, told),
        _moved(effect.bad_on_time, effect.bad_gain_hours, told),
    )


def _moved(on_time: float | None, gain_hours: float | None, told: ShipDate) -> Cell:
    """A chance and what it gains; nothing where it can't be told apart from no change."""
    if on_time is None or gain_hours is None:
        return Cell(None, NONE, "chance")
    is_noise = abs(on_time - told.on_time) < NOISE * told.on_time_error and abs(gain_hours) < 0.01 * told.upper
    said = NONE if is_noise else f"{_percent(on_time)} {say_change(round(gain_hours))}"
    return Cell(on_time, said, "chance")


def _cuts(told: ShipDate) -> Iterator[Block]:
    gone = [cut.part_ids[0] for cut in told.cuts if len(cut.part_ids) == 1 and abs(cut.cost_hours) < LEAST_HOURS / 2.0]
    paying = [cut for cut in told.cuts if cut.part_ids and cut.cost_hours < 0.0]
    if paying:
        yield Text(
            f"Cut {' and '.join(paying[0].part_ids)} now: the plan is worth {say_hours(-paying[0].cost_hours)} more without."
        )
    elif gone:
        yield Text(f"Leave out {' and '.join(gone)}: it does not pay.")
    else:
        yield Text("Cut nothing yet: what to leave out is better decided on the last days.")
    heads = columns("A part goes when", ("begin by", 12), ("missing in", 12), width=N_NAME_COLUMNS)
    rows = tuple(
        (
            Span(clip(part.part, N_NAME_COLUMNS - 3), "id"),
            Cell(None if part.begin_by is None else str(part.begin_by), _day(part.begin_by, told), "day"),
            Cell(part.missing_prob, _percent(part.missing_prob), "chance"),
        )
        for part in told.parts
    )
    yield Table(heads, rows)
    yield Gap()
    heads = columns(
        "If it were cut now", ("worth lost", 12), ("on time", 10), ("value", 10), ("worse by", 10), width=N_NAME_COLUMNS
    )
    yield Table(heads, tuple(_cut(cut) for cut in told.cuts))


def _cut(cut: CutNow) -> Row:
    name = ", ".join(cut.part_ids) or NOTHING
    is_none = not cut.part_ids
    return (
        Span(clip(name, N_NAME_COLUMNS - 3), "id"),
        hours(cut.lost_hours, NONE if is_none else None),
        Cell(cut.on_time, _percent(cut.on_time), "chance"),
        hours(round(cut.value)),
        hours(cut.cost_hours, NONE if is_none else say_hours(round(cut.cost_hours))),
    )


def _base(told: ShipDate) -> float:
    """The value that other dates are compared with: that of nothing cut, rounded like theirs, where there is one."""
    return told.cuts[0].value if told.cuts else told.value


def _percent(prob: float) -> str:
    """Whole percent, as runs tell no more; never 0 or 100 for what is neither."""
    if 0.0 < prob < 0.005:  # noqa: PLR2004 -- would be rounded to 0
        return "<1 %"
    return ">99 %" if 0.995 <= prob < 1.0 else f"{100.0 * prob:.0f} %"  # noqa: PLR2004


def _day(day: date | None, told: ShipDate) -> str:
    if day is None:
        return "never pays"
    year = f" {day.year}" if (day - told.today).days > N_NEAR_DAYS else ""
    return f"{day.day} {day:%b}{year}"
