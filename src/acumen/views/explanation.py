"""The reasons for an answer in words, in lines of at most 80 columns."""

from collections.abc import Iterable, Iterator

from acumen.pages.columns import N_COLUMNS, clip, cut, pad, wrap
from acumen.pages.number_format import say_hours, say_number, say_prob
from acumen.results.plans import Answer, Figure, TipShown
from acumen.results.sensitivity import Why
from acumen.views.scenarios import write_scenarios

N_ID_COLUMNS = 22
N_NOW_COLUMNS = 17
N_HOLDS_COLUMNS = 23
N_SPREAD_COLUMNS = 34
N_END_COLUMNS = 12
N_SWINGS = 10
N_TIPS = 14


def write_why(why: Why) -> list[str]:
    """The whole text."""
    answer = why.answer
    lines = [clip(f"Why {answer.next}?" if answer.next != "stop" else "Why stop?", N_COLUMNS)]
    for reason in answer.why:
        lines += wrap(f"  {reason}", "  ")
    lines += _section(_scenarios(why))
    lines += _section(_worths(why))
    lines += _section(_tips(answer))
    lines += _section(_swings(why))
    lines += _section(_moves(why))
    for note in dict.fromkeys((*answer.notes, *why.notes)):
        lines += ["", *wrap(f"Note: {note}", "  ")]
    return lines


def _section(lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return ["", *found] if found else []


def _scenarios(why: Why) -> Iterator[str]:
    """Where the value comes from; nothing where there is only one way to end."""
    if len(why.scenarios) < 2:  # noqa: PLR2004 -- one way says nothing
        return
    value = why.answer.value
    if value is None:
        yield from write_scenarios(why.scenarios, "How it ends", None)
    elif why.answer.objective == "hours":
        yield from write_scenarios(why.scenarios, f"How it ends, and what takes {say_hours(value)}", "adds")
    else:
        yield from write_scenarios(why.scenarios, f"Where the value, {say_hours(value)}, comes from", "adds")


def _worths(why: Why) -> Iterator[str]:
    """Break-even, and the worths at which another step comes first."""
    answer = why.answer
    if answer.objective == "hours" or answer.break_even_worth is None:
        return
    least = say_hours(answer.break_even_worth)
    if answer.worth is None:
        yield f"Worth: from {least} on a start pays; the plan says none."
        return
    yield f"Worth: from {least} on a start pays; the plan has {say_hours(answer.worth)}."
    for tip in why.worth_tips:
        if isinstance(tip.at, float) and tip.then != "stop":
            side = "below" if tip.at < answer.worth else "above"
            name = clip(tip.then or "", N_COLUMNS - 30)
            yield f"  {side} {say_hours(tip.at)} the advice is {name}"


def _tips(answer: Answer) -> Iterator[str]:
    """One line for each tip, the nearest first, and one for all inputs that have none."""
    tips = answer.tips or ()
    known = [tip for tip in tips if tip.at]
    if known:
        advice = clip(answer.next, N_COLUMNS - 60)
        yield f"The advice, {advice}, holds while (each alone, the nearest first)"
        yield pad("", N_ID_COLUMNS) + pad("now", N_NOW_COLUMNS) + pad("it is", N_HOLDS_COLUMNS) + "else"
    shown, n_more = cut(known, N_TIPS)
    for tip in shown:
        name = pad("  " + clip(tip.id, N_ID_COLUMNS - 3), N_ID_COLUMNS)
        cells = pad(_say(tip.input, tip.now), N_NOW_COLUMNS) + pad(_holds(tip), N_HOLDS_COLUMNS)
        yield name + cells + clip(tip.then or "", N_COLUMNS - N_ID_COLUMNS - N_NOW_COLUMNS - N_HOLDS_COLUMNS)
    if n_more:
        yield f"  … and {n_more} more (--json has all)"
    moved = {(tip.id, tip.input) for tip in known}
    steady = dict.fromkeys((tip.id, tip.input) for tip in tips if (tip.id, tip.input) not in moved)
    if steady:
        named = ", ".join(f"{input_} of {clip(id_, N_ID_COLUMNS)}" for id_, input_ in steady)
        yield from wrap(f"  Nothing short of 0 % changes it: {named}.", "  ")


def _holds(tip: TipShown) -> str:
    """`above 41 %`, `below 3 to 12 h`."""
    if tip.at is None:
        return "always"
    return f"{'above' if _size(tip.at) < _size(tip.now) else 'below'} {_say(tip.input, tip.at)}"


def _size(figure: Figure) -> float:
    return figure[1] if isinstance(figure, tuple) else figure


def _say(name: str, figure: Figure) -> str:
    if isinstance(figure, tuple):
        return f"{say_number(figure[0])} to {say_number(figure[1])} h"
    return say_prob(figure) if name == "chance" else say_hours(figure)


def _swings(why: Why) -> Iterator[str]:
    """The widest swings: what the value is at the low and at the high place of an input."""
    moving = [swing for swing in why.swings if swing.value_low != swing.value_high]
    if not moving:
        return
    yield f"{_what(why.answer)} when one input is lower or higher"
    yield "(chances by 0.5 in log-odds, hours by a factor of 1.5):"
    heads = ("if lower", "if higher")
    yield " " * (N_ID_COLUMNS + N_SPREAD_COLUMNS) + "".join(pad(head, N_END_COLUMNS, is_right=True) for head in heads)
    for swing in moving[:N_SWINGS]:
        name = pad("  " + clip(swing.id, N_ID_COLUMNS - 3), N_ID_COLUMNS)
        spread = f"{_say(swing.input, swing.low)} … {_say(swing.input, swing.high)}"
        ends = (_end(swing.value_low), _end(swing.value_high))
        cells = "".join(pad(end, N_END_COLUMNS, is_right=True) for end in ends)
        yield name + pad(clip(spread, N_SPREAD_COLUMNS), N_SPREAD_COLUMNS) + cells
    if len(moving) > N_SWINGS:
        yield f"  … and {len(moving) - N_SWINGS} that move it less (--json has all)"


def _what(answer: Answer) -> str:
    if answer.status == "break-even":
        return f"The break-even worth, now {say_hours(answer.break_even_worth or 0.0)},"
    if answer.objective == "hours":
        return f"The expected hours, now {say_hours(answer.value or 0.0)},"
    return f"The value, now {say_hours(answer.value or 0.0)},"


def _end(value: float | None) -> str:
    return "none" if value is None else say_hours(value)


def _moves(why: Why) -> Iterator[str]:
    if why.moves:
        yield "Worth a thought (nothing of this is applied):"
    for move in why.moves:
        yield from wrap(f"  - {move.text}", "    ")
