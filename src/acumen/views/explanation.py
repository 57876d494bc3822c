"""The reasons for an answer in words."""

from collections.abc import Iterator

from acumen.pages import Block, Cell, Column, Gap, Headline, Hint, Span, Table, Text
from acumen.pages.blocks import notes
from acumen.pages.columns import N_COLUMNS, clip, cut
from acumen.pages.figures import hours
from acumen.pages.number_format import say_hours, say_least, say_number, say_prob
from acumen.results.dates import HoldsWhile
from acumen.results.plans import Answer, Figure, TipShown
from acumen.results.sensitivity import Why
from acumen.views.anyway import write_anyway
from acumen.views.due_days import say_goal, write_passed, write_together, write_uncounted
from acumen.views.scenarios import write_scenarios

N_ID_COLUMNS = 22
TIPS = (
    Column(width=N_ID_COLUMNS - 2, name="step"),
    Column(head="now", width=17, is_loose=True),
    Column(head="it is", width=23, is_loose=True, name="holds"),
    Column(head="else", name="else"),
)
SWINGS = (
    Column(width=N_ID_COLUMNS - 2, name="step"),
    Column(width=34, gap=0, name="input"),
    Column(head="if lower", width=12, is_right=True),
    Column(head="if higher", width=12, is_right=True),
)
N_SWINGS = 10
N_TIPS = 14


def write_why(why: Why) -> Iterator[Block]:
    """The whole text."""
    answer = why.answer
    yield from write_passed(answer.passed)
    yield from write_uncounted(why.uncounted)
    if answer.goal is not None:
        yield Headline(f"The goal of {answer.plan} {say_goal(answer.part_ids, is_made=answer.goal)}", is_cut=True)
        yield Text("So nothing is left to decide. What came of each step:", indent=2)
        yield Hint("", "log", indent=2)
        yield from notes(why.notes)
        return
    yield Headline(f"Why {answer.next}?" if answer.next != "stop" else "Why stop?", is_cut=True)
    yield from (Text(reason, indent=2) for reason in answer.why)
    is_stop = answer.anyway is not None
    if answer.anyway is not None:
        yield from (Gap(), *write_anyway(answer.anyway, answer.worth or 0.0))
    if why.holds_while is not None:
        yield from _by_date(why, why.holds_while)
    rest = () if is_stop else (_tips(answer), _swings(why), _moves(why))
    for part in (_scenarios(why), _worths(why), *rest):
        yield Gap()
        yield from part
    yield from notes(dict.fromkeys((*answer.notes, *why.notes)))


def _by_date(why: Why, holds: HoldsWhile) -> Iterator[Block]:
    """The chance of the date, and how many hours until it the advice stands for."""
    dated = why.answer.dated
    if dated is not None:
        yield Gap()
        on_time = f"{100.0 * why.answer.chance:.0f} %"
        yield Text(f"On time {on_time}, by {dated.ship}, with {say_hours(dated.hours_until)} of work until then.")
        yield from write_together(dated)
    ends = (("fewer than", holds.low_hours, holds.next_if_less), ("more than", holds.high_hours, holds.next_if_more))
    told = [
        (f"with {word} {say_hours(hours)} until the date the advice is ", Span(clip(step, N_ID_COLUMNS), "id"))
        for word, hours, step in ends
        if hours is not None and step is not None
    ]
    if not told:
        yield Text("The advice is the same with a third of these hours and with twice as many.")
    for line in told:
        yield Text(line, indent=2)
    yield Text("`ship` says which steps the date leans on.")


def _scenarios(why: Why) -> Iterator[Block]:
    """Where the value comes from; nothing where there is only one way to end."""
    if len(why.scenarios) < 2:  # noqa: PLR2004 -- one way says nothing
        return
    value = why.answer.value
    if why.answer.anyway is not None:
        yield write_scenarios(why.scenarios, "How it would end, if you went on all the same", "adds")
    elif value is None:
        yield write_scenarios(why.scenarios, "How it ends", None)
    elif why.answer.objective == "hours":
        yield write_scenarios(why.scenarios, f"How it ends, and what takes {say_hours(value)}", "adds")
    else:
        yield write_scenarios(why.scenarios, f"Where the value, {say_hours(value)}, comes from", "adds")


def _worths(why: Why) -> Iterator[Block]:
    """Break-even, and the worths at which another step comes first."""
    answer = why.answer
    if answer.objective == "hours" or answer.break_even_worth is None:
        return
    least = say_hours(answer.break_even_worth) if answer.anyway is None else say_least(answer.break_even_worth)
    if answer.worth is None:
        yield Text(f"Worth: from {least} on a start pays; the plan says none.")
        return
    yield Text(f"Worth: from {least} on a start pays; the plan has {say_hours(answer.worth)}.")
    for tip in why.worth_tips:
        if isinstance(tip.at, float) and tip.next != "stop":
            if answer.anyway is not None and tip.next == answer.anyway.next:
                continue  # said above
            side = "below" if tip.at < answer.worth else "above"
            name = Span(clip(tip.next or "", N_COLUMNS - 30), "id")
            yield Text((f"{side} {say_hours(tip.at)} the advice is ", name), indent=2)


def _tips(answer: Answer) -> Iterator[Block]:
    """A row for each tip, the nearest first, and a line for all inputs that have none."""
    tips = answer.tips or ()
    known = [tip for tip in tips if tip.at]
    if known:
        advice = clip(answer.next, N_COLUMNS - 60)
        yield Text(f"The advice, {advice}, holds while (each alone, the nearest first)")
    shown, n_more = cut(known, N_TIPS)
    rows = [(tip.id, _say(tip.input, tip.current), _holds(tip), tip.next or "") for tip in shown]
    yield Table(TIPS, tuple(rows), n_more)
    moved = {(tip.id, tip.input) for tip in known}
    steady = dict.fromkeys((tip.id, tip.input) for tip in tips if (tip.id, tip.input) not in moved)
    if steady:
        named = ", ".join(f"{input_} of {clip(id_, N_ID_COLUMNS)}" for id_, input_ in steady)
        yield Text(f"Nothing short of 0 % changes it: {named}.", indent=2)


def _holds(tip: TipShown) -> str:
    """`above 41 %`, `below 3 to 12 h`."""
    if tip.at is None:
        return "always"
    return f"{'above' if _size(tip.at) < _size(tip.current) else 'below'} {_say(tip.input, tip.at)}"


def _size(figure: Figure) -> float:
    return figure[1] if isinstance(figure, tuple) else figure


def _say(name: str, figure: Figure) -> str:
    if isinstance(figure, tuple):
        return f"{say_number(figure[0])} to {say_number(figure[1])} h"
    return say_prob(figure) if name == "chance" else say_hours(figure)


def _swings(why: Why) -> Iterator[Block]:
    """The widest swings: what the value is at the low and at the high place of an input."""
    moving = [swing for swing in why.swings if swing.value_low != swing.value_high]
    if not moving:
        return
    yield Text(f"{_what(why.answer)} when one input is lower or higher")
    yield Text("(chances by 0.5 in log-odds, hours by a factor of 1.5):")
    rows = []
    for swing in moving[:N_SWINGS]:
        spread = f"{_say(swing.input, swing.low)} … {_say(swing.input, swing.high)}"
        rows.append((swing.id, spread, _end(swing.value_low), _end(swing.value_high)))
    yield Table(SWINGS, tuple(rows), max(0, len(moving) - N_SWINGS), "that move it less")


def _what(answer: Answer) -> str:
    if answer.status == "break-even":
        return f"The break-even worth, now {say_hours(answer.break_even_worth or 0.0)},"
    if answer.objective == "hours":
        return f"The expected hours, now {say_hours(answer.value or 0.0)},"
    return f"The value, now {say_hours(answer.value or 0.0)},"


def _end(value: float | None) -> Cell:
    return hours(value, "none" if value is None else None)


def _moves(why: Why) -> Iterator[Block]:
    if why.moves:
        yield Text("Worth a thought (nothing of this is applied):")
    yield from (Text(f"- {move.text}", indent=2, hang=4) for move in why.moves)
