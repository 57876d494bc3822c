"""An answer in words for a terminal: lines of at most 80 columns, no colour."""

import math
from collections.abc import Iterator, Sequence

from acumen.pages.columns import N_COLUMNS, clip, cut, fold, pad, width, wrap
from acumen.pages.number_format import is_left, say_hours, say_number, say_patience, say_prob
from acumen.results.plans import Answer, RankedStep, Remaining, Then
from acumen.views.bets import say_left, say_moved, say_own

N_ALTERNATIVES = 8
N_BELIEFS = 8
N_ABOUT_COLUMNS = 30
N_ID_COLUMNS = 26
N_LEAST_TITLE = 24  # columns, or it goes to a line of its own
N_FOLLOW_COLUMNS = 22  # before what follows

_HEADS = ("it costs", "works", "hours", "λ /h", "deserves")
_WIDTHS = (12, 9, 9, 10, 10)


def write_lines(answer: Answer, *, late: Sequence[str] = ()) -> list[str]:
    """The whole text; `late`: what is asked about steps that are overdue, in place of saying that they are."""
    lines = [
        *(late or _over(answer)),
        *_to_leave(answer),
        *_headline(answer),
        "",
        *_certificate(answer),
        *_figures(answer),
        *_under_way(answer),
    ]
    if answer.beliefs and answer.next != "stop" and answer.goal is None:
        lines += ["", *_beliefs(answer)]
    if answer.ranked:
        lines += ["", *_table(answer)]
    for note in answer.notes if answer.goal is None else ():  # they say what the advice leans on
        lines += ["", *wrap(f"Note: {note}")]
    return lines


def _headline(answer: Answer) -> Iterator[str]:
    first = next((ranked for ranked in answer.ranked if ranked.id == answer.next), None)
    if answer.goal is not None:
        yield f"Next: nothing; the goal {'is reached' if answer.goal else 'has failed'}"
        return
    if answer.next == "stop":
        yield "Next: stop"
        is_exact = answer.status == "exact"
        if not answer.ranked and answer.under_way:
            yield "  Nothing else can reach the goal."
            return
        yield (
            "  Nothing in this plan is worth starting."
            if is_exact
            else "  For want of better: whether a start pays is not known."
        )
        return
    yield from _next(answer.next, first.title if first else None)
    going = next((left for left in answer.under_way if left.id == answer.next), None)
    if going is not None:
        yield from wrap(f"  Go on with it; {say_left(going)}{say_own(answer.own_range)}.")
    elif first is not None and first.about is not None:
        yield f"  A probe: it tells about {clip(first.about, N_ABOUT_COLUMNS)}, and does not advance the goal."
    elif answer.patience is not None and is_left(answer.leave_chance):
        tried = f"Try for up to {say_hours(answer.patience)}; leave it then unless it works"
        yield from wrap(f"  {tried}{say_own(answer.own_range)}.")
    else:
        yield "  Carry it through until it has worked or failed."


def _next(id_: str, title: str | None) -> Iterator[str]:
    """The id in full, as it has to be typed again; its title cut where there is no room."""
    lead = f"Next: {id_}"
    if title and width(lead) + N_LEAST_TITLE <= N_COLUMNS:
        yield clip(f"{lead} ({title})", N_COLUMNS)
        return
    yield from fold(lead, "      ")
    if title:
        yield clip(f"  {title}", N_COLUMNS)


def _certificate(answer: Answer) -> Iterator[str]:
    """What it is worth, never without how well that is known."""
    if answer.goal is not None:
        yield "Nothing is left to decide."
    elif answer.status == "break-even" and (answer.ranked or not answer.under_way):
        yield from _without_worth(answer)
    elif answer.objective == "hours" and answer.next != "stop":
        yield "Expected hours until the goal is known true or false:"
        yield f"  {_between(answer, 'this advice takes')}"
    elif answer.next == "stop":
        yield from _stop(answer)
    else:
        verb = "going on" if answer.under_way else "starting"
        yield f"Worth {verb}: {_between(answer, 'this advice attains')}"


def _between(answer: Answer, verb: str) -> str:
    value, lower, upper = (say_number(figure or 0.0) for figure in (answer.value, answer.lower, answer.upper))
    more = "" if answer.objective == "hours" else " more than stopping now"
    if answer.status == "exact":
        return f"{value} h{more} (exact)."
    return f"between {lower} and {upper} h{more} (proven);\n  {verb} {value}."


def _without_worth(answer: Answer) -> Iterator[str]:
    if answer.break_even_worth is None:
        yield "No worth makes this plan pay."
        return
    yield "The plan says no worth. Starting pays where success is worth more than"
    yield f"{say_hours(answer.break_even_worth)} of your time (break-even, exact); this is the advice just above that."


def _stop(answer: Answer) -> Iterator[str]:
    if not answer.ranked and answer.under_way:
        yield "Nothing is left to decide but that."
        return
    worth = say_hours(answer.worth or 0.0)
    if answer.status == "exact":
        yield f"At a worth of {worth} no way to start pays (exact)."
    else:
        upper = say_hours(answer.upper or 0.0)
        yield f"At a worth of {worth} no way to start was found that pays; none brings more than"
        yield f"{upper} (proven)."
    if answer.break_even_worth is not None and answer.break_even_next is not None:
        yield f"Starting pays from a worth of {say_hours(answer.break_even_worth)} on; the first step would then be"
        yield f"{clip(answer.break_even_next, N_COLUMNS - 1)}."


def _figures(answer: Answer) -> Iterator[str]:
    """Chance, hours, leverage, and what comes after."""
    if answer.next == "stop" or answer.goal is not None:
        return
    hours = [] if answer.objective == "hours" else [("expected hours", say_hours(answer.hours))]
    chance = "not known" if math.isnan(answer.chance) else say_prob(answer.chance)
    rows = [[("chance of the goal", chance), *hours]]
    if answer.leverage is not None:
        best = [] if answer.best_leverage is None else [("best possible", say_number(answer.best_leverage))]
        rows.append([("leverage", say_number(answer.leverage)), *best])
    if answer.objective == "net" and answer.worth is not None:
        least = answer.break_even_worth
        rows.append(
            [("worth", say_hours(answer.worth)), *([] if least is None else [("breaks even at", say_hours(least))])]
        )
    for row in rows:
        cells = [pad(label, 20) + pad(figure, 13) + " " for label, figure in row]
        yield ("  " + "".join(cells)).rstrip()
    is_probe = any(ranked.about is not None for ranked in answer.ranked if ranked.id == answer.next)
    won, lost = ("if positive", "if negative") if is_probe else ("if it works", "if not")
    yield f"  {pad(won, 20)}{_follow(answer.if_it_works)}"
    yield f"  {pad(lost, 20)}{_follow(answer.if_not)}"


def _beliefs(answer: Answer) -> Iterator[str]:
    """Where the hypotheses stand, and where the first action would take them."""
    is_probe = any(ranked.about is not None for ranked in answer.ranked if ranked.id == answer.next)
    heads = ("now", *(("if positive", "if negative") if is_probe else ("if it works", "if not")))
    is_moved = any(belief.if_it_works is not None or belief.if_not is not None for belief in answer.beliefs)
    shown = heads if is_moved else heads[:1]
    yield pad("Belief in …", N_ID_COLUMNS) + "".join(pad(head, 12, is_right=True) for head in shown)
    beliefs, n_more = cut(answer.beliefs, N_BELIEFS)
    for belief in beliefs:
        name = belief.hypothesis if belief.is_binary else f"{belief.hypothesis}: {belief.state}"
        figures = (belief.now, belief.if_it_works, belief.if_not)[: len(shown)]
        cells = ("-" if figure is None else say_prob(figure) for figure in figures)
        row = pad("  " + clip(name, N_ID_COLUMNS - 3), N_ID_COLUMNS)
        yield row + "".join(pad(cell, 12, is_right=True) for cell in cells)
    if n_more:
        yield f"  … and {n_more} more (--json has all)"


def as_if(late: list[Remaining]) -> str:
    """How the rest of the answer takes what is overdue."""
    it, were = ("it", "was") if len(late) == 1 else ("they", "were")
    if all(left.is_open_ended for left in late):
        return f"As if {it} {'were' if were == 'was' else were} left:"
    return f"As if {'its result were' if it == 'it' else 'their results were'} due now:"


def _over(answer: Answer) -> Iterator[str]:
    """What is overdue, before the advice as if it were left."""
    over = [left for left in answer.under_way if left.is_overdue]
    for left in over:
        yield from wrap(f"{left.id} is {say_left(left)}.")
    if over:
        yield from [as_if(over), ""]


def _to_leave(answer: Answer) -> Iterator[str]:
    """Steps under way that deserve no further hour."""
    for left in answer.under_way:
        if left.is_worth_it is False and not left.is_over:
            is_known = answer.goal is None and any(entry.id == left.id for entry in answer.ranked)
            why = "another hour costs more than it may bring" if is_known else "nothing hangs on it any more"
            yield from wrap(f"Leave {left.id}: {why} ({say_moved(left)}).")
            yield ""


def _under_way(answer: Answer) -> Iterator[str]:
    """Steps under way that can wait."""
    others = [left for left in answer.under_way if left.id != answer.next and left.is_worth_it is not False]
    if others:
        yield ""
    for left in others:
        yield from wrap(f"Under way: {left.id}: {say_left(left)}.")


def _follow(then: Then | None) -> str:
    if then is None:
        return "ask again then: not known for a plan this big"
    if then.goal is not None:
        return "the goal is reached" if then.goal else "the goal has failed"
    if then.next == "stop":
        return "stop"
    is_patient = then.patience is not None and is_left(then.leave_chance)
    patience = f" (for up to {say_hours(then.patience or 0.0)})" if is_patient else ""
    return clip(then.next, N_COLUMNS - N_FOLLOW_COLUMNS - width(patience)) + patience


def _table(answer: Answer) -> Iterator[str]:
    """Every step that could be started now, the best first."""
    heads = _HEADS if answer.objective == "net" else _HEADS[:-1]
    columns = "".join(pad(head, n, is_right=True) for head, n in zip(heads, _WIDTHS, strict=False))
    yield pad("If you started with …", N_ID_COLUMNS) + columns
    others = [ranked for ranked in answer.ranked if ranked.id != answer.next]
    first = [ranked for ranked in answer.ranked if ranked.id == answer.next]
    shown, n_more = cut(others, N_ALTERNATIVES)
    for ranked in (*first, *shown):
        cells = _cells(ranked, answer)[: len(heads)]
        figures = "".join(pad(cell, n, is_right=True) for cell, n in zip(cells, _WIDTHS, strict=False))
        yield pad("  " + clip(ranked.id, N_ID_COLUMNS - 3), N_ID_COLUMNS) + figures
    if n_more:
        yield f"  … and {n_more} more (--json has all)"


def _cells(ranked: RankedStep, answer: Answer) -> tuple[str, ...]:
    costs = "not known" if ranked.regret is None else say_hours(ranked.regret)
    if answer.next == "stop" and ranked.patience == 0.0:  # it would be left at once, which is to stop
        costs = "-"
    rate = "-" if ranked.lambda_per_hour is None else say_number(ranked.lambda_per_hour)
    deserves = "-" if ranked.regret is None else say_patience(ranked.patience, ranked.leave_chance)
    if deserves.endswith(" h") and any(left.id == ranked.id for left in answer.under_way):
        deserves = f"+{deserves}"  # from now on; the sentences about it count from its start
    figures = (say_prob(ranked.step_chance), say_number(ranked.hours), rate, deserves)
    return ("-" if ranked.id == answer.next else costs, *figures)
