"""The question that a step leaves open once it has had its hours: leave it, or say what remains, and what that would take."""

from collections.abc import Iterator

from acumen.inputs.bet_text import write_chance, write_hours
from acumen.pages import Block, Gap, Headline, Hint, Span, Text
from acumen.pages.columns import cut
from acumen.pages.number_format import is_left, say_hours, say_number, say_prob
from acumen.records import Interval
from acumen.results.loop import Overrun
from acumen.results.plans import Figure, Overdue, Then, Tipping

N_LEAST_COLUMNS = 8
N_WAYS = 3
SURE = 1.0


def write_overdue(late: Overdue, *, beside: str = "") -> Iterator[Block]:
    """The question, from when on going on pays, and what follows if it works. `beside`: an option that commands need."""
    yield Headline(("Next: say how much remains of ", Span(late.id, "id"), ", or leave it"), hang=6)
    told = f"{say_hours(late.spent_hours)} spent; you said {say_prob(late.said_chance)}"
    most = late.said_hours[1] if isinstance(late.said_hours, tuple) else late.said_hours
    yield Text(f"It is overdue, not failed: its {say_hours(most)} are over without success ({told}).", indent=2)
    yield Gap()
    yield from _going_on(late, beside)
    yield Hint("Else", f"done {late.id} --left{beside}", hang=6)
    yield from _after(late)


def _going_on(late: Overdue, beside: str) -> Iterator[Block]:
    rows = [row for row in late.tipping if row.chance is not None]
    if any(row.break_even_worth is not None for row in late.tipping):
        yield Text("Going on pays if success is worth, for what you think remains, at least")
        for row in late.tipping:
            if row.break_even_worth is not None:
                yield _row(say_hours(row.break_even_worth), row, late.said_chance, late, beside)
    elif rows:
        yield Text("Go on only if you now think it at least this likely to work:")
        yield from (_row(say_prob(row.chance or 0.0), row, row.chance or 0.0, late, beside) for row in rows)
        if rows[-1].chance == SURE:
            yield Text("(a certainty: nothing less pays)", indent=2)
    elif late.tipping:
        yield Text("By the rest of the plan going on does not pay, however likely it is to work.")
    else:
        command = f"start {late.id} --chance CHANCE --hours '{_say(late.said_hours)}'{beside}"
        yield Hint("Say your chance, and the hours that remain", command)


def _row(least: str, row: Tipping, chance: float, late: Overdue, beside: str) -> Hint:
    within = row.more_hours[1] if isinstance(row.more_hours, tuple) else row.more_hours
    command = f"start {late.id} --chance {write_chance(chance)} --hours '{_say(row.more_hours)}'{beside}"
    indent = 2 + max(0, N_LEAST_COLUMNS - len(least))
    return Hint(f"{least} in {say_number(within)} h more", command, indent=indent, hang=6)


def _after(late: Overdue) -> Iterator[Block]:
    """What follows should it work after all."""
    then = late.if_it_works
    if then is None:
        return
    worth = "" if late.value_if_it_works is None else f"; the plan is then worth {say_hours(late.value_if_it_works)}"
    yield Text(f"If it works after all: {_then(then)}{worth}.")


def _then(then: Then) -> str:
    if then.goal is not None:
        return "the goal is reached" if then.goal else "the goal has failed all the same"
    patience = (
        f", for up to {say_hours(then.patience_hours)}"
        if then.patience_hours is not None and is_left(then.leave_chance)
        else ""
    )
    return f"{then.next}{patience}"


def _say(hours: Figure) -> str:
    if isinstance(hours, tuple):
        return write_hours(Interval(low_hours=hours[0], high_hours=hours[1]))
    return write_hours(hours)


def say_swamp(swamp: Overrun) -> str:
    """That a step has outlived its patience, and what is worth more for each hour."""
    meant = "" if swamp.patience_hours is None else f" where {say_hours(swamp.patience_hours)} were meant"
    of = " where none was meant" if swamp.patience_hours == 0.0 else meant
    has_outlived = swamp.patience_hours is None or swamp.spent_hours < swamp.patience_hours
    head = f"{swamp.step} {'is worth no further hour' if has_outlived else 'has outlived its patience'}"
    if swamp.patience_hours is not None and 0.0 < swamp.before_hours >= swamp.patience_hours:  # said anew, of the rest
        head, of = f"{swamp.step} is worth no further hour by what you last said of it", ""
    told = f"{head}: {say_hours(swamp.spent_hours)} spent{of}."
    if not swamp.ways:
        return f"{told} Nothing untried is worth more an hour."
    ways, n_more = cut(swamp.ways, N_WAYS)
    rates = [way.id if way.value_per_hour is None else f"{way.id} ({say_number(way.value_per_hour)} h)" for way in ways]
    more = f" and {n_more} more" if n_more else ""
    if swamp.value_per_hour is None:
        return f"{told} Untried: {', '.join(rates)}{more}."
    than = f" than its {say_number(swamp.value_per_hour)} h" if swamp.value_per_hour > 0.0 else ""
    return f"{told} Untried and worth more an hour{than}: {', '.join(rates)}{more}."
