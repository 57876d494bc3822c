"""Hours divided over plans, in words and as a picture: what to do first, what it brings, who gets what, what safety costs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from acumen.errors import UsageError
from acumen.pages import Block, Cell, Gap, Headline, Hint, Row, Span, Table, Text
from acumen.pages.blocks import NONE, notes
from acumen.pages.columns import clip
from acumen.pages.figures import chance, columns, hours
from acumen.pages.number_format import say_change, say_count, say_hours, say_number, say_prob
from acumen.results.portfolios import PlanShare, PortfolioDivided, Safer, SafeShare

if TYPE_CHECKING:
    from acumen.charts import Chart

N_NAME_COLUMNS = 20
N_SHOWN = 24  # plans
LITTLE = 0.005  # of a chance, or of what an hour is worth: what is not told apart
LITTLE_HOURS = 0.05
SAFE = "safe work"
ZERO_HOURS = "0 h"


def write_portfolio(told: PortfolioDivided) -> Iterator[Block]:
    """The whole text."""
    if told.averaged:
        names = ", ".join(clip(plan, N_NAME_COLUMNS) for plan in told.averaged)
        what = "The steps of each" if len(told.averaged) > 1 else "Its steps"
        said = f"{what} share hypotheses; their chances are averaged, so that what a result tells is not counted"
        lead = (Span(names, "id"), " may deserve more hours than are seen here. ")
        yield Text((*lead, said, ". What it is worth by itself is not averaged."))
        yield Gap()
    yield from _first(told)
    yield from _worth(told)
    yield Gap()
    yield _plans(told)
    yield Gap()
    yield from _outcomes(told)
    yield from _trust(told)
    short = [share.plan for share in told.plans if share.is_too_long]
    if short:
        yield Text(f"Worth beginning with more hours only: {', '.join(short)}.")
    for left in told.without_share:
        yield Text((Span(left.plan, "id"), f" has no share: {left.reason}."))
    yield from notes(told.notes)
    if told.next is not None and told.is_adopted:
        act = f"spend {told.next} HOURS" if told.is_under_way else f"start {told.next}"
        yield Gap()
        yield Hint("Then", f"{act} --plan {told.named}")


def _first(told: PortfolioDivided) -> Iterator[Block]:
    if told.hours_left <= 0.0:
        yield Headline("No hours are left to divide")
        return
    if told.next is None:
        safe = [work for work in told.safe_work if work.hours > 0.0]
        if safe:
            yield Headline(("Next: ", Span(safe[0].name, "id"), ", safe work: no plan's next hour pays more"))
        else:
            yield Headline("Next: none of these plans: no hour in them is worth an hour")
        return
    share = next(one for one in told.plans if one.plan == told.plan)
    going = "go on with " if told.is_under_way else ""
    patience = "" if told.patience_hours is None else f", for up to {say_hours(told.patience_hours)}"
    yield Headline(
        (
            f"Next: {going}",
            Span(told.next, "id"),
            " of ",
            Span(share.plan, "id"),
            f"{patience}; an hour here is worth {say_hours(share.index)}",
        )
    )


def _worth(told: PortfolioDivided) -> Iterator[Block]:
    until = "" if told.until_day is None else f" until {_day(told.until_day, told.today)}"
    spent = "" if not told.spent_hours else f" ({say_hours(told.spent_hours)} of them are spent)"
    proof = "exact" if told.status == "exact" else f"at most {say_hours(told.upper)}, proven"
    if told.averaged:
        proof = f"by the averages; at most {say_hours(told.upper)}"
    amount = Span(say_hours(told.value), "hours")
    yield Text(
        (f"The {say_hours(told.hours_left)}{until}{spent} bring ", amount, f" more than they take ({proof})."), indent=2
    )
    gain, loss = told.gain_hours or 0.0, told.loss_hours
    changes = [f"{say_hours(told.change_hours)} more: {_change(gain)}"]
    if loss is not None:
        changes.append(f"{say_hours(told.change_hours)} fewer: {_change(-loss)}")
    beyond = told.price_per_hour - 1.0
    price = (
        f"One hour more would bring about {say_hours(told.price_per_hour)}, {say_hours(beyond)} more than it takes; "
    )
    if told.price_per_hour <= 1.0 + LITTLE:  # all that pays fits, or what does not needs many more at once
        is_enough = gain < LITTLE_HOURS and told.hours_left > 0.0 and not any(one.is_too_long for one in told.plans)
        price = "There are hours enough. " if is_enough else ""
    yield Text(f"{price}{'; '.join(changes)}.", indent=2)
    first = next((one for one in told.plans if one.plan == told.plan), None)
    dearest = max(told.plans, key=lambda one: one.index)
    if first is not None and dearest.index > first.index * (1.0 + LITTLE) and dearest.begun_prob > 0.0:
        yield Text(f"An hour in {dearest.plan} is worth more, but in this order the whole brings most.", indent=2)


def _plans(told: PortfolioDivided) -> Table:
    heads = columns(
        "", ("by itself", 15), ("an hour", 9), ("gets", 9), ("pays off", 10), ("", 9, "verdict"), width=N_NAME_COLUMNS
    )
    shown = told.plans[:N_SHOWN]
    rows = [_plan(share) for share in shown]
    rows += [_safe(work) for work in told.safe_work]
    return Table(heads, tuple(rows))


def _plan(share: PlanShare) -> Row:
    is_open = share.upper - share.lower > LITTLE * max(1.0, share.upper)
    alone = f"{say_number(share.lower)} to {say_hours(share.upper)}" if is_open else say_hours(share.value)
    return (
        Span(clip(share.plan, N_NAME_COLUMNS - 3), "id"),
        hours(share.value, alone),
        hours(share.index, f"{share.index:.2f} h" if share.index else "<1 h"),
        hours(share.hours, say_hours(share.hours) if share.hours else ZERO_HOURS),
        chance(share.pays_prob, say_prob(share.pays_prob) if share.begun_prob else NONE),
        Cell(share.verdict, share.verdict, "word"),
    )


def _safe(work: SafeShare) -> Row:
    return (
        Span(clip(f"{work.name} (safe)", N_NAME_COLUMNS - 3), "id"),
        hours(None),
        hours(work.returns, f"{work.returns:.2f} h"),
        hours(work.hours, say_hours(work.hours) if work.hours else ZERO_HOURS),
        chance(None),
        Cell("rest", "rest", "word"),
    )


def _outcomes(told: PortfolioDivided) -> Iterator[Block]:
    if told.next is None:
        return
    _, one, two, *_ = (*told.paying, 0.0, 0.0)
    more = "" if len(told.plans) < 2 else f" Exactly one {say_prob(one)}, exactly two {say_prob(two)}."  # noqa: PLR2004
    yield Text(f"Nothing pays off: {say_prob(told.nothing_pays)}.{more}")
    if told.worth_half is not None and told.worth_tenth is not None and told.worth_most is not None:
        yield Text(_say_worths(told.worth_tenth, told.worth_half, told.worth_most))


def _say_worths(tenth: float, half: float, most: float) -> str:
    """Once what is the same."""
    if tenth == most:
        return f"What the plans bring: {_hours(half)} in most cases, from the worst tenth to the best."
    worst = f"in the worst tenth at most {_hours(tenth)}"
    if half == most:
        return f"What the plans bring: in half of all cases, the best tenth too, {_hours(half)} or more; {worst}."
    if half == tenth:
        return (
            f"What the plans bring: in half of all cases, the worst tenth too, at most {_hours(half)}; "
            f"in the best tenth {_hours(most)} or more."
        )
    return (
        f"What the plans bring: in half of all cases {_hours(half)} or more; {worst}, "
        f"in the best tenth {_hours(most)} or more."
    )


def _trust(told: PortfolioDivided) -> Iterator[Block]:
    """What it costs that enough pays off, as surely as was asked."""
    if told.wanted_chance is None or not told.frontier:
        return
    now, most = told.frontier[0], told.frontier[-1]
    wanted = f"{_count(told)} with {say_prob(told.wanted_chance)}"
    yield Gap()
    if now.chance >= told.wanted_chance:
        yield Text(f"Your line ({wanted}) is met: {say_prob(now.chance)}.")
        return
    met = next((one for one in told.frontier if one.chance >= told.wanted_chance), None)
    if met is None:
        yield Text(f"Your line ({wanted}) can't be met; at most {say_prob(most.chance)} can. To get there:")
    else:
        yield Text(f"Your line ({wanted}) is not met. To meet it:")
    chosen = met or most
    between = [one for one in told.frontier if now.chance < one.chance < chosen.chance]
    middle = min(between, key=lambda one: abs(one.chance - (now.chance + chosen.chance) / 2.0), default=None)
    heads = columns(
        "", ("brings", 11), ("at least", 10), ("half", 10), ("worst 10 %", 12), ("first", 16), width=N_NAME_COLUMNS
    )
    rows = [_safer("as above", now)]
    rows += [] if middle is None or chosen.chance - middle.chance < LITTLE else [_safer("a little safer", middle)]
    rows.append(_safer("as you asked" if met else "as safe as may be", chosen))
    yield Table(heads, tuple(rows))
    cost = now.value - chosen.value
    yield Text(
        f"It costs {'next to nothing' if cost < LITTLE_HOURS else f'{say_hours(cost)} of {say_hours(now.value)}'}."
    )


def _safer(name: str, one: Safer) -> Row:
    return (
        name,
        hours(one.value),
        chance(one.chance),
        hours(one.worth_half, None if one.worth_half is None else _hours(one.worth_half)),
        hours(one.worth_tenth, None if one.worth_tenth is None else _hours(one.worth_tenth)),
        Cell(one.first_plan, NONE if one.first_plan is None else clip(one.first_plan, 15)),
    )


def draw_portfolio(told: PortfolioDivided) -> Chart:
    """What safety costs, as a line; UsageError where there is no choice."""
    from acumen import charts  # noqa: PLC0415 -- drawing loads much

    if len(told.frontier) < 2:  # noqa: PLR2004 -- two ends
        raise UsageError(
            "there is nothing to draw: no other division is safer", hint="say --trust 90% to have it looked for"
        )
    firsts = [f", {clip(one.first_plan, 14)} first" if one.first_plan else "" for one in told.frontier]
    words = [f"{say_hours(one.value)}{first}" for one, first in zip(told.frontier, firsts, strict=True)]
    return charts.draw_frontier(
        [one.chance for one in told.frontier],
        [one.value for one in told.frontier],
        _apart(told, words),
        title="What it costs to be surer that something comes of it",
        subtitle=f"{say_count(len(told.plans), 'plan')}, {say_hours(told.hours_left)}; each point: the best that is so safe",
        x_title=f"chance that {_count(told)} pays off",
        asked=told.wanted_chance,
    )


def _apart(told: PortfolioDivided, words: list[str]) -> list[str]:
    """Words where there is room: not beside a corner that is near the one before."""
    ends = told.frontier[0].chance, told.frontier[-1].chance
    width, kept, last = ends[1] - ends[0], [], -1.0
    for one, word in zip(told.frontier, words, strict=True):
        is_far = one.chance - last >= 0.12 * width
        kept.append(word if is_far else "")
        last = one.chance if is_far else last
    return kept


def _change(figure: float) -> str:
    return ZERO_HOURS if abs(figure) < LITTLE_HOURS else say_change(figure)


def _count(told: PortfolioDivided) -> str:
    return "at least one plan" if told.n_wanted == 1 else f"at least {told.n_wanted} plans"


def _hours(figure: float) -> str:
    return ZERO_HOURS if figure == 0.0 else say_hours(figure)


def _day(day: date, today: date) -> str:
    return f"{day.day} {day:%b}{f' {day.year}' if day.year != today.year else ''}"
